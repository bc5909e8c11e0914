"""Corrections: when an article's source corrects it, the notices that were sent are edited in place.

Nobody is notified again. The edit is owed like a notice: written with the correction, and done until Telegram
has taken it or refuses it for good. A notice also gets a line when another source tells the same story.

Not for new articles (`bot.notices`, `bot.delivery`).
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace

from bot.errors import StoreError
from bot.models import Notice
from bot.render.message import Message
from bot.store import corrections
from bot.store.articles import Told
from bot.store.corrections import Sent
from bot.store.database import Connection, Database
from bot.store.outbox import Owed
from bot.text.changes import describe

log = logging.getLogger(__name__)

GATHER = 10  # seconds until an edit is made: a story that goes round comes from several sources
POLL = 5.0
ON_ITS_WAY = 60
AT_ONCE = 50
LONGEST = 3_600.0

Read = Callable[[Iterable[Owed]], Awaitable[list[Notice]]]
Compose = Callable[[list[Notice]], Message]
Edit = Callable[
    [int, int, Message], Awaitable[float | None]
]  # gives the seconds to try again in, or None: done


class Corrections:
    """Notes what changed and owes the edits."""

    def __init__(
        self, database: Database, now: Callable[[], float] = time.time, gather: float = GATHER
    ) -> None:
        self._database = database
        self._now = now
        self._gather = gather

    async def changed(
        self, connection: Connection, number: int, title: str, sentences: list[str], told: Told
    ) -> None:
        """Owe the edits that follow from a correction, inside the transaction that makes it."""
        reading = told.reading
        what = describe(title, sentences, reading.title, [one.text for one in reading.sentences])
        if what:
            now = int(self._now())
            await corrections.note(connection, number, what, now)
            await corrections.queue(connection, number, now)

    async def joined(self, connection: Connection, number: int) -> None:
        """Owe the edits that follow from one more source, inside the transaction that notes it."""
        await corrections.queue(connection, number, int(self._now() + self._gather))

    async def run(
        self,
        bot_id: int,
        read: Read,
        compose: Compose,
        edit: Edit,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Make the edits that are due, until cancelled."""
        while True:
            try:
                await self.step(bot_id, read, compose, edit)
            except StoreError as error:
                log.debug("edits cannot be read, trying again", extra={"reason": str(error)})
            except Exception:
                log.exception("notices not edited, going on")
            await sleep(POLL)

    async def step(self, bot_id: int, read: Read, compose: Compose, edit: Edit) -> int:
        """Make the edits that are due now; gives how many messages were seen to."""
        due = await corrections.due(self._database, bot_id, int(self._now()), AT_ONCE)
        for sent in due:
            notices = await self._notices(sent, read)
            wait = await edit(sent.chat_id, sent.message_id, compose(notices)) if notices else None
            async with self._database.transaction() as connection:
                if wait is None:
                    await corrections.done(connection, sent.ids)
                else:
                    seconds = max(wait, min(LONGEST, POLL * 2 ** min(sent.tries, 10)))
                    await corrections.again(connection, sent.ids, int(self._now() + seconds) + 1)
        return len(due)

    async def _notices(self, sent: Sent, read: Read) -> list[Notice]:
        """What the notices of a message say now, with what changed since they were sent."""
        changes = await corrections.changes(self._database, [one.number for one in sent.owed])
        at = dict(zip(sent.ids, sent.sent_at, strict=True))
        told = []
        for notice in await read(sent.owed):
            since, what = changes.get(notice.article.number, (0, ""))
            # What was on its way at the time may have left with the old words.
            told.append(replace(notice, change=what if since >= at[notice.id] - ON_ITS_WAY else ""))
        return told
