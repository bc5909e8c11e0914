"""How alike two texts are, told from a few numbers of each: MinHash (Broder 1997) over runs of words.

The share of equal numbers in two signatures estimates the share of runs that the texts have in common
(Jaccard). Texts that may be alike are found by bands (Leskovec, Rajaraman, Ullman, "Mining of Massive
Datasets", 3.4): with rows `r` and bands `b`, a pair of likeness s shares one with probability
1 - (1 - s^r)^b.

Of our own, in numpy: the kept libraries ask for scipy, over 100 MB of the image, for a few lines. Pure.
"""

import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from bot.models import Reading
from bot.text.words import words

RUN = 3  # words that follow one another
NUMBERS = 128
ROWS = 4
BANDS = NUMBERS // ROWS
_MOST = 4_000  # words of a text that is compared with another directly
FEWEST = 25  # runs; shorter texts are alike only if they are the same
ALIKE = 0.45  # from this estimate on two texts are one story
_BLOCK = 2_048  # runs at a time: a megabyte or two

_random = np.random.default_rng(20260301)  # the same in every version: signatures are stored
_FACTORS = _random.integers(1, 1 << 63, NUMBERS, dtype=np.uint64) | np.uint64(1)
_OFFSETS = _random.integers(0, 1 << 63, NUMBERS, dtype=np.uint64)


def sign(texts: Iterable[str]) -> tuple[bytes, tuple[int, ...]]:
    """Give the signature (uint16 each) and the bands of a text; nothing of one that is too short.

    Bands are signed 64-bit integers: two texts that share one may be alike.
    """
    runs = _runs(list(_words(texts)))
    if len(runs) < FEWEST:
        return b"", ()
    least = np.full(NUMBERS, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(runs), _BLOCK):
        block = runs[start : start + _BLOCK, None]
        least = np.minimum(least, (block * _FACTORS + _OFFSETS).min(axis=0))
    rows = (least >> np.uint64(32)).astype("<u4").reshape(BANDS, ROWS)
    bands = tuple(_band(place, row.tobytes()) for place, row in enumerate(rows))
    return (least >> np.uint64(48)).astype("<u2").tobytes(), bands


def sign_reading(reading: Reading) -> tuple[bytes, tuple[int, ...]]:
    """Sign the body of a reading."""
    return sign(sentence.text for sentence in reading.sentences)


def likeness(one: bytes, other: bytes) -> float:
    """Estimate the share of runs that two signed texts have in common; 0 where one is not signed."""
    if not one or len(one) != len(other):
        return 0.0
    return float(np.mean(np.frombuffer(one, "<u2") == np.frombuffer(other, "<u2")))


def shared(one: Iterable[str], other: Iterable[str], run: int = RUN) -> float:
    """Give the share of the shorter text's runs of words that the longer has, too; 1 where one has none."""
    mine, theirs = (_runs(list(islice(_words(texts), _MOST)), run) for texts in (one, other))
    fewest = min(len(mine), len(theirs))
    return len(np.intersect1d(mine, theirs, assume_unique=True)) / fewest if fewest else 1.0


def _words(texts: Iterable[str]) -> Iterator[str]:
    return (word for text in texts for word in words(unicodedata.normalize("NFKC", text)))


def _runs(tokens: Sequence[str], run: int = RUN) -> NDArray[np.uint64]:
    """Give a number for each distinct run of words."""
    if len(tokens) < run:
        return np.empty(0, dtype=np.uint64)
    known: dict[str, int] = {}
    codes = np.fromiter(
        (known.setdefault(word, zlib.crc32(word.encode("utf-8", "surrogatepass"))) for word in tokens),
        dtype=np.uint64,
        count=len(tokens),
    )
    mixed = _mix(codes)
    count = len(codes) - run + 1
    total = np.zeros(count, dtype=np.uint64)
    for place in range(run):
        total = _mix(total + mixed[place : place + count])
    return np.unique(total)


def _mix(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread numbers over 64 bits (splitmix64, Steele et al. 2014)."""
    numbers = numbers + np.uint64(0x9E3779B97F4A7C15)
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def _band(place: int, row: bytes) -> int:
    high, low = zlib.crc32(row, place), zlib.adler32(row, place + 1)
    low ^= int.from_bytes(row[:4], "little")
    return ((high << 32) | (low & 0xFFFFFFFF)) - (1 << 63)
