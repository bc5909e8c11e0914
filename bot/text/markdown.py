"""Markdown to blocks, by markdown-it. Code, tables, images and raw HTML are left out: nothing to quote.

Lines of one paragraph are joined only where a margin broke them: what people paste from a page has a
paragraph on each line and no blank lines, which Markdown would make one paragraph of.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from bot.text.blocks import Block, Kind, one_line
from bot.text.plain import NARROWEST, fills, wrap_width

LONGEST = 20_000  # characters; marks in a longer paragraph are left: finding them takes quadratic time

WIDEST = 200  # columns; some wrap Markdown at 160
_CALLOUT = re.compile(r"\[![\w-]{1,20}\][+-]?")
_TAG = re.compile(r"<[^<>]{0,2000}>")


def read_markdown(text: str) -> list[Block]:
    """Give the blocks of `text`."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only Markdown needs it

    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable(["table", "strikethrough"]).disable("inline")
    environment: dict[str, Any] = {}
    tokens = parser.parse(text, environment)
    for token in tokens:
        if token.type == "inline" and len(token.content) <= LONGEST:
            token.children = []
            parser.inline.parse(token.content, parser, environment, token.children)
    return _blocks(tokens)


def _blocks(tokens: list[Any]) -> list[Block]:
    out: list[Block] = []
    width = wrap_width([lines for token in tokens if len(lines := _lines(token)) > 1], widest=WIDEST)
    lists = quotes = tables = level = 0
    for token in tokens:
        kind = token.type
        if kind in {"list_item_open", "list_item_close"}:
            lists += token.nesting
        elif kind in {"blockquote_open", "blockquote_close"}:
            quotes += token.nesting
        elif kind in {"table_open", "table_close"}:
            tables += token.nesting
        elif kind == "heading_open":
            level = int(token.tag[1])
        elif kind == "heading_close":
            level = 0
        elif kind == "inline" and not tables:
            what: Kind = "heading" if level else "item" if lists else "quote" if quotes else "paragraph"
            if token.children is None or len(token.content) > LONGEST:
                rows = filter(str.strip, token.content.split("\n"))
                out += [Block(one_line(row), what, level=level) for row in rows]
            else:
                out += _inline(token.children, what, level, _parted(_lines(token), width))
    return out


def _lines(token: Any) -> list[str]:  # noqa: ANN401 - one of markdown-it's
    content = token.content if token.type == "inline" and len(token.content) <= LONGEST else ""
    return [line for line in content.split("\n") if line.strip()]


def _parted(lines: Sequence[str], width: int) -> list[bool]:
    """Say of each line but the last whether a paragraph ends with it; `width` is the text's, or 0.

    A paragraph may be wrapped where others are not.
    """
    own = max(map(len, lines), default=0)
    if not width and NARROWEST <= own <= WIDEST:
        full = sum(1 for line, after in pairwise(lines) if fills(line, after, own))
        width = own if full * 10 >= (len(lines) - 1) * 6 else 0
    return [
        not after.lstrip(" *_[(\"'«“„")[:1].islower() and not (width and fills(line, after, width))
        for line, after in pairwise(lines)
    ]


def _inline(children: list[Any], kind: Kind, level: int, parted: Sequence[bool]) -> list[Block]:
    """Give the blocks of one run of inline tokens; a hard break parts them, a soft one if `parted`."""
    blocks: list[Block] = []
    parts: list[str] = []
    linked = links = 0
    breaks = iter(parted)

    def close() -> None:
        nonlocal linked
        text = one_line(_CALLOUT.sub("", _TAG.sub("", "".join(parts)), count=1))
        if text:
            blocks.append(Block(text, kind, min(1.0, linked / len(text)), level))
        parts.clear()
        linked = 0

    for child in children:
        if child.type in {"link_open", "link_close"}:
            links += child.nesting
        elif child.type in {"hardbreak", "softbreak"}:
            if next(breaks, False) or child.type == "hardbreak":
                close()
            parts.append("\n")
        elif child.type in {"text", "code_inline", "text_special"}:
            parts.append(child.content)
            linked += len(child.content) if links else 0
    close()
    return blocks
