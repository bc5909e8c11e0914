"""What a visit finds in a feed becomes articles: entry by entry, each with its article in one transaction.

Not for when feeds are visited (`bot.feeds.rounds`), for which entries are known (`bot.feeds.entries`), nor
for looking at pages again (`bot.feeds.looks`).
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.arrivals import Arrival, Arrivals, looks_of
from bot.errors import BotError, NoArticle, SourceError, Unreachable
from bot.feeds.entries import Match, match, newest_first
from bot.feeds.visits import first_look
from bot.links import ACCEPT, document_of
from bot.models import Document
from bot.sources.feed import Channel, Entry
from bot.sources.http import Fetched, Validators
from bot.sources.urls import host_of
from bot.store import corrections, feeds, origins
from bot.store.database import Connection
from bot.store.feeds import Feed, Known
from bot.worker import Prepared
from bot.worker.entries import prepare_entry

log = logging.getLogger(__name__)

FIRST = 20  # articles that a new feed brings, without notices
GIVE_IN = 3  # visits at which an entry's page, or the reading of it, fails before it is done without

Fetch = Callable[[str, Validators, str], Awaitable[Fetched]]


@dataclass(slots=True)
class Visit:
    """What a visit found: articles new and changed, the newest one's number, and what went wrong."""

    new: int = 0
    changed: int = 0
    newest: int | None = None
    problem: str = ""
    waiting: bool = False  # an entry is left for the next visit: its page, or the reading of it, failed


