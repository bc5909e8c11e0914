"""Summaries, and the list of articles."""

from collections.abc import Sequence

from bot.models import Article, Length, Page, Summary, SummarySentence, count_words
from bot.render.fragments import opening_linked
from bot.render.help import EMPTY_LIBRARY
from bot.render.message import (
    MESSAGE_LIMIT,
    Button,
    Message,
    Rows,
    also_in,
    clip,
    date_of,
    escape,
    facts_of,
    minutes,
    number_of,
    title_of,
    utf16_length,
    visible_length,
    web_address,
)

LENGTHS: tuple[Length, ...] = ("short", "medium", "long")
_QUERY_SHOWN = 100


def summary(summary: Summary, username: str, *, keepable: bool = False) -> Message:
    """A summary under its header, with buttons for the other lengths; if `keepable`, one to keep the text."""
    head = _header(summary, username)
    if not summary.sentences:
        return Message(f"{head}\n\nThis text is too short to be summarized: it is as short as its summary.")
    keep = ((Button("Keep in the library", "k:keep"),),) if keepable else ()
    note = "\n<i>The sentence goes on in the article.</i>"
    room = MESSAGE_LIMIT - visible_length(head) - visible_length(note) - 2
    quoted, cut = _quote(summary.sentences, room, summary.article.url if summary.article else summary.url)
    return Message(f"{head}\n{quoted}{note if cut else ''}", (*_length_buttons(summary), *keep))


def page(page: Page, username: str) -> Message:
    """One page of the library; `Page.query` stands in a code entity, from which its buttons read it back."""
    if not page.total:
        return _no_articles(page)
    noun = "article" if page.total == 1 else "articles"
    if page.query:
        verb = "fits" if page.total == 1 else "fit"
        head = f"<b>{page.total} {noun}</b> {verb} <code>{escape(clip(page.query, _QUERY_SHOWN))}</code>"
    else:
        head = f"<b>{page.total} {noun}</b>, the newest first"
    lines = [_line(article, username) for article in page.articles]
    return Message(
        "\n".join([*corrections(page.corrections), head, "", *lines]),
        (*_open_buttons(page.articles), *_page_buttons(page)),
    )


def _no_articles(page: Page) -> Message:
    if not page.query:
        return Message(EMPTY_LIBRARY)
    query = escape(clip(page.query, _QUERY_SHOWN))
    lines = [*corrections(page.corrections), f"No article fits <code>{query}</code>."]
    return Message("\n".join([*lines, "/articles lists all there are."]))


def corrections(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """A line that says which spellings were forgiven, if any were."""
    if not pairs:
        return []
    said = ", ".join(f"“{escape(clip(a, 40))}” as “{escape(clip(b, 40))}”" for a, b in pairs)
    return [f"<i>I read {said}.</i>"]


def _header(summary: Summary, username: str) -> str:
    shown = sum(count_words(sentence.text) for sentence in summary.sentences)
    saved = f"saves {minutes(summary.words - shown)}" if summary.sentences else ""
    if summary.article is None:
        if summary.url:
            facts = [escape(clip(summary.publication, 60))] if summary.publication else []
            facts += [date_of(summary.published)] if summary.published else []
            return f"{_linked_title(summary)}\n{' · '.join(filter(None, [*facts, saved]))}"
        title = f"<b>{escape(clip(summary.title, 160))}</b>" if summary.title else "<b>Summary</b>"
        return "\n".join(filter(None, [title, saved]))
    article = summary.article
    facts = [*facts_of(article), saved, number_of(article, username)]
    return "\n".join([title_of(article), " · ".join(filter(None, facts)), *also_in(article)])


def _linked_title(summary: Summary) -> str:
    """The title of a text behind a link, linked: from there the buttons know what to read."""
    title = escape(clip(summary.title, 160) or "What the link says")
    link = web_address(summary.url)
    return f'<b><a href="{escape(link)}">{title}</a></b>' if link else f"<b>{title}</b>"


def _quote(sentences: Sequence[SummarySentence], room: int, url: str) -> tuple[str, bool]:
    """The blockquote, of as many sentences as fit `room` UTF-16 units, and whether one was cut short.

    Each sentence begins with a link to where it stands in the page at `url`.
    """
    kept: list[SummarySentence] = []
    for sentence in sentences:
        if utf16_length("\n".join([*(s.text for s in kept), sentence.text])) > room:
            break
        kept.append(sentence)
    cut = not kept
    if cut:
        first = sentences[0]
        kept = [SummarySentence(first.position, clip(first.text, room))]
    text = ""
    for before, sentence in zip([None, *kept], kept, strict=False):
        if before is not None:
            text += " " if sentence.follows(before) else "\n"
        text += opening_linked(sentence.text, url)
    return f"<blockquote>{text}</blockquote>", cut


def _length_buttons(summary: Summary) -> Rows:
    row = tuple(
        Button(
            f"• {length.capitalize()} •" if length == summary.length else length.capitalize(),
            f"s:{summary.article.number}:{length}"
            if summary.article
            else f"{'l' if summary.url else 't'}:{length}",
        )
        for length in LENGTHS
    )
    like = (Button("Notify me of more like this", f"w:{summary.article.number}"),) if summary.article else ()
    return (row, like) if like else (row,)


def _line(article: Article, username: str) -> str:
    facts = " · ".join([*facts_of(article), minutes(article.words)])
    return f"{number_of(article, username)} {title_of(article)}\n{facts}"


def _open_buttons(articles: Sequence[Article]) -> Rows:
    buttons = [Button(f"{article.number}", f"o:{article.number}") for article in articles]
    return tuple(tuple(buttons[at : at + 5]) for at in range(0, len(buttons), 5))


def _page_buttons(page: Page) -> Rows:
    if page.pages == 1:
        return ()
    row = []
    if page.number > 1:
        row.append(Button("‹ Newer" if not page.query else "‹ Back", f"a:{page.number - 1}"))
    row.append(Button(f"{page.number} of {page.pages}", f"a:{page.number}"))
    if page.number < page.pages:
        row.append(Button("Older ›" if not page.query else "Next ›", f"a:{page.number + 1}"))
    return (tuple(row),)
