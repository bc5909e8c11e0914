"""Abbreviations by language: the words whose full stop does not end a sentence.

Four kinds, in `data/abbreviations.txt`: those after which it always goes on ("Dr."), those that may end it,
before a word that starts sentences ("Inc. The") or before any capital ("etc."), and those that go on
only before a figure ("No."). Beside them the prepositions of time, which tell that an abbreviation stands in
what only opens a sentence ("At 5 p.m. Mr. Lund left").
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache

from bot.text.tables import rows

_EVERY = "*"  # English and international ones, met in texts of any language


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """One language's, casefolded, without the last full stop."""

    before_name: frozenset[str]  # a sentence never ends here, even before a capital
    anywhere: frozenset[str]  # ends a sentence only before a word that starts one
    closing: frozenset[str]  # ends a sentence before any capital
    before_number: frozenset[str]
    opening: frozenset[str]  # no abbreviations: the prepositions

    @property
    def all(self) -> frozenset[str]:
        """Every one of them."""
        return self.before_name | self.anywhere | self.closing | self.before_number


@cache
def abbreviations(language: str) -> Abbreviations:
    """Give those of `language`; when it has none here, those that two languages share."""
    table = _table()
    sets = table.get(language)
    if sets is None:
        counts: dict[str, Counter[str]] = {}
        for one in table.values():
            for kind, words in one.items():
                counts.setdefault(kind, Counter()).update(words)
        sets = {kind: {word for word, n in counter.items() if n > 1} for kind, counter in counts.items()}
    shared = table[_EVERY]
    kinds = ("name", "any", "closing", "number", "opening")
    return Abbreviations(*(frozenset(sets.get(kind, ())) | shared.get(kind, set()) for kind in kinds))


@cache
def _table() -> dict[str, dict[str, set[str]]]:
    """Read lines of `language kind word word …`."""
    table: dict[str, dict[str, set[str]]] = {}
    for row in rows("abbreviations.txt"):
        language, kind, *words = row.split()
        table.setdefault(language, {}).setdefault(kind, set()).update(
            word.casefold().rstrip(".") for word in words
        )
    return table
