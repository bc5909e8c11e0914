"""Which of two instances gives way. The rest of polling is tested with the whole service."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from telegram.ext import ApplicationBuilder

from bot.errors import AlreadyRunning
from bot.sandbox import Sandbox, open_sandbox
from bot.transport.polling import Poller


async def at_once(seconds: float) -> None:
    await asyncio.sleep(0)


@asynccontextmanager
async def poller(now: Callable[[], float]) -> AsyncIterator[tuple[Sandbox, Poller]]:
    async with open_sandbox() as sandbox:
        builder = ApplicationBuilder().token(sandbox.token).base_url(f"{sandbox.url}/bot").updater(None)
        async with builder.build() as application:
            yield sandbox, Poller(application, ["message"], sleep=at_once, now=now)


def clock(step: float) -> Callable[[], float]:
    """A clock that goes on by `step` seconds whenever somebody looks at it."""
    times = iter(range(10**9))
    return lambda: next(times) * step


async def test_an_instance_whose_first_poll_is_ended_at_once_gives_way() -> None:
    async with poller(clock(0.1)) as (sandbox, newcomer):
        sandbox.fault("status", status=409, method="getUpdates")
        with pytest.raises(AlreadyRunning, match="stop it first"):
            await newcomer.run()


async def test_an_instance_whose_first_poll_was_open_for_long_was_there_first() -> None:
    async with poller(clock(10.0)) as (sandbox, first):
        sandbox.fault("status", status=409, method="getUpdates")
        polling = asyncio.create_task(first.run())
        await sandbox.wait_until(lambda: len(sandbox.calls("getUpdates")) >= 2)
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
        assert polling.cancelled()
