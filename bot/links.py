"""Links that people send: fetched, read, summarized, and not kept, unless an administrator says so.

The last few readings stay in memory for a while, so that a button for another length is answered at once.
"""

import asyncio
import re
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from bot.errors import NoArticle, Unreadable
from bot.models import Document, Format, Length, Reading, Summary
from bot.sources.http import Fetched, web_url
from bot.sources.urls import bare_url, host_of
from bot.text.lengths import summaries_of
from bot.text.walls import asked_in, wall

ACCEPT = "text/html, application/xhtml+xml, application/pdf;q=0.9, text/plain;q=0.8, */*;q=0.5"
FEW_WORDS = 40  # fewer, of a page with no article in it, are what stands around one
NO_ARTICLE = "no article was found in the page"  # as the reader's note begins

_LOOKED_AT = 200_000  # bytes of a page that has no article
_REMEMBERED = 32
_SECONDS = 900.0  # that a reading is good for; pages change
_FORMATS: dict[str, Format] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
}
_ENDINGS: dict[str, Format] = {
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".txt": "text",
    ".md": "markdown",
}
_FEEDS = ("rss", "atom", "feed+json", "rdf")


class Links:
    """Summaries of what is behind links.

    `fetch` gets an address, `read` makes a ranked Reading off the event loop, `keep` puts a document into the
    library and gives its number there.
    """

    def __init__(
        self,
        fetch: Callable[[str], Awaitable[Fetched]],
        read: Callable[[Document], Awaitable[Reading]],
        keep: Callable[[Document], Awaitable[int]],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetch = fetch
        self._read = read
        self._keep = keep
        self._now = now
        self._recent: OrderedDict[str, tuple[float, Document, dict[Length, Summary]]] = OrderedDict()
        self._under_way: dict[str, asyncio.Task[tuple[Document, dict[Length, Summary]]]] = {}

    async def summarize(self, link: str, length: Length) -> Summary:
        """Summarize what is behind a link; with no sentences if it is too short for that.

        Raises:
            Unreachable: it cannot be fetched.
            NoArticle: there is no article in it.
        """
        _, summaries = await self._open(web_url(link))
        return summaries[length]

    async def keep(self, link: str) -> int:
        """Put what is behind a link into the library; give its number there.

        Raises:
            Unreachable: it cannot be fetched.
            NoArticle: there is no article in it.
        """
        document, _ = await self._open(web_url(link))
        return await self._keep(document)

    async def _open(self, url: str) -> tuple[Document, dict[Length, Summary]]:
        known = self._recent.get(url)
        if known and self._now() - known[0] < _SECONDS:
            self._recent.move_to_end(url)
            return known[1], known[2]
        if url not in self._under_way:  # a link that a whole group presses is fetched once
            self._under_way[url] = task = asyncio.create_task(self._look(url))
            task.add_done_callback(lambda _: self._under_way.pop(url, None))
        document, summaries = await asyncio.shield(self._under_way[url])
        self._recent[url] = (self._now(), document, summaries)
        while len(self._recent) > _REMEMBERED:
            self._recent.popitem(last=False)
        return document, summaries

    async def _look(self, url: str) -> tuple[Document, dict[Length, Summary]]:
        fetched = await self._fetch(url)
        document = document_of(fetched, f"link:{url}")
        try:
            reading = await self._read(document)
        except Unreadable as error:
            reason = wall(url, fetched.url, None) or _asked_in_page(document)
            raise NoArticle(reason or str(error), transient=error.transient) from error
        if reason := no_article(url, fetched.url, reading):
            raise NoArticle(reason)
        return document, {
            length: replace(
                summary,
                url=reading.url,
                publication=reading.publication,
                published=reading.published,
            )
            for length, summary in summaries_of(reading, reading.title).items()
        }


def no_article(asked: str, url: str, reading: Reading) -> str:
    """Say in a clause why what was read behind a link is no article; "" if it is one."""
    if reason := wall(asked, url, reading):
        return reason
    around = any(note.startswith(NO_ARTICLE) for note in reading.repairs)
    return "the page has no article in it" if around and reading.words < FEW_WORDS else ""


def _asked_in_page(document: Document) -> str:
    """What a page without an article asks for, in all its words."""
    if document.format != "html":
        return ""
    text = document.data[:_LOOKED_AT].decode("utf-8", "ignore")
    return asked_in(re.sub(r"<[^<>]{0,1000}>|\s+", " ", text))


def document_of(fetched: Fetched, origin: str) -> Document:
    """Make a document of what was fetched.

    Raises:
        NoArticle: it is of a kind that is none.
    """
    kind, head = fetched.media_type, fetched.data[:512].lstrip().lower()
    ending = PurePosixPath(urlsplit(fetched.url).path).suffix.casefold()
    form = _FORMATS.get(kind)
    if head.startswith(b"%pdf-"):
        form = "pdf"
    elif any(mark in kind for mark in _FEEDS) or head.startswith((b"<rss", b"<feed", b"<rdf")):
        raise NoArticle("it is a feed, which an administrator may add with /feeds")
    elif form is None and (not kind or kind.startswith("text/") or kind == "application/octet-stream"):
        html = head.startswith((b"<!doctype html", b"<html"))
        form = "html" if html else _ENDINGS.get(ending, "text" if kind.startswith("text/") else None)
    elif form is None and kind.endswith(("/xml", "+xml")):
        form = "html" if b"<html" in head else None
    if form is None:
        raise NoArticle(f"it is of a kind that I do not read ({kind or 'not said'})")
    name = PurePosixPath(unquote(urlsplit(fetched.url).path)).name or host_of(fetched.url)
    url = bare_url(fetched.url)
    return Document(origin, name, form, fetched.data, fetched.charset, url, host_of(url))
