"""A chat's choices: when it wants its notices. And what Telegram tells of the chat itself.

Not for subscriptions (`bot.subscriptions`), nor for what the choices mean (`bot.schedule`).
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot import zones
from bot.models import Clock, Place, Schedule
from bot.schedule import next_at
from bot.store import chats
from bot.store.database import Database

log = logging.getLogger(__name__)

Change = Callable[[Schedule], Schedule]


class Chats:
    """What is known of the chats of any bot. `wake` is called when what a chat is owed may be due at once."""

    def __init__(
        self,
        database: Database,
        now: Callable[[], float] = time.time,
        wake: Callable[[], object] = lambda: None,
    ) -> None:
        self._database = database
        self._now = now
        self._wake = wake

    def now(self) -> int:
        """Unix seconds."""
        return int(self._now())

    async def schedule(self, place: Place) -> Schedule:
        """Give when a chat wants its notices."""
        known = await chats.find(self._database, place)
        return known.schedule if known else Schedule()

    async def change(self, place: Place, change: Change) -> Schedule:
        """Change when a chat wants its notices; what it is owed already comes then, too."""
        now = self.now()
        async with self._database.transaction() as connection:
            chat = await chats.ensure(connection, place)
            await chats.resume(connection, place)  # whoever chooses is there to be told
            schedule = change(await chats.schedule_of(connection, chat))
            await chats.set_schedule(connection, chat, schedule, next_at(schedule, now))
        self._wake()
        return schedule

    async def set_zone(self, place: Place, name: str) -> Schedule:
        """Set a chat's time zone by what somebody calls it.

        Raises:
            UnknownZone: there is none of that name.
        """
        zone = zones.find(name, self.now())
        return await self.change(place, lambda schedule: replace(schedule, zone=zone))

    def clocks(self, names: Sequence[str] = zones.COMMON) -> list[Clock]:
        """Give zones to choose from, as their clocks show now."""
        return [Clock(zone, zones.city(zone), zones.shown(zone, self.now())) for zone in names]

    async def pause(self, place: Place, reason: str) -> None:
        """Note that a chat cannot be reached: it is sent nothing more, and nothing is lost."""
        async with self._database.transaction() as connection:
            if await chats.pause(connection, place, reason, self.now()):
                log.info("chat paused", extra={"chat": place.chat_id, "reason": reason})

    async def resume(self, place: Place) -> None:
        """Note that a chat can be reached again: what it is owed comes as its schedule says."""
        now = self.now()
        async with self._database.transaction() as connection:
            if await chats.resume(connection, place):
                chat = await chats.ensure(connection, place)
                await chats.postpone(
                    connection, chat, next_at(await chats.schedule_of(connection, chat), now)
                )
                log.info("chat resumed", extra={"chat": place.chat_id})
        self._wake()

    async def migrate(self, bot_id: int, old: int, new: int) -> None:
        """Note that a group has a new id; whichever of the messages that tell it comes first."""
        async with self._database.transaction() as connection:
            if await chats.migrate(connection, bot_id, old, new):
                log.info("chat migrated", extra={"chat": old, "into": new})
