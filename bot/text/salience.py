"""Our ranking of sentences: expected ROUGE by coverage of an article's recurring words.

A word is worth the more the more often the article comes back to it; a sentence is worth the words that it adds
to those already taken, times a prior for its place; sentences are taken greedily so that expected F1 grows most.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.text.words import stem, stop_words, words

Floats = npt.NDArray[np.float64]

# Tuned on news.train and half of news.val (CNN/DailyMail); see CONTRIBUTING for what each is worth.
_PLACE = 0.35  # a sentence's prior is (1 + its position) ** -_PLACE
_POWER = 0.8  # a word that occurs n times is worth n ** _POWER,
_ONCE = 0.1  # but a word that occurs once only this
_AGAIN = 0.4  # what is left of a word's worth each time a taken sentence holds it
_REFERENCE = 60.0  # words of the summary that a person would write
_GREEDY = 40  # sentences taken one by one; the rest follow by salience


@dataclass(frozen=True, slots=True)
class Order:
    """`positions` are sentences in the order in which summaries take them; `salience` is by position."""

    positions: list[int]
    salience: list[float]


def order_sentences(texts: Sequence[str], language: str, *, title: str = "") -> Order:
    """Rank the sentences of one article, given in its order."""
    if not texts:
        return Order([], [])
    tokens = [words(text) for text in texts]
    lengths = np.array([max(len(tokens_of), 1) for tokens_of in tokens], dtype=np.float64)
    rows, columns, worth = _terms(tokens, language, words(title))
    prior = (1.0 + np.arange(len(texts))) ** -_PLACE
    salience = np.bincount(rows, worth[columns], len(texts)) * prior / (lengths + _REFERENCE)
    positions = _greedy(rows, columns, worth, prior, lengths)
    taken = set(positions)
    rest = [int(i) for i in np.argsort(-salience, kind="stable") if int(i) not in taken]
    return Order(positions + rest, [float(value) for value in salience])


def _terms(
    tokens: list[list[str]], language: str, title: list[str]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], Floats]:
    """Give the distinct terms of each sentence, as (sentence, term) pairs, and each term's worth."""
    stop = stop_words(language)
    numbers: dict[str, int] = {}
    counts: list[int] = []
    rows: list[int] = []
    columns: list[int] = []
    for row, tokens_of in enumerate(tokens):
        seen: set[int] = set()
        for word in tokens_of:
            if word in stop or len(word) < 2:
                continue
            term = numbers.setdefault(stem(word, language), len(numbers))
            if term == len(counts):
                counts.append(0)
            counts[term] += 1
            seen.add(term)
        rows += [row] * len(seen)
        columns += sorted(seen)
    for word in title:
        if word not in stop and (term := numbers.get(stem(word, language), -1)) >= 0:
            counts[term] += 1
    count = np.array(counts, dtype=np.float64)
    worth = np.where(count > 1, count, _ONCE) ** _POWER
    return np.array(rows, dtype=np.intp), np.array(columns, dtype=np.intp), worth


def _greedy(
    rows: npt.NDArray[np.intp], columns: npt.NDArray[np.intp], worth: Floats, prior: Floats, lengths: Floats
) -> list[int]:
    total = len(prior)
    worth = worth.copy()
    free = np.ones(total, dtype=bool)
    taken: list[int] = []
    gained = length = 0.0
    for _ in range(min(total, _GREEDY)):
        gain = np.bincount(rows, worth[columns], total) * prior
        value = np.where(free, (gained + gain) / (length + lengths + _REFERENCE), -1.0)
        best = int(value.argmax())
        taken.append(best)
        free[best] = False
        gained += float(gain[best])
        length += float(lengths[best])
        worth[columns[rows == best]] *= _AGAIN
    return taken
