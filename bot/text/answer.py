"""The sentences that answer a question, from the passages that are about it: which, how well, and which words match.

Not for finding passages (`bot.text.candidates`), nor for reading the question (`bot.text.query`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.text.index import read_tokens, term_of
from bot.text.query import Query
from bot.text.words import spans, stem


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence's score: `sentence` counts those of its passage from 0."""

    passage: int
    sentence: int
    score: float


def rank(
    query: Query, weights: Mapping[int, float], passages: Sequence[tuple[int, float, bytes, bytes]]
) -> list[Scored]:
    """Score every sentence of the passages (id, score, terms, tokens), best first."""
    scored = []
    for id_, score, terms, data in passages:
        tokens = read_tokens(data)
        table = np.array([weights.get(term, 0.0) for term in np.frombuffer(terms, "<u4").tolist()])
        at = 0
        for i, length in enumerate(tokens.lengths.tolist()):
            places = np.unique(tokens.places[at : at + length])
            at += length
            scored.append(Scored(id_, i, score + float(table[places].sum())))
    return sorted(scored, key=lambda one: -one.score)


def matches(text: str, query: Query, languages: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Give the ranges of `text` whose words are words of the question: half-open, ascending, apart."""
    terms = set(query.terms)
    found: list[tuple[int, int]] = []
    for start, end, word in spans(text):
        if any(term_of(stem(word, language)) in terms for language in languages or ("und",)):
            if found and start <= found[-1][1]:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
    return tuple(found)
