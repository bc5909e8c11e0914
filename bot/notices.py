"""Notices: who is owed word of a new article, and what a notice has to say.

Not for sending (`bot.delivery`), nor for subscribing (`bot.subscriptions`).
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable, Sequence

import numpy as np

from bot.models import Notice, Subscription
from bot.schedule import next_at
from bot.store import articles, chats, outbox, passages, subscriptions
from bot.store.articles import Told
from bot.store.database import Connection, Database
from bot.store.outbox import Owed
from bot.store.subscriptions import Kept
from bot.text.watch import ANY, EVERYTHING, Seen, Watch, from_key, holds, names

GATHER_SECONDS = 2
_BREATH = 500  # searches tried before others get their turn on the event loop


class Notices:
    """What is owed of new articles."""

    def __init__(self, database: Database, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now

    async def queue(self, connection: Connection, number: int, told: Told) -> int:
        """Owe a new article to all who asked for it, inside the transaction that adds it; give how many.

        A topic is owed one notice: for the words it gave rather than for everything, if both fit.
        """
        everything = await subscriptions.find_search(connection, EVERYTHING)
        matches = [
            (id_, seen.best_sentence(watch)) async for id_, watch, seen in self._fitting(connection, told)
        ]
        if not matches and everything is None:
            return 0
        now = await self._begin(connection)
        queued = await outbox.queue(connection, number, matches, now) if matches else 0
        if everything is not None:
            queued += await outbox.queue(connection, number, [(everything, None)], now)
        return queued

    async def queue_joined(self, connection: Connection, number: int, told: Told) -> int:
        """Owe an article to those who asked for what one more source of it tells, unless they know of it."""
        fitting = self._fitting(connection, told)
        # The sentence that fits is that source's: the article may not have it.
        matches = [(id_, None) async for id_, watch, _ in fitting if watch.source]
        return (
            await outbox.queue(connection, number, matches, await self._begin(connection)) if matches else 0
        )

    async def _fitting(self, connection: Connection, told: Told) -> AsyncIterator[tuple[int, Watch, Seen]]:
        """Give the searches that a text fits, each with its id and the text as it is tried."""
        found = await subscriptions.candidates(connection, _terms(told))
        if not found:
            return
        seen = Seen(
            [(one.position, one.terms, one.tokens) for one in told.indexed.passages],
            told.reading.language,
            await passages.languages(self._database),
            names(told.reading.publication, told.reading.url),
        )
        for tried, search in enumerate(found, start=1):
            watch = from_key(search.key)
            if seen.fits(watch):
                yield search.id, watch, seen
            if tried % _BREATH == 0:
                await asyncio.sleep(0)

    async def _begin(self, connection: Connection) -> int:
        """Write down when what is queued now is due on each schedule; gives the time that counts as now."""
        # What arrives together should be told of in one message: "at once" waits that long for the others.
        now = int(self._now()) + GATHER_SECONDS
        times = [(next_at(schedule, now), key) for key, schedule in await chats.schedules(connection)]
        await chats.set_next(connection, times)
        return now

    async def read(self, owed: Iterable[Owed]) -> list[Notice]:
        """Give what these notices have to say, in their order; those whose article is gone are left out."""
        rows = list(owed)
        numbers = list(dict.fromkeys(one.number for one in rows))
        known = {one.number: one for one in await articles.several(self._database, numbers, also=True)}
        kept = await subscriptions.several(self._database, {one.subscription for one in rows})
        gists = {number: await self._gist(number) for number in known}
        languages = await passages.languages(self._database)
        return [
            Notice(
                one.id,
                known[one.number],
                gists[one.number],
                await self._match(one, kept.get(one.subscription), known[one.number].language, languages),
                _subscription(kept.get(one.subscription)),
                one.moved_from,
            )
            for one in rows
            if one.number in known
        ]

    async def _gist(self, number: int) -> str:
        return "".join(one.text for one in await passages.summary(self._database, number, 1))

    async def _match(self, owed: Owed, kept: Kept | None, language: str, languages: Sequence[str]) -> str:
        """The sentence that matched; "" if an edit has taken its words since."""
        if owed.position is None or kept is None or kept.key == EVERYTHING:
            return ""
        text = await passages.sentence_at(self._database, owed.number, owed.position)
        return text if text and holds(text, from_key(kept.key), language, languages) else ""


def _terms(told: Told) -> set[int]:
    terms = {term for one in told.indexed.passages for term in np.frombuffer(one.terms, dtype="<u4").tolist()}
    return terms | {ANY}


def _subscription(kept: Kept | None) -> Subscription | None:
    return Subscription(kept.id, kept.text) if kept else None
