"""What the service does when its database cannot be used: it says so, loses nothing, goes on by itself."""

# ruff: noqa: ASYNC110 - nothing rings when a log line or a file appears
import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.app import run_service
from bot.sandbox import Sandbox, open_sandbox
from bot.settings import Settings

LIMIT = 20.0
ARTICLE = (
    "# The paper mill\n\nThe mill closed in 1987. Its hall is a museum of paper now. Many come to see it.\n"
)


async def answered(sandbox: Sandbox, text: str = "/summary") -> str:
    ada = sandbox.user("Ada", started=True)
    ada.send(text)
    return str((await ada.hear(timeout=LIMIT))["text"])


async def test_a_service_waits_for_a_database_that_is_locked_at_its_start(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.app.PATIENCE", 0.01)
    monkeypatch.setattr("bot.store.database.OPENING", 0.01)
    async with open_sandbox() as sandbox:
        settings = Settings(
            bot_token=sandbox.token,
            api_url=sandbox.url,
            database=home / "gistwire.db",
            articles=home / "seeds",
        )
        stop = asyncio.Event()
        with closing(sqlite3.connect(home / "gistwire.db", isolation_level=None)) as other:
            other.execute("PRAGMA locking_mode = EXCLUSIVE")
            other.execute("BEGIN EXCLUSIVE")
            running = asyncio.create_task(run_service(settings, stop))
            async with asyncio.timeout(LIMIT):
                while not any(record.message == "cannot start, trying again" for record in caplog.records):
                    await asyncio.sleep(0)
            other.execute("ROLLBACK")
        assert await answered(sandbox)
        stop.set()
        await running


async def test_a_service_that_waits_can_be_stopped(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.database.OPENING", 0.01)
    with closing(sqlite3.connect(home / "gistwire.db", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        stop = asyncio.Event()
        settings = Settings(bot_token="1:X", database=home / "gistwire.db", articles=home / "seeds")
        running = asyncio.create_task(run_service(settings, stop))
        stop.set()
        async with asyncio.timeout(LIMIT):
            await running


async def test_a_full_disk_stops_no_answer_and_what_came_meanwhile_is_loaded_after_it(
    bot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.ingest.PAUSE", 0.05)
    database = bot.service.library.database
    pages = (await database.fetch("PRAGMA page_count"))[0][0]
    await database._writer.execute(f"PRAGMA max_page_count = {pages}")
    for number in range(60):  # more than fits into what is left of the last pages
        (bot.folder / f"mill{number}.md").write_text(f"{ARTICLE}The wheel number {number} turned.\n" * 30)
    async with asyncio.timeout(LIMIT):
        while not database.trouble:
            await bot.sandbox.wait_until(lambda: True)
            await asyncio.sleep(0)
    assert "full" in database.trouble
    assert "No. " in await answered(bot.sandbox)
    state = await bot.service.vitals.look()
    assert not state.sound
    await database._writer.execute("PRAGMA max_page_count = 1000000")
    async with asyncio.timeout(LIMIT):
        while await bot.service.library.articles.count() < 16 + 60:
            await asyncio.sleep(0)
    assert not database.trouble
    (row,) = await database.fetch("PRAGMA integrity_check")
    assert row[0] == "ok"


async def test_a_lock_of_somebody_elses_is_over_when_it_is_over(
    bot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.database.BUSY", 0.05)
    database = bot.service.library.database
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "cannot be reached at the moment" in await answered(bot.sandbox, "/subscribe paper")
        assert "locked" in database.trouble
        assert "No. " in await answered(bot.sandbox)
        other.execute("ROLLBACK")
    assert (await bot.service.vitals.look()).sound
    assert not database.trouble
    assert "paper" in await answered(bot.sandbox, "/subscribe paper")


async def test_a_database_that_is_damaged_ends_the_service_with_what_to_do(home: Path) -> None:
    (home / "gistwire.db").write_bytes(os.urandom(20_000))
    settings = Settings(bot_token="1:X", database=home / "gistwire.db", articles=home / "seeds")
    with pytest.raises(Exception, match="gistwire restore FILE"):
        await run_service(settings, asyncio.Event())


async def test_damage_that_is_met_while_it_runs_is_said_to_all_whom_it_concerns(bot: Any) -> None:
    database = bot.service.library.database
    (root,) = await database.fetch("SELECT rootpage FROM sqlite_schema WHERE name = 'sentences'")
    (size,) = await database.fetch("PRAGMA page_size")
    with closing(sqlite3.connect(database.path)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    with database.path.open("r+b") as file:
        file.seek((root[0] - 1) * size[0])
        file.write(os.urandom(size[0]))
    async with database.transaction() as connection:  # so that no reader trusts the pages that it has
        await connection.execute("CREATE TABLE more (x)")
    assert "has to put a backup in its place" in await answered(bot.sandbox)
    state = await bot.service.vitals.look()
    (found,) = [one for one in state.findings if one.name == "database"]
    assert not found.sound
    assert "is damaged" in found.detail
    assert "gistwire restore FILE" in found.detail


async def test_a_database_file_that_was_replaced_meanwhile_is_found_out(bot: Any) -> None:
    path = bot.service.library.database.path
    assert not bot.service.library.database.displaced()
    path.rename(path.with_name("elsewhere.db"))
    state = await bot.service.vitals.look()
    assert any("removed or replaced" in one.detail for one in state.findings if not one.sound)
    path.with_name("elsewhere.db").rename(path)
    assert not bot.service.library.database.displaced()


async def test_daily_backups_begin_when_the_library_is_loaded(home: Path, run: Any) -> None:
    settings = Settings(
        database=home / "gistwire.db", articles=home / "seeds", backups=home / "backups", backups_kept=2
    )
    async with open_sandbox() as sandbox, run(sandbox, settings):
        async with asyncio.timeout(LIMIT):
            while not list((home / "backups").glob("gistwire-*-*-*.db")):
                await asyncio.sleep(0)
        (path,) = (home / "backups").glob("gistwire-*-*-*.db")
        with closing(sqlite3.connect(path)) as copy:
            assert copy.execute("SELECT count(*) FROM articles").fetchone()[0] == 16
