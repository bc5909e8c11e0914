"""Time zones by the names that people type."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.errors import UnknownZone
from bot.zones import COMMON, city, find, shown

NOW = int(datetime(2026, 7, 1, 12, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Kyiv", "Europe/Kyiv"),
        ("europe/kyiv", "Europe/Kyiv"),
        ("KYIV", "Europe/Kyiv"),
        ("new york", "America/New_York"),
        ("America/New York", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("buenos-aires", "America/Argentina/Buenos_Aires"),
        ("UTC", "UTC"),
    ],
)
def test_zones_and_cities_are_found_however_they_are_written(text: str, zone: str) -> None:
    assert find(text, NOW) == zone or ZoneInfo(find(text, NOW)).key.endswith(zone.rpartition("/")[2])


def test_a_typo_brings_what_may_be_meant() -> None:
    for typo, zone in (("Europe/Berln", "Europe/Berlin"), ("los angles", "America/Los_Angeles")):
        with pytest.raises(UnknownZone) as caught:
            find(typo, NOW)
        assert zone in caught.value.near


def test_an_offset_brings_places_that_have_it_now() -> None:
    for offset, zone in (("UTC+3", "Europe/Kyiv"), ("-4", "America/New_York"), ("+05:45", "Asia/Kathmandu")):
        with pytest.raises(UnknownZone) as caught:
            find(offset, NOW)
        assert zone in caught.value.near


@pytest.mark.parametrize("text", ["", "xyzzy", "../etc/passwd", "\0", "UTC+99", "x" * 10_000])
def test_nonsense_is_no_zone(text: str) -> None:
    with pytest.raises(UnknownZone):
        find(text, NOW)


def test_the_common_zones_exist_and_are_no_two_the_same() -> None:
    clocks = {(shown(zone, NOW), shown(zone, NOW - 180 * 86400)) for zone in COMMON}
    assert len(clocks) >= len(COMMON) - 2
    assert all(city(zone) for zone in COMMON)
