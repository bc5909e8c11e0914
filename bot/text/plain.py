"""Plain text to blocks: blank lines part them, hard-wrapped lines are joined again.

Not for judging what a line is: a byline is a block like any other here.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.text.blocks import Block, one_line

WIDEST = 110  # columns; longer lines are whole paragraphs, not wrapped ones
NARROWEST = 40

_ITEM = re.compile(r"(?:[-*•‣◦▪–—]|\d{1,3}[.)])[ \t]+(?=\S)")
_QUOTED = re.compile(r"(?:>[ \t]?)+")
_RULE = re.compile(r"[\s*_=~#.-]*$")
_WORDS = re.compile(r"(?<!-\n)\b\w+\b(?!-)")  # not the halves of words that a margin broke


def read_plain(text: str) -> list[Block]:
    """Give the blocks of `text`."""
    groups = [list(group) for group in _groups(text)]
    width = wrap_width(groups)
    words = words_of(text) if width else frozenset()
    lines = (line for group in groups for line in _joined(group, width, words))
    return [_block(line) for line in lines]


def words_of(text: str) -> frozenset[str]:
    """Give the words of a text as `glue` knows them."""
    return frozenset(_WORDS.findall(text.casefold()))


def _groups(text: str) -> Iterator[list[str]]:
    """Give runs of lines with something on them."""
    group: list[str] = []
    for raw in text.split("\n"):
        line = _QUOTED.sub("", raw) if raw.startswith(">") else raw
        if not line.strip() or (len(line) < 200 and _RULE.match(line)):
            if group:
                yield group
            group = []
        else:
            group.append(line.rstrip())
    if group:
        yield group


def wrap_width(groups: Sequence[Sequence[str]], *, widest: int = WIDEST) -> int:
    """Give the column at which lines were wrapped, or 0 when each line is a whole paragraph.

    Wrapped text shows it: on nearly every line the next line's first word would not have fitted.
    """
    inner = [(line, after) for group in groups for line, after in pairwise(group)]
    if len(inner) < 2:
        return 0
    width = max(len(line) for group in groups for line in group)
    if not NARROWEST <= width <= widest:
        return 0
    full = sum(1 for line, after in inner if fills(line, after, width))
    return width if full * 10 >= len(inner) * 6 else 0


def fills(line: str, after: str, width: int) -> bool:
    """Whether `line` left no room for the first word of the line after it."""
    return len(line) + 1 + len(after.split(None, 1)[0]) > width * 0.9


def _joined(group: list[str], width: int, words: frozenset[str]) -> Iterator[str]:
    """Give the paragraphs of one group of lines."""
    if not width:
        yield from group
        return
    parts = [group[0]]
    for line, after in pairwise(group):
        indented = after[:1].isspace() and not line[:1].isspace()
        if indented or _ITEM.match(after.lstrip()) or not fills(line, after, width):
            yield glue(parts, words)
            parts = []
        parts.append(after)
    yield glue(parts, words)


def glue(parts: list[str], words: frozenset[str]) -> str:
    """Join wrapped lines; a hyphen at a line's end goes when it only broke a word of the text's `words`."""
    out: list[str] = []
    for part in parts:
        line = part.strip()
        if out and _breaks_word(out[-1], line, words):
            out[-1] = out[-1][:-1]
        elif (out and not out[-1].endswith(("-", "–"))) or (out and out[-1].endswith((" -", " –", "–"))):
            out.append(" ")
        out.append(line)
    return "".join(out)


def _breaks_word(line: str, after: str, words: frozenset[str]) -> bool:
    """Whether the hyphen that ends `line` is one of typesetting.

    It is kept when the text writes both halves as words of their own (long-term), and when either
    side is a figure or a capital (Su-27).
    """
    left = re.search(r"[^\W\d_]{2,40}(?=-$)", line[-42:])
    right = re.match(r"[^\W\d_]{1,40}", after)
    if not left or not right or not right[0].islower():
        return False
    whole = (left[0] + right[0]).casefold()
    return whole in words or not (left[0].casefold() in words and right[0].casefold() in words)


def _block(line: str) -> Block:
    text = line.strip()
    item = _ITEM.match(text)
    # A dash before a capital is how dialogue opens in Spanish, Russian and Ukrainian: part of the text.
    if item and not (text[0] in "–—" or re.match(r"\d{4}", text)):
        return Block(one_line(text[item.end() :] if not text[0].isdigit() else text), "item")
    return Block(one_line(text))
