"""Requests to Telegram: sent when the limits allow it, and tried again where that is safe.

The hook is python-telegram-bot's `BaseRateLimiter`. Replies to people go ahead; a request with
`rate_limit_args=Notice()` takes what they leave, is tried once, and its errors are its sender's own business.

Replies alone wait for nothing but Telegram's own word: how long a burst may be it does not tell, and
somebody is waiting. Only what puts a new message in a chat is counted ("Bots FAQ" speaks of sending
messages); edits, answers to buttons and everything else go at once, unless Telegram said to wait.

Not for: polling, which has its own rules.
"""

import asyncio
import logging
import math
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import BaseRateLimiter

from bot.transport.pacing import LOOK, ChatKey, Pacing, Sent
from bot.transport.request import LOST, NOT_SENT

log = logging.getLogger(__name__)

_PAUSES = (0.3, 1.0, 3.0, 8.0)  # seconds between tries of one request
_LONGEST_FLOOD_WAIT = 60.0  # a person is waiting: beyond this, say nothing rather than hold everything
_SENDING = ("send", "copy", "forward")
_NOT_SENDING = frozenset({"sendChatAction"})
# Doing these twice shows nobody anything twice.
_REPEATABLE = ("get", "edit", "set", "answer", "delete", "sendChatAction")


@dataclass(frozen=True, slots=True)
class Notice:
    """For `rate_limit_args`. `leaving` is called when the turn has come, as the request leaves."""

    leaving: Callable[[], None] = lambda: None


_Request = Callable[[], Coroutine[Any, Any, object]]


