# ruff: noqa: PLC0415 - what only a worker needs is imported where it is needed
"""What runs in a worker of a feed's entry: its text is read, or its page's where that says more."""

import hashlib
import html
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import Unreadable
from bot.worker.work import Prepared, prepare_reading

if TYPE_CHECKING:
    from datetime import date

    from bot.models import Article, Document, Reading
    from bot.sources.feed import Entry

SHARED = 0.5  # of the teaser's words, or of the title's, that a page must have to be the entry's
OPENING = 80  # characters of a text that stand for a title
KEPT = 0.6  # of an article's words, that a later version of it still has


def prepare_entry(
    entry: "Entry",
    document: "Document",
    page: "Document | None",
    summarizer: str,
    today: "date",
) -> Prepared:
    """Prepare an entry; `document` tells of its feed, and `page` is what was fetched from its link.

    Raises:
        Unreadable: neither has an article.
    """
    from bot.text.rank import rank

    own = _read_own(entry, document)
    full = _read_page(entry, page, own) if page else None
    chosen = full or own
    if chosen is None:
        raise Unreadable("neither the feed nor the page has any text of it")
    published = entry.published_at.date() if entry.published_at else chosen.published
    reading = replace(
        chosen,
        title=entry.title or chosen.title or _opening(chosen),
        author=entry.author or chosen.author,
        publication=document.publication,  # one name for all of a feed, which /subscribe from: knows
        url=entry.link or chosen.url,
        published=min(published, today) if published else today,
        tags=entry.tags or chosen.tags,
    )
    return _finish(rank(reading, summarizer=summarizer))


def prepare_page(article: "Article", said: list[str], page: "Document", summarizer: str) -> Prepared:
    """Prepare an article from its page once more; `said` are its sentences as they are known.

    Raises:
        Unreadable: the page has no such article any more.
    """
    from bot.text.rank import rank
    from bot.text.read import read
    from bot.text.walls import wall

    full = read(page)
    before, now = _words(" ".join(said)), _words(" ".join(one.text for one in full.sentences))
    if wall(article.url, page.url, full) or len(before & now) < KEPT * len(before):
        raise Unreadable("the page has another text by now, or none")
    reading = replace(
        full,
        title=article.title,
        author=article.author,
        publication=article.publication,
        url=article.url,
        published=article.published,
        tags=article.tags,
    )
    return _finish(rank(reading, summarizer=summarizer))


def _opening(reading: "Reading") -> str:
    """The first words of a text that has no title, as short posts have none."""
    first = reading.sentences[0].text if reading.sentences else ""
    return first if len(first) <= OPENING else first[: OPENING - 1].rsplit(" ", 1)[0] + "…"


def _finish(reading: "Reading") -> Prepared:
    prepared = prepare_reading(reading)
    if prepared.indexed.signature:
        return prepared
    # The same few words under another title ("Today's cartoon") are another entry.
    digest = hashlib.sha256(f"{reading.title.casefold()}\n{reading.digest}".encode("utf-8", "replace"))
    return replace(prepared, reading=replace(prepared.reading, digest=digest.hexdigest()))


def _read_own(entry: "Entry", document: "Document") -> "Reading | None":
    from bot.models import Document
    from bot.text.read import read

    if entry.html:
        title = html.escape(entry.title)
        head = f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head><body><article>"
        made = Document(
            document.origin, entry.title, "html", f"{head}{entry.text}".encode("utf-8", "replace")
        )
    else:
        made = Document(document.origin, entry.title, "text", entry.text.encode("utf-8", "replace"))
    try:
        return read(made, language="")
    except Unreadable:
        return None


def _read_page(entry: "Entry", page: "Document", own: "Reading | None") -> "Reading | None":
    """Read an entry's page; None if it says less than the feed, or is not the entry's."""
    from bot.text.read import read
    from bot.text.walls import wall

    try:
        full = read(page)
    except Unreadable:
        return None
    if (own and full.words <= own.words) or wall(entry.link, page.url, full):
        return None
    said = _words(" ".join(sentence.text for sentence in full.sentences)) | _words(full.title)
    asked = [_words(entry.title), _words(" ".join(one.text for one in own.sentences[:5])) if own else set()]
    return full if any(words and len(words & said) >= SHARED * len(words) for words in asked) else None


def _words(text: str) -> set[str]:
    from bot.text.words import words

    return {word for word in words(text) if len(word) > 3 or not word.isascii()}
