"""Chats: what each has chosen, whether it can be reached, and what it is called now.

A chat is known by (bot_id, chat_id) from outside and by a key of ours inside, which stays when Telegram gives
a group another id. Times are Unix seconds.

Not for what a chat is subscribed to (`bot.store.subscriptions`).
"""

from typing import NamedTuple

from bot.models import Place, Schedule
from bot.store.database import Connection, Database, Row

SCHEDULE = "s.digest, s.weekday, s.minute, s.quiet_from, s.quiet_to, s.zone"
_CHOICES = "digest, weekday, minute, quiet_from, quiet_to, zone"


class Chat(NamedTuple):
    """A chat as it stands. `paused_at` is None while it can be reached."""

    id: int
    schedule: Schedule
    paused_at: int | None
    paused_reason: str


class Topic(NamedTuple):
    """A chat by our key, and its forum topic (0: none)."""

    chat: int
    thread: int


def schedule_from_row(row: Row) -> Schedule:
    """Make a Schedule of a row that has SCHEDULE."""
    return Schedule(*(row[name] for name in Schedule.__slots__))


async def find(database: Database, place: Place) -> Chat | None:
    """Find a chat that we know something of."""
    row = await database.fetch_one(
        f"SELECT c.id, c.paused_at, c.paused_reason, {SCHEDULE}"  # noqa: S608 - a constant
        " FROM chats AS c JOIN schedules AS s ON s.id = c.schedule WHERE bot_id = ? AND chat_id = ?",
        (place.bot_id, place.chat_id),
    )
    return None if row is None else Chat(row[0], schedule_from_row(row), row[1], row[2])


