"""What a question sees in the sentences of some passages, as numbers: a row a sentence, a column a feature.

All passages are looked at together, so that a question costs some dozens of array operations whatever their
number. Not for what the numbers are worth (`bot.text.answer`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.text import kinds
from bot.text.index import Tokens, read_tokens
from bot.text.query import Query

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FEATURES = (
    "cover", "words", "rare", "names", "numbers",
    "near rare", "near names", "next", "refers",
    "about rare", "about names", "about words",
    "title", "passage", "passage sentence", "article", "article cover",
    "phrase", "passage phrase", "close",
    "opening", "order", "short",
    "number near", "number for date", "date near", "name near", "place", "reason",
)  # fmt: skip


class Candidate(NamedTuple):
    """A passage to look at: its article, its score as a whole, and its bytes from the index."""

    id: int
    number: int
    score: float
    terms: bytes
    tokens: bytes


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question's words as columns: the weight (idf) of each, and which term is which, how nearly."""

    query: Query
    weights: Floats
    terms: Mapping[int, tuple[int, float]]


class _Lookup:
    """Terms as indices, by one binary search for all tokens."""

    def __init__(self, table: Mapping[int, tuple[int, float]]) -> None:
        keys = sorted(table)
        self._keys = np.array(keys, dtype=np.uint32)
        self._index = np.array([table[key][0] for key in keys], dtype=np.int64)
        self._strength = np.array([table[key][1] for key in keys])

    def __call__(self, terms: NDArray[np.uint32]) -> tuple[Ints, Floats]:
        """Give the index of each term (−1: none) and its strength."""
        at = np.minimum(np.searchsorted(self._keys, terms), len(self._keys) - 1)
        hit = self._keys[at] == terms
        return np.where(hit, self._index[at], -1), np.where(hit, self._strength[at], 0.0)


class Look:
    """The passages' sentences as arrays; `passage` and `order` say where each row stands."""

    def __init__(self, wanted: Wanted, candidates: Sequence[Candidate]) -> None:
        tokens = [read_tokens(candidate.tokens) for candidate in candidates]
        terms = [np.frombuffer(candidate.terms, "<u4") for candidate in candidates]
        self.wanted = wanted
        self.candidates = candidates
        self.words = len(wanted.weights)
        self.lengths: Ints = np.concatenate([one.lengths for one in tokens]).astype(np.int64)
        self.count = len(self.lengths)
        per = np.array([len(one.lengths) for one in tokens])
        self.passage: Ints = np.repeat(np.arange(len(tokens)), per)
        self.first: Ints = np.cumsum(per) - per
        self.order: Ints = np.arange(self.count) - self.first[self.passage]
        self.sentence: Ints = np.repeat(np.arange(self.count), self.lengths)
        self.start: Ints = np.cumsum(self.lengths) - self.lengths
        self.flags = np.concatenate([one.flags for one in tokens])
        sizes = np.array([len(one) for one in terms])
        offsets = np.repeat(np.cumsum(sizes) - sizes, [len(one.places) for one in tokens])
        self.places: Ints = np.concatenate([one.places for one in tokens]).astype(np.int64) + offsets
        self.terms = np.concatenate(terms)
        lookup = _Lookup(wanted.terms)
        word, strength = lookup(self.terms)
        self.word, self.strength = word[self.places], strength[self.places]
        self.hits: Ints = np.flatnonzero(self.word >= 0)
        self.matched = self._matched()
        self.title = self._title(lookup, tokens)

    def _matched(self) -> Floats:
        """Give sentences × words: how nearly each word of the question is in each sentence, 0 … 1."""
        matched = np.zeros((self.count, self.words))
        np.maximum.at(matched, (self.sentence[self.hits], self.word[self.hits]), self.strength[self.hits])
        return matched

    def _title(self, lookup: _Lookup, tokens: Sequence[Tokens]) -> Floats:
        """Give passages × words: the same for the article's title and the heading above."""
        title = np.zeros((len(tokens), self.words))
        sizes = [len(one.context) for one in tokens]
        word, strength = lookup(np.concatenate([one.context for one in tokens]))
        rows = np.repeat(np.arange(len(tokens)), sizes)
        hit = word >= 0
        np.maximum.at(title, (rows[hit], word[hit]), strength[hit])
        return title

    def best_of_passage(self, values: Floats) -> Floats:
        """Give each sentence the highest value in its passage."""
        return np.asarray(np.maximum.reduceat(values, self.first, axis=0)[self.passage])

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


def features(look: Look) -> Floats:
    """Give sentences × FEATURES."""
    columns = {**_coverage(look), **_phrases(look), **_answers(look)}
    return np.stack([columns[name] for name in FEATURES], axis=1)


def _coverage(look: Look) -> dict[str, Floats]:
    """Which of the question's words the sentence has, which are around it, and which in the passage."""
    weights, query = look.wanted.weights, look.wanted.query
    share = weights / weights.sum()
    squared = weights**2 / 7  # the rare words once more: idf of a word in one of a thousand passages is 7
    names = weights * [word.name for word in query.words]
    numbers = weights * [word.number for word in query.words]
    own, title = look.matched, look.title[look.passage]
    before, after = _neighbors(look)
    around = np.maximum(np.maximum(own, before), title)
    passage = np.maximum(np.maximum.reduceat(own, look.first, axis=0)[look.passage], title)
    cover = own @ share
    refers = (np.maximum(own, before) @ share - cover) * _starts_with_function_word(look)
    near, about = around - own, passage - around
    return {
        "cover": cover,
        "words": own.sum(axis=1),
        "rare": own @ squared,
        "names": own @ names,
        "numbers": own @ numbers,
        "near rare": near @ squared,
        "near names": near @ names,
        "next": np.maximum(own, after) @ share - cover,
        "refers": refers,
        "about rare": about @ squared,
        "about names": about @ names,
        "about words": about.sum(axis=1),
        "title": title @ weights,
        **_wholes(look, passage, share),
    }


