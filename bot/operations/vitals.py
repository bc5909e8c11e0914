"""How the service is: read from its parts for the heartbeat, `/healthz`, `/metrics` and `/status` alike.

Not for judging (`bot.operations.health`), nor for showing it (`bot.operations.metrics`, `bot.render.admin`).
"""

import asyncio
import os
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.errors import StoreError
from bot.operations import health
from bot.operations.counts import Counts
from bot.operations.health import BEAT_SECONDS, Beat, Finding
from bot.store import report
from bot.store.database import Database
from bot.store.report import Contents


@dataclass(frozen=True, slots=True)
class State:
    """One look at everything."""

    beat: Beat
    contents: Contents | None  # None: the database cannot be read
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is the matter."""
        return all(finding.sound for finding in self.findings)


class Vitals:
    """Looks at a running service. `polled` gives the Unix time of the last poll that was answered, or 0."""

    def __init__(
        self,
        database: Database,
        bot_id: int,
        articles: Path,
        *,
        counts: Counts,
        polled: Callable[[], float],
        loaded: Callable[[], bool],
        now: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._bot_id = bot_id
        self._articles = articles
        self.counts = counts
        self._polled = polled
        self._loaded = loaded
        self._now = now
        self.connected_at = 0.0  # Unix time; 0 until Telegram has told us who we are
        self._samples: deque[tuple[float, int]] = deque(maxlen=30)  # updates so far, at each look

    def a_minute(self) -> float:
        """Updates a minute, over the looks of the last few minutes."""
        now, total = self._now(), self.counts.updates.total()
        at, before = self._samples[0] if self._samples else (self.counts.started_at, 0)
        return 60 * (total - before) / max(1.0, now - at)

    async def look(self) -> State:
        """Look at everything. Raises nothing: what cannot be looked at is part of the finding."""
        now = self._now()
        if not self._samples or now - self._samples[-1][0] >= BEAT_SECONDS / 2:
            self._samples.append((now, self.counts.updates.total()))
        contents, trouble = await self._contents(int(now))
        beat = Beat(
            os.getpid(),
            now,
            self._polled(),
            self._loaded(),
            self._database.written_at,
            trouble,
            contents.owed if contents else 0,
            (contents.oldest_owed_at if contents else None) or 0.0,
            self.connected_at,
        )
        around = await asyncio.to_thread(health.surroundings, self._database.path, self._articles)
        return State(beat, contents, (*health.judge(beat, now), *around))

    async def _contents(self, now: int) -> tuple[Contents | None, str]:
        if self._database.trouble:
            await self._database.try_writing()
        try:
            contents = await report.contents(self._database, self._bot_id, now)
        except StoreError as error:
            return None, self._trouble() or f"cannot be read: {error.__cause__}"
        return contents, self._trouble()

    def _trouble(self) -> str:
        """What is the matter with the database, in a clause."""
        if why := self._database.damage:
            return f"is damaged ({why}): end the service, then put a backup there, gistwire restore FILE"
        if self._database.displaced():
            return "was removed or replaced while in use; what is written now is lost: start the service anew"
        return f"cannot be written: {self._database.trouble}" if self._database.trouble else ""
