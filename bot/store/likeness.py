"""What articles are compared by, and which may be alike. Each works inside the caller's transaction.

Not for how alike two are (`bot.text.likeness`), nor for what follows from it (`bot.arrivals`).
"""

import json
import struct
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from bot.models import IndexedArticle
from bot.store.database import Connection

MOST = 50  # candidates looked at; what shares bands with more is a form letter


class Candidate(NamedTuple):
    """An article in the library that may be alike."""

    number: int
    signature: bytes
    title: str
    published: date | None


async def put(connection: Connection, number: int, told: IndexedArticle) -> None:
    """Keep what an article is compared by, instead of what it was before."""
    await remove(connection, number)
    if not told.signature:
        return
    await connection.execute(
        "INSERT INTO signatures (number, signature, bands) VALUES (?, ?, ?)",
        (number, told.signature, struct.pack(f"<{len(told.bands)}q", *told.bands)),
    )
    await connection.executemany(
        "INSERT OR IGNORE INTO bands (band, number) VALUES (?, ?)", [(band, number) for band in told.bands]
    )


async def remove(connection: Connection, number: int) -> None:
    """Forget what an article is compared by."""
    rows = await connection.execute_fetchall(
        "DELETE FROM signatures WHERE number = ? RETURNING bands", (number,)
    )
    for (data,) in [tuple(row) for row in rows]:
        await connection.executemany(
            "DELETE FROM bands WHERE band = ? AND number = ?",
            [(band, number) for (band,) in struct.iter_unpack("<q", data)],
        )


async def candidates(connection: Connection, bands: Sequence[int], url: str) -> list[Candidate]:
    """Give the articles that share a band, those with most in common first, and those at the same address."""
    rows = await connection.execute_fetchall(
        "SELECT a.number, coalesce(s.signature, x''), a.title, a.published FROM ("
        " SELECT number, count(*) AS shared FROM json_each(?1) AS wanted"
        " CROSS JOIN bands ON bands.band = wanted.value GROUP BY number"
        " UNION ALL SELECT number, 1 FROM articles WHERE url = ?2 AND url <> '' AND removed_at IS NULL"
        ") AS near JOIN articles AS a ON a.number = near.number AND a.removed_at IS NULL"
        " LEFT JOIN signatures AS s ON s.number = a.number"
        " GROUP BY a.number ORDER BY max(near.shared) DESC, a.number LIMIT ?3",
        (json.dumps(list(bands)), url, MOST),
    )
    return [Candidate(row[0], row[1], row[2], date.fromisoformat(row[3]) if row[3] else None) for row in rows]


async def signature_of(connection: Connection, number: int) -> bytes:
    """Give an article's signature, b"" if it has none."""
    rows = await connection.execute_fetchall("SELECT signature FROM signatures WHERE number = ?", (number,))
    return next((bytes(row[0]) for row in rows), b"")


async def numbers_at(connection: Connection, url: str) -> set[int]:
    """Give the articles at an address."""
    rows = await connection.execute_fetchall(
        "SELECT number FROM articles WHERE url = ? AND url <> '' AND removed_at IS NULL", (url,)
    )
    return {row[0] for row in rows}


async def origins_of(connection: Connection, numbers: Iterable[int]) -> dict[int, list[str]]:
    """Give the origins by which articles are in the library."""
    rows = await connection.execute_fetchall(
        "SELECT number, origin FROM origins WHERE problem = ''"
        " AND number IN (SELECT value FROM json_each(?)) ORDER BY number, origin",
        (json.dumps(list(numbers)),),
    )
    held: dict[int, list[str]] = {}
    for row in rows:
        held.setdefault(row[0], []).append(row[1])
    return held
