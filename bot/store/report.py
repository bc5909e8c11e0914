"""Numbers about the database as a whole, cheap enough to be asked for every few seconds.

Not for any noun's own queries.
"""

from typing import NamedTuple

from bot.store.database import Database


class Contents(NamedTuple):
    """How much there is of what. `owed` includes `held`; `oldest_owed_at` is when it was due, or None."""

    articles: int
    sentences: int
    chats: int
    paused: int
    subscriptions: int
    owed: int
    held: int
    set_aside: int
    oldest_owed_at: int | None
    size: int  # bytes of the database


_UNSETTLED = "SELECT count(*) FROM outbox WHERE bot_id = ?1"
_LISTED = "state IN ('held', 'set aside')"  # what the index of these is for
_LIVE = "EXISTS (SELECT 1 FROM articles AS a WHERE a.number = o.number AND a.removed_at IS NULL)"
# Left out is what waits for its article to come back, or for Telegram's own limit.
_OLDEST = (
    "SELECT o.due_at FROM outbox AS o JOIN chats AS c ON c.id = o.chat WHERE o.bot_id = ?1"  # noqa: S608 - constants
    f" AND o.state = 'owed' AND c.not_before <= ?2 AND {_LIVE} ORDER BY o.due_at, o.id LIMIT 1"
)
_ASKED = (
    "SELECT count(*) FROM articles WHERE removed_at IS NULL",
    "SELECT coalesce(sum(sentences), 0) FROM articles WHERE removed_at IS NULL",
    "SELECT count(*) FROM chats WHERE bot_id = ?1",
    "SELECT count(*) FROM chats WHERE bot_id = ?1 AND paused_at IS NOT NULL",
    "SELECT count(*) FROM subscriptions AS s JOIN chats AS c ON c.id = s.chat WHERE c.bot_id = ?1",
    f"{_UNSETTLED} AND state = 'owed'",
    f"{_UNSETTLED} AND state = 'held' AND {_LISTED}",
    f"{_UNSETTLED} AND state = 'set aside' AND {_LISTED}",
    _OLDEST,
    "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
)


async def contents(database: Database, bot_id: int, now: int) -> Contents:
    """Count what there is; chats and notices are those of one bot."""
    # All asks in one statement see one state of things.
    row = await database.fetch_one(f"SELECT {', '.join(f'({one})' for one in _ASKED)}", (bot_id, now))
    assert row is not None
    return Contents(row[0], row[1], row[2], row[3], row[4], row[5] + row[6], *row[6:])