async def ensure(connection: Connection, place: Place) -> int:
    """Give our key of a chat, made with the usual choices if it is new."""
    key = await _key(connection, place.bot_id, place.chat_id)
    if key is not None:
        return key
    cursor = await connection.execute(
        "INSERT INTO chats (bot_id, chat_id, schedule) VALUES (?, ?, ?)",
        (place.bot_id, place.chat_id, await _schedule(connection, Schedule())),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


async def set_schedule(connection: Connection, chat: int, schedule: Schedule, due_at: int) -> None:
    """Change when a chat wants its notices; what it is owed is then due at `due_at`."""
    rows = list(await connection.execute_fetchall("SELECT schedule FROM chats WHERE id = ?", (chat,)))
    await connection.execute(
        "UPDATE chats SET schedule = ? WHERE id = ?", (await _schedule(connection, schedule), chat)
    )
    await _forget_unused(connection, [row[0] for row in rows])
    await connection.execute(
        "UPDATE outbox SET due_at = ? WHERE chat = ? AND settled_at IS NULL", (due_at, chat)
    )


async def pause(connection: Connection, place: Place, reason: str, now: int) -> bool:
    """Send nothing more to a chat, and lose nothing; tell whether it was on until now."""
    key = await _key(connection, place.bot_id, place.chat_id)
    cursor = await connection.execute(
        "UPDATE chats SET paused_at = ?, paused_reason = ? WHERE id = ? AND paused_at IS NULL",
        (now, reason, key),
    )
    await connection.execute(
        "UPDATE outbox SET state = 'held', leased_by = '', leased_until = 0"
        " WHERE chat = ? AND settled_at IS NULL AND state = 'owed'",
        (key,),
    )
    return cursor.rowcount > 0


async def resume(connection: Connection, place: Place) -> bool:
    """Send to a chat again; tell whether it was paused."""
    key = await _key(connection, place.bot_id, place.chat_id)
    cursor = await connection.execute(
        "UPDATE chats SET paused_at = NULL, paused_reason = '' WHERE id = ? AND paused_at IS NOT NULL", (key,)
    )
    await connection.execute(
        "UPDATE outbox SET state = 'owed' WHERE chat = ? AND settled_at IS NULL AND state = 'held'", (key,)
    )
    return cursor.rowcount > 0


async def limit_until(connection: Connection, chat: int, at: int) -> None:
    """Note that Telegram limits a chat until `at`; `chat` is our key."""
    await connection.execute("UPDATE chats SET not_before = max(not_before, ?) WHERE id = ?", (at, chat))


async def migrate(connection: Connection, bot_id: int, old: int, new: int) -> bool:
    """Give a group its new id; tell whether anything had to be moved. Again is no harm.

    Where the new one is known already, what the old one had joins it; nothing is told twice.
    """
    before = await _key(connection, bot_id, old)
    if before is None or old == new:
        return False
    after = await _key(connection, bot_id, new)
    if after is None:
        await connection.execute("UPDATE chats SET chat_id = ? WHERE id = ?", (new, before))
    else:
        await _merge(connection, before, after)
    return True


async def _merge(connection: Connection, source: int, into: int) -> None:
    await connection.execute("UPDATE OR IGNORE subscriptions SET chat = ? WHERE chat = ?", (into, source))
    await connection.execute("DELETE FROM subscriptions WHERE chat = ?", (source,))
    # Of two notices of one article the settled one stays, if there is one.
    await connection.execute(
        "DELETE FROM outbox WHERE chat = ? AND settled_at IS NULL AND EXISTS (SELECT 1 FROM outbox AS other"
        " WHERE other.chat = ? AND other.thread = outbox.thread AND other.number = outbox.number"
        " AND other.settled_at IS NOT NULL)",
        (into, source),
    )
    await connection.execute("UPDATE OR IGNORE outbox SET chat = ? WHERE chat = ?", (into, source))
    await connection.execute("DELETE FROM outbox WHERE chat = ?", (source,))
    await connection.execute(
        "UPDATE outbox SET state = CASE WHEN (SELECT paused_at FROM chats WHERE id = :chat) IS NULL"
        " THEN 'owed' ELSE 'held' END WHERE chat = :chat AND settled_at IS NULL",
        {"chat": into},
    )
    rows = list(await connection.execute_fetchall("SELECT schedule FROM chats WHERE id = ?", (source,)))
    await connection.execute("DELETE FROM chats WHERE id = ?", (source,))
    await _forget_unused(connection, [row[0] for row in rows])


async def topic_gone(connection: Connection, chat: int, thread: int) -> bool:
    """Move a topic's subscriptions and what it is owed to the group itself; tell whether there were any.

    The oldest notice that moved carries `moved_from`, so that the group is told, once. `chat` is our key.
    """
    if not thread:
        return False
    place = {"chat": chat, "thread": thread}
    moved = await connection.execute(
        "UPDATE OR IGNORE subscriptions SET thread = 0 WHERE chat = :chat AND thread = :thread", place
    )
    doubles = await connection.execute(
        "DELETE FROM subscriptions WHERE chat = :chat AND thread = :thread", place
    )
    await connection.execute(
        "DELETE FROM outbox WHERE chat = :chat AND thread = :thread AND settled_at IS NULL"
        " AND number IN (SELECT number FROM outbox WHERE chat = :chat AND thread = 0)",
        place,
    )
    owed = await connection.execute(
        "UPDATE outbox SET thread = 0, leased_by = '', leased_until = 0,"
        " moved_from = CASE WHEN id = (SELECT min(id) FROM outbox WHERE chat = :chat AND thread = :thread"
        " AND settled_at IS NULL) THEN :thread ELSE moved_from END"
        " WHERE chat = :chat AND thread = :thread AND settled_at IS NULL",
        place,
    )
    return moved.rowcount + doubles.rowcount + owed.rowcount > 0


async def _key(connection: Connection, bot_id: int, chat_id: int) -> int | None:
    rows = await connection.execute_fetchall(
        "SELECT id FROM chats WHERE bot_id = ? AND chat_id = ?", (bot_id, chat_id)
    )
    return next((int(row[0]) for row in rows), None)


async def _schedule(connection: Connection, schedule: Schedule) -> int:
    values = tuple(getattr(schedule, name) for name in Schedule.__slots__)
    await connection.execute(
        f"INSERT INTO schedules ({_CHOICES}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",  # noqa: S608
        values,
    )
    rows = await connection.execute_fetchall(
        f"SELECT id FROM schedules WHERE ({_CHOICES}) = (?, ?, ?, ?, ?, ?)",  # noqa: S608 - a constant
        values,
    )
    return int(next(iter(rows))[0])


async def _forget_unused(connection: Connection, schedules: list[int]) -> None:
    await connection.executemany(
        "DELETE FROM schedules WHERE id = ?"
        " AND NOT EXISTS (SELECT 1 FROM chats WHERE schedule = schedules.id)",
        [(key,) for key in schedules],
    )


async def find_key(connection: Connection, place: Place) -> int | None:
    """Find our key of a chat."""
    return await _key(connection, place.bot_id, place.chat_id)


async def schedules(connection: Connection) -> list[tuple[int, Schedule]]:
    """Give each schedule that a chat has, by its id."""
    rows = await connection.execute_fetchall(f"SELECT s.id, {SCHEDULE} FROM schedules AS s")  # noqa: S608
    return [(row["id"], schedule_from_row(row)) for row in rows]


async def set_next(connection: Connection, times: list[tuple[int, int]]) -> None:
    """Keep when what is queued now is due: (Unix seconds, schedule's id)."""
    await connection.executemany("UPDATE schedules SET next_at = ? WHERE id = ?", times)


async def schedule_of(connection: Connection, chat: int) -> Schedule:
    """Give when a chat wants its notices; `chat` is our key."""
    rows = await connection.execute_fetchall(
        f"SELECT {SCHEDULE} FROM chats AS c JOIN schedules AS s ON s.id = c.schedule WHERE c.id = ?",  # noqa: S608
        (chat,),
    )
    return schedule_from_row(next(iter(rows)))


async def postpone(connection: Connection, chat: int, until: int) -> None:
    """Let what a chat is owed not come before `until`."""
    await connection.execute(
        "UPDATE outbox SET due_at = max(due_at, ?) WHERE chat = ? AND settled_at IS NULL", (until, chat)
    )


async def forget(connection: Connection, place: Place) -> bool:
    """Remove all that is kept of a chat, subscriptions and notices too; tell whether there was any."""
    chat = await _key(connection, place.bot_id, place.chat_id)
    if chat is None:
        return False
    searches = await connection.execute_fetchall("SELECT search FROM subscriptions WHERE chat = ?", (chat,))
    schedules = await connection.execute_fetchall("SELECT schedule FROM chats WHERE id = ?", (chat,))
    unused = [row[0] for row in searches], [row[0] for row in schedules]
    for table in ("outbox", "subscriptions"):
        await connection.execute(f"DELETE FROM {table} WHERE chat = ?", (chat,))  # noqa: S608 - a constant
    await connection.execute("DELETE FROM chats WHERE id = ?", (chat,))
    await connection.executemany(
        "DELETE FROM searches WHERE id = ?"
        " AND NOT EXISTS (SELECT 1 FROM subscriptions WHERE search = searches.id)",
        [(search,) for search in unused[0]],
    )
    await _forget_unused(connection, unused[1])
    return True
