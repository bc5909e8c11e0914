import asyncio

import pytest

from bot.worker import ahead
from bot.worker.ahead import in_batches


async def collect(batches: object) -> list[int]:
    return [item async for batch in batches for item in batch]  # type: ignore[attr-defined]


async def test_results_come_in_order_though_they_are_ready_in_another() -> None:
    async def do(item: int) -> int:
        for _ in range(10 - item % 10):
            await asyncio.sleep(0)
        return item

    assert await collect(in_batches(range(100), do, 8)) == list(range(100))


async def test_no_more_than_told_are_under_way() -> None:
    under_way: set[int] = set()
    most = 0

    async def do(item: int) -> int:
        nonlocal most
        under_way.add(item)
        most = max(most, len(under_way))
        await asyncio.sleep(0)
        under_way.discard(item)
        return item

    await collect(in_batches(range(50), do, 4))
    assert most == 4


async def test_one_result_alone_is_given_on_at_once() -> None:
    async def do(item: int) -> int:
        return item

    assert [batch async for batch in in_batches([7], do, 4)] == [[7]]


async def test_one_that_takes_very_long_is_overtaken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "HOLD", 0.001)
    monkeypatch.setattr(ahead, "PATIENCE", 0.002)
    others_done = asyncio.Event()

    async def do(item: int) -> int:
        if item == 0:
            await others_done.wait()
        return item

    seen = []
    async for batch in in_batches(range(10), do, 4):
        seen += batch
        if len(seen) == 9:
            others_done.set()
    assert seen == [*range(1, 10), 0]


async def test_what_one_raises_ends_the_others() -> None:
    ended = asyncio.Event()

    async def do(item: int) -> int:
        if item == 0:
            raise RuntimeError("no")
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        return item

    with pytest.raises(RuntimeError, match="no"):
        await collect(in_batches(range(3), do, 3))
    assert ended.is_set()
