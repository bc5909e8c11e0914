"""The passages that are worth a second look, from the postings of a question's terms: BM25, added up at once.

Term at a time over quantized impacts (Anh & Moffat 2006): every passage that holds a word is scored, so
nothing is lost to a bound on the work. Not for fetching postings (`bot.store.lookups`), nor for
choosing sentences (`bot.text.answer`).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.models import CHUNK_BITS, IMPACT_BITS, Posting
from bot.text.features import Wanted
from bot.text.query import Query
from bot.text.unspaced import is_unspaced

# What a word that no article has weighs, unless it is a name: the articles may say it otherwise.
UNKNOWN = 0.6
LIGHT = 0.15  # what a word that questions ask with ("what kind of") weighs of its idf
ACROSS = 0.4  # the same of two characters of an unspaced script: half of the pairs are cut out of two words
_FEW = 4_000  # passages
_SHARES = (0.7, 0.5, 0.4, 0.3, 0.2)  # of the highest score
_LEVELS = (1 << IMPACT_BITS) - 1


class Found(NamedTuple):
    """Passages, best first: their ids and scores."""

    ids: list[int]
    scores: list[float]


def frequencies(postings: Iterable[Posting]) -> dict[int, int]:
    """Give the number of passages that hold each term."""
    counts: dict[int, int] = {}
    for _chunk, term, docs in postings:
        counts[term] = counts.get(term, 0) + len(docs) // 2
    return counts


def idf(frequency: int, total: int) -> float:
    """Give how much a term tells: Robertson & Sparck Jones' weight, kept above zero."""
    return math.log1p((total - frequency + 0.5) / (frequency + 0.5)) if frequency < total else 0.01


def want(
    query: Query, forms: Sequence[Mapping[int, float]], frequency: Mapping[int, int], total: int
) -> Wanted:
    """Give a question's words their weights: the idf of each, or of its other `forms` if it is unknown."""
    weights = []
    light = LIGHT if any(not word.light for word in query.words) else 1.0
    terms: dict[int, tuple[int, float]] = {}
    for i, (word, others) in enumerate(zip(query.words, forms, strict=True)):
        own = sum(frequency.get(term, 0) for term in word.terms)
        known = own or sum(frequency.get(term, 0) for term in others)
        unknown = ACROSS if is_unspaced(word.text) else UNKNOWN
        weight = idf(known, total) * (1.0 if known or word.name or word.number else unknown)
        weights.append(weight * light if word.light else weight)
        for term, strength in (*others.items(), *((term, 1.0) for term in word.terms)):
            if strength > terms.get(term, (0, 0.0))[1]:
                terms[term] = (i, strength)
    return Wanted(query, np.array(weights), terms)


def best(
    postings: Sequence[Posting], wanted: Wanted, most: int, within: range | None = None, least: float = 0.0
) -> Found:
    """Give the `most` passages with the highest sums of weighted impacts, of the ids `within` a range.

    Those with less than `least` (a share) of the highest sum are left out.
    """
    weights = wanted.weights.tolist()
    scale = {term: weights[word] * strength / _LEVELS for term, (word, strength) in wanted.terms.items()}
    postings = [posting for posting in postings if posting[1] in scale]
    if not postings:
        return Found([], [])
    numbers, terms, parts = zip(*postings, strict=True)
    chunks = np.array(sorted(set(numbers)))
    docs = np.frombuffer(b"".join(parts), "<u2")
    sizes = [size // 2 for size in map(len, parts)]
    places = docs >> IMPACT_BITS
    if len(chunks) > 1:
        chunk = np.searchsorted(chunks, numbers)
        places = places + np.repeat(chunk.astype(np.int32) << CHUNK_BITS, sizes)
    scores = np.bincount(places, weights=np.repeat([scale[term] for term in terms], sizes) * (docs & _LEVELS))
    if within is not None:
        ids = _ids(np.arange(len(scores)), chunks)
        scores[(ids < within.start) | (ids >= within.stop)] = 0.0
    highest = scores.max()
    top = np.array([], dtype=np.int64)
    shares = [share for share in _SHARES if share > least] if len(scores) > _FEW else []
    for share in (*shares, least):  # sorting many takes long, and so does partial sorting
        top = np.flatnonzero(scores > share * highest)
        if len(top) >= most:
            break
    top = top[np.argsort(-scores[top], kind="stable")][:most]
    return Found(_ids(top, chunks).tolist(), scores[top].tolist())


def words_of(postings: Sequence[Posting], wanted: Wanted, ids: Sequence[int]) -> list[int]:
    """Give, for each of these passages, the words of the question that it has, as bits."""
    asked: dict[int, dict[int, int]] = {}  # by chunk: which of `ids` stands at a place
    for i, id_ in enumerate(ids):
        asked.setdefault(id_ >> CHUNK_BITS, {})[id_ & ((1 << CHUNK_BITS) - 1)] = i
    bits = [0] * len(ids)
    for chunk, term, docs in postings:
        if term in wanted.terms and chunk in asked:
            here = np.frombuffer(docs, "<u2") >> IMPACT_BITS
            for place in asked[chunk].keys() & here.tolist():
                bits[asked[chunk][place]] |= 1 << wanted.terms[term][0]
    return bits


def _ids(places: NDArray[np.int64], chunks: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.asarray((chunks[places >> CHUNK_BITS] << CHUNK_BITS) + (places & ((1 << CHUNK_BITS) - 1)))
