"""The delivery loop: takes what is due from the outbox into lanes, one for each chat, many at once.

Not for what becomes of one message (`bot.delivery.attempt`), nor for limits (`bot.transport.limiter`).
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from bot.delivery.attempt import Attempts
from bot.delivery.consequences import Consequences
from bot.delivery.ledger import Ledger
from bot.delivery.outage import Outage
from bot.delivery.parcel import Compose, Sender, Tally
from bot.errors import StoreError
from bot.schedule import hold_until
from bot.store import outbox
from bot.store.database import Database
from bot.store.outbox import Destination
from bot.waiting import rest

log = logging.getLogger(__name__)

POLL = 2.0  # seconds until notices are found that another process queued (`gistwire add`)
AT_ONCE = 32  # messages on their way: a second's worth even where an answer takes a second
TAKE, LOW = 100, 40  # destinations taken from the outbox at a time; how few are left when more are taken
LONG_WAIT = 10.0  # seconds that a chat's limit may hold its lane; a longer wait is written down instead


class Delivery:
    """Delivers one bot's notices. `wake` is to be set when notices have been queued."""

    def __init__(  # noqa: PLR0913  (what it is composed of, each by its name)
        self,
        database: Database,
        bot_id: int,
        sender: Sender,
        compose: Compose,
        *,
        wait_for_chat: Callable[[int], float] = lambda _: 0.0,
        wake: asyncio.Event | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database = database
        self._bot_id = bot_id
        self._wait_for_chat = wait_for_chat
        self._wake = wake or asyncio.Event()
        self._now = now
        self._sleep = sleep
        self._ledger = Ledger(database, sleep)
        self._outage = Outage(sender.answers, sleep)
        self._consequences = Consequences(bot_id, self._ledger, now)
        self._attempts = Attempts(sender, compose, self._ledger, self._outage, self._consequences)
        self._room = asyncio.Semaphore(AT_ONCE)
        self._lanes: dict[int, deque[Destination]] = {}
        self._in_hand: set[tuple[int, int]] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._writing: asyncio.Task[None] | None = None
        self._stopping = False

    @property
    def tally(self) -> Tally:
        """What happened since the start."""
        return self._consequences.tally

    async def run(self) -> None:
        """Deliver until cancelled; `finish` afterwards."""
        self._writing = asyncio.create_task(self._ledger.run())
        step, told = self._recover, ""
        while True:
            self._wake.clear()
            try:
                pause = await step()
                step, told = self._fill, ""
            except StoreError as error:
                if str(error) != told:
                    log.error("outbox cannot be read, trying again", extra={"reason": str(error)})  # noqa: TRY400
                pause, told = POLL, str(error)
            except Exception:
                log.exception("delivery failed, going on")
                pause = POLL
            await rest(pause, self._wake, self._sleep)

    async def finish(self, timeout: float) -> None:
        """Let what is on its way arrive and be marked, within `timeout` seconds; start nothing more."""
        self._stopping = True
        deadline = asyncio.get_running_loop().time() + timeout
        on_its_way = self._attempts.on_its_way & self._tasks
        for task in self._tasks - on_its_way:
            task.cancel()
        if on_its_way:
            _, late = await asyncio.wait(on_its_way, timeout=timeout)
            for task in late:
                task.cancel()
            if late:
                log.warning("stopped with notices on their way", extra={"messages": len(late)})
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._writing is None:
            return
        try:
            async with asyncio.timeout_at(deadline):
                await self._ledger.drained()
        except TimeoutError:
            log.warning("stopped before the database took what was delivered")
        self._writing.cancel()
        await asyncio.gather(self._writing, return_exceptions=True)

    async def _recover(self) -> float:
        """What is leased at the start was on its way when a process died: nobody knows whether it arrived."""
        left = await outbox.in_flight(self._database, self._bot_id)
        if left:
            log.warning("notices were on their way when the last run ended", extra={"notices": len(left)})
            ids, now = [one.id for one in left], int(self._now().timestamp())
            reason = "the program ended while it was sent"
            await self._ledger.add(lambda c: outbox.mark_uncertain(c, ids, now, reason), hurry=True)
            self.tally.uncertain += len(ids)
        return 0.0

    async def _fill(self) -> float:
        """Take what is due into lanes; gives the seconds to rest."""
        if len(self._in_hand) > LOW:
            return POLL
        now = int(self._now().timestamp())
        nearest = await outbox.next_due(self._database, self._bot_id)
        if nearest is None or nearest > now:
            return POLL if nearest is None else min(POLL, nearest - self._now().timestamp())
        for destination in await outbox.due(self._database, self._bot_id, now, len(self._in_hand) + TAKE):
            if (destination.chat, destination.thread) not in self._in_hand:
                self._take(destination)
        return POLL

    def _take(self, destination: Destination) -> None:
        self._in_hand.add((destination.chat, destination.thread))
        if lane := self._lanes.get(destination.chat):
            lane.append(destination)
            return
        self._lanes[destination.chat] = deque([destination])
        task = asyncio.create_task(self._run_lane(destination.chat))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run_lane(self, chat: int) -> None:
        """See a chat's destinations through, one message at a time."""
        lane = self._lanes[chat]
        try:
            # Where it does not go on, the others are no longer due as they stand here.
            while lane and not self._stopping and await self._see_through(lane[0]):
                self._in_hand.discard((chat, lane.popleft().thread))
        finally:
            del self._lanes[chat]
            self._in_hand -= {(chat, destination.thread) for destination in lane}
            if len(self._in_hand) <= LOW:
                self._wake.set()

    async def _see_through(self, destination: Destination) -> bool:
        while wait := self._wait_for_chat(destination.chat_id):
            if wait > LONG_WAIT:
                await self._consequences.close(destination, wait)
                return False
            await self._sleep(wait)
        held = hold_until(destination.schedule, now := int(self._now().timestamp()))
        if held > now:
            await self._consequences.hold(destination.ids, held)
            return True
        async with self._room, self._outage.passage():
            return await self._attempts.see_through(destination)