@dataclass(slots=True)
class _Queue:
    """Those who wait for one thing, in order. Kept as long as somebody does."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class Limiter(BaseRateLimiter[Notice]):
    """Keeps Telegram's limits and tries again after 429 (as long as it says), 5xx, connections never opened.

    A reply whose outcome is unknown (a time-out or a lost connection after it left, garbage instead of an
    answer) is repeated once: somebody is waiting, and a reply twice is better than none.
    `refusals` counts the 429s.
    """

    def __init__(
        self,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sleep = sleep
        self._clock = clock
        self._pacing = Pacing()
        self._replies, self._notices = _Queue(), _Queue()
        self._chats: dict[ChatKey, _Queue] = {}
        self.refusals = 0
        self._limited_until = 0.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    def wait_for_chat(self, chat_id: int) -> float:
        """Seconds until a notice to this chat would wait for nothing but its turn among all."""
        return self._pacing.wait_for_chat(chat_id, self._clock(), notice=True)

    def limited_for(self) -> float:
        """Seconds until the longest limit that Telegram has set us is over, be it of one chat."""
        return max(0.0, self._limited_until - self._clock())

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,  # noqa: ANN401
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Notice | None,
    ) -> Any:  # noqa: ANN401
        """Call when the limits allow it, and call again where that is safe."""
        chat = chat_of(data)
        request = partial(callback, *args, **kwargs)
        repeated = False
        for pause in () if rate_limit_args else _PAUSES:
            try:
                return await self._call(request, endpoint, chat, None)
            except TelegramError as error:
                unknown = outcome_unknown(error) and not endpoint.startswith(_REPEATABLE)
                wait = _wait(error, pause)
                if wait is None or (unknown and repeated):
                    raise
                repeated |= unknown
                reason = f"{type(error).__name__}: {str(error)[:200]}"
                log.info("request tried again", extra={"method": endpoint, "reason": reason})
            await self._sleep(wait)
        return await self._call(request, endpoint, chat, rate_limit_args)

    async def _call(
        self, request: _Request, endpoint: str, chat: ChatKey | None, notice: Notice | None
    ) -> object:
        sent = None
        if chat is not None and endpoint.startswith(_SENDING) and endpoint not in _NOT_SENDING:
            sent = await (self._turn_of_notice(chat) if notice else self._turn_of_reply(chat))
        else:
            while wait := self._bearable(self._pacing.closed(chat, self._clock()), chat):
                await self._sleep(wait)
        if notice:
            notice.leaving()
        try:
            result = await request()
        except TelegramError as error:
            self._note(error, chat, sent)
            raise
        finally:
            if sent:
                self._pacing.answered(sent, self._clock())
        if sent:
            self._pacing.passed(sent)
        return result

    def _note(self, error: TelegramError, chat: ChatKey | None, sent: Sent | None) -> None:
        if isinstance(error, RetryAfter):
            self.refusals += 1
            seconds = seconds_of(error)
            self._limited_until = max(self._limited_until, self._clock() + seconds)
            everything = self._pacing.refused(chat, seconds, self._clock())
            log.warning(
                "telegram limits us",
                extra={"chat": chat, "seconds": seconds, "everything": everything or None},
            )
        elif sent and chat is not None and never_left(error):
            self._pacing.never_left(chat, sent)

    async def _turn_of_reply(self, chat: ChatKey) -> Sent:
        """Wait for this chat, first come first served, then for the limit over all, ahead of every notice."""
        async with self._in_chat(chat):
            while wait := self._bearable(self._pacing.wait_for_chat(chat, self._clock(), notice=False), chat):
                await self._sleep(wait)
            self._replies.waiting += 1
            try:
                async with self._replies.lock:
                    while wait := self._bearable(self._wait_beside_notices()):
                        await self._sleep(wait)
                    return self._pacing.take(chat, self._clock(), notice=False)
            finally:
                self._replies.waiting -= 1

    def _wait_beside_notices(self) -> float:
        waiting = self._notices.waiting > 0
        return self._pacing.wait_for_all(self._clock(), notice=False, beside_notices=waiting)

    async def _turn_of_notice(self, chat: ChatKey) -> Sent:
        """Wait for this chat without holding up others, then for what the replies leave."""
        self._notices.waiting += 1
        try:
            return await self._take_what_is_left(chat)
        finally:
            self._notices.waiting -= 1

    async def _take_what_is_left(self, chat: ChatKey) -> Sent:
        while True:
            while wait := self._open(chat, self._pacing.wait_for_chat(chat, self._clock(), notice=True)):
                await self._sleep(wait)
            async with self._notices.lock:
                while wait := self._wait_behind_replies():
                    await self._sleep(wait)
                # A reply may have taken the chat's second meanwhile: then begin again, and let others pass.
                if not self._pacing.wait_for_chat(chat, self._clock(), notice=True):
                    return self._pacing.take(chat, self._clock(), notice=True)

    def _open(self, chat: ChatKey, wait: float) -> float:
        """The wait itself, unless Telegram closed the chat to us.

        Raises:
            RetryAfter: it did; a notice does not wait for that here.
        """
        if closed := self._pacing.chat_closed(chat, self._clock()):
            raise RetryAfter(math.ceil(closed))
        return wait

    def _wait_behind_replies(self) -> float:
        wait = self._pacing.wait_for_all(self._clock(), notice=True)
        return max(wait, LOOK) if self._replies.waiting else wait

    @asynccontextmanager
    async def _in_chat(self, chat: ChatKey) -> AsyncIterator[None]:
        queue = self._chats.setdefault(chat, _Queue())
        queue.waiting += 1
        try:
            async with queue.lock:
                yield
        finally:
            queue.waiting -= 1
            if not queue.waiting:
                del self._chats[chat]

    def _bearable(self, wait: float, chat: ChatKey | None = None) -> float:
        """The wait itself, where a person would wait for it.

        Raises:
            RetryAfter: Telegram closed the chat to us for longer, and need not be asked again.
        """
        if wait > _LONGEST_FLOOD_WAIT and self._pacing.closed(chat, self._clock()) > _LONGEST_FLOOD_WAIT:
            raise RetryAfter(math.ceil(wait))
        return wait


def chat_of(data: dict[str, Any]) -> ChatKey | None:
    """The chat that a request names, by one name for each; None if it names none."""
    chat = data.get("chat_id")
    if isinstance(chat, str):
        return int(chat) if chat.lstrip("-").isdecimal() else chat.casefold()
    return chat if isinstance(chat, int) else None


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram says to wait."""
    given = error.retry_after
    return float(given if isinstance(given, int) else given.total_seconds())


def outcome_unknown(error: TelegramError) -> bool:
    """Whether the request may have been carried out although it ended in this error."""
    if isinstance(error, BadRequest) or never_left(error):  # BadRequest is a subclass of NetworkError
        return False
    if isinstance(error, TimedOut):
        return True
    if isinstance(error, NetworkError):
        return isinstance(error.__cause__, LOST)
    return type(error) is TelegramError  # "Invalid server response"


def never_left(error: TelegramError) -> bool:
    """Whether the request surely never reached Telegram: there was no connection to send it on."""
    return isinstance(error.__cause__, NOT_SENT)


def _wait(error: TelegramError, pause: float) -> float | None:
    """Seconds to wait before another try, or None where another would end the same."""
    if isinstance(error, RetryAfter):
        return 0.0 if seconds_of(error) <= _LONGEST_FLOOD_WAIT else None  # the next try waits for its turn
    if isinstance(error, BadRequest):
        return None
    return pause if isinstance(error, NetworkError) or type(error) is TelegramError else None
