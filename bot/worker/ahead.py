"""Work prepared ahead, and given on in order and in batches."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable
from typing import Any, TypeVar

S = TypeVar("S")
T = TypeVar("T")

BATCH = 50  # in a transaction while there are many: a commit waits for the disk
HOLD = 0.5  # seconds that a result waits for others to be committed with it
PATIENCE = 5.0  # seconds that results wait for a slow one before them


async def in_batches(
    items: Iterable[S], do: Callable[[S], Coroutine[Any, Any, T]], ahead: int
) -> AsyncGenerator[list[T]]:
    """Do something with each item, `ahead` at once, and yield the results in batches.

    In order, so that a folder gives its articles the same numbers on every machine; only what takes very long
    is overtaken. A batch is small or large as the results come in fast or slow.
    """
    waiting = iter(items)
    under_way: deque[asyncio.Task[T]] = deque()
    batch: list[T] = []
    now = asyncio.get_running_loop().time
    flushed, waited = now(), 0.0
    try:
        while True:
            while len(under_way) < ahead and (item := next(waiting, None)) is not None:
                under_way.append(asyncio.create_task(do(item)))
            if not under_way:
                break
            await asyncio.wait([under_way[0]], timeout=HOLD)
            ready = _take_ready(under_way, overtake=waited >= PATIENCE)
            waited = 0.0 if ready else waited + HOLD
            batch += ready
            if batch and (not ready or len(batch) >= BATCH or now() - flushed >= HOLD):
                yield batch
                batch, flushed = [], now()
        if batch:
            yield batch
    finally:
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)


def _take_ready(under_way: deque[asyncio.Task[T]], *, overtake: bool) -> list[T]:
    """Take the results that are there, from the front up to the first that is not, or all."""
    ready: list[T] = []
    late: deque[asyncio.Task[T]] = deque()
    while under_way and (overtake or under_way[0].done()):
        task = under_way.popleft()
        if task.done():
            ready.append(task.result())
        else:
            late.append(task)
    under_way.extendleft(reversed(late))
    return ready
