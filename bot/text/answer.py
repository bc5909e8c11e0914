"""The sentences that answer a question, by a linear model over `bot.text.features`; and whether any does.

Not for finding passages (`bot.text.candidates`), nor for reading the question (`bot.text.query`).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from bot.text.features import ALIKE, FEATURES, Candidate, Floats, Ints, Look, Wanted, closeness, features
from bot.text.query import terms_of
from bot.text.words import spans, words

# Learned by softmax over the sentences of each question's passages, on the New Wiki, Spanish and Russian
# questions of the evaluation set together. Learned on three quarters of their articles and measured on the
# fourth: the answering sentence first 78.8 in 100 times, among three 90.4 (Spanish 80.3, 94.9; Russian 79.8,
# 93.7).
WEIGHTS: Mapping[str, float] = {
    "cover": 7.93,
    "words": 0.41,
    "rare": 0.205,
    "names": 0.152,
    "near cover": 3.13,
    "near rare": 0.303,
    "near names": 0.234,
    "next": 2.28,
    "subject": 1.47,
    "about rare": 0.247,
    "about names": 0.25,
    "about words": -0.201,
    "title": 0.247,
    "passage": 0.17,
    "passage sentence": 1.98,
    "article": 1.76,
    "article cover": 1.99,
    "phrase": 0.123,
    "passage phrase": 0.343,
    "opening": 1.34,
    "order": -0.939,
    "name": -0.268,
    "number": -0.093,
    "number near": 3.18,
    "date near": 3.46,
    "name near": 1.63,
    "place": 1.03,
    "reason": 2.02,
}
_WEIGHTS = np.array([WEIGHTS[name] for name in FEATURES])


# Whether the best sentence answers at all, by logistic regression: half of the articles of New Wiki, and of
# XQuAD in Spanish and Russian, loaded, questions of all of them asked. Only shares of the question enter, so
# that a library of three articles and one of twenty thousand are judged alike. AUC 0.97 held out.
_TELLS, _BIAS = np.array([3.5, 8.5, 6.3, -3.9]), -5.2  # see `tells`
# A sentence whose score is so much less than the best one's is shown only if it would do as the first one.
# None of those that this leaves out (1 in 20 answers has one) answers a question of the evaluation set.
FAR = 4.0
MOST = 110  # sentences that are asked for at most: a bench does, for a question's candidates
SURE = -1.2  # on the curve that `bench.quality.honesty` prints


class Scored(NamedTuple):
    """A sentence's score, which compares sentences for one question; `sentence` counts those of its passage.

    `sureness`, how likely it is to answer, as log odds, compares answers to different questions. `places` are
    those of its words (from 0, as `words.spans` has them) that are the question's.
    """

    passage: int
    sentence: int
    score: float
    sureness: float
    places: list[int]


class Fit(NamedTuple):
    """A passage that an article has for a search: where, how well, and which words (as bits)."""

    number: int
    position: int
    score: float
    words: int


def rank(wanted: Wanted, candidates: Sequence[Candidate], most: int = MOST) -> list[Scored]:
    """Score every sentence of the candidates; give the `most` best ones, best first."""
    if not candidates or not len(wanted.weights):
        return []
    look = Look(wanted, candidates)
    columns = features(look)
    scores = columns @ _WEIGHTS
    best = np.argsort(-scores, kind="stable")[:most]
    sureness = tells(look, best, columns[best]) @ _TELLS + _BIAS
    # Shown are the question's own words, not those that say much the same.
    places = np.where(look.strength == ALIKE, -1, look.places).tolist()
    start = np.searchsorted(look.at, best).tolist()
    end = np.searchsorted(look.at, best, side="right").tolist()
    return [
        Scored(candidates[passage].id, order, score, sure, [at for at in places[first:last] if at >= 0])
        for passage, order, score, sure, first, last in zip(
            look.passage[best].tolist(),
            look.order[best].tolist(),
            scores[best].tolist(),
            sureness.tolist(),
            start,
            end,
            strict=True,
        )
    ]


def tells(look: Look, rows: Sequence[int] | Ints, columns: Floats) -> Floats:
    """Give what tells whether sentences answer, as shares of the question: a row a sentence.

    How much of it its passage has; that passage's score; how close together the sentence has it; and how much
    names and numbers weigh that are nowhere in the passage. `columns` are those sentences' features.
    """
    share, at = look.share, look.passage[rows]
    passage = look.held[at]
    names = np.array([word.name or word.number for word in look.wanted.query.words])
    return np.array(
        [
            passage @ share,
            columns[:, FEATURES.index("passage")] / look.wanted.weights.sum(),
            closeness(look)[rows],
            (1 - passage) @ (names * share),
        ]
    ).T


def is_sure(ranked: Sequence[Scored], least: float) -> bool:
    """Tell whether the best of the ranked sentences answers the question, as far as words can tell."""
    return bool(ranked) and ranked[0].sureness >= least


def worth(ranked: Sequence[Scored], least: float) -> list[Scored]:
    """Give the best of the ranked sentences, and those not far behind it or sure enough by themselves."""
    return [one for one in ranked if one.score >= ranked[0].score - FAR or one.sureness >= least]


def fits(wanted: Wanted, found: Sequence[Fit]) -> list[int]:
    """Give the numbers of the articles that fit a search, best first.

    An article has the words of all its passages. Those with all words fit; if there is none, those with half
    of what they weigh. What is told of an article (its title …) counts as much as all of its text.
    """
    words: dict[int, int] = {}
    told: dict[int, int] = {}
    best: dict[int, float] = {}
    for fit in found:
        words[fit.number] = words.get(fit.number, 0) | fit.words
        best[fit.number] = max(best.get(fit.number, 0.0), fit.score)
        if fit.position < 0:
            told[fit.number] = fit.words
    weights = wanted.weights / max(float(wanted.weights.sum()), 1e-9)

    def weight(bits: int) -> float:
        return float(sum(share for i, share in enumerate(weights) if bits >> i & 1))

    everything = (1 << len(weights)) - 1
    whole = [number for number in words if words[number] == everything]
    some = whole or [number for number in words if weight(words[number]) >= 0.5]
    highest = max(best.values(), default=1.0)
    score = {
        number: weight(words[number]) + weight(told.get(number, 0)) + best[number] / highest
        for number in some
    }
    return sorted(some, key=lambda number: (-score[number], -number))


def places_of(text: str, wanted: Wanted) -> list[int]:
    """Give which words of a text are the question's, as `Scored.places` has them of a sentence."""
    asked, languages = wanted.terms.keys(), wanted.query.languages
    return [i for i, word in enumerate(words(text)) if not asked.isdisjoint(terms_of(word, languages))]


def matches(text: str, places: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Give the ranges of `text` that these words of it take: half-open, ascending, apart."""
    found: list[tuple[int, int]] = []
    cut = spans(text, max(places, default=-1) + 1)
    for start, end, _ in [cut[place] for place in places if place < len(cut)]:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)
