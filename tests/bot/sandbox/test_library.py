"""python-telegram-bot's own objects are made of what the sandbox answers: nothing is missing."""

from collections.abc import AsyncIterator

import pytest
import telegram
from telegram import BotCommand, BotCommandScopeChat, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter

from bot.sandbox import Sandbox

BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[telegram.Bot]:
    base = sandbox.url
    async with telegram.Bot(sandbox.token, f"{base}/bot", f"{base}/file/bot") as opened:
        yield opened


async def test_messages_are_sent_edited_reacted_to_and_deleted(sandbox: Sandbox, bot: telegram.Bot) -> None:
    anna = sandbox.user("Anna")
    asked = anna.send("hello")
    sent = await bot.send_message(
        anna.id, "<b>x</b>", "HTML", reply_markup=BUTTONS, reply_to_message_id=asked.id
    )
    assert sent.reply_to_message
    assert sent.reply_to_message.text == "hello"
    assert sent.reply_markup == BUTTONS
    assert sent.text_html == "<b>x</b>"
    edited = await sent.edit_text("y")
    assert isinstance(edited, telegram.Message)
    assert edited.edit_date
    assert await sent.edit_reply_markup(BUTTONS)
    assert await sent.set_reaction("👍")
    assert await bot.send_chat_action(anna.id, "typing")
    assert (await sent.forward(anna.id)).forward_origin
    assert (await sent.copy(anna.id)).message_id
    assert await sent.delete()


async def test_updates_of_every_kind_can_be_read(sandbox: Sandbox, bot: telegram.Bot) -> None:
    await bot.get_updates(allowed_updates=telegram.Update.ALL_TYPES)
    anna, bo = sandbox.user("Anna"), sandbox.user("Bo")
    group = sandbox.supergroup("News", anna, forum=True)
    channel = sandbox.channel("Posts", anna)
    topic = group.topic("Science")
    anna.send("/start a12 #x", to=group, thread=topic)
    sent = anna.send("/start", to=group, thread=topic)
    anna.edit(sent, "/help")
    bo.forward(sent)
    bo.send_document(b"x")
    channel.post("news")
    group.set_status(bo, "restricted")
    group.set_bot_status("administrator")
    anna.block()
    group.close_topic(topic)
    message = await bot.send_message(group.id, "x", reply_markup=BUTTONS, message_thread_id=topic.id)
    anna.press(sandbox.state.chats[group.id].messages[message.id], 1)
    anna.press(message.to_dict(), "old", stale=True)
    updates = await bot.get_updates(allowed_updates=telegram.Update.ALL_TYPES)
    kinds = {kind for update in updates for kind in update.to_dict() if kind != "update_id"}
    assert kinds == {
        "message", "edited_message", "channel_post", "chat_member", "my_chat_member", "callback_query"
    }  # fmt: skip
    commands = [
        update.message for update in updates if update.message and update.message.text == "/start a12 #x"
    ]
    assert commands[0].parse_entities() == {
        telegram.MessageEntity("bot_command", 0, 6): "/start",
        telegram.MessageEntity("hashtag", 11, 2): "#x",
    }


async def test_chats_and_members_can_be_read(sandbox: Sandbox, bot: telegram.Bot) -> None:
    anna, bo = sandbox.user("Anna", started=True), sandbox.user("Bo")
    group = sandbox.supergroup("News", anna, bo)
    assert (await bot.get_chat(anna.id)).first_name == "Anna"
    assert (await bot.get_chat(group.id)).title == "News"
    for status in ("member", "administrator", "restricted", "left", "kicked"):
        group.set_status(bo, status)  # type: ignore[arg-type]
        assert (await bot.get_chat_member(group.id, bo.id)).status == status
    assert [member.user.id for member in await bot.get_chat_administrators(group.id)] == [anna.id]
    assert await bot.get_chat_member_count(group.id) == 2
    assert await bot.leave_chat(group.id)


async def test_files_come_and_go(sandbox: Sandbox, bot: telegram.Bot) -> None:
    anna = sandbox.user()
    document = anna.send_document(b"bytes", "a.md").content["document"]
    file = await bot.get_file(document["file_id"])
    assert await file.download_as_bytearray() == b"bytes"
    sent = await bot.send_document(anna.id, b"more", filename="b.txt", caption="c")
    assert sent.document
    assert sent.document.file_size == 4


async def test_the_profile_is_set_and_read(sandbox: Sandbox, bot: telegram.Bot) -> None:
    anna = sandbox.user(started=True)
    scope = BotCommandScopeChat(anna.id)
    assert await bot.set_my_commands([BotCommand("help", "Help")], scope=scope, language_code="en")
    assert await bot.get_my_commands(scope, "en") == (BotCommand("help", "Help"),)
    assert await bot.delete_my_commands(scope, "en")
    assert await bot.set_my_name("News")
    assert (await bot.get_my_name()).name == (await bot.get_me()).first_name == "News"
    assert await bot.set_my_description("Long")
    assert (await bot.get_my_description()).description == "Long"
    assert await bot.set_my_short_description("Short")
    assert (await bot.get_my_short_description()).short_description == "Short"
    assert await bot.set_chat_menu_button(menu_button=telegram.MenuButtonCommands())
    assert isinstance(await bot.get_chat_menu_button(), telegram.MenuButtonCommands)


async def test_refusals_are_the_librarys_exceptions(
    sandbox: Sandbox, bot: telegram.Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # the library's future default, which it warns of otherwise
    anna = sandbox.user()
    group = sandbox.group("News", anna)
    group.migrate()
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(anna.id, "x")
    with pytest.raises(ChatMigrated):
        await bot.send_message(group.id, "x")
    with pytest.raises(BadRequest, match="Can't parse entities"):
        await bot.send_message(anna.id, "<x>", "HTML")
    sandbox.fault("status", status=429, retry_after=3)
    with pytest.raises(RetryAfter):
        await bot.send_message(anna.id, "x")
    await bot.set_webhook("https://example.com")
    assert (await bot.get_webhook_info()).url == "https://example.com"
    with pytest.raises(Conflict):
        await bot.get_updates()
    with pytest.raises(InvalidToken):
        async with telegram.Bot("1:x", f"{sandbox.url}/bot"):
            pass
