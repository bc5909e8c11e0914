"""Requests to Telegram, tried again where that is safe. The hook is python-telegram-bot's `BaseRateLimiter`.

Not for: polling, which has its own rules.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import httpx
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import BaseRateLimiter

log = logging.getLogger(__name__)

_PAUSES = (0.3, 1.0, 3.0, 8.0)  # seconds between tries of one request
_LONGEST_FLOOD_WAIT = 60.0  # a person is waiting: beyond this, say nothing rather than hold everything
# Doing these twice shows nobody anything twice.
_REPEATABLE = ("get", "edit", "set", "answer", "delete")


class Limiter(BaseRateLimiter[None]):
    """Tries again after 429 (as long as Telegram says), 5xx, and connections that never opened.

    A send whose outcome is unknown (a time-out or a lost connection after it left, garbage instead of an
    answer) is repeated once: somebody is waiting, and a reply twice is better than none.
    """

    def __init__(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._sleep = sleep

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],  # noqa: ARG002
        rate_limit_args: None,  # noqa: ARG002
    ) -> Any:
        """Call, and call again where that is safe."""
        repeated = False
        for pause in _PAUSES:
            try:
                return await callback(*args, **kwargs)
            except TelegramError as error:
                unknown = outcome_unknown(error) and not endpoint.startswith(_REPEATABLE)
                wait = _wait(error, pause)
                if wait is None or (unknown and repeated):
                    raise
                repeated |= unknown
                log.info("request tried again", extra={"method": endpoint, "reason": type(error).__name__})
            await self._sleep(wait)
        return await callback(*args, **kwargs)


def outcome_unknown(error: TelegramError) -> bool:
    """Whether the request may have been carried out although it ended in this error."""
    if isinstance(error, TimedOut):
        return not isinstance(error.__cause__, httpx.ConnectTimeout | httpx.PoolTimeout)
    if isinstance(error, BadRequest):  # a subclass of NetworkError
        return False
    if isinstance(error, NetworkError):
        cause = error.__cause__
        return isinstance(cause, httpx.HTTPError) and not isinstance(cause, httpx.ConnectError)
    return type(error) is TelegramError  # "Invalid server response"


def _wait(error: TelegramError, pause: float) -> float | None:
    """Seconds to wait before another try, or None where another would end the same."""
    if isinstance(error, RetryAfter):
        given = error.retry_after
        seconds = float(given if isinstance(given, int) else given.total_seconds())
        return seconds if seconds <= _LONGEST_FLOOD_WAIT else None
    if isinstance(error, BadRequest):
        return None
    return pause if isinstance(error, NetworkError) or type(error) is TelegramError else None
