"""A database is one service's: held by a lock beside it, and its files looked at before they are opened.

Not for opening it (`bot.store.database`).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import AlreadyRunning, StoreError


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Hold the database for one service; another process may still write to it.

    Raises:
        AlreadyRunning: another process holds it.
        StoreError: it cannot be held.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only the service holds it

    lock = FileLock(path.with_name(path.name + ".lock"), blocking=False, is_singleton=False)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise AlreadyRunning(f"another gistwire runs on the database {path}; end it first") from error
    except OSError as error:
        raise StoreError(f"cannot lock the database {path}: {error.strerror or error}") from error
    try:
        yield
    finally:
        lock.release()


def require_writable(path: Path) -> None:
    """Refuse files that may only be read: SQLite would open them, and not write to them when it may again.

    Raises:
        StoreError: the database, or its log beside it, may only be read.
    """
    for ending in ("", "-wal", "-shm"):  # the latter two get the rights that the first has when they are made
        file = path.with_name(path.name + ending)
        if file.exists() and not os.access(file, os.W_OK):
            raise StoreError(f"the database's file {file} may only be read")
