"""Updates from Telegram: fetched by long polling, handled concurrently, and finished before the end.

Why not the library's Updater: it waits up to 30 seconds after an outage, asks for ever for a batch that
holds one update it cannot parse, and cannot tell which of two instances is the newcomer.
"""

import asyncio
import logging
import time
import warnings
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut
from telegram.ext import Application

from bot.errors import AlreadyRunning, SettingsError

log = logging.getLogger(__name__)

POLL_SECONDS = 25  # how long Telegram holds a poll open; below the 30 s after which some proxies cut it
IN_HAND = 256  # updates handled at one time; more wait on Telegram's side
HEAD_START = 0.01  # seconds that replies have before the next poll is asked for
NEWCOMER_SECONDS = 60.0
LASTING_CONFLICTS = 4  # in a row
AT_ONCE = 5.0  # seconds: the instance that was there first asks again after one
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 5.0


class Poller:
    """Fetches updates for an initialized application until `stop` is set.

    `last_poll_at` is the monotonic time of the last poll that Telegram answered, or None.
    """

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        allowed_updates: Sequence[str],
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._application = application
        self._allowed = list(allowed_updates)
        self._sleep = sleep
        self._now = now
        self._offset: int | None = None
        self._in_hand: dict[int, asyncio.Task[None]] = {}
        self._room = asyncio.Semaphore(IN_HAND)
        self.last_poll_at: float | None = None

    async def run(self) -> None:
        """Poll until cancelled.

        Raises:
            AlreadyRunning: another instance polls with this token, and was there first.
            SettingsError: Telegram rejects the token.
        """
        started, pause, told, conflicts = self._now(), _FIRST_PAUSE, "", 0
        while True:
            asked = self._now()
            try:
                updates = await self._fetch()
            except Conflict as error:
                conflicts += 1
                if self._is_newcomer(started, asked, conflicts):
                    raise AlreadyRunning(
                        "another instance is polling Telegram with this token; stop it first"
                    ) from error
                wait, reason = 1.0, "another instance polls with this token"
            except InvalidToken as error:
                raise SettingsError(["GISTWIRE_BOT_TOKEN: Telegram does not know this token"]) from error
            except RetryAfter as error:
                wait, reason = _seconds(error), "flood limit"
            except TimedOut:
                wait, reason = 0.1, "time-out"
            except TelegramError as error:
                wait, reason = pause, f"{type(error).__name__}: {str(error)[:200]}"
                pause = min(2 * pause, _LONGEST_PAUSE)
            else:
                if told:
                    log.info("telegram is back")
                pause, told, conflicts, self.last_poll_at = _FIRST_PAUSE, "", 0, self._now()
                for update in updates:
                    await self._take(update)
                await self._let_answer(updates)
                continue
            if reason != told:
                log.warning("telegram does not answer", extra={"reason": reason})
                told = reason
            await self._sleep(wait)

    def _is_newcomer(self, started: float, asked: float, conflicts: int) -> bool:
        """Whether it is us who should give way to the other instance.

        Telegram ends whichever poll was there first, so that two instances end each other's in turns. The
        one whose first poll was ended at once came second; and one that was answered, but started lately,
        gives way to a conflict that lasts. The other keeps asking, which is what ends the newcomer.
        """
        if self.last_poll_at is None:
            return self._now() - asked < AT_ONCE or conflicts >= LASTING_CONFLICTS
        return conflicts >= LASTING_CONFLICTS and self._now() - started < NEWCOMER_SECONDS

    async def settled(self, update_id: int) -> None:
        """Return when the update with this id has been handled; at once if it is not in hand."""
        task = self._in_hand.get(update_id)
        if task is not None:
            await asyncio.wait([task])

    async def finish(self, timeout: float) -> None:
        """Confirm what was fetched, and let what is in hand come to its end, within `timeout` seconds."""
        tasks = [*self._in_hand.values(), asyncio.create_task(self._confirm(timeout))]
        _, late = await asyncio.wait(tasks, timeout=timeout)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        if late:
            log.warning("stopped with updates in hand", extra={"updates": len(late)})

    async def _fetch(self) -> Sequence[Update]:
        bot = self._application.bot
        try:
            updates: tuple[Update, ...] = await bot.get_updates(
                self._offset, timeout=POLL_SECONDS, allowed_updates=self._allowed
            )
        except TelegramError:
            raise
        except Exception:  # the library could not parse one of them, in whatever way
            updates = await self._fetch_one_by_one()
        if updates:
            self._offset = updates[-1].update_id + 1
        return updates

    async def _fetch_one_by_one(self) -> tuple[Update, ...]:
        """Parse a batch update by update, and pass over those that cannot be parsed."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "use get_updates instead", which is what failed
            raw = await self._application.bot.do_api_request("getUpdates", {"offset": self._offset})
        updates = []
        for entry in raw if isinstance(raw, list) else []:
            try:
                updates.append(Update.de_json(entry, self._application.bot))
            except Exception:
                identifier = entry.get("update_id") if isinstance(entry, dict) else None
                log.error("update passed over: it cannot be parsed", extra={"update": identifier})  # noqa: TRY400
                if isinstance(identifier, int):
                    self._offset = identifier + 1
        return tuple(updates)

    async def _take(self, update: Update) -> None:
        await self._room.acquire()
        task = asyncio.create_task(self._application.process_update(update))
        self._in_hand[update.update_id] = task
        task.add_done_callback(lambda _: self._done(update.update_id))

    async def _let_answer(self, updates: Sequence[Update]) -> None:
        """Let the replies leave before the next poll, which costs as much of the processor; for a moment."""
        tasks = [self._in_hand[one.update_id] for one in updates if one.update_id in self._in_hand]
        if tasks:
            await asyncio.wait(tasks, timeout=HEAD_START)

    def _done(self, update_id: int) -> None:
        self._room.release()
        task = self._in_hand.pop(update_id)
        if not task.cancelled() and (error := task.exception()):
            log.error("an update's error handler failed", exc_info=error)

    async def _confirm(self, timeout: float) -> None:
        """Ask once more with the last offset: what was fetched is otherwise sent again to the next run."""
        if self._offset is None:
            return
        try:
            await self._application.bot.get_updates(self._offset, limit=1, timeout=0, read_timeout=timeout)
        except TelegramError as error:
            log.warning("updates not confirmed", extra={"reason": type(error).__name__})


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait if isinstance(wait, int) else wait.total_seconds())
