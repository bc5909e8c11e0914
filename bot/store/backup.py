"""Copies of a database file: made whole while it is written, checked, and put back in its place.

These functions are synchronous and take as long as the disk does: call them in a thread. Not for when a copy
is made (`bot.operations.backups`).
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from bot.errors import Damaged, NewerDatabase, StoreError
from bot.store.schema import newest

_BESIDE = ("-wal", "-shm", "-journal")  # SQLite's own files beside a database


def copy(source: Path, target: Path) -> None:
    """Copy a database as it is at one moment, whoever writes to it meanwhile; `target` appears whole.

    Raises:
        StoreError: it could not be copied; what `target` was before is left as it was.
    """
    if not source.is_file():
        raise StoreError(f"there is no database {source}")
    if target.exists() and (target.samefile(source) or not _ours(target)):
        raise StoreError(f"{target} is there already, and is no backup of this program")
    draft = target.with_name(f"{target.name}.{os.getpid()}.new")
    try:
        with _store_errors(f"cannot copy the database {source} to {target}"):
            target.parent.mkdir(parents=True, exist_ok=True)
            # All pages in one step: SQLite begins anew when another connection writes between two.
            with closing(_open(source)) as old, closing(sqlite3.connect(draft)) as new:
                old.backup(new)
                new.execute("PRAGMA journal_mode = DELETE").fetchall()  # one file, nothing beside it
            inspect(draft)
            _sync(draft)
            draft.replace(target)
            _sync(target.parent)
    finally:
        for ending in ("", *_BESIDE):
            with suppress(OSError):
                draft.with_name(draft.name + ending).unlink(missing_ok=True)


def inspect(path: Path) -> int:
    """Check that a file is a sound database of this program; gives its schema.

    Raises:
        Damaged: it is not.
        NewerDatabase: it is of a newer version.
        StoreError: it cannot be read.
    """
    if not path.is_file():
        raise StoreError(f"there is no file {path}")
    with _store_errors(f"cannot read {path}"), closing(_open(path)) as connection:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > newest():
            raise NewerDatabase(
                f"{path} has schema {version}; this version of gistwire knows up to {newest()}"
            )
        if not version or not _has_articles(connection):
            raise Damaged(f"{path} is no database of gistwire")
        problems = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
    if problems != ["ok"]:
        raise Damaged(f"{path} is damaged: {'; '.join(problems)}")
    return version


def restore(file: Path, database: Path, at: datetime) -> Path | None:
    """Put a checked copy of `file` in the place of `database`; gives where the old one, if any, is kept.

    The caller holds the database (`bot.store.holding.hold`).

    Raises:
        StoreError: `file` is not fit for it, or another process uses the database; all is as it was.
    """
    inspect(file)
    if database.exists() and file.samefile(database):
        raise StoreError(f"{file} is the database itself")
    draft = database.with_name(database.name + ".restoring")
    draft.unlink(missing_ok=True)
    try:
        copy(file, draft)
        with _store_errors(f"cannot replace the database {database}"):
            kept = _keep(database, at) if database.exists() else None
            for ending in _BESIDE:
                database.with_name(database.name + ending).unlink(missing_ok=True)
            draft.replace(database)
            _sync(database.parent)
    finally:
        draft.unlink(missing_ok=True)
    return kept


def _keep(database: Path, at: datetime) -> Path:
    """Keep the old database under another name: whole if it is sound, as it is if it is not."""
    kept = database.with_name(f"{database.name}.before-restore-{at:%Y%m%d-%H%M%S}")
    try:
        with closing(sqlite3.connect(database, timeout=2.0)) as connection:
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise StoreError(f"another process uses the database {database}; end it first")
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
            raise StoreError(f"another process uses the database {database}; end it first") from error
        for ending in _BESIDE[:1]:  # damaged: what is left of its log may be of use to somebody
            with suppress(FileNotFoundError):
                shutil.copy2(database.with_name(database.name + ending), kept.with_name(kept.name + ending))
    try:
        os.link(database, kept)
    except OSError:  # a file system without links
        shutil.copy2(database, kept)
    return kept


def _ours(path: Path) -> bool:
    try:
        with closing(_open(path)) as connection:
            return _has_articles(connection)
    except (sqlite3.Error, OSError):
        return False


def _has_articles(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'articles'")
    return found.fetchone() is not None


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=15.0)


def _sync(path: Path) -> None:
    """Have the disk hold it: a backup that a power cut takes is none."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _store_errors(what: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StoreError(f"{what}: {error}") from error
    except sqlite3.DatabaseError as error:
        raise Damaged(f"{what}: {error}") from error
    except OSError as error:
        raise StoreError(f"{what}: {error.strerror or error}") from error
