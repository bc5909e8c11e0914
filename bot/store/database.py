"""One SQLite file: one writer behind a lock, a few read-only readers. All SQL of the program lives in this package.

Not for: any noun's own queries; those are in the file named after the noun, as functions that take a
`Database` (to read) or a `Connection` inside `transaction()` (to write).
"""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import aiosqlite

from bot.errors import StoreError
from bot.store.migrations import migrate

log = logging.getLogger(__name__)

Connection = aiosqlite.Connection
Row = sqlite3.Row

READERS = 3  # a slow search must not hold up a lookup; each costs a thread and a page cache
BUSY_MS = 15_000  # how long to wait for another process (`gistwire add` beside the service)
CACHE_KIB = 8_192  # page cache of each connection


class Database:
    """An open database. Make one with `open_database`."""

    def __init__(self, path: Path, writer: Connection, readers: Sequence[Connection]) -> None:
        self.path = path
        self._writer = writer
        self._lock = asyncio.Lock()
        self._readers: asyncio.LifoQueue[Connection] = asyncio.LifoQueue()
        for reader in readers:
            self._readers.put_nowait(reader)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """Hold the only write transaction; commits at the end, rolls back on any exception.

        The lock is what keeps one task's rollback from swallowing another task's insert on the shared
        connection. Neither network nor CPU work belongs inside.
        """
        async with self._lock:
            with _store_errors():
                await self._writer.execute("BEGIN IMMEDIATE")
            try:
                with _store_errors():
                    yield self._writer
                    await self._writer.commit()
            except BaseException:
                await self._writer.rollback()
                raise

    async def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows of a read, on whichever read-only connection is free."""
        async with self.reader() as connection:
            return list(await connection.execute_fetchall(sql, parameters))

    async def fetch_one(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        """The first row of a read, or None."""
        rows = await self.fetch(sql, parameters)
        return rows[0] if rows else None

    @asynccontextmanager
    async def reader(self) -> AsyncIterator[Connection]:
        """Hold one read-only connection, for several reads that belong together."""
        connection = await self._readers.get()
        try:
            with _store_errors():
                yield connection
        finally:
            self._readers.put_nowait(connection)


class _store_errors:  # noqa: N801  (used as a with-statement word)
    """Wrap what sqlite raises in StoreError, once, here."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, sqlite3.Error):
            raise StoreError(f"the database did not do it: {error}") from error


@asynccontextmanager
async def open_database(path: Path, readers: int = READERS) -> AsyncIterator[Database]:
    """Open the database at `path`, made and migrated as needed, and close it after.

    Raises:
        NewerDatabase: it was made by a newer version.
        StoreError: it is not a database, or cannot be opened.
    """
    async with AsyncExitStack() as stack:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            writer = await stack.enter_async_context(aiosqlite.connect(path, isolation_level=None))
            await _prepare(writer)
            await writer.execute("PRAGMA journal_mode = WAL")
            await migrate(writer)
            pool = []
            for _ in range(readers):
                uri = f"{path.absolute().as_uri()}?mode=ro"
                connection = await stack.enter_async_context(
                    aiosqlite.connect(uri, uri=True, isolation_level=None)
                )
                await _prepare(connection)
                await connection.execute("PRAGMA query_only = 1")
                pool.append(connection)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"cannot open the database {path}: {error}") from error
        yield Database(path, writer, pool)


async def _prepare(connection: Connection) -> None:
    connection.row_factory = sqlite3.Row
    await connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    await connection.execute("PRAGMA foreign_keys = 1")
    # FULL, not NORMAL: in WAL mode NORMAL may lose the last commits on a power cut, and a notice with them.
    await connection.execute("PRAGMA synchronous = FULL")
    await connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    await connection.execute("PRAGMA temp_store = MEMORY")
