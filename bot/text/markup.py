"""A tree of markup to lines and blocks: where a line ends, and how much of it is links.

Not for finding the article among them (`web`), nor for judging them (`clean`).
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from bot.text.blocks import Block, Kind, one_line

_PARTED = frozenset(
    ("address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "fieldset", "figure", "h1",
     "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table",
     "tbody", "td", "th", "time", "tr", "ul")
)  # fmt: skip
_BREAKS = frozenset({"br", "lb"})  # HTML's, and trafilatura's
_LINKS = frozenset({"a", "ref"})


class Run(NamedTuple):
    """A text without breaks in it, and what holds it."""

    text: str
    linked: bool = False
    kind: Kind = "paragraph"
    level: int = 0


def lines(node: Any) -> Iterator[tuple[str, float]]:  # noqa: ANN401 - lxml ships no types
    """Give the lines of `node` that breaks part, each with the share of it that is links.

    Old pages part paragraphs by breaks alone. A line that goes on in small letters is the same sentence.
    """
    joined: list[list[Run]] = []
    for group in _groups(_runs(node, Run(""), frozenset())):
        if joined and "".join(run.text for run in group).strip()[:1].islower():
            joined[-1] += [Run(" "), *group]
        else:
            joined.append(group)
    for group in joined:
        block = _block(group)
        yield block.text, block.link_share


def all_blocks(tree: Any, *, apart: Iterable[str] = ()) -> list[Block]:  # noqa: ANN401
    """Give every block of the page's body, whatever element holds it; elements of `apart` are blocks too."""
    body = tree.find("body")
    if body is None:
        return []
    return [_block(group) for group in _groups(_runs(body, Run(""), _PARTED.union(apart)))]


def _groups(runs: Iterable[Run | None]) -> Iterator[list[Run]]:
    """Give the runs between two breaks, where they say anything."""
    group: list[Run] = []
    for run in (*runs, None):
        if run is not None:
            group.append(run)
        elif any(part.text.strip() for part in group):
            yield group
            group = []
        else:
            group = []


def _block(group: list[Run]) -> Block:
    text = one_line("".join(run.text for run in group))
    first = next(run for run in group if run.text.strip())
    linked = sum(len(one_line(run.text)) for run in group if run.linked)
    return Block(text, first.kind, min(1.0, linked / len(text)), first.level)


def _runs(node: Any, around: Run, parted: frozenset[str]) -> Iterator[Run | None]:  # noqa: ANN401
    """Give the texts in `node`, and None for a break and for either side of an element of `parted`."""
    inside = _inside(node, around)
    yield inside._replace(text=node.text or "")
    for child in node:
        edge = child.tag in parted
        if edge or child.tag in _BREAKS:
            yield None
        if child.tag not in _BREAKS:
            yield from _runs(child, inside, parted)
        if edge:
            yield None
        yield inside._replace(text=child.tail or "")


def _inside(node: Any, around: Run) -> Run:  # noqa: ANN401
    """Say what holds the texts of `node`, whose own text `around` holds."""
    tag = str(node.tag)
    if tag in _LINKS:
        return around._replace(linked=True)
    if tag in {"h1", "h2", "h3"}:
        return around._replace(kind="heading", level=int(tag[1]))
    kinds: dict[str, Kind] = {"li": "item", "blockquote": "quote"}
    return around._replace(kind=kinds[tag]) if tag in kinds else around
