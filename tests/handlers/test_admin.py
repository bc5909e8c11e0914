"""What administrators do in the chat: see how the service is, settle failed notices, change the library."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox import open_sandbox
from bot.settings import Settings

ADMIN = 4242
ARTICLE = (
    "The paper mill of Millbrook\n\nThe paper mill of Millbrook closed in 1987, after two hundred years. "
    "Its hall became a museum of paper in 1991. Forty thousand visitors come each year. "
    "The town has a school of bookbinding as well. The river was moved in 2004.\n"
)


@pytest.fixture
async def ruled(home: Path, run: Any) -> AsyncIterator[Any]:
    """A bot over the starter library with an administrator, who has written to it."""
    settings = Settings(database=home / "gistwire.db", articles=home / "seeds", admins=frozenset({ADMIN}))
    async with open_sandbox() as sandbox:
        boss = sandbox.user("Grace", user_id=ADMIN, started=True)
        async with run(sandbox, settings) as running:
            yield running, boss


async def said(person: Any, text: str, **how: Any) -> dict[str, Any]:
    person.send(text, **how)
    message: dict[str, Any] = await person.hear()
    return message


async def count(bot: Any) -> int:
    return int(await bot.service.library.articles.count())


async def test_status_tells_how_the_service_is(ruled: Any) -> None:
    bot, boss = ruled
    text = (await said(boss, "/status"))["text"]
    assert "16 articles" in text
    assert "Notices owed: 0" in text
    assert "up for" in text
    assert "telegram: last answered a poll" in text
    bot.folder.rename(bot.folder.with_name("elsewhere"))
    assert "⚠ articles:" in (await said(boss, "/status"))["text"]


async def test_an_administrator_who_first_writes_while_it_runs_gets_the_menu_then(
    home: Path, run: Any
) -> None:
    settings = Settings(database=home / "gistwire.db", articles=home / "seeds", admins=frozenset({ADMIN}))
    async with open_sandbox() as sandbox, run(sandbox, settings):
        boss = sandbox.user("Grace", user_id=ADMIN)
        boss.send("/start")
        call = await sandbox.wait_for("setMyCommands", where=lambda call: "scope" in call.params)
        assert call.params["scope"] == {"type": "chat", "chat_id": ADMIN}
        assert "status" in [one["command"] for one in call.params["commands"]]


async def test_nobody_else_has_these_commands(ruled: Any) -> None:
    bot, _ = ruled
    for command in ("status", "failed", "add", "remove 1", "rename 1 X"):
        assert "I do not know" in await bot.ask(f"/{command}")
    ada = bot.sandbox.user("Ada", started=True)
    ada.send_document(ARTICLE.encode(), "mill.txt", caption="/add")
    assert "saves" in (await ada.hear())["text"]  # a summary, as of any document
    assert await count(bot) == 16


async def test_a_document_is_shown_before_it_is_kept_and_then_answers(ruled: Any) -> None:
    bot, boss = ruled
    boss.send_document(ARTICLE.encode(), "mill.txt", caption="/add")
    shown = await boss.hear()
    assert "The paper mill of Millbrook" in shown["text"]
    assert "sentences" in shown["text"]
    assert await count(bot) == 16
    boss.press(shown, "Keep")
    kept = await boss.hear("edit")
    assert "is in the library" in kept["text"]
    assert "1987" in await bot.ask("/ask When did the paper mill of Millbrook close?")
    boss.press(kept, "Undo")
    assert "no longer in the library" in (await boss.hear("edit"))["text"]
    assert await count(bot) == 16


async def test_what_is_discarded_is_not_kept(ruled: Any) -> None:
    bot, boss = ruled
    long = await said(boss, ARTICLE)
    assert long
    boss.press(await _added(boss), "Discard")
    assert "Discarded" in (await boss.hear("edit"))["text"]
    assert await count(bot) == 16


async def _added(boss: Any) -> Any:
    message = boss.send(ARTICLE)
    await boss.hear()
    boss.send("/add", reply_to=message)
    return await boss.hear()


async def test_a_long_message_is_added_by_a_reply_to_it(ruled: Any) -> None:
    bot, boss = ruled
    shown = await _added(boss)
    boss.press(shown, "Keep")
    assert "is in the library" in (await boss.hear("edit"))["text"]
    assert await count(bot) == 17
    assert "reply with /add" in (await said(boss, "/add"))["text"]


async def test_subscribers_are_told_of_what_an_administrator_adds(ruled: Any) -> None:
    bot, boss = ruled
    ada = bot.sandbox.user("Ada", started=True)
    await said(ada, "/subscribe")
    boss.press(await _added(boss), "Keep")
    assert "The paper mill of Millbrook" in (await ada.hear(timeout=20))["text"]


async def test_a_removed_article_stays_away_until_it_changes_or_is_brought_back(ruled: Any) -> None:
    bot, boss = ruled
    page = await bot.service.library.articles.page(1, "sqlite")
    number, before = page.articles[0].number, await count(bot)
    gone = await said(boss, f"/remove {number}")
    assert "no longer in the library" in gone["text"]
    await bot.service.library.ingest.sync(bot.folder)
    assert await count(bot) == before - 1
    assert "no longer in the library" in await bot.ask(f"/summary {number}")
    boss.press(gone, "Undo")
    assert "in the library again" in (await boss.hear("edit"))["text"]
    assert f"No. {number}" in await bot.ask(f"/summary {number}")
    assert await count(bot) == before


async def test_a_document_that_was_sent_can_be_brought_back_too(ruled: Any) -> None:
    bot, boss = ruled
    boss.press(await _added(boss), "Keep")
    await boss.hear("edit")
    gone = await said(boss, "/remove 17")
    boss.press(gone, "Undo")
    assert "No. 17" in (await boss.hear("edit"))["text"]
    assert "1987" in await bot.ask("/ask When did the paper mill of Millbrook close?")


async def test_a_new_title_is_found_and_the_undo_gives_the_old_one_back(ruled: Any) -> None:
    bot, boss = ruled
    page = await bot.service.library.articles.page(1, "sqlite")
    article = page.articles[0]
    done = await said(boss, f"/rename {article.number} Zanzibar <b>chronicle</b>")
    assert "Zanzibar <b>chronicle</b>" in done["text"]
    assert "Zanzibar" in await bot.ask("/articles zanzibar")
    await bot.service.library.ingest.sync(bot.folder)
    assert f"No. {article.number}" in await bot.ask("/summary zanzibar")
    boss.press(done, "Undo")
    assert article.title in (await boss.hear("edit"))["text"]
    assert article.title in await bot.ask(f"/summary {article.number}")
    assert "no article" in await bot.ask("/summary zanzibar")


async def test_a_new_title_stays_when_the_text_is_edited(ruled: Any) -> None:
    bot, boss = ruled
    path = bot.folder / "mill.md"
    path.write_text(f"# The mill\n\n{ARTICLE.splitlines()[-1]}\n")
    await bot.service.library.ingest.sync(bot.folder)
    await said(boss, "/rename 17 Zanzibar")
    path.write_text(f"# The mill\n\n{ARTICLE.splitlines()[-1]} And it was sold.\n")
    await bot.service.library.ingest.sync(bot.folder)
    text = await bot.ask("/summary 17")
    assert "Zanzibar" in text
    assert "No. 17" in await bot.ask("/summary zanzibar")


@pytest.mark.parametrize("text", ["/remove", "/remove x", "/rename 1", "/rename x y", "/rename 1 ---"])
async def test_a_command_without_what_it_needs_says_how_it_goes(ruled: Any, text: str) -> None:
    _, boss = ruled
    assert text.split(maxsplit=1)[0] in (await said(boss, text))["text"]


async def test_what_is_not_there_is_not_removed(ruled: Any) -> None:
    _, boss = ruled
    assert "no article" in (await said(boss, "/remove 999"))["text"]
    assert "no article" in (await said(boss, "/rename 999 X"))["text"]


async def aside(bot: Any, person: Any, reason: str) -> int:
    """Set a notice of article 1 aside for somebody; gives its id."""
    await said(person, "/subscribe")
    async with bot.service.library.database.transaction() as connection:
        cursor = await connection.execute(
            "INSERT INTO outbox"
            " (bot_id, chat, thread, number, subscription, state, queued_at, due_at, reason, settled_at)"
            " SELECT bot_id, id, 0, 1, 1, 'set aside', 1, 1, ?, 1 FROM chats WHERE chat_id = ?",
            (reason, person.id),
        )
        return int(cursor.lastrowid)


async def test_a_notice_set_aside_is_listed_with_its_reason_and_sent_when_tried_again(ruled: Any) -> None:
    bot, boss = ruled
    ada = bot.sandbox.user("Ada", started=True)
    await aside(bot, ada, "Bad Request: <message> is too odd")
    listed = await said(boss, "/failed")
    assert "Bad Request: <message> is too odd" in listed["text"]
    assert str(ada.id) in listed["text"]
    boss.press(listed, "Try 1 again")
    assert "No notice is set aside" in (await boss.hear("edit"))["text"]
    assert "No. 1" in (await ada.hear(timeout=20))["text"]


async def test_notices_set_aside_can_all_be_dropped(ruled: Any) -> None:
    bot, boss = ruled
    for number in range(3):
        await aside(bot, bot.sandbox.user(f"Ada{number}", started=True), "gone")
    boss.press(await said(boss, "/failed"), "Drop all")
    assert "3 notices dropped" in (await boss.hear("answer"))["text"]
    assert "No notice is set aside" in (await boss.hear("edit"))["text"]
    rows = await bot.service.library.database.fetch("SELECT state FROM outbox")
    assert [row[0] for row in rows] == ["dropped"] * 3


async def test_a_button_of_administrators_is_nobody_elses(ruled: Any) -> None:
    bot, boss = ruled
    group = bot.sandbox.supergroup("Readers", boss, mallory := bot.sandbox.user("Mallory", started=True))
    boss.send("/remove 1", to=group)
    gone = await boss.hear(to=group)
    mallory.press(gone, "Undo")
    await bot.sandbox.wait_for("answerCallbackQuery")
    answer = bot.sandbox.calls("answerCallbackQuery")[-1]
    assert "Only an administrator" in str(answer.params["text"])
    assert await count(bot) == 15
