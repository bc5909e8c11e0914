from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.sandbox import Sandbox

Call = Callable[..., Awaitable[dict[str, Any]]]


async def send(call: Call, chat_id: int, **params: Any) -> str:
    answer = await call("sendMessage", chat_id=chat_id, text="hello", **params)
    return "" if answer["ok"] else str(answer["description"])


async def last(sandbox: Sandbox) -> dict[str, Any]:
    return dict(sandbox.updates.pending[-1][1])


async def test_a_bot_writes_to_nobody_first(sandbox: Sandbox, call: Call) -> None:
    anna = sandbox.user()
    assert await send(call, anna.id) == "Forbidden: bot can't initiate conversation with a user"
    anna.send("/start")
    assert await send(call, anna.id) == ""


async def test_who_blocks_the_bot_is_not_written_to_and_the_bot_is_told(sandbox: Sandbox, call: Call) -> None:
    anna = sandbox.user(started=True)
    anna.block()
    change = (await last(sandbox))["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    assert change["new_chat_member"]["user"]["id"] == sandbox.bot.id
    assert await send(call, anna.id) == "Forbidden: bot was blocked by the user"
    anna.send("/start")
    assert [kind for _, update in sandbox.updates.pending for kind in update if kind != "update_id"] == [
        "my_chat_member",
        "my_chat_member",
        "message",
    ]
    assert await send(call, anna.id) == ""


async def test_a_deleted_account_is_not_written_to(sandbox: Sandbox, call: Call) -> None:
    anna = sandbox.user(started=True)
    anna.deactivate()
    assert await send(call, anna.id) == "Forbidden: user is deactivated"


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_bot_that_was_kicked_or_left_is_told_how(sandbox: Sandbox, call: Call, kind: str) -> None:
    group = getattr(sandbox, kind)("News", sandbox.user())
    group.set_bot_status("kicked")
    assert (await last(sandbox))["my_chat_member"]["new_chat_member"] == {
        "status": "kicked",
        "user": sandbox.bot.json(),
        "until_date": 0,
    }
    assert await send(call, group.id) == f"Forbidden: bot was kicked from the {kind} chat"
    group.set_bot_status("member")
    assert (await last(sandbox))["message"]["new_chat_members"][0]["id"] == sandbox.bot.id
    assert (await call("leaveChat", chat_id=group.id))["result"] is True
    assert await send(call, group.id) == f"Forbidden: bot is not a member of the {kind} chat"


async def test_a_bot_without_rights_sends_nothing(sandbox: Sandbox, call: Call) -> None:
    anna = sandbox.user()
    group = sandbox.supergroup("News", anna, bot="restricted")
    why = "Bad Request: not enough rights to send text messages to the chat"
    assert await send(call, group.id) == why
    channel = sandbox.channel("Posts", anna, bot="member")
    assert await send(call, channel.id) == "Bad Request: need administrator rights in the channel chat"


async def test_a_channel_post_has_no_sender_but_the_channel(sandbox: Sandbox, call: Call) -> None:
    channel = sandbox.channel("Posts", sandbox.user(), username="posts")
    channel.post("Read https://example.com/1")
    post = (await last(sandbox))["channel_post"]
    assert "from" not in post
    assert post["sender_chat"]["username"] == post["chat"]["username"] == "posts"
    answer = await call("sendMessage", chat_id="@Posts", text="mine")
    assert "from" not in answer["result"]


async def test_a_group_that_became_a_supergroup_says_where_it_went(sandbox: Sandbox, call: Call) -> None:
    group = sandbox.group("News", sandbox.user())
    new = group.migrate()
    left, came = (update["message"] for _, update in sandbox.updates.pending)
    assert (left["chat"]["id"], left["migrate_to_chat_id"]) == (group.id, new.id)
    assert (came["chat"]["id"], came["migrate_from_chat_id"]) == (new.id, group.id)
    assert await call("sendMessage", chat_id=group.id, text="hello") == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new.id},
    }
    assert await send(call, new.id) == ""


async def test_in_privacy_mode_a_group_gives_only_what_is_meant_for_the_bot(
    sandbox: Sandbox, call: Call
) -> None:
    anna = sandbox.user("Anna")
    group = sandbox.supergroup("News", anna)
    name = sandbox.bot.username
    ours = (await call("sendMessage", chat_id=group.id, text="hello"))["result"]
    assert anna.send("just talking", to=group).update_id is None
    assert anna.send("/help@another_bot", to=group).update_id is None
    assert anna.send("what does @another_bot do", to=group).update_id is None
    assert anna.send("/help", to=group).update_id
    assert anna.send(f"/help@{name}", to=group).update_id
    assert anna.send(f"tell me, @{name}", to=group).update_id
    assert anna.send("why?", to=group, reply_to=ours).update_id
    group.set_bot_status("administrator")
    assert anna.send("just talking", to=group).update_id


async def test_without_privacy_mode_a_group_gives_everything(sandbox: Sandbox) -> None:
    sandbox.state.privacy = False
    anna = sandbox.user("Anna")
    assert anna.send("just talking", to=sandbox.group("News", anna)).update_id


