"""Brings a database to this version's schema, by the steps that it has not been through.

Not for what the steps are (`bot.store.schema`).
"""

import logging
import sqlite3
from collections.abc import Iterator

import aiosqlite

from bot.errors import NewerDatabase, NotUpgraded
from bot.store import schema

log = logging.getLogger(__name__)

_UNFIT = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT)  # of what the database holds


async def migrate(connection: aiosqlite.Connection) -> None:
    """Bring the database to this version's schema: all steps in one transaction, or none.

    Raises:
        NewerDatabase: it has been through more steps than this version knows.
        NotUpgraded: a step cannot be taken; the database is as it was.
    """
    version = await schema_of(connection)
    if version > schema.newest():
        raise NewerDatabase(
            f"the database has schema {version}; this version of gistwire knows up to {schema.newest()}"
        )
    if version == schema.newest():
        return
    await connection.execute("BEGIN IMMEDIATE")
    try:
        version = await schema_of(connection)  # another process may have been quicker
        for step in schema.STEPS[version:]:
            for statement in _statements(step):
                await connection.execute(statement)
        await connection.execute(f"PRAGMA user_version = {schema.newest()}")
    except BaseException as error:
        await connection.rollback()
        # Any other failure is the disk's or a lock's, and may be over the next time.
        if isinstance(error, sqlite3.Error) and error.sqlite_errorcode in _UNFIT:
            steps = f"from schema {version} to {schema.newest()}"
            raise NotUpgraded(f"the database cannot be brought {steps}: {error}; it is as it was") from error
        raise
    await connection.commit()
    log.info("database migrated", extra={"schema": schema.newest(), "before": version})


async def schema_of(connection: aiosqlite.Connection) -> int:
    """Tell how many steps a database has been through."""
    (row,) = await connection.execute_fetchall("PRAGMA user_version")
    return int(row[0])


def _statements(script: str) -> Iterator[str]:
    """Cut a script where its statements end (executescript would commit the transaction it stands in)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
