"""After an upgrade: searches and articles that an earlier version read, on a real library."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.app import Library, open_library
from bot.models import Document, Place
from bot.sandbox import open_sandbox
from bot.settings import Settings
from bot.store import outbox

HERE, THERE = Place(1, 2), Place(1, 3)
FAR = 1 << 40
BEES = b"""# Bees on the town hall

The beekeeper has put two hives on the roof of the town hall. They gave nineteen jars of honey
in the first year. The mayor ate one of them at once. Nobody on the square below has been stung
so far, says the beekeeper.
"""


@pytest.fixture
def settings(home: Path) -> Settings:
    return Settings(database=home / "gistwire.db", articles=home / "seeds")


@pytest.fixture
async def opened(settings: Settings) -> AsyncIterator[Library]:
    async with open_library(settings) as library:
        yield library


def bees(origin: str = "url:https://bees.example/1") -> Document:
    return Document(origin, "bees.md", "markdown", BEES)


async def make_old(opened: Library, key: str | None = None) -> None:
    """Leave searches as a version with other stems would have."""
    async with opened.database.transaction() as connection:
        await connection.execute("UPDATE searches SET reader = reader - 1, key = coalesce(?, key)", (key,))
        await connection.execute("UPDATE anchors SET term = term + 1 WHERE term >= 0")


async def owed(opened: Library) -> int:
    return sum(len(to.owed) for to in await outbox.due(opened.database, HERE.bot_id, FAR, 100))


async def test_a_search_in_the_words_of_another_version_misses_nothing(opened: Library) -> None:
    await opened.subscriptions.add(HERE, "honey")
    await make_old(opened)
    assert await opened.renewal.searches() == 1
    await opened.ingest._arrivals.keep(bees())
    assert await owed(opened) == 1
    assert await opened.renewal.searches() == 0


async def test_a_search_that_is_written_another_way_now_is_the_same_subscription(opened: Library) -> None:
    kept = (await opened.subscriptions.add(HERE, "honey")).subscription
    await make_old(opened, '[[["hony"]],[]]')
    await opened.subscriptions.add(THERE, "honey")
    await opened.renewal.searches()
    assert await opened.subscriptions.of(HERE) == [kept]
    await opened.ingest._arrivals.keep(bees())
    assert await owed(opened) == 2


async def test_two_searches_that_become_one_owe_one_notice(opened: Library) -> None:
    await opened.subscriptions.add(HERE, "honey")
    await make_old(opened, '[[["hony"]],[]]')
    await opened.subscriptions.add(HERE, "honey")
    await opened.renewal.searches()
    assert len(await opened.subscriptions.of(HERE)) == 1
    await opened.ingest._arrivals.keep(bees())
    assert await owed(opened) == 1


async def test_a_subscription_to_everything_stays(opened: Library) -> None:
    await opened.subscriptions.add(HERE, "")
    await make_old(opened)
    await opened.renewal.searches()
    await opened.ingest._arrivals.keep(bees())
    assert await owed(opened) == 1


async def test_the_service_renews_searches_before_it_reads_the_folder(settings: Settings, run: Any) -> None:
    async with open_sandbox() as sandbox:
        async with open_library(settings) as library:
            await library.subscriptions.add(HERE, "honey")
            await make_old(library)
        (settings.articles / "bees.md").write_bytes(BEES)
        async with run(sandbox, settings) as running:
            assert await owed(running.service.library) == 1


async def test_an_article_without_a_file_is_indexed_anew_and_announced_to_nobody(
    settings: Settings,
) -> None:
    async with open_library(settings) as library:
        number = await library.ingest._arrivals.keep(bees())
        await library.subscriptions.add(HERE, "honey")
    async with open_library(replace(settings, summarizer="luhn")) as library:
        async with library.database.transaction() as connection:
            await connection.execute("UPDATE postings SET docs = x''")  # of another version's stems
        assert await library.renewal.articles() == 1
        answer = await library.answers.ask("How many jars of honey did the hives give?")
        assert answer.quotes[0].article.number == number
        assert "nineteen jars" in answer.quotes[0].text
        assert await library.renewal.articles() == 0
        assert await owed(library) == 0


async def test_what_is_renewed_reads_as_it_did(settings: Settings) -> None:
    async with open_library(settings) as library:
        number = await library.ingest._arrivals.keep(bees())
        before = await library.articles.summarize(str(number), "long")
    async with open_library(replace(settings, summarizer="lex-rank")) as library:
        await library.renewal.articles()
    async with open_library(settings) as library:
        await library.renewal.articles()
        assert await library.articles.summarize(str(number), "long") == before
