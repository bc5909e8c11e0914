"""What the service does for itself, beside its work: for ever, and never so that the work suffers.

Not for what is done in the library or for chats.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.errors import BotError, StoreError
from bot.ingest import Ingest, Progress
from bot.operations import health
from bot.operations.alarms import Alarms
from bot.operations.backups import Backups
from bot.operations.vitals import Vitals
from bot.render import admin as render
from bot.render.message import Message
from bot.renewal import Renewal
from bot.store import pruning, withdrawn
from bot.store.database import Database

log = logging.getLogger(__name__)

WATCH_SECONDS = 30.0
TIDY_SECONDS = 3600.0
# For which a notice that was sent is kept, one for a chat that shut the bot out, a removed article's text.
KEPT_DAYS = 60
AT_ONCE = 2_000  # notices removed in one transaction
BACKUP_SECONDS = 600.0  # between looks at whether a day's backup is due, or is to be tried again


async def keep_loaded(
    ingest: Ingest,
    renewal: Renewal,
    folder: Path,
    loaded: asyncio.Event,
    on_progress: Progress | None,
) -> None:
    """Read the articles folder, then follow its changes; whatever fails is tried again."""
    while True:
        try:
            if not loaded.is_set():
                counts = await ingest.sync(folder, on_progress)
                loaded.set()
                await renewal.articles()
                log.info("articles loaded", extra={"folder": str(folder), **counts.as_dict()})
            await ingest.watch(folder)
        except BotError as error:
            log.error("articles not loaded", extra={"reason": str(error), "again_in": "10s"})  # noqa: TRY400
        except Exception:
            log.exception("articles not loaded")
        await asyncio.sleep(10)


async def keep_beating(database: Path, vitals: Vitals) -> None:
    """Leave a heartbeat for `gistwire check`, and take it away at the end."""
    try:
        while True:
            beat = (await vitals.look()).beat
            with contextlib.suppress(OSError):  # a full disk is for the check to find
                await asyncio.to_thread(health.write_beat, database, beat)
            await asyncio.sleep(health.BEAT_SECONDS if beat.last_poll_at else 1.0)
    finally:
        with contextlib.suppress(OSError):
            health.remove_beat(database)


async def keep_backups(backups: Backups | None, loaded: asyncio.Event) -> None:
    """Make each day's backup, the first when the library is loaded."""
    if backups is None:
        return
    await loaded.wait()
    while True:
        try:
            await backups.make_due()
            backups.problem = ""
        except StoreError as error:
            backups.problem = str(error)
            log.error("backup not made", extra={"reason": str(error)})  # noqa: TRY400
        await asyncio.sleep(BACKUP_SECONDS)


async def keep_tidy(database: Database) -> None:
    """Remove what nobody waits for any more, a little at a time: notices, and texts of removed articles."""
    while True:
        try:
            before = int(time.time()) - KEPT_DAYS * 86_400
            while chosen := await pruning.outlived(database, before, AT_ONCE):
                async with database.transaction() as connection:
                    await pruning.remove(connection, chosen)
                await asyncio.sleep(0.1)  # others write, too
            for number in await withdrawn.outlived(database, before):
                async with database.transaction() as connection:
                    await withdrawn.forget(connection, number)
        except StoreError as error:
            log.warning("not tidied", extra={"reason": str(error)})
        await asyncio.sleep(TIDY_SECONDS)


async def keep_watch(
    alarms: Alarms, vitals: Vitals, backups: Backups | None, tell: Callable[[Message], Awaitable[int]]
) -> None:
    """Tell the administrators what needs them, once; `tell` gives how many it reached."""
    while True:
        lines = alarms.new(await vitals.look(), backups.problem if backups else "")
        if lines:
            log.warning("administrators are told", extra={"reason": "; ".join(lines)})
            if not await tell(render.alarm(lines)):
                alarms.not_told()
        await asyncio.sleep(WATCH_SECONDS)
