"""What a visit finds in a feed becomes articles: entry by entry, each with its article in one transaction.

Not for when feeds are visited (`bot.feeds.rounds`), nor for which entries are known (`bot.feeds.entries`).
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.arrivals import Arrival, Arrivals
from bot.errors import NoArticle, SourceError, Unreachable
from bot.feeds.entries import Match, match, newest_first
from bot.links import ACCEPT, document_of
from bot.models import Document
from bot.sources.feed import Channel
from bot.sources.http import Fetched, Validators
from bot.sources.urls import host_of
from bot.store import feeds
from bot.store.database import Database
from bot.store.feeds import Feed
from bot.worker import Prepared, Worker
from bot.worker.entries import prepare_entry

log = logging.getLogger(__name__)

FIRST = 20  # articles that a new feed brings, without notices
GIVE_IN = 3  # times that an entry waits for its page before the feed's own words are taken

Fetch = Callable[[str, Validators, str], Awaitable[Fetched]]


@dataclass(slots=True)
class Visit:
    """What a visit found: articles new and changed, the newest one's number, and what went wrong."""

    new: int = 0
    changed: int = 0
    newest: int | None = None
    problem: str = ""
    waiting: bool = False  # an entry is left for the next visit: its page could not be fetched


class Taking:
    """Takes what feeds hold into the library."""

    def __init__(
        self,
        database: Database,
        worker: Worker,
        arrivals: Arrivals,
        fetch: Fetch,
        *,
        summarizer: str,
        now: Callable[[], float],
    ) -> None:
        self._database = database
        self._worker = worker
        self._arrivals = arrivals
        self._fetch = fetch
        self._summarizer = summarizer
        self._now = now
        self._waited: dict[tuple[int, tuple[int, int, int]], int] = {}

    async def take(self, feed: Feed, channel: Channel, visit: Visit) -> None:
        """Store what is new in a feed, the oldest first, and what changed.

        Raises:
            BotError: the store or the workers fail, whatever the feed holds.
        """
        feed = feed._replace(title=channel.title or feed.title)
        async with self._database.reader() as connection:
            known = await feeds.known(connection, feed.id)
        matches = newest_first(match(channel.entries, known))
        here = frozenset(one.known.origin for one in matches if one.known)
        formerly = frozenset(one.origin for one in known) - here
        fresh = [one for one in matches if one.known is None]
        old = [] if feed.primed else fresh[max(0, FIRST - len(known)) :]
        async with self._database.transaction() as connection:
            for one in [*old, *(one for one in matches if one.known and one.print_as() != one.known)]:
                if one in old or not one.changed:
                    await feeds.put(connection, feed.id, one.print_as(), one.entry.link)
        passed = {id(one) for one in old}
        for one in reversed(matches):
            if id(one) not in passed and (one.known is None or one.changed):
                here |= await self._take_one(feed, one, here, formerly, visit)
        log.info("feed read", extra={"feed": feed.name, "new": visit.new, "changed": visit.changed})

    async def _take_one(
        self, feed: Feed, one: Match, here: frozenset[str], formerly: frozenset[str], visit: Visit
    ) -> frozenset[str]:
        """Store one entry with its article; gives its origin, nothing if it is left for the next visit."""
        try:
            page = await self._page(feed, one)
        except _NotYet:
            visit.waiting = True
            return frozenset()
        document = Document("", feed.name, "html", b"", publication=feed.title or host_of(feed.url))
        today = datetime.fromtimestamp(self._now(), UTC).date()
        prepared: Prepared | SourceError
        try:
            prepared = await self._worker.run(
                prepare_entry, one.entry, document, page, self._summarizer, today
            )
        except SourceError as error:
            prepared = error
        async with self._database.transaction() as connection:
            kept = await feeds.put(connection, feed.id, one.print_as(), one.entry.link)
            if isinstance(prepared, SourceError):
                await self._arrivals.refuse(connection, kept.origin, one.entry.prints[2], str(prepared))
            else:
                visit.newest = await self._arrivals.store(
                    connection,
                    Arrival(
                        kept.origin,
                        one.entry.prints[2],
                        prepared,
                        quiet=not feed.primed,
                        beside=here - {kept.origin},
                        formerly=formerly,
                        by_address=one.by_address,
                    ),
                )
        if isinstance(prepared, SourceError):
            reason = {"feed": feed.name, "entry": one.entry.title[:100], "reason": str(prepared)}
            log.warning("entry refused", extra=reason)
        else:
            self._arrivals.stored()
            visit.new += one.known is None
            visit.changed += one.known is not None
        return frozenset((kept.origin,))

    async def _page(self, feed: Feed, one: Match) -> Document | None:
        """Fetch the page of an entry that has only a teaser; None if there is none to be read."""
        entry = one.entry
        if not entry.teaser or not entry.link:
            return None
        key = (feed.id, entry.prints)
        try:
            page = document_of(await self._fetch(entry.link, Validators(), ACCEPT), "")
        except NoArticle:
            return None
        except Unreachable as error:
            self._waited[key] = self._waited.get(key, 0) + 1
            if error.transient and self._waited[key] < GIVE_IN:
                raise _NotYet from error
            page = None
        self._waited.pop(key, None)
        return page


class _NotYet(Exception):
    """The page cannot be fetched at the moment."""
