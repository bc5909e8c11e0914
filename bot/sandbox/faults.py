"""Things that go wrong on purpose: a queue of faults, each for the next calls that it fits.

Not for what Telegram refuses by its rules; those are the methods' own.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.refusals import Refused, too_many_requests

Kind = Literal["status", "garbage", "truncated", "hang_up", "hang_up_after", "hold", "delay"]
DESCRIPTIONS = {
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


@dataclass(slots=True)
class Fault:
    """What happens to the next `times` calls of a method (any if "") in a chat (any if 0).

    status          the answer is `status` (5xx, or 429 with `retry_after`), and nothing is done
    garbage         the answer is no JSON, and nothing is done
    truncated       the action is done, and its answer breaks off in the middle
    hang_up         the connection is closed, and nothing is done
    hang_up_after   the action is done, and the connection is closed instead of an answer
    delay           the call goes on after `seconds`
    hold            the call waits until `release()`, and then goes on
    """

    kind: Kind
    times: int = 1
    method: str = ""
    chat_id: int = 0
    status: int = 502
    description: str = ""
    retry_after: int = 0
    seconds: float = 0.0
    met: int = 0  # calls that it has happened to
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        """Let held calls go on, and hold no more."""
        self.times = 0
        self._released.set()

    async def held(self) -> None:
        """Wait for the release, or as long as the delay is."""
        if self.kind == "delay":
            await asyncio.sleep(self.seconds)
        else:
            await self._released.wait()

    def refusal(self) -> Refused:
        """The answer of a `status` fault."""
        if self.status == 429:
            return too_many_requests(self.retry_after or 1)
        return Refused(self.status, self.description or DESCRIPTIONS.get(self.status, "Bad Request"))


class Faults:
    """Faults in the order in which they were asked for."""

    def __init__(self) -> None:
        self._queue: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        """Queue a fault."""
        self._queue.append(fault)
        return fault

    def take(self, method: str, chat_id: int) -> Fault | None:
        """Use up one time of the first fault that fits a call."""
        self._queue = [fault for fault in self._queue if fault.times > 0]
        for fault in self._queue:
            fits = fault.method.lower() in {"", method.lower()} and fault.chat_id in {0, chat_id}
            if fits:
                fault.times -= 1
                fault.met += 1
                return fault
        return None

    def clear(self) -> None:
        """Forget every fault, and let go what is held."""
        for fault in self._queue:
            fault.release()
        self._queue.clear()
