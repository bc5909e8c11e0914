"""The sentences that answer a question, by a linear model over `bot.text.features`; and whether any does.

Not for finding passages (`bot.text.candidates`), nor for reading the question (`bot.text.query`).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from bot.text.features import FEATURES, Candidate, Floats, Look, Wanted, features
from bot.text.query import Query, terms_of
from bot.text.words import spans

# Learned by softmax over the sentences of each question's passages, on the New Wiki, Spanish and Russian
# questions of the evaluation set together. Learned on half of their articles and measured on the other half,
# both ways: the answering sentence first 76.6 in 100 times, among three 88.9 (Spanish 78.8, 93.2; Russian
# 78.5, 92.8).
WEIGHTS: Mapping[str, float] = {
    "cover": 5.6,
    "words": 0.32,
    "rare": 0.384,
    "names": 0.201,
    "numbers": 0.163,
    "near rare": 0.475,
    "near names": 0.293,
    "next": 2.31,
    "refers": 1.08,
    "about rare": 0.344,
    "about names": 0.294,
    "about words": -0.424,
    "title": 0.351,
    "passage": 0.245,
    "passage sentence": 1.93,
    "article": 3.15,
    "article cover": 2.49,
    "phrase": 0.132,
    "passage phrase": 0.383,
    "close": -0.122,
    "opening": 1.38,
    "order": -0.904,
    "short": -0.592,
    "number near": 3.22,
    "number for date": 1.3,
    "date near": 2.13,
    "name near": 1.42,
    "place": 0.844,
    "reason": 1.93,
}
_WEIGHTS = np.array([WEIGHTS[name] for name in FEATURES])


# Whether the best sentence answers at all, by logistic regression: half of the articles of New Wiki, and of
# XQuAD in Spanish and Russian, loaded, questions of all of them asked. Only shares of the question enter, so
# that a library of three articles and one of twenty thousand are judged alike. AUC 0.97 held out.
_TELLS, _BIAS = np.array([4.3, 7.0, 5.9, -3.9]), -5.0  # see `tells`
MOST = 110  # sentences that are asked for at most: a bench does, for a question's candidates
SURE = -1.2  # on the curve that `bench/quality/answers.py` prints


class Scored(NamedTuple):
    """A sentence's score, which compares sentences for one question; `sentence` counts those of its passage.

    `sureness` compares answers to different questions; it is measured for the best sentence only.
    """

    passage: int
    sentence: int
    score: float
    sureness: float = 0.0


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
    ranked = [
        Scored(candidates[passage].id, order, score)
        for passage, order, score in zip(
            look.passage[best].tolist(), look.order[best].tolist(), scores[best].tolist(), strict=True
        )
    ]
    ranked[0] = ranked[0]._replace(sureness=_sureness(look, int(best[0]), columns[best[0]]))
    return ranked


def tells(look: Look, row: int, columns: Floats) -> Floats:
    """Give what tells whether a sentence answers, as shares of the question.

    How much of it its passage has; that passage's score; how close together the sentence has it; and how much
    names and numbers weigh that are nowhere in the passage.
    """
    weights, share = look.wanted.weights, look.share
    mine = look.passage == look.passage[row]
    passage = np.maximum(look.matched[mine].max(axis=0), look.title[look.passage[row]])
    names = np.array([word.name or word.number for word in look.wanted.query.words])
    return np.array(
        [
            passage @ share,
            columns[FEATURES.index("passage")] / weights.sum(),
            columns[FEATURES.index("close")],
            (1 - passage) * names @ share,
        ]
    )


def _sureness(look: Look, row: int, columns: Floats) -> float:
    """Give how likely a sentence is to answer, as log odds."""
    return float(tells(look, row, columns) @ _TELLS + _BIAS)


def is_sure(ranked: Sequence[Scored], least: float) -> bool:
    """Tell whether the best of the ranked sentences answers the question, as far as words can tell."""
    return bool(ranked) and ranked[0].sureness >= least


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


def matches(text: str, query: Query, terms: frozenset[int]) -> tuple[tuple[int, int], ...]:
    """Give the ranges of `text` whose words have one of these terms: half-open, ascending, apart."""
    found: list[tuple[int, int]] = []
    languages = query.languages
    for start, end, word in spans(text):
        if not terms.isdisjoint(terms_of(word, languages)):
            if found and start <= found[-1][1]:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
    return tuple(found)
