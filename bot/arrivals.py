"""Documents that arrive one at a time, from feeds and links: prepared in a worker, stored one by one.

One story is one article, whoever tells it: what arrives and is like an article that is there joins it. Its
text stays that of the first source, whose corrections are the article's.

Not for the folder (`bot.ingest`), nor for where they come from (`bot.feeds.feeds`, `bot.links`).
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.models import Document
from bot.sources.prints import fingerprint
from bot.store import articles, library, likeness, origins
from bot.store.articles import Told
from bot.store.database import Connection, Database
from bot.store.library import Amend, Announce
from bot.store.likeness import Candidate
from bot.store.origins import Seen
from bot.text.likeness import ALIKE
from bot.text.likeness import likeness as likeness_of
from bot.titles import titled
from bot.worker import READER, Prepared, Worker, prepare

Joined = Callable[[Connection, int], Awaitable[object]]  # an article that has one more source, by its number

SURE = 0.9  # so alike that neither another day nor other figures in the title make another story
KIN = 0.2  # less alike, what a source says now is another story than the one it was one source of
DAYS = timedelta(days=3)  # between the dates of two tellings of one story


@dataclass(frozen=True, slots=True)
class Arrival:
    """What arrived, prepared. `print` is of what it was made of; if `quiet`, nobody is told.

    `beside` are origins that its source shows beside it: other articles, however alike. `formerly` are those
    that the source showed and does not any more: what is like one of them is that article, corrected.
    `by_address` is that its address is its own, so that what else is there is the same article.
    """

    origin: str
    print: int
    prepared: Prepared
    quiet: bool = False
    beside: frozenset[str] = frozenset()
    formerly: frozenset[str] = frozenset()
    by_address: bool = True


class Arrivals:
    """The way into the library for what is not in its folder. `stored` is called after each commit."""

    def __init__(  # noqa: PLR0913
        self,
        database: Database,
        worker: Worker,
        *,
        summarizer: str,
        announce: Announce | None = None,
        amend: Amend | None = None,
        joined: Joined | None = None,
        stored: Callable[[], object] = lambda: None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._worker = worker
        self._summarizer = summarizer
        self._announce = announce
        self._amend = amend
        self._joined = joined
        self.stored = stored
        self._reader = f"{READER}/{summarizer}"
        self._now = now

    async def keep(self, document: Document) -> int:
        """Put a document into the library and give its number; whoever is subscribed is told.

        Raises:
            Unreadable: it holds no article.
        """
        prepared = await self._worker.run(prepare, document, "", self._summarizer, urgent=True)
        async with self._database.transaction() as connection:
            number = await self.store(
                connection, Arrival(document.origin, fingerprint(document.data), prepared)
            )
        self.stored()
        return number

    async def store(self, connection: Connection, arrival: Arrival) -> int:
        """Write what arrived inside the caller's transaction, and give its article's number."""
        prepared, origin = arrival.prepared, arrival.origin
        told = Told(prepared.reading, prepared.indexed, prepared.words, prepared.sizes)
        told = await titled(connection, origin, told)
        seen = Seen(len(prepared.reading.sentences), arrival.print, self._reader)
        known = await origins.find(connection, origin)
        leading = True
        if known is not None and known.live:
            assert known.number is not None
            leading = await self._leads(connection, origin, known.number)
            if not leading and await self._kin(connection, known.number, told):
                await library.join(connection, origin, seen, known.number)
                return known.number
        elif (twin := await self._twin(connection, told, arrival)) is not None:
            await library.join(connection, origin, seen, twin)
            if not await self._replace(connection, arrival, twin):
                if self._joined and not arrival.quiet:
                    await self._joined(connection, twin)
                return twin
        announce = None if arrival.quiet else self._announce
        await library.keep(
            connection, origin, seen, told, self._now(), announce, self._amend, leading=leading
        )
        return await library.number_of(connection, origin)

    async def refuse(self, connection: Connection, origin: str, print_: int, problem: str) -> None:
        """Note inside the caller's transaction that what an origin holds is no article."""
        await library.refuse(connection, origin, Seen(0, print_, self._reader), problem, self._now())

    async def _leads(self, connection: Connection, origin: str, number: int) -> bool:
        """Tell whether an origin is the first of those that hold an article."""
        held = (await likeness.origins_of(connection, [number])).get(number, [])
        return origin == min(held, key=_rank, default=origin)

    async def _replace(self, connection: Connection, arrival: Arrival, number: int) -> bool:
        """Put what arrived in the place of what its source showed formerly; tell whether it leads then."""
        held = (await likeness.origins_of(connection, [number])).get(number, [])
        for origin in arrival.formerly.intersection(held):
            await origins.forget(connection, origin)
        return bool(arrival.formerly.intersection(held)) and await self._leads(
            connection, arrival.origin, number
        )

    async def _kin(self, connection: Connection, number: int, told: Told) -> bool:
        signature = await likeness.signature_of(connection, number)
        return not told.indexed.signature or likeness_of(signature, told.indexed.signature) >= KIN

    async def _twin(self, connection: Connection, told: Told, arrival: Arrival) -> int | None:
        """Find the article that tells the same story."""
        same = await articles.find_by_digest(connection, told.reading.digest)
        if same is not None and not same.removed:
            return same.number
        url = told.reading.url if arrival.by_address else ""
        found = await likeness.candidates(connection, told.indexed.bands, url)
        if not found:
            return None
        apart = await likeness.origins_of(connection, [one.number for one in found])
        here = await likeness.numbers_at(connection, url)
        scored = [
            (score, one.number)
            for one in found
            if arrival.beside.isdisjoint(apart.get(one.number, ()))
            and (score := 1.0 if one.number in here else _score(one, told))
        ]
        return max(scored, key=lambda pair: (pair[0], -pair[1]), default=(0, None))[1]


def _score(one: Candidate, told: Told) -> float:
    """How alike an article is to what arrived; 0 if they are two stories."""
    score = likeness_of(one.signature, told.indexed.signature)
    if score < ALIKE:
        return 0.0
    reading = told.reading
    figures = set(re.findall(r"\d+", one.title)), set(re.findall(r"\d+", reading.title))
    apart = one.published and reading.published and abs(one.published - reading.published) > DAYS
    # Reports made from a form: the same words each week, or of each town, around other figures.
    if (all(figures) and figures[0] != figures[1]) or apart:
        return score if score >= SURE else 0.0
    return score


def _rank(origin: str) -> tuple[bool, int, str]:
    """The order in which origins lead: what somebody put there, then entries of feeds as they came."""
    scheme, _, rest = origin.partition(":")
    return scheme == "feed", int(rest) if scheme == "feed" and rest.isdecimal() else 0, origin
