"""What articles are compared by, and which may be alike. Each works inside the caller's transaction.

Not for how alike two are (`bot.text.likeness`), nor for what follows from it (`bot.arrivals`).
"""

import json
import struct
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.models import IndexedArticle
from bot.store.database import Connection
from bot.store.origins import WITHDRAWN

MOST = 50  # candidates looked at; what shares bands with more is a form letter


class Candidate(NamedTuple):
    """An article that may be alike, in the library or removed by an administrator."""

    number: int
    signature: bytes
    title: str
    published: date | None
    url: str
    removed: bool


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
        "SELECT a.number, coalesce(s.signature, x''), a.title, a.published, a.url, a.removed_at IS NOT NULL"
        " FROM (SELECT bands.number, count(*) AS shared FROM json_each(?1) AS wanted"
        "  CROSS JOIN bands ON bands.band = wanted.value AND bands.number IN ("
        # Of reports made from one form thousands share each band; the latest are those that may be one story.
        "   SELECT those.number FROM bands AS those WHERE those.band = wanted.value"
        "   ORDER BY those.number DESC LIMIT ?3) GROUP BY bands.number"
        "  UNION ALL SELECT number, 1 FROM articles WHERE url = ?2 AND url <> '' AND removed_at IS NULL"
        " ) AS near JOIN articles AS a ON a.number = near.number"
        " LEFT JOIN signatures AS s ON s.number = a.number"
        " WHERE a.removed_at IS NULL"
        "  OR EXISTS (SELECT 1 FROM origins AS o WHERE o.number = a.number AND o.problem = ?4)"
        " GROUP BY a.number ORDER BY max(near.shared) DESC, a.number LIMIT ?3",
        (json.dumps(list(bands)), url, MOST, WITHDRAWN),
    )
    return [
        Candidate(
            row[0], row[1], row[2], date.fromisoformat(row[3]) if row[3] else None, row[4], bool(row[5])
        )
        for row in rows
    ]


async def find(connection: Connection, number: int) -> tuple[bytes, tuple[int, ...]]:
    """Give an article's signature and bands, nothing if it has none."""
    rows = await connection.execute_fetchall(
        "SELECT signature, bands FROM signatures WHERE number = ?", (number,)
    )
    for signature, bands in [tuple(row) for row in rows]:
        return bytes(signature), tuple(band for (band,) in struct.iter_unpack("<q", bands))
    return b"", ()
