"""What stands where an article should: a request for consent, a login, money, or a proof of being human.

Told by where the link ended and by what a short page says. Not for the same notes within an article.
"""

import re
from functools import cache
from urllib.parse import urlsplit

from bot.models import Reading
from bot.text.tables import rows

MOST_WORDS = 220  # of a page that is a wall; an article with such a note on it has more
_ASKS = {
    "consent": "it asks for consent to cookies first",
    "login": "it asks to log in first",
    "money": "it is for subscribers only",
    "robot": "it lets only browsers in",
}
_PLACES: tuple[tuple[str, str], ...] = (
    (r"(^|[./_-])(consent|cookies?-?(wall|consent|policy)|privacy-?(gate|wall|mgmt))([./_?-]|$)", "consent"),
    (
        r"(^|[./_-])(log-?in|sign-?in|sign-?up|signon|sso|auth|authorize|register|accounts?)([./_?-]|$)",
        "login",
    ),
    (r"(^|[./_-])(subscribe|subscription|paywall|checkout)([./_?-]|$)", "money"),
    (r"(^|[./_-])(captcha|challenge|cdn-cgi)([./_?-]|$)", "robot"),
)


def wall(asked: str, url: str, reading: Reading | None) -> str:
    """Say in a clause what stands before the article, "" if nothing does.

    `asked` is the address that was to be read and `url` where that ended; `reading` is what was read there.
    """
    before, after = urlsplit(asked), urlsplit(url)
    if (before.hostname, before.path.rstrip("/")) != (after.hostname, after.path.rstrip("/")):
        for pattern, kind in _PLACES:
            place = f"{after.hostname}{after.path}".casefold()
            if re.search(pattern, place) and not re.search(
                pattern, f"{before.hostname}{before.path}".casefold()
            ):
                return _ASKS[kind]
    if reading is not None and reading.words <= MOST_WORDS:
        return asked_in(" ".join([reading.title, *(sentence.text for sentence in reading.sentences)]))
    return ""


def asked_in(text: str) -> str:
    """Say in a clause what a short text asks for, "" if it asks for nothing of the kind."""
    said = text.casefold()
    return next((_ASKS[kind] for kind, phrase in _phrases() if phrase in said), "")


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    return tuple((kind, phrase) for kind, phrase in (row.split("\t") for row in rows("walls.txt")))
