"""The passages that are worth a second look, from the postings of a question's terms: BM25, added up at once.

Not for fetching postings (`bot.store.passages`), nor for choosing sentences (`bot.text.answer`).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

CHUNK_BITS = 11
IMPACT_BITS = 5
LEVELS = 31


class Posting(NamedTuple):
    """One term's entries in one chunk; see `bot.store.passages`."""

    chunk: int
    term: int
    docs: bytes


def frequencies(postings: Iterable[Posting]) -> dict[int, int]:
    """Give the number of passages that hold each term."""
    counts: dict[int, int] = {}
    for _chunk, term, docs in postings:
        counts[term] = counts.get(term, 0) + len(docs) // 2
    return counts


def idf(frequency: int, total: int) -> float:
    """Give how much a term tells: Robertson & Sparck Jones' weight, kept above zero."""
    return math.log1p((total - frequency + 0.5) / (frequency + 0.5)) if frequency < total else 0.01


def best(postings: Sequence[Posting], weights: Mapping[int, float], most: int) -> list[tuple[int, float]]:
    """Give the (passage id, score) of the `most` passages whose terms' weighted impacts add up highest."""
    if not postings:
        return []
    chunks = {chunk: i for i, chunk in enumerate(sorted({posting.chunk for posting in postings}))}
    docs = np.frombuffer(b"".join(posting.docs for posting in postings), "<u2")
    sizes = [len(posting.docs) // 2 for posting in postings]
    bases = np.repeat(
        np.array([chunks[posting.chunk] << CHUNK_BITS for posting in postings], dtype=np.int32), sizes
    )
    scale = np.repeat(np.array([weights.get(posting.term, 0.0) / LEVELS for posting in postings]), sizes)
    scores = np.bincount(bases + (docs >> IMPACT_BITS), weights=scale * (docs & LEVELS))
    most = min(most, len(scores))
    top = np.argpartition(scores, -most)[-most:]
    top = top[np.argsort(-scores[top], kind="stable")]
    numbers = np.array(list(chunks), dtype=np.int64)
    ids = (numbers[top >> CHUNK_BITS] << CHUNK_BITS) + (top & ((1 << CHUNK_BITS) - 1))
    return [(i, s) for i, s in zip(ids.tolist(), scores[top].tolist(), strict=True) if s > 0]
