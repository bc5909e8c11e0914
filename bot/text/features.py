"""What a question sees in the sentences of some passages, as numbers: a row a sentence, a column a feature.

All passages are looked at together, so that a question costs some dozens of array operations whatever their
number. Not for what the numbers are worth (`bot.text.answer`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.text import kinds
from bot.text.index import AllTokens, read_all
from bot.text.query import Query

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FEATURES = (
    "cover", "words", "rare", "names",
    "near cover", "near rare", "near names", "next", "subject",
    "about rare", "about names", "about words",
    "title", "passage", "passage sentence", "article", "article cover",
    "phrase", "passage phrase",
    "opening", "order",
    "name", "number", "number near", "date near", "name near", "place", "reason",
)  # fmt: skip

# What a word that says much the same is worth of the word itself: 0.35 … 0.7 do alike. No form of a word is
# worth just as much (see `spelling.forms`), so that hits of both can be told apart.
ALIKE = 0.49
MOST = 0.7  # least share of an article's passages, of those looked at, that have a word of what it is about


class Candidate(NamedTuple):
    """A passage to look at: its score as a whole, its article, and its bytes from the index."""

    id: int
    score: float
    number: int
    terms: bytes
    tokens: bytes


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question's words as columns: the weight (idf) of each, and which term is which, how nearly."""

    query: Query
    weights: Floats
    terms: Mapping[int, tuple[int, float]]


