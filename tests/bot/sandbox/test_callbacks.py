from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.sandbox import Sandbox

Call = Callable[..., Awaitable[dict[str, Any]]]

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
ROWS = [[{"text": "Short", "callback_data": "s"}, {"text": "Site", "url": "https://example.com/"}]]


@pytest.fixture
async def sent(sandbox: Sandbox, call: Call) -> dict[str, Any]:
    anna = sandbox.user("Anna")
    asked = anna.send("hello")
    keyboard, reply = {"inline_keyboard": ROWS}, {"message_id": asked.id}
    answer = await call(
        "sendMessage", chat_id=anna.id, text="x", reply_markup=keyboard, reply_parameters=reply
    )
    return dict(answer["result"])


async def test_a_pressed_button_gives_its_message_whole(sandbox: Sandbox, sent: dict[str, Any]) -> None:
    sandbox.user("Bo").press(sent, "Short")
    query = sandbox.updates.pending[-1][1]["callback_query"]
    assert (query["data"], query["from"]["first_name"]) == ("s", "Bo")
    assert query["message"]["reply_markup"] == {"inline_keyboard": ROWS}
    assert query["message"]["reply_to_message"]["text"] == "hello"
    assert query["chat_instance"]


@pytest.mark.parametrize("button", ["Short", "s", 1])
def test_a_button_is_pressed_by_label_data_or_number(
    sandbox: Sandbox, sent: dict[str, Any], button: str | int
) -> None:
    assert sandbox.user("Bo").press(sent, button).data == "s"


@pytest.mark.parametrize("button", ["Site", "Long", 2, 3])
def test_what_is_no_callback_button_cannot_be_pressed(
    sandbox: Sandbox, sent: dict[str, Any], button: str | int
) -> None:
    with pytest.raises(ValueError, match="no button"):
        sandbox.user("Bo").press(sent, button)


async def test_a_button_of_a_deleted_message_gives_an_inaccessible_message(
    sandbox: Sandbox, call: Call, sent: dict[str, Any]
) -> None:
    at = {"chat_id": sent["chat"]["id"], "message_id": sent["message_id"]}
    await call("deleteMessage", **at)
    sandbox.user("Bo").press(sent, "old", stale=True)
    message = sandbox.updates.pending[-1][1]["callback_query"]["message"]
    assert message == {"chat": sent["chat"], "message_id": sent["message_id"], "date": 0}


async def test_an_answer_reaches_the_person(sandbox: Sandbox, call: Call, sent: dict[str, Any]) -> None:
    query = sandbox.user("Bo").press(sent, 1)
    answer = await call("answerCallbackQuery", callback_query_id=query.id, text="Yes", show_alert=True)
    assert answer["result"] is True
    assert query.answer == {"text": "Yes", "show_alert": True}


async def test_an_answer_of_200_characters_is_the_longest(
    sandbox: Sandbox, call: Call, sent: dict[str, Any]
) -> None:
    at = {"callback_query_id": sandbox.user("Bo").press(sent, 1).id}
    refused = await call("answerCallbackQuery", text="x" * 201, **at)
    assert refused["description"] == "Bad Request: MESSAGE_TOO_LONG"
    assert (await call("answerCallbackQuery", text="x" * 200, **at))["ok"]


async def test_an_unknown_or_old_query_is_not_answered(
    sandbox: Sandbox, call: Call, sent: dict[str, Any], clock: Any
) -> None:
    assert (await call("answerCallbackQuery", callback_query_id="5"))["description"] == TOO_OLD
    assert (await call("answerCallbackQuery"))["description"] == TOO_OLD
    query = sandbox.user("Bo").press(sent, 1)
    clock.now += 3600
    assert (await call("answerCallbackQuery", callback_query_id=query.id))["description"] == TOO_OLD
