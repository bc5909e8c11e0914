"""What administrators are shown: how the service is, notices set aside, and their changes of the library."""

from collections.abc import Sequence

from bot.models import Article, Failed, Reading, Status
from bot.render.message import Button, Message, clip, date_of, escape, number_of, title_of

_QUOTED = 3  # sentences of what was read
_REASON = 160


def status(status: Status) -> Message:
    """What /status says."""
    bad = [f"⚠ {escape(name)}: {escape(detail)}" for name, sound, detail in status.findings if not sound]
    good = [f"{escape(name)}: {escape(detail)}" for name, sound, detail in status.findings if sound]
    owed = f"{status.owed:,}" + (f", {status.held:,} of them for paused chats" if status.held else "")
    late = f", the oldest {span(status.late)} late" if status.late >= 60 else ""
    sent = f"{status.sent:,} sent, {status.repeated:,} perhaps twice, {status.limited:,} flood limits"
    errors = [f"{times:,} × {escape(clip(event, 80))}" for event, times in status.errors]
    lines = [
        f"<b>Gistwire {escape(status.version)}</b>, up for {span(status.uptime)}",
        *bad,
        "",
        f"Library: {status.articles:,} articles, {status.sentences:,} sentences, {status.size / 1e6:,.1f} MB",
        f"Chats: {status.chats:,}" + (f", {status.paused:,} of them paused" if status.paused else ""),
        f"Subscriptions: {status.subscriptions:,}",
        f"Notices owed: {owed}{late}",
        f"Since the start: {sent}",
        f"Set aside: {status.set_aside:,}" + (" (/failed)" if status.set_aside else ""),
        f"Updates: {status.updates:,}, {status.a_minute:.1f} a minute; a reply takes {status.reply:.2f} s"
        + (f"; {status.slowed:,} passed over" if status.slowed else ""),
        "Warnings and errors: " + ("; ".join(errors) or "none"),
        "",
        *good,
    ]
    return Message("\n".join(lines))


def failed(notices: Sequence[Failed], total: int) -> Message:
    """What /failed lists; with buttons for each, and for all."""
    if not notices:
        return Message("No notice is set aside.")
    lines = [
        "Notices that Telegram refused for good:" if total <= len(notices) else f"The last of {total:,}:"
    ]
    rows = []
    for place, one in enumerate(notices, start=1):
        title = escape(clip(one.title, 60))
        lines += ["", f"{place}. No. {one.article} “{title}” to <code>{one.chat_id}</code>"]
        lines.append(escape(clip(one.reason, _REASON)) or "no reason given")
        rows.append(
            (Button(f"Try {place} again", f"ft:{one.id}"), Button(f"Drop {place}", f"fd:{one.id}")),
        )
    rows.append((Button("Try all again", "ft:all"), Button("Drop all", "fd:all")))
    return Message("\n".join(lines), tuple(rows))


def settled(again: bool, count: int) -> str:
    """Answers a button under /failed."""
    if not count:
        return "It was settled already."
    what = "1 notice" if count == 1 else f"{count:,} notices"
    return f"{what} will be tried again." if again else f"{what} dropped."


def preview(reading: Reading, words: int) -> Message:
    """What was read of a document, before it is kept."""
    facts = [language_of(reading.language), f"{words:,} words", f"{len(reading.sentences):,} sentences"]
    facts += [escape(clip(reading.author, 60))] if reading.author else []
    facts += [date_of(reading.published)] if reading.published else []
    sentences = [sentence.text for sentence in reading.sentences]
    shown = sentences if len(sentences) <= _QUOTED else [*sentences[: _QUOTED - 1], sentences[-1]]
    quote = "\n…\n".join((" ".join(shown[:-1]), shown[-1])) if len(sentences) > _QUOTED else " ".join(shown)
    lines = [
        "I read this:",
        f"<b>{escape(clip(reading.title, 160)) or 'Without a title'}</b>",
        " · ".join(facts),
        f"<blockquote>{escape(clip(quote, 1500))}</blockquote>",
        "Shall it be in the library?",
    ]
    return Message("\n".join(lines), ((Button("Keep", "ak:keep"), Button("Discard", "ak:discard")),))


def language_of(code: str) -> str:
    """A language for people: its code, or that it is unknown."""
    return "unknown language" if code == "und" else f"language {escape(code)}"


def kept(article: Article, new: bool, username: str) -> Message:
    """After Keep."""
    said = "is in the library" if new else "was in the library already"
    text = f"{number_of(article, username)} {title_of(article)} {said}."
    return Message(text, ((Button("Undo", f"er:{article.number}"),),) if new else ())


def removed(article: Article, username: str) -> Message:
    """After /remove."""
    text = (
        f"{number_of(article, username)} {title_of(article)} is no longer in the library. "
        "Its file, if it has one, brings it back only when it changes."
    )
    return Message(text, ((Button("Undo", f"eb:{article.number}"),),))


def back(article: Article, username: str) -> Message:
    """After the undo of a removal."""
    return Message(f"{number_of(article, username)} {title_of(article)} is in the library again.")


def renamed(article: Article, before: str, username: str) -> Message:
    """After /rename; the undo reads the title before from its code entity."""
    text = f"{number_of(article, username)} is now {title_of(article)}; before: <code>{escape(before)}</code>"
    return Message(text, ((Button("Undo", f"en:{article.number}"),),))


def usage(command: str) -> Message:
    """For a command that lacks what it needs."""
    return Message(_USAGE[command])


_USAGE = {
    "remove": "Which one? <code>/remove 12</code>, by its number.",
    "rename": "<code>/rename 12 The new title</code>",
    "add": "Send a document with /add as its caption, or reply with /add to a long message or a document.",
}
NOT_BACK = "That cannot be undone any more: what it was read from is gone."


def discarded() -> Message:
    """After Discard."""
    return Message("Discarded. Nothing of it is kept.")


def alarm(lines: Sequence[str]) -> Message:
    """Told to administrators once when something needs them."""
    return Message(
        "\n".join(["⚠ Something needs you:", *(escape(clip(line, 300)) for line in lines), "/status"])
    )


def span(seconds: float) -> str:
    """How long, as people say it: "5 s", "12 min", "3 h", "4 days"."""
    for size, unit in ((86_400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{max(0.0, seconds):.0f} s"
