"""After an upgrade: what an earlier version made of words is made anew, so that old and new fit together.

Searches that chats are subscribed to are read again from what was written, before any new article is matched:
one that still looked for an old stem would miss it, and lose a notice. Articles of the folder are read
again by its next look (`bot.ingest`); those that came another way are ranked and indexed again from the
sentences that are kept of them.

Not for the schema (`bot.store.migrations`).
"""

import asyncio
import logging
from contextlib import aclosing

from bot.arrivals import Arrivals
from bot.errors import SourceError, UserError
from bot.store import library, origins, subscriptions
from bot.store.articles import Told
from bot.store.database import Connection, Database
from bot.text import watch
from bot.titles import titled
from bot.worker import READER, Worker, in_batches, prepare_again

log = logging.getLogger(__name__)

BATCH = 200  # searches read anew in one transaction


class Renewal:
    """What there is to renew in one library; nothing, after the first start of a version."""

    def __init__(self, arrivals: Arrivals) -> None:
        self._arrivals = arrivals
        self._database: Database = arrivals.database
        self._worker: Worker = arrivals.worker
        self._summarizer = arrivals.summarizer

    async def searches(self) -> int:
        """Read anew the searches that another version read; give how many.

        Raises:
            StoreError: the database would not have it.
        """
        count = 0
        while stale := await subscriptions.stale(self._database, READER, BATCH):
            wanted = await asyncio.to_thread(_read, sorted({text for one in stale for text in one.texts}))
            async with self._database.transaction() as connection:
                for one in stale:
                    await self._renew_search(connection, one, wanted)
            count += len(stale)
        if count:
            log.info("searches read anew", extra={"searches": count})
        return count

    async def _renew_search(
        self, connection: Connection, one: subscriptions.Stale, wanted: dict[str, "_Wanted"]
    ) -> None:
        for text in one.texts:
            if text not in wanted:
                await subscriptions.set_reader(connection, one.id, READER)
                continue
            key, anchors = wanted[text]
            search = await subscriptions.ensure_search(connection, key, (), READER)
            await subscriptions.set_anchors(connection, search, anchors, READER)
            if search != one.id:
                await subscriptions.look_for(connection, one.id, text, search)
        await subscriptions.forget_unused(connection, [one.id])

    async def articles(self) -> int:
        """Rank and index anew the articles that no file can be read again for; give how many.

        Raises:
            StoreError: the database would not have it.
        """
        numbers = await origins.outdated(self._database, self._arrivals.reader)
        count = 0
        async with aclosing(in_batches(numbers, self._prepare, self._worker.count)) as batches:
            async for batch in batches:
                async with self._database.transaction() as connection:
                    for kept, told in batch:
                        if told is not None:
                            told = await titled(connection, kept.origin, told)  # noqa: PLW2901
                        count += await library.renew(connection, kept, told, self._arrivals.reader)
        if count:
            log.info("articles indexed anew", extra={"articles": count})
        return count

    async def _prepare(self, kept: origins.Outdated) -> tuple[origins.Outdated, Told | None]:
        reading = await library.read_back(self._database, kept.number)
        if reading is None:
            return kept, None
        try:
            made = await self._worker.run(prepare_again, reading, self._summarizer)
        except SourceError as error:  # one bad article never stops the rest: it stays as it was
            log.warning("article not indexed anew", extra={"article": kept.number, "reason": str(error)})
            return kept, None
        return kept, Told(made.reading, made.indexed, made.words, made.sizes)


_Wanted = tuple[str, frozenset[int]]  # a search's key, and its anchors


def _read(texts: list[str]) -> dict[str, _Wanted]:
    """Read what was written; what this version would not accept is left out, and looked for as it was."""
    found = {}
    for text in texts:
        try:
            wanted = watch.parse(text) if text else None
        except UserError:
            continue
        found[text] = (wanted.key, watch.anchors(wanted)) if wanted else (watch.EVERYTHING, frozenset())
    return found
