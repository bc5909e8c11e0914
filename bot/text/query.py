"""A question, read: which of its words to look for, as which terms, and what kind of answer it asks for.

Not for whether its words are known (`bot.text.spelling`), nor for scoring.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import BadQuery
from bot.text.index import term_of
from bot.text.words import stem, stop_words, words

MOST_WORDS = 32  # of a question; more is a text, and the first ones tell what it is about
LONGEST = 2_000  # code points that are read of a question


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word to look for; any of `terms` (its stems in the library's languages) is it."""

    text: str
    terms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A question to look for: its words in order, each once."""

    words: tuple[QueryWord, ...]

    @property
    def terms(self) -> list[int]:
        """All terms of all words, each once."""
        return list(dict.fromkeys(term for word in self.words for term in word.terms))


def parse(question: str, languages: Sequence[str]) -> Query:
    """Read a question for a library that holds articles in `languages`.

    Function words are left out unless there are no others.

    Raises:
        BadQuery: it holds no word at all.
    """
    found = list(dict.fromkeys(words(question[:LONGEST])))
    if not found:
        raise BadQuery(question)
    stops = frozenset[str]().union(*(stop_words(language) for language in languages))
    content = [word for word in found if word not in stops] or found
    return Query(tuple(_query_word(word, languages) for word in content[:MOST_WORDS]))


def _query_word(word: str, languages: Sequence[str]) -> QueryWord:
    stems = dict.fromkeys(stem(word, language) for language in languages) or {word: None}
    return QueryWord(word, tuple(term_of(stemmed) for stemmed in stems))
