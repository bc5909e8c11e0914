"""What delivery writes to the store: many small facts, few commits, and none forgotten while the store fails.

Not for what is written (`bot.store.outbox`, `bot.store.chats`), nor for what follows from it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from bot.errors import StoreError
from bot.store.database import Connection, Database

log = logging.getLogger(__name__)

GATHER = 0.1  # seconds in which results are gathered for one commit: a commit waits for the disk
PAUSE = 1.0  # seconds between attempts while the store fails

_T = TypeVar("_T")
Write = Callable[[Connection], Awaitable[_T]]


class Ledger:
    """Writes in the order given, in groups, each group one transaction; tries for ever.

    A send that is over stays known here until the store knows it: the database may be locked or full, and
    is asked again, but nothing is sent again for that.
    """

    def __init__(self, database: Database, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._database = database
        self._sleep = sleep
        self._waiting: list[tuple[Write[Any], asyncio.Future[Any]]] = []
        self._any, self._hurry, self._none = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._none.set()

    def add(self, write: Write[_T], *, hurry: bool = False) -> asyncio.Future[_T]:
        """Have something written; the future is done when it is committed. `hurry`: somebody waits for it."""
        future: asyncio.Future[_T] = asyncio.get_running_loop().create_future()
        self._waiting.append((write, future))
        self._any.set()
        self._none.clear()
        if hurry:
            self._hurry.set()
        return future

    async def drained(self) -> None:
        """Return when everything is written."""
        self._hurry.set()
        await self._none.wait()

    async def run(self) -> None:
        """Write until cancelled."""
        while True:
            await self._any.wait()
            try:
                async with asyncio.timeout(GATHER):
                    await self._hurry.wait()
            except TimeoutError:
                pass
            self._any.clear()
            self._hurry.clear()
            await self._write_all()

    async def _write_all(self) -> None:
        """Write what waits, until it is written."""
        failing = False
        while self._waiting:
            group = list(self._waiting)
            try:
                await self._commit(group)
            except StoreError as error:
                if not failing:
                    log.error("delivery cannot write, trying again", extra={"reason": str(error)})  # noqa: TRY400
                failing = True
                await self._sleep(PAUSE)
        if failing:
            log.info("delivery writes again")
        self._none.set()

    async def _commit(self, group: list[tuple[Write[Any], asyncio.Future[Any]]]) -> None:
        """Write those that have waited longest, in one transaction."""
        try:
            async with self._database.transaction() as connection:
                results = [await write(connection) for write, _ in group]
        except StoreError:
            raise
        except Exception as error:
            if len(group) > 1:  # one of them is wrong in itself: that one alone fails
                for one in group:
                    await self._commit([one])
                return
            log.exception("delivery cannot write this")
            (_, future) = self._waiting.pop(0)
            if not future.done():
                future.set_exception(error)
            return
        del self._waiting[: len(group)]
        for (_, future), result in zip(group, results, strict=True):
            if not future.done():  # whoever waited may have been cancelled
                future.set_result(result)
