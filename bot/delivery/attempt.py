"""One destination seen through: composed, leased, sent, marked.

The order that loses nothing is lease (committed) → send → mark. A lease is taken shortly before the message's
turn with the limiter comes, so that a crash leaves few of them, and they are all that may repeat after it.
Before a send of unknown outcome is repeated, Telegram has shown that it answers.

Not for which destinations are due (`bot.delivery.loop`), nor for what follows when it goes wrong
(`bot.delivery.consequences`).
"""

import asyncio
import logging
from typing import Any

from bot.delivery.consequences import Consequences
from bot.delivery.ledger import Ledger
from bot.delivery.outage import Outage
from bot.delivery.outcomes import Verdict, judge
from bot.delivery.parcel import Compose, Parcel, Sender
from bot.delivery.post import bare
from bot.errors import StoreError
from bot.render.message import Message
from bot.store import outbox
from bot.store.outbox import Destination

log = logging.getLogger(__name__)

AHEAD = 10  # leased before their turn has come: a slow disk then holds up none for a third of a second
FOREVER = 1 << 62  # a lease does not run out: one service holds the database, and what dies leaves its leases


class _Changed(Exception):
    """Not all that was to be sent is still wanted; `leased` is what is."""

    def __init__(self, leased: list[int]) -> None:
        super().__init__(leased)
        self.leased = leased


class Attempts:
    """Sees destinations through. `on_its_way` holds the tasks whose message has left, until it is marked."""

    def __init__(
        self, sender: Sender, compose: Compose, ledger: Ledger, outage: Outage, consequences: Consequences
    ) -> None:
        self.on_its_way: set[asyncio.Task[Any]] = set()
        self._ahead = asyncio.Semaphore(AHEAD)
        self._sender = sender
        self._compose = compose
        self._ledger = ledger
        self._outage = outage
        self._consequences = consequences

    async def see_through(self, destination: Destination) -> bool:
        """Send what a destination is owed; tell whether its chat may go on as it stands. Raises nothing."""
        try:
            composed = await self._compose(destination)
            if composed is None:
                return False
            chosen = set(composed.ids)
            parcel = Parcel(destination, [one for one in destination.owed if one.id in chosen])
            assert parcel.owed, "a message for nothing owed"
            return await self._deliver(parcel, composed.message)
        except _Changed as changed:
            await self._consequences.hold(changed.leased)
            return False
        except Exception as error:
            if isinstance(error, StoreError):  # the same for all chats, and no fault of the program's
                log.error("notices not sent, to be tried again", extra={"reason": str(error)})  # noqa: TRY400
            else:
                log.exception("notice not sent, to be tried again", extra={"chat": destination.chat_id})
            await self._consequences.retry(destination.owed, f"{type(error).__name__}: {error}"[:300])
            return True

    async def _deliver(self, parcel: Parcel, message: Message) -> bool:
        verdict: Verdict | None
        if any(one.uncertain for one in parcel.owed) and not await self._sender.answers():
            verdict = Verdict("failed", "Telegram does not answer")
            self._outage.failed(verdict.reason)
        else:
            verdict = await self._send(parcel, message)
        if verdict and verdict.kind == "markup":
            log.warning("notice refused, sent as plain text", extra={"reason": verdict.reason})
            verdict = await self._send(parcel, bare(message))
        return verdict is None or await self._consequences.follow(parcel, verdict)

    async def _send(self, parcel: Parcel, message: Message) -> Verdict | None:
        """Lease, send, mark; gives what went wrong."""
        task = asyncio.current_task()
        assert task is not None

        def leave() -> None:
            self.on_its_way.add(task)
            self._ahead.release()

        await self._ahead.acquire()
        try:
            await self._lease(parcel)
            message_id = await self._sender.send(parcel.destination, message, leave)
        except asyncio.CancelledError:
            if task not in self.on_its_way:  # it has not left, and will not
                self._ledger.add(lambda c: outbox.release(c, parcel.ids, self._consequences.seconds()))
            raise
        except _Changed:
            raise
        except Exception as error:
            verdict = judge(error)
            if not verdict.foreseen:
                if task not in self.on_its_way:
                    raise
                log.exception("nobody knows whether a notice was sent")
            self._note(verdict)
            return verdict
        else:
            await self._mark(parcel, message_id)
            return None
        finally:
            if task not in self.on_its_way:
                self._ahead.release()
            self.on_its_way.discard(task)

    async def _lease(self, parcel: Parcel) -> None:
        if parcel.leased:
            return
        ids, now = sorted(parcel.ids), self._consequences.seconds()
        taken = await self._ledger.add(lambda c: outbox.lease(c, ids, "delivery", now, FOREVER), hurry=True)
        if taken != ids:
            raise _Changed(taken)
        parcel.leased = True

    async def _mark(self, parcel: Parcel, message_id: int) -> None:
        self._outage.answered()
        tally, ids, now = self._consequences.tally, parcel.ids, self._consequences.seconds()
        tally.sent += 1
        tally.notices += len(ids)
        tally.repeated += sum(one.uncertain > 0 for one in parcel.owed)
        await self._ledger.add(lambda c: outbox.mark_sent(c, ids, message_id, now))

    def _note(self, verdict: Verdict) -> None:
        if verdict.kind in {"failed", "unknown"}:
            self._outage.failed(verdict.reason)
        else:
            self._outage.answered()
