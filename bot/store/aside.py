"""Notices that were set aside, and what an administrator decides of them.

Not for setting them aside (`bot.store.outbox`).
"""

from collections.abc import Sequence
from typing import NamedTuple

from bot.store.database import Connection, Database


class Aside(NamedTuple):
    """A notice that Telegram refused for good. `at` is Unix seconds."""

    id: int
    chat_id: int
    number: int
    title: str
    reason: str
    at: int


_ASIDE = "o.bot_id = ? AND o.state = 'set aside' AND o.state IN ('held', 'set aside')"  # as its index has it


async def page(database: Database, bot_id: int, limit: int) -> list[Aside]:
    """Give the notices that were set aside, the newest first."""
    rows = await database.fetch(
        "SELECT o.id, c.chat_id, o.number, a.title, o.reason, o.settled_at FROM outbox AS o"  # noqa: S608 - a constant
        " JOIN chats AS c ON c.id = o.chat JOIN articles AS a ON a.number = o.number"
        f" WHERE {_ASIDE} ORDER BY o.settled_at DESC, o.id DESC LIMIT ?",
        (bot_id, limit),
    )
    return [Aside(*row) for row in rows]


async def ids(connection: Connection, bot_id: int) -> list[int]:
    """Give the ids of all that were set aside."""
    rows = await connection.execute_fetchall(
        f"SELECT o.id FROM outbox AS o WHERE {_ASIDE} ORDER BY o.id",  # noqa: S608 - a constant
        (bot_id,),
    )
    return [int(row[0]) for row in rows]


async def try_again(connection: Connection, bot_id: int, chosen: Sequence[int], now: int) -> int:
    """Owe these again, as if they had never been tried; give how many there were."""
    cursor = await connection.executemany(
        "UPDATE outbox SET state = CASE WHEN"
        " (SELECT paused_at FROM chats WHERE chats.id = outbox.chat) IS NULL THEN 'owed' ELSE 'held' END,"
        " settled_at = NULL, due_at = ?, tries = 0, uncertain = 0, reason = ''"
        " WHERE bot_id = ? AND id = ? AND state = 'set aside'",
        [(now, bot_id, one) for one in chosen],
    )
    return cursor.rowcount


async def drop(connection: Connection, bot_id: int, chosen: Sequence[int], now: int) -> int:
    """Owe these to nobody any more; give how many there were."""
    cursor = await connection.executemany(
        "UPDATE outbox SET state = 'dropped', settled_at = ?"
        " WHERE bot_id = ? AND id = ? AND state = 'set aside'",
        [(now, bot_id, one) for one in chosen],
    )
    return cursor.rowcount
