"""What the service does for itself: notices and removed texts of long ago go, all others stay."""

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.operations.upkeep import KEPT_DAYS, keep_tidy
from bot.store import pruning, withdrawn
from bot.store.database import Database, open_database

DAY = 86_400


async def fill(database: Database) -> None:
    """One chat, one article for each notice; notices by how many days ago they were settled."""
    now = int(time.time())
    async with database.transaction() as connection:
        await connection.execute(
            "INSERT INTO schedules (id, digest, weekday, minute, quiet_from, quiet_to, zone)"
            " VALUES (1, 'at once', 0, 0, 0, 0, 'UTC')"
        )
        await connection.execute("INSERT INTO chats (id, bot_id, chat_id, schedule) VALUES (1, 7, 100, 1)")
        for number, (state, days) in enumerate(
            [
                ("sent", KEPT_DAYS + 1),
                ("dropped", KEPT_DAYS + 1),
                ("sent", KEPT_DAYS - 1),
                ("set aside", KEPT_DAYS + 1),
                ("owed", None),
                ("held", None),
            ],
            start=1,
        ):
            await connection.execute(
                "INSERT INTO articles"
                " (number, title, language, words, sentences, digest, added_at, updated_at)"
                " VALUES (?, 'x', 'en', 1, 1, ?, '2026', '2026')",
                (number, str(number)),
            )
            await connection.execute(
                "INSERT INTO outbox"
                " (bot_id, chat, thread, number, subscription, state, queued_at, due_at, settled_at)"
                " VALUES (7, 1, 0, ?, 1, ?, 1, 1, ?)",
                (number, state, None if days is None else now - days * DAY),
            )


async def states(database: Database) -> list[str]:
    return [row[0] for row in await database.fetch("SELECT state FROM outbox ORDER BY id")]


async def test_only_what_was_settled_long_ago_goes(tmp_path: Path) -> None:
    async with open_database(tmp_path / "library.db") as database:
        await fill(database)
        tidying = asyncio.create_task(keep_tidy(database))
        async with asyncio.timeout(10):
            while len(await states(database)) > 4:  # noqa: ASYNC110 - nothing rings
                await asyncio.sleep(0)
        tidying.cancel()
        await asyncio.gather(tidying, return_exceptions=True)
        assert await states(database) == ["sent", "set aside", "owed", "held"]


async def test_the_text_of_a_removed_article_goes_when_its_time_is_over(tmp_path: Path) -> None:
    async with open_database(tmp_path / "library.db") as database:
        await fill(database)
        async with database.transaction() as connection:
            for number, days in ((1, KEPT_DAYS + 1), (2, KEPT_DAYS - 1)):
                at = datetime.fromtimestamp(time.time() - days * DAY, UTC)
                await withdrawn.keep(connection, number, [], at)
        tidying = asyncio.create_task(keep_tidy(database))
        async with asyncio.timeout(10):
            while len(await database.fetch("SELECT number FROM withdrawn")) > 1:  # noqa: ASYNC110 - nothing rings
                await asyncio.sleep(0)
        tidying.cancel()
        await asyncio.gather(tidying, return_exceptions=True)
        assert [row[0] for row in await database.fetch("SELECT number FROM withdrawn")] == [2]


async def test_a_chat_that_shut_the_bot_out_long_ago_is_owed_nothing_and_one_of_late_everything(
    tmp_path: Path,
) -> None:
    async with open_database(tmp_path / "library.db") as database:
        await fill(database)
        now, long = int(time.time()), (KEPT_DAYS + 1) * DAY
        assert await pruning.outlived(database, now - KEPT_DAYS * DAY, 100) == [1, 2]
        async with database.transaction() as connection:
            await connection.execute("UPDATE chats SET paused_at = ?", (now - long,))
        assert await pruning.outlived(database, now - KEPT_DAYS * DAY, 100) == [1, 2, 6]
        async with database.transaction() as connection:
            await connection.execute("UPDATE chats SET paused_at = ?", (now - DAY,))
        assert await pruning.outlived(database, now - KEPT_DAYS * DAY, 100) == [1, 2]
