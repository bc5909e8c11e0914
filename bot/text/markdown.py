"""Markdown to blocks, by markdown-it. Code, tables, images and raw HTML are left out: nothing to quote."""

import re
from typing import Any

from bot.text.blocks import Block, Kind, one_line

LONGEST = (
    20_000  # characters; marks inside a longer paragraph are left, since finding them takes quadratic time
)

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
                out.append(Block(one_line(token.content), what, level=level))
            else:
                out += _inline(token.children, what, level)
    return out


def _inline(children: list[Any], kind: Kind, level: int) -> list[Block]:
    """Give the block of one run of inline tokens; a hard break parts it in two."""
    blocks: list[Block] = []
    parts: list[str] = []
    linked = links = 0

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
        elif child.type == "hardbreak":
            close()
        elif child.type == "softbreak":
            parts.append("\n")
        elif child.type in {"text", "code_inline", "text_special"}:
            parts.append(child.content)
            linked += len(child.content) if links else 0
    close()
    return blocks
