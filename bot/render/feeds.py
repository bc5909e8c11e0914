"""Feeds: the list of them with their health, one of them, and what administrators are told of them."""

from collections.abc import Sequence

from bot.models import Source
from bot.render.message import Button, Message, Rows, clip, escape, web_address

PAGE = 15  # feeds in one message
_NAME = 60
_LABEL = 28
_SHOWN = 40  # sources in one message, for everybody

ADD = "<code>/feeds ADDRESS</code> adds a feed, by its address or that of a page that names one."


def listing(sources: Sequence[Source], page: int, now: float) -> Message:
    """What /feeds says: a page (from 1) of the feeds, those that fail first."""
    if not sources:
        return Message(
            f"There are no feeds so far. {ADD} A file of feeds (OPML) sent with /feeds adds them all."
        )
    pages = -(-len(sources) // PAGE)
    page = max(1, min(page, pages))
    shown = sources[(page - 1) * PAGE : page * PAGE]
    first = (page - 1) * PAGE + 1
    noun = "feed" if len(sources) == 1 else "feeds"
    lines = [
        f"{place}. {_name(one)}\n{escape(health(one, now))}" for place, one in enumerate(shown, start=first)
    ]
    buttons = [
        Button(f"{place}. {clip(one.name, _LABEL)}", f"n:o:{one.id}")
        for place, one in enumerate(shown, start=first)
    ]
    rows: list[tuple[Button, ...]] = [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    turn = [Button("‹ Back", f"n:l:{page - 1}")] if page > 1 else []
    turn += [Button("Next ›", f"n:l:{page + 1}")] if page < pages else []
    rows += [tuple(turn)] if turn else []
    rows.append((Button("Export as OPML", "n:e"),))
    return Message("\n".join([f"<b>{len(sources)} {noun}</b>", "", *lines, "", ADD]), tuple(rows))


def one_feed(one: Source, now: float, note: str = "") -> Message:
    """One feed with all that is known of it, and what can be done."""
    lines = [f"<b>{_name(one)}</b>", f"<code>{escape(clip(one.url, 300))}</code>", escape(health(one, now))]
    lines += ["", escape(note)] if note else []
    return Message("\n".join(lines), _buttons(one))


def added(one: Source, *, new: bool, count: int, problem: str, now: float) -> Message:
    """What adding a feed says."""
    if not new:
        return one_feed(one, now, "This feed was there already.")
    if problem:
        note = f"It was added, but its first visit failed: {problem}. I keep trying."
    elif count:
        noun = "article" if count == 1 else "articles"
        note = f"Added, with its {count} newest {noun}. From now on, what is new in it is announced."
        note = note.replace("its 1 newest article", "its newest article")
    else:
        note = "Added. There is no article in it yet that I can read."
    return one_feed(one, now, note)


def visited(new: int, changed: int, problem: str) -> str:
    """What a visit found, in a sentence."""
    if problem:
        return f"The visit failed: {problem}."
    found = [f"{new} new {'article' if new == 1 else 'articles'}"] if new else []
    found += [f"{changed} corrected"] if changed else []
    return f"{', '.join(found) or 'Nothing new'}."


def refused(reason: str) -> Message:
    """What adding says of what is no feed."""
    return Message(f"I cannot add that: {escape(clip(reason, 300))}.")


def no_list(reason: str) -> Message:
    """What importing says of a file that names no feeds."""
    return Message(
        f"I cannot read that file as a list of feeds: {escape(clip(reason, 300))}."
        " I read OPML, and text with an address a line."
    )


def removed(one: Source) -> Message:
    """What removing a feed says."""
    said = f"{_name(one)} is visited no more. Its articles stay in the library."
    if one.listed:
        said += (
            " The file of feeds still names it: take it out there, or it comes back when the file is read."
        )
    return Message(said)


def imported(new: int, total: int) -> Message:
    """What a file of feeds brought."""
    if not total:
        return Message("The file names no feeds.")
    if not new:
        return Message("The one feed of the file is there already." if total == 1
                       else f"All {total} feeds of the file are there already.")  # fmt: skip
    if new == total == 1:
        return Message("The file names one feed, which is new. Its newest articles come in now.")
    noun = "feed" if total == 1 else "feeds"
    return Message(f"The file names {total} {noun}; {new} of them new. Their newest articles come in now.")


def sources(there: Sequence[Source], total: int) -> Message:
    """What /sources says to everybody: where articles come from."""
    if not there:
        noun = "article comes" if total == 1 else "articles come"
        return Message(f"The library's {total} {noun} from files and links; no feed has brought any so far.")
    lines = [f"{_name(one)} · {_articles(one.articles)}" for one in there[:_SHOWN]]
    if len(there) > _SHOWN:
        lines.append(f"and {len(there) - _SHOWN} more")
    name = escape(clip(there[0].name, 30))
    return Message(
        "\n".join(
            [
                "<b>Where articles come from</b>",
                "",
                *lines,
                "",
                f"<code>/subscribe from:&quot;{name}&quot;</code> announces those of one of them.",
            ]
        )
    )


def news(kind: str, name: str, url: str, reason: str) -> Message:
    """What administrators are told of a feed that fails, is well again, or has ended."""
    feed = f"<b>{escape(clip(name, _NAME))}</b> (<code>{escape(clip(url, 200))}</code>)"
    said = {
        "failing": f"The feed {feed} has failed for three days: {escape(clip(reason, 300))}. I keep trying.",
        "well": f"The feed {feed} is well again.",
        "ended": f"The feed {feed} has ended: {escape(clip(reason, 300))}. I do not visit it any more.",
    }
    return Message(f"{said[kind]} /feeds lists them.")


GONE = "That feed was removed since."


def ago(seconds: float) -> str:
    """A span in words, in its largest unit: "5 min", "3 h", "2 days"."""
    if seconds < 90:
        return "a minute" if seconds > 45 else "a moment"
    for size, most, unit in ((60, 90, "min"), (3_600, 36, "h"), (86_400, 1 << 30, "days")):
        if (count := round(seconds / size)) <= most:
            return f"{count} {unit}" if count > 1 or unit != "days" else "a day"
    raise AssertionError


def health(one: Source, now: float) -> str:
    """How a feed is, in a line of plain text."""
    parts = [_articles(one.articles)]
    if one.state == "ended":
        parts.append(f"ended: {clip(one.problem, 200)}")
    elif one.failing_since:
        span = now - one.failing_since
        failed = "failed just now" if span < 90 else f"has failed for {ago(span)}"
        parts.append(f"{failed}: {clip(one.problem, 200)}")
    parts.append(f"last read {ago(now - one.succeeded_at)} ago" if one.succeeded_at else "not read yet")
    if one.state == "live":
        parts.append(f"next visit in {ago(one.next_at - now)}" if one.next_at > now else "next visit now")
    elif one.state == "paused":
        parts.append("paused")
    return " · ".join(parts)


def _articles(count: int) -> str:
    return f"{count} article" if count == 1 else f"{count} articles"


def _name(one: Source) -> str:
    name = escape(clip(one.name, _NAME))
    link = web_address(one.home)
    return f'<a href="{escape(link)}">{name}</a>' if link else name


def _buttons(one: Source) -> Rows:
    pause = Button("Pause", f"n:p:{one.id}") if one.state == "live" else Button("Resume", f"n:r:{one.id}")
    return (
        (Button("Try now", f"n:t:{one.id}"), pause, Button("Remove", f"n:x:{one.id}")),
        (Button("All feeds", "n:l:1"),),
    )
