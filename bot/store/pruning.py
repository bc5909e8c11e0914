"""What the database need not hold for ever, so that its file levels off.

An article is announced once, when it is new; so a notice that was settled long ago can go without any being
sent twice. Pages that become free are used again by SQLite. Not for what a chat asks to forget
(`bot.store.chats`).
"""

import json
from collections.abc import Sequence

from bot.store.database import Connection, Database


async def settled_before(database: Database, at: int, limit: int) -> list[int]:
    """Give up to `limit` notices that were sent or dropped before `at`, Unix seconds."""
    rows = await database.fetch(
        "SELECT id FROM outbox WHERE settled_at < ? AND state IN ('sent', 'dropped') ORDER BY id LIMIT ?",
        (at, limit),
    )
    return [int(row[0]) for row in rows]


async def remove(connection: Connection, ids: Sequence[int]) -> None:
    """Remove these notices for good."""
    await connection.execute(
        "DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
    )
