# ruff: noqa: PLC0415 - it runs in a worker: the service never loads the libraries
"""A feed's bytes to its entries: RSS of every version, Atom, RDF, JSON Feed; and the feeds that a page names.

What can be read is read, however malformed. Not for fetching (`bot.sources.http`), nor for what becomes of an
entry (`bot.feeds.feeds`). It runs in a worker process.
"""

import calendar
import html
import io
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from bot.errors import Unreadable
from bot.sources.mending import mend
from bot.sources.prints import fingerprint
from bot.sources.urls import bare_url, link_key

MOST_ENTRIES = 500
MOST_CHARACTERS = 1_000_000  # of an entry
MOST_TAGS = 20
LONGEST = 500  # characters of a title, a name

_FIRST_YEAR = 1600  # of what was ever printed as news; before it are zeros of other kinds

FULL_WORDS = 120  # fewer in a feed are a teaser, as far as one can tell

_GOES_ON = ("read more", "continue reading", "read on", "more", "weiterlesen", "lire la suite", "leer más",
            "seguir leyendo", "читать далее", "читати далі", "читати повністю", "подробнее")  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json",
               "application/rdf+xml")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one article. `id` and `link` are "" where it does not say.

    `html` is that the text is markup; `teaser` that it is not all there is. `prints` are of its id, its link,
    and its title and text; 0 where there is none.
    """

    id: str
    link: str
    title: str
    text: str
    html: bool = True
    teaser: bool = False
    author: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    tags: tuple[str, ...] = ()
    prints: tuple[int, int, int] = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed as it was read. `pause` is the seconds for which it asks to be left alone, 0 if it does not say.

    `skip_hours` and `skip_days` have a bit for each hour of the day, in UTC, and each day from Monday on.
    """

    title: str
    home: str
    entries: tuple[Entry, ...]
    language: str = ""
    pause: float = 0.0
    skip_hours: int = 0
    skip_days: int = 0


def parse_feed(data: bytes, charset: str, url: str) -> Channel:
    """Read a feed that was fetched from `url`.

    Raises:
        Unreadable: it is no feed.
    """
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        raise Unreadable("it is empty")
    if head.startswith(b"{"):
        return _json_feed(data, url)
    import feedparser

    data, charset = mend(data, charset)
    kind = f"application/xml; charset={charset}" if charset else "application/xml"
    told = feedparser.parse(
        io.BytesIO(data),
        response_headers={"content-type": kind, "content-location": url},
        sanitize_html=False,  # nothing of it is shown as markup
        resolve_relative_uris=False,
    )
    if not told.version and not told.entries:
        raise Unreadable("it is not a feed")
    feed = told.feed
    return Channel(
        _plain(feed.get("title"), LONGEST),
        _address(feed.get("link"), url),
        tuple(_printed(_entry(one, url)) for one in _latest(told.entries, _date)),
        _plain(feed.get("language"), 20),
        _pause(feed),
        _bits(int(hour) % 24 for hour in _words(data, b"skipHours", b"hour") if hour.isdecimal()),
        _bits(_DAYS.index(day) for day in _words(data, b"skipDays", b"day") if day in _DAYS),
    )


def find_feeds(data: bytes, url: str) -> list[tuple[str, str]]:
    """Give (address, title) of the feeds that a page names in its head, in its order."""
    from lxml import etree
    from lxml import html as markup

    try:
        tree = markup.document_fromstring(data[:2_000_000])
    except (etree.LxmlError, ValueError, AssertionError):
        return []
    base = next((node.get("href") or "" for node in tree.iter("base")), "")
    found: dict[str, str] = {}
    for node in islice(tree.iter("link", "a"), 5_000):
        named = (node.get("type") or "").split(";")[0].strip().casefold() in _FEED_TYPES
        alternate = "alternate" in (node.get("rel") or "").casefold().split()
        address = _address(node.get("href"), urljoin(url, base))
        if named and (alternate or node.tag == "a") and address:
            found.setdefault(address, _plain(node.get("title"), LONGEST))
    return list(islice(found.items(), 20))


