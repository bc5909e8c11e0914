"""Files into the library: found, prepared in a worker, stored in batches.

Not for where bytes come from (`bot.sources`), for what is read from them (`bot.text`), nor for what becomes
of a text that was read (`bot.arrivals`).
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.arrivals import Arrival, Arrivals
from bot.errors import BotError, SourceError, StoreError
from bot.models import Document, Reading
from bot.sources import files
from bot.sources.files import Found, Scan
from bot.sources.watch import changes_in
from bot.store import library, origins
from bot.store.database import Connection, savepoint
from bot.store.holding import hold
from bot.store.origins import GONE, WITHDRAWN, Origin, Seen
from bot.worker import Prepared, in_batches, prepare_file, read_and_rank
from bot.worker.ahead import BATCH

__all__ = ["Ingest", "Loaded", "Progress", "hold"]

log = logging.getLogger(__name__)

Progress = Callable[[int, int, int], None]  # done, total, failed

AHEAD = 4  # documents under way for each worker
SETTLE = 0.5  # seconds in which a file that changed must not change again before it is read
LOOKS = 6  # after so many a file that keeps changing is read all the same
PAUSE = 5.0  # seconds before the next attempt after the database failed


@dataclass(slots=True)
class Loaded:
    """What a load did, in documents. `refusals` are (name, reason)."""

    added: int = 0
    updated: int = 0
    removed: int = 0
    unchanged: int = 0
    refusals: list[tuple[str, str]] = field(default_factory=list)
    unsettled: int = 0  # left for another look: they changed just now

    @property
    def refused(self) -> int:
        """How many documents were refused."""
        return len(self.refusals)

    def as_dict(self) -> dict[str, int]:
        """Give the counts by name."""
        names = ("added", "updated", "removed", "unchanged", "refused")
        return {name: getattr(self, name) for name in names}

    def sentence(self) -> str:
        """Give the counts that are not zero as words."""
        counts = [f"{count} {name}" for name, count in self.as_dict().items() if count]
        return ", ".join(counts) or "nothing to read"


Outcome = Prepared | Exception


class Ingest:
    """Files into the library. One load at a time; any number of texts that are not kept."""

    def __init__(self, arrivals: Arrivals) -> None:
        self._arrivals = arrivals
        self._database = arrivals.database
        self._worker = arrivals.worker
        self._summarizer = arrivals.summarizer
        self._loading = asyncio.Lock()
        self._given_up: dict[str, tuple[int, int]] = {}  # failed in a way that another start may mend
        self._home: tuple[int, int] | None = None  # which folder the articles are in
        self._emptied = False
        self._said: set[tuple[str, str]] = set()  # what may not be looked at, said once
        self._looks: dict[str, tuple[int, int, int]] = {}  # size, time, looks

    async def read_text(self, document: Document, language: str = "") -> Reading:
        """Read and rank a text that somebody sent. Nothing is stored.

        Raises:
            Unreadable: it holds no article.
        """
        return await self._worker.run(read_and_rank, document, language, self._summarizer, urgent=True)

    async def sync(self, folder: Path, progress: Progress | None = None) -> Loaded:
        """Make the library what the folder is now: adds, updates, removes.

        If the folder is not there its articles stay, with a warning.
        """
        try:
            return await self._sync(folder, progress)
        except SourceError as error:
            log.warning("articles folder cannot be read, its articles stay", extra={"reason": error})
            return Loaded()

    async def watch(self, folder: Path) -> None:
        """Keep the library what the folder is, for ever."""
        async with aclosing(changes_in(folder)) as changes:
            async for _ in changes:
                while pause := await self._follow(folder):  # noqa: ASYNC110 - no event tells of quiet
                    await asyncio.sleep(pause)

    async def _follow(self, folder: Path) -> float:
        """Look once; give the seconds until another look is due whatever happens, or 0."""
        try:
            loaded = await self._sync(folder, None, settle=True)
        except SourceError as error:
            log.debug("articles folder went away", extra={"reason": error})  # `changes` warns
            return 0
        except BotError as error:
            log.error("articles not loaded", extra={"reason": error, "again_in": f"{PAUSE:g}s"})  # noqa: TRY400
            return PAUSE
        if loaded.added or loaded.updated or loaded.removed or loaded.refused:
            log.info("articles changed", extra=loaded.as_dict())
        return SETTLE if loaded.unsettled else 0

    async def add(
        self, paths: Iterable[Path], folder: Path | None = None, progress: Progress | None = None
    ) -> Loaded:
        """Add the files and folders that a person named; `folder` is the articles folder.

        Every refusal is told, those known from earlier too. Nothing is removed.
        """
        loaded = Loaded()
        wanted: dict[str, Found] = {}
        for path in paths:
            try:
                scan = await asyncio.to_thread(files.locate, path, folder)
            except SourceError as error:
                _refuse(loaded, str(path), str(error))
                continue
            wanted |= {found.origin: found for found in scan.found}
            for origin, reason in scan.closed:
                _refuse(loaded, origin.partition(":")[2], reason)
        async with self._loading:
            known = await origins.known(self._database, files.FOLDER)
            known |= await origins.known(self._database, files.FILE)
            work = [found for found in wanted.values() if not self._same(found, known, live=True)]
            loaded.unchanged = len(wanted) - len(work)
            await self._load(work, loaded, progress)
        return loaded

    async def _sync(self, folder: Path, progress: Progress | None, *, settle: bool = False) -> Loaded:
        async with self._loading:
            # First what is known, then what is there: what another process adds meanwhile is not missing.
            known = await origins.known(self._database, files.FOLDER)
            scan = await asyncio.to_thread(files.scan, folder)
            self._say_closed(scan)
            # In a thread: 20,000 files compared at once would hold up replies.
            changed, missing = await asyncio.to_thread(self._compare, scan, known)
            work = self._settled(changed) if settle else changed
            loaded = Loaded(unchanged=len(scan.found) - len(changed), unsettled=len(changed) - len(work))
            await self._load(work, loaded, progress)
            if not loaded.unsettled:  # one of those may be the new name of one that is missing
                await self._remove(missing, scan, loaded)
        return loaded

    def _compare(self, scan: Scan, known: dict[str, Origin]) -> tuple[list[Found], list[str]]:
        """Give the files that are not as they were known, and the known origins that are not there."""
        changed = [
            found
            for found in scan.found
            if not self._same(found, known)
            and self._given_up.get(found.origin) != (found.size, found.mtime_ns)
        ]
        gone = known.keys() - {found.origin for found in scan.found}
        missing = [name for name in sorted(gone) if known[name].problem != GONE and not scan.hides(name)]
        return changed, missing

    def _say_closed(self, scan: Scan) -> None:
        for origin, reason in set(scan.closed) - self._said:
            log.warning("not readable", extra={"file": origin.partition(":")[2], "reason": reason})
        self._said = set(scan.closed)

    def _settled(self, changed: Sequence[Found]) -> list[Found]:
        """Those that look as they did at the last look: the others may still be being written."""
        before, self._looks = self._looks, {}
        settled = []
        for found in changed:
            size, mtime_ns, looks = before.get(found.origin, (-1, -1, 0))
            if (size, mtime_ns) == (found.size, found.mtime_ns) or looks >= LOOKS:
                settled.append(found)
            else:
                self._looks[found.origin] = (found.size, found.mtime_ns, looks + 1)
        return settled

    async def _load(self, work: Sequence[Found], loaded: Loaded, progress: Progress | None) -> None:
        at = self._arrivals.now()  # one for all: what arrives together is listed in the order of its dates
        done, total = 0, len(work)
        if progress and total:
            progress(0, total, loaded.refused)
        ahead = self._worker.count * AHEAD
        async with aclosing(in_batches(work, self._prepare, ahead)) as batches:
            async for batch in batches:
                await self._store(batch, at, loaded)
                done += len(batch)
                if progress:
                    progress(done, total, loaded.refused)

    async def _prepare(self, found: Found) -> tuple[Found, Outcome]:
        if found.problem:
            return found, SourceError(found.problem)
        try:
            return found, await self._worker.run(prepare_file, found, self._summarizer)
        except Exception as error:
            if isinstance(error, BotError) and not isinstance(error, SourceError):
                raise  # no worker, whatever the document
            return found, error  # one bad document never stops the rest

    async def _store(self, batch: Sequence[tuple[Found, Outcome]], at: datetime, loaded: Loaded) -> None:
        """Keep a batch in one transaction; a document that cannot be kept costs itself only."""
        results: list[tuple[Found, str | Exception]] = []
        async with self._database.transaction() as connection:
            for found, outcome in batch:
                try:
                    async with savepoint(connection):
                        results.append((found, await self._keep(connection, found, outcome, at)))
                except StoreError:
                    raise
                except Exception as error:
                    results.append((found, error))
        self._arrivals.stored()
        for found, result in results:
            self._count(found, result, loaded)

    def _same(self, found: Found, known: dict[str, Origin], *, live: bool = False) -> bool:
        origin = known.get(found.origin)
        if origin is None or (live and not origin.live):
            return False
        reader = origin.reader if origin.problem == WITHDRAWN else self._arrivals.reader
        return origin.seen == Seen(found.size, found.mtime_ns, reader)

    async def _keep(
        self, connection: Connection, found: Found, outcome: Outcome, at: datetime
    ) -> str | Exception:
        """Write what became of one document; gives a count of Loaded, or why it was refused."""
        looks = (found.size, found.mtime_ns)
        if isinstance(outcome, Prepared):
            arrival = Arrival(found.origin, looks, outcome, asked=True)
            _, result = await self._arrivals.store(connection, arrival, at)
            for repair in outcome.reading.repairs:
                log.info("article repaired", extra={"file": found.name, "reason": repair})
            return result
        if isinstance(outcome, SourceError) and not outcome.transient:
            await self._arrivals.refuse(connection, found.origin, looks, str(outcome))
        return outcome

    def _count(self, found: Found, result: str | Exception, loaded: Loaded) -> None:
        log.debug("document", extra={"file": found.name, "result": result})
        if isinstance(result, str):
            setattr(loaded, result, getattr(loaded, result) + 1)
            return
        if not isinstance(result, SourceError):
            log.error(
                "article refused", exc_info=result, extra={"file": found.name, "reason": "unexpected error"}
            )
            loaded.refusals.append((found.name, f"unexpected error: {result!r}"))
        else:
            _refuse(loaded, found.name, str(result))
        if not isinstance(result, SourceError) or result.transient:
            self._given_up[found.origin] = (found.size, found.mtime_ns)

    async def _remove(self, missing: Sequence[str], scan: Scan, loaded: Loaded) -> None:
        if missing and not scan.found and self._home not in (None, scan.identity):
            # What is left where a file system was mounted looks like this.
            if not self._emptied:
                log.warning("articles folder was replaced by an empty one, its articles stay")
            self._emptied = True
            return
        self._home, self._emptied = scan.identity, False
        at = self._arrivals.now()
        for start in range(0, len(missing), BATCH):
            async with self._database.transaction() as connection:
                for name in missing[start : start + BATCH]:
                    loaded.removed += await library.drop(connection, name, at)


def _refuse(loaded: Loaded, name: str, reason: str) -> None:
    log.warning("article refused", extra={"file": name, "reason": reason})
    loaded.refusals.append((name, reason))
