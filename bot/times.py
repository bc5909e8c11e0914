"""Hours and days as people type them: 9, 21:30, 9 pm, 22:00-07:00, weekly on friday. Pure.

Not for when something is due (`bot.schedule`), nor for zones (`bot.zones`).
"""

import re
from dataclasses import replace

from bot.errors import BadTime
from bot.models import Schedule

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_TIME = re.compile(r"(\d{1,2})(?:[:.h]([0-5]\d))?\s?([ap]m)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:-|–|—|−|\bto\b|\bbis\b)\s*", re.IGNORECASE)
_AT_ONCE = frozenset(("off", "none", "no", "now", "at once", "once", "immediately", "instant"))
_FILLERS = frozenset(("at", "on", "every"))


def parse_time(text: str) -> int:
    """Give a time of the day in minutes; 24:00 is 0.

    Raises:
        BadTime: it is none.
    """
    match = _TIME.fullmatch(text.strip())
    if not match:
        raise BadTime(text)
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise BadTime(text)
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 24 or (hour == 24 and minute):
        raise BadTime(text)
    return hour % 24 * 60 + minute


def parse_quiet(text: str) -> tuple[int, int]:
    """Give quiet hours in minutes of the day: "22:00-07:00", "10 pm to 7 am"; "off" is (0, 0).

    Raises:
        BadTime: they are none.
    """
    if text.strip().lower() in {"off", "none", "no", "never"}:
        return 0, 0
    parts = _BETWEEN.split(text.strip())
    if len(parts) != 2:
        raise BadTime(text)
    start, end = parse_time(parts[0]), parse_time(parts[1])
    if start == end:
        raise BadTime(text)  # all day, or never? one cannot tell
    return start, end


def parse_digest(text: str, schedule: Schedule) -> Schedule:
    """Change when a digest comes: "at once", "daily", "daily 9:00", "weekly friday 18:00", "friday".

    Raises:
        BadTime: it cannot be read.
    """
    if text.strip().lower() in _AT_ONCE:
        return replace(schedule, digest="at once")
    words = [word for word in text.lower().replace(",", " ").split() if word not in _FILLERS]
    kind = words.pop(0) if words and words[0] in {"daily", "day", "weekly", "week"} else ""
    weekday = _weekday(words[0]) if words else None
    if weekday is not None:
        words.pop(0)
    minute = parse_time(" ".join(words)) if words else schedule.minute
    if kind.startswith("week") or (weekday is not None and not kind):
        weekday = schedule.weekday if weekday is None else weekday
        return replace(schedule, digest="weekly", weekday=weekday, minute=minute)
    if weekday is not None or not (kind or words):
        raise BadTime(text)
    return replace(schedule, digest="daily", minute=minute)


def _weekday(word: str) -> int | None:
    word = word.rstrip(".")
    names = enumerate(name.lower() for name in WEEKDAYS)
    return next((day for day, name in names if len(word) > 1 and f"{name}s".startswith(word)), None)