def _latest(entries: list[Any], date: Callable[[Any], Any]) -> list[Any]:
    """Give as many entries as are read, in their order: the latest; without dates, some of each end."""
    if len(entries) <= MOST_ENTRIES:
        return entries
    dates = [date(one) for one in entries]
    if not all(dates):
        return entries[: MOST_ENTRIES // 2] + entries[-(MOST_ENTRIES - MOST_ENTRIES // 2) :]
    places = sorted(range(len(entries)), key=lambda place: dates[place], reverse=True)
    return [entries[place] for place in sorted(places[:MOST_ENTRIES])]


def _date(told: Any) -> tuple[int, ...]:  # noqa: ANN401 - feedparser's dictionary
    return tuple(dict.get(told, "published_parsed") or dict.get(told, "updated_parsed") or ())


def _entry(told: Any, url: str) -> Entry:  # noqa: ANN401 - feedparser's dictionary
    bodies = [*(told.get("content") or ()), told.get("summary_detail") or {"value": told.get("summary")}]
    bodies = [one for one in bodies if one and one.get("value")]
    body: dict[str, str] = max(bodies, key=lambda one: len(one["value"]), default={})
    text = (body.get("value") or "")[:MOST_CHARACTERS]
    link = told.get("feedburner_origlink") or told.get("link") or ""
    if not link and re.match(r"https?://", told.get("id") or ""):
        link = told["id"]
    return Entry(
        (told.get("id") or "")[:2_000],
        _address(link, url),
        _plain(told.get("title"), LONGEST),
        text,
        body.get("type") != "text/plain" or _marked_up(text),
        _is_teaser(text),
        _plain(told.get("author"), LONGEST),
        _moment(
            told.get("published_parsed") or told.get("created_parsed") or dict.get(told, "updated_parsed")
        ),
        _moment(dict.get(told, "updated_parsed")),  # the library would give another date for it, and warn
        tuple(
            dict.fromkeys(
                filter(None, (_plain(tag.get("term"), 100) for tag in (told.get("tags") or ())[:50]))
            )
        )[:MOST_TAGS],
    )


def _json_feed(data: bytes, url: str) -> Channel:
    """Read a JSON Feed (jsonfeed.org, version 1.1)."""
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Unreadable("it is not a feed") from error
    items = told.get("items") if isinstance(told, dict) else None
    if not isinstance(items, list):
        raise Unreadable("it is not a feed")
    items = _latest(
        [one for one in items if isinstance(one, dict)], lambda one: _iso(one.get("date_published"))
    )
    entries = tuple(_printed(_json_entry(one, url)) for one in items)
    language = _plain(told.get("language"), 20)
    return Channel(
        _plain(told.get("title"), LONGEST), _address(told.get("home_page_url"), url), entries, language
    )


def _json_entry(told: dict[str, Any], url: str) -> Entry:
    markup, text = told.get("content_html"), told.get("content_text") or told.get("summary")
    body = markup if isinstance(markup, str) and markup.strip() else text
    authors = told.get("authors") or [told.get("author")]
    names = [_plain(one.get("name"), LONGEST) for one in _listed(authors) if isinstance(one, dict)]
    published = _iso(told.get("date_published"))
    text = body[:MOST_CHARACTERS] if isinstance(body, str) else ""
    return Entry(
        str(told.get("id") or "")[:2_000],
        _address(told.get("url") or told.get("external_url"), url),
        _plain(told.get("title"), LONGEST),
        text,
        body is markup,
        _is_teaser(text),
        ", ".join(filter(None, names))[:LONGEST],
        published or _iso(told.get("date_modified")),
        _iso(told.get("date_modified")),
        tuple(_plain(tag, 100) for tag in _listed(told.get("tags"))[:MOST_TAGS] if isinstance(tag, str)),
    )


def _printed(entry: Entry) -> Entry:
    letters = re.sub(r"<[/!a-zA-Z][^<>]{0,1000}>|[\W_]+", "", f"{entry.title} {html.unescape(entry.text)}")
    given = (entry.id, link_key(entry.link) if entry.link else "", letters.casefold())
    prints = tuple(fingerprint(one.encode("utf-8", "replace")) if one else 0 for one in given)
    return replace(entry, prints=(prints[0], prints[1], prints[2]))


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _pause(feed: Any) -> float:  # noqa: ANN401
    """Read RSS's ttl (minutes) and the syndication module's updatePeriod and updateFrequency."""
    ttl = re.match(r"\s*(\d{1,6})", str(feed.get("ttl") or ""))
    pause = 60.0 * int(ttl[1]) if ttl else 0.0
    period = _PERIODS.get(str(feed.get("sy_updateperiod") or "").strip().casefold(), 0)
    times = re.match(r"\s*(\d{1,4})", str(feed.get("sy_updatefrequency") or "1"))
    return max(pause, period / max(1, int(times[1]) if times else 1))


def _words(data: bytes, outer: bytes, inner: bytes) -> list[str]:
    found = re.search(rb"<%b>(.{0,2000}?)</%b>" % (outer, outer), data[:200_000], re.DOTALL)
    words = re.findall(rb"<%b>\s{0,9}(\w{1,10})\s{0,9}</%b>" % (inner, inner), found[1]) if found else []
    return [word.decode("utf-8", "ignore").casefold() for word in words]


def _bits(numbers: Iterable[int]) -> int:
    return sum(1 << number for number in set(numbers))


def _plain(text: object, most: int) -> str:
    """Make one line of plain text of what may hold markup and entities."""
    if not isinstance(text, str):
        return ""
    text = html.unescape(re.sub(r"<[/!a-zA-Z][^<>]{0,500}>", " ", text[: 4 * most]))
    return " ".join(text.split())[:most]


def _is_teaser(text: str) -> bool:
    """Tell whether a text is short, or ends as what goes on elsewhere does."""
    words = re.sub(r"<[/!a-zA-Z][^<>]{0,1000}>", " ", text).split()
    if len(words) < FULL_WORDS:
        return True
    end = html.unescape(" ".join(words[-6:])).casefold().rstrip(" .»>)]→&nbsp;")
    return end.endswith(("…", "..", "[")) or any(end.endswith(phrase) for phrase in _GOES_ON)


def _marked_up(text: str) -> bool:
    return bool(re.search(r"</?(p|br|div|a|em|strong|ul|li|h[1-6])[\s/>]", text[:5_000], re.IGNORECASE))


def _address(link: object, base: str) -> str:
    if not isinstance(link, str) or not link.strip():
        return ""
    try:
        full = urljoin(base, link.strip())
    except ValueError:
        return ""
    return bare_url(full) if full.startswith(("http://", "https://")) and len(full) <= 2_000 else ""


def _moment(parsed: Any) -> datetime | None:  # noqa: ANN401 - a struct_time in UTC
    try:
        return _plausible(datetime.fromtimestamp(calendar.timegm(parsed), UTC)) if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _plausible(at: datetime) -> datetime | None:
    """Give a moment unless it is what programs write where they know none: zero, in any zone or kind."""
    return None if abs(at.timestamp()) < 2 * 86_400 or at.year < _FIRST_YEAR else at


def _iso(text: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    if at is None:
        return None
    try:
        return _plausible(at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC))
    except (ValueError, OverflowError, OSError):
        return None
