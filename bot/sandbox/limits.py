"""Telegram's flood limits, enforced exactly: the bot that sends too fast is told how long to wait.

The figures are those of Telegram's "Bots FAQ": about 30 messages a second in all, 1 a second in one
chat, 20 a minute in one group. The real server bends them (short bursts pass); this one does not.
"""

import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.refusals import too_many_requests

_ROUNDING = 1e-6  # so that "one second ago" counts as a second in floating point


@dataclass(frozen=True, slots=True)
class Limits:
    """How many messages pass; 0 lifts a limit."""

    a_second: int = 30
    a_second_in_a_chat: int = 1
    a_minute_in_a_group: int = 20


class Flood:
    """Remembers when messages were let through."""

    def __init__(self, limits: Limits | None, clock: Callable[[], float]) -> None:
        self.limits = limits
        self.clock = clock
        self._sent: dict[tuple[str, int], deque[float]] = defaultdict(deque)

    def check(self, chat_id: int) -> None:
        """Let a message through, or refuse it; a refused one does not count.

        Raises:
            Refused: 429 with `retry_after`.
        """
        if not self.limits:
            return
        windows = [
            (("all", 0), self.limits.a_second, 1.0),
            (("chat", chat_id), self.limits.a_second_in_a_chat, 1.0),
        ]
        if chat_id < 0:
            windows.append((("group", chat_id), self.limits.a_minute_in_a_group, 60.0))
        now = self.clock()
        wait = max(self._wait(key, most, span, now) for key, most, span in windows)
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait - _ROUNDING)))
        for key, most, _ in windows:
            if most:
                self._sent[key].append(now)

    def _wait(self, key: tuple[str, int], most: int, span: float, now: float) -> float:
        sent = self._sent[key]
        while sent and now - sent[0] >= span - _ROUNDING:
            sent.popleft()
        return sent[0] + span - now if most and len(sent) >= most else 0.0
