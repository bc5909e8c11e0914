"""How loops rest: for some seconds, or until something wakes them."""

import asyncio
from collections.abc import Awaitable, Callable

Sleep = Callable[[float], Awaitable[None]]


async def rest(seconds: float, wake: asyncio.Event, sleep: Sleep = asyncio.sleep) -> None:
    """Sleep, or until `wake` is set."""
    resting = [asyncio.ensure_future(sleep(seconds)), asyncio.create_task(wake.wait())]
    try:
        await asyncio.wait(resting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in resting:
            task.cancel()
        await asyncio.gather(*resting, return_exceptions=True)
