"""Articles: what is told of each, without its text. `number` is given once and never again.

Not for the text (`bot.store.passages`), nor for which origin holds which article (`bot.store.origins`).
"""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from bot.errors import NotFound, Removed
from bot.models import Article, IndexedArticle, Length, Reading
from bot.store.database import Connection, Database, Row

COLUMNS = (
    "number, title, language, author, publication, url, photo_credit, published, tags, words, sentences,"
    " added_at"
)
SIZES = "short, medium, long"  # sentences of its summary of each length

# (name, address) of what an article is in the library by and that has an address, the first first. It is read
# with the article: a look into an index, of one row for nearly all.
ALSO = """
    (SELECT json_group_array(json_array(name, address)) FROM (
        SELECT coalesce(feeds.title, '') AS name, coalesce(entries.url, substr(o.origin, 6)) AS address
        FROM origins AS o
        LEFT JOIN entries ON o.origin GLOB 'feed:*' AND entries.id = CAST(substr(o.origin, 6) AS INTEGER)
        LEFT JOIN feeds ON feeds.id = entries.feed
        WHERE o.number = articles.number AND o.problem = ''
            AND (o.origin GLOB 'feed:*' OR o.origin GLOB 'link:*')
        ORDER BY o.place, entries.id LIMIT 20)) AS also"""

# What arrived together shares one added_at, and stands in the order of its dates.
NEWEST_FIRST = "added_at DESC, published DESC, number DESC"


class Told(NamedTuple):
    """What is kept of a text; `sizes` are how many sentences its summary of each length has."""

    reading: Reading
    indexed: IndexedArticle
    words: int
    sizes: dict[Length, int]


class Kept(NamedTuple):
    """An article as a writer sees it: in the library or removed from it."""

    number: int
    digest: str
    removed: bool


def article_from_row(row: Row, *, also: bool = False) -> Article:
    """Make an Article of a row that has COLUMNS, and with `also` ALSO."""
    # By place: by name costs twice as much, and an answer reads several.
    number, title, language, author, publication, url, credit, published, tags, words, sentences, added = row[
        :12
    ]
    return Article(
        number,
        title,
        language,
        words,
        sentences,
        datetime.fromisoformat(added),
        author,
        publication,
        url,
        credit,
        date.fromisoformat(published) if published else None,
        tuple(json.loads(tags)) if tags != "[]" else (),
        _also(row) if also else (),
    )


def _also(row: Row) -> tuple[tuple[str, str], ...]:
    """The sources of a story besides the one that the article names, each once."""
    if row["also"] == "[]":
        return ()
    named = [
        (name or urlsplit(url).netloc.removeprefix("www."), url) for name, url in json.loads(row["also"])
    ]
    others = {name: url for name, url in reversed(named) if name and url != row["url"]}
    others.pop(row["publication"], None)
    return tuple(reversed(others.items()))


async def get(database: Database, number: int) -> tuple[Article, dict[Length, int]]:
    """Give the article with this number, and how many sentences its summary of each length has.

    Raises:
        Removed: it was in the library and is no longer.
        NotFound: there never was one.
    """
    if not 0 < number < 1 << 63:  # what SQLite can hold
        raise NotFound(str(number))
    row = await database.fetch_one(
        f"SELECT {COLUMNS}, {SIZES}, {ALSO}, removed_at FROM articles WHERE number = ?",  # noqa: S608 - constants
        (number,),
    )
    if row is None:
        raise NotFound(str(number))
    if row["removed_at"] is not None:
        raise Removed(str(number), row["title"])
    return article_from_row(row, also=True), _sizes(row)


async def several(database: Database, numbers: Sequence[int], *, also: bool = False) -> list[Article]:
    """Give the articles of these that are in the library, in the order asked for."""
    rows = await database.fetch(
        f"SELECT {COLUMNS}{f', {ALSO}' if also else ''} FROM articles WHERE removed_at IS NULL"  # noqa: S608
        " AND number IN (SELECT value FROM json_each(?))",
        (json.dumps(list(numbers)),),
    )
    by_number = {row["number"]: article_from_row(row, also=also) for row in rows}
    return [by_number[number] for number in numbers if number in by_number]


async def newest(database: Database) -> tuple[Article, dict[Length, int]]:
    """Give the article that comes first in a listing, as `get` does.

    Raises:
        NotFound: the library is empty.
    """
    row = await database.fetch_one(
        f"SELECT {COLUMNS}, {SIZES}, {ALSO} FROM articles WHERE removed_at IS NULL"  # noqa: S608 - constants
        f" ORDER BY {NEWEST_FIRST} LIMIT 1"
    )
    if row is None:
        raise NotFound
    return article_from_row(row, also=True), _sizes(row)


