import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from bot.sandbox import Sandbox

Call = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture
def say(sandbox: Sandbox, client: httpx.AsyncClient) -> Callable[[], Awaitable[httpx.Response]]:
    anna = sandbox.user(started=True)

    async def send() -> httpx.Response:
        return await client.post("sendMessage", data={"chat_id": str(anna.id), "text": "x"})

    return send


Say = Callable[[], Awaitable[httpx.Response]]


def sent(sandbox: Sandbox) -> int:
    return sum(len(chat.messages) for chat in sandbox.state.chats.values())


async def test_a_fault_happens_as_often_as_it_was_asked_for(sandbox: Sandbox, say: Say) -> None:
    sandbox.fault("status", status=503, times=2)
    assert [(await say()).status_code for _ in range(3)] == [503, 503, 200]
    assert sent(sandbox) == 1


async def test_a_fault_is_for_a_method_and_a_chat(sandbox: Sandbox, say: Say, call: Call) -> None:
    fault = sandbox.fault("status", status=500, method="sendMessage", chat_id=1)
    assert (await call("getMe"))["ok"]
    assert (await say()).status_code == 200
    assert fault.met == 0
    assert (await call("sendMessage", chat_id=1, text="x"))["description"] == "Internal Server Error"


async def test_a_flood_can_be_made_up(sandbox: Sandbox, say: Say) -> None:
    sandbox.fault("status", status=429, retry_after=7)
    assert (await say()).json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }


async def test_garbage_is_no_json_and_nothing_is_done(sandbox: Sandbox, say: Say) -> None:
    sandbox.fault("garbage")
    answer = await say()
    assert answer.status_code == 200
    with pytest.raises(ValueError, match="Expecting value"):
        answer.json()
    assert sent(sandbox) == 0


@pytest.mark.parametrize(("kind", "done"), [("hang_up", 0), ("hang_up_after", 1), ("truncated", 1)])
async def test_a_connection_breaks_before_or_after_the_deed(
    sandbox: Sandbox, say: Say, kind: str, done: int
) -> None:
    sandbox.fault(kind)
    with pytest.raises(httpx.RemoteProtocolError):
        await say()
    assert sent(sandbox) == done
    assert (await say()).status_code == 200


async def test_a_held_call_waits_for_its_release(sandbox: Sandbox, say: Say) -> None:
    fault = sandbox.fault("hold", method="sendMessage")
    held = asyncio.ensure_future(say())
    await sandbox.wait_until(lambda: fault.met == 1)
    assert sent(sandbox) == 0
    fault.release()
    assert (await held).status_code == 200


async def test_a_delayed_call_goes_on_by_itself(sandbox: Sandbox, say: Say) -> None:
    fault = sandbox.fault("delay", seconds=0.001)
    assert (await say()).status_code == 200
    assert fault.met == 1


async def test_a_download_can_fail(sandbox: Sandbox, client: httpx.AsyncClient) -> None:
    sandbox.fault("status", status=502, method="download")
    path = sandbox.state.add_file("a.txt", "text/plain", b"x").path
    url = f"{sandbox.url}/file/bot{sandbox.token}/{path}"
    assert (await client.get(url)).status_code == 502
    assert (await client.get(url)).content == b"x"


async def test_every_call_is_kept_with_its_time_and_answer(sandbox: Sandbox, call: Call, clock: Any) -> None:
    await call("sendMessage", chat_id=5, text="x", reply_parameters={"message_id": 1})
    (made,) = sandbox.calls("sendmessage", chat_id=5)
    assert (made.at, made.status, made.ok) == (clock.now, 400, False)
    assert made.params == {"chat_id": "5", "text": "x", "reply_parameters": {"message_id": 1}}
    assert made.response == {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}


async def test_waiting_for_a_call_has_a_limit_and_says_what_was_missed(sandbox: Sandbox, call: Call) -> None:
    await call("getMe")
    with pytest.raises(TimeoutError, match=r"no call sendMessage within 0.01 s.*getMe→200"):
        await sandbox.wait_for("sendMessage", timeout=0.01)


async def test_a_call_is_waited_for_by_what_it_says(sandbox: Sandbox, say: Say) -> None:
    waiting = asyncio.create_task(
        sandbox.wait_for("sendMessage", where=lambda made: made.params["text"] == "x", count=2)
    )
    await say()
    await say()
    assert (await waiting).number == 1
    assert (await sandbox.wait_for(since=1)).number == 1
