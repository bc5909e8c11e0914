"""Second looks at the pages of entries that have only a teaser: what is corrected there alone is seen.

A page that was read is looked at again with its feed, an hour later and a day later, as long as the feed
shows it: one conditional request each. Not for the first reading (`bot.feeds.taking`).
"""

import logging
from collections.abc import Callable

from bot.arrivals import Arrival, Arrivals, looks_of
from bot.errors import BotError, NotFound, SourceError
from bot.feeds.taking import Fetch, Visit
from bot.feeds.visits import next_look
from bot.links import ACCEPT, document_of
from bot.models import Document
from bot.sources.http import Validators
from bot.store import articles, corrections, feeds, origins
from bot.store.feeds import Feed, Look
from bot.worker.entries import prepare_page

log = logging.getLogger(__name__)

MOST = 5  # pages at a visit


class Looks:
    """Looks at pages again."""

    def __init__(self, arrivals: Arrivals, fetch: Fetch, *, now: Callable[[], float]) -> None:
        self._database = arrivals.database
        self._arrivals = arrivals
        self._fetch = fetch
        self._now = now

    async def look(self, feed: Feed, visit: Visit) -> None:
        """Look at those pages of a feed that are due; what is corrected there is counted in `visit`.

        Raises:
            BotError: the store or the workers fail, whatever the pages hold.
        """
        for one in await feeds.looks_due(self._database, feed.id, int(self._now()), MOST):
            validators = Validators(one.etag, one.modified)
            try:
                fetched = await self._fetch(one.url, validators, ACCEPT)
                if not fetched.unchanged:
                    validators = fetched.validators
                    visit.changed += await self._read(one, document_of(fetched, ""))
            except (SourceError, NotFound) as error:
                log.debug("page not looked at again", extra={"page": one.url, "reason": str(error)})
            except BotError:
                raise  # ours, not the page's
            except Exception:
                log.exception("page not read again", extra={"page": one.url})
            async with self._database.transaction() as connection:
                at = next_look(one.looks + 1, self._now())
                await feeds.look_later(
                    connection, one.id, at, one.looks + 1, validators.etag, validators.modified
                )

    async def _read(self, one: Look, page: Document) -> bool:
        """Read a page again; tell whether its article says something else now."""
        article, _ = await articles.get(self._database, one.number)
        async with self._database.reader() as connection:
            if (await origins.holders(connection, one.number))[0] != one.origin:
                return False  # the article follows another source
            _, said = await corrections.said(connection, one.number)
        prepared = await self._arrivals.worker.run(
            prepare_page, article, said, page, self._arrivals.summarizer
        )
        async with self._database.transaction() as connection:
            arrival = Arrival(one.origin, looks_of(prepared), prepared)
            _, outcome = await self._arrivals.store(connection, arrival)
        self._arrivals.stored()
        return outcome == "updated"
