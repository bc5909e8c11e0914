"""Texts that arrive become articles: each its own, or one more source of the story that is there already.

What comes from the folder (`bot.ingest`), from feeds (`bot.feeds.taking`) and from links goes through here.
An article says what the first of its sources says, whose corrections are the article's; a file that somebody
edits by hand comes before all others from then on.

Not for which articles tell one story (`bot.stories`), nor for where texts come from.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from bot.models import Document
from bot.sources.prints import fingerprint
from bot.store import library, origins
from bot.store.articles import Told
from bot.store.database import Connection, Database
from bot.store.library import Amend, Announce, Outcome
from bot.store.origins import WITHDRAWN, Origin, Seen
from bot.stories import by_hand, find_twin, is_another, is_kin
from bot.titles import titled
from bot.worker import READER, Prepared, Worker, prepare

# Of an article, by its number, that has one more source: what that says.
Joined = Callable[[Connection, int, Told], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Arrival:
    """What arrived, prepared. `looks` are two numbers by which its origin is known unchanged.

    If `quiet`, nobody is told. `asked` is that a person wanted it now, whatever was removed before. `beside`
    are origins that its source shows beside it: other articles, however alike. `formerly` are those that the
    source showed and does not any more: what is like one of them is that article, corrected. `by_address` is
    that its address is its own, so that what else is there is the same article.
    """

    origin: str
    looks: tuple[int, int]
    prepared: Prepared
    quiet: bool = False
    asked: bool = False
    beside: frozenset[str] = frozenset()
    formerly: frozenset[str] = frozenset()
    by_address: bool = True


def looks_of(prepared: Prepared) -> tuple[int, int]:
    """What is known unchanged by what was read of it."""
    return len(prepared.reading.sentences), fingerprint(prepared.reading.digest.encode())


class Stored(NamedTuple):
    """What became of an arrival: its article, None where an administrator removed that, and a count."""

    number: int | None
    outcome: Outcome


class Arrivals:
    """The one way into the library. `stored` is to be called when what was announced is committed."""

    def __init__(  # noqa: PLR0913
        self,
        database: Database,
        worker: Worker,
        *,
        summarizer: str = "gistwire",
        announce: Announce | None = None,
        amend: Amend | None = None,
        joined: Joined | None = None,
        stored: Callable[[], object] = lambda: None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.database = database
        self.worker = worker
        self.summarizer = summarizer
        self.reader = f"{READER}/{summarizer}"
        self.stored = stored
        self.now = now
        self._announce = announce
        self._amend = amend
        self._joined = joined

    async def keep(self, document: Document) -> int:
        """Put a document that somebody asked for into the library and give its number; subscribers are told.

        Raises:
            Unreadable: it holds no article.
        """
        prepared = await self.worker.run(prepare, document, "", self.summarizer, urgent=True)
        looks = (len(document.data), fingerprint(document.data))
        async with self.database.transaction() as connection:
            arrival = Arrival(document.origin, looks, prepared, asked=True)
            number, _ = await self.store(connection, arrival)
        self.stored()
        assert number is not None
        return number

    async def store(self, connection: Connection, arrival: Arrival, at: datetime | None = None) -> Stored:
        """Write what arrived inside the caller's transaction; `at` is when, if it came with others."""
        prepared, origin = arrival.prepared, arrival.origin
        told = Told(prepared.reading, prepared.indexed, prepared.words, prepared.sizes)
        told = await titled(connection, origin, told)
        seen, known = Seen(*arrival.looks, self.reader), await origins.find(connection, origin)
        if known is not None and known.problem == WITHDRAWN and not arrival.asked:
            return await self._leave_out(connection, origin, known.number, seen)
        standing = await self._standing(connection, origin, known, seen, told)
        if standing == "leaves":
            twin = await find_twin(connection, told, origin, arrival.beside, by_address=arrival.by_address)
            if twin is not None and twin.removed and not arrival.asked:
                return await self._leave_out(connection, origin, twin.number, seen)
            if twin is not None and not twin.removed:
                await library.join(connection, origin, seen, twin.number)
                if await self._takes_over(connection, arrival, twin.number):
                    standing = "leads"
                elif self._joined and not arrival.quiet:
                    await self._joined(connection, twin.number, told)
                if standing != "leads":
                    return Stored(twin.number, "unchanged")
        elif standing == "follows" and known is not None:
            await library.join(connection, origin, seen, known.number)
            return Stored(known.number, "unchanged")
        outcome = await library.keep(
            connection, origin, seen, told, at or self.now(),
            None if arrival.quiet else self._announce, self._amend, leading=standing == "leads",
        )  # fmt: skip
        return Stored(await library.number_of(connection, origin), outcome)

    async def refuse(self, connection: Connection, origin: str, looks: tuple[int, int], problem: str) -> None:
        """Note inside the caller's transaction that what an origin holds is no article."""
        await library.refuse(connection, origin, Seen(*looks, self.reader), problem, self.now())

    async def is_another(self, connection: Connection, origin: str, prepared: Prepared) -> bool:
        """Tell whether what an origin says now is another article than the one that it held."""
        known = await origins.find(connection, origin)
        if known is None or known.number is None or not known.live:
            return False
        return await is_another(connection, known.number, prepared.reading)

    async def _standing(
        self, connection: Connection, origin: str, known: Origin | None, seen: Seen, told: Told
    ) -> Literal["leads", "follows", "leaves"]:
        """Tell whether an article says what this origin says, or the origin is one more that tells it.

        An origin "leaves" where it holds no article, or tells something else now.
        """
        if known is None or known.number is None or not known.live:
            return "leaves"
        held = await origins.holders(connection, known.number)
        others = [one for one in held if one != origin]
        first = held[0] == origin
        if not others:
            return "leads"
        if known.seen[:2] == seen[:2]:  # read anew by another version, not edited
            return "leads" if first else "follows"
        if any(map(by_hand, others)) and by_hand(origin):
            return "leaves"  # of two copies, the one that is edited becomes a version
        kin = await is_kin(connection, known.number, told)
        if by_hand(origin):
            if kin:
                await origins.lead(connection, origin)
            return "leads" if kin else "leaves"
        return "leads" if first else "follows" if kin else "leaves"

    async def _takes_over(self, connection: Connection, arrival: Arrival, number: int) -> bool:
        """Put what arrived in the place of what its source showed formerly; tell whether it leads then."""
        held = await origins.holders(connection, number)
        gone = arrival.formerly.intersection(held)
        for origin in gone:
            await origins.forget(connection, origin)
        if held[0] not in gone:
            return False
        await origins.lead(connection, arrival.origin)
        return True

    async def _leave_out(self, connection: Connection, origin: str, number: int | None, seen: Seen) -> Stored:
        """Note that an origin holds an article that an administrator removed: the removal stands."""
        await origins.put(
            connection, origin, Origin(number, seen.size, seen.mtime_ns, WITHDRAWN, seen.reader)
        )
        return Stored(None, "unchanged")
