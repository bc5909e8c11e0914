import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.delivery.ledger import Ledger
from bot.store.database import Connection, Database, open_database


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(tmp_path / "gistwire.db") as database:
        async with database.transaction() as connection:
            await connection.execute("CREATE TABLE facts (fact)")
        yield database


@pytest.fixture
async def ledger(database: Database) -> AsyncIterator[Ledger]:
    ledger = Ledger(database)
    running = asyncio.create_task(ledger.run())
    yield ledger
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def fact(value: object) -> Any:
    async def write(connection: Connection) -> object:
        await connection.execute("INSERT INTO facts VALUES (?)", (value,))
        return value

    return write


async def facts(database: Database) -> list[object]:
    return [row[0] for row in await database.fetch("SELECT fact FROM facts ORDER BY rowid")]


async def test_what_is_written_is_committed_in_its_order(ledger: Ledger, database: Database) -> None:
    written = [ledger.add(fact(number)) for number in range(5)]
    assert await asyncio.gather(*written) == [0, 1, 2, 3, 4]
    assert await facts(database) == [0, 1, 2, 3, 4]


async def test_one_that_cannot_be_written_fails_alone(ledger: Ledger, database: Database) -> None:
    async def broken(connection: Connection) -> None:
        await connection.execute("INSERT INTO facts VALUES ('half')")
        raise LookupError

    written = [ledger.add(fact(1)), ledger.add(broken), ledger.add(fact(2))]
    results = await asyncio.gather(*written, return_exceptions=True)
    assert [type(result) for result in results] == [int, LookupError, int]
    assert await facts(database) == [1, 2]


async def test_what_nobody_waits_for_any_more_is_written_all_the_same(
    ledger: Ledger, database: Database
) -> None:
    ledger.add(fact("kept")).cancel()
    await ledger.drained()
    assert await facts(database) == ["kept"]
