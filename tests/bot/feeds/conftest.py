"""A library with feeds, visited over real HTTP from a small web of our own; the clock is ours.

One event loop and one worker serve all tests of a module: a worker takes seconds to start.
"""

import html
import random
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest_asyncio

from bot.arrivals import Arrivals
from bot.feeds.feeds import Feeds
from bot.feeds.rounds import Rounds
from bot.feeds.taking import Visit
from bot.sources.http import Fetcher
from bot.store import articles, feeds
from bot.store.database import Database, open_database
from bot.store.feeds import Feed
from bot.worker import Worker

START = 1_772_400_000.0  # in March 2026
WORDS = (
    "harbor council bridge ferry engine captain village school mountain railway station archive museum "
    "kitchen weather winter summer budget election minister library teacher hospital doctor patient medicine "
    "factory worker union strike contract market price harvest farmer orchard river flood"
).split()


def text(seed: int, sentences: int = 12) -> str:
    """An article of its own for each seed."""
    out = []
    for line in range(sentences):
        picked = [WORDS[(seed * 31 + line * 7 + place * (seed % 5 + 3)) % len(WORDS)] for place in range(9)]
        out.append(
            f"The {picked[0]} of {seed * 17 + line} said that {' '.join(picked[1:])} would follow soon."
        )
    return " ".join(out)


def strange(seed: int, sentences: int = 12) -> str:
    """An article that shares no word with any other."""
    chance = random.Random(seed)
    parts = [
        chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") + chance.choice("lmnrst") for _ in range(40)
    ]
    made = ["".join(chance.choices(parts, k=2)) for _ in range(9 * sentences)]
    lines = [" ".join(made[at : at + 9]).capitalize() + "." for at in range(0, len(made), 9)]
    return " ".join(lines)


@dataclass
class Item:
    """One entry of a feed, as a test writes it."""

    title: str
    body: str
    link: str = ""
    guid: str = ""
    day: int = 1

    def rss(self) -> str:
        date = format_datetime(datetime.fromtimestamp(START - 86_400 * (30 - self.day), UTC))
        parts = [f"<title>{html.escape(self.title)}</title>"]
        parts += [f"<link>{html.escape(self.link)}</link>"] if self.link else []
        parts += [f"<guid isPermaLink='false'>{html.escape(self.guid)}</guid>"] if self.guid else []
        parts += [f"<pubDate>{date}</pubDate>"] if self.day else []
        return f"<item>{''.join(parts)}<description>{html.escape(f'<p>{self.body}</p>')}</description></item>"


def rss(items: Sequence[Item], title: str = "The Lorne Herald", extra: str = "") -> str:
    return (
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>{title}</title>{extra}"
        f"{''.join(item.rss() for item in items)}</channel></rss>"
    )


def items(count: int, start: int = 1, **rest: Any) -> list[Item]:
    return [
        Item(f"Story {n} of the valley", text(n), f"http://lorne.example/{n}", f"urn:lorne:{n}", n, **rest)
        for n in range(start + count - 1, start - 1, -1)
    ]


@dataclass
class House:
    """A library with feeds, and what it told."""

    database: Database
    arrivals: Arrivals
    rounds: Rounds
    feeds: Feeds
    clock: list[float]
    announced: list[int] = field(default_factory=list)
    amended: list[int] = field(default_factory=list)
    joined: list[int] = field(default_factory=list)
    news: list[tuple[str, str]] = field(default_factory=list)

    Item = Item
    text = staticmethod(text)
    strange = staticmethod(strange)
    rss = staticmethod(rss)
    items = staticmethod(items)

    async def feed(self, id_: int = 1) -> Feed:
        found = await feeds.find(self.database, id_)
        assert found is not None
        return found

    async def visit(self, id_: int = 1) -> Visit:
        return await self.rounds.visit(await self.feed(id_))

    async def titles(self) -> list[str]:
        return [one.title for one in await articles.page(self.database, 100)]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def worker() -> AsyncIterator[Worker]:
    async with Worker(1) as worker:
        yield worker


@pytest_asyncio.fixture(loop_scope="module")
async def web(serve_web: Callable[[], AbstractAsyncContextManager[Any]]) -> AsyncIterator[Any]:
    async with serve_web() as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def house(tmp_path: Path, worker: Worker) -> AsyncIterator[House]:
    clock = [START]
    async with (
        open_database(tmp_path / "library.db") as database,
        Fetcher(private=True) as fetcher,
    ):
        made = House(database, None, None, None, clock)  # type: ignore[arg-type]

        async def announce(connection: Any, number: int, told: Any) -> None:
            made.announced.append(number)

        async def amend(connection: Any, number: int, *said: Any) -> None:
            made.amended.append(number)

        async def joined(connection: Any, number: int, told: Any) -> None:
            made.joined.append(number)

        async def news(kind: str, name: str, url: str, reason: str) -> bool:
            made.news.append((kind, name))
            return True

        made.arrivals = Arrivals(
            database, worker, announce=announce, amend=amend, joined=joined,
            now=lambda: datetime.fromtimestamp(clock[0], UTC),
        )  # fmt: skip
        made.rounds = Rounds(
            made.arrivals, fetcher.fetch, news=news, now=lambda: clock[0], chance=lambda: 0.0
        )
        made.feeds = Feeds(database, worker, made.rounds, fetcher.fetch, now=lambda: clock[0])
        yield made
