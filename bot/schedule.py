"""When a notice is due: digests and quiet hours, by the clock of the chat's own zone. Pure.

Instants are Unix seconds; `now` is always given. A digest whose time a change of the clocks skips comes at
the first instant after; one whose time comes twice comes the first time. Quiet hours go by what the chat's
clock shows.

Not for names of zones that people type (`bot.zones`), nor for sending.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.models import Schedule

_DAY = timedelta(days=1)


def next_at(schedule: Schedule, now: int) -> int:
    """Give when a notice queued `now` is due."""
    return hold_until(schedule, now if schedule.digest == "at once" else _next_digest(schedule, now))


def hold_until(schedule: Schedule, now: int) -> int:
    """Give the end of the quiet hours that `now` is in; `now` itself outside them."""
    if not _quiet(schedule, now):
        return now
    zone = _zone(schedule.zone)
    today = _local(now, zone).date()
    ends = (end for day in _days(today, 8) for end in _instants(day, schedule.quiet_to, zone))
    # Where the clocks jump over the end, what follows may be quiet again.
    return next((end for end in sorted(ends) if end > now and not _quiet(schedule, end)), now)


def _next_digest(schedule: Schedule, now: int) -> int:
    zone = _zone(schedule.zone)
    # From yesterday: a digest that the clocks jump over at midnight comes on the day after its own.
    days = _days(_local(now, zone).date() - _DAY, 17)
    if schedule.digest == "weekly":
        days = (day for day in days if day.weekday() == schedule.weekday)
    return next(at for day in days if (at := _instants(day, schedule.minute, zone)[0]) >= now)


def _quiet(schedule: Schedule, now: int) -> bool:
    start, end = schedule.quiet_from, schedule.quiet_to
    local = _local(now, _zone(schedule.zone))
    minute = local.hour * 60 + local.minute
    return start <= minute < end if start <= end else minute >= start or minute < end


def _instants(day: date, minute: int, zone: ZoneInfo) -> list[int]:
    """When a clock shows a minute of a day: once, twice where clocks go back, or as a skip ends."""
    shown = datetime.combine(day, time(minute // 60, minute % 60))
    first, second = (int(shown.replace(tzinfo=zone, fold=fold).timestamp()) for fold in (0, 1))
    if second >= first:  # PEP 495: earlier and later reading of an ambiguous time, or one and the same
        return sorted({first, second})
    return [_change(second, first, zone)]  # in a gap the readings stand on its two sides, the other way round


def _change(before: int, after: int, zone: ZoneInfo) -> int:
    """Give the first instant of the offset that holds at `after` and does not at `before`."""
    offset = _local(after, zone).utcoffset()
    while after - before > 1:
        middle = (before + after) // 2
        if _local(middle, zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # this system knows fewer zones than the one before
        return ZoneInfo("UTC")


def _local(instant: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(instant, UTC).astimezone(zone)


def _days(first: date, count: int) -> Iterator[date]:
    return (first + n * _DAY for n in range(count))
