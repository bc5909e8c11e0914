"""Backups of the database: one a day in a folder, the oldest taken away; one on demand; one put back.

Not for how a copy is made (`bot.store.backup`).
"""

import asyncio
import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import StoreError
from bot.store import backup
from bot.store.holding import hold

log = logging.getLogger(__name__)

_OURS = re.compile(r"gistwire-\d{4}-\d\d-\d\d\.db")


class Backups:
    """The daily backups of one database. Days are UTC. `problem` says why the last could not be made."""

    def __init__(
        self,
        database: Path,
        folder: Path,
        kept: int,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._folder = folder
        self._kept = kept
        self._now = now
        self.problem = ""

    async def make_due(self) -> Path | None:
        """Make today's backup unless it is there, and take away those beyond the number kept.

        Raises:
            StoreError: it could not be made; none was taken away.
        """
        path = self._folder / f"gistwire-{self._now():%Y-%m-%d}.db"
        return await asyncio.to_thread(self._make, path)

    def _make(self, path: Path) -> Path | None:
        made = None
        if not path.exists():
            backup.copy(self._database, path)
            log.info("backup made", extra={"file": str(path), "bytes": path.stat().st_size})
            made = path
        try:
            ours = sorted(one for one in self._folder.iterdir() if _OURS.fullmatch(one.name))
            for old in ours[: -self._kept]:
                old.unlink()
        except OSError as error:
            raise StoreError(f"old backups in {self._folder} cannot be removed: {error}") from error
        return made


def restore(file: Path, database: Path) -> Path | None:
    """Check a backup and put it in the database's place; gives where the old database is kept.

    Raises:
        AlreadyRunning: a service holds the database.
        StoreError: it is not fit for it, or cannot be put there; all is as it was.
    """
    with hold(database):
        return backup.restore(file, database, datetime.now(UTC))
