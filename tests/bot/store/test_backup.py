# ruff: noqa: ASYNC240 - files are what these tests are about
import asyncio
import os
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import AlreadyRunning, Damaged, NewerDatabase, StoreError
from bot.operations.backups import Backups, restore
from bot.store import backup
from bot.store.database import Database, open_database
from bot.store.holding import hold

DAY = datetime(2026, 3, 5, 12, tzinfo=UTC)


def titles(path: Path) -> list[str]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return [row[0] for row in connection.execute("SELECT title FROM articles ORDER BY number")]


def insert(path: Path, *names: str) -> None:
    with closing(sqlite3.connect(path, timeout=20)) as connection, connection:
        connection.executemany(
            "INSERT INTO articles (title, language, words, sentences, digest, added_at, updated_at)"
            " VALUES (?, 'en', 1, 1, ?, '2026-01-01T00:00:00', '2026-01-01T00:00:00')",
            [(name, name) for name in names],
        )


def write_half(path: Path, stop: threading.Event) -> None:
    """Write pairs, each pair in a transaction, until told to stop."""
    number = 0
    while not stop.is_set():
        insert(path, f"{number} left", f"{number} right")
        number += 1


async def test_a_backup_is_whole_under_load(database: Database, tmp_path: Path) -> None:
    stop = threading.Event()
    writing = asyncio.create_task(asyncio.to_thread(write_half, database.path, stop))
    try:
        for number in range(5):
            await asyncio.to_thread(backup.copy, database.path, tmp_path / f"{number}.db")
    finally:
        stop.set()
        await writing
    for number in range(5):
        found = titles(tmp_path / f"{number}.db")
        assert len(found) % 2 == 0
        assert found == titles(database.path)[: len(found)]


async def test_a_backup_replaces_an_older_one_and_nothing_else(database: Database, tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    backup.copy(database.path, target)
    insert(database.path, "new")
    backup.copy(database.path, target)
    assert titles(target) == ["new"]
    for content in (b"a letter", os.urandom(5000), b""):
        (tmp_path / "other").write_bytes(content)
        with pytest.raises(StoreError, match="is no backup of this program"):
            backup.copy(database.path, tmp_path / "other")
        assert (tmp_path / "other").read_bytes() == content
    with pytest.raises(StoreError):
        backup.copy(database.path, database.path)
    assert not list(tmp_path.glob("*.new*"))


async def test_a_backup_of_nothing_or_into_nowhere_is_a_plain_error(
    database: Database, tmp_path: Path
) -> None:
    with pytest.raises(StoreError, match="there is no database"):
        backup.copy(tmp_path / "none.db", tmp_path / "backup.db")
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot copy"):
        backup.copy(database.path, tmp_path / "file" / "backup.db")


async def test_what_is_restored_is_what_was_backed_up_and_the_old_is_kept(tmp_path: Path) -> None:
    path, saved = tmp_path / "library.db", tmp_path / "saved.db"
    async with open_database(path):
        insert(path, "first")
        backup.copy(path, saved)
        insert(path, "second")
    kept = restore(saved, path)
    assert titles(path) == ["first"]
    assert kept
    assert titles(kept) == ["first", "second"]
    async with open_database(path) as database:
        assert len(await database.fetch("SELECT 1 FROM articles")) == 1


async def test_a_restore_keeps_what_was_only_in_the_log(tmp_path: Path) -> None:
    path, saved = tmp_path / "library.db", tmp_path / "saved.db"
    async with open_database(path):
        backup.copy(path, saved)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT 1 FROM articles").fetchall()  # while it is open, the log stays
        insert(path, "in the log")
        for ending in ("", "-wal"):  # as a killed process leaves them
            (tmp_path / f"copy.db{ending}").write_bytes((tmp_path / f"library.db{ending}").read_bytes())
    kept = restore(saved, tmp_path / "copy.db")
    assert kept
    assert titles(kept) == ["in the log"]
    assert titles(tmp_path / "copy.db") == []


async def test_a_damaged_database_can_be_replaced(tmp_path: Path) -> None:
    path, saved = tmp_path / "library.db", tmp_path / "saved.db"
    async with open_database(path):
        insert(path, "first")
        backup.copy(path, saved)
    damaged = os.urandom(50_000)
    path.write_bytes(damaged)
    kept = restore(saved, path)
    assert titles(path) == ["first"]
    assert kept
    assert kept.read_bytes() == damaged


async def test_what_is_not_fit_is_not_restored(database: Database, tmp_path: Path) -> None:
    path, saved = tmp_path / "other.db", tmp_path / "saved.db"
    insert(database.path, *(f"{number}" * 50 for number in range(500)))
    backup.copy(database.path, saved)
    whole = saved.read_bytes()
    saved.write_bytes(whole[:20_000] + os.urandom(len(whole) - 20_000))
    with pytest.raises(Damaged):
        restore(saved, path)
    saved.write_bytes(b"This is a text and no database. " * 200)
    with pytest.raises(Damaged):
        restore(saved, path)
    with closing(sqlite3.connect(tmp_path / "foreign.db")) as connection, connection:
        connection.execute("CREATE TABLE things (name)")
    with pytest.raises(Damaged, match="is no database of gistwire"):
        restore(tmp_path / "foreign.db", path)
    saved.write_bytes(whole)
    with closing(sqlite3.connect(saved)) as connection:
        connection.execute("PRAGMA user_version = 999")
    with pytest.raises(NewerDatabase, match="schema 999"):
        restore(saved, path)
    with pytest.raises(StoreError, match="there is no file"):
        restore(tmp_path / "none.db", path)
    assert not path.exists()


async def test_a_database_in_use_is_not_replaced(database: Database, tmp_path: Path) -> None:
    saved = tmp_path / "saved.db"
    insert(database.path, "kept")
    backup.copy(database.path, saved)
    with hold(database.path), pytest.raises(AlreadyRunning):
        restore(saved, database.path)
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another process uses the database"):
            restore(saved, database.path)
    assert titles(database.path) == ["kept"]


async def test_a_backup_is_made_each_day_and_seven_are_kept(database: Database, tmp_path: Path) -> None:
    folder, now = tmp_path / "backups", DAY
    backups = Backups(database.path, folder, 7, lambda: now)
    for _ in range(10):
        assert await backups.make_due()
        assert await backups.make_due() is None
        now += timedelta(days=1)
    names = sorted(path.name for path in folder.iterdir())
    assert names == [f"gistwire-2026-03-{day:02}.db" for day in range(8, 15)]


async def test_other_files_among_the_backups_are_left_alone(database: Database, tmp_path: Path) -> None:
    (tmp_path / "gistwire-2020-01-01.db.txt").write_text("mine")
    (tmp_path / "notes.db").write_text("mine")
    await Backups(database.path, tmp_path, 1, lambda: DAY).make_due()
    assert (tmp_path / "gistwire-2020-01-01.db.txt").read_text() == "mine"
    assert (tmp_path / "notes.db").read_text() == "mine"


async def test_a_backup_that_fails_takes_no_older_one_away(database: Database, tmp_path: Path) -> None:
    folder, now = tmp_path / "backups", DAY
    backups = Backups(database.path, folder, 1, lambda: now)
    await backups.make_due()
    now += timedelta(days=1)
    database.path.rename(tmp_path / "moved.db")
    with pytest.raises(StoreError):
        await backups.make_due()
    (tmp_path / "moved.db").rename(database.path)
    assert [path.name for path in folder.iterdir()] == ["gistwire-2026-03-05.db"]
