"""Our ranking of sentences: a summary should cover what its article keeps coming back to.

Words that recur are worth most, and so are pairs of them; a sentence is worth what it adds to the sentences
taken before it, times a prior for its place; sentences are taken one by one so that the expected F1 against
a person's summary grows most. CONTRIBUTING's design notes name the papers and say what each part is worth.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, filterfalse, repeat

import numpy as np
import numpy.typing as npt

from bot.text.anaphora import leans, taken_up
from bot.text.fragments import is_whole, within_quotations
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
_PERSON = 5  # sentences of the longest summary that a person would write; more are taken for what they add
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
    numbers, rows, said = _said(tokens, language)
    size = len(numbers)
    counts = np.bincount(said, minlength=size)
    for word in _content(title, language):
        if (stemmed := stem(word, language)) in numbers:
            counts[numbers[stemmed]] += 1
    often = counts > 1
    where, pairs, times = _recurring(rows, said, often)
    holds, held = _once(rows, said, size)
    holds, columns = np.concatenate((holds, where)), np.concatenate((held, pairs + size))
    ascending = np.argsort(holds, kind="stable")
    return _Terms(
        holds[ascending],
        columns[ascending],
        np.maximum(2 * np.bincount(rows, minlength=len(tokens)) - 1, 1),
        np.concatenate((np.where(often, counts**_POWER, _ONCE), times**_POWER)),
        np.repeat([_AGAIN, _AGAIN_PAIR], [size, len(times)]),
        numbers,
    )


def _said(tokens: list[list[str]], language: str) -> tuple[dict[str, int], _Ints, _Ints]:
    """Give the columns of stems with content, and what is said: its sentences, ascending, and columns."""
    texts = [*chain.from_iterable(tokens)]
    content = _content(dict.fromkeys(texts), language)
    stems = [*map(stem, content, repeat(language))]
    numbers = {stemmed: number for number, stemmed in enumerate(dict.fromkeys(stems))}
    forms = {word: numbers[stemmed] for word, stemmed in zip(content, stems, strict=True)}
    found = np.array([*map(forms.get, texts, repeat(-1))], dtype=np.intp)
    tells = np.flatnonzero(found >= 0)
    return numbers, np.repeat(np.arange(len(tokens)), [*map(len, tokens)])[tells], found[tells]


def _recurring(rows: _Ints, said: _Ints, often: npt.NDArray[np.bool_]) -> tuple[_Ints, _Ints, _Ints]:
    """Give the pairs that stand in two sentences or more: their sentences, their numbers, and how often each.

    `often` tells which columns are said twice: a pair recurs only if both its words do.
    """
    size, twice = len(often), often[said]
    beside = np.flatnonzero(twice[:-1] & twice[1:] & (rows[:-1] == rows[1:]))
    where, pairs = _once(rows[beside], said[beside] * size + said[beside + 1], size * size)
    order = np.argsort(pairs, kind="stable")
    which = np.cumsum(_new(pairs[order])) - 1
    times = np.bincount(which)
    recurs = times > 1
    kept = np.flatnonzero(recurs[which])
    return where[order[kept]], (np.cumsum(recurs) - 1)[which[kept]], times[recurs]


def _once(rows: _Ints, columns: _Ints, size: int) -> tuple[_Ints, _Ints]:
    """Give the pairs of row and column each once, in order; columns are less than `size`."""
    found = np.sort(rows * size + columns, kind="stable")
    return np.divmod(found[_new(found)], max(size, 1))


def _new(ordered: _Ints) -> npt.NDArray[np.bool_]:
    """Tell which of these ascending numbers are not the one before again; numpy's unique takes longer."""
    new = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return new


def _content(tokens: Iterable[str], language: str) -> list[str]:
    stop = stop_words(language)
    if stop:
        told = filterfalse(stop.__contains__, tokens)
        return [word for word in told if len(word) > 1 or word >= _UNSPACED]
    return [word for word in tokens if len(word) >= _SHORT or word[0] >= _UNSPACED or word.isdecimal()]


def _faults(texts: Sequence[str], tokens: list[list[str]], language: str, terms: _Terms) -> _Faults:
    found = list(zip(texts, tokens, strict=True))
    broken = np.array([not is_whole(text, len(known)) for text, known in found])
    broken[within_quotations(texts, broken.tolist())] = True
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
    """Take sentences greedily by growth of expected F1; later, where that favors fillers, by gain per word.

    A sentence with a fault waits until only sentences as faulty are left; one that needs another, at most
    until that is taken.
    """
    total = len(prior)
    rows, columns, left = terms.rows, terms.columns, terms.left
    worth, weight, fresh = terms.worth.copy(), faults.weight.copy(), np.ones(len(left))
    adds, repeats = np.bincount(rows, worth[columns], total), np.zeros(total)
    starts = np.searchsorted(rows, np.arange(total + 1)).tolist()
    sizes = lengths + _REFERENCE
    taken: list[int] = []
    covered = length = 0.0
    for _ in range(min(total, _GREEDY)):
        gain = adds * prior * (1.0 - (repeats / terms.held) ** _REPEAT)
        value = (covered + gain) / (length + sizes) if len(taken) < _PERSON else gain / lengths
        value[weight > weight.min()] = -1.0
        best = int(value.argmax())
        taken.append(best)
        covered += float(gain[best])
        length += float(lengths[best])

        held = columns[starts[best] : starts[best + 1]]
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
