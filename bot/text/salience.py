"""Our ranking of sentences: a summary should cover what its article keeps coming back to.

Words that recur are worth most, and so are pairs of them; a sentence is worth what it adds to the sentences
taken before it, times a prior for its place; sentences are taken one by one so that the expected F1 against
a person's summary grows most. CONTRIBUTING's design notes name the papers and say what each part is worth.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from bot.text.anaphora import leans, taken_up
from bot.text.fragments import is_whole
from bot.text.pointers import pointers
from bot.text.words import stem, stop_words, words

# Tuned on news.train and half of news.val (CNN/DailyMail), among some 1,100 settings. At half or 1.5 times
# its value, each costs at most 0.25 points of mean ROUGE there over 1, 3 and 5 sentences together.
_PLACE = 0.7  # a sentence's prior is (1 + its position / _LEAD) ** -_PLACE
_LEAD = 2.0
_POWER = 0.75  # a term that occurs n times is worth n ** _POWER,
_ONCE = 0.2  # but a word that occurs once only this
_AGAIN = 0.5  # what is left of a word's worth each time a taken sentence holds it,
_AGAIN_PAIR = 0.0  # and of a pair's: a pair is told once
_REPEAT = 4  # a sentence, a share s of whose terms are told, is worth 1 - s ** _REPEAT of what it covers
_REFERENCE = 50.0  # words of the summary that a person would write

_GREEDY = 16  # sentences taken one by one, more than any summary shows; the rest follow by salience
_SHORT = 4  # letters; where we have no stop words, shorter words count as such
_UNSPACED = "\u2e80"  # from here on scripts are cut in pairs of characters

_Ints = npt.NDArray[np.intp]
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Order:
    """`positions` is the order in which summaries take sentences; `salience`, 0 to 1, is by position."""

    positions: list[int]
    salience: list[float]


@dataclass(frozen=True, slots=True)
class _Terms:
    """What sentences hold: the sentence `rows[i]` holds the term `columns[i]`, each once; rows ascend."""

    rows: _Ints
    columns: _Ints
    worth: _Floats  # by term
    left: _Floats  # by term: what is left of its worth when a sentence that holds it is taken
    numbers: dict[str, int]  # the columns of words, by stem


@dataclass(frozen=True, slots=True)
class _Faults:
    """Why sentences wait: 2 for one that needs another before it, plus 1 for one that is not whole.

    What it needs is the sentence before it, or, where `nouns` is not -1, one before it that holds that term.
    """

    weight: _Ints
    nouns: _Ints


def order_sentences(texts: Sequence[str], language: str, *, title: str = "") -> Order:
    """Rank the sentences of one article, given in its order. Time and memory are linear in their words."""
    if not texts:
        return Order([], [])
    tokens = [words(text) for text in texts]
    terms = _terms(tokens, language, words(title))
    lengths = np.array([max(len(found), 1) for found in tokens], dtype=np.float64)
    prior = (1.0 + np.arange(len(texts), dtype=np.float64) / _LEAD) ** -_PLACE

    salience = (
        np.bincount(terms.rows, terms.worth[terms.columns], len(texts)) * prior / (lengths + _REFERENCE)
    )
    salience /= max(float(salience.max()), 1e-9)
    positions = _take(terms, prior, lengths, _faults(texts, tokens, language, terms))
    free = np.ones(len(texts), dtype=bool)
    free[positions] = False
    rest = np.argsort(-salience, kind="stable")
    return Order(positions + rest[free[rest]].tolist(), salience.tolist())


def _terms(tokens: list[list[str]], language: str, title: list[str]) -> _Terms:
    """Give the words and the recurring pairs of words that each sentence holds, and what they are worth.

    A title counts as one more occurrence of its words.
    """
    numbers: dict[str, int] = {}
    sentences = [
        [numbers.setdefault(stem(word, language), len(numbers)) for word in _content(found, language)]
        for found in tokens
    ]
    named = [numbers.get(stem(word, language), -1) for word in _content(title, language)]
    said = [term for found in sentences for term in found] + [term for term in named if term >= 0]
    counts = np.bincount(np.array(said, dtype=np.intp), minlength=len(numbers)).astype(np.float64)
    rows, columns = _held([set(found) for found in sentences])

    size = len(numbers)
    pairs = [{a * size + b for a, b in pairwise(found)} for found in sentences]
    pair_rows, codes = _held(pairs)
    _, pair_columns, pair_counts = np.unique(codes, return_inverse=True, return_counts=True)
    worth = np.concatenate(
        [
            np.where(counts > 1, counts**_POWER, _ONCE),
            np.where(pair_counts > 1, pair_counts.astype(np.float64) ** _POWER, 0.0),
        ]
    )
    left = np.repeat([_AGAIN, _AGAIN_PAIR], [size, len(pair_counts)])
    return _Terms(
        np.concatenate([rows, pair_rows]),
        np.concatenate([columns, pair_columns + size]),
        worth,
        left,
        numbers,
    )


def _content(tokens: list[str], language: str) -> list[str]:
    stop = stop_words(language)
    if stop:
        return [word for word in tokens if word not in stop and (len(word) > 1 or word >= _UNSPACED)]
    return [word for word in tokens if len(word) >= _SHORT or word[0] >= _UNSPACED or word.isdecimal()]


def _held(sets: list[set[int]]) -> tuple[_Ints, _Ints]:
    rows = np.repeat(np.arange(len(sets)), [len(held) for held in sets])
    return rows, np.array([item for held in sets for item in held], dtype=np.intp)


def _faults(texts: Sequence[str], tokens: list[list[str]], language: str, terms: _Terms) -> _Faults:
    found = list(zip(texts, tokens, strict=True))
    broken = np.array([not is_whole(text, len(known)) for text, known in found])
    leaning = np.array([leans(text, language, known) for text, known in found])
    named = [taken_up(text, language) for text in texts]
    nouns = np.array([terms.numbers.get(stem(noun, language), -1) if noun else -1 for noun in named])
    known = pointers(language)
    if known is not None and known.noun_first:  # a noun that is new there speaks of what is so in general
        first = np.zeros(len(terms.worth) + 1, dtype=np.intp)
        first[terms.columns[::-1]] = terms.rows[::-1]  # rows ascend: the first is written last
        nouns[first[nouns] >= np.arange(len(texts))] = -1
    leaning |= nouns >= 0
    leaning[0] = False  # an article's first sentence has lost nothing
    return _Faults(2 * leaning + broken, nouns)


def _take(terms: _Terms, prior: _Floats, lengths: _Floats, faults: _Faults) -> list[int]:
    """Take sentences greedily by growth of expected F1.

    A sentence with a fault waits until only sentences as faulty are left; one that needs another, at most
    until that is taken.
    """
    total = len(prior)
    worth, weight, free = terms.worth.copy(), faults.weight.copy(), np.ones(total, dtype=bool)
    told = np.zeros(len(worth))
    held_by = np.maximum(np.bincount(terms.rows, minlength=total), 1)
    taken: list[int] = []
    covered = length = 0.0
    for _ in range(min(total, _GREEDY)):
        repeats = np.bincount(terms.rows, told[terms.columns], total) / held_by
        gain = np.bincount(terms.rows, worth[terms.columns], total) * prior * (1.0 - repeats**_REPEAT)
        value = (covered + gain) / (length + lengths + _REFERENCE)
        ready = free & (weight == weight[free].min())
        best = int(np.where(ready, value, -1.0).argmax())
        taken.append(best)
        free[best] = False
        covered += float(gain[best])
        length += float(lengths[best])
        held = terms.columns[terms.rows == best]
        worth[held] *= terms.left[held]
        told[held] = 1.0
        weight[best + 1 : best + 2] &= 1
        shown = np.zeros(len(worth) + 1, dtype=bool)  # the last is for sentences without a noun, -1
        shown[held] = True
        weight[best + 1 :][shown[faults.nouns[best + 1 :]]] &= 1
    return taken
