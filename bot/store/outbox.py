"""The outbox: notices owed, sent and set aside. One for a chat, topic and article, for ever.

A row's `state` is

    owed        to be sent, not before `due_at`
    held        owed, but its chat is paused: becomes owed again when the chat resumes
    sent        Telegram took it; `message_id` is the message it is in
    set aside   Telegram refuses it for good; `reason` says why, for the administrator
    dropped     nobody wants it any more: its subscription was removed

`chat` is the surrogate key of `chats`, so that a group that becomes a supergroup keeps its rows. Times are
Unix seconds. An owed row whose article is removed waits until the article is back.

A sender does `due` → `lease` → send → `mark_sent` | `retry_at` | `mark_uncertain` | `set_aside`; each but
`due` inside a transaction of its own. After a crash `in_flight` tells what was leased: sends whose outcome is
unknown.

Not for who is told of an article (`bot.store.subscriptions`), nor for when (`bot.schedule`).
"""

import json
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from bot.models import Schedule
from bot.store.chats import SCHEDULE, Topic, schedule_from_row
from bot.store.database import Connection, Database, Row

MOST_AT_ONCE = 100  # notices of one destination handed out together


class Owed(NamedTuple):
    """A notice to be sent. `position` is that of the sentence that matched, in the article, or None.

    `moved_from` is the topic that it was for if that is gone and the chat is to be told so with this notice.
    """

    id: int
    number: int
    subscription: int
    position: int | None
    tries: int
    uncertain: int
    moved_from: int


class Destination(NamedTuple):
    """A chat and topic with what is due to it, oldest article first. `chat` is ours, `chat_id` Telegram's.

    Quiet hours may have begun since the notices became due: `bot.schedule.hold_until(schedule, now)` tells.
    """

    chat: int
    chat_id: int
    thread: int
    schedule: Schedule
    owed: tuple[Owed, ...]

    @property
    def ids(self) -> list[int]:
        """The notices' ids."""
        return [one.id for one in self.owed]


class Counts(NamedTuple):
    """What became of the notices. `owed` includes `held`; `repeated`: sends that may be double."""

    owed: int
    held: int
    sent: int
    repeated: int
    set_aside: int
    oldest_owed_at: int | None  # when it was due; of those not held


class SetAside(NamedTuple):
    """A notice that Telegram refused for good."""

    id: int
    chat_id: int
    thread: int
    number: int
    reason: str
    settled_at: int


_OWED = "o.id, o.number, o.subscription, o.position, o.tries, o.uncertain, o.moved_from"
_LIVE = "EXISTS (SELECT 1 FROM articles WHERE articles.number = o.number AND removed_at IS NULL)"


async def due(database: Database, bot_id: int, now: int, limit: int) -> list[Destination]:
    """Give up to `limit` destinations with what is due to each, those that have waited longest first.

    Left out: chats that are paused or that Telegram limits, and what is leased.
    """
    rows = await database.fetch(
        "WITH waiting AS ("  # noqa: S608 - constants
        " SELECT o.id, o.due_at, o.chat, o.thread FROM outbox AS o JOIN chats AS c ON c.id = o.chat"
        f" WHERE o.bot_id = ?1 AND o.state = 'owed' AND o.due_at <= ?2 AND o.leased_until <= ?2"
        f" AND c.not_before <= ?2 AND {_LIVE} ORDER BY o.due_at, o.id LIMIT ?3),"
        " places AS (SELECT chat, thread, min(due_at) AS since, min(id) AS first FROM waiting"
        " GROUP BY chat, thread)"
        f" SELECT o.chat, c.chat_id, o.thread, {_OWED}, {SCHEDULE} FROM places"
        " JOIN outbox AS o ON o.chat = places.chat AND o.thread = places.thread AND o.settled_at IS NULL"
        " JOIN chats AS c ON c.id = o.chat JOIN schedules AS s ON s.id = c.schedule"
        f" WHERE o.state = 'owed' AND o.due_at <= ?2 AND o.leased_until <= ?2 AND {_LIVE}"
        " ORDER BY places.since, places.first, o.chat, o.thread, o.number",
        (bot_id, now, limit),
    )
    groups = [list(group) for _, group in groupby(rows, key=lambda row: (row["chat"], row["thread"]))]
    return [_destination(group[:MOST_AT_ONCE]) for group in groups]


