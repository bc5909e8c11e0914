"""What administrators must hear of: told once, and again only after it was over.

Not for telling them (`bot.operations.upkeep`), nor for judging (`bot.operations.health`).
"""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from bot.operations.vitals import State

LOW_BYTES = 500_000_000  # free on the disk: time to act, well before there is none
CALM = 600.0  # seconds without it after which something counts as over
FLOOD_SECONDS = 3600.0  # a limit this long means that something is wrong with the bot, not with a moment
_OURS = ("database", "articles", "notices")  # that Telegram does not answer cannot be told over Telegram


class Alarms:
    """Remembers what was told. `limited` gives the seconds for which Telegram limits us at most."""

    def __init__(
        self, database: Path, limited: Callable[[], float], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._database = database
        self._limited = limited
        self._clock = clock
        self._told: dict[str, float] = {}  # when it was last so
        self._newest: set[str] = set()

    def new(self, state: State, backup_problem: str = "") -> list[str]:
        """Give what is the matter and has not been told."""
        now = self._clock()
        wrong = self._wrong(state)
        if backup_problem:
            wrong["backup"] = f"The daily backup could not be made: {backup_problem}"
        self._told = {key: at for key, at in self._told.items() if key in wrong or now - at < CALM}
        self._newest = wrong.keys() - self._told.keys()
        self._told |= dict.fromkeys(wrong, now)
        return [line for key, line in wrong.items() if key in self._newest]

    def not_told(self) -> None:
        """Note that nobody could be told of what was new."""
        for key in self._newest:
            del self._told[key]

    def _wrong(self, state: State) -> dict[str, str]:
        wrong = {
            one.name: f"{one.name}: {one.detail}"
            for one in state.findings
            if not one.sound and one.name in _OURS
        }
        free = self._free()
        if free is not None and free < LOW_BYTES:
            wrong["disk"] = f"The disk is nearly full: {free // 1_000_000} MB are free."
        if (seconds := self._limited()) >= FLOOD_SECONDS:
            wrong["flood"] = f"Telegram does not let me send for {seconds / 3600:.1f} hours."
        return wrong

    def _free(self) -> int | None:
        try:
            return shutil.disk_usage(self._database.parent).free
        except OSError:
            return None
