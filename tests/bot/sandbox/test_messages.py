from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.sandbox import Sandbox

Call = Callable[..., Awaitable[dict[str, Any]]]

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a"
    " current content and reply markup of the message"
)
BUTTONS = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}


@pytest.fixture
def chat(sandbox: Sandbox) -> int:
    """A private chat that somebody has started."""
    return sandbox.user("Anna", username="anna", started=True).id


async def refusal(call: Call, method: str, **params: Any) -> str:
    answer = await call(method, **params)
    assert answer["ok"] is False
    assert answer["description"].startswith("Bad Request: ")
    assert answer["error_code"] == 400
    return str(answer["description"].removeprefix("Bad Request: "))


async def test_a_sent_message_comes_back_whole(sandbox: Sandbox, call: Call, chat: int, clock: Any) -> None:
    asked = sandbox.user("Bo", started=True)
    question = asked.send("Why?")
    answer = await call(
        "sendMessage",
        chat_id=asked.id,
        text="<b>Because</b>",
        parse_mode="HTML",
        reply_parameters={"message_id": question.id},
        reply_markup=BUTTONS,
        link_preview_options={"is_disabled": True},
    )
    message = answer["result"]
    replied = message.pop("reply_to_message")
    assert message == {
        "message_id": question.id + 1,
        "from": {
            "id": sandbox.bot.id,
            "is_bot": True,
            "first_name": "Gistwire",
            "username": "gistwire_sandbox_bot",
        },
        "chat": {"id": asked.id, "first_name": "Bo", "type": "private"},
        "date": int(clock.now),
        "text": "Because",
        "entities": [{"type": "bold", "offset": 0, "length": 7}],
        "reply_markup": BUTTONS,
        "link_preview_options": {"is_disabled": True},
    }
    assert replied["text"] == "Why?"


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"text": "x"}, "chat_id is empty"),
        ({"text": "x", "chat_id": 77}, "chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "x", "chat_id": "me"}, "chat not found"),
        ({"text": ""}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "x" * 40_000}, "text is too long"),
        ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_markup": "[]"}, "object expected as reply markup"),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "x", "message_thread_id": 5}, "message thread not found"),
        (
            {"text": "<b>x", "parse_mode": "html"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            {"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 2",
        ),
        (
            {"text": "x", "entities": [{"type": "text_link", "offset": 0, "length": 1, "url": "x"}]},
            "entity URL 'x' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "x", "entities": [{"type": "glow", "offset": 0, "length": 1}]},
            "can't parse MessageEntity: Unsupported type specified",
        ),
    ],
)
async def test_what_telegram_refuses_to_send(call: Call, chat: int, params: dict[str, Any], why: str) -> None:
    known = {"chat_id": chat} if "chat" not in why else {}
    assert await refusal(call, "sendMessage", **(known | params)) == why


async def test_4096_units_after_parsing_are_a_message(call: Call, chat: int) -> None:
    text = "<b>" + "😀" * 2048 + "</b>"
    assert (await call("sendMessage", chat_id=chat, text=text, parse_mode="HTML"))["ok"]


async def test_a_reply_may_be_sent_without_the_message(call: Call, chat: int) -> None:
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    answer = await call("sendMessage", chat_id=chat, text="x", reply_parameters=reply)
    assert "reply_to_message" not in answer["result"]


async def test_entities_are_taken_instead_of_markup(call: Call, chat: int) -> None:
    given = [{"type": "blockquote", "offset": 0, "length": 1}, {"type": "url", "offset": 2, "length": 1}]
    answer = await call("sendMessage", chat_id=chat, text="q x", entities=given)
    assert answer["result"]["entities"] == given[:1]


async def test_an_edit_changes_text_and_takes_the_keyboard_off(call: Call, chat: int, clock: Any) -> None:
    sent = (await call("sendMessage", chat_id=chat, text="one", reply_markup=BUTTONS))["result"]
    clock.now += 10
    edited = (await call("editMessageText", chat_id=chat, message_id=sent["message_id"], text="two"))[
        "result"
    ]
    assert (edited["text"], edited["edit_date"], edited["date"]) == ("two", int(clock.now), sent["date"])
    assert "reply_markup" not in edited


async def test_an_edit_that_changes_nothing_is_refused(call: Call, chat: int) -> None:
    sent = (await call("sendMessage", chat_id=chat, text="one", reply_markup=BUTTONS))["result"]
    same = {"chat_id": chat, "message_id": sent["message_id"], "reply_markup": BUTTONS}
    assert (
        await refusal(call, "editMessageText", text=" <i></i>one", parse_mode="HTML", **same) == NOT_MODIFIED
    )
    assert await refusal(call, "editMessageReplyMarkup", **same) == NOT_MODIFIED
    assert (await call("editMessageText", text="<b>one</b>", parse_mode="HTML", **same))["ok"]


