"""Who was let in to a private bot, and who was kept out: users and groups by their ids.

Not for what that means (`bot.access`).
"""

from bot.store.database import Connection, Database


async def decided(database: Database, bot_id: int, id_: int) -> bool | None:
    """Tell whether somebody was let in; None if nobody has decided."""
    row = await database.fetch_one("SELECT allowed FROM access WHERE bot_id = ? AND id = ?", (bot_id, id_))
    return None if row is None else bool(row[0])


async def decide(connection: Connection, bot_id: int, id_: int, allowed: bool, now: int) -> bool:
    """Let somebody in or keep them out; tell whether that changed anything."""
    cursor = await connection.execute(
        "INSERT INTO access (bot_id, id, allowed, at) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (bot_id, id) DO UPDATE SET allowed = ?3, at = ?4 WHERE allowed <> ?3",
        (bot_id, id_, int(allowed), now),
    )
    return cursor.rowcount > 0


async def migrate(connection: Connection, bot_id: int, old: int, new: int) -> None:
    """Give a group its new id."""
    await connection.execute(
        "UPDATE OR REPLACE access SET id = ? WHERE bot_id = ? AND id = ?", (new, bot_id, old)
    )


async def forget(connection: Connection, bot_id: int, id_: int) -> None:
    """Decide nothing of somebody any more."""
    await connection.execute("DELETE FROM access WHERE bot_id = ? AND id = ?", (bot_id, id_))
