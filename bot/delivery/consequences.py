"""What follows when a send goes wrong: for the notices, for their chat. All of it is written to the store.

A send of unknown outcome is repeated once; the repetition is a send like any other. Only a notice that ended
so `UNKNOWN_LIMIT` times, over more than half a day, is set aside: by then it is a message that arrives and
whose answer does not.

Not for what an error means (`bot.delivery.outcomes`).
"""

import logging
import math
import random
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.delivery.ledger import Ledger
from bot.delivery.outcomes import Verdict
from bot.delivery.parcel import Parcel, Tally
from bot.models import Place
from bot.store import chats, outbox
from bot.store.database import Connection
from bot.store.outbox import Destination, Owed

log = logging.getLogger(__name__)

LONGEST = 600.0  # seconds between tries of a notice that surely did not arrive
LONGEST_UNKNOWN = 6 * 3600.0  # and of one that perhaps did
UNKNOWN_LIMIT = 10
BARRED = 3600.0  # seconds; nobody tells a bot when it may write again


class Consequences:
    """Does what outcomes ask for, for one bot's notices."""

    def __init__(
        self,
        bot_id: int,
        ledger: Ledger,
        now: Callable[[], datetime],
        spread: Callable[[], float] = random.random,
    ) -> None:
        self.tally = Tally()
        self._bot_id = bot_id
        self._ledger = ledger
        self._now = now
        self._spread = spread

    async def follow(self, parcel: Parcel, verdict: Verdict) -> bool:
        """Do what an outcome asks for; tell whether the chat's lane may go on as it stands."""
        to, reason = parcel.destination, verdict.reason
        match verdict.kind:
            case "limited":
                self.tally.limited += 1
                await self.close(to, verdict.seconds)
            case "barred":
                await self.close(to, BARRED)
                log.warning("may not write in a chat, asking again later", extra=_facts(to, reason))
            case "closed":
                await self._pause_chat(to, reason)
            case "moved":
                await self._move(parcel, verdict.chat_id)
            case "topic gone" if to.thread:
                await self._leave_topic(to, reason)
            case "failed":
                self.tally.failed += 1
                await self.retry(parcel.owed, reason)
                return True
            case "unknown":
                await self._repeat(parcel, reason)
                return True
            case _:
                await self._set_aside(to, parcel.ids, reason)
                return True
        return False

    async def retry(self, owed: Sequence[Owed], reason: str) -> None:
        """Try again: twice as long after each time, and spread, so that not all come at once."""
        ids, tries = [one.id for one in owed], max((one.tries for one in owed), default=0)
        at = self._after(min(LONGEST, 2.0 ** min(tries, 16)) * (0.5 + self._spread() / 2))
        await self._ledger.add(lambda c: outbox.retry_at(c, ids, at, reason))

    async def hold(self, ids: Sequence[int], until: int | None = None) -> None:
        """Give notices back untried, to be due then, or at once."""
        at = self.seconds() if until is None else until
        await self._ledger.add(lambda c: outbox.release(c, ids, at))

    async def close(self, to: Destination, seconds: float) -> None:
        """Leave a chat alone for so long; what it is owed stays as it is."""
        until = self._after(seconds)

        async def write(connection: Connection) -> None:
            await chats.limit_until(connection, to.chat, until)
            await outbox.release(connection, to.ids, until)

        await self._ledger.add(write)

    def seconds(self) -> int:
        """Now, in whole seconds."""
        return int(self._now().timestamp())

    async def _pause_chat(self, to: Destination, reason: str) -> None:
        self.tally.paused += 1
        place, now = Place(self._bot_id, to.chat_id), self.seconds()
        await self._ledger.add(lambda c: chats.pause(c, place, reason, now))
        log.info("chat paused", extra=_facts(to, reason))

    async def _move(self, parcel: Parcel, chat_id: int) -> None:
        old, now = parcel.destination.chat_id, self.seconds()
        self.tally.moved += 1

        async def write(connection: Connection) -> None:
            await chats.migrate(connection, self._bot_id, old, chat_id)
            await outbox.release(connection, parcel.ids, now)

        await self._ledger.add(write)
        log.info("group became a supergroup", extra={"chat": old, "now": chat_id})

    async def _leave_topic(self, to: Destination, reason: str) -> None:
        self.tally.topics_gone += 1
        await self._ledger.add(lambda c: chats.topic_gone(c, to.chat, to.thread))
        log.info("topic gone, its notices go to the group", extra=_facts(to, reason))

    async def _repeat(self, parcel: Parcel, reason: str) -> None:
        """Count what perhaps arrived, and repeat it; the more often that went wrong, the later."""
        self.tally.uncertain += len(parcel.owed)
        spent = [one.id for one in parcel.owed if one.uncertain + 1 >= UNKNOWN_LIMIT]
        at = self._after(min(LONGEST_UNKNOWN, 2.0 * 4 ** min(10, max(one.uncertain for one in parcel.owed))))
        await self._ledger.add(lambda c: outbox.mark_uncertain(c, parcel.ids, at, reason))
        log.warning("nobody knows whether a notice arrived", extra=_facts(parcel.destination, reason))
        if spent:
            await self._set_aside(
                parcel.destination, spent, f"sent {UNKNOWN_LIMIT} times, never answered: {reason}"
            )

    async def _set_aside(self, to: Destination, ids: Sequence[int], reason: str) -> None:
        self.tally.set_aside += len(ids)
        now = self.seconds()
        await self._ledger.add(lambda c: outbox.set_aside(c, ids, reason, now))
        log.error("notice set aside", extra=_facts(to, reason))

    def _after(self, seconds: float) -> int:
        """The first whole second that is so much later."""
        return math.ceil(self._now().timestamp() + seconds)


def _facts(to: Destination, reason: str) -> dict[str, object]:
    return {"chat": to.chat_id, "topic": to.thread or None, "reason": reason}
