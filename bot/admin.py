"""What administrators ask of the service in a chat: how it is, and what became of notices set aside.

Not for the library (`bot.editing`), nor for who may use the bot (`bot.access`).
"""

import importlib.metadata
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from bot.delivery import Tally
from bot.models import Failed, Status
from bot.operations.vitals import State, Vitals
from bot.store import aside
from bot.store.database import Database

log = logging.getLogger(__name__)

SHOWN = 8  # notices in one message
ERRORS = 5


class Admin:
    """One bot's administration. `refusals` counts the 429s, `wake` is called when notices are owed again."""

    def __init__(
        self,
        database: Database,
        bot_id: int,
        vitals: Vitals,
        *,
        tally: Callable[[], Tally],
        refusals: Callable[[], int],
        wake: Callable[[], None] = lambda: None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._bot_id = bot_id
        self._vitals = vitals
        self._tally = tally
        self._refusals = refusals
        self._wake = wake
        self._now = now

    async def status(self) -> Status:
        """How the service is."""
        state = await self._vitals.look()
        counts, tally = self._vitals.counts, self._tally()
        findings = tuple((one.name, one.sound, one.detail) for one in state.findings)
        return Status(
            importlib.metadata.version("gistwire"),
            self._now() - counts.started_at,
            findings,
            **_contents(state),
            sent=tally.notices,
            repeated=tally.repeated,
            limited=self._refusals(),
            updates=counts.updates.total(),
            a_minute=self._vitals.a_minute(),
            reply=counts.replies.seconds / max(1, counts.replies.total),
            slowed=counts.slowed,
            errors=tuple((kind, times) for (_, kind), times in counts.errors.most_common(ERRORS)),
        )

    async def failed(self) -> list[Failed]:
        """The notices that were set aside, the newest first."""
        rows = await aside.page(self._database, self._bot_id, SHOWN)
        return [Failed(row.id, row.chat_id, row.number, row.title, row.reason) for row in rows]

    async def try_again(self, notice: int | None = None) -> int:
        """Owe a notice again, or all that were set aside; gives how many."""
        return await self._decide(aside.try_again, notice)

    async def drop(self, notice: int | None = None) -> int:
        """Give a notice up, or all that were set aside; gives how many."""
        return await self._decide(aside.drop, notice)

    async def _decide(self, decide: Callable[..., Awaitable[int]], notice: int | None) -> int:
        async with self._database.transaction() as connection:
            chosen = [notice] if notice is not None else await aside.ids(connection, self._bot_id)
            done = await decide(connection, self._bot_id, chosen, int(self._now()))
        log.info("notices set aside are settled", extra={"as": decide.__name__, "notices": done})
        self._wake()
        return done


def _contents(state: State) -> dict[str, Any]:
    contents = state.contents
    if contents is None:
        return {}
    names = ("articles", "sentences", "size", "chats", "paused", "subscriptions", "owed", "held", "set_aside")
    late = state.beat.at - state.beat.oldest_owed_at if state.beat.oldest_owed_at else 0.0
    return {name: getattr(contents, name) for name in names} | {"late": max(0.0, late)}
