"""Feeds: where they are, how they are, when they are visited next, and what they were seen to hold.

A feed's `state` is

    live       visited when `next_at` comes
    paused     an administrator said so
    ended      it said that it is gone for good
    removed    nobody wants it; its entries stay known, so that none is told of again if it comes back

Times are Unix seconds. Not for what is in a feed (`bot.sources.feed`), nor for when it is visited
(`bot.feeds.visits`).
"""

import json
from collections.abc import Iterable
from typing import Literal, NamedTuple

from bot.store.database import Connection, Database, Row

State = Literal["live", "paused", "ended", "removed"]
ORIGIN = "feed:"  # and the id of the entry


class Feed(NamedTuple):
    """A row; see the schema."""

    id: int
    url: str
    named: str
    listed: bool
    title: str
    home: str
    state: State
    primed: bool
    etag: str
    modified: str
    body: int
    added_at: int
    succeeded_at: int
    changed_at: int
    gap: float
    pause: float
    skip_hours: int
    skip_days: int
    failing_since: int
    failures: int
    problem: str
    told: bool
    next_at: int

    @property
    def name(self) -> str:
        """What a person calls it."""
        return self.title or self.url


class Known(NamedTuple):
    """An entry that was seen; prints of its id, its link and its content, 0 for none."""

    id: int
    guid: int
    link: int
    content: int

    @property
    def origin(self) -> str:
        """The origin of its article."""
        return f"{ORIGIN}{self.id}"


class Look(NamedTuple):
    """A page that is due to be looked at again, of an entry that holds article `number`."""

    id: int
    url: str
    looks: int
    etag: str
    modified: str
    number: int

    @property
    def origin(self) -> str:
        """The origin of its article."""
        return f"{ORIGIN}{self.id}"


_COLUMNS = ", ".join(Feed._fields)


