from typing import Any

import httpx
import pytest

from bot.sandbox import Limits, open_sandbox
from bot.sandbox.limits import Flood
from bot.sandbox.refusals import Refused


def waits(flood: Flood, chat_id: int) -> int:
    """How long the bot is told to wait, 0 if the message passes."""
    try:
        flood.check(chat_id)
    except Refused as refused:
        return int((refused.parameters or {})["retry_after"])
    return 0


def test_one_chat_takes_one_message_a_second(clock: Any) -> None:
    flood = Flood(Limits(), clock)
    assert (waits(flood, 5), waits(flood, 5), waits(flood, 6)) == (0, 1, 0)
    clock.now += 0.9
    assert waits(flood, 5) == 1
    clock.now += 0.1
    assert waits(flood, 5) == 0


def test_all_chats_take_thirty_messages_a_second(clock: Any) -> None:
    flood = Flood(Limits(), clock)
    assert [waits(flood, chat) for chat in range(1, 32)] == [0] * 30 + [1]


def test_a_group_takes_twenty_messages_a_minute(clock: Any) -> None:
    flood = Flood(Limits(), clock)
    for _ in range(20):
        assert waits(flood, -5) == 0
        clock.now += 1
    assert waits(flood, -5) == 40
    clock.now += 40
    assert waits(flood, -5) == 0


def test_a_refused_message_does_not_count(clock: Any) -> None:
    flood = Flood(Limits(), clock)
    waits(flood, 5)
    for _ in range(9):
        clock.now += 0.1
        assert waits(flood, 5) == 1
    clock.now += 0.1
    assert waits(flood, 5) == 0


@pytest.mark.parametrize("limits", [None, Limits(0, 0, 0)])
def test_limits_can_be_off(clock: Any, limits: Limits | None) -> None:
    flood = Flood(limits, clock)
    assert not any(waits(flood, -5) for _ in range(100))


async def test_a_flood_is_answered_with_429_over_http(clock: Any) -> None:
    async with open_sandbox(limits=Limits(), clock=clock) as sandbox, httpx.AsyncClient() as client:
        anna = sandbox.user(started=True)
        url = f"{sandbox.url}/bot{sandbox.token}/sendMessage"
        first, second = [await client.get(url, params={"chat_id": anna.id, "text": "x"}) for _ in range(2)]
        assert (first.status_code, second.status_code) == (200, 429)
        assert second.headers["Retry-After"] == "1"
        assert second.json()["parameters"] == {"retry_after": 1}
        assert second.json()["description"] == "Too Many Requests: retry after 1"
        assert len(anna.chat.messages) == 1
