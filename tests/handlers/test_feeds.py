"""Feeds in the chat: the whole application, Telegram's sandbox, and a small web of our own."""

import asyncio
import html
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox import open_sandbox
from bot.settings import Settings

LINES = [
    "The {} committee met on Tuesday and heard from the harbor master about the winter storms.",
    "It decided to repair the northern wall of the {} before the ferries return in spring.",
    "Two members of the {} board voted against it because of what the repair would cost.",
    "The harbor master said that the {} wall had lost forty stones since the first of December.",
    "A company from the next valley will bring new stones for the {} work in April.",
    "Fishermen asked that the {} entrance stays open on weekdays, and the board agreed to that.",
    "Until the {} repair is done, ships of more than thirty meters have to use the southern pier.",
    "The board of the {} will meet again in the last week of March to hear how it goes.",
]


def story(word: str) -> str:
    return " ".join(LINES).format(*[word] * len(LINES))


def rss(title: str, *entries: tuple[str, str]) -> str:
    items = "".join(
        f"<item><title>{name}</title><link>http://{title.rsplit(maxsplit=1)[-1].lower()}.example/{html.escape(name)[:5]}</link>"
        f"<description>{html.escape(f'<p>{body}</p>')}</description></item>"
        for name, body in entries
    )
    return f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>"


@pytest.fixture
async def bot(home: Path, run: Any) -> AsyncIterator[Any]:
    settings = Settings(database=home / "gistwire.db", articles=home / "seeds", private_addresses=True)
    async with open_sandbox() as sandbox:
        admin = sandbox.user("Root", started=True)
        async with run(sandbox, replace(settings, admins=frozenset({admin.id}))) as running:
            running.sandbox.admin = admin
            yield running


async def test_an_administrator_adds_a_feed_and_sees_its_newest_article(bot: Any, web: Any) -> None:
    web.pages["/feed"] = rss("The Lorne Herald", ("Wall repaired", story("Lorne")))
    admin = bot.sandbox.admin
    admin.send(f"/feeds {web.url}/feed")
    said = await admin.hear(timeout=30)
    assert "The Lorne Herald" in said["text"]
    assert "Added, with its newest article." in said["text"]
    assert (await admin.hear())["text"].startswith("Wall repaired\nThe Lorne Herald")


async def test_everybody_sees_the_sources_and_nobody_else_the_feeds(bot: Any, web: Any) -> None:
    web.pages["/feed"] = rss("The Lorne Herald", ("Wall repaired", story("Lorne")))
    admin, ada = bot.sandbox.admin, bot.sandbox.user("Ada", started=True)
    admin.send(f"/feeds {web.url}/feed")
    await admin.hear(timeout=30)
    ada.send("/feeds")
    assert "I do not know /feeds" in (await ada.hear())["text"]
    ada.send("/sources")
    assert "The Lorne Herald · 1 article" in (await ada.hear())["text"]


async def test_a_feed_is_paused_tried_and_removed_by_buttons(bot: Any, web: Any) -> None:
    web.pages["/feed"] = rss("The Lorne Herald", ("Wall repaired", story("Lorne")))
    admin = bot.sandbox.admin
    admin.send(f"/feeds {web.url}/feed")
    await admin.hear(timeout=30)
    await admin.hear()
    admin.send("/feeds")
    listed = await admin.hear()
    admin.press(listed, "1. The Lorne Herald")
    shown = await admin.hear("edit")
    admin.press(shown, "Pause")
    assert "paused" in (await admin.hear("edit"))["text"]
    web.pages["/feed"] = rss(
        "The Lorne Herald", ("Bridge opened", story("Alder")), ("Wall repaired", story("Lorne"))
    )
    admin.press(shown, "Try now")
    assert "1 new article." in (await admin.hear("edit", timeout=30))["text"]
    admin.press(shown, "Remove")
    assert "visited no more" in (await admin.hear("edit"))["text"]


async def test_what_is_no_feed_is_said_to_be_none(bot: Any, web: Any) -> None:
    web.pages["/"] = "<html><body>hello</body></html>"
    admin = bot.sandbox.admin
    admin.send(f"/feeds {web.url}/")
    assert (await admin.hear(timeout=30))["text"] == (
        "I cannot add that: it is not a feed, and the page names none."
    )
    admin.send(f"/feeds {web.url}/missing")
    assert "no such page" in (await admin.hear(timeout=30))["text"]


async def test_feeds_go_out_and_come_in_as_opml(bot: Any, web: Any) -> None:
    web.pages |= {"/a": rss("The Lorne Herald"), "/b": rss("The Coast Courier")}
    admin = bot.sandbox.admin
    lines = "".join(f'<outline xmlUrl="{web.url}/{path}"/>' for path in "ab")
    opml = f'<opml version="2.0"><body>{lines}</body></opml>'
    admin.send_document(opml.encode(), "mine.opml", "text/x-opml", "/feeds")
    assert "names 2 feeds; 2 of them new" in (await admin.hear())["text"]
    admin.send("/feeds export")
    sent = await admin.hear()
    assert sent["document"]["file_name"] == "feeds.opml"


