"""Corrections: what the last one of an article changed, and which notices that were sent are to be edited.

Not for what is written into them (`bot.corrections`). Times are Unix seconds.
"""

import json
from collections.abc import Sequence
from typing import NamedTuple

from bot.store.database import Connection, Database
from bot.store.outbox import Owed


class Sent(NamedTuple):
    """A message of notices that are to be edited together. `sent_at` is when each was."""

    chat_id: int
    message_id: int
    owed: tuple[Owed, ...]
    sent_at: tuple[int, ...]
    tries: int

    @property
    def ids(self) -> list[int]:
        """The notices' ids."""
        return [one.id for one in self.owed]


async def said(connection: Connection, number: int) -> tuple[str, list[str]]:
    """Give an article's title and its sentences."""
    rows = await connection.execute_fetchall("SELECT title FROM articles WHERE number = ?", (number,))
    title = next((str(row[0]) for row in rows), "")
    rows = await connection.execute_fetchall(
        "SELECT text FROM sentences WHERE number = ? ORDER BY position", (number,)
    )
    return title, [row[0] for row in rows]


async def note(connection: Connection, number: int, what: str, now: int) -> None:
    """Keep what a correction changed, in a line."""
    await connection.execute(
        "INSERT INTO changes (number, at, what) VALUES (?, ?, ?)"
        " ON CONFLICT (number) DO UPDATE SET at = excluded.at, what = excluded.what",
        (number, now, what),
    )


async def queue(connection: Connection, number: int, due_at: int) -> None:
    """Have the notices of an article edited that were sent, or are being sent."""
    await connection.execute(
        "INSERT INTO edits (notice, due_at) SELECT id, ?2 FROM outbox"
        " WHERE number = ?1 AND (state = 'sent' OR (state = 'owed' AND leased_by <> ''))"
        " ON CONFLICT (notice) DO UPDATE SET due_at = excluded.due_at, tries = 0",
        (number, due_at),
    )


async def due(database: Database, bot_id: int, now: int, limit: int) -> list[Sent]:
    """Give messages of which a notice is to be edited, with all the notices that are in each."""
    rows = await database.fetch(
        "SELECT c.chat_id, o.message_id, o.id, o.number, o.subscription, o.position, o.settled_at,"
        " places.tries FROM (SELECT outbox.chat, outbox.message_id, max(edits.tries) AS tries"
        "  FROM edits JOIN outbox ON outbox.id = edits.notice"
        "  WHERE edits.due_at <= ?2 AND outbox.bot_id = ?1 AND outbox.state = 'sent'"
        "  GROUP BY outbox.chat, outbox.message_id LIMIT ?3) AS places"
        " JOIN outbox AS o ON o.chat = places.chat AND o.message_id = places.message_id AND o.state = 'sent'"
        " JOIN chats AS c ON c.id = o.chat ORDER BY o.chat, o.message_id, o.number",
        (bot_id, now, limit),
    )
    found: dict[tuple[int, int], list[tuple[Owed, int, int]]] = {}
    for row in rows:
        owed = Owed(row[2], row[3], row[4], row[5], 0, 0, 0)
        found.setdefault((row[0], row[1]), []).append((owed, row[6], row[7]))
    return [
        Sent(*key, tuple(one[0] for one in those), tuple(one[1] for one in those), those[0][2])
        for key, those in found.items()
    ]


async def changes(database: Database, numbers: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Give when each article was last corrected, and what that changed."""
    rows = await database.fetch(
        "SELECT number, at, what FROM changes WHERE number IN (SELECT value FROM json_each(?))",
        (json.dumps(list(numbers)),),
    )
    return {row[0]: (row[1], row[2]) for row in rows}


async def done(connection: Connection, ids: Sequence[int]) -> None:
    """Note that these are edited, or cannot be."""
    await connection.execute(
        "DELETE FROM edits WHERE notice IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
    )


async def sweep(connection: Connection) -> None:
    """Forget edits of notices that will not be sent."""
    await connection.execute(
        "DELETE FROM edits WHERE notice IN (SELECT id FROM outbox WHERE state IN ('set aside', 'dropped'))"
    )


async def again(connection: Connection, ids: Sequence[int], due_at: int) -> None:
    """Try these again later."""
    await connection.execute(
        "UPDATE edits SET tries = tries + 1, due_at = ? WHERE notice IN (SELECT value FROM json_each(?))",
        (due_at, json.dumps(list(ids))),
    )
