import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from bot.sandbox import Sandbox

Call = Callable[..., Awaitable[dict[str, Any]]]


async def ids(call: Call, **params: Any) -> list[int]:
    return [update["update_id"] for update in (await call("getUpdates", **params))["result"]]


async def test_updates_are_repeated_until_an_offset_confirms_them(sandbox: Sandbox, call: Call) -> None:
    anna = sandbox.user()
    first, second = (anna.send(text).update_id for text in ("one", "two"))
    assert first
    assert second == first + 1
    assert await ids(call) == await ids(call, offset=first) == [first, second]
    assert await ids(call, limit=1) == [first]
    assert await ids(call, offset=second) == [second]
    assert await ids(call) == [second]
    assert await ids(call, offset=second + 1) == []
    assert sandbox.updates.confirmed_to == second


async def test_a_negative_offset_counts_from_the_end_and_forgets_the_rest(
    sandbox: Sandbox, call: Call
) -> None:
    anna = sandbox.user()
    sent = [anna.send(str(number)).update_id for number in range(5)]
    assert await ids(call, offset=-2) == sent[-2:]
    assert await ids(call) == sent[-2:]


async def test_a_long_poll_ends_with_the_first_update(sandbox: Sandbox, call: Call) -> None:
    poll = asyncio.create_task(ids(call, timeout=50))
    await sandbox.wait_until(lambda: bool(sandbox.calls("getUpdates")))
    sent = sandbox.user().send("hello")
    assert await poll == [sent.update_id]


async def test_a_second_poller_ends_the_first_with_a_conflict(sandbox: Sandbox, call: Call) -> None:
    first = asyncio.create_task(call("getUpdates", timeout=50))
    await sandbox.wait_until(lambda: len(sandbox.calls("getUpdates")) == 1)
    second = asyncio.create_task(call("getUpdates", timeout=50))
    assert await first == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request; make sure that only one bot"
        " instance is running",
    }
    sent = sandbox.user().send("hello")
    assert (await second)["result"][0]["update_id"] == sent.update_id


async def test_polling_beside_a_webhook_is_a_conflict(call: Call) -> None:
    assert (await call("setWebhook", url="https://example.com/hook"))["result"] is True
    assert (await call("getWebhookInfo"))["result"]["url"] == "https://example.com/hook"
    refused = await call("getUpdates")
    assert refused["error_code"] == 409
    assert "webhook is active" in refused["description"]
    assert (await call("deleteWebhook"))["result"] is True
    assert (await call("getUpdates"))["ok"]


async def test_a_webhook_is_https(call: Call) -> None:
    refused = await call("setWebhook", url="http://example.com")
    assert refused["description"] == "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"


async def test_pending_updates_can_be_dropped(sandbox: Sandbox, call: Call) -> None:
    sandbox.user().send("hello")
    assert (await call("getWebhookInfo"))["result"]["pending_update_count"] == 1
    await call("deleteWebhook", drop_pending_updates=True)
    assert await ids(call) == []


async def test_the_kinds_that_were_asked_for_are_remembered(sandbox: Sandbox, call: Call) -> None:
    await call("getUpdates", allowed_updates=["callback_query"])
    await call("getUpdates")
    assert sandbox.user().send("hello").update_id is None
    await call("getUpdates", allowed_updates=[])
    assert sandbox.user().send("hello").update_id


async def test_changes_of_other_members_come_only_on_request(sandbox: Sandbox, call: Call) -> None:
    anna, bo = sandbox.user("Anna"), sandbox.user("Bo")
    group = sandbox.supergroup("News", anna)
    assert group.set_status(bo, "member") is None
    await call("getUpdates", allowed_updates=["chat_member"])
    assert group.set_status(bo, "kicked")
    update = (await call("getUpdates"))["result"][0]["chat_member"]
    assert (update["old_chat_member"]["status"], update["new_chat_member"]["status"]) == ("member", "kicked")


async def test_a_wrong_token_is_unauthorized(sandbox: Sandbox, client: httpx.AsyncClient) -> None:
    for path in ("/bot1:x/getMe", "/file/bot1:x/documents/file_1.txt"):
        answer = await client.get(sandbox.url + path)
        assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")


async def test_an_unknown_method_is_not_found_and_an_unserved_one_says_so(client: httpx.AsyncClient) -> None:
    unknown, unserved = await client.get("doMagic"), await client.get("sendDice")
    assert (unknown.status_code, unknown.json()["description"]) == (404, "Not Found")
    assert (unserved.status_code, unserved.json()["ok"]) == (501, False)
    assert "sendDice" in unserved.json()["description"]


@pytest.mark.parametrize("name", ["getMe", "GETME", "getme"])
async def test_method_names_are_read_in_any_case(
    client: httpx.AsyncClient, sandbox: Sandbox, name: str
) -> None:
    me = (await client.get(name)).json()["result"]
    assert me["id"] == sandbox.bot.id
    assert me["can_read_all_group_messages"] is False


async def test_parameters_come_in_the_query_a_form_json_or_multipart(
    sandbox: Sandbox, client: httpx.AsyncClient
) -> None:
    anna = sandbox.user(started=True)
    params = {"chat_id": str(anna.id), "text": "hello"}
    answers = [
        await client.get("sendMessage", params=params),
        await client.post("sendMessage", data=params),
        await client.post("sendMessage", json={"chat_id": anna.id, "text": "hello"}),
        await client.post("sendMessage", data=params, files={"unused": b"x"}),
    ]
    assert [answer.json()["result"]["text"] for answer in answers] == ["hello"] * 4


@pytest.mark.parametrize("body", [b"{", b"[1]", b"\xff", b'"x"'])
async def test_a_body_that_is_no_json_object_is_refused(client: httpx.AsyncClient, body: bytes) -> None:
    answer = await client.post("sendMessage", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400


async def test_parameters_that_a_method_does_not_take_are_noted(sandbox: Sandbox, call: Call) -> None:
    await call("getMe", colour="blue")
    assert sandbox.calls("getMe")[0].unknown == ("colour",)
