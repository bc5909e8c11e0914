"""Answers, summaries and feeds as plain text, for the command line's standard output."""

from collections.abc import Sequence

from bot.models import Answer, Article, Source, Summary
from bot.render.answers import SHOWN
from bot.render.feeds import health
from bot.render.message import date_of, minutes


def summary(summary: Summary) -> str:
    """A summary under its article's title and facts."""
    lines = [summary.article.title, _facts(summary.article)] if summary.article else []
    if not summary.sentences:
        return "\n".join([*lines, "", "This text is too short to be summarized."])
    lines.append("")
    for before, sentence in zip([None, *summary.sentences], summary.sentences, strict=False):
        if before is not None and sentence.follows(before):
            lines[-1] += f" {sentence.text}"
        else:
            lines.append(f"> {sentence.text}")
    return "\n".join(lines)


def answer(answer: Answer) -> str:
    """The quotes that answer, each with its source; or that none does, and the nearest articles."""
    lines = [f"(I read “{written}” as “{read}”.)" for written, read in answer.corrections]
    if not answer.quotes:
        lines.append("The articles do not answer this.")
        lines += [f"Near it: {one.title} · {_facts(one)}" for one in answer.nearest]
    for quote in answer.quotes[:SHOWN]:
        lines += [f"> {quote.text}", f"  — {quote.article.title} · {_facts(quote.article)}"]
    return "\n".join(lines)


def _facts(article: Article) -> str:
    published = date_of(article.published) if article.published else ""
    number = f"No. {article.number}"
    return " · ".join(filter(None, [article.publication, published, minutes(article.words), number]))


def feeds(sources: Sequence[Source], now: float) -> str:
    """The feeds, one a paragraph, those that fail first."""
    if not sources:
        return "there are no feeds"
    return "\n".join(f"{one.id}. {one.name}\n   {one.url}\n   {health(one, now)}" for one in sources)


def feed_added(one: Source, new: bool, count: int, problem: str) -> str:
    """What adding a feed did."""
    if not new:
        return f"{one.name} was there already"
    if problem:
        return f"added {one.url}, but its first visit failed: {problem}"
    return f"added {one.name}: {count} {'article' if count == 1 else 'articles'}"
