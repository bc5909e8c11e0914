# ruff: noqa: ASYNC240 - files are what these tests are about
import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.errors import AlreadyRunning, NewerDatabase, StoreError
from bot.store.database import Database, open_database, savepoint
from bot.store.holding import hold, require_writable
from bot.store.schema import STEPS


async def make_table(database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute("CREATE TABLE things (name TEXT PRIMARY KEY) STRICT")


async def add(database: Database, name: str) -> None:
    async with database.transaction() as connection:
        await connection.execute("INSERT INTO things VALUES (?)", (name,))


async def things(database: Database) -> list[str]:
    return [row[0] for row in await database.fetch("SELECT name FROM things ORDER BY name")]


async def test_what_a_transaction_wrote_is_read_after_it_and_not_before(database: Database) -> None:
    await make_table(database)
    async with database.transaction() as connection:
        await connection.execute("INSERT INTO things VALUES ('a')")
        assert await things(database) == []
    assert await things(database) == ["a"]


async def test_one_task_rolling_back_leaves_the_others_insert(database: Database) -> None:
    await make_table(database)
    inside = asyncio.Event()

    async def fail() -> None:
        async with database.transaction() as connection:
            await connection.execute("INSERT INTO things VALUES ('lost')")
            inside.set()
            await asyncio.sleep(0)
            raise ValueError

    async def succeed() -> None:
        await inside.wait()
        await add(database, "kept")

    failed, _ = await asyncio.gather(fail(), succeed(), return_exceptions=True)
    assert isinstance(failed, ValueError)
    assert await things(database) == ["kept"]


@pytest.mark.parametrize("steps", range(8))
async def test_a_cancelled_transaction_is_rolled_back_wherever_it_was(database: Database, steps: int) -> None:
    await make_table(database)

    async def forever() -> None:
        async with database.transaction() as connection:
            await connection.execute("INSERT INTO things VALUES ('lost')")
            await asyncio.Event().wait()

    task = asyncio.create_task(forever())
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await add(database, "kept")
    assert await things(database) == ["kept"]


async def test_a_savepoint_undoes_its_own_writes_only(database: Database) -> None:
    await make_table(database)
    async with database.transaction() as connection:
        for name in ("a", "b", "a", "c"):
            try:
                async with savepoint(connection):
                    await connection.execute("INSERT INTO things VALUES (?)", (name + "2",))
                    await connection.execute("INSERT INTO things VALUES (?)", (name,))
            except sqlite3.IntegrityError:
                pass
    assert await things(database) == ["a", "a2", "b", "b2", "c", "c2"]


async def test_readers_cannot_write(database: Database) -> None:
    with pytest.raises(StoreError, match="readonly"):
        await database.fetch("CREATE TABLE x (y)")


async def test_a_read_that_nobody_waits_for_any_more_ends(database: Database) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    tasks = [asyncio.create_task(database.fetch(endless)) for _ in range(3)]
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await asyncio.gather(*tasks)
    async with asyncio.timeout(20):
        assert (await database.fetch("SELECT 1"))[0][0] == 1


async def test_a_transaction_waits_for_another_process_that_writes(database: Database) -> None:
    await make_table(database)
    other = sqlite3.connect(database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    task = asyncio.create_task(add(database, "a"))
    await asyncio.sleep(0)
    assert await things(database) == []
    other.execute("ROLLBACK")
    other.close()
    await task
    assert await things(database) == ["a"]


async def test_waiting_for_another_process_can_be_cancelled(database: Database) -> None:
    await make_table(database)
    other = sqlite3.connect(database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    task = asyncio.create_task(add(database, "a"))
    await asyncio.sleep(0)
    task.cancel()
    async with asyncio.timeout(5):
        await asyncio.gather(task, return_exceptions=True)
    other.execute("ROLLBACK")
    other.close()
    assert await things(database) == []


async def test_a_full_disk_is_a_plain_error_and_leaves_the_database_sound(database: Database) -> None:
    await make_table(database)
    await add(database, "a")
    async with database.transaction() as connection:
        rows = await connection.execute_fetchall("PRAGMA page_count")
        (pages,) = next(iter(rows))
    await database._writer.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="full"):
        async with database.transaction() as connection, savepoint(connection):
            await connection.executemany(
                "INSERT INTO things VALUES (?)", [(f"{n:05}" * 100,) for n in range(999)]
            )
    await database._writer.execute("PRAGMA max_page_count = 1000000")
    await add(database, "b")
    assert await things(database) == ["a", "b"]


async def test_a_database_is_made_with_its_folder_and_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "data" / "library.db"
    async with open_database(path) as database:
        await make_table(database)
        await add(database, "a")
    async with open_database(path) as database:
        assert await things(database) == ["a"]


async def test_a_database_of_a_newer_version_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    connection.close()
    with pytest.raises(NewerDatabase, match=f"schema {len(STEPS) + 1}"):
        async with open_database(path):
            pass


async def test_a_step_that_fails_leaves_the_database_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "library.db"
    bad = (*STEPS, "CREATE TABLE half (a);\nCREATE TABLE half (a);\n")
    monkeypatch.setattr("bot.store.schema.STEPS", bad)
    with pytest.raises(StoreError, match="half"):
        async with open_database(path):
            pass
    monkeypatch.undo()
    async with open_database(path) as database:
        assert not await database.fetch("SELECT 1 FROM sqlite_schema WHERE name = 'half'")


@pytest.mark.parametrize(
    "content", [b"This is a text, and it is long enough to be one. " * 50, os.urandom(5000)]
)
async def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"cannot open the database .*library\.db"):
        async with open_database(path):
            pass
    assert path.read_bytes() == content


async def test_a_damaged_database_is_a_plain_error(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    async with open_database(path) as database:
        await make_table(database)
        for number in range(200):
            await add(database, f"{number}" * 50)
    data = bytearray(path.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(StoreError):
        async with open_database(path) as database:
            await things(database)


async def test_a_path_that_cannot_be_is_a_plain_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot open"):
        async with open_database(tmp_path / "file" / "library.db"):
            pass
    with pytest.raises(StoreError, match="cannot open"):
        async with open_database(tmp_path):
            pass


async def test_a_folder_that_is_read_only_is_a_plain_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        if os.access(tmp_path, os.W_OK):
            pytest.skip("this user may write everywhere")
        with pytest.raises(StoreError, match="cannot open"):
            async with open_database(tmp_path / "library.db"):
                pass
        with pytest.raises(StoreError, match="cannot lock"), hold(tmp_path / "library.db"):
            pass
    finally:
        tmp_path.chmod(0o755)


@pytest.mark.parametrize("name", ["library.db", "library.db-shm"])
def test_a_file_that_may_only_be_read_is_refused_before_it_is_opened(tmp_path: Path, name: str) -> None:
    path = tmp_path / "library.db"
    require_writable(path)  # one that is still to be made
    (tmp_path / name).touch(0o644)
    require_writable(path)
    with read_only(tmp_path / name), pytest.raises(StoreError, match=rf"{name} may only be read"):
        require_writable(path)
    require_writable(path)


@contextmanager
def read_only(path: Path) -> Iterator[None]:
    """A file that not even root may write."""
    if os.geteuid():
        path.chmod(0o444)
        yield
        path.chmod(0o644)
        return
    if subprocess.run(["mount", "--bind", path, path], check=False).returncode:
        pytest.skip("root may write everywhere, and nothing can be mounted here")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", path], check=True)
        yield
    finally:
        subprocess.run(["umount", path], check=True)


async def test_processes_that_open_a_new_database_at_once_all_succeed(tmp_path: Path) -> None:
    script = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "from bot.store.database import open_database\n"
        "async def main():\n"
        "    async with open_database(Path(sys.argv[1])) as database:\n"
        "        print(await database.fetch('PRAGMA user_version'))\n"
        "asyncio.run(main())\n"
    )
    children = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", script, str(tmp_path / "library.db"))
        for _ in range(4)
    ]
    assert [await child.wait() for child in children] == [0, 0, 0, 0]


def test_one_service_holds_a_database_and_the_second_is_told(tmp_path: Path) -> None:
    path = tmp_path / "data" / "library.db"
    script = (
        f"from pathlib import Path; from bot.store.holding import hold\nwith hold(Path({str(path)!r})): 1"
    )
    with hold(path):
        with pytest.raises(AlreadyRunning, match=r"another gistwire .*library\.db"), hold(path):
            pass
        child = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
        assert "AlreadyRunning" in child.stderr
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=False).returncode == 0
