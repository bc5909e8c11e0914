from datetime import UTC, datetime

import pytest

from bot.feeds import visits
from bot.sources.feed import Channel, Entry

HOUR = visits.HOUR


def channel(*hours: float) -> Channel:
    entries = (Entry("", "", "", "", published_at=datetime.fromtimestamp(h * HOUR, UTC)) for h in hours)
    return Channel("", "", tuple(entries))


def test_the_first_interval_follows_the_dates_in_the_feed() -> None:
    assert visits.first_gap(channel(0, 2, 4, 6)) == 2 * HOUR
    assert visits.first_gap(channel()) == HOUR


def test_a_feed_that_falls_silent_is_visited_ever_less_and_one_that_wakes_more() -> None:
    gap = visits.next_gap(HOUR, 10 * HOUR, 0)
    assert gap == 10 * HOUR
    assert visits.next_gap(gap, HOUR, 4) < gap


@pytest.mark.parametrize(
    ("gap", "asked", "seconds"),
    [
        (60, 0, 300),
        (4 * HOUR, 0, 2 * HOUR),
        (60, HOUR, HOUR),
        (90 * visits.DAY, 0, visits.DAY),
        (60, 9e9, visits.DAY),
    ],
)
def test_an_interval_is_from_the_shortest_to_a_day_and_what_is_asked_for(
    gap: float, asked: float, seconds: float
) -> None:
    assert visits.interval(gap, 300, asked) == seconds


def test_failures_double_the_pause_to_a_day_and_the_servers_wish_comes_first() -> None:
    assert [visits.back_off(failures, 300) for failures in (0, 1, 2)] == [300, 600, 1200]
    assert visits.back_off(99, 300) == visits.DAY
    assert visits.back_off(0, 300, 3 * visits.DAY) == 3 * visits.DAY


def test_hours_and_days_that_the_feed_skips_are_passed() -> None:
    sunday = datetime(2026, 3, 1, 22, 30, tzinfo=UTC).timestamp()
    assert visits.past_skipped(sunday, 1 << 22 | 1 << 23, 0) == datetime(2026, 3, 2, tzinfo=UTC).timestamp()
    assert visits.past_skipped(sunday, 0, 1 << 6) == datetime(2026, 3, 2, tzinfo=UTC).timestamp()
    assert visits.past_skipped(sunday, (1 << 24) - 1, 0) == sunday
    assert visits.past_skipped(sunday, 0, 0) == sunday


def test_feeds_added_together_drift_apart() -> None:
    assert {visits.spread(1000, chance) for chance in (0.0, 0.5, 1.0)} == {1000, 1050, 1100}
