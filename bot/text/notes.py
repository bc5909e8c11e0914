"""Notes at an article's end on who wrote it ("X is a reporter who covers …"). Not for bylines (`bylines`)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from bot.text.bylines import is_name
from bot.text.furniture import Line
from bot.text.judged import Judged
from bot.text.wording import begins, mentions, vocabulary

ENOUGH = 3  # paragraphs
LONGEST = 80  # words
NEAR = 12  # words after a name, among which what the person does stands

_DASH = re.compile(r"\s[—–]\s")  # "Jane Doe — a reporter": how some languages leave "is" out
_AND = re.compile(r",\s+|\s+and\s+")


def without_notes(judged: Sequence[Judged], author: str) -> list[Judged]:
    """Take out notes on `author` (names, parted by commas), and on whom the last prose names as a writer.

    An article does not speak of its own author in the third person: after the first prose the name is enough.
    """
    names = _names(author)
    prose = [place for place, one in enumerate(judged) if one.what == "prose"]
    out = list(judged)
    last = True
    # What opens a text may be of its author; with more text below, it is the note beside his name.
    for place in reversed(prose if len(prose) > ENOUGH and names else prose[1:]):
        one = judged[place]
        if _is_note(one.line, names, last=last):
            out[place] = replace(one, what="furniture")
        else:
            last = False
    return out


def without_introductions(judged: Sequence[Judged], author: str) -> list[Judged]:
    """Take out the first prose below each "About Fiona", where `author` has a Fiona."""
    known = {word for name in _names(author) for word in name}
    out = list(judged)
    for place, one in enumerate(judged):
        words = one.line.words
        opened = begins(words, "bio") if one.what in {"fragment", "heading"} else 0
        if opened and len(words) <= opened + 4 and not known.isdisjoint(words[opened:]):
            below = (at for at in range(place + 1, min(place + 3, len(out))) if out[at].what == "prose")
            for at in islice(below, 1):
                out[at] = replace(out[at], what="furniture")
    return out


def _names(author: str) -> list[tuple[str, ...]]:
    return [tuple(line_words(name)) for name in _AND.split(author) if len(name.split()) > 1]


def line_words(text: str) -> list[str]:
    """Give the words of a name as `Line` has them."""
    return re.findall(r"[^\W\d_]+", text.casefold())


def _is_note(one: Line, names: list[tuple[str, ...]], *, last: bool) -> bool:
    words = one.words
    if not words or len(words) > LONGEST or one.spoken:
        return False
    for name in names:
        if words[: len(name)] == name:
            rest = words[len(name) :]
            return bool(rest) and (rest[0] in vocabulary("does") or mentions(rest[:NEAR], "role") > 0 or last)
    if one.text[:1].islower() and words[0] in vocabulary("does") and mentions(words[:NEAR], "role"):
        return True  # the name stands on the line above
    return last and _introduces(one)


def _introduces(one: Line) -> bool:
    """Whether it says of somebody that he writes for a living."""
    words = one.words
    if begins(words, "writer"):
        return True
    apart = _DASH.search(one.text)
    if apart and is_name(one.text[: apart.start()]) and mentions(words[:NEAR], "role"):
        return True
    count = next((at for at, word in enumerate(words[:6]) if word in vocabulary("does")), 0)
    head = " ".join(re.findall(r"\S+", one.text)[:count])
    return count > 1 and is_name(head) and mentions(words[count : count + NEAR], "role") > 0
