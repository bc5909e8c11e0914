"""Time zones by the names that people type: IANA's, their cities alone, near misses, offsets. Pure.

Not for reckoning with them (`bot.schedule`).
"""

import re
import unicodedata
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.errors import UnknownZone

# Zones to choose from by what their clocks show: populous ones, no two of which agree all year.
COMMON = (
    "Pacific/Honolulu",
    "America/Anchorage",
    "America/Los_Angeles",
    "America/Denver",
    "America/Mexico_City",
    "America/Chicago",
    "America/Bogota",
    "America/New_York",
    "America/Santiago",
    "America/Sao_Paulo",
    "UTC",
    "Africa/Lagos",
    "Europe/London",
    "Europe/Berlin",
    "Africa/Johannesburg",
    "Europe/Kyiv",
    "Europe/Istanbul",
    "Africa/Nairobi",
    "Asia/Dubai",
    "Asia/Tehran",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Dhaka",
    "Asia/Bangkok",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Pacific/Auckland",
)
_MOST_NEAR = 6
_NEAR_ENOUGH = 70  # of 100
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\-−])\s*(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)


def find(text: str, now: int) -> str:
    """Give the IANA name of the zone that somebody means: "europe/kyiv", "Kyiv", "new york".

    Raises:
        UnknownZone: no zone is called that; it carries those that may be meant. So does an offset (UTC+2),
            as no offset tells when the clocks change.
    """
    wanted = _plain(text[:100])
    if match := _OFFSET.fullmatch(text.strip()):
        raise UnknownZone(text, tuple(_at_offset(match, now)))
    known = _names()
    if wanted in known:
        return known[wanted]
    raise UnknownZone(text, tuple(_near(wanted)))


def shown(zone: str, instant: int) -> str:
    """Give what a zone's clocks show: 14:05."""
    return datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(zone)).strftime("%H:%M")


def city(zone: str) -> str:
    """Give the part of a zone's name that people know."""
    return zone.rpartition("/")[2].replace("_", " ")


@cache
def _names() -> dict[str, str]:
    """Each zone by its name and, where that is one zone's alone or a common one's, its city."""
    zones = sorted(
        zone
        for zone in available_timezones()
        if ("/" in zone and not zone.startswith(("Etc/", "SystemV/", "posix/", "right/"))) or zone == "UTC"
    )
    # Later ones win: old names (US/Pacific, Asia/Calcutta) before those of continents, then the common.
    zones.sort(key=lambda zone: (zone in COMMON, zone.split("/")[0] in _CONTINENTS))
    return {_plain(city(zone)): zone for zone in zones} | {_plain(zone): zone for zone in zones}


_CONTINENTS = frozenset(
    (
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    )
)


def _near(wanted: str) -> list[str]:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - for a typo only

    names = _names()
    found = process.extract(wanted, names.keys(), scorer=fuzz.ratio, limit=40, score_cutoff=_NEAR_ENOUGH)
    return list(dict.fromkeys(names[name] for name, _, _ in found))[:_MOST_NEAR]


def _at_offset(match: re.Match[str], now: int) -> list[str]:
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    minutes = minutes if match[1] == "+" else -minutes
    at = datetime.fromtimestamp(now, UTC)

    def fits(zone: str) -> bool:
        offset = at.astimezone(ZoneInfo(zone)).utcoffset()
        return offset is not None and offset.total_seconds() == minutes * 60

    others = sorted(set(_names().values()) - set(COMMON))
    return [zone for zone in (*COMMON, *others) if fits(zone)][:_MOST_NEAR]


def _plain(text: str) -> str:
    """Fold case, accents, and what stands between words."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(re.sub(r"[\s_\-.,]+", " ", letters).split())
