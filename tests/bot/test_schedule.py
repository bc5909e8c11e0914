"""When a notice is due, by the clock of the chat's zone; the clocks change, the tests do not wait."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.models import Schedule
from bot.schedule import hold_until, next_at


def at(text: str, zone: str = "UTC", fold: int = 0) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).timestamp())


def shown(instant: int, zone: str) -> str:
    return datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")


def daily(minute: int, zone: str) -> Schedule:
    return Schedule("daily", 0, minute, 0, 0, zone)


def quiet(start: int, end: int, zone: str = "UTC") -> Schedule:
    return Schedule(quiet_from=start * 60, quiet_to=end * 60, zone=zone)


def test_at_once_is_now() -> None:
    assert next_at(Schedule(), 1_700_000_000) == 1_700_000_000


def test_a_daily_digest_comes_today_if_its_hour_is_to_come_else_tomorrow() -> None:
    def due(now: str) -> str:
        return shown(next_at(nine, at(now, nine.zone)), nine.zone)

    nine = daily(9 * 60, "Europe/Berlin")
    assert (
        shown(next_at(nine, at("2026-05-04T08:59", "Europe/Berlin")), nine.zone) == "2026-05-04T09:00+02:00"
    )
    assert (
        shown(next_at(nine, at("2026-05-04T09:00", "Europe/Berlin")), nine.zone) == "2026-05-04T09:00+02:00"
    )
    assert (
        shown(next_at(nine, at("2026-05-04T09:01", "Europe/Berlin")), nine.zone) == "2026-05-05T09:00+02:00"
    )


def test_a_weekly_digest_comes_on_its_weekday() -> None:
    friday = Schedule("weekly", 4, 18 * 60, zone="America/New_York")
    for now in ("2026-05-02T10:00", "2026-05-08T17:59"):
        due = next_at(friday, at(now, friday.zone))
        assert shown(due, friday.zone) == "2026-05-08T18:00-04:00"
    assert (
        shown(next_at(friday, at("2026-05-08T18:01", friday.zone)), friday.zone) == "2026-05-15T18:00-04:00"
    )


@pytest.mark.parametrize(
    ("zone", "now", "minute", "due"),
    [
        ("Europe/Berlin", "2026-03-29T00:00", 150, "2026-03-29T03:00+02:00"),
        ("America/New_York", "2026-03-08T00:00", 150, "2026-03-08T03:00-04:00"),
        ("Australia/Lord_Howe", "2026-10-04T00:00", 135, "2026-10-04T02:30+11:00"),
        ("America/Nuuk", "2026-03-28T20:00", 23 * 60 + 30, "2026-03-29T00:00-01:00"),
        ("Africa/Cairo", "2026-04-23T12:00", 15, "2026-04-24T01:00+03:00"),
        ("Pacific/Apia", "2011-12-29T12:00", 600, "2011-12-31T00:00+14:00"),
    ],
)
def test_a_digest_in_skipped_time_comes_at_the_first_instant_after(
    zone: str, now: str, minute: int, due: str
) -> None:
    assert shown(next_at(daily(minute, zone), at(now, zone)), zone) == due


@pytest.mark.parametrize(
    ("zone", "day", "minute", "first", "next_day"),
    [
        ("Europe/Berlin", "2026-10-25", 150, "2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00"),
        ("America/New_York", "2026-11-01", 90, "2026-11-01T01:30-04:00", "2026-11-02T01:30-05:00"),
        ("Australia/Lord_Howe", "2026-04-05", 105, "2026-04-05T01:45+11:00", "2026-04-06T01:45+10:30"),
    ],
)
def test_a_digest_in_repeated_time_comes_once(
    zone: str, day: str, minute: int, first: str, next_day: str
) -> None:
    due = next_at(daily(minute, zone), at(f"{day}T00:00", zone))
    assert shown(due, zone) == first
    assert shown(next_at(daily(minute, zone), due + 1), zone) == next_day


def test_a_digest_keeps_its_clock_time_over_both_changes() -> None:
    nine = daily(9 * 60, "Europe/Berlin")
    now, hours = at("2026-03-20T10:00", nine.zone), set()
    for _ in range(300):
        now = next_at(nine, now + 1)
        hours.add(shown(now, nine.zone)[11:16])
    assert hours == {"09:00"}


def test_every_zone_gives_a_digest_within_a_day_and_a_bit() -> None:
    for zone in sorted(available_timezones()):
        for minute in (0, 150, 1439):
            now = at("2026-03-28T23:00")
            assert now <= next_at(daily(minute, zone), now) <= now + 26 * 3600, (zone, minute)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-05-04T21:59", "2026-05-04T21:59"),
        ("2026-05-04T22:00", "2026-05-05T07:00"),
        ("2026-05-05T03:00", "2026-05-05T07:00"),
        ("2026-05-05T06:59", "2026-05-05T07:00"),
        ("2026-05-05T07:00", "2026-05-05T07:00"),
    ],
)
def test_quiet_hours_hold_until_they_end(now: str, due: str) -> None:
    assert hold_until(quiet(22, 7), at(now)) == at(due)


def test_quiet_hours_within_a_day_hold_too() -> None:
    assert next_at(quiet(9, 17), at("2026-05-04T12:00")) == at("2026-05-04T17:00")
    assert next_at(quiet(9, 17), at("2026-05-04T18:00")) == at("2026-05-04T18:00")


def test_quiet_hours_that_begin_as_they_end_are_none() -> None:
    assert next_at(quiet(7, 7), at("2026-05-04T07:00")) == at("2026-05-04T07:00")


def test_a_digest_in_quiet_hours_comes_when_they_end() -> None:
    schedule = Schedule("daily", 0, 23 * 60, 22 * 60, 7 * 60, "Europe/Kyiv")
    due = next_at(schedule, at("2026-05-04T12:00", schedule.zone))
    assert shown(due, schedule.zone) == "2026-05-05T07:00+03:00"


def test_quiet_hours_whose_end_is_skipped_end_with_the_skip() -> None:
    schedule = Schedule(quiet_from=22 * 60, quiet_to=150, zone="Europe/Berlin")
    due = next_at(schedule, at("2026-03-29T01:00", schedule.zone))
    assert shown(due, schedule.zone) == "2026-03-29T03:00+02:00"


def test_quiet_hours_over_the_repeated_hour_end_by_the_clock() -> None:
    schedule = quiet(22, 7, "America/New_York")
    due = next_at(schedule, at("2026-11-01T01:30", schedule.zone, fold=1))
    assert shown(due, schedule.zone) == "2026-11-01T07:00-05:00"


def test_quiet_nearly_all_day_still_ends_when_the_open_hour_is_skipped() -> None:
    schedule = Schedule(quiet_from=180, quiet_to=120, zone="Europe/Berlin")  # open from 02:00 to 03:00 alone
    due = next_at(schedule, at("2026-03-29T01:00", schedule.zone))
    assert shown(due, schedule.zone) == "2026-03-30T02:00+02:00"


def test_a_zone_that_is_unknown_here_counts_as_utc() -> None:
    assert next_at(daily(600, "Mars/Olympus"), at("2026-05-04T08:00")) == at("2026-05-04T10:00")
