"""What happened since the start, as plain numbers that the parts add to. No logic, and nothing of Prometheus.

Not for what is in the database (`bot.operations.vitals`), nor for what delivery counts itself
(`bot.delivery.Tally`).
"""

import logging
import time
from bisect import bisect_left
from collections import Counter
from contextvars import ContextVar
from dataclasses import dataclass, field

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds, upper bounds
KINDS = 200  # of errors told apart; those of other libraries may be worded anew each time


@dataclass(slots=True)
class Latency:
    """How long something took, how often: `counts` has one more than BUCKETS, for what took longer."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS) + 1))
    seconds: float = 0.0

    def observe(self, seconds: float) -> None:
        """Count one."""
        self.counts[bisect_left(BUCKETS, seconds)] += 1
        self.seconds += seconds

    @property
    def total(self) -> int:
        """How many there were."""
        return sum(self.counts)


@dataclass(slots=True)
class Counts:
    """What people sent, and what came of it. Errors are by level and event."""

    started_at: float = field(default_factory=time.time)  # Unix seconds
    updates: Counter[str] = field(default_factory=Counter)
    replies: Latency = field(default_factory=Latency)
    slowed: int = 0  # updates passed over: their sender sends more than a person can type
    strangers: int = 0  # updates passed over: their sender has not been let in
    errors: Counter[tuple[str, str]] = field(default_factory=Counter)


class Errors(logging.Handler):
    """Counts warnings and errors as they are logged, under their constant phrase."""

    def __init__(self, counts: Counts) -> None:
        super().__init__(logging.WARNING)
        self._errors = counts.errors

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        key = (record.levelname.lower(), str(record.msg)[:80])
        if key not in self._errors and len(self._errors) >= KINDS:
            key = (key[0], "other")
        self._errors[key] += 1


@dataclass(frozen=True, slots=True)
class Receipt:
    """When an update that is being handled came in; replies to it are counted by it."""

    counts: Counts
    at: float  # monotonic

    def replied(self) -> None:
        """Count a reply that Telegram has taken."""
        self.counts.replies.observe(time.monotonic() - self.at)


RECEIPT: ContextVar[Receipt | None] = ContextVar("receipt", default=None)