def _neighbors(look: Look) -> tuple[Floats, Floats]:
    """Give what the sentence before, and the one after, in the same passage match."""
    before, after = np.zeros_like(look.matched), np.zeros_like(look.matched)
    before[1:] = look.matched[:-1]
    before[look.first] = 0
    after[:-1] = look.matched[1:]
    after[np.append(look.first[1:], look.count) - 1] = 0
    return before, after


def _starts_with_function_word(look: Look) -> NDArray[np.bool_]:
    """Tell which sentences start with "it", "this", "there" and the like."""
    starts = np.minimum(look.start, len(look.flags) - 1)
    return np.asarray((look.flags[starts] & kinds.STOP > 0) & (look.lengths > 0))


def _wholes(look: Look, passage: Floats, share: Floats) -> dict[str, Floats]:
    """How well the passage and the article fit as wholes."""
    scores = np.array([candidate.score for candidate in look.candidates])
    total = look.wanted.weights.sum()
    _, article = np.unique([candidate.number for candidate in look.candidates], return_inverse=True)
    highest = np.zeros(article.max() + 1)
    np.maximum.at(highest, article, scores / total)
    cover = np.zeros((article.max() + 1, look.words))
    np.maximum.at(cover, article, passage[look.first])
    counts = np.bincount(
        look.sentence[look.hits] * look.words + look.word[look.hits],
        weights=look.strength[look.hits],
        minlength=look.count * look.words,
    ).reshape(look.count, look.words)
    # BM25 of the sentence among sentences, which are 25 words long on the whole
    norm = 1.2 * (0.4 + 0.6 * look.lengths / 25)
    sentence = (counts * 2.2 / (counts + norm[:, None])) @ share
    return {
        "passage": scores[look.passage],
        "passage sentence": look.best_of_passage(sentence),
        "article": highest[article][look.passage],
        "article cover": (cover @ share)[article][look.passage],
    }


def _phrases(look: Look) -> dict[str, Floats]:
    """Which of the question's words stand side by side in the sentence too, function words among them."""
    table: dict[int, tuple[int, float]] = {}
    for terms in look.wanted.query.sequence:
        own = next((table[term][0] for term in terms if term in table), len(table))
        table.update({term: (own, 1.0) for term in terms if term not in table})
    size = max(index for index, _ in table.values()) + 2
    pairs = np.zeros((size, size), dtype=bool)  # the last row and column are what is no word of the question
    sequence = [table[terms[0]][0] for terms in look.wanted.query.sequence]
    pairs[sequence[:-1], sequence[1:]] = True
    token = _Lookup(table)(look.terms)[0][look.places]
    beside = pairs[token[:-1], token[1:]] & (look.sentence[1:] == look.sentence[:-1])
    phrase = np.bincount(look.sentence[1:][beside], minlength=look.count).astype(float)
    return {"phrase": phrase, "passage phrase": look.best_of_passage(phrase), "close": _close(look)}


def _close(look: Look) -> Floats:
    """How close together the matches stand: the lesser weight of each two neighbors by distance."""
    hits, word = look.hits, look.word[look.hits]
    if len(hits) < 2:
        return np.zeros(look.count)
    share = look.wanted.weights / look.wanted.weights.sum()
    weight = np.minimum(share[word[1:]], share[word[:-1]]) * np.minimum(
        look.strength[hits[1:]], look.strength[hits[:-1]]
    )
    apart = (look.sentence[hits[1:]] == look.sentence[hits[:-1]]) & (word[1:] != word[:-1])
    near = weight * apart / np.diff(hits)
    return np.bincount(look.sentence[hits[1:]], weights=near, minlength=look.count).astype(np.float64)


def _answers(look: Look) -> dict[str, Floats]:
    """Whether the sentence has, beside the question's words, what it asks for; and where it stands."""
    asked, new = look.wanted.query.asked, look.word < 0
    nothing = np.zeros(look.count)

    def new_with(flag: int) -> NDArray[np.bool_]:
        return np.asarray(new & (look.flags & flag > 0))

    place = look.hits - look.start[look.sentence[look.hits]]
    share = look.wanted.weights / look.wanted.weights.sum()
    opening = np.bincount(
        look.sentence[look.hits],
        weights=(place < 5) * share[look.word[look.hits]] * look.strength[look.hits],
        minlength=look.count,
    )
    dated, counted = asked & kinds.DATE_ASKED, asked & kinds.NUMBER_ASKED
    return {
        "opening": opening,
        "order": np.minimum(look.order, 6) / 6,
        "short": (look.lengths < 6).astype(float),
        "number near": look.near(new_with(kinds.NUMBER)) if counted else nothing,
        "number for date": look.has(new_with(kinds.NUMBER)) if dated else nothing,
        "date near": look.near(new_with(kinds.YEAR | kinds.MONTH)) if dated else nothing,
        "name near": look.near(new_with(kinds.NAME)) if asked & kinds.PERSON_ASKED else nothing,
        "place": look.has(new_with(kinds.NAME)) if asked & kinds.PLACE_ASKED else nothing,
        "reason": look.has(look.flags & kinds.REASON > 0) if asked & kinds.REASON_ASKED else nothing,
    }