async def page(database: Database, limit: int, offset: int = 0) -> tuple[Article, ...]:
    """Give a stretch of the library, newest first."""
    # The inner query reads the index alone, so that what is passed over costs no look at the table.
    rows = await database.fetch(
        f"SELECT {COLUMNS} FROM articles WHERE number IN ("  # noqa: S608 - constants
        f" SELECT number FROM articles WHERE removed_at IS NULL ORDER BY {NEWEST_FIRST} LIMIT ? OFFSET ?)"
        f" ORDER BY {NEWEST_FIRST}",
        (limit, offset),
    )
    return tuple(article_from_row(row) for row in rows)


async def count(database: Database) -> int:
    """Count the articles in the library."""
    row = await database.fetch_one("SELECT count(*) FROM articles WHERE removed_at IS NULL")
    assert row is not None
    return int(row[0])


async def find_by_digest(connection: Connection, digest: str) -> Kept | None:
    """Find the article of a text, one in the library before one that was removed."""
    rows = await connection.execute_fetchall(
        "SELECT number, digest, removed_at IS NOT NULL FROM articles WHERE digest = ?"
        " ORDER BY removed_at IS NOT NULL, number LIMIT 1",
        (digest,),
    )
    return next((Kept(row[0], row[1], bool(row[2])) for row in rows), None)


async def find_kept(connection: Connection, number: int) -> Kept | None:
    """Find an article by its number, in the library or removed."""
    rows = await connection.execute_fetchall(
        "SELECT number, digest, removed_at IS NOT NULL FROM articles WHERE number = ?", (number,)
    )
    return next((Kept(row[0], row[1], bool(row[2])) for row in rows), None)


async def published_on(connection: Connection, number: int) -> date | None:
    """Give the date that an article bears."""
    rows = await connection.execute_fetchall("SELECT published FROM articles WHERE number = ?", (number,))
    return next((date.fromisoformat(row[0]) for row in rows if row[0]), None)


async def says(connection: Connection, number: int, told: Told) -> bool:
    """Tell whether a stored article is this very reading, its letters and its fields."""
    rows = await connection.execute_fetchall(
        f"SELECT {_WRITTEN} FROM articles WHERE number = ?",  # noqa: S608 - a constant
        (number,),
    )
    if [tuple(row) for row in rows] != [_values(told)]:
        return False
    texts = await connection.execute_fetchall(
        "SELECT text FROM sentences WHERE number = ? ORDER BY position", (number,)
    )
    return [row[0] for row in texts] == [sentence.text for sentence in told.reading.sentences]


async def add(connection: Connection, told: Told, at: datetime) -> int:
    """Add an article and give its number."""
    cursor = await connection.execute(
        f"INSERT INTO articles ({_WRITTEN}, added_at, updated_at)"  # noqa: S608 - a constant
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*_values(told), _iso(at), _iso(at)),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


async def update(connection: Connection, number: int, told: Told, at: datetime) -> None:
    """Make an article this reading; one that was removed is in the library again, in its old place."""
    await connection.execute(
        f"UPDATE articles SET ({_WRITTEN}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?),"  # noqa: S608
        " updated_at = ?, removed_at = NULL WHERE number = ?",
        (*_values(told), _iso(at), number),
    )


async def set_sizes(connection: Connection, number: int, sizes: dict[Length, int]) -> None:
    """Keep how many sentences an article's summary of each length has."""
    await connection.execute(
        "UPDATE articles SET short = :short, medium = :medium, long = :long WHERE number = :number",
        {**sizes, "number": number},
    )


async def remove(connection: Connection, number: int, at: datetime) -> None:
    """Take an article out of the library; its number and title stay known."""
    await connection.execute(
        "UPDATE articles SET removed_at = ? WHERE number = ? AND removed_at IS NULL", (_iso(at), number)
    )


_WRITTEN = (
    "title, language, author, publication, url, photo_credit, published, tags, words, sentences, digest,"
    " short, medium, long"
)


def _values(told: Told) -> tuple[object, ...]:
    reading = told.reading
    return (
        reading.title,
        reading.language,
        reading.author,
        reading.publication,
        reading.url,
        reading.photo_credit,
        reading.published.isoformat() if reading.published else None,
        json.dumps(list(reading.tags), ensure_ascii=False),
        told.words,
        len(reading.sentences),
        reading.digest,
        told.sizes["short"],
        told.sizes["medium"],
        told.sizes["long"],
    )


def _sizes(row: Row) -> dict[Length, int]:
    return {"short": row["short"], "medium": row["medium"], "long": row["long"]}


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