class Taking:
    """Takes what feeds hold into the library."""

    def __init__(self, arrivals: Arrivals, fetch: Fetch, *, now: Callable[[], float]) -> None:
        self._database = arrivals.database
        self._arrivals = arrivals
        self._fetch = fetch
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
            passed_over = await feeds.passed_over(connection, feed.id)
        matches = newest_first(match(channel.entries, known))
        here = frozenset(one.known.origin for one in matches if one.known)
        formerly = frozenset(one.origin for one in known) - here
        fresh = [one for one in matches if one.known is None]
        old = [] if feed.primed else fresh[max(0, FIRST - len(known)) :]
        # What was too old for the library when the feed was new is none the newer for an edit.
        old += [
            one for one in matches if one.known and one.known.id in passed_over and not _is_since(feed, one)
        ]
        left = {id(one) for one in old}
        async with self._database.transaction() as connection:
            for one in matches:
                if id(one) in left or (one.known and not one.changed and one.print_as() != one.known):
                    await feeds.put(connection, feed.id, one.print_as(), one.entry.link)
            await feeds.look_no_more(
                connection, feed.id, besides=[one.known.id for one in matches if one.known]
            )
        for one in reversed(matches):
            if id(one) not in left and (one.known is None or one.changed):
                here |= await self._take_one(feed, one, here, formerly, visit)
        log.info("feed read", extra={"feed": feed.name, "new": visit.new, "changed": visit.changed})

    async def _take_one(
        self, feed: Feed, one: Match, here: frozenset[str], formerly: frozenset[str], visit: Visit
    ) -> frozenset[str]:
        """Store one entry with its article; gives its origin, nothing if it is left for the next visit."""
        try:
            page = await self._page(feed, one.entry)
            prepared = await self._prepare(feed, one.entry, page)
        except _NotYet:
            visit.waiting = True
            return frozenset()
        self._waited.pop((feed.id, one.entry.prints), None)
        async with self._database.transaction() as connection:
            known = await self._known_as(connection, one, prepared)
            kept = await feeds.put(connection, feed.id, known, one.entry.link)
            if page and (at := first_look(one.entry.published_at, self._now())):
                validators = page.validators
                await feeds.look_later(connection, kept.id, at, 0, validators.etag, validators.modified)
            if one.entry.teaser and await _said_more(connection, kept.origin, prepared):
                return frozenset((kept.origin,))  # its page cannot be had now, and was read before
            if isinstance(prepared, SourceError):
                await self._refuse(connection, feed, kept, one.entry, prepared)
                return frozenset((kept.origin,))
            arrival = Arrival(
                kept.origin, looks_of(prepared), prepared, quiet=not feed.primed,
                beside=here - {kept.origin}, formerly=formerly, by_address=one.by_address,
            )  # fmt: skip
            number, outcome = await self._arrivals.store(connection, arrival)
        self._arrivals.stored()
        if number is not None:
            visit.newest = number
            visit.new += known.id == 0
            visit.changed += known.id != 0 and outcome == "updated"
        return frozenset((kept.origin,))

    async def _refuse(
        self, connection: Connection, feed: Feed, kept: Known, entry: Entry, reason: SourceError
    ) -> None:
        await self._arrivals.refuse(connection, kept.origin, (0, entry.prints[2]), str(reason))
        told = {"feed": feed.name, "entry": entry.title[:100], "reason": str(reason)}
        log.warning("entry refused", extra=told)

    async def _prepare(self, feed: Feed, entry: Entry, page: "_Page | None") -> Prepared | SourceError:
        document = Document("", feed.name, "html", b"", publication=feed.title or host_of(feed.url))
        today = datetime.fromtimestamp(self._now(), UTC).date()
        summarizer, read = self._arrivals.summarizer, page.document if page else None
        try:
            return await self._arrivals.worker.run(prepare_entry, entry, document, read, summarizer, today)
        except Exception as error:
            if isinstance(error, BotError) and not isinstance(error, SourceError):
                raise  # no worker, whatever the entry
            if not isinstance(error, SourceError):
                log.exception("entry not read", extra={"feed": feed.name, "entry": entry.title[:100]})
                error = SourceError(f"unexpected error: {type(error).__name__}", transient=True)
            self._wait_for(feed, entry, error)
            return error

    def _wait_for(self, feed: Feed, entry: Entry, error: SourceError) -> None:
        """Leave an entry for the next visit if that may help, a few times.

        Raises:
            _NotYet: it may.
        """
        key = (feed.id, entry.prints)
        self._waited[key] = self._waited.get(key, 0) + 1
        if error.transient and self._waited[key] < GIVE_IN:
            raise _NotYet from error

    async def _known_as(self, connection: Connection, one: Match, prepared: Prepared | SourceError) -> Known:
        """Give what is to be kept of an entry; under an old id or link there may be another story by now."""
        mine = one.print_as()
        if (
            one.known is not None
            and isinstance(prepared, Prepared)
            and await self._arrivals.is_another(connection, one.known.origin, prepared)
        ):
            return mine._replace(id=0)
        return mine

    async def _page(self, feed: Feed, entry: Entry) -> "_Page | None":
        """Fetch the page of an entry that has only a teaser; None if there is none to be read."""
        if not entry.teaser or not entry.link:
            return None
        try:
            fetched = await self._fetch(entry.link, Validators(), ACCEPT)
            return _Page(document_of(fetched, ""), fetched.validators)
        except NoArticle:
            return None
        except Unreachable as error:
            self._wait_for(feed, entry, error)
            return None


@dataclass(frozen=True, slots=True)
class _Page:
    document: Document
    validators: Validators


async def _said_more(connection: Connection, origin: str, prepared: Prepared | SourceError) -> bool:
    """Tell whether what an origin said before is far more than what it says now."""
    known = await origins.find(connection, origin)
    if known is None or known.number is None or not known.live:
        return False
    _, sentences = await corrections.said(connection, known.number)
    return len(sentences) > 2 * (len(prepared.reading.sentences) if isinstance(prepared, Prepared) else 0)


def _is_since(feed: Feed, one: Match) -> bool:
    """Tell whether an entry is dated after its feed was added."""
    return one.entry.published_at is not None and one.entry.published_at.timestamp() > feed.added_at


class _NotYet(Exception):
    """The entry cannot be read at the moment."""