def _destination(rows: Sequence[Row]) -> Destination:
    first = rows[0]
    return Destination(
        first["chat"],
        first["chat_id"],
        first["thread"],
        schedule_from_row(first),
        tuple(Owed(*(row[name] for name in Owed._fields)) for row in rows),
    )


async def next_due(database: Database, bot_id: int) -> int | None:
    """Tell when the next owed notice is due, be that in the past; None if nothing is owed."""
    row = await database.fetch_one(
        "SELECT min(due_at) FROM outbox WHERE bot_id = ? AND state = 'owed'", (bot_id,)
    )
    return None if row is None else row[0]


async def lease(connection: Connection, ids: Sequence[int], owner: str, now: int, until: int) -> list[int]:
    """Take notices to send them; give the ids of those that were still to be had."""
    rows = await connection.execute_fetchall(
        "UPDATE outbox SET leased_by = ?, leased_until = ?"
        " WHERE id IN (SELECT value FROM json_each(?)) AND state = 'owed' AND leased_until <= ? RETURNING id",
        (owner, until, json.dumps(list(ids)), now),
    )
    return sorted(row[0] for row in rows)


async def in_flight(database: Database, bot_id: int) -> list[Owed]:
    """Give the notices that are leased. At a start they were left by a process that died sending them."""
    rows = await database.fetch(
        f"SELECT {_OWED} FROM outbox AS o WHERE o.bot_id = ? AND o.state = 'owed' AND o.leased_by <> ''"  # noqa: S608
        " ORDER BY o.id",
        (bot_id,),
    )
    return [Owed(*row) for row in rows]


async def mark_sent(connection: Connection, ids: Sequence[int], message_id: int, now: int) -> None:
    """Note that Telegram took these, in one message."""
    await connection.execute(
        f"UPDATE outbox SET state = 'sent', message_id = ?, settled_at = ?, reason = '', {_FREE} {_THESE}",  # noqa: S608
        (message_id, now, json.dumps(list(ids))),
    )


async def retry_at(connection: Connection, ids: Sequence[int], at: int, reason: str) -> None:
    """Note that a send failed for sure; the next is not before `at`."""
    await connection.execute(
        f"UPDATE outbox SET tries = tries + 1, due_at = ?, reason = ?, {_FREE} {_THESE}",  # noqa: S608
        (at, reason, json.dumps(list(ids))),
    )


async def mark_uncertain(connection: Connection, ids: Sequence[int], at: int, reason: str) -> None:
    """Note that nobody knows whether these were sent; the repetition is not before `at`."""
    await connection.execute(
        "UPDATE outbox SET tries = tries + 1, uncertain = uncertain + 1, due_at = ?, reason = ?,"  # noqa: S608
        f" {_FREE} {_THESE}",
        (at, reason, json.dumps(list(ids))),
    )


async def release(connection: Connection, ids: Sequence[int], at: int) -> None:
    """Give notices back that were leased and not tried, to be due at `at`."""
    await connection.execute(
        f"UPDATE outbox SET due_at = ?, {_FREE} {_THESE}",  # noqa: S608 - constants
        (at, json.dumps(list(ids))),
    )


async def set_aside(connection: Connection, ids: Sequence[int], reason: str, now: int) -> None:
    """Put notices aside that Telegram refuses for good."""
    await connection.execute(
        "UPDATE outbox SET state = 'set aside', tries = tries + 1, reason = ?, settled_at = ?,"  # noqa: S608
        f" {_FREE} {_THESE}",
        (reason, now, json.dumps(list(ids))),
    )


_FREE = "leased_by = '', leased_until = 0"
_THESE = "WHERE id IN (SELECT value FROM json_each(?)) AND settled_at IS NULL"


