"""The words of the library as they are written, and how common the terms are that they stand for.

A word stays when the last article that had it is removed; its frequency then is none. Not for postings
(`bot.store.passages`, which also adds the words), nor for what counts as near (`bot.text.spelling`).
"""

from collections.abc import Sequence

from bot.store.database import Database

_MOST_PARAMETERS = 900  # SQLite before 3.32 took 999


async def starting(database: Database, beginnings: Sequence[str], most: int) -> list[tuple[str, int]]:
    """Give (word, term) for up to `most` words of the library with each of these beginnings."""
    if not beginnings:
        return []
    one = "SELECT * FROM (SELECT word, term FROM vocabulary WHERE word >= ? AND word < ? LIMIT ?)"
    rows = await database.fetch(
        " UNION ".join([one] * len(beginnings)),
        [value for start in beginnings for value in (start, start + "\U0010ffff", most)],
    )
    return [(str(word), int(term)) for word, term in rows]


async def misspelled(database: Database, word: str, edits: int) -> list[tuple[str, int]]:
    """Give (word, term) for the words of the library that could be `word` with this many edits.

    Words that start with its first letter, or with its second (a letter too many, or two swapped) and are
    about as long. A wrong first letter is not found: that would take a look at every word.
    """
    rows = await database.fetch(
        "SELECT word, term FROM vocabulary"
        " WHERE (word >= ?1 AND word < ?1 || ?3 OR word >= ?2 AND word < ?2 || ?3)"
        " AND length(word) BETWEEN ?4 AND ?5",
        (word[0], word[1], "\U0010ffff", len(word) - edits, len(word) + edits),
    )
    return [(str(known), int(term)) for known, term in rows]


async def frequencies(database: Database, terms: Sequence[int]) -> dict[int, int]:
    """Count the passages that hold each of these terms; none, and it is left out."""
    found: dict[int, int] = {}
    for start in range(0, len(terms), _MOST_PARAMETERS):
        part = terms[start : start + _MOST_PARAMETERS]
        values = ", ".join(["(?)"] * len(part))
        rows = await database.fetch(
            f"WITH wanted (term) AS (VALUES {values})"  # noqa: S608 - question marks only
            " SELECT term, sum(length(docs)) / 2 FROM chunks CROSS JOIN wanted"
            " CROSS JOIN postings ON key = chunk << 32 | term GROUP BY term",
            part,
        )
        found.update((int(term), int(count)) for term, count in rows)
    return found
