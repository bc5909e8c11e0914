"""Our ranking of sentences: a summary should cover what its article keeps coming back to.

Words that recur are worth most, and so are pairs of them; a sentence is worth what it adds to the sentences
taken before it, times a prior for its place; sentences are taken one by one so that the expected F1 against
a person's summary grows most. CONTRIBUTING's design notes name the papers and say what each part is worth.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt

from bot.text.anaphora import leans, taken_up
from bot.text.fragments import is_whole
from bot.text.pointers import pointers
from bot.text.words import stem, stop_words, words

# Tuned on news.train and half of news.val (CNN/DailyMail), among some 4,000 settings. At half or 1.5 times
# its value, each costs at most 0.5 points of mean ROUGE there over 1, 3 and 5 sentences together.
_PLACE = 0.7  # a sentence's prior is (1 + its position / _LEAD) ** -_PLACE
_LEAD = 2.0
_POWER = 0.75  # a term that occurs n times is worth n ** _POWER,
_ONCE = 0.2  # but a word that occurs once only this
_AGAIN = 0.5  # what is left of a word's worth each time a taken sentence holds it,
_AGAIN_PAIR = 0.0  # and of a pair's: a pair is told once
_REPEAT = 4  # a sentence, a share s of whose terms are told, is worth 1 - s ** _REPEAT of what it covers
_REFERENCE = 50.0  # words of the summary that a person would write

_BROKEN, _NEEDS, _TAKEN = 1, 2, 4  # why a sentence waits, the worst last
_GREEDY = 10  # sentences taken one by one, as many as the longest summary shows; the rest follow by salience
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
    held: _Ints  # by sentence: how many terms it says, with the pairs that do not recur; at least 1
    worth: _Floats  # by term
    left: _Floats  # by term: what is left of its worth when a sentence that holds it is taken
    numbers: dict[str, int]  # the columns of words, by stem


@dataclass(frozen=True, slots=True)
class _Faults:
    """Why sentences wait: `_NEEDS` for one that needs another before it, `_BROKEN` for one that is not whole.

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
    vocabulary = dict.fromkeys(chain.from_iterable(tokens))
    forms = {
        word: numbers.setdefault(stem(word, language), len(numbers))
        for word in _content(vocabulary, language)
    }
    sentences = [[forms[word] for word in found if word in forms] for found in tokens]
    named = [numbers.get(stem(word, language), -1) for word in _content(title, language)]
    said = [term for found in sentences for term in found] + [term for term in named if term >= 0]
    counts = np.bincount(np.array(said, dtype=np.intp), minlength=len(numbers)).astype(np.float64)
    size = len(numbers)
    often = (counts > 1).tolist()  # a pair recurs only if both its words do
    pairs = [{a * size + b for a, b in pairwise(found) if often[a] and often[b]} for found in sentences]
    times = {pair: count for pair, count in Counter(chain.from_iterable(pairs)).items() if count > 1}
    recurring = {pair: size + number for number, pair in enumerate(times)}
    held = [
        [*set(found), *(recurring[pair] for pair in known if pair in recurring)]
        for found, known in zip(sentences, pairs, strict=True)
    ]
    return _Terms(
        np.repeat(np.arange(len(held)), [len(found) for found in held]),
        np.array([*chain.from_iterable(held)], dtype=np.intp),
        np.array([max(2 * len(found) - 1, 1) for found in sentences]),
        np.concatenate([np.where(counts > 1, counts**_POWER, _ONCE), np.array([*times.values()]) ** _POWER]),
        np.repeat([_AGAIN, _AGAIN_PAIR], [size, len(times)]),
        numbers,
    )


def _content(tokens: Iterable[str], language: str) -> list[str]:
    stop = stop_words(language)
    if stop:
        return [word for word in tokens if word not in stop and (len(word) > 1 or word >= _UNSPACED)]
    return [word for word in tokens if len(word) >= _SHORT or word[0] >= _UNSPACED or word.isdecimal()]


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
    return _Faults(_NEEDS * leaning + _BROKEN * broken, nouns)


def _take(terms: _Terms, prior: _Floats, lengths: _Floats, faults: _Faults) -> list[int]:
    """Take sentences greedily by growth of expected F1.

    A sentence with a fault waits until only sentences as faulty are left; one that needs another, at most
    until that is taken.
    """
    total = len(prior)
    rows, columns, left = terms.rows, terms.columns, terms.left
    worth, weight, fresh = terms.worth.copy(), faults.weight.copy(), np.ones(len(left))
    adds, repeats = np.bincount(rows, worth[columns], total), np.zeros(total)
    taken: list[int] = []
    covered = length = 0.0
    for _ in range(min(total, _GREEDY)):
        gain = adds * prior * (1.0 - (repeats / terms.held) ** _REPEAT)
        value = (covered + gain) / (length + lengths + _REFERENCE)
        value[weight > weight.min()] = -1.0
        best = int(value.argmax())
        taken.append(best)
        covered += float(gain[best])
        length += float(lengths[best])

        held = columns[rows == best]
        told = np.zeros(len(left) + 1, dtype=bool)  # the last is for sentences without a noun, -1
        told[held] = True
        places = np.flatnonzero(told[columns])
        where, what = rows[places], columns[places]
        adds -= np.bincount(where, worth[what] * (1.0 - left[what]), total)
        repeats += np.bincount(where, fresh[what], total)
        worth[held] *= left[held]
        fresh[held] = 0.0
        later = weight[best + 1 :]
        later[:1] &= ~_NEEDS
        later[told[faults.nouns[best + 1 :]]] &= ~_NEEDS
        weight[best] = _TAKEN
    return taken
