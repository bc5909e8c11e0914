"""One SQLite file: one writer behind a lock, a few read-only readers.

All SQL of the program lives in this package.

Not for: any noun's own queries; those are in the file named after the noun, as functions that take a
`Database` (to read) or a `Connection` inside `transaction()` (to write).
"""

import asyncio
import os
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from bot.errors import Damaged, StoreError
from bot.store import backup
from bot.store.migrations import migrate, schema_of
from bot.store.schema import newest

Connection = aiosqlite.Connection
T = TypeVar("T")
Reads = sqlite3.Connection  # of a reader, inside `Database.lookup`
Row = sqlite3.Row

READERS = 3  # a slow search must not hold up a lookup; each costs a thread and a page cache
BUSY = 15.0  # seconds to wait for another process that writes (`gistwire add` beside the service)
OPENING = 3.0  # likewise, for one that lets nobody in; SQLite waits by itself then, and cannot be interrupted
BUSY_POLL = 0.02  # seconds between attempts meanwhile
LOG_BYTES = 64 << 20  # of the write-ahead log once it is written back: a bulk load leaves no giant one
CACHE_KIB = 2_048  # page cache of each connection; the system keeps the pages too
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)  # the primary result codes


class _Undone(Exception):
    """What was tried is to be undone."""


class Database:
    """An open database. Make one with `open_database`.

    `written_at` is the Unix time of the last commit, 0 if there was none; `trouble` says why the last
    transaction could not be written, "" if it was; `damage` what SQLite said when it met damage, "" if it has
    met none.
    """

    def __init__(self, path: Path, writer: Connection, readers: Sequence[Connection]) -> None:
        self.path = path
        self.written_at = 0.0
        self.trouble = ""
        self.damage = ""
        self._file = path.stat()
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

        Raises:
            Damaged: the database is damaged.
            StoreError: the database would not have it (disk full, held by another process too long).
        """
        async with self._lock:
            with self._store_errors():
                try:
                    await _insist(self._writer, "BEGIN IMMEDIATE", BUSY)
                    yield self._writer
                    await self._writer.commit()
                    self.written_at, self.trouble = time.time(), ""
                except BaseException as error:
                    if isinstance(error, sqlite3.OperationalError | StoreError):
                        self.trouble = str(error.__cause__ or error)
                    # Cancelled or not: the connection's thread takes things in order, so that what was under
                    # way (even BEGIN itself) is done before this, and this before the next BEGIN.
                    with suppress(sqlite3.Error):  # a full disk has rolled back by itself
                        await self._writer.rollback()
                    raise

    async def try_writing(self) -> bool:
        """Write what changes nothing; `trouble` is then as it is now. Tells whether it could be written."""
        with suppress(StoreError):
            async with self.transaction() as connection:
                with suppress(_Undone):
                    async with savepoint(connection):  # is there room for more?
                        await connection.execute("CREATE TABLE attempt (room BLOB)")
                        await connection.execute("INSERT INTO attempt VALUES (zeroblob(100000))")
                        raise _Undone
                row = next(iter(await connection.execute_fetchall("PRAGMA user_version")))
                await connection.execute(f"PRAGMA user_version = {row[0]}")
        return not self.trouble

    async def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows of a read, on whichever read-only connection is free."""
        async with self.reader() as connection:
            return list(await connection.execute_fetchall(sql, parameters))

    async def fetch_one(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        """The first row of a read, or None."""
        rows = await self.fetch(sql, parameters)
        return rows[0] if rows else None

    async def lookup(self, look: Callable[[Reads], T]) -> T:
        """Run `look` on a reader's own thread: many small reads, and the work between them, for one hop.

        A hop costs as much as three small reads. Some milliseconds of CPU work may be among them.
        """
        async with self.reader() as connection:
            # aiosqlite has no public way to run more than one statement in its thread.
            run: Any = connection._execute  # noqa: SLF001
            found: T = await run(_at_one_moment, look, connection._conn)  # noqa: SLF001
            return found

    @asynccontextmanager
    async def reader(self) -> AsyncIterator[Connection]:
        """Hold one read-only connection, for several reads that belong together."""
        connection = await self._readers.get()
        try:
            with self._store_errors():
                yield connection
        except asyncio.CancelledError:
            await (
                connection.interrupt()
            )  # nobody waits for it any more, and the next reader should not either
            raise
        finally:
            self._readers.put_nowait(connection)

    def displaced(self) -> bool:
        """Whether no file, or another one, stands at its path: what is written then is lost at the end."""
        try:
            return not os.path.samestat(self.path.stat(), self._file)
        except OSError:
            return True

    @contextmanager
    def _store_errors(self) -> Iterator[None]:
        """Wrap what sqlite raises in StoreError, once, here."""
        try:
            yield
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED:
                self.damage = str(error)
                raise Damaged(f"the database is damaged: {error}") from error
            raise StoreError(f"the database failed: {error}") from error


def _at_one_moment(look: Callable[[Reads], T], reads: Reads) -> T:
    """Let many reads see one state of the library; that also takes SQLite's locks once."""
    reads.execute("BEGIN")
    try:
        return look(reads)
    finally:
        reads.execute("ROLLBACK")


@asynccontextmanager
async def savepoint(connection: Connection) -> AsyncIterator[None]:
    """Undo what was written inside if it raises, and nothing else of the transaction.

    Raises:
        StoreError: the database itself failed; the whole transaction is to be given up.
    """
    await connection.execute("SAVEPOINT one")
    try:
        yield
    except sqlite3.OperationalError as error:  # not about what was written: disk full, input or output failed
        raise StoreError(f"the database failed: {error}") from error
    except BaseException:
        await connection.execute("ROLLBACK TO one")
        await connection.execute("RELEASE one")
        raise
    await connection.execute("RELEASE one")


@asynccontextmanager
async def open_database(path: Path, readers: int = READERS) -> AsyncIterator[Database]:
    """Open the database at `path`, made and migrated as needed, and close it after.

    Raises:
        NewerDatabase: it was made by a newer version.
        StoreError: it is not a database, or cannot be opened.
    """
    async with AsyncExitStack() as stack:
        try:
            await asyncio.to_thread(_try_out, path)
            writer = await stack.enter_async_context(aiosqlite.connect(path, isolation_level=None))
            await _prepare(writer)
            await _keep_before(path, await schema_of(writer))
            await migrate(writer)
            # It writes to the file: not before that is ours. SQLite does not wait where two do it at once.
            await _insist(writer, "PRAGMA journal_mode = WAL", OPENING)
            await writer.execute(f"PRAGMA journal_size_limit = {LOG_BYTES}")
            await writer.execute("PRAGMA busy_timeout = 0")  # `transaction` waits by itself
            pool = []
            for _ in range(readers):
                uri = f"{path.absolute().as_uri()}?mode=ro"  # noqa: ASYNC240 - asks for no more than the folder
                connection = await stack.enter_async_context(
                    aiosqlite.connect(uri, uri=True, isolation_level=None)
                )
                await _prepare(connection)
                await connection.execute("PRAGMA query_only = 1")
                pool.append(connection)
        except (sqlite3.Error, OSError) as error:
            if type(error) is sqlite3.DatabaseError:
                raise Damaged(
                    f"cannot open the database {path}: {error}. With a backup: gistwire restore FILE"
                ) from error
            raise StoreError(f"cannot open the database {path}: {error}") from error
        yield Database(path, writer, pool)


async def _insist(connection: Connection, sql: str, seconds: float) -> None:
    """Execute a statement that another process may hold up, for so long.

    SQLite's own waiting would hold the thread, and with it a shutdown, for as long.
    """
    loop = asyncio.get_running_loop()
    patience = loop.time() + seconds
    while True:
        try:
            await connection.execute(sql)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or loop.time() > patience:
                raise
            await asyncio.sleep(BUSY_POLL)
        else:
            return


async def _keep_before(path: Path, schema: int) -> None:
    """Back a database up beside itself before its first step to another schema."""
    if 0 < schema < newest():
        beside = path.with_name(f"{path.name}.schema-{schema}")
        await asyncio.to_thread(backup.copy, path, beside)


def _try_out(path: Path) -> None:
    """Raise what is wrong with the file here: aiosqlite leaves a thread behind when it cannot open one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, timeout=OPENING)) as connection:
        connection.execute("PRAGMA schema_version").fetchall()


async def _prepare(connection: Connection) -> None:
    connection.row_factory = sqlite3.Row
    await connection.execute(f"PRAGMA busy_timeout = {OPENING * 1000:.0f}")
    await connection.execute("PRAGMA foreign_keys = 1")
    # FULL, not NORMAL: in WAL mode NORMAL may lose the last commits on a power cut, and a notice with them.
    await connection.execute("PRAGMA synchronous = FULL")
    await connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    await connection.execute("PRAGMA temp_store = MEMORY")
