"""Notices: word of one new article, or of several in one message."""

from collections.abc import Sequence

from bot.models import Notice
from bot.render.fragments import opening_linked
from bot.render.message import (
    MESSAGE_LIMIT,
    Button,
    Message,
    Rows,
    also_in,
    clip,
    escape,
    facts_of,
    number_of,
    title_of,
    visible_length,
    web_address,
)
from bot.render.subscriptions import words_of

# Telegram drops what is over 100 entities of a message; a line has three.
MOST_LINES = 30
_SENTENCE_ROOM = 1500
_MOVED = "<i>The topic that subscribed to this is closed or gone, so its notices come here now.</i>\n"


def notices(owed: Sequence[Notice], username: str) -> tuple[Message, int]:
    """Word one message for the first of these (at least one), and tell how many it holds."""
    if len(owed) == 1:
        return notice(owed[0], username), 1
    lines: list[str] = []
    moved = any(one.moved_from for one in owed)
    head = f"{_MOVED if moved else ''}<b>{len(owed)} new articles</b>\n"
    room = MESSAGE_LIMIT - visible_length(head)
    for one in owed[:MOST_LINES]:
        line = _line(one, username)
        if (room := room - visible_length(line) - 1) < 0:
            break
        lines.append(line)
    if len(lines) < len(owed):
        head = head.replace(f"{len(owed)} new", f"{len(lines)} new")
    return Message("\n".join([head, *lines]), _open_buttons(owed[: len(lines)])), len(lines)


def notice(one: Notice, username: str) -> Message:
    """One article: what it is, its one-sentence summary, and the sentence that fits the words, if any."""
    facts = " · ".join([*facts_of(one.article), number_of(one.article, username)])
    parts = [f"{_MOVED if one.moved_from else ''}New: {title_of(one.article)}\n{facts}"]
    parts += also_in(one.article)
    parts += [f"<i>Updated: {escape(clip(one.change, 200))}</i>"] if one.change else []
    if one.gist:
        parts.append(_quote(one.gist, one.article.url))
    if one.match and one.match != one.gist and one.subscription:
        parts.append(f"It fits {words_of(one.subscription)}:\n{_quote(one.match, one.article.url)}")
    return Message("\n".join(parts), _buttons(one))


def _quote(sentence: str, url: str) -> str:
    text = clip(sentence, _SENTENCE_ROOM)
    note = "" if text == sentence else "\n<i>The sentence goes on in the article.</i>"
    return f"<blockquote>{opening_linked(text, url)}</blockquote>{note}"


def _line(one: Notice, username: str) -> str:
    return " · ".join(
        [
            f"{number_of(one.article, username)} {title_of(one.article)}",
            *facts_of(one.article)[:1],
            *(["<i>updated</i>"] if one.change else []),
        ]
    )


def _buttons(one: Notice) -> Rows:
    first = [Button("Summary", f"o:{one.article.number}")]
    if address := web_address(one.article.url):
        first.append(Button("Open the source", url=address))
    mute = [(Button("Mute this subscription", f"x:{one.subscription.id}"),)] if one.subscription else []
    return (tuple(first), *mute)


def _open_buttons(owed: Sequence[Notice]) -> Rows:
    buttons = [Button(f"{one.article.number}", f"o:{one.article.number}") for one in owed]
    return tuple(tuple(buttons[at : at + 5]) for at in range(0, len(buttons), 5))
