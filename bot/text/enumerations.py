"""Where the items of a list begin that stands in one line: "1. Oars 2. Sails", "• Oars • Sails".

Only a paragraph that opens with a mark is such a list, and only the mark that comes next in turn opens the
next item: "1. They took 3. place" has one. Not for lists inside a sentence ("take 1) oars 2) sails").
"""

import re
from collections.abc import Iterator

_BULLETS = "•⁃◦▪●‣∙■"
_BULLET = re.compile(rf"[{_BULLETS}]")
_MARK = re.compile(r"(\(?)(\d{1,2}|[a-z]{1,4})(\.\)|\.|\))\s+([^\W_])")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MOST = 99  # items


def items(text: str, start: int, end: int, *, dotted: bool) -> Iterator[int]:
    """Give where items begin in the paragraph `text[start:end]`, all but the first.

    `dotted`: whether a figure and a full stop are a mark, which in some languages make an ordinal ("1. Mai").
    """
    while start < end and text[start].isspace():
        start += 1
    if start == end:
        return
    if _BULLET.match(text[start]):
        yield from _bulleted(text, start, end)
    elif (first := _MARK.match(text, start, end)) is not None:
        yield from _counted(text, first, end, dotted=dotted)


def _bulleted(text: str, start: int, end: int) -> Iterator[int]:
    """Give the places of the bullet at `start` that stand after white space."""
    bullet = text[start]
    place = text.find(bullet, start + 1, end)
    while place >= 0:
        if text[place - 1].isspace():
            yield place
        place = text.find(bullet, place + 1, end)


def _counted(text: str, first: re.Match[str], end: int, *, dotted: bool) -> Iterator[int]:
    opening, label, closing = first.group(1, 2, 3)
    if closing == "." and label not in ({"1", "a", "i"} if dotted else {"a", "i"}):
        return
    place = first.end()
    for follower in _followers(label):
        mark = f" {opening}{follower}{closing} "
        place = text.find(mark, place, end)
        after = place + len(mark)
        # Items begin alike: all with a capital or none.
        if place < 0 or after >= end or text[after].isupper() != first.group(4).isupper():
            return
        yield place + 1
        place = after


def _followers(label: str) -> Iterator[str]:
    """Give the marks that come after `label` in turn."""
    if label.isdigit():
        yield from map(str, range(int(label) + 1, _MOST + 1))
    elif label in _ROMANS and label not in {"v", "x"}:
        yield from _ROMANS[_ROMANS.index(label) + 1 :]
    elif len(label) == 1:
        yield from _LETTERS[_LETTERS.index(label) + 1 :]