class Look:
    """The passages' sentences as arrays; the passages come best first.

    `passage` and `order` say where each row (a sentence) stands. `token` says of each token which word of the
    question it is: an index of `weights`, beyond those a function word of it, −1 none. `hits` are the tokens
    that are words of it and no function words: in the sentences `at`, at `places` there, the words `which`;
    the others are `new`. `held` is passages × words: how nearly each has each, in its title, too.
    """

    def __init__(self, wanted: Wanted, candidates: Sequence[Candidate]) -> None:
        tokens = read_all([candidate.tokens for candidate in candidates])
        self.wanted = wanted
        self.candidates = candidates
        self.words = len(wanted.weights)
        self.share: Floats = wanted.weights / wanted.weights.sum()
        self.lengths: Ints = tokens.lengths.astype(np.int64)
        self.count = len(self.lengths)
        self.passage: Ints = np.repeat(np.arange(len(candidates)), tokens.sentences)
        self.first: Ints = np.cumsum(tokens.sentences) - tokens.sentences
        self.order: Ints = np.arange(self.count) - self.first[self.passage]
        self.sentence: Ints = np.repeat(np.arange(self.count), self.lengths)
        self.start: Ints = np.cumsum(self.lengths) - self.lengths
        self.flags = tokens.flags
        self._match(tokens)

    def _match(self, tokens: AllTokens) -> None:
        """Find the question's words among the tokens."""
        table, self.sequence, self.size = _table(self.wanted)
        terms = np.frombuffer(b"".join([one.terms for one in self.candidates]), "<u4")
        word, strength = _look_up(table, np.concatenate((terms, tokens.context)))
        sizes = np.array([len(one.terms) // 4 for one in self.candidates])
        places = np.repeat(np.cumsum(sizes) - sizes, tokens.tokens) + tokens.places
        self.token: Ints = word[places]
        self.new = (self.token < 0) | (self.token >= self.words)
        self.hits: Ints = np.flatnonzero(~self.new)
        self.at: Ints = self.sentence[self.hits]
        self.places: Ints = self.hits - self.start[self.at]
        self.which: Ints = self.token[self.hits]
        self.strength: Floats = strength[places[self.hits]]
        self.matched: Floats = np.zeros((self.count, self.words))
        np.maximum.at(self.matched.reshape(-1), self.at * self.words + self.which, self.strength)
        rows = np.repeat(np.arange(len(sizes)), tokens.contexts)
        self.title = self._title(rows, word[len(terms) :], strength[len(terms) :])
        self.held: Floats = np.maximum(np.maximum.reduceat(self.matched, self.first), self.title)

    def _title(self, rows: Ints, word: Ints, strength: Floats) -> Floats:
        """Give passages × words: how nearly each is in the article's title or the heading above."""
        title = np.zeros((len(self.candidates), self.words))
        hit = np.flatnonzero((word >= 0) & (word < self.words))
        np.maximum.at(title, (rows[hit], word[hit]), strength[hit])
        return title

    def best_of_passage(self, values: Floats) -> Floats:
        """Give each sentence the highest value in its passage."""
        return np.asarray(np.maximum.reduceat(values, self.first)[self.passage])

    def has(self, tokens: NDArray[np.bool_]) -> Floats:
        """Tell for each sentence whether one of these tokens is in it."""
        found = np.zeros(self.count)
        found[self.sentence[tokens]] = 1.0
        return found

    def near(self, tokens: NDArray[np.bool_]) -> Floats:
        """Give for each sentence how near one of these tokens stands to a word of the question, 0 … 1."""
        at, hits = np.flatnonzero(tokens), self.hits
        found = np.zeros(self.count)
        if len(at) and len(hits):
            place = np.searchsorted(hits, at)
            for other in (hits[np.maximum(place - 1, 0)], hits[np.minimum(place, len(hits) - 1)]):
                same = self.sentence[other] == self.sentence[at]
                nearness = np.where(same, 1 / (1 + np.abs(other - at) / 3), 0.01)
                np.maximum.at(found, self.sentence[at], nearness)
        return found


def _table(wanted: Wanted) -> tuple[dict[int, tuple[int, float]], list[int], int]:
    """Give which term is which word of the question, function words too; the words in order; their number."""
    table = dict(wanted.terms)
    size = len(wanted.weights)
    sequence = []
    for terms in wanted.query.sequence:
        for term in terms:
            if term in table:
                sequence.append(table[term][0])
                break
        else:
            table.update(dict.fromkeys(terms, (size, 1.0)))
            sequence.append(size)
            size += 1
    for i, word in enumerate(wanted.query.words):
        for term in word.alike:
            table.setdefault(term, (i, ALIKE))
    return table, sequence, size


def _look_up(table: Mapping[int, tuple[int, float]], terms: NDArray[np.uint32]) -> tuple[Ints, Floats]:
    """Give the index of each term (−1: none) and its strength if it has one, by one binary search for all."""
    order = sorted(table)
    index, strength = zip(*(table[key] for key in order), strict=True)
    keys = np.array(order, dtype=np.uint32)
    at = np.searchsorted(keys[1:], terms, side="right")  # a term before the first key gets the first, too
    return np.where(keys[at] == terms, np.array(index)[at], -1), np.array(strength)[at]


def features(look: Look) -> Floats:
    """Give sentences × FEATURES."""
    columns = _coverage(look) | _wholes(look) | _phrases(look) | _answers(look)
    return np.array([columns[name] for name in FEATURES]).T  # np.stack looks at each of them first


def _coverage(look: Look) -> dict[str, Floats]:
    """Which of the question's words the sentence has, which are around it, and which in the passage."""
    weights, share, own = look.wanted.weights, look.share, look.matched
    values = np.ones((look.words, 4))
    values[:, 0] = share
    values[:, 2] = weights * weights / 7  # the rare words once more: of one in a thousand passages, idf is 7
    values[:, 3] = weights * [word.name for word in look.wanted.query.words]
    cover, words, rare, names = (own @ values).T
    either = np.maximum(own[1:], own[:-1])  # of a sentence and the one before
    led, followed = own.copy(), cover.copy()
    led[1:], followed[:-1] = either, either @ share
    led[look.first] = own[look.first]
    last = look.first - 1  # of the passage before; of all, for the first
    followed[last] = cover[last]
    title = look.title[look.passage]
    around, passage = np.maximum(led, title), look.held[look.passage]
    near, about = ((around - own) @ values).T, ((passage - around) @ values).T
    subject = _subject(look)[look.passage]
    return {
        "cover": cover,
        "words": words,
        "rare": rare,
        "names": names,
        "near cover": near[0],
        "near rare": near[2],
        "near names": near[3],
        "next": followed - cover,
        "subject": subject @ share - (own * subject) @ share,
        "about rare": about[2],
        "about names": about[3],
        "about words": about[1],
        "title": title @ weights,
    }


def _subject(look: Look) -> Floats:
    """Give passages × words: how nearly each is what the article is about, which its sentences need not say.

    That is what its title has, and what most of its passages have.
    """
    number = np.array([one.number for one in look.candidates])
    same = (number[:, None] == number).astype(np.float64)
    often = same @ (look.held > 0.4).astype(np.float64) >= MOST * np.maximum(same.sum(axis=1), 2)[:, None]
    return np.asarray(np.maximum(look.title, often))


def _wholes(look: Look) -> dict[str, Floats]:
    """How well the passage and the article fit as wholes."""
    scores = np.array([candidate.score for candidate in look.candidates])
    first: dict[int, int] = {}  # the best passage of each article: they come best first
    article = np.array([first.setdefault(one.number, i) for i, one in enumerate(look.candidates)])
    cover = np.zeros_like(look.held)
    np.maximum.at(cover, article, look.held)
    counts = np.bincount(
        look.at * look.words + look.which,
        weights=look.strength,
        minlength=look.count * look.words,
    ).reshape(look.count, look.words)
    # BM25 of the sentence among sentences, which are 25 words long on the whole
    norm = 1.2 * (0.4 + 0.6 * look.lengths / 25)
    sentence = (counts * 2.2 / (counts + norm[:, None])) @ look.share
    return {
        "passage": scores[look.passage],
        "passage sentence": look.best_of_passage(sentence),
        "article": (scores / look.wanted.weights.sum())[article][look.passage],
        "article cover": (cover @ look.share)[article][look.passage],
    }


def _phrases(look: Look) -> dict[str, Floats]:
    """Which of the question's words stand side by side in the sentence too, function words among them."""
    size = look.size + 1  # the first is what is no word of the question
    pairs = np.zeros(size * size, dtype=bool)
    pairs[[size * (one + 1) + other + 1 for one, other in pairwise(look.sequence)]] = True
    token = look.token + 1
    beside = np.flatnonzero(pairs[token[:-1] * size + token[1:]])
    at = look.sentence[beside + 1]
    phrase = np.bincount(at[at == look.sentence[beside]], minlength=look.count).astype(float)
    return {"phrase": phrase, "passage phrase": look.best_of_passage(phrase)}


def closeness(look: Look) -> Floats:
    """Give for each sentence how close its matches stand: the lesser weight of two neighbors by distance."""
    hits, word = look.hits, look.which
    if len(hits) < 2:
        return np.zeros(look.count)
    share = look.share
    weight = np.minimum(share[word[1:]], share[word[:-1]]) * np.minimum(look.strength[1:], look.strength[:-1])
    apart = (look.at[1:] == look.at[:-1]) & (word[1:] != word[:-1])
    near = weight * apart / (hits[1:] - hits[:-1])
    return np.bincount(look.at[1:], weights=near, minlength=look.count).astype(np.float64)


def _answers(look: Look) -> dict[str, Floats]:
    """Whether the sentence has, beside the question's words, what it asks for; and where it stands."""
    asked = look.wanted.query.asked
    nothing = np.zeros(look.count)

    def new_with(flag: int) -> NDArray[np.bool_]:
        return np.asarray(look.new & (look.flags & flag > 0))

    told = np.flatnonzero(look.flags & (kinds.NAME | kinds.NUMBER))
    told = told[look.new[told]]
    flags = np.zeros(look.count, dtype=np.uint8)
    np.bitwise_or.at(flags, look.sentence[told], look.flags[told])
    named: Floats = (flags & kinds.NAME > 0).astype(np.float64)
    numbered: Floats = (flags & kinds.NUMBER > 0).astype(np.float64)
    share = look.share
    opening = np.bincount(
        look.at,
        weights=(look.places < 5) * share[look.which] * look.strength,
        minlength=look.count,
    ).astype(np.float64)
    dated, counted = asked & kinds.DATE_ASKED, asked & kinds.NUMBER_ASKED
    return {
        "opening": opening,
        "order": np.minimum(look.order, 6) / 6,
        "name": named,
        "number": numbered,
        "number near": look.near(new_with(kinds.NUMBER) & ~new_with(kinds.YEAR)) if counted else nothing,
        "date near": look.near(new_with(kinds.YEAR | kinds.MONTH)) if dated else nothing,
        "name near": look.near(new_with(kinds.NAME)) if asked & kinds.PERSON_ASKED else nothing,
        "place": named if asked & kinds.PLACE_ASKED else nothing,
        "reason": look.has(look.flags & kinds.REASON > 0) if asked & kinds.REASON_ASKED else nothing,
    }
