"""A subscription's words: what is looked for in new articles, and whether an article has it. Pure.

    words       each must occur, in any form of it, in the article's body or in what is told of it
    "a phrase"  its words must follow one another in a sentence, in any form
    -word       must not occur; -"a phrase" likewise
    from:name   the article's publication, or its site, must be called so; from:"two words" likewise

Forms are those that a search finds: the stems of every language in the library. Words that a search leaves
out (the article's function words) are not asked for, unless there are no others. There is no other syntax.

An article is matched in time that does not depend on how much is looked for: each watch has *anchors*, terms
of which any article that fits holds one, and only those whose anchor an article holds are tried on it.

Not for asking the library a question (`bot.text.query`), nor for storing (`bot.store.subscriptions`).
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from bot.errors import BadQuery, LimitReached
from bot.models import UNKNOWN_LANGUAGE
from bot.text.decode import tidy
from bot.text.index import read_tokens, term_of
from bot.text.words import LANGUAGES, stem, stop_words, words

LONGEST = 200  # code points
MOST_PARTS = 12  # words, phrases and exclusions
EVERYTHING = ""  # the key of a watch that asks for nothing in particular
ANY = -1  # the anchor of a watch that must be tried on every article

_QUOTES = '"“”„‟«»'
_DASHES = "-−–"

_FROM = re.compile(
    r"(?<!\S)from:\s?(?:[\"“”„«]([^\"“”„«»]{1,100})[\"“”»]?|([^\s\"“”„«»]{1,100}))", re.IGNORECASE
)
_NAMELESS = re.compile(r"(?<!\S)from:\s*[\"“”„«»]*\s*$", re.IGNORECASE)
_ALL = (*LANGUAGES, UNKNOWN_LANGUAGE)

Phrase = tuple[str, ...]  # of one word or several


@dataclass(frozen=True, slots=True)
class Watch:
    """What is looked for; each part once, in an order that does not depend on how it was written."""

    wanted: tuple[Phrase, ...]
    excluded: tuple[Phrase, ...] = ()
    source: Phrase = ()

    @property
    def key(self) -> str:
        """One text for one meaning, from which `from_key` makes it again."""
        parts = [self.wanted, self.excluded, self.source]
        return json.dumps(parts if self.source else parts[:2], ensure_ascii=False, separators=(",", ":"))


def from_key(key: str) -> Watch:
    """Make a watch of its key."""
    wanted, excluded, *source = json.loads(key)
    return Watch(tuple(map(tuple, wanted)), tuple(map(tuple, excluded)), tuple(source[0]) if source else ())


def parse(text: str) -> Watch:
    """Read what somebody wrote. What is one token but several words (COVID-19) is a phrase.

    Raises:
        BadQuery: it holds no word, or `from:` and no name.
        LimitReached: it is longer than a watch may be.
    """
    if len(text) > LONGEST:
        raise LimitReached("characters", LONGEST)
    text = tidy(text)
    wanted: set[Phrase] = set()
    excluded: set[Phrase] = set()
    named = _FROM.search(text)
    source = tuple(words(next(filter(None, named.groups()), ""))) if named else ()
    text = _FROM.sub(" ", text, count=1) if source else text
    if _NAMELESS.search(text):
        raise BadQuery(text)
    for part, minus in _parts(text):
        if phrase := tuple(words(part)):
            (excluded if minus else wanted).add(phrase)
    if not wanted and not excluded and not source:
        raise BadQuery(text)
    if len(wanted) + len(excluded) > MOST_PARTS:
        raise LimitReached("words", MOST_PARTS)
    return Watch(tuple(sorted(wanted)), tuple(sorted(excluded)), source)


def names(publication: str, url: str) -> tuple[Phrase, ...]:
    """Give what an article's source is called, as `Seen` takes it: its publication, and its site's host."""
    host = re.match(r"https?://(?:www\.)?([^/:?#]+)", url)
    return tuple(words(publication)), tuple(words(host[1])) if host else ()


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Cut into tokens and quoted phrases, each with whether a minus stands before it."""
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        minus = text[at] in _DASHES
        start = at + minus
        quoted = text[start : start + 1] and text[start] in _QUOTES
        if quoted:
            start += 1
            at = next((i for i in range(start, len(text)) if text[i] in _QUOTES), len(text))
            yield text[start:at], minus
            at += 1
            continue
        at = next((i for i in range(start, len(text)) if text[i].isspace() or text[i] in _QUOTES), len(text))
        yield text[start:at], minus


def anchors(watch: Watch) -> frozenset[int]:
    """Give terms of which an article that fits holds at least one, whatever the language of either."""
    chosen = set()
    for language in _ALL:
        asked = _asked(watch, language)
        if not asked:
            return frozenset((ANY,))
        chosen.add(max((word for phrase in asked for word in phrase), key=lambda word: (len(word), word)))
    # Every language that we stem, so that a library that learns another needs no second look at the anchors.
    return frozenset(term for word in chosen for term in _terms(word, _ALL))


