"""The rounds: each feed is visited when its time comes.

A visit fetches, parses (in a worker), and stores what is new. What recognizes the feed's answer is written
after all of that: a visit that is killed halfway is made again, and finds the stored entries known.

Not for what becomes of entries (`bot.feeds.taking`), nor for what people do with feeds (`bot.feeds.feeds`).
"""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable

from bot.arrivals import Arrivals
from bot.errors import BotError, SourceError, Unreachable, Unreadable
from bot.feeds import visits
from bot.feeds.looks import Looks
from bot.feeds.taking import Fetch, Taking, Visit
from bot.sources.feed import Channel, find_feeds, parse_feed
from bot.sources.http import Fetched, Validators
from bot.sources.prints import fingerprint
from bot.store import feeds
from bot.store.feeds import Feed
from bot.waiting import rest

log = logging.getLogger(__name__)

ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)
AT_ONCE = 16  # feeds visited together
LONG_REST = 60.0  # seconds after which the store is looked at though nothing said so
TOO_LONG = 3 * 86_400  # seconds of failure until administrators hear of it

# What happened ("failing", "well" again, "ended"), the feed's name and address, and why; gives whether
# anybody was told.
News = Callable[[str, str, str, str], Awaitable[bool]]


class Rounds:
    """Visits feeds for ever. `news` tells administrators; `shortest` is the shortest interval, in seconds."""

    def __init__(
        self,
        arrivals: Arrivals,
        fetch: Fetch,
        *,
        shortest: float = visits.SHORTEST,
        news: News | None = None,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._database = arrivals.database
        self._worker = arrivals.worker
        self._taking = Taking(arrivals, fetch, now=now)
        self._looks = Looks(arrivals, fetch, now=now)
        self._fetch = fetch
        self._shortest = shortest
        self.news = news
        self._now = now
        self._sleep = sleep
        self._chance = chance
        self._wake = asyncio.Event()
        self._under_way: dict[int, asyncio.Task[Visit]] = {}

    def wake(self) -> None:
        """Look at once at which feeds are due."""
        self._wake.set()

    async def run(self) -> None:
        """Visit feeds as they become due, until cancelled."""
        try:
            while True:
                self._wake.clear()
                try:
                    pause = await self._start_due()
                except BotError as error:
                    log.error("feeds cannot be looked at, trying again", extra={"reason": str(error)})  # noqa: TRY400
                    pause = LONG_REST
                await rest(pause, self._wake, self._sleep)
        finally:
            for task in self._under_way.values():
                task.cancel()
            await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    async def _start_due(self) -> float:
        """Start what is due as far as there is room; gives the seconds to rest."""
        room = AT_ONCE - len(self._under_way)
        for feed in await feeds.due(self._database, int(self._now()), room, self._under_way) if room else ():
            self._begin(feed)
        if len(self._under_way) >= AT_ONCE:
            return LONG_REST  # the next that ends wakes us
        nearest = await feeds.next_due(self._database, self._under_way)
        return LONG_REST if nearest is None else min(LONG_REST, max(0.0, nearest - self._now()))

    async def visit(self, feed: Feed) -> Visit:
        """Visit a feed now, or wait for the visit that is under way; raises nothing."""
        return await asyncio.shield(self._begin(feed))

    def _begin(self, feed: Feed) -> "asyncio.Task[Visit]":
        if feed.id not in self._under_way:
            task = asyncio.create_task(self._visit(feed))
            self._under_way[feed.id] = task
            task.add_done_callback(lambda _: self._ended(feed))
        return self._under_way[feed.id]

    def _ended(self, feed: Feed) -> None:
        self._under_way.pop(feed.id, None)
        self._wake.set()

    async def _visit(self, feed: Feed) -> Visit:
        visit = Visit()
        try:
            fetched = await self._fetch(feed.url, Validators(feed.etag, feed.modified), ACCEPT)
            body = feed.body if fetched.unchanged else fingerprint(fetched.data)
            channel = None
            if body != feed.body:
                channel = await self._parse(feed, fetched)
                await self._taking.take(feed, channel, visit)
            await self._looks.look(feed, visit)
            await self._succeed(feed, fetched, channel, body, visit)
        except SourceError as error:
            visit.problem = str(error)
            await self._fail(feed, error)
        except BotError as error:  # ours, not the feed's
            visit.problem = str(error)
            log.error("feed not stored, trying again", extra={"feed": feed.name, "reason": str(error)})  # noqa: TRY400
            await self._later(feed)
        except Exception as error:
            visit.problem = f"unexpected error: {type(error).__name__}"
            log.exception("feed not read", extra={"feed": feed.name})
            await self._fail(feed, SourceError(visit.problem))
        return visit

    async def _parse(self, feed: Feed, fetched: Fetched) -> Channel:
        """Parse a feed; what a file named and turns out to be a page that names one is replaced by that.

        Raises:
            Unreadable: it is no feed.
        """
        try:
            return await self._worker.run(parse_feed, fetched.data, fetched.charset, fetched.url)
        except Unreadable:
            if feed.succeeded_at:
                raise
            found = await self._worker.run(find_feeds, fetched.data, fetched.url)
            async with self._database.transaction() as connection:
                if not found or not await feeds.move(connection, feed.id, found[0][0]):
                    raise
        raise Unreadable("it is a page that names a feed; that one is read at the next visit", transient=True)

    async def _succeed(
        self, feed: Feed, fetched: Fetched, channel: Channel | None, body: int, visit: Visit
    ) -> None:
        now = self._now()
        pause = channel.pause if channel else feed.pause
        skip = (channel.skip_hours, channel.skip_days) if channel else (feed.skip_hours, feed.skip_days)
        if feed.primed or channel is None:
            gap = visits.next_gap(feed.gap, now - (feed.changed_at or feed.added_at), visit.new)
        else:
            gap = visits.first_gap(channel)
        seconds = visits.interval(gap, self._shortest, max(pause, fetched.max_age or 0.0))
        seconds = self._shortest if visit.waiting else seconds
        at = visits.past_skipped(now + visits.spread(seconds, self._chance()), *skip)
        values: dict[str, float | str | bool] = {
            "succeeded_at": int(now), "failing_since": 0, "failures": 0, "problem": "", "told": False,
            "gap": gap, "pause": pause, "skip_hours": skip[0], "skip_days": skip[1], "next_at": int(at) + 1,
        }  # fmt: skip
        if channel:
            values |= {"title": channel.title, "home": channel.home} if channel.title else {}
            values |= {"changed_at": int(now)} if visit.new else {}
        if not visit.waiting:
            etag, modified = fetched.validators.etag, fetched.validators.modified
            values |= {"primed": True, "body": body}
            if etag or modified or not fetched.unchanged:
                values |= {"etag": etag, "modified": modified}
        async with self._database.transaction() as connection:
            await feeds.update(connection, feed.id, **values)
            if fetched.moved_to and await feeds.move(connection, feed.id, fetched.moved_to):
                log.info("feed moved", extra={"feed": feed.name, "to": fetched.moved_to})
        if feed.told and self.news:
            await self.news("well", feed.name, feed.url, "")

    async def _fail(self, feed: Feed, error: SourceError) -> None:
        now = self._now()
        status, wait = (error.status, error.wait) if isinstance(error, Unreachable) else (0, 0.0)
        since = feed.failing_since or int(now)
        seconds = visits.spread(visits.back_off(feed.failures, self._shortest, wait), self._chance())
        gone = status == 410
        log.warning(
            "feed failed", extra={"feed": feed.name, "reason": str(error), "again_in": f"{seconds:.0f}s"}
        )
        told = feed.told
        if self.news and not gone and not told and now - since >= TOO_LONG:
            told = await self.news("failing", feed.name, feed.url, str(error))
        async with self._database.transaction() as connection:
            await feeds.update(
                connection, feed.id, failing_since=since, failures=feed.failures + 1, told=told,
                problem=str(error)[:300], next_at=int(now + seconds) + 1,
                **({"state": "ended"} if gone else {}),
            )  # fmt: skip
        if gone and self.news:
            await self.news("ended", feed.name, feed.url, str(error))

    async def _later(self, feed: Feed) -> None:
        """Come back after the shortest time; nothing is the feed's fault."""
        try:
            async with self._database.transaction() as connection:
                await feeds.update(connection, feed.id, next_at=int(self._now() + self._shortest) + 1)
        except BotError:
            await self._sleep(self._shortest)  # as long as the store fails, nothing else keeps us from trying
