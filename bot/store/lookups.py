"""What a question looks up, as plain functions for inside `Database.lookup`: an answer is a dozen reads.

Not for reads that stand alone, nor for writing; those are in the file of each noun.
"""

from collections.abc import Sequence
from typing import NamedTuple

from bot.models import Article, Posting
from bot.store.articles import COLUMNS, article_from_row
from bot.store.database import Reads

_MOST_PARAMETERS = 900  # SQLite before 3.32 took 999
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyzáàâäãåæçćčďđéèêëęěğíìîïıłñńňóòôöõøœřśšşșßťțúùûüýźżž",
    "абвгґдежзиійклмнопрстуфхцчшщьюяєїэы",
)


class StoredSentence(NamedTuple):
    """A sentence and where it stands; `position` counts the article's sentences from 0."""

    id: int
    number: int
    passage: int
    position: int
    text: str


def _marks(values: Sequence[object], mark: str = "?") -> str:
    return ", ".join([mark] * len(values))


def languages(reads: Reads) -> list[str]:
    """Give the languages of the articles in the library."""
    rows = reads.execute(
        "WITH RECURSIVE found (language) AS ("  # skips from one to the next along the index
        " SELECT min(language) FROM articles WHERE removed_at IS NULL"
        " UNION ALL SELECT (SELECT min(language) FROM articles"
        " WHERE removed_at IS NULL AND language > found.language)"
        " FROM found WHERE language IS NOT NULL)"
        " SELECT language FROM found WHERE language IS NOT NULL"
    )
    return [str(row[0]) for row in rows]


def postings(reads: Reads, terms: Sequence[int]) -> tuple[int, list[Posting]]:
    """Give the number of passages in the library, and the postings of these terms."""
    total = reads.execute("SELECT coalesce(sum(passages), 0) FROM chunks").fetchone()[0]
    found: list[Posting] = []
    for start in range(0, len(terms), _MOST_PARAMETERS):
        part = terms[start : start + _MOST_PARAMETERS]
        cursor = reads.cursor()
        cursor.row_factory = None
        found += cursor.execute(
            f"WITH wanted (term) AS (VALUES {_marks(part, '(?)')})"  # noqa: S608 - question marks only
            " SELECT chunk, term, docs FROM chunks CROSS JOIN wanted"
            " CROSS JOIN postings ON key = chunk << 32 | term",
            part,
        )
    return int(total), found


def frequencies(reads: Reads, terms: Sequence[int]) -> dict[int, int]:
    """Count the passages that hold each of these terms; none, and it is left out."""
    found: dict[int, int] = {}
    for _chunk, term, docs in postings(reads, terms)[1]:
        found[term] = found.get(term, 0) + len(docs) // 2
    return found


def starting(reads: Reads, beginnings: Sequence[str], most: int) -> list[tuple[str, int]]:
    """Give (word, term) for up to `most` words of the vocabulary with each of these beginnings."""
    found: list[tuple[str, int]] = []
    for beginning in beginnings:
        found += reads.execute(
            "SELECT word, term FROM vocabulary WHERE word >= ? AND word < ? LIMIT ?",
            (beginning, beginning + "\U0010ffff", most),
        )
    return [(word, term) for word, term in found]


def misspelled(reads: Reads, word: str, edits: int) -> list[tuple[str, int]]:
    """Give (word, term) for the words of the vocabulary that could be `word` with this many edits.

    Words about as long that start with its first two letters, or as if one of those were one too many,
    missing, swapped with the next, or another one of its alphabet. No look at every word, nor at all that
    share a first letter: a library may have some hundred thousand.
    """
    one, two = word[0], word[1]
    beginnings = {one + two, two + one, word[1:4], one + word[2:4], one + word[2] + two}
    for letter in _alphabet(two):
        beginnings |= {letter + word[1:4], one + letter + word[2:4], one + letter + word[1:3]}
    found: list[tuple[str, int]] = []
    for beginning in sorted(beginnings):
        found += reads.execute(
            "SELECT word, term FROM vocabulary WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ?",
            (beginning, beginning + "\U0010ffff", len(word) - edits, len(word) + edits),
        )
    return [(known, term) for known, term in found]


def _alphabet(letter: str) -> str:
    return next((letters for letters in _ALPHABETS if letter in letters), "")


def span(reads: Reads, number: int) -> range:
    """Give the ids of an article's passages: they follow each other."""
    first, last = reads.execute(
        "SELECT min(id), max(id) FROM passages WHERE number = ?", (number,)
    ).fetchone()
    return range(first, last + 1) if first is not None else range(0)


def passages(reads: Reads, ids: Sequence[int]) -> dict[int, tuple[int, bytes, bytes]]:
    """Give (article's number, terms, tokens) of each of these passages that is there and in a text."""
    rows = reads.execute(
        "SELECT id, number, terms, tokens FROM passages WHERE position >= 0"  # noqa: S608
        f" AND id IN ({_marks(ids)})",
        ids,
    )
    return {id_: (number, terms, tokens) for id_, number, terms, tokens in rows}


def places(reads: Reads, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Give the (article's number, position) of each of these passages that is there."""
    found: dict[int, tuple[int, int]] = {}
    for start in range(0, len(ids), _MOST_PARAMETERS):
        part = ids[start : start + _MOST_PARAMETERS]
        rows = reads.execute(
            f"SELECT id, number, position FROM passages WHERE id IN ({_marks(part)})",  # noqa: S608
            part,
        )
        found.update((id_, (number, position)) for id_, number, position in rows)
    return found


def sentences(reads: Reads, nth: Sequence[tuple[int, int]]) -> dict[tuple[int, int], StoredSentence]:
    """Give the sentences that are there of these (passage, place in it from 0).

    A passage's sentences follow each other: they are added together.
    """
    rows = reads.execute(
        f"WITH wanted (passage, nth) AS (VALUES {_marks(nth, '(?, ?)')})"  # noqa: S608 - question marks only
        " SELECT passage, nth, id, number, passage_id, position, text FROM wanted JOIN sentences"
        " ON id = nth + (SELECT min(id) FROM sentences WHERE passage_id = passage) AND passage_id = passage",
        [value for pair in nth for value in pair],
    )
    return {(row[0], row[1]): StoredSentence(*row[2:]) for row in rows}


def articles(reads: Reads, numbers: Sequence[int]) -> dict[int, Article]:
    """Give the articles of these numbers that are in the library."""
    rows = reads.execute(
        f"SELECT {COLUMNS} FROM articles WHERE removed_at IS NULL"  # noqa: S608 - a constant, question marks
        f" AND number IN ({_marks(numbers)})",
        numbers,
    )
    return {row["number"]: article_from_row(row) for row in rows}