async def test_only_the_bots_own_messages_can_be_edited(sandbox: Sandbox, call: Call) -> None:
    person = sandbox.user()
    theirs = person.send("mine")
    at = {"chat_id": person.id, "text": "x"}
    assert await refusal(call, "editMessageText", message_id=theirs.id, **at) == "message can't be edited"
    assert await refusal(call, "editMessageText", message_id=99, **at) == "message to edit not found"
    assert await refusal(call, "editMessageText", **at) == "message identifier is not specified"


async def test_an_edit_is_as_strict_as_sending(call: Call, chat: int) -> None:
    sent = (await call("sendMessage", chat_id=chat, text="one"))["result"]
    at = {"chat_id": chat, "message_id": sent["message_id"]}
    assert await refusal(call, "editMessageText", text="", **at) == "message text is empty"
    assert await refusal(call, "editMessageText", text="x" * 4097, **at) == "MESSAGE_TOO_LONG"
    keyboard = {"keyboard": [[{"text": "x"}]]}
    assert (
        await refusal(call, "editMessageText", text="x", reply_markup=keyboard, **at)
        == "inline keyboard expected"
    )


async def test_a_keyboard_changes_alone(call: Call, chat: int) -> None:
    sent = (await call("sendMessage", chat_id=chat, text="one"))["result"]
    at = {"chat_id": chat, "message_id": sent["message_id"]}
    changed = (await call("editMessageReplyMarkup", reply_markup=BUTTONS, **at))["result"]
    assert (changed["text"], changed["reply_markup"]) == ("one", BUTTONS)
    assert "reply_markup" not in (await call("editMessageReplyMarkup", **at))["result"]


async def test_a_deleted_message_is_gone(call: Call, chat: int) -> None:
    sent = (await call("sendMessage", chat_id=chat, text="one"))["result"]
    at = {"chat_id": chat, "message_id": sent["message_id"]}
    assert (await call("deleteMessage", **at))["result"] is True
    assert await refusal(call, "deleteMessage", **at) == "message to delete not found"
    assert await refusal(call, "editMessageText", text="x", **at) == "message to edit not found"


async def test_what_others_wrote_in_a_group_only_an_administrator_deletes(
    sandbox: Sandbox, call: Call
) -> None:
    anna = sandbox.user("Anna")
    group = sandbox.supergroup("News", anna)
    at = {"chat_id": group.id, "message_id": anna.send("hello", to=group).id}
    assert await refusal(call, "deleteMessage", **at) == "message can't be deleted"
    group.set_bot_status("administrator")
    assert (await call("deleteMessage", **at))["ok"]


async def test_after_48_hours_a_message_stays(call: Call, chat: int, clock: Any) -> None:
    sent = (await call("sendMessage", chat_id=chat, text="one"))["result"]
    clock.now += 48 * 3600 + 1
    why = await refusal(call, "deleteMessage", chat_id=chat, message_id=sent["message_id"])
    assert why == "message can't be deleted"


async def test_a_forward_says_where_it_is_from_and_a_copy_does_not(
    sandbox: Sandbox, call: Call, chat: int
) -> None:
    bo = sandbox.user("Bo")
    sent = bo.send("read this")
    at = {"chat_id": chat, "from_chat_id": bo.id, "message_id": sent.id}
    forwarded = (await call("forwardMessage", **at))["result"]
    assert forwarded["forward_origin"]["sender_user"]["first_name"] == "Bo"
    assert forwarded["text"] == "read this"
    copied = (await call("copyMessage", **at))["result"]
    assert sandbox.state.chats[chat].messages[copied["message_id"]].json()["text"] == "read this"


async def test_a_reaction_is_one_and_known(sandbox: Sandbox, call: Call) -> None:
    anna = sandbox.user("Anna")
    at = {"chat_id": anna.id, "message_id": anna.send("hello").id}
    thumb = {"type": "emoji", "emoji": "👍"}
    assert (await call("setMessageReaction", reaction=[thumb], **at))["ok"]
    assert (await anna.hear("reaction"))["reaction"] == [thumb]
    assert await refusal(call, "setMessageReaction", reaction=[thumb, thumb], **at) == "REACTIONS_TOO_MANY"


async def test_a_chat_action_must_be_known(call: Call, chat: int) -> None:
    assert (await call("sendChatAction", chat_id=chat, action="typing"))["result"] is True
    why = "wrong parameter action in request"
    assert await refusal(call, "sendChatAction", chat_id=chat, action="dancing") == why
    assert await refusal(call, "sendChatAction", chat_id=chat) == why