def needed(watch: Watch, languages: Sequence[str]) -> list[frozenset[int]]:
    """Give what any article in these languages must hold to fit: one of the terms of each set."""
    asked = set(watch.wanted).intersection(*(_asked(watch, language) for language in languages))
    known = tuple(sorted(languages))
    return [_terms(word, known) for word in sorted({word for phrase in asked for word in phrase})]


def _asked(watch: Watch, language: str) -> tuple[Phrase, ...]:
    """What an article in `language` must hold: function words that stand alone only if there is no more."""
    stops = stop_words(language)
    return tuple(one for one in watch.wanted if len(one) > 1 or one[0] not in stops) or watch.wanted


@lru_cache(maxsize=1 << 14)
def _terms(word: str, languages: tuple[str, ...]) -> frozenset[int]:
    """The terms that a word is found by; as `bot.text.query` has them."""
    return frozenset(term_of(stem(word, language)) for language in languages)


class Seen:
    """An article's words in order, to try watches on.

    `passages` are (position, terms, tokens) as indexed, in order, −1 being what is told of the article;
    `languages` are the library's, that of the article among them; `sources` is what its source is called.
    """

    def __init__(
        self,
        passages: Iterable[tuple[int, bytes, bytes]],
        language: str,
        languages: Sequence[str],
        sources: Sequence[Phrase] = (),
    ) -> None:
        self._sources = sources
        self._passages = list(passages)
        self._language = language
        self._languages = tuple(sorted({language, *languages}))
        self.terms = {term for _, terms, _ in self._passages for term in np.frombuffer(terms, "<u4").tolist()}
        self._places: dict[int, list[int]] | None = None
        self._sentences: list[int | None] = []
        # Many watches share their words.
        self._held: dict[Phrase, bool] = {}
        self._holding: dict[Phrase, set[int]] = {}

    def fits(self, watch: Watch) -> bool:
        """Tell whether the article is from there, has all that is wanted, and nothing that is excluded."""
        if watch.source and not any(_stands_in(watch.source, name) for name in self._sources):
            return False
        return all(map(self._holds, _asked(watch, self._language))) and not any(
            map(self._holds, watch.excluded)
        )

    def best_sentence(self, watch: Watch) -> int | None:
        """Give the position of the first sentence with most of what is wanted; None if none has any."""
        found: dict[int, int] = {}
        for phrase in _asked(watch, self._language):
            if phrase not in self._holding:
                self._holding[phrase] = self._sentences_with(phrase)
            for sentence in self._holding[phrase]:
                found[sentence] = found.get(sentence, 0) + 1
        most = max(found.values(), default=0)
        return min((sentence for sentence, count in found.items() if count == most), default=None)

    def _holds(self, phrase: Phrase) -> bool:
        if phrase not in self._held:
            known = not any(self.terms.isdisjoint(_terms(word, self._languages)) for word in phrase)
            self._held[phrase] = known and (len(phrase) == 1 or bool(self._found(phrase)))
        return self._held[phrase]

    def _sentences_with(self, phrase: Phrase) -> set[int]:
        held = (self._sentences[place] for place in self._found(phrase))
        return {sentence for sentence in held if sentence is not None}

    def _found(self, phrase: Phrase) -> set[int]:
        """Where a phrase begins."""
        places = self._read()
        starts: set[int] | None = None
        for offset, word in enumerate(phrase):
            here = {
                place - offset for term in _terms(word, self._languages) for place in places.get(term, ())
            }
            starts = here if starts is None else starts & here
        return starts or set()

    def _read(self) -> dict[int, list[int]]:
        """Where each term stands; sentences are one place apart, so that no phrase crosses their ends."""
        if self._places is None:
            self._places = {}
            count = 0
            for position, terms, data in self._passages:
                tokens = read_tokens(data)
                row = np.frombuffer(terms, "<u4")[tokens.places].tolist()
                at = 0
                for length in tokens.lengths.tolist():
                    for term in row[at : at + length]:
                        self._places.setdefault(term, []).append(len(self._sentences))
                        self._sentences.append(None if position < 0 else count)
                    self._sentences.append(None)
                    at += length
                    count += position >= 0
        return self._places


def _stands_in(phrase: Phrase, name: Phrase) -> bool:
    return any(name[at : at + len(phrase)] == phrase for at in range(len(name) - len(phrase) + 1))


def holds(text: str, watch: Watch, language: str, languages: Sequence[str]) -> bool:
    """Tell whether a sentence has anything of what is wanted."""
    known = tuple(sorted({language, *languages}))
    found = {term_of(stem(word, language)) for word in words(text)}
    return any(
        not any(found.isdisjoint(_terms(word, known)) for word in phrase)
        for phrase in _asked(watch, language)
    )
