# ruff: noqa: ASYNC240 - files are what these tests are about
"""Databases of earlier versions: `tests/data/schema-N.sql` is a small one of each schema, as text."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import NotUpgraded
from bot.store.database import open_database
from bot.store.schema import STEPS

DATA = Path(__file__).parent.parent.parent / "data"
EARLIER = range(1, len(STEPS))


def make(path: Path, schema: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((DATA / f"schema-{schema}.sql").read_text(encoding="utf-8"))


def shape(path: Path) -> set[tuple[str, ...]]:
    """Each table and index as it is declared, comments and white space aside."""
    with closing(sqlite3.connect(path)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        columns = {
            (name, *map(str, row[1:]))
            for name in names
            for row in connection.execute(f"PRAGMA table_xinfo({name})")
        }
        indexes = connection.execute("SELECT name, tbl_name FROM sqlite_schema WHERE type = 'index'")
        return columns | {tuple(row) for row in indexes}


def contents(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [line for line in connection.iterdump() if line.startswith("INSERT")]


@pytest.mark.parametrize("schema", EARLIER)
async def test_a_database_of_an_earlier_schema_becomes_one_of_this(tmp_path: Path, schema: int) -> None:
    path, fresh = tmp_path / "library.db", tmp_path / "fresh.db"
    make(path, schema)
    before = contents(path)
    async with open_database(path) as database:
        (row,) = await database.fetch("SELECT title FROM articles WHERE number = 1")
        assert row[0] == "The paper mill"
        texts = await database.fetch("SELECT text FROM sentences WHERE number = 1 ORDER BY position")
        assert [text[0] for text in texts] == ["The mill closed in 1987.", "Its hall is a museum of paper."]
    async with open_database(fresh):
        pass
    assert shape(path) == shape(fresh)
    kept = tmp_path / f"library.db.schema-{schema}"
    assert contents(kept) == before


@pytest.mark.parametrize("schema", EARLIER)
async def test_a_migration_that_fails_leaves_the_old_file_as_it_was(
    tmp_path: Path, schema: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "library.db"
    make(path, schema)
    before = path.read_bytes()
    bad = (*STEPS, "CREATE TABLE half (a);\nDROP TABLE sentences;\nCREATE TABLE half (a);\n")
    monkeypatch.setattr("bot.store.schema.STEPS", bad)
    with pytest.raises(NotUpgraded, match=rf"from schema {schema} to .*half already exists; it is as it was"):
        async with open_database(path):
            pass
    assert path.read_bytes() == before
    monkeypatch.undo()
    async with open_database(path) as database:
        assert await database.fetch("SELECT 1 FROM articles")


async def test_a_database_of_this_schema_is_not_backed_up_again(tmp_path: Path) -> None:
    for _ in range(2):
        async with open_database(tmp_path / "library.db"):
            pass
    assert not list(tmp_path.glob("*.schema-*"))


def test_there_is_a_database_of_each_earlier_schema() -> None:
    assert {path.name for path in DATA.glob("schema-*.sql")} == {f"schema-{schema}.sql" for schema in EARLIER}
