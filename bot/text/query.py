"""A question, read: which of its words to look for, as which terms, and what kind of answer it asks for.

Not for whether its words are known (`bot.text.spelling`), nor for scoring.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.errors import BadQuery
from bot.text import cues, kinds, thesaurus
from bot.text.decode import tidy
from bot.text.index import term_of
from bot.text.unspaced import is_unspaced
from bot.text.words import spans, stem, stop_words, words

MOST_WORDS = 32  # of a question; more is a text, and the first ones tell what it is about
LONGEST = 2_000  # code points that are read of a question


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word to look for; any of `terms` (its stems in the library's languages) is it.

    `light`, it is one that questions ask with. `alike` are terms of words that say much the same.
    """

    text: str
    terms: tuple[int, ...]
    name: bool = False  # capitalized, and not because it is the first word
    number: bool = False
    light: bool = False
    alike: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A question to look for.

    `words` are those that tell, in order, each once. `sequence` holds the terms of all words, in order:
    phrases of function words count too. `asked` are kinds of answer, see `bot.text.kinds`. `telling` is that
    some word is neither a stop word nor a lone letter or digit: without, nothing answers.
    """

    words: tuple[QueryWord, ...] = ()
    sequence: tuple[tuple[int, ...], ...] = ()
    asked: int = 0
    languages: tuple[str, ...] = ()  # of the library, the likeliest of the question first
    telling: bool = True

    @property
    def terms(self) -> list[int]:
        """All terms of the words that tell, each once."""
        return list(dict.fromkeys(term for word in self.words for term in word.terms))


def parse(question: str, languages: Sequence[str]) -> Query:
    """Read a question for a library that holds articles in `languages`.

    Question words and the like are left out unless there are no others.

    Raises:
        BadQuery: it holds no word at all.
    """
    question = tidy(question[:LONGEST])
    found = spans(question)
    if not found:
        raise BadQuery(question)
    texts = [word for _, _, word in found]
    fits = {language: sum(word in _function(language) for word in texts) for language in languages}
    ordered = tuple(sorted(fits, key=lambda language: -fits[language]))
    likely = tuple(language for language in ordered if fits[language] == fits[ordered[0]])
    function, light, stops = _functions(likely), _light(likely), stops_of(likely)
    content = [one for one in found if one[2] not in function]
    telling = any((len(word) > 1 or is_unspaced(word)) and word not in stops for _, _, word in content)
    kept: dict[int, QueryWord] = {}
    for start, _, word in content or found:
        terms = terms_of(word, ordered)
        name = question[start].isupper() and start > found[0][0]
        alike = () if name else thesaurus.alike(word, likely)
        asking = not name and word in light
        kept.setdefault(terms[0], QueryWord(word, terms, name, word[0].isdigit(), asking, alike))
    return Query(
        tuple(kept.values())[:MOST_WORDS],
        tuple(terms_of(word, ordered) for word in texts[: 2 * MOST_WORDS]),
        kinds.asked(texts[: 2 * MOST_WORDS], likely),
        ordered,
        telling,
    )


@cache
def _function(language: str) -> frozenset[str]:
    own = cues.FUNCTION.get(language)
    return frozenset(words(own)) if own else stop_words(language)


@lru_cache(maxsize=1 << 6)
def _functions(languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset[str]().union(*map(_function, languages))


@lru_cache(maxsize=1 << 6)
def _light(languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for language in languages for word in words(cues.LIGHT.get(language, "")))


@lru_cache(maxsize=1 << 6)
def stops_of(languages: tuple[str, ...]) -> frozenset[str]:
    """Give the stop words of all these languages."""
    return frozenset[str]().union(*map(stop_words, languages))


@lru_cache(maxsize=1 << 14)
def terms_of(word: str, languages: tuple[str, ...]) -> tuple[int, ...]:
    """Give a word's terms: its stems in each of these languages, each once."""
    if len(languages) == 1:  # as most libraries are
        return (term_of(stem(word, languages[0])),)
    stems = dict.fromkeys(stem(word, language) for language in languages) or {word: None}
    return tuple(dict.fromkeys(term_of(stemmed) for stemmed in stems))
