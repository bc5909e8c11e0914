from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from bot.sandbox import Sandbox

Call = Callable[..., Awaitable[dict[str, Any]]]


async def test_what_somebody_sends_is_downloaded_byte_for_byte(
    sandbox: Sandbox, call: Call, client: httpx.AsyncClient
) -> None:
    data = bytes(range(256)) * 10
    sandbox.user().send_document(data, "notes.md", "text/markdown", caption="see #this")
    message = sandbox.updates.pending[-1][1]["message"]
    document = message["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == (
        "notes.md",
        "text/markdown",
        len(data),
    )
    assert message["caption_entities"] == [{"type": "hashtag", "offset": 4, "length": 5}]
    file = (await call("getFile", file_id=document["file_id"]))["result"]
    assert (file["file_size"], file["file_unique_id"]) == (len(data), document["file_unique_id"])
    answer = await client.get(f"{sandbox.url}/file/bot{sandbox.token}/{file['file_path']}")
    assert answer.content == data


async def test_a_bot_fetches_20_megabytes_and_not_a_byte_more(sandbox: Sandbox, call: Call) -> None:
    anna = sandbox.user()
    for size, fits in ((20 << 20, True), ((20 << 20) + 1, False)):
        sent = anna.send_document(b"x" * size)
        answer = await call("getFile", file_id=sent.content["document"]["file_id"])
        assert answer["ok"] is fits
        assert answer.get("description", "") == ("" if fits else "Bad Request: file is too big")


async def test_an_unknown_file_is_not_found(sandbox: Sandbox, call: Call, client: httpx.AsyncClient) -> None:
    wrong = await call("getFile", file_id="x")
    assert wrong["description"] == "Bad Request: wrong file_id or the file is temporarily unavailable"
    assert (await call("getFile"))["description"] == "Bad Request: file_id not specified"
    answer = await client.get(f"{sandbox.url}/file/bot{sandbox.token}/documents/../../etc/passwd")
    assert answer.status_code == 404


async def test_a_bot_sends_a_document_and_sends_it_again_by_id(
    sandbox: Sandbox, call: Call, client: httpx.AsyncClient
) -> None:
    anna = sandbox.user(started=True)
    form = {"chat_id": str(anna.id), "caption": "<b>All</b>", "parse_mode": "HTML"}
    sent = (await client.post("sendDocument", data=form, files={"document": ("a.txt", b"text")})).json()[
        "result"
    ]
    assert sent["document"]["file_name"] == "a.txt"
    assert sent["caption_entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    again = await call("sendDocument", chat_id=anna.id, document=sent["document"]["file_id"])
    assert again["result"]["document"] == sent["document"]


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({}, "there is no document in the request"),
        ({"document": "x"}, "wrong remote file identifier specified: Wrong string length"),
        ({"document": "x", "caption": "x" * 1025}, "message caption is too long"),
    ],
)
async def test_what_is_no_document_is_refused(
    sandbox: Sandbox, call: Call, params: dict[str, Any], why: str
) -> None:
    anna = sandbox.user(started=True)
    answer = await call("sendDocument", chat_id=anna.id, **params)
    assert answer["description"] == f"Bad Request: {why}"


async def test_text_of_a_document_message_is_not_edited(
    sandbox: Sandbox, call: Call, client: httpx.AsyncClient
) -> None:
    anna = sandbox.user(started=True)
    files = {"document": ("a.txt", b"text")}
    sent = (await client.post("sendDocument", data={"chat_id": str(anna.id)}, files=files)).json()["result"]
    answer = await call("editMessageText", chat_id=anna.id, message_id=sent["message_id"], text="x")
    assert answer["description"] == "Bad Request: there is no text in the message to edit"
