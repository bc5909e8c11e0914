"""What the bot says, before it is Telegram's: HTML and rows of buttons, always within Telegram's limits.

Limits: Bot API, "sendMessage" (1 to 4,096 characters after entities parsing, counted in UTF-16 units)
and "InlineKeyboardButton" (callback data of 1 to 64 bytes).
"""

import html
import re
from dataclasses import dataclass
from datetime import date

from bot.models import Article

MESSAGE_LIMIT = 4096
DATA_LIMIT = 64
WORDS_A_MINUTE = 238  # silent reading of English non-fiction: Brysbaert 2019, a mean over 190 studies
_SOURCES = 5  # other sources of a story that are named
_TITLE_LIMIT = 160


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: one that calls back with `data`, or opens `url`."""

    label: str
    data: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        assert bool(self.data) != bool(self.url)
        assert len(self.data.encode()) <= DATA_LIMIT, self.data


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One message: Telegram HTML, and its rows of buttons."""

    html: str
    buttons: Rows = ()


def escape(text: str) -> str:
    """Escape for text and for attribute values alike."""
    return html.escape(text, quote=True)


def utf16_length(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def visible_length(markup: str) -> int:
    """Length of our own HTML after Telegram has parsed it, in UTF-16 units."""
    return utf16_length(html.unescape(re.sub(r"<[^<>]*>", "", markup)))


def clip(text: str, units: int) -> str:
    """The start of `text`, at most `units` UTF-16 units, cut between words where there are words."""
    if utf16_length(text) <= units:
        return text
    head = text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore")
    at = head.rfind(" ")
    return (head[:at] if at > units // 2 else head).rstrip()


def title_of(article: Article, link: str = "") -> str:
    """An article's title as HTML, bold, linked to `link`, or to its source where it has an address."""
    title = clip(article.title, _TITLE_LIMIT)
    shown = escape(title + ("…" if title != article.title else ""))
    link = link or web_address(article.url)
    return f'<b><a href="{escape(link)}">{shown}</a></b>' if link else f"<b>{shown}</b>"


def web_address(url: str) -> str:
    """`url` if it is an http or https address fit for a link, else "": article text is hostile."""
    return url if re.fullmatch(r"https?://[^\s<>\"'`\\]{1,1500}", url) else ""


def number_of(article: Article, username: str) -> str:
    """An article's number as HTML, linked so that a tap opens it; replies find the article by this link."""
    return f'<a href="https://t.me/{username}?start=a{article.number}">No. {article.number}</a>'


def date_of(day: date) -> str:
    """A date as people write it: 5 March 2026."""
    return f"{day.day} {day:%B} {day.year}"


def facts_of(article: Article) -> list[str]:
    """Publication and date, those there are, as HTML."""
    facts = []
    if article.publication:
        facts.append(escape(clip(article.publication, 60)))
    if article.published:
        facts.append(date_of(article.published))
    return facts


def also_in(article: Article) -> list[str]:
    """A line that names the other sources of a story, if there are any, as HTML."""
    named = []
    for name, url in article.also[:_SOURCES]:
        shown, link = escape(clip(name, 60)), web_address(url)
        named.append(f'<a href="{escape(link)}">{shown}</a>' if link else shown)
    more = f" and {len(article.also) - _SOURCES} more" if len(article.also) > _SOURCES else ""
    return [f"Also in {', '.join(named)}{more}"] if named else []


def minutes(words: int) -> str:
    """Reading time of so many words: "under a minute", "3 min"."""
    whole = round(words / WORDS_A_MINUTE)
    return f"{whole} min" if whole else "under a minute"
