"""Subscriptions: who asked to hear of what. What is asked for is kept once, however many ask for it.

A search is kept by its key, which `bot.text.watch` makes and reads; "" is everything. Times are Unix seconds.

Not for what is owed to whom (`bot.store.outbox`), nor for matching (`bot.text.watch`).
"""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from bot.models import Place, Subscription
from bot.store.chats import Topic
from bot.store.database import Connection, Database


class Stale(NamedTuple):
    """A search that another reader read: what is written in the subscriptions to it."""

    id: int
    texts: tuple[str, ...]


class Search(NamedTuple):
    """What is looked for."""

    id: int
    key: str


class Kept(NamedTuple):
    """A subscription with what it looks for; articles with numbers above `since` are new to it."""

    id: int
    text: str
    key: str
    since: int


async def of(database: Database, place: Place) -> list[Subscription]:
    """Give the subscriptions of a chat's topic, the oldest first."""
    rows = await database.fetch(
        "SELECT sub.id, sub.text FROM subscriptions AS sub JOIN chats AS c ON c.id = sub.chat"
        " WHERE c.bot_id = ? AND c.chat_id = ? AND sub.thread = ? ORDER BY sub.id",
        (place.bot_id, place.chat_id, place.thread),
    )
    return [Subscription(*row) for row in rows]


async def several(database: Database, ids: Iterable[int]) -> dict[int, Kept]:
    """Give the subscriptions that are there of these."""
    rows = await database.fetch(
        f"{_KEPT} WHERE sub.id IN (SELECT value FROM json_each(?))",  # noqa: S608 - a constant
        (json.dumps(list(ids)),),
    )
    return {row[0]: Kept(*row) for row in rows}


async def kept(connection: Connection, topic: Topic) -> list[Kept]:
    """Give the subscriptions of a chat's topic, the oldest first."""
    rows = await connection.execute_fetchall(
        f"{_KEPT} WHERE sub.chat = ? AND sub.thread = ? ORDER BY sub.id", topic
    )
    return [Kept(*row) for row in rows]


_KEPT = (
    "SELECT sub.id, sub.text, searches.key, sub.since"
    " FROM subscriptions AS sub JOIN searches ON searches.id = sub.search"
)


async def count(connection: Connection, chat: int) -> int:
    """Count a chat's subscriptions, those of its topics among them."""
    rows = await connection.execute_fetchall("SELECT count(*) FROM subscriptions WHERE chat = ?", (chat,))
    return int(next(iter(rows))[0])


async def find(connection: Connection, topic: Topic, key: str) -> Subscription | None:
    """Find a chat's subscription to a search."""
    rows = await connection.execute_fetchall(
        "SELECT sub.id, sub.text FROM subscriptions AS sub JOIN searches ON searches.id = sub.search"
        " WHERE sub.chat = ? AND sub.thread = ? AND searches.key = ?",
        (*topic, key),
    )
    return next((Subscription(*row) for row in rows), None)


async def add(connection: Connection, topic: Topic, text: str, search: int, now: int) -> Subscription:
    """Subscribe a chat's topic to a search that it is not yet subscribed to."""
    cursor = await connection.execute(
        "INSERT INTO subscriptions (chat, thread, search, text, created_at, since)"
        " SELECT ?, ?, ?, ?, ?, coalesce(max(number), 0) FROM articles",
        (*topic, search, text, now),
    )
    assert cursor.lastrowid is not None
    return Subscription(cursor.lastrowid, text)


async def ensure_search(connection: Connection, key: str, anchors: Collection[int], reader: int) -> int:
    """Give the id of a search, kept with its anchors if it is new."""
    if (search := await find_search(connection, key)) is not None:
        return search
    cursor = await connection.execute("INSERT INTO searches (key) VALUES (?)", (key,))
    assert cursor.lastrowid is not None
    await set_anchors(connection, cursor.lastrowid, anchors, reader)
    return cursor.lastrowid


async def set_anchors(connection: Connection, search: int, anchors: Collection[int], reader: int) -> None:
    """Keep a search's anchors in the place of those that it had."""
    await connection.execute("DELETE FROM anchors WHERE search = ?", (search,))
    await connection.executemany(
        "INSERT INTO anchors (term, search) VALUES (?, ?)", [(term, search) for term in anchors]
    )
    await set_reader(connection, search, reader)


async def set_reader(connection: Connection, search: int, reader: int) -> None:
    """Note whose words a search is kept in."""
    await connection.execute("UPDATE searches SET reader = ? WHERE id = ?", (reader, search))


async def stale(database: Database, reader: int, limit: int) -> list[Stale]:
    """Give searches that another reader read."""
    rows = await database.fetch(
        "SELECT id, (SELECT json_group_array(DISTINCT text) FROM subscriptions WHERE search = searches.id)"
        " FROM searches WHERE reader <> ? LIMIT ?",
        (reader, limit),
    )
    return [Stale(row[0], tuple(json.loads(row[1]))) for row in rows]


async def look_for(connection: Connection, search: int, text: str, other: int) -> None:
    """Have the subscriptions to a search that were written so look for another one, once in each chat."""
    await connection.execute(
        "UPDATE OR IGNORE subscriptions SET search = ? WHERE search = ? AND text = ?", (other, search, text)
    )
    await connection.execute("DELETE FROM subscriptions WHERE search = ? AND text = ?", (search, text))


async def find_search(connection: Connection, key: str) -> int | None:
    """Find the id of a search that somebody is subscribed to."""
    rows = await connection.execute_fetchall("SELECT id FROM searches WHERE key = ?", (key,))
    return next((int(row[0]) for row in rows), None)


async def candidates(connection: Connection, terms: Collection[int]) -> list[Search]:
    """Give the searches that have an anchor among `terms`, each once."""
    rows = await connection.execute_fetchall(
        "SELECT id, key FROM searches WHERE id IN ("
        " SELECT anchors.search FROM json_each(?) AS wanted"
        " CROSS JOIN anchors ON anchors.term = wanted.value)"
        " ORDER BY id",
        (json.dumps(list(terms)),),
    )
    return [Search(*row) for row in rows]


async def remove(connection: Connection, topic: Topic, ids: Sequence[int]) -> list[Subscription]:
    """Remove those of a topic's subscriptions; give those that were there."""
    rows = await connection.execute_fetchall(
        "DELETE FROM subscriptions WHERE chat = ? AND thread = ? AND id IN (SELECT value FROM json_each(?))"
        " RETURNING id, text, search",
        (*topic, json.dumps(list(ids))),
    )
    gone = sorted(tuple(row) for row in rows)
    await forget_unused(connection, [search for _, _, search in gone])
    return [Subscription(id_, text) for id_, text, _ in gone]


async def forget_unused(connection: Connection, searches: Iterable[int]) -> None:
    """Forget those of these searches that nobody is subscribed to."""
    await connection.executemany(
        "DELETE FROM searches WHERE id = ?"
        " AND NOT EXISTS (SELECT 1 FROM subscriptions WHERE search = searches.id)",
        [(search,) for search in searches],
    )
