"""Words that say much the same, or tell what another asks for: founded and created, cost and price.

By hand, general vocabulary only (`data/thesaurus.txt`), of English, Spanish, Russian and Ukrainian. They help
to choose a sentence of passages that are found already; only what no article has is looked up by them, so
that a common word costs no time. Not for forms of one word (`bot.text.irregular`, `bot.text.spelling`).
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from bot.text import irregular
from bot.text.index import term_of
from bot.text.tables import rows
from bot.text.words import stem

_UKRAINIAN_VERB = re.compile("(.+)ти(?:ся)?")


@lru_cache(maxsize=1 << 13)
def alike(word: str, languages: Sequence[str]) -> tuple[int, ...]:
    """Give the terms of words that say much the same as a word does in one of these languages (a tuple)."""
    found: dict[int, None] = {}
    for language in languages:
        stemmed = stem(word, language)
        found.update(dict.fromkeys(term_of(other) for other in _table(language).get(stemmed, ())))
        found.pop(term_of(stemmed), None)
    return tuple(found)


def warm(*languages: str) -> None:
    """Read what there is of these languages ahead of the first question."""
    for language in languages:
        _table(language)


@cache
def _table(language: str) -> dict[str, tuple[str, ...]]:
    """Give the stems that each stem of a language goes with."""
    table: dict[str, dict[str, None]] = {}
    for line in _lines():
        code, *words = line.split()
        if code == language:
            first, *others = (_stems(word, language) for word in words)
            for other in others:
                for one, two in ((first, other), (other, first)):
                    for stemmed in one:
                        table.setdefault(stemmed, {}).update(dict.fromkeys(two))
    return {one: tuple(others) for one, others in table.items()}


def _stems(word: str, language: str) -> tuple[str, ...]:
    """Give the stems of a word's forms: of irregular ones, and the past of Ukrainian verbs, several."""
    forms = [word, *irregular.others(word, [language])]
    if language == "uk" and (verb := _UKRAINIAN_VERB.fullmatch(word)) is not None:
        forms += [verb[1] + ending for ending in ("в", "ла", "ли", "но")]
    return tuple(dict.fromkeys(stem(form, language) for form in forms))


@cache
def _lines() -> tuple[str, ...]:
    return tuple(rows("thesaurus.txt"))