async def test_one_story_is_one_notice_that_names_both_and_is_edited_when_corrected(
    bot: Any, web: Any
) -> None:
    backward = [" ".join(reversed(story(word).split())) for word in ("Alder", "Elm")]
    web.pages |= {
        "/a": rss("The Lorne Herald", ("Old", backward[0])),
        "/b": rss("The Coast Courier", ("Older", backward[1])),
    }
    library = bot.service.library
    for path in "ab":
        await library.feeds.add(f"{web.url}/{path}")
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("/subscribe")
    await ada.hear()
    web.pages["/a"] = rss("The Lorne Herald", ("Wall repaired", story("Lorne")))
    await library.feeds.try_now(1)
    notice = await ada.hear(timeout=30)
    assert notice["text"].startswith("New: Wall repaired")
    library.corrections._gather = 0
    web.pages["/b"] = rss(
        "The Coast Courier", ("Harbor wall", story("Lorne") + " Nobody was hurt in the storms.")
    )
    await library.feeds.try_now(2)
    edited = await ada.hear("edit", timeout=30)
    assert edited["message_id"] == notice["message_id"]
    assert "Also in The Coast Courier" in edited["text"]
    corrected = story("Lorne").replace("forty stones", "fourteen stones")
    web.pages["/a"] = rss("The Lorne Herald", ("Wall repaired", corrected))
    await library.feeds.try_now(1)
    edited = await ada.hear("edit", timeout=30)
    assert "Updated: “lost forty stones” is now “lost fourteen stones”" in edited["text"]
    ada.send("/summary wall repaired")
    shown = await ada.hear()
    assert "\nAlso in The Coast Courier\n" in shown["text"]
    assert any(one.get("url", "").startswith("http://courier.example/Harbo") for one in shown["entities"])
    sent = [call for call in bot.sandbox.log.calls if call.method == "sendMessage" and call.chat_id == ada.id]
    assert len(sent) == 3  # the answers to /subscribe and /summary, and one notice


async def test_who_asked_for_one_source_hears_of_a_story_that_another_told_first(bot: Any, web: Any) -> None:
    backward = [" ".join(reversed(story(word).split())) for word in ("Alder", "Elm")]
    web.pages |= {
        "/a": rss("The Lorne Herald", ("Old", backward[0])),
        "/b": rss("The Coast Courier", ("Older", backward[1])),
    }
    feeds = bot.service.library.feeds
    for path in "ab":
        await feeds.add(f"{web.url}/{path}")
    ada, bob = (bot.sandbox.user(name, started=True) for name in ("Ada", "Bob"))
    ada.send("/subscribe harbor wall")
    bob.send('/subscribe from:"The Coast Courier" harbor wall')
    for person in (ada, bob):
        await person.hear()
    web.pages["/a"] = rss("The Lorne Herald", ("Wall repaired", story("Lorne")))
    await feeds.try_now(1)
    assert (await ada.hear(timeout=30))["text"].startswith("New: Wall repaired")
    web.pages["/b"] = rss("The Coast Courier", ("Harbor wall", story("Lorne") + " Nobody was hurt."))
    await feeds.try_now(2)
    heard = await bob.hear(timeout=30)
    assert heard["text"].startswith("New: Wall repaired\nThe Lorne Herald")
    assert "Also in The Coast Courier" in heard["text"]
    await feeds.try_now(2)
    rows = await bot.service.library.database.fetch("SELECT chat FROM outbox")
    assert len(rows) == 2


async def test_administrators_hear_of_a_feed_that_ended(bot: Any, web: Any) -> None:
    from aiohttp import web as http  # noqa: PLC0415

    async def gone(request: http.Request) -> http.Response:
        return http.Response(status=410)

    web.pages["/feed"] = rss("The Lorne Herald", ("Wall repaired", story("Lorne")))
    await bot.service.library.feeds.add(f"{web.url}/feed")
    web.pages["/feed"] = gone
    await bot.service.library.feeds.try_now(1)
    assert "has ended: it is gone for good (410)" in (await bot.sandbox.admin.hear(timeout=30))["text"]


async def test_the_file_of_feeds_is_read_when_the_service_starts(home: Path, run: Any, web: Any) -> None:
    web.pages["/feed"] = rss("The Lorne Herald", ("Wall repaired", story("Lorne")))
    path = home / "feeds.txt"
    path.write_text(f"{web.url}/feed\n")
    settings = Settings(
        database=home / "gistwire.db", articles=home / "seeds", private_addresses=True, feeds=path
    )
    async with open_sandbox() as sandbox, run(sandbox, settings) as running, asyncio.timeout(60):
        while (await running.service.library.articles.newest(1))[0].title != "Wall repaired":  # noqa: ASYNC110
            await asyncio.sleep(0.05)
