"""How much one person may send: a bucket of tokens for each, filled as fast as a person can type.

One who sends far more is passed over until the bucket has some again, and told so once. Memory is bounded.
Not for Telegram's own limits (`bot.pacing`).
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

BURST = 60.0  # updates at once: somebody forwards a day's messages, or plays with buttons
RATE = 1.5  # updates a second for long: replies come at one a second, and nobody types faster
CALM = 20.0  # tokens after which somebody who was slowed counts as calm again
PEOPLE = 10_000  # remembered: those that were not heard of for longest are forgotten

Verdict = Literal["pass", "tell", "slow"]


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float
    told: bool = False


class Patience:
    """A bucket for each person."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def judge(self, person: int) -> Verdict:
        """Take a token: "pass", or "tell" the first time that there is none, or "slow"."""
        now = self._clock()
        bucket = self._buckets.get(person)
        if bucket is None:
            bucket = self._buckets[person] = _Bucket(BURST, now)
            if len(self._buckets) > PEOPLE:
                self._buckets.popitem(last=False)
        self._buckets.move_to_end(person)
        bucket.tokens = min(BURST, bucket.tokens + RATE * (now - bucket.at))
        bucket.at = now
        if bucket.tokens >= CALM:
            bucket.told = False
        if bucket.tokens >= 1 and not (bucket.told and bucket.tokens < 2):
            bucket.tokens -= 1
            return "pass"
        if bucket.told:
            return "slow"
        bucket.told = True
        return "tell"
