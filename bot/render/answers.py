"""Answers: quoted sentences, the paragraph around one, and the honest "no"."""

from collections.abc import Sequence

from bot.models import Answer, Article, Quote
from bot.render.articles import corrections
from bot.render.fragments import sentence_link
from bot.render.message import (
    MESSAGE_LIMIT,
    Button,
    Message,
    Rows,
    clip,
    escape,
    facts_of,
    number_of,
    title_of,
    utf16_length,
)

SHOWN = 3  # quotes in one message
_MORE = 6  # further quotes that a button can carry in its 64 bytes
_QUOTE_ROOM = 1000  # UTF-16 units for one of three quotes; one sentence is hardly ever longer


def answer(answer: Answer, username: str) -> Message:
    """The quotes that answer, best first; or that nothing does, and what is nearest."""
    if not answer.quotes:
        return _no_answer(answer, username)
    shown, rest = answer.quotes[:SHOWN], answer.quotes[SHOWN : SHOWN + _MORE]
    return quotes(shown, rest, username, corrections(answer.corrections))


def quotes(shown: Sequence[Quote], rest: Sequence[Quote], username: str, head: Sequence[str] = ()) -> Message:
    """`shown` quoted, each with its article, and a button for the `rest`."""
    blocks = [
        f"<blockquote>{_marked(quote)}</blockquote>{_source(quote.article, username, quote.text)}"
        for quote in shown
    ]
    return Message("\n".join([*head, "\n\n".join(blocks)]), _quote_buttons(shown, rest))


def context(article: Article, sentences: Sequence[str], at: int, username: str) -> list[Message]:
    """A whole paragraph, the sentence at index `at` in bold; split at sentence ends where it is too long."""
    source = _source(article, username, sentences[at])
    room = MESSAGE_LIMIT - 400  # the source line: a title of 160, a publication of 60, a date and a number
    parts: list[str] = []
    part, used = "", 0
    for index, sentence in enumerate(sentences):
        text = clip(sentence, room)
        if part and used + 1 + utf16_length(text) > room:
            parts.append(part)
            part, used = "", 0
        marked = f"<b>{escape(text)}</b>" if index == at else escape(text)
        part = f"{part} {marked}" if part else marked
        used += utf16_length(text) + 1
    parts.append(part)
    button = (Button("Summary", f"o:{article.number}"),)
    return [Message(f"<blockquote>{text}</blockquote>{source}", (button,)) for text in parts]


def _no_answer(answer: Answer, username: str) -> Message:
    head = "\n".join([*corrections(answer.corrections), "The articles do not answer this."])
    if not answer.nearest:
        return Message(f"{head} /articles lists what they are about.")
    lines = [
        f"{number_of(article, username)} {title_of(article)}"
        + "".join(f" · {fact}" for fact in facts_of(article))
        for article in answer.nearest
    ]
    row = tuple(Button(f"Summary of {article.number}", f"o:{article.number}") for article in answer.nearest)
    return Message("\n".join([f"{head} The nearest to it:", *lines]), (row,))


def _marked(quote: Quote) -> str:
    """The quote's text as HTML, its matched words in bold."""
    text = clip(quote.text, _QUOTE_ROOM)
    out, at = [], 0
    for start, end in quote.matches:
        if end > len(text):
            break
        out += [escape(text[at:start]), f"<b>{escape(text[start:end])}</b>"]
        at = end
    out.append(escape(text[at:]))
    return "".join(out)


def _source(article: Article, username: str, sentence: str) -> str:
    """The line that names a quote's article; its title leads to that very sentence."""
    facts = "".join(f" · {fact}" for fact in [*facts_of(article), number_of(article, username)])
    return f"— {title_of(article, sentence_link(article.url, sentence))}{facts}"


def _quote_buttons(shown: Sequence[Quote], rest: Sequence[Quote]) -> Rows:
    several = len(shown) > 1
    rows = [
        (
            Button(f"{place} in context" if several else "In context", f"c:{quote.sentence_id}"),
            Button(f"{place} summary" if several else "Summary", f"o:{quote.article.number}"),
        )
        for place, quote in enumerate(shown, start=1)
    ]
    if data := _more_data(rest):
        rows.append((Button("More", data),))  # type: ignore[arg-type]
    if shown:
        like = Button("Notify me of more like this", f"w:{shown[0].article.number}:q")
        rows.append((like,))  # type: ignore[arg-type]
    return tuple(rows)


def _more_data(rest: Sequence[Quote]) -> str:
    data = ""
    for quote in rest:
        longer = f"{data},{quote.sentence_id}" if data else f"m:{quote.sentence_id}"
        if len(longer) > 64:
            break
        data = longer
    return data