async def test_an_anonymous_administrator_is_the_group(sandbox: Sandbox) -> None:
    anna = sandbox.user("Anna")
    group = sandbox.supergroup("News", sandbox.user("Bo"), anna)
    group.set_status(anna, "administrator", anonymous=True)
    anna.send("/help", to=group)
    message = (await last(sandbox))["message"]
    assert message["from"]["username"] == "GroupAnonymousBot"
    assert message["sender_chat"]["id"] == group.id


async def test_a_topics_messages_reply_to_its_first(sandbox: Sandbox, call: Call) -> None:
    anna = sandbox.user("Anna")
    forum = sandbox.supergroup("News", anna, forum=True)
    topic = forum.topic("Science")
    anna.send("/help", to=forum, thread=topic)
    message = (await last(sandbox))["message"]
    assert (message["message_thread_id"], message["is_topic_message"]) == (topic.id, True)
    assert message["reply_to_message"]["forum_topic_created"]["name"] == "Science"
    sent = (await call("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic.id))["result"]
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic.id, True)
    general = (await call("sendMessage", chat_id=forum.id, text="x"))["result"]
    assert "message_thread_id" not in general


async def test_a_topic_that_is_closed_or_deleted_takes_nothing(sandbox: Sandbox, call: Call) -> None:
    forum = sandbox.supergroup("News", sandbox.user(), forum=True)
    topic = forum.topic("Science")
    forum.close_topic(topic)
    assert (await last(sandbox))["message"]["forum_topic_closed"] == {}
    assert await send(call, forum.id, message_thread_id=topic.id) == "Bad Request: TOPIC_CLOSED"
    forum.reopen_topic(topic)
    assert await send(call, forum.id, message_thread_id=topic.id) == ""
    forum.delete_topic(topic)
    assert await send(call, forum.id, message_thread_id=topic.id) == "Bad Request: message thread not found"


async def test_a_reply_in_a_plain_supergroup_has_a_thread_that_is_no_topic(
    sandbox: Sandbox, call: Call
) -> None:
    anna = sandbox.user("Anna")
    group = sandbox.supergroup("News", anna)
    ours = (await call("sendMessage", chat_id=group.id, text="hello"))["result"]
    anna.send("why?", to=group, reply_to=ours)
    message = (await last(sandbox))["message"]
    assert message["message_thread_id"] == ours["message_id"]
    assert "is_topic_message" not in message
    thread = {"message_thread_id": message["message_thread_id"]}
    assert await send(call, group.id, **thread) == "Bad Request: message thread not found"


async def test_a_reply_carries_the_keyboard_of_the_message_but_not_its_reply(
    sandbox: Sandbox, call: Call
) -> None:
    anna = sandbox.user("Anna")
    asked = anna.send("hello")
    keyboard = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    reply = {"message_id": asked.id}
    ours = await call("sendMessage", chat_id=anna.id, text="x", reply_markup=keyboard, reply_parameters=reply)
    anna.send("why?", reply_to=ours["result"])
    replied = (await last(sandbox))["message"]["reply_to_message"]
    assert replied["reply_markup"] == keyboard
    assert "reply_to_message" not in replied


async def test_edits_and_forwards_come_as_telegram_sends_them(sandbox: Sandbox, clock: Any) -> None:
    anna, bo = sandbox.user("Anna"), sandbox.user("Bo")
    sent = anna.send("one")
    clock.now += 5
    anna.edit(sent, "two")
    edited = (await last(sandbox))["edited_message"]
    assert (edited["text"], edited["edit_date"] - edited["date"]) == ("two", 5)
    bo.forward(sent)
    assert (await last(sandbox))["message"]["forward_origin"]["sender_user"]["id"] == anna.id
    bo.forward(sent, hidden=True)
    assert (await last(sandbox))["message"]["forward_origin"]["type"] == "hidden_user"


async def test_members_and_administrators_are_told(sandbox: Sandbox, call: Call) -> None:
    anna, bo = sandbox.user("Anna"), sandbox.user("Bo")
    group = sandbox.supergroup("News", anna, bo)
    for person, status in ((anna, "creator"), (bo, "member"), (sandbox.user("Cy"), "left")):
        member = (await call("getChatMember", chat_id=group.id, user_id=person.id))["result"]
        assert (member["status"], member["user"]["id"]) == (status, person.id)
    unknown = await call("getChatMember", chat_id=group.id, user_id=5)
    assert unknown["description"] == "Bad Request: PARTICIPANT_ID_INVALID"
    admins = (await call("getChatAdministrators", chat_id=group.id))["result"]
    assert [member["user"]["first_name"] for member in admins] == ["Anna"]
    assert (await call("getChatMemberCount", chat_id=group.id))["result"] == 3
    private = await call("getChatAdministrators", chat_id=sandbox.user(started=True).id)
    assert private["description"] == "Bad Request: there are no administrators in the private chat"


async def test_a_private_chat_is_not_left(sandbox: Sandbox, call: Call) -> None:
    left = await call("leaveChat", chat_id=sandbox.user(started=True).id)
    assert left["description"] == "Bad Request: chat member status can't be changed in private chats"


async def test_a_chat_is_described(sandbox: Sandbox, call: Call) -> None:
    forum = sandbox.supergroup("News", sandbox.user(), username="news", forum=True)
    chat = (await call("getChat", chat_id="@news"))["result"]
    assert (chat["id"], chat["title"], chat["is_forum"]) == (forum.id, "News", True)
