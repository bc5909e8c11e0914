"""What the database need not hold for ever, so that its file levels off.

An article is announced once, when it is new; so a notice that was settled long ago can go without any being
sent twice. A chat that shut the bot out for long is owed nothing any more: nothing else bounds what chats
that never come back would be owed. Pages that become free are used again by SQLite.

Not for what a chat asks to forget (`bot.store.chats`).
"""

import json
from collections.abc import Sequence

from bot.store.database import Connection, Database


async def outlived(database: Database, before: int, limit: int) -> list[int]:
    """Give up to `limit` notices that nobody waits for any more; `before` is in Unix seconds.

    They were sent or dropped before then, or are held for a chat that shut the bot out before then.
    """
    rows = await database.fetch(
        "SELECT id FROM outbox WHERE settled_at < ?1 AND state IN ('sent', 'dropped')"
        " OR state = 'held' AND state IN ('held', 'set aside')"  # as its index has it
        " AND chat IN (SELECT id FROM chats WHERE paused_at < ?1)"
        " ORDER BY id LIMIT ?2",
        (before, limit),
    )
    return [int(row[0]) for row in rows]


async def remove(connection: Connection, ids: Sequence[int]) -> None:
    """Remove these notices for good."""
    await connection.execute(
        "DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
    )