async def add(connection: Connection, url: str, now: int, *, listed: bool) -> tuple[int, bool]:
    """Add a feed, or bring one back; gives its id, and whether it was not there."""
    rows = list(
        await connection.execute_fetchall(
            "SELECT id, state FROM feeds WHERE url = ?1 OR named = ?1 ORDER BY url <> ?1 LIMIT 1", (url,)
        )
    )
    if not rows:
        cursor = await connection.execute(
            "INSERT INTO feeds (url, named, listed, added_at, next_at) VALUES (?, ?, ?, ?, ?)",
            (url, url, int(listed), now, now),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid, True
    id_, state = rows[0]
    await connection.execute("UPDATE feeds SET listed = max(listed, ?) WHERE id = ?", (int(listed), id_))
    if state == "removed":
        await connection.execute(
            "UPDATE feeds SET state = 'live', primed = 0, etag = '', modified = '', body = 0, problem = '',"
            " failures = 0, failing_since = 0, told = 0, added_at = ?, next_at = ? WHERE id = ?",
            (now, now, id_),
        )
    return id_, state == "removed"


async def find(database: Database, id_: int) -> Feed | None:
    """Find a feed by its id, unless it was removed."""
    row = await database.fetch_one(
        f"SELECT {_COLUMNS} FROM feeds WHERE id = ? AND state <> 'removed'",  # noqa: S608 - constants
        (id_,),
    )
    return None if row is None else _feed(row)


async def all_of(database: Database) -> list[Feed]:
    """Give every feed, those that fail first, then by name."""
    rows = await database.fetch(
        f"SELECT {_COLUMNS} FROM feeds WHERE state <> 'removed'"  # noqa: S608 - constants
        " ORDER BY failing_since = 0, lower(CASE title WHEN '' THEN url ELSE title END), id"
    )
    return [_feed(row) for row in rows]


async def due(database: Database, now: int, limit: int, besides: Iterable[int] = ()) -> list[Feed]:
    """Give live feeds whose time has come, those that have waited longest first."""
    rows = await database.fetch(
        f"SELECT {_COLUMNS} FROM feeds WHERE state = 'live' AND next_at <= ?"  # noqa: S608 - constants
        " AND id NOT IN (SELECT value FROM json_each(?)) ORDER BY next_at, id LIMIT ?",
        (now, json.dumps(list(besides)), limit),
    )
    return [_feed(row) for row in rows]


async def next_due(database: Database, besides: Iterable[int] = ()) -> int | None:
    """Tell when the next visit is due, None if there is none."""
    row = await database.fetch_one(
        "SELECT min(next_at) FROM feeds WHERE state = 'live' AND id NOT IN (SELECT value FROM json_each(?))",
        (json.dumps(list(besides)),),
    )
    return None if row is None else row[0]


async def update(connection: Connection, id_: int, **values: float | str | bool) -> None:
    """Set some of a feed's columns."""
    assert set(values) <= set(Feed._fields)
    names = ", ".join(f"{name} = ?" for name in values)
    await connection.execute(f"UPDATE feeds SET {names} WHERE id = ?", (*values.values(), id_))  # noqa: S608 - names of columns


async def move(connection: Connection, id_: int, url: str) -> bool:
    """Remember that a feed is elsewhere; where another one is already, nothing is done."""
    cursor = await connection.execute("UPDATE OR IGNORE feeds SET url = ? WHERE id = ?", (url, id_))
    return cursor.rowcount > 0


async def known(connection: Connection, feed: int) -> list[Known]:
    """Give what a feed was seen to hold."""
    rows = await connection.execute_fetchall(
        "SELECT id, guid, link, content FROM entries WHERE feed = ? ORDER BY id", (feed,)
    )
    return [Known(*row) for row in rows]


async def passed_over(connection: Connection, feed: int) -> set[int]:
    """Give the ids of entries that were never taken: too old when the feed was new."""
    rows = await connection.execute_fetchall(
        "SELECT id FROM entries WHERE feed = ?"
        " AND NOT EXISTS (SELECT 1 FROM origins WHERE origin = 'feed:' || entries.id)",
        (feed,),
    )
    return {row[0] for row in rows}


async def looks_due(database: Database, feed: int, now: int, limit: int) -> list[Look]:
    """Give pages that are due to be looked at again, those that have waited longest first."""
    rows = await database.fetch(
        "SELECT entries.id, url, looks, page_etag, page_modified, o.number FROM entries"
        " JOIN origins AS o ON o.origin = 'feed:' || entries.id AND o.problem = ''"
        " WHERE feed = ? AND look_at BETWEEN 1 AND ? ORDER BY look_at, entries.id LIMIT ?",
        (feed, now, limit),
    )
    return [Look(*row) for row in rows]


async def look_later(
    connection: Connection, entry: int, at: int, looks: int, etag: str, modified: str
) -> None:
    """Note when an entry's page is to be looked at (0: not again), and what recognizes it."""
    await connection.execute(
        "UPDATE entries SET look_at = ?, looks = ?, page_etag = ?, page_modified = ? WHERE id = ?",
        (at, looks, etag, modified, entry),
    )


async def look_no_more(connection: Connection, feed: int, besides: Iterable[int]) -> None:
    """Look no more at the pages of entries that a feed does not show any more."""
    await connection.execute(
        "UPDATE entries SET look_at = 0 WHERE feed = ? AND look_at > 0"
        " AND id NOT IN (SELECT value FROM json_each(?))",
        (feed, json.dumps(list(besides))),
    )


async def put(connection: Connection, feed: int, entry: Known, url: str) -> Known:
    """Keep an entry as it is now; one without an id (0) is new and gets one."""
    if entry.id:
        await connection.execute(
            "UPDATE entries SET guid = ?, link = ?, content = ?, url = ? WHERE id = ?",
            (entry.guid, entry.link, entry.content, url, entry.id),
        )
        return entry
    cursor = await connection.execute(
        "INSERT INTO entries (feed, guid, link, content, url) VALUES (?, ?, ?, ?, ?)",
        (feed, entry.guid, entry.link, entry.content, url),
    )
    assert cursor.lastrowid is not None
    return entry._replace(id=cursor.lastrowid)


async def counts(database: Database) -> dict[int, int]:
    """Count the articles that are in the library by each feed."""
    rows = await database.fetch(
        "SELECT entries.feed, count(DISTINCT origins.number) FROM entries"
        " JOIN origins ON origins.origin = 'feed:' || entries.id AND origins.problem = ''"
        " GROUP BY entries.feed"
    )
    return {row[0]: row[1] for row in rows}


def _feed(row: Row) -> Feed:
    told = dict(zip(Feed._fields, tuple(row), strict=True))
    flags = {name: bool(told[name]) for name in ("listed", "primed", "told")}
    return Feed(**(told | flags))
