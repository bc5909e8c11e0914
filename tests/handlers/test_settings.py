"""When a chat is told: digests, quiet hours, time zones, by commands and by buttons."""

from pathlib import Path
from typing import Any

import pytest

from bot.models import Place, Schedule

Json = dict[str, Any]


def labels(message: Json) -> list[str]:
    return [
        button["text"] for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row
    ]


async def say(person: Any, text: str) -> Json:
    person.send(text)
    return await person.hear()  # type: ignore[no-any-return]


async def schedule(bot: Any, chat_id: int) -> Schedule:
    return await bot.service.library.chats.schedule(Place(bot.sandbox.bot.id, chat_id))  # type: ignore[no-any-return]


async def due(bot: Any) -> list[int]:
    rows = await bot.service.library.database.fetch("SELECT due_at FROM outbox ORDER BY id")
    return [row[0] for row in rows]


@pytest.mark.parametrize(
    ("command", "told", "kept"),
    [
        ("/digest daily", "daily at 09:00", Schedule("daily")),
        ("/digest daily 18:30", "daily at 18:30", Schedule("daily", minute=18 * 60 + 30)),
        ("/digest 7", "daily at 07:00", Schedule("daily", minute=7 * 60)),
        ("/digest weekly friday 18:00", "weekly, on Friday at 18:00", Schedule("weekly", 4, 18 * 60)),
        ("/digest at once", "at once", Schedule()),
        ("/quiet 22:00-07:00", "22:00–07:00", Schedule(quiet_from=22 * 60, quiet_to=7 * 60)),
        ("/quiet off", "Quiet hours: none", Schedule()),
        ("/timezone kyiv", "Europe/Kyiv", Schedule(zone="Europe/Kyiv")),
        ("/timezone America/New_York", "America/New_York", Schedule(zone="America/New_York")),
    ],
)
async def test_choices_are_kept_and_told(bot: Any, command: str, told: str, kept: Schedule) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    assert told in (await say(ada, command))["text"]
    assert await schedule(bot, ada.id) == kept


@pytest.mark.parametrize(
    "command",
    [
        "/digest soonish",
        "/digest 25:00",
        "/quiet 22",
        "/quiet 7:00-7:00",
        "/quiet a-b",
        "/digest daily friday",
    ],
)
async def test_what_cannot_be_read_is_answered_with_examples(bot: Any, command: str) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    assert "Like this:" in (await say(ada, command))["text"]
    assert await schedule(bot, ada.id) == Schedule()


async def test_a_misspelled_zone_is_offered_as_buttons(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    said = await say(ada, "/timezone Europe/Kyyiv")
    assert any("Kyiv" in label for label in labels(said))
    ada.press(said, "g:z:Europe/Kyiv")
    assert "Europe/Kyiv" in (await ada.hear("edit"))["text"]
    assert (await schedule(bot, ada.id)).zone == "Europe/Kyiv"


async def test_an_offset_is_answered_with_places_that_have_it(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    said = await say(ada, "/timezone UTC+5:30")
    assert any("Kolkata" in label for label in labels(said))
    assert (await schedule(bot, ada.id)).zone == "UTC"


async def test_nonsense_is_no_zone(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    for name in ("../../etc/passwd", "<b>", "x" * 500, "\u0000", "/"):
        assert "no time zone" in (await say(ada, f"/timezone {name}"))["text"] or name == "\u0000"


async def test_everything_can_be_chosen_by_buttons(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    shown = await say(ada, "/settings")

    async def press(*buttons: str) -> Json:
        nonlocal shown
        for button in buttons:
            ada.press(shown, button)
            shown = await ada.hear("edit")
        return shown

    assert "weekly, on Friday at 18:00" in (await press("g:d", "Weekly…", "Friday", "18:00"))["text"]
    assert "daily at 07:00" in (await press("g:d", "Daily…", "7:00"))["text"]
    assert "Quiet hours: 23:00–08:00" in (await press("g:q", "23:00–08:00"))["text"]
    assert "Europe/Berlin" in (await press("g:z", "g:z:Europe/Berlin"))["text"]
    assert await schedule(bot, ada.id) == Schedule("daily", 4, 7 * 60, 23 * 60, 8 * 60, "Europe/Berlin")
    assert "at once" in (await press("g:d", "At once"))["text"]
    assert "Quiet hours: none" in (await press("g:q", "None"))["text"]
    assert "Settings of this chat" in (await press("g:z", "‹ Back"))["text"]


@pytest.mark.parametrize(
    "data", ["g:d:1:99", "g:q:9999-1", "g:z:Mars/Olympus", "g:zzz", "g:w:9", "g:q:", "g:d:"]
)
async def test_a_forged_button_changes_nothing(bot: Any, data: str) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    shown = await say(ada, "/settings")
    ada.press(shown, data, stale=True)
    await ada.hear("answer")
    assert await schedule(bot, ada.id) == Schedule()


async def test_changing_the_choices_changes_when_what_is_owed_comes(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    await say(ada, "/digest daily 3:00")
    await say(ada, "/subscribe")
    folder: Path = bot.folder
    (folder / "new.md").write_text(
        "# Otters return\n\nOtters came back to the river this spring.\n\n"
        "The report goes on for some length, so that it is an article and no line in passing."
    )
    await bot.service.library.ingest.sync(folder)
    (first,) = await due(bot)
    assert first % 86400 == 3 * 3600
    await say(ada, "/digest daily 4:00")
    (second,) = await due(bot)
    assert second % 86400 == 4 * 3600
    await say(ada, "/timezone Asia/Kolkata")
    (third,) = await due(bot)
    assert third % 86400 == (4 * 3600 - 5 * 3600 - 1800) % 86400


async def test_a_group_and_its_topics_share_their_choices(bot: Any) -> None:
    ada = bot.sandbox.user("Ada")
    forum = bot.sandbox.supergroup("Readers", ada, forum=True)
    ada.send("/digest daily 8:00", to=forum, thread=forum.topic("Animals"))
    await forum.hear()
    ada.send("/settings", to=forum)
    assert "daily at 08:00" in (await forum.hear())["text"]
