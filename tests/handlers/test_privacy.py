"""/forget: what is kept of a chat goes, and nothing of another's."""

import sqlite3
from contextlib import closing
from typing import Any


async def said(person: Any, text: str) -> dict[str, Any]:
    person.send(text)
    message: dict[str, Any] = await person.hear()
    return message


def rows(bot: Any) -> dict[str, int]:
    with closing(sqlite3.connect(bot.settings.database)) as connection:
        return {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("chats", "subscriptions", "searches", "anchors", "outbox", "schedules")
        }


async def test_all_that_is_kept_of_a_chat_goes_after_a_button(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    await said(ada, "/subscribe zanzibar papers")
    await said(ada, "/subscribe")
    await said(ada, "/digest daily 8:30")
    (bot.folder / "mill.md").write_text(
        "# The zanzibar papers\n\nThe zanzibar papers were found. They are in a museum. Many see them.\n"
    )
    await bot.service.library.ingest.sync(bot.folder)
    assert rows(bot)["outbox"] == 1
    question = await said(ada, "/forget")
    assert rows(bot)["subscriptions"] == 2
    ada.press(question, "Forget this chat")
    assert "nothing of this chat" in (await ada.hear("edit"))["text"]
    assert set(rows(bot).values()) == {0}
    assert b"zanzibar papers" not in _all_of(bot, "subscriptions")


def _all_of(bot: Any, table: str) -> bytes:
    with closing(sqlite3.connect(bot.settings.database)) as connection:
        return repr(connection.execute(f"SELECT * FROM {table}").fetchall()).encode()


async def test_another_chats_are_left_alone(bot: Any) -> None:
    ada, bob = bot.sandbox.user("Ada", started=True), bot.sandbox.user("Bob", started=True)
    await said(ada, "/subscribe paper")
    await said(bob, "/subscribe paper")
    ada.press(await said(ada, "/forget"), "Forget this chat")
    await ada.hear("edit")
    assert rows(bot)["subscriptions"] == rows(bot)["searches"] == rows(bot)["chats"] == 1
    assert "paper" in (await said(bob, "/subscriptions"))["text"]


async def test_nothing_goes_without_the_button(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    await said(ada, "/subscribe paper")
    ada.press(await said(ada, "/forget"), "Keep")
    assert "Nothing was forgotten" in (await ada.hear("edit"))["text"]
    assert rows(bot)["subscriptions"] == 1


async def test_a_chat_that_was_forgotten_can_begin_again(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    for _ in range(2):
        await said(ada, "/subscribe paper")
        ada.press(await said(ada, "/forget"), "Forget this chat")
        await ada.hear("edit")
    assert set(rows(bot).values()) == {0}


async def test_in_a_group_only_its_administrators_may(bot: Any) -> None:
    ada, bob = bot.sandbox.user("Ada", started=True), bot.sandbox.user("Bob", started=True)
    group = bot.sandbox.supergroup("Readers", ada, bob)
    ada.send("/subscribe paper", to=group)
    await ada.hear(to=group)
    bob.send("/forget", to=group)
    assert "Forget" not in str((await bob.hear(to=group)).get("reply_markup"))
    ada.send("/forget", to=group)
    question = await ada.hear(to=group)
    bob.press(question, "Forget this chat")
    await bot.sandbox.wait_for("answerCallbackQuery")
    assert rows(bot)["subscriptions"] == 1
