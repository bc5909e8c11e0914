"""What headers of an answer say: for how long it is good, when to come again, what it is. Pure.

What follows from it is the caller's (`bot.sources.http`, `bot.feeds.visits`).
"""

import email.utils
import re
from collections.abc import Mapping
from datetime import UTC, datetime

LONGEST_WAIT = 7 * 86_400.0  # seconds; a server that asks for more is asked again after that


def max_age(headers: Mapping[str, str]) -> float | None:
    """Give the seconds for which an answer stays good (RFC 9111, 4.2), None if that is not said."""
    control = headers.get("cache-control", "").casefold()
    if re.search(r"\bno-(store|cache)\b", control):
        return None
    if found := re.search(r"(?<![\w-])max-age\s{0,3}=\s{0,3}\"?(\d{1,10})", control):
        age = headers.get("age", "").strip()
        return max(0.0, float(found[1]) - (float(age) if re.fullmatch(r"\d{1,9}", age) else 0.0))
    try:
        expires = email.utils.parsedate_to_datetime(headers["expires"])
        date = email.utils.parsedate_to_datetime(headers["date"])
        return max(0.0, (expires - date).total_seconds())
    except (KeyError, ValueError, TypeError, OverflowError):
        return None


def content_type(headers: Mapping[str, str]) -> tuple[str, str]:
    """Give media type and charset, both lower case, "" where there is none."""
    media, _, rest = headers.get("content-type", "").partition(";")
    found = re.search(r"charset\s{0,3}=\s{0,3}[\"']?([A-Za-z0-9_.:-]{1,40})", rest)
    return media.strip().casefold()[:100], found[1].casefold() if found else ""


def retry_after(headers: Mapping[str, str], now: datetime) -> float:
    """Give the seconds after which to come again (RFC 9110, 10.2.3), 0 if that is not said."""
    text = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}", text):
        return min(float(text), LONGEST_WAIT)
    try:
        at = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return 0.0
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max(0.0, (at - now).total_seconds()), LONGEST_WAIT)