async def counts(database: Database, bot_id: int) -> Counts:
    """Count what became of a bot's notices. Looks at every row: for a report, not for a loop."""
    row = await database.fetch_one(
        "SELECT count(*) FILTER (WHERE state IN ('owed', 'held')), count(*) FILTER (WHERE state = 'held'),"  # noqa: S608
        " count(*) FILTER (WHERE state = 'sent'), total(uncertain),"
        " count(*) FILTER (WHERE state = 'set aside'),"
        f" min(due_at) FILTER (WHERE state = 'owed' AND {_LIVE}) FROM outbox AS o WHERE bot_id = ?",
        (bot_id,),
    )
    assert row is not None
    return Counts(row[0], row[1], row[2], int(row[3]), row[4], row[5])


async def aside(database: Database, bot_id: int, limit: int) -> list[SetAside]:
    """Give the notices that were set aside, the newest first."""
    rows = await database.fetch(
        "SELECT o.id, c.chat_id, o.thread, o.number, o.reason, o.settled_at"
        " FROM outbox AS o JOIN chats AS c ON c.id = o.chat"
        " WHERE o.bot_id = ? AND o.state = 'set aside' AND o.state IN ('held', 'set aside')"
        " ORDER BY o.settled_at DESC, o.id DESC LIMIT ?",
        (bot_id, limit),
    )
    return [SetAside(*row) for row in rows]


async def queue(
    connection: Connection, number: int, matches: Sequence[tuple[int, int | None]], now: int
) -> int:
    """Owe an article to all who are subscribed to these searches, once each; give how many notices that made.

    `matches` are (search, position of the sentence that matched or None). What was queued earlier for the
    same article stands. Each notice is due as its chat's schedule says (`next_at`).
    """
    await connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS matched (search INTEGER PRIMARY KEY, position INTEGER)"
    )
    await connection.execute("DELETE FROM matched")
    await connection.executemany("INSERT INTO matched (search, position) VALUES (?, ?)", matches)
    cursor = await connection.execute(
        "INSERT INTO outbox"
        " (bot_id, chat, thread, number, subscription, position, state, queued_at, due_at)"
        " SELECT c.bot_id, sub.chat, sub.thread, ?1, sub.id, m.position,"
        " CASE WHEN c.paused_at IS NULL THEN 'owed' ELSE 'held' END, ?2, s.next_at"
        " FROM matched AS m CROSS JOIN subscriptions AS sub ON sub.search = m.search"
        " CROSS JOIN chats AS c ON c.id = sub.chat CROSS JOIN schedules AS s ON s.id = c.schedule"
        " WHERE true ON CONFLICT (chat, thread, number) DO NOTHING",
        (number, now),
    )
    return cursor.rowcount


async def owed_for(
    connection: Connection, topic: Topic, subscriptions: Sequence[int]
) -> list[tuple[int, int]]:
    """Give (id, article) of what is owed for these subscriptions and is not being sent."""
    rows = await connection.execute_fetchall(
        "SELECT id, number FROM outbox WHERE chat = ? AND thread = ? AND settled_at IS NULL"
        " AND leased_by = '' AND subscription IN (SELECT value FROM json_each(?))",
        (*topic, json.dumps(list(subscriptions))),
    )
    return [(row[0], row[1]) for row in rows]


async def drop(connection: Connection, ids: Sequence[int], now: int) -> None:
    """Owe these no longer: nobody wants them any more."""
    await connection.execute(
        f"UPDATE outbox SET state = 'dropped', settled_at = ? {_THESE}",  # noqa: S608 - a constant
        (now, json.dumps(list(ids))),
    )


async def give_reason(connection: Connection, id_: int, subscription: int, position: int | None) -> None:
    """Owe a notice for another subscription than before."""
    await connection.execute(
        "UPDATE outbox SET subscription = ?, position = ? WHERE id = ? AND settled_at IS NULL",
        (subscription, position, id_),
    )
