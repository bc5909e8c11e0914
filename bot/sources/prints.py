"""Prints: numbers that tell one text from another. Not for how alike two are (`bot.text.likeness`)."""

import hashlib


def fingerprint(data: bytes) -> int:
    """Give a number of 64 bits with a sign, never 0."""
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big", signed=True) or 1
