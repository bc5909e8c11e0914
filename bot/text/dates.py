"""Dates as people write them, in the languages of the press. Not for times, nor for "3 hours ago"."""

import re
from datetime import date
from functools import cache

from bot.text.tables import rows

_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|º|er|\.)?[\s./-](?:de\s|of\s)?([^\W\d_]{3,12})(?:[./-]|\.?,?\s)(?:de\s|del\s)?(\d{4})(?!\d(?!\d?(?:[:.]\d\d|\s)))"
)
_DAY_ONLY = re.compile(r"(?<!\d)(\d{1,2})\.?\s([^\W\d_]{3,12})\.?(?:,?\s(?:\d{1,2}[:.]\d\d))?(?!\s?\d)")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})(?!\d(?!\d?[:.]\d\d))")


@cache
def months() -> dict[str, int]:
    """Give the month (1 to 12) for each of its names and short forms, casefolded."""
    return {name: int(month) for month, *names in map(str.split, rows("months.txt")) for name in names}


def parse_date(text: str) -> date | None:
    """Give the first date in `text` (its first 200 characters); None when there is none that is sure.

    03/04/2023 is not sure: half the world reads April, half March.
    """
    found = find_date(text[:200])
    return found[0] if found else None


def find_date(text: str) -> tuple[date, int, int] | None:
    """Give the first date in `text` and where it stands."""
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            day = read(match)
            if day:
                return day, match.start(), match.end()
    return None


def find_day(text: str) -> tuple[int, int] | None:
    """Give where a day and month without a year stand ("12 березня, 18:40")."""
    for match in _DAY_ONLY.finditer(text[:200]):
        if match[2].casefold() in months() and 1 <= int(match[1]) <= 31:
            return match.start(), match.end()
    return None


def parse_day_first(text: str) -> date | None:
    """Give the date in figures in `text` whose first figure is the day: 03/04/2023 is of April."""
    match = _NUMBERS.search(text[:200])
    return _date(int(match[4]), int(match[3]), int(match[1])) if match else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1000 <= year <= 2999 else None
    except ValueError:
        return None


def _named(day: str, month: str, year: str) -> date | None:
    number = months().get(month.casefold())
    return _date(int(year), number, int(day)) if number else None


def _numbers(match: re.Match[str]) -> date | None:
    first, mark, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
    if mark == "." or first > 12 or first == second:
        return _date(year, second, first)
    return _date(year, first, second) if second > 12 else None


_READERS = (
    (_ISO, lambda match: _date(int(match[1]), int(match[2]), int(match[3]))),
    (_CJK, lambda match: _date(int(match[1]), int(match[2]), int(match[3]))),
    (_DAY_FIRST, lambda match: _named(match[1], match[2], match[3])),
    (_MONTH_FIRST, lambda match: _named(match[2], match[1], match[3])),
    (_NUMBERS, _numbers),
)
