"""Hours and days as people type them."""

import pytest

from bot.errors import BadTime
from bot.models import Schedule
from bot.times import parse_digest, parse_quiet, parse_time


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("9", 540), ("09", 540), ("9:00", 540), ("9.30", 570), ("21h15", 1275), ("0:00", 0), ("24:00", 0),
        ("9 am", 540), ("12am", 0), ("12 PM", 720), ("11:59pm", 1439), (" 7 ", 420),
    ],
)  # fmt: skip
def test_times_are_read(text: str, minute: int) -> None:
    assert parse_time(text) == minute


@pytest.mark.parametrize(
    "text", ["", "x", "25", "24:01", "9:60", "13pm", "0am", "9:0", "-9", "9 9", "9" * 500]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(BadTime):
        parse_time(text)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("22:00-07:00", (1320, 420)), ("22 – 7", (1320, 420)), ("10 pm to 7 am", (1320, 420)),
        ("0-7", (0, 420)), ("off", (0, 0)),
    ],
)  # fmt: skip
def test_quiet_hours_are_read(text: str, hours: tuple[int, int]) -> None:
    assert parse_quiet(text) == hours


@pytest.mark.parametrize("text", ["", "22", "22-", "7-7", "1-2-3", "day-night"])
def test_what_are_no_quiet_hours_is_refused(text: str) -> None:
    with pytest.raises(BadTime):
        parse_quiet(text)


@pytest.mark.parametrize(
    ("text", "schedule"),
    [
        ("at once", Schedule()),
        ("off", Schedule()),
        ("daily", Schedule("daily")),
        ("daily at 18:30", Schedule("daily", 0, 1110)),
        ("8 pm", Schedule("daily", 0, 1200)),
        ("every day at 8", Schedule("daily", 0, 480)),
        ("weekly", Schedule("weekly")),
        ("weekly on Fridays, at 18:00", Schedule("weekly", 4, 1080)),
        ("every sun 7", Schedule("weekly", 6, 420)),
        ("tue", Schedule("weekly", 1)),
    ],
)
def test_digests_are_read(text: str, schedule: Schedule) -> None:
    assert parse_digest(text, Schedule()) == schedule


@pytest.mark.parametrize("text", ["", "soon", "daily friday", "friday monday", "weekly 25", "m", "yearly 9"])
def test_what_is_no_digest_is_refused(text: str) -> None:
    with pytest.raises(BadTime):
        parse_digest(text, Schedule())


def test_a_digest_keeps_what_is_not_said() -> None:
    before = Schedule("weekly", 4, 1080, 60, 120, "Europe/Kyiv")
    assert parse_digest("daily", before) == Schedule("daily", 4, 1080, 60, 120, "Europe/Kyiv")
    assert parse_digest("monday", before) == Schedule("weekly", 0, 1080, 60, 120, "Europe/Kyiv")
