"""Blocks to the article's own prose, and the facts that stood among them.

Each block is judged by its words (`furniture`, `bylines`, `credits`), then by its place: what stands
before the first prose, below "Related articles", or beside a photo's credit. Prose is a block that ends
as sentences end; a short one that does not is a heading or furniture, never quoted. Doubt keeps prose.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.text.appeals import is_only_appeals
from bot.text.blocks import Block, Extract, Facts
from bot.text.boxes import without_boxes, without_skipped
from bot.text.bylines import parse_byline
from bot.text.captions import without_captions, without_unfinished
from bot.text.credits import parse_credit
from bot.text.dates import parse_date
from bot.text.furniture import (
    LONG,
    SHORT,
    Line,
    is_furniture,
    is_lone_label,
    is_only_dates,
    label,
    line,
    opens_tail,
)
from bot.text.heads import find_facts, paired
from bot.text.islands import without_islands
from bot.text.judged import Judged
from bot.text.notes import without_introductions, without_notes
from bot.text.outlets import find_outlet
from bot.text.repeats import without_repeats
from bot.text.tails import without_tails
from bot.text.titles import choose_title, is_title

HEADING = 14  # words; an unfinished block of more may be a paragraph that lost its full stop

_EDIT = re.compile(
    r"\s?\[\s?(?:edit|edit source|ред\.|править|редагувати|editar|modifier|bearbeiten|modifica|edytuj)"
    r"(?:\s?\|[^\[\]]{1,40})?\s?\]",
    re.IGNORECASE,
)
_WIKI_LINK = re.compile(r"\[\[([^\[\]|]{1,80})(?:\|[^\[\]]{0,80})?\]\]")
_REFERENCE = re.compile(
    r"(?:(?<=\w\w)|(?<=[.,;:!?\"'»”)\]]))\[(?:\^?\d{1,3}|[a-z]|note \d{1,2}|"
    r"прим\. \d{1,2}|"
    r"citation needed|cita requerida)\]"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of the article, under the nearest heading above it (or "")."""

    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is left of a document: its prose, and all the facts that were told."""

    passages: list[Passage]
    facts: Facts


def clean(extract: Extract, *, fallback_title: str) -> Cleaned:
    """Give the prose of `extract`, and its facts with those found in the text."""
    judged = [judge(block) for block in paired(_without_references(extract.blocks))]
    facts = replace(extract.facts, author=_WIKI_LINK.sub(r"\1", extract.facts.author))
    title = facts.title or choose_title([(one.block, one.line, one.what) for one in judged])
    repeated = [bool(title) and is_title(one.line, title) for one in judged]
    top = _below_title(judged, repeated)
    judged = [one for one, repeats in zip(judged, repeated, strict=True) if not repeats]
    kept = without_tails(judged)
    facts = replace(facts.over(find_facts(judged, kept, top=top)), title=title or fallback_title)
    outlet = facts.publication or find_outlet(judged, top=top, author=facts.author)
    facts = replace(facts, publication=outlet)
    judged = without_introductions(without_repeats(judged), facts.author)
    judged = without_unfinished(without_boxes(without_skipped(without_captions(judged))), top=top)
    judged = without_islands(judged, top=top)
    kept = without_tails(judged)
    passages = _prose(without_notes(kept, facts.author))
    return Cleaned(passages or _last_resort(judged), facts)


def _below_title(judged: Sequence[Judged], repeated: Sequence[bool]) -> int:
    """Give how many blocks stand above the title, of whose copies above the text the last counts."""
    first = next((place for place, one in enumerate(judged) if one.what == "prose"), len(judged))
    places = [place for place, repeats in enumerate(repeated) if repeats]
    above = [place for place in places if place < first]
    return (above[-1] - len(above) + 1) if above else (places[0] if places else 0)


def judge(block: Block) -> Judged:
    """Say what `block` is by its words alone."""
    one = line(block.text)
    if len(block.text) > LONG or (one.terminated and one.length > 2 * SHORT):
        return Judged(block, one, _shape(block, one), Facts())
    what, facts = "", Facts()
    credit = parse_credit(one)
    if credit:
        what, facts = "caption", Facts(photo_credit=credit)
    elif opens_tail(one):
        what = "tail"
    elif is_only_dates(one):
        what, facts = "date", Facts(published=parse_date(block.text))
    elif is_lone_label(one) and (block.text.rstrip().endswith(":") or not one.terminated):
        what = "pointer"
    else:
        told = _told(one)
        if told is not None:
            what, facts = "furniture", told
        elif is_furniture(one) or _is_links(block, one) or is_only_appeals(one):
            what = "furniture"
    return Judged(block, one, what or _shape(block, one), facts)


def _told(one: Line) -> Facts | None:
    """Read a line of facts: byline, date, tags, source; None when it is no such line."""
    text = one.text.strip()
    if len(one.words) > 40:
        return None
    tags = label(text, "tags")
    if tags is not None and not tags.endswith((".", "!", "?")):
        names = (tag.strip(" #.") for tag in re.split(r"[,;|#·•]", tags))
        return Facts(tags=tuple(dict.fromkeys(name for name in names if name)))
    day = label(text, "date")
    if day is not None and len(one.words) <= 14:
        return Facts(published=parse_date(day))
    source = label(text, "source")
    if source is not None and len(source.split()) <= 6:
        is_url = re.match(r"https?://\S+$", source)
        return Facts(url=source) if is_url else Facts(publication=source.strip(" ."))
    return parse_byline(one)


def _is_links(block: Block, one: Line) -> bool:
    """Whether it is links and no sentence: a menu, a teaser, a row with bars or chevrons."""
    if one.terminated and not block.text.rstrip().endswith(("?", "…", "...")):
        return block.link_share > 0.95 and one.length <= 8
    if block.link_share > 0.8:
        return True
    return len(re.findall(r"\s[|›»>•·/]\s|\s→", block.text)) >= 2 and one.length <= 40


def _shape(block: Block, one: Line) -> str:
    if block.kind == "heading":
        return "heading"
    if one.terminated:
        return "fragment" if _is_signpost(block, one) else "prose"
    if block.kind in {"item", "quote"} and one.length >= 4:
        return "prose"
    return "fragment" if one.length <= HEADING else "prose"


def _is_signpost(block: Block, one: Line) -> bool:
    """Whether it heads what follows: "In short:", "What's next?"."""
    mark = block.text.rstrip()[-1:]
    longest = {":": 3, "?": 4, "？": 4}.get(mark, 0)
    return block.kind == "paragraph" and 0 < one.length <= longest and not one.spoken


def _without_references(blocks: Sequence[Block]) -> list[Block]:
    """Take Wikipedia's [1] and [edit] out, where a text has them more than once."""
    marks = sum(
        len(_REFERENCE.findall(block.text)) + len(_EDIT.findall(block.text))
        for block in blocks
        if "[" in block.text
    )
    if marks < 2:
        return list(blocks)
    cleaned = (replace(one, text=_EDIT.sub("", _REFERENCE.sub("", one.text)).strip()) for one in blocks)
    return [block for block in cleaned if block.text]


def _prose(judged: list[Judged]) -> list[Passage]:
    out: list[Passage] = []
    heading = ""
    seen: set[tuple[str, ...]] = set()
    headings = {one.line.words for one in judged if one.what in {"heading", "fragment"}}
    for place, one in enumerate(judged):
        if one.what == "heading":
            heading = one.block.text
        elif one.what == "fragment":
            after = judged[place + 1 : place + 2]
            if out and after and after[0].what == "prose":
                heading = one.block.text
        elif one.block.kind == "item" and one.line.words in headings:
            continue  # of a table of contents
        elif one.what == "prose" and (one.line.words not in seen or len(one.line.words) < 4):
            seen.add(one.line.words)
            out.append(Passage(one.block.text, heading))
    return out


def _last_resort(judged: list[Judged]) -> list[Passage]:
    """Give the unfinished blocks of a text that has no other: verse, notes, a list."""
    return [Passage(one.block.text) for one in judged if one.what == "fragment" and one.line.length >= 3]
