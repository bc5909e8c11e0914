"""Abbreviations by language: the words whose full stop does not end a sentence.

Four kinds, in `data/abbreviations.txt`: those after which it always goes on ("Dr."), those that may end it,
before a word that starts sentences ("Inc. The") or before any capital ("etc."), and those that go on
only before a figure ("No."). Beside them the prepositions of time, which tell that an abbreviation stands in
what only opens a sentence ("At 5 p.m. Mr. Lund left"), and what follows a time ("5 p.m. Friday").
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bot.text.tables import rows

_EVERY = "*"  # English and international ones, met in texts of any language
_NO_ABBREVIATIONS = {"opening", "following"}
_KINDS = ("name", "any", "closing", "number", "opening", "following")


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """One language's, casefolded, without the last full stop."""

    before_name: frozenset[str]  # a sentence never ends here, even before a capital
    anywhere: frozenset[str]  # ends a sentence only before a word that starts one
    closing: frozenset[str]  # ends a sentence before any capital
    before_number: frozenset[str]
    opening: frozenset[str]  # no abbreviations: the prepositions
    following: frozenset[str]  # as written, what goes on behind closing ones: "5 p.m. Friday", "9 p.m. ET"
    all: frozenset[str]  # every abbreviation
    capital: frozenset[str]  # of them, those that only a capital makes one: "Mass.", but "the mass."
    small: frozenset[str]  # those that it unmakes: "Roe v. Wade", but "George V."
    shouted: frozenset[str]  # those that are all capitals: "EE. UU."

    def has(self, word: str, low: str, after: str) -> bool:
        """Tell whether `word`, casefolded `low`, is an abbreviation as it is written, before `after`."""
        if low not in self.all:
            return False
        if word.isupper() and len(word) > 1 and word.isalpha():
            # "MR. LUND" and "JAN. 5", but "the patients with MS. He"
            return low in self.shouted or after[:1].isdigit() or (after.isupper() and len(after) > 1)
        if word[0].isupper():
            return low not in self.small
        return low not in self.capital


@cache
def abbreviations(language: str) -> Abbreviations:
    """Give those of `language`; when it has none here, those that two languages share."""
    table = _table()
    written = table.get(language) or _common(table.values())
    written = {kind: written.get(kind, set()) | table[_EVERY].get(kind, set()) for kind in _KINDS}
    folded = {kind: frozenset(map(_fold, words)) for kind, words in written.items()}
    every = frozenset[str]().union(
        *(words for kind, words in written.items() if kind not in _NO_ABBREVIATIONS)
    )
    capital = frozenset(_fold(word) for word in every if word[0].isupper())
    return Abbreviations(
        before_name=folded["name"],
        anywhere=folded["any"],
        closing=folded["closing"],
        before_number=folded["number"],
        opening=folded["opening"],
        following=frozenset(written["following"]),
        all=frozenset(map(_fold, every)),
        capital=capital - every,  # "Ft. Worth" and "5 ft."
        small=frozenset(_fold(word) for word in every if word[0] == "="),
        shouted=frozenset(_fold(word) for word in every if word.isupper() and len(word) > 1),
    )


def _common(tables: Iterable[dict[str, set[str]]]) -> dict[str, set[str]]:
    counts: dict[str, Counter[str]] = {}
    for table in tables:
        for kind, words in table.items():
            counts.setdefault(kind, Counter()).update(set(map(_fold, words)))
    return {kind: {word for word, n in counter.items() if n > 1} for kind, counter in counts.items()}


def _fold(written: str) -> str:
    return written.removeprefix("=").casefold()


@cache
def _table() -> dict[str, dict[str, set[str]]]:
    """Read lines of `language kind word word …`, the words as written."""
    table: dict[str, dict[str, set[str]]] = {}
    for row in rows("abbreviations.txt"):
        language, kind, *words = row.split()
        table.setdefault(language, {}).setdefault(kind, set()).update(word.rstrip(".") for word in words)
    return table
