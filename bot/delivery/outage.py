"""Whether Telegram answers at all. While it does not, one notice at a time tries, and all others wait.

Not for a chat's own troubles, nor for limits: an answer is an answer.
"""

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

log = logging.getLogger(__name__)

SURE = 3  # failures in a row, and no answer between them
_FIRST, _LONGEST = 1.0, 60.0  # seconds between signs of life asked for


class Outage:
    """Counts failures; `ask` is a harmless request that tells whether Telegram answers."""

    def __init__(
        self,
        ask: Callable[[], Awaitable[bool]],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        spread: Callable[[], float] = random.random,
    ) -> None:
        self._ask = ask
        self._sleep = sleep
        self._spread = spread
        self._trying = asyncio.Lock()
        self._failures = 0
        self._pause = _FIRST

    @property
    def away(self) -> bool:
        """Whether Telegram seems to be away."""
        return self._failures >= SURE

    def answered(self) -> None:
        """Note any answer of Telegram's own, be it a refusal."""
        if self.away:
            log.info("telegram takes notices again")
        self._failures, self._pause = 0, _FIRST

    def failed(self, reason: str) -> None:
        """Note a request without one."""
        self._failures += 1
        if self._failures == SURE:
            log.warning("telegram takes no notices, trying one now and then", extra={"reason": reason})

    @asynccontextmanager
    async def passage(self) -> AsyncIterator[None]:
        """Let through at once while Telegram answers; else one, after a pause and a sign of life."""
        while self.away:
            async with self._trying:
                if not self.away:
                    break
                await self._sleep(self._pause * (0.5 + self._spread() / 2))
                self._pause = min(2 * self._pause, _LONGEST)
                if await self._ask():
                    yield
                    return
        yield
