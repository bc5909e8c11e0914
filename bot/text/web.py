"""A web page to blocks and facts: trafilatura finds the article, favoring precision.

What trafilatura finds nothing in is read by its paragraphs, and failing these as plain text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from bot.text.asides import drop_asides
from bot.text.blocks import Block, Extract, Facts, Kind, one_line
from bot.text.bylines import parse_byline
from bot.text.credits import parse_credit
from bot.text.dates import parse_date
from bot.text.furniture import line
from bot.text.markup import all_blocks, lines
from bot.text.plain import read_plain
from bot.text.tops import facts_above

LEAST = 25  # words; an article of fewer is looked for again, in all of the page
SENTENCE = 6  # words
FEW_LINKS = 0.5
MOST_ELEMENTS = 15_000  # beyond that trafilatura takes minutes; a book's page is read by its paragraphs

_DROPPED = (
    "script", "style", "noscript", "template", "iframe", "svg", "form", "nav", "footer", "button", "select",
    "canvas", "object", "embed", "figcaption", "dialog", "audio", "video", "textarea",
)  # fmt: skip
_PICTURES = ("img", "picture", "video", "iframe")
_SUFFIX = re.compile(r"\s+[|\-–—•·»:]+\s+")
_SIGNED = re.compile(r"author|byline|by-line|meta|date|posted|published|credit", re.IGNORECASE)
_KINDS: dict[str, Kind] = {"p": "paragraph", "head": "heading", "item": "item", "quote": "quote"}


def read_web(text: str) -> Extract:
    """Give the article in the page `text`."""
    repairs: list[str] = []
    tree = _tree(text)
    if tree is None:
        return Extract(
            read_plain(re.sub(r"<[^<>]{0,1000}>", " ", text)),
            Facts(),
            [*repairs, "its markup cannot be parsed"],
        )
    small = sum(1 for _ in islice(tree.iter(), MOST_ELEMENTS + 1)) <= MOST_ELEMENTS
    facts = _facts(tree) if small else Facts(language=tree.get("lang") or "")
    facts = facts.over(_signed(tree))
    captions = _prune(tree, small=small)
    blocks = _article(tree) if small else []
    said = _sentences(blocks)
    if said < LEAST:
        whole = all_blocks(tree) or read_plain(str(tree.text_content()))
        if _sentences(whole) > 2 * said:
            paragraphs = list(_paragraphs(tree))
            blocks = whole if _sentences(whole) > 2 * _sentences(paragraphs) else paragraphs
            repairs.append("no article was found in the page, read all its paragraphs")
    for apart in ((), ("span", "a")):
        if not (facts.author and facts.published):
            facts = facts.over(facts_above(all_blocks(tree, apart=apart), blocks, facts.title))
    return Extract(blocks, _with_credit(facts, captions), repairs)


def _tree(text: str) -> Any:  # noqa: ANN401 - lxml ships no types
    from lxml import etree, html  # noqa: PLC0415 - only pages need it

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _facts(tree: Any) -> Facts:  # noqa: ANN401
    from trafilatura.metadata import extract_metadata  # noqa: PLC0415 - a heavy import

    language = tree.get("lang") or ""
    try:
        told = extract_metadata(tree, extensive=False)
    except Exception:
        return Facts(language=language)
    if told is None:
        return Facts(language=language)
    site = one_line(told.sitename or "")
    return Facts(
        title=_bare_title(one_line(told.title or ""), site),
        author=", ".join(one_line(name) for name in (told.author or "").split(";") if name.strip()),
        publication=site,
        url=told.url or "",
        published=parse_date(told.date or ""),
        language=language,
        tags=tuple(one_line(tag) for tag in told.tags or [])[:50],
    )


def _bare_title(title: str, site: str) -> str:
    """Take the site's name off the title's end."""
    parts = _SUFFIX.split(title)
    if (
        len(parts) > 1
        and site
        and parts[-1].casefold() in {site.casefold(), site.casefold().removeprefix("the ")}
    ):
        return title[: title.rindex(parts[-1])].rstrip(" |-–—•·»:")
    return title


def _prune(tree: Any, *, small: bool) -> list[str]:  # noqa: ANN401
    """Take out what is never article text; give the texts of the captions."""
    captions = [one_line(node.text_content()) for node in tree.iter("figcaption")]
    for node in list(tree.iter("figure")):
        if any(
            next(node.iter(tag), None) is not None for tag in (*_PICTURES, "figcaption")
        ) and not _holds_text(node):
            _drop(node)
    for node in list(tree.iter(*_DROPPED)):
        _drop(node)
    return captions + (drop_asides(tree) if small else [])


def _holds_text(node: Any) -> bool:  # noqa: ANN401
    return next(node.iter("blockquote"), None) is not None or sum(1 for _ in node.iter("p")) > 3


def _drop(node: Any) -> None:  # noqa: ANN401
    if node.getparent() is not None:
        node.drop_tree()


def _article(tree: Any) -> list[Block]:  # noqa: ANN401
    from trafilatura import bare_extraction  # noqa: PLC0415 - a heavy import

    try:
        found = bare_extraction(
            tree, favor_precision=True, include_comments=False, include_tables=False, include_links=True,
            with_metadata=False,
        )  # fmt: skip
    except Exception:
        return []
    body = getattr(found, "body", None)
    return [] if body is None else list(_walk(body))


def _walk(body: Any) -> Iterator[Block]:  # noqa: ANN401
    for node in body.iter("p", "head", "item", "quote"):
        if node.tag in {"item", "quote"} and any(child.tag in _KINDS for child in node):
            continue
        if node.tag == "p" and node.getparent() is not None and node.getparent().tag in {"cell", "item"}:
            continue
        kind = _KINDS[node.tag]
        if kind == "paragraph" and any(True for _ in node.iterancestors("quote")):
            kind = "quote"
        level = int(node.get("rend", "h2")[1:2] or 2) if kind == "heading" else 0
        for text, linked in lines(node):
            yield Block(text, kind, linked, level)


def _paragraphs(tree: Any) -> Iterator[Block]:  # noqa: ANN401
    for node in tree.iter("p", "h1", "h2", "h3"):
        level = 0 if node.tag == "p" else int(node.tag[1])
        for text, linked in lines(node):
            yield Block(text, "heading" if level else "paragraph", linked, level)


def _sentences(blocks: Sequence[Block]) -> int:
    """Give how many words of `blocks` stand in what is built as sentences, and is no link."""
    told = (line(block.text) for block in blocks if block.link_share < FEW_LINKS)
    return sum(one.length for one in told if one.terminated and one.length >= SENTENCE)


def _with_credit(facts: Facts, captions: list[str]) -> Facts:
    """Add the credit that the first caption with one ends in."""
    told = (parse_credit(line(caption)) for caption in captions[:20])
    return replace(facts, photo_credit=next((credit for credit in told if credit), facts.photo_credit))


def _signed(tree: Any) -> Facts:  # noqa: ANN401
    """Read the byline of a page that has no metadata: a short element whose class says that it is one."""
    facts = Facts()
    for node in islice(tree.iter("div", "span", "p", "address", "time"), 2_000):
        marks = f"{node.get('class') or ''} {node.get('id') or ''} {node.get('itemprop') or ''}"
        if not _SIGNED.search(marks[:200]):
            continue
        text = one_line(node.text_content()[:300])
        told = parse_byline(line(text)) if len(text) <= 120 else None
        facts = facts.over(told) if told else facts
    return facts
