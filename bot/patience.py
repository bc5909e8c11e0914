"""How much one person may send: a bucket of tokens for each, filled as fast as a person can type.

Who sends far more is passed over until the bucket has some again, and told so once. One who waits for the
answers pays nothing: what is in hand of them is then bounded by itself, and costs nobody else anything.
Memory is bounded.

Not for Telegram's own limits (`bot.transport.pacing`).
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

BURST = 100.0  # updates at once: as many messages as Telegram's clients forward together
RATE = 1.5  # updates a second for long: nobody types faster
# Updates in hand up to which another is free. Not one: the next message of somebody who waits for the answer
# may be here before we know that the answer has arrived.
FREE_IN_HAND = 3
CALM = 20.0  # tokens after which somebody who was slowed counts as calm again
PEOPLE = 10_000  # remembered: those that were not heard of for longest are forgotten

Verdict = Literal["pass", "tell", "slow"]


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float
    told: bool = False
    in_hand: int = 0


class Patience:
    """A bucket for each person, of `burst` tokens."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, burst: float = BURST) -> None:
        self._clock = clock
        self._burst = burst
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def judge(self, person: int) -> Verdict:
        """Take what an update costs: "pass", or "tell" the first time that there is not enough, or "slow".

        What passes is in hand until `done`.
        """
        now = self._clock()
        bucket = self._buckets.get(person)
        if bucket is None:
            bucket = self._buckets[person] = _Bucket(self._burst, now)
            if len(self._buckets) > PEOPLE:
                self._buckets.popitem(last=False)
        self._buckets.move_to_end(person)
        bucket.tokens = min(self._burst, bucket.tokens + RATE * (now - bucket.at))
        bucket.at = now
        if bucket.tokens >= CALM:
            bucket.told = False
        if bucket.tokens >= 1 and not (bucket.told and bucket.tokens < 2):
            bucket.tokens -= bucket.in_hand >= FREE_IN_HAND
            bucket.in_hand += 1
            return "pass"
        if bucket.told:
            return "slow"
        bucket.told = True
        return "tell"

    def done(self, person: int) -> None:
        """Note that an update that passed has been handled."""
        if bucket := self._buckets.get(person):
            bucket.in_hand = max(0, bucket.in_hand - 1)
