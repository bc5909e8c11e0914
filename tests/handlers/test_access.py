"""A private bot: strangers are told, administrators decide, and others are not offered their commands."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.patience import BURST
from bot.sandbox import open_sandbox
from bot.settings import Settings

ADMIN = 4242


@pytest.fixture
async def private(home: Path, run: Any) -> AsyncIterator[Any]:
    """A private bot over the starter library, whose administrator has written to it."""
    settings = Settings(
        database=home / "gistwire.db",
        articles=home / "seeds",
        access="private",
        admins=frozenset({ADMIN}),
    )
    async with open_sandbox() as sandbox:
        boss = sandbox.user("Grace", user_id=ADMIN, started=True)
        async with run(sandbox, settings) as running:
            yield running, boss


async def said(person: Any, text: str, **where: Any) -> str:
    person.send(text, **where)
    return str((await person.hear(**where))["text"])


async def test_a_stranger_is_told_their_id_and_let_in_by_a_button(private: Any) -> None:
    bot, boss = private
    ada = bot.sandbox.user("Ada Brook")
    assert f"Your id is {ada.id}" in await said(ada, "/summary")
    request = await boss.hear()
    assert "Ada Brook" in request["text"]
    boss.press(request, "Let in")
    assert "let in" in (await ada.hear())["text"]
    assert "No. " in await said(ada, "/summary")


async def test_a_stranger_is_told_once_and_asked_for_once(private: Any) -> None:
    bot, boss = private
    ada = bot.sandbox.user("Ada")
    for number in range(5):
        ada.send(f"/summary {number}")
    await ada.hear()
    await boss.hear()
    await said(boss, "/summary")
    assert len(bot.sandbox.calls("sendMessage", ada.id)) == 1
    assert len(bot.sandbox.calls("sendMessage", boss.id)) == 2


async def test_who_was_kept_out_stays_out_until_let_in_by_command(private: Any) -> None:
    bot, boss = private
    ada = bot.sandbox.user("Ada", started=True)
    assert "is kept out" in await said(boss, f"/deny {ada.id}")
    ada.send("/summary")
    assert "is private" in (await ada.hear())["text"]
    assert "is let in" in await said(boss, f"/allow {ada.id}")
    await ada.hear()
    assert "No. " in await said(ada, "/summary")
    assert "as before" in await said(boss, f"/allow {ada.id}")
    assert "Whom?" in await said(boss, "/allow everybody")


async def test_a_group_is_let_in_as_a_whole(private: Any) -> None:
    bot, boss = private
    ada, bob = bot.sandbox.user("Ada"), bot.sandbox.user("Bob")
    group = bot.sandbox.supergroup("Readers", ada, bob)
    ada.send("/summary", to=group)
    assert f"This group's id is {group.id}" in (await ada.hear(to=group))["text"]
    request = await boss.hear()
    assert "Readers" in request["text"]
    boss.press(request, "Let in")
    await ada.hear(to=group)
    bob.send("/summary", to=group)
    assert "No. " in (await bob.hear(to=group))["text"]
    assert "is private" in await said(bob, "/summary")


async def test_a_group_that_was_let_in_stays_so_as_a_supergroup(private: Any) -> None:
    bot, boss = private
    ada = bot.sandbox.user("Ada")
    group = bot.sandbox.group("Readers", ada)
    await said(boss, f"/allow {group.id}")
    await ada.hear(to=group)
    larger = group.migrate()
    async with asyncio.timeout(5):  # updates are handled side by side
        moved = bot.service.library.database.fetch
        while not await moved("SELECT 1 FROM access WHERE id = ?", (larger.id,)):  # noqa: ASYNC110
            await asyncio.sleep(0)
    ada.send("/summary", to=larger)
    assert "No. " in (await ada.hear(to=larger))["text"]


async def test_only_administrators_decide_and_others_do_not_know_the_command(private: Any) -> None:
    bot, boss = private
    ada = bot.sandbox.user("Ada", started=True)
    await said(boss, f"/allow {ada.id}")
    await ada.hear()
    assert "I do not know /allow" in await said(ada, "/allow 7")
    bob = bot.sandbox.user("Bob", started=True)
    bob.send("/summary")
    request = await boss.hear()
    ada.press(request, "Let in")
    call = await bot.sandbox.wait_for("answerCallbackQuery")
    assert call.params.get("text")
    assert not await bot.service.library.database.fetch("SELECT 1 FROM access WHERE id = ?", (bob.id,))


async def test_what_a_chat_is_owed_waits_while_it_is_kept_out(private: Any) -> None:
    bot, boss = private
    ada = bot.sandbox.user("Ada", started=True)
    await said(boss, f"/allow {ada.id}")
    await ada.hear()
    await said(ada, "/subscribe")
    await said(boss, f"/deny {ada.id}")
    (row,) = await bot.service.library.database.fetch("SELECT paused_at FROM chats")
    assert row[0]
    await said(boss, f"/allow {ada.id}")
    (row,) = await bot.service.library.database.fetch("SELECT paused_at FROM chats")
    assert row[0] is None


async def test_a_public_bot_answers_everybody(bot: Any) -> None:
    assert "No. " in await bot.ask("/summary")


async def test_administrators_commands_are_in_their_menus_alone(private: Any) -> None:
    bot, boss = private
    commands = bot.sandbox.state.profile.commands
    await bot.sandbox.wait_until(lambda: (f"chat:{boss.id}", "") in commands)
    everybody = {command["command"] for command in commands["default", ""]}
    admins = {command["command"] for command in commands[f"chat:{boss.id}", ""]}
    assert "allow" not in everybody
    assert "summary" in everybody
    assert admins >= everybody | {"allow", "deny"}


async def test_who_sends_far_too_much_is_told_once_and_costs_nobody_else_anything(bot: Any) -> None:
    flood = bot.sandbox.user("Flood", started=True)
    bot.sandbox.flood.limits = None
    for number in range(int(BURST) + 200):
        flood.send(f"/nosuch{number}")
    assert "No. " in await bot.ask("/summary")
    await bot.sandbox.wait_until(lambda: bot.service.vitals.counts.slowed >= 190, timeout=20)
    told = [
        call
        for call in bot.sandbox.calls("sendMessage", flood.id)
        if "more than I can take" in str(call.params["text"])
    ]
    assert len(told) <= 1
    assert "No. " in await bot.ask("/summary")
