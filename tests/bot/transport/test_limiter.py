"""Time here is moved by hand: the network, the server's own limits and the limiter all go by one clock."""

import asyncio
import heapq
import random
from collections.abc import Coroutine
from typing import Any

import aiohttp
import pytest
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut

from bot.sandbox.limits import Flood, Limits
from bot.sandbox.refusals import Refused
from bot.transport.limiter import Limiter, Notice

NOTICE = Notice()


@pytest.fixture(autouse=True)
def _timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # as bot.app does: the library warns of its own attribute


class Time:
    """A clock that jumps to the next moment somebody waits for, once everybody waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = 0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self._order += 1
        future = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (self.now + seconds, self._order, future))
        await future

    async def run(self, *work: Coroutine[Any, Any, Any]) -> list[Any]:
        done = asyncio.gather(*work, return_exceptions=True)
        while not done.done():
            for _ in range(12):
                await asyncio.sleep(0)
            if self._waiting and not done.done():
                at, _, future = heapq.heappop(self._waiting)
                self.now = max(self.now, at)
                if not future.done():
                    future.set_result(None)
        return list(done.result())


class Wire:
    """A Telegram at the end of a wavering line; it enforces the limits to the letter."""

    def __init__(self, time: Time, shortest: float = 0.002, longest: float = 0.006) -> None:
        self.time = time
        self.limiter = Limiter(time.sleep, time)
        self.flood = Flood(Limits(), time)
        self.span = shortest, longest
        self.random = random.Random(7)
        self.arrived: list[tuple[float, int]] = []
        self.refused = 0
        self.answers: dict[int, list[Exception]] = {}

    async def send(self, chat: int, what: Notice | None = None, method: str = "sendMessage") -> float:
        """Send through the limiter; gives the seconds it took."""
        began = self.time.now
        await self.limiter.process_request(
            self._request, (chat, method), {}, method, {"chat_id": chat}, what or None
        )
        return self.time.now - began

    async def _request(self, chat: int, method: str) -> bool:
        await self.time.sleep(self.random.uniform(*self.span))
        try:
            if self.answers.get(chat):
                raise self.answers[chat].pop(0)
            if method == "sendMessage":
                self.flood.check(chat)
        except Refused as error:
            self.refused += 1
            raise RetryAfter((error.parameters or {})["retry_after"]) from None
        else:
            self.arrived.append((self.time.now, chat))
        finally:
            await self.time.sleep(self.random.uniform(*self.span))
        return True


async def test_notices_to_900_chats_pass_at_29_a_second_and_none_is_refused() -> None:
    wire = Wire(Time())
    await wire.time.run(*(wire.send(chat, NOTICE) for chat in range(1, 901)))
    assert wire.refused == 0
    assert 899 / (wire.arrived[-1][0] - wire.arrived[0][0]) >= 29


@pytest.mark.parametrize("longest", [0.02, 0.1, 0.7, 2.5])
async def test_no_notice_is_refused_however_the_network_wavers(longest: float) -> None:
    wire = Wire(Time(), 0.001, longest)
    await wire.time.run(*(wire.send(chat, NOTICE) for chat in range(1, 301)))
    assert wire.refused == 0
    assert len(wire.arrived) == 300


@pytest.mark.parametrize("seed", range(5))
async def test_replies_and_notices_together_keep_the_limit(seed: int) -> None:
    wire = Wire(Time(), 0.001, 0.02)
    wire.random.seed(seed)
    notices = [wire.send(chat, NOTICE) for chat in range(1, 301)]
    await wire.time.run(*notices, *(wire.send(chat) for chat in range(1001, 1201)))
    assert wire.refused == 0


async def test_a_reply_does_not_wait_behind_notices() -> None:
    wire = Wire(Time())

    async def ask() -> float:
        await wire.time.sleep(3.3)
        return await wire.send(5000)

    *_, took = await wire.time.run(*(wire.send(chat, NOTICE) for chat in range(1, 301)), ask())
    assert took < 0.1


async def test_replies_take_all_there_is_before_the_next_notice() -> None:
    wire = Wire(Time())
    notices = [wire.send(chat, NOTICE) for chat in range(1, 61)]
    await wire.time.run(*notices, *(wire.send(chat) for chat in range(1001, 1061)))
    assert sum(chat < 1000 for _, chat in wire.arrived[:61]) <= 2


async def test_replies_alone_wait_for_nothing_that_telegram_did_not_say() -> None:
    wire = Wire(Time())
    wire.flood.limits = None
    took = await wire.time.run(*(wire.send(5) for _ in range(20)), *(wire.send(n) for n in range(100, 200)))
    assert max(took) < 0.2


async def test_replies_that_telegram_refuses_arrive_when_it_lets_them() -> None:
    wire = Wire(Time())
    await wire.time.run(*(wire.send(5) for _ in range(3)))
    assert len(wire.arrived) == 3
    assert wire.refused


async def test_notices_to_one_chat_are_a_second_apart() -> None:
    wire = Wire(Time())
    await wire.time.run(*(wire.send(5, NOTICE) for _ in range(5)))
    assert wire.refused == 0


async def test_a_group_gets_twenty_a_minute() -> None:
    wire = Wire(Time())
    await wire.time.run(*(wire.send(-5, NOTICE) for _ in range(60)))
    assert wire.refused == 0
    assert 150 < wire.arrived[-1][0] < 200


async def test_a_reply_in_a_group_finds_room_among_notices() -> None:
    wire = Wire(Time())
    wire.flood.limits = Limits(a_second_in_a_chat=0)

    async def ask() -> float:
        await wire.time.sleep(100)
        return await wire.send(-5)

    *_, took = await wire.time.run(*(wire.send(-5, NOTICE) for _ in range(60)), ask())
    assert took < 4
    assert wire.refused == 0


async def test_a_refused_chat_waits_as_long_as_telegram_says_and_no_other_does() -> None:
    wire = Wire(Time())
    wire.answers[5] = [RetryAfter(30)]
    first, other = await wire.time.run(wire.send(5), wire.send(6))
    assert 30 <= first < 31
    assert other < 0.1


async def test_an_edit_waits_only_where_telegram_said_so() -> None:
    wire = Wire(Time())
    wire.answers[5] = [RetryAfter(10)]
    took = await wire.time.run(wire.send(5), *(wire.send(7, method="editMessageText") for _ in range(50)))
    assert took[0] >= 10
    assert max(took[1:]) < 0.1


async def test_an_edit_in_a_refused_chat_waits_too() -> None:
    wire = Wire(Time())
    wire.answers[5] = [RetryAfter(10)]
    edit = wire.send(5, method="editMessageText")
    _, took = await wire.time.run(wire.send(5), _after(wire.time, 1.0, edit))
    assert took > 8


async def test_several_chats_refused_in_a_row_hold_everything() -> None:
    wire = Wire(Time())
    for chat in (1, 2, 3):
        wire.answers[chat] = [RetryAfter(20)]
    later = _after(wire.time, 0.5, wire.send(4))
    *_, took = await wire.time.run(*(wire.send(chat) for chat in (1, 2, 3)), later)
    assert took >= 19


async def test_a_message_that_passes_shows_that_not_everything_is_limited() -> None:
    wire = Wire(Time())
    for chat in (1, 2, 3, 4):
        wire.answers[chat] = [RetryAfter(20)]

    async def one_by_one() -> list[float]:
        tasks = []
        for chat in (1, 2, 3, 4):
            tasks.append(asyncio.ensure_future(wire.send(chat)))
            await wire.time.sleep(0.2)
            await wire.send(100 + chat)
        return [await task for task in tasks]

    (took,) = await wire.time.run(one_by_one())
    assert all(20 <= seconds < 21.5 for seconds in took)
    assert wire.limiter.refusals == 4


async def test_a_chat_that_telegram_closed_for_an_hour_is_not_asked_again_for_a_person() -> None:
    wire = Wire(Time())
    wire.answers[5] = [RetryAfter(3600)]
    first, second = await wire.time.run(wire.send(5), _after(wire.time, 1.0, wire.send(5)))
    assert isinstance(first, RetryAfter)
    assert isinstance(second, RetryAfter)
    assert wire.time.now < 2


async def test_a_notice_does_not_wait_for_a_chat_that_telegram_closed() -> None:
    wire = Wire(Time())
    wire.answers[5] = [RetryAfter(30)]
    _, error = await wire.time.run(wire.send(5), _after(wire.time, 1.0, wire.send(5, NOTICE)))
    assert isinstance(error, RetryAfter)


async def test_a_notice_is_told_when_its_turn_has_come() -> None:
    wire = Wire(Time())
    left: list[float] = []
    await wire.time.run(*(wire.send(5, Notice(lambda: left.append(wire.time.now))) for _ in range(3)))
    assert [round(at) for at in left] == [0, 1, 2]


async def test_a_notice_is_tried_once_and_its_error_is_its_senders() -> None:
    wire = Wire(Time())
    wire.answers[5] = [NetworkError("Bad Gateway")] * 2
    (error,) = await wire.time.run(wire.send(5, NOTICE))
    assert isinstance(error, NetworkError)
    assert len(wire.answers[5]) == 1


async def test_a_reply_of_unknown_outcome_is_repeated_once() -> None:
    wire = Wire(Time())
    wire.answers[5] = [_caused(TimedOut(), aiohttp.SocketTimeoutError("")) for _ in range(3)]
    (error,) = await wire.time.run(wire.send(5))
    assert isinstance(error, TimedOut)
    assert len(wire.answers[5]) == 1


async def test_what_never_left_is_tried_again_and_counts_for_nothing() -> None:
    wire = Wire(Time())
    wire.answers[5] = [_caused(NetworkError("refused"), aiohttp.ConnectionTimeoutError("")) for _ in range(3)]
    (took,) = await wire.time.run(wire.send(5))
    assert 4 < took < 5
    assert len(wire.arrived) == 1


async def test_what_telegram_refuses_for_good_is_not_tried_again() -> None:
    wire = Wire(Time())
    wire.answers[5] = [BadRequest("no"), BadRequest("no")]
    (error,) = await wire.time.run(wire.send(5))
    assert isinstance(error, BadRequest)
    assert len(wire.answers[5]) == 1


async def test_idle_chats_are_forgotten() -> None:
    wire = Wire(Time())
    wire.flood.limits = None
    for chat in range(1, 3001):
        await wire.time.run(wire.send(chat if chat % 2 else -chat))
        wire.time.now += 0.1
    assert len(wire.limiter._pacing) < 700


async def _after(time: Time, seconds: float, work: Coroutine[Any, Any, float]) -> float:
    await time.sleep(seconds)
    return await work


def _caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


async def test_why_a_request_is_tried_again_stands_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async def sleep(seconds: float) -> None: ...

    async def request() -> str:
        if not caplog.records:
            raise NetworkError("the certificate has expired")
        return "done"

    caplog.set_level("INFO")
    limiter = Limiter(sleep)
    assert await limiter.process_request(request, (), {}, "getMe", {}, None) == "done"
    assert "the certificate has expired" in vars(caplog.records[0])["reason"]
