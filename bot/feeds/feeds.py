"""What administrators do with feeds: add, list, pause, remove, try now, import and export.

Not for visiting them (`bot.feeds.rounds`).
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BotError, NotFound, Unreadable
from bot.feeds.rounds import ACCEPT, Rounds
from bot.feeds.taking import Fetch, Visit
from bot.models import Source
from bot.sources import opml
from bot.sources.feed import find_feeds, parse_feed
from bot.sources.http import Validators, web_url
from bot.store import feeds
from bot.store.database import Database
from bot.store.feeds import Feed
from bot.worker import Worker

log = logging.getLogger(__name__)

LOOK = 10.0  # seconds between looks at the file of feeds


@dataclass(frozen=True, slots=True)
class Added:
    """A feed that is there now; `new` if it was not before. `visit` is what the first visit found."""

    source: Source
    new: bool
    visit: Visit


class Feeds:
    """The feeds that the library grows from."""

    def __init__(
        self,
        database: Database,
        worker: Worker,
        rounds: Rounds,
        fetch: Fetch,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._worker = worker
        self._rounds = rounds
        self._fetch = fetch
        self._now = now

    async def add(self, address: str) -> Added:
        """Add a feed by its address, or by that of a page that names one, and visit it.

        Raises:
            Unreachable: the address gives nothing.
            Unreadable: it is no feed, and names none.
        """
        url = await self.locate(web_url(address))
        async with self._database.transaction() as connection:
            id_, new = await feeds.add(connection, url, int(self._now()), listed=False)
        visit = await self._rounds.visit(await self._find(id_)) if new else Visit()
        return Added(await self.get(id_), new, visit)

    async def locate(self, url: str) -> str:
        """Give the address of the feed that an address is, or that the page there names first.

        Raises:
            Unreachable: the address gives nothing.
            Unreadable: it is no feed, and names none.
        """
        fetched = await self._fetch(url, Validators(), ACCEPT)
        try:
            await self._worker.run(parse_feed, fetched.data, fetched.charset, fetched.url, urgent=True)
        except Unreadable:
            found = await self._worker.run(find_feeds, fetched.data, fetched.url, urgent=True)
            if found:
                return found[0][0]
            if not fetched.data.strip():
                raise Unreadable("there is nothing at that address") from None
            if b"<opml" in fetched.data[:1000].lower():
                raise Unreadable("it is a list of feeds, which /feeds takes as a file") from None
            raise Unreadable("it is not a feed, and the page names none") from None
        return fetched.moved_to or url

    async def get(self, id_: int) -> Source:
        """Give a feed.

        Raises:
            NotFound: it was removed.
        """
        counts = await feeds.counts(self._database)
        return _source(await self._find(id_), counts.get(id_, 0))

    async def _find(self, id_: int) -> Feed:
        feed = await feeds.find(self._database, id_)
        if feed is None:
            raise NotFound(str(id_))
        return feed

    async def all_of(self) -> list[Source]:
        """Give every feed, those that fail first."""
        counts = await feeds.counts(self._database)
        return [_source(one, counts.get(one.id, 0)) for one in await feeds.all_of(self._database)]

    async def find(self, which: str) -> Source:
        """Find a feed by its address, number or name.

        Raises:
            NotFound: there is none, or more than one.
        """
        there = await feeds.all_of(self._database)
        wanted = which.strip().casefold()
        by_address = [
            one for one in there if wanted in {one.url.casefold(), one.named.casefold(), str(one.id)}
        ]
        for found in (by_address, [one for one in there if one.title.casefold() == wanted]):
            if len(found) == 1:
                return _source(found[0])
        raise NotFound(which)

    async def remove(self, id_: int) -> Source:
        """Visit a feed no more; its articles stay.

        Raises:
            NotFound: it was removed already.
        """
        feed = await self.get(id_)
        await self._set(id_, state="removed", listed=False)
        return feed

    async def pause(self, id_: int) -> Source:
        """Leave a feed alone until it is resumed.

        Raises:
            NotFound: it was removed.
        """
        await self.get(id_)
        await self._set(id_, state="paused")
        return await self.get(id_)

    async def resume(self, id_: int) -> Source:
        """Visit a feed again.

        Raises:
            NotFound: it was removed.
        """
        await self.get(id_)
        await self._set(id_, state="live", failures=0, failing_since=0, told=False, next_at=int(self._now()))
        self._rounds.wake()
        return await self.get(id_)

    async def try_now(self, id_: int) -> Visit:
        """Visit a feed at once, whatever its state.

        Raises:
            NotFound: it was removed.
        """
        if (await self._find(id_)).state == "ended":
            await self._set(id_, state="live")
        return await self._rounds.visit(await self._find(id_))

    async def import_list(self, data: bytes, *, listed: bool = False) -> tuple[int, int]:
        """Add the feeds of an OPML file or list; gives how many were new, and how many it names.

        Raises:
            Unreadable: it is neither.
        """
        urls = await asyncio.to_thread(opml.parse_list, data)
        new, now = 0, int(self._now())
        async with self._database.transaction() as connection:
            for url in urls:
                new += (await feeds.add(connection, url, now, listed=listed))[1]
        self._rounds.wake()
        return new, len(urls)

    async def import_file(self, path: Path) -> tuple[int, int]:
        """Do as `import_list` does with a file.

        Raises:
            Unreadable: it is no list of feeds, or cannot be read.
        """
        try:
            return await self.import_list(await asyncio.to_thread(path.read_bytes))
        except OSError as error:
            raise Unreadable(f"{path}: {error.strerror}") from error

    async def export(self) -> bytes:
        """Give all feeds as OPML."""
        return opml.write_opml((one.title, one.url, one.home) for one in await feeds.all_of(self._database))

    async def follow(self, path: Path, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Keep the feeds what a file names, for ever; what was added otherwise stays."""
        seen: tuple[int, int] | None = None
        told = ""
        while True:
            try:
                seen, told = await self.sync(path, seen), ""
            except (BotError, OSError) as error:
                if str(error) != told:
                    log.warning(
                        "file of feeds cannot be read", extra={"file": str(path), "reason": str(error)}
                    )
                told = str(error)
            await sleep(LOOK)

    async def sync(self, path: Path, seen: tuple[int, int] | None = None) -> tuple[int, int]:
        """Make the feeds what a file names, unless it looks as it did (`seen`); gives how it looks.

        Raises:
            SourceError, OSError: it cannot be read; its feeds stay.
        """
        stat = await asyncio.to_thread(path.stat)
        looks = (stat.st_mtime_ns, stat.st_size)
        if looks == seen:
            return looks
        data = await asyncio.to_thread(path.read_bytes)
        urls = set(await asyncio.to_thread(opml.parse_list, data))
        new, _ = await self.import_list(data, listed=True)
        gone = [
            one
            for one in await feeds.all_of(self._database)
            if one.listed and one.url not in urls and one.named not in urls
        ]
        for one in gone:
            with contextlib.suppress(NotFound):
                await self.remove(one.id)
        if new or gone:
            log.info("feeds changed", extra={"file": str(path), "added": new, "removed": len(gone)})
        return looks

    async def _set(self, id_: int, **values: float | str | bool) -> None:
        async with self._database.transaction() as connection:
            await feeds.update(connection, id_, **values)


def _source(feed: Feed, articles: int = 0) -> Source:
    return Source(
        feed.id, feed.name, feed.url, feed.home, feed.state, articles,
        feed.succeeded_at, feed.failing_since, feed.problem, feed.next_at, feed.listed,
    )  # fmt: skip
