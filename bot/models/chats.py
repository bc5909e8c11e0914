"""A chat and forum topic, and when it wants its notices."""

from dataclasses import dataclass
from typing import Literal

Digest = Literal["at once", "daily", "weekly"]


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a chat wants its notices, in the time of a zone (an IANA name).

    Minutes are of the day, 0 to 1439; weekdays count from Monday, 0. `weekday` and `minute` are a digest's;
    quiet hours that begin and end at the same minute are none.
    """

    digest: Digest = "at once"
    weekday: int = 0
    minute: int = 9 * 60
    quiet_from: int = 0
    quiet_to: int = 0
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said: a chat of one bot, and its forum topic (0: none), as Telegram numbers them."""

    bot_id: int
    chat_id: int
    thread: int = 0


@dataclass(frozen=True, slots=True)
class Clock:
    """A time zone to choose: its IANA name, what people call it, and what its clocks show now."""

    zone: str
    city: str
    shown: str
