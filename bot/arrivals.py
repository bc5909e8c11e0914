"""Documents that arrive one at a time, from feeds and links: prepared in a worker, stored one by one.

Not for the folder (`bot.ingest`), nor for where they come from (`bot.feeds`, `bot.links`).
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

from bot.models import Document
from bot.store import library
from bot.store.articles import Told
from bot.store.database import Connection, Database
from bot.store.library import Announce
from bot.store.origins import Seen
from bot.worker import READER, Prepared, Worker, prepare


class Arrivals:
    """The way into the library for what is not in its folder. `stored` is called after each commit."""

    def __init__(
        self,
        database: Database,
        worker: Worker,
        *,
        summarizer: str,
        announce: Announce | None = None,
        stored: Callable[[], object] = lambda: None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._worker = worker
        self._summarizer = summarizer
        self._announce = announce
        self._stored = stored
        self._reader = f"{READER}/{summarizer}"
        self._now = now

    async def keep(self, document: Document) -> int:
        """Put a document into the library and give its number; whoever is subscribed is told.

        Raises:
            Unreadable: it holds no article.
        """
        prepared = await self._worker.run(prepare, document, "", self._summarizer, urgent=True)
        async with self._database.transaction() as connection:
            number = await self.store(connection, document.origin, _print(document.data), prepared)
        self._stored()
        return number

    async def store(
        self,
        connection: Connection,
        origin: str,
        fingerprint: int,
        prepared: Prepared,
        *,
        quiet: bool = False,
    ) -> int:
        """Write a prepared document inside the caller's transaction and give its number.

        `fingerprint` is of what it was made of; if `quiet`, nobody is told.
        """
        told = Told(prepared.reading, prepared.indexed, prepared.words, prepared.sizes)
        seen = Seen(len(prepared.reading.sentences), fingerprint, self._reader)
        announce = None if quiet else self._announce
        await library.keep(connection, origin, seen, told, self._now(), announce)
        return await library.number_of(connection, origin)


def _print(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big", signed=True)
