"""When a feed is visited next. Pure: seconds in, seconds out.

The interval follows how often something new comes: half of the time that passes between two articles, about,
so that an article waits little and few visits are for nothing. What the server and the feed ask for comes
first.
"""

from datetime import UTC, datetime, timedelta

from bot.sources.feed import Channel

HOUR, DAY = 3_600.0, 86_400.0
SHORTEST = 300.0
SPREAD = 0.1  # of the interval, so that feeds added together drift apart
LOOKS = (HOUR, DAY)  # from one look at a page to the next
NEWS = 2 * DAY  # how long after it was published a page is worth another look
OLD = 0.7  # of the estimate that stays when something new comes


def first_gap(channel: Channel) -> float:
    """Estimate the seconds between two articles of a feed from the dates in it."""
    dates = sorted(one.published_at.timestamp() for one in channel.entries[:50] if one.published_at)
    if len(dates) < 2:
        return HOUR
    return max(60.0, (dates[-1] - dates[0]) / (len(dates) - 1))


def next_gap(gap: float, since: float, new: int) -> float:
    """Estimate it anew: `new` articles came in the `since` seconds after the last ones.

    As long as none comes the estimate grows with the time that passed.
    """
    if not new:
        return max(gap, since)
    return OLD * gap + (1 - OLD) * min(since / new, 7 * DAY)


def interval(gap: float, shortest: float, asked: float = 0.0) -> float:
    """Give the seconds until the next visit; `asked` is what the server or the feed asks for."""
    return min(DAY, max(shortest, gap / 2, min(asked, DAY)))


def back_off(failures: int, shortest: float, wait: float = 0.0) -> float:
    """Give the seconds after so many failures in a row: doubling, to a day; `wait` is the server's wish."""
    return max(wait, min(DAY, shortest * 2.0 ** min(failures, 30)))


def spread(seconds: float, chance: float) -> float:
    """Lengthen an interval a little; `chance` is of 0 to 1."""
    return seconds * (1 + SPREAD * chance)


def first_look(published_at: datetime | None, now: float) -> int:
    """Give when (Unix) a page that was read now is to be looked at again, 0 if it is old news."""
    old = published_at is not None and now - published_at.timestamp() > NEWS
    return 0 if old else int(now + LOOKS[0])


def next_look(looks: int, now: float) -> int:
    """Give when it is to be looked at after so many looks, 0 for not again."""
    return int(now + LOOKS[looks]) if looks < len(LOOKS) else 0


def past_skipped(at: float, hours: int, days: int) -> float:
    """Give the first moment from `at` (Unix) on that is in no hour or day which the feed asks to skip.

    `hours` and `days` (from Monday) have a bit for each of those.
    """
    if hours == (1 << 24) - 1 or days == (1 << 7) - 1:
        return at  # it asks for nothing that can be done
    moment = datetime.fromtimestamp(at, UTC)
    for _ in range(24 * 8):
        if not (hours >> moment.hour & 1 or days >> moment.weekday() & 1):
            return moment.timestamp()
        moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return at
