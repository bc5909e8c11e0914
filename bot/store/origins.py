"""Where articles come from, and what each origin looked like when it was last read.

An origin is *live* when its article is in the library by it: it has a number and no problem. A refused one
has a problem, and the number of the article it used to hold, if any; one that went away has the problem GONE
and keeps the number, so that the article gets it back when the origin returns.

Not for the articles themselves (`bot.store.articles`).
"""

import asyncio
from typing import NamedTuple

from bot.store.database import Connection, Database

GONE = "gone"
WITHDRAWN = "removed by an administrator"  # it comes back when it changes


class Seen(NamedTuple):
    """What an origin looked like when it was read, and which reader read it."""

    size: int
    mtime_ns: int
    reader: str


class Origin(NamedTuple):
    """One row: which article, and what it looked like when it was last read."""

    number: int | None
    size: int
    mtime_ns: int
    problem: str
    reader: str

    @property
    def seen(self) -> Seen:
        """What it looked like."""
        return Seen(self.size, self.mtime_ns, self.reader)

    @property
    def live(self) -> bool:
        """Whether its article is in the library by it."""
        return self.number is not None and not self.problem


class Outdated(NamedTuple):
    """An article that another reader read and that is in no folder, with the origin that it follows."""

    number: int
    origin: str


async def known(database: Database, prefix: str) -> dict[str, Origin]:
    """Give all origins that begin with `prefix`, a scheme with its colon."""
    rows = await database.fetch(
        "SELECT origin, number, size, mtime_ns, problem, reader FROM origins"
        " WHERE origin >= ? AND origin < ?",
        (prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1)),
    )
    return await asyncio.to_thread(lambda: {row[0]: Origin(*row[1:]) for row in rows})


async def find(connection: Connection, origin: str) -> Origin | None:
    """Find one origin, inside the caller's transaction."""
    rows = await connection.execute_fetchall(
        "SELECT number, size, mtime_ns, problem, reader FROM origins WHERE origin = ?", (origin,)
    )
    return next((Origin(*row) for row in rows), None)


async def put(connection: Connection, origin: str, state: Origin) -> None:
    """Keep what an origin is now. One that holds its article only now stands behind those that do already."""
    await connection.execute(
        "INSERT INTO origins (origin, number, size, mtime_ns, problem, reader, place)"
        " VALUES (?, ?, ?, ?, ?, ?, (SELECT coalesce(max(place), 0) + 1 FROM origins WHERE number = ?2))"
        " ON CONFLICT (origin) DO UPDATE SET place = CASE WHEN origins.problem = '' AND excluded.problem = ''"
        " AND origins.number IS excluded.number THEN origins.place ELSE excluded.place END,"
        " number = excluded.number, size = excluded.size,"
        " mtime_ns = excluded.mtime_ns, problem = excluded.problem, reader = excluded.reader",
        (origin, *state),
    )


async def holders(connection: Connection, number: int) -> list[str]:
    """Give the origins by which an article is in the library, the one that it follows first."""
    rows = await connection.execute_fetchall(
        "SELECT origin FROM origins WHERE number = ? AND problem = ''"
        # Places are as old as schema 5. Before it, what people put there led, then entries as they came.
        " ORDER BY place, origin GLOB 'feed:*', CAST(substr(origin, 6) AS INTEGER), origin",
        (number,),
    )
    return [row[0] for row in rows]


async def lead(connection: Connection, origin: str) -> None:
    """Have an article follow this origin rather than the others that hold it."""
    await connection.execute(
        "UPDATE origins SET place ="
        " (SELECT min(o.place) - 1 FROM origins AS o WHERE o.number = origins.number) WHERE origin = ?",
        (origin,),
    )


async def outdated(database: Database, reader: str) -> list[Outdated]:
    """Give the articles that another reader read and that no look at the folder will read again."""
    rows = await database.fetch(
        "SELECT number, origin, min(place) FROM origins WHERE problem = '' AND number IS NOT NULL"
        " GROUP BY number HAVING max(reader <> ?) AND NOT max(origin GLOB 'folder:*') ORDER BY number",
        (reader,),
    )
    return [Outdated(row[0], row[1]) for row in rows]


async def read_by(connection: Connection, number: int, reader: str) -> None:
    """Note who read what the origins of an article hold."""
    await connection.execute(
        "UPDATE origins SET reader = ? WHERE number = ? AND problem = ''", (reader, number)
    )


async def forget(connection: Connection, origin: str) -> None:
    """Note that an origin went away; one that never held an article leaves nothing behind."""
    await connection.execute("DELETE FROM origins WHERE origin = ? AND number IS NULL", (origin,))
    await connection.execute(
        "UPDATE origins SET size = -1, mtime_ns = 0, problem = ? WHERE origin = ?", (GONE, origin)
    )


async def held(connection: Connection, number: int, *, besides: str = "") -> bool:
    """Tell whether an article is in the library by some origin, one of them left out."""
    rows = await connection.execute_fetchall(
        "SELECT 1 FROM origins WHERE number = ? AND problem = '' AND origin <> ? LIMIT 1", (number, besides)
    )
    return bool(list(rows))
