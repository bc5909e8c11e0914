"""Which facts a page tells of its article: what stands above the text counts, or has a label.

A related link and a comment have authors and dates too. Not for what one line says (`bylines`, `dates`,
`credits`).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.text.blocks import Block, Facts
from bot.text.bylines import is_name, is_outlet, without_place
from bot.text.dates import find_date, parse_day_first
from bot.text.furniture import label, line
from bot.text.judged import Judged
from bot.text.wording import begins, mentions, phrases

HEAD = 40  # blocks; a date further down is not the article's
SUMMARY = 60  # words; so much may stand above a byline, under the title and under a picture
NEAR = 8  # blocks around a name among which a date may stand
OFFICE = 25  # words of a line that says what somebody does
BODY = 30  # words; a shorter paragraph above a byline is the summary under a title

MANY = 400  # words that tell whether a text is English
_ENGLISH = frozenset({"the", "of", "and", "to"})
_ROLE = re.compile(r"\s*\([^()]{0,80}\)$")


def find_facts(judged: Sequence[Judged], kept: Sequence[Judged], *, top: int) -> Facts:
    """Give the facts told by `judged`, a whole page, of which `kept` is above its links and comments.

    `top` is how many blocks stood above the title: no name there is the author's.
    """
    start = body_start(judged)
    inside = {id(one) for one in kept}
    facts = Facts()
    prose = (place for place, one in enumerate(judged) if one.what == "prose" and id(one) in inside)
    last = max(prose, default=0)
    second = _first_prose(judged, start + 1)
    for place, one in enumerate(judged):
        # A whole byline may stand below the first paragraph, beside its picture; further down it is a link's.
        whole = place < second and one.facts.author and (one.facts.publication or one.facts.published)
        head = place <= start + 1 or whole
        told = _in_head(judged, place, top) if head else _below(one, kept=id(one) in inside)
        if place < last and label(one.block.text, "source") is not None and not is_outlet(told.publication):
            told = replace(told, publication="")  # whom the news is from
        facts = facts.over(told)
    for place, one in enumerate(judged):
        labelled = label(one.block.text, "photo") is not None
        if place < last or labelled:
            facts = facts.over(Facts(photo_credit=one.facts.photo_credit))
    published = None if facts.published else _day_first(judged, start)
    return facts.over(Facts(author=_signature(judged[last + 1 : last + 2]), published=published))


def _day_first(judged: Sequence[Judged], start: int) -> date | None:
    """Read 03/04/2023 above the text as all but the English-speaking do."""
    words = [word for one in judged if one.what == "prose" for word in one.line.words][:MANY]
    if sum(1 for word in words if word in _ENGLISH) * 20 >= len(words):
        return None
    head = (one for one in judged[: min(start + 1, HEAD)] if one.what in {"date", "furniture", "fragment"})
    days = (parse_day_first(one.block.text) for one in head if len(one.line.words) <= 14)
    return next((day for day in days if day), None)


def _signature(below: Sequence[Judged]) -> str:
    """Read "Jane Doe, Boston" right below the last prose."""
    name, comma, town = below[0].block.text.partition(", ") if below else ("", "", "")
    fits = comma and town[:1].isupper() and len(town.split()) <= 2
    return name if fits and below[0].what in {"fragment", "furniture"} and is_name(name) else ""


def body_start(judged: Sequence[Judged]) -> int:
    """Give where the text begins: below the first date, or at its first prose that is long or not alone."""
    words = 0
    for place, one in enumerate(judged[:HEAD]):
        words += one.line.length if one.what == "prose" else 0
        if words > SUMMARY:
            break
        if (one.what == "date" and any(map(str.isdigit, one.block.text))) or one.facts.published:
            return _first_prose(judged, place + 1)
    first = _first_prose(judged, 0)
    for place in range(first, len(judged)):
        if judged[place].what == "prose" and (
            judged[place].line.length >= BODY or _first_prose(judged, place + 1) == place + 1
        ):
            return place
    return first


def _first_prose(judged: Sequence[Judged], start: int) -> int:
    places = (place for place in range(start, len(judged)) if judged[place].what == "prose")
    return next(places, len(judged))


def _in_head(judged: Sequence[Judged], place: int, top: int) -> Facts:
    """Read one block above the text; a bare name near a date, or above an office, is the author's."""
    one = judged[place]
    facts = replace(one.facts, photo_credit="")
    if facts.author and facts.published and not begins(one.line.words, "by") and place:
        facts = replace(facts, author=_name(judged[place - 1]) or facts.author)
    found = find_date(one.block.text[:200]) if len(one.line.words) <= 24 else None
    if found and found[1] < 20 and one.what in {"fragment", "furniture"}:
        facts = facts.over(Facts(published=found[0]))
    name = _name(one)
    if not name or place < top:
        return facts
    above, below = (
        _nearest(judged[max(0, place - NEAR) : place][::-1]),
        _nearest(judged[place + 1 : place + 1 + NEAR]),
    )
    office = any(
        near.what in {"fragment", "prose"}
        and near.line.length <= OFFICE
        and mentions(near.line.words, "role")
        for near in below[:1]
    )
    return (
        facts.over(Facts(author=name)) if office or any(_is_dated(near) for near in above + below) else facts
    )


def _nearest(judged: Sequence[Judged]) -> list[Judged]:
    """Give the first two blocks that are no buttons, or the only prose before them."""
    near = [one for one in judged if one.what != "furniture" or one.facts != Facts() or _is_dated(one)][:2]
    return near[:1] if near and near[0].what == "prose" else near


def _is_dated(one: Judged) -> bool:
    short = len(one.line.words) <= 14 and one.what in {"fragment", "furniture"}
    return one.what == "date" or bool(one.facts.published) or (short and bool(find_date(one.block.text)))


def _name(one: Judged) -> str:
    linked = one.what == "furniture" and one.block.link_share > 0.8
    if not (linked or one.what == "fragment") or one.line.length > 8:
        return ""
    name, comma, office = without_place(_ROLE.sub("", one.block.text)).partition(", ")
    if comma and not mentions(line(office).words, "role"):
        return ""
    return name if is_name(name) else ""


def _below(one: Judged, *, kept: bool) -> Facts:
    """Keep what a line below the text's beginning tells with a label."""
    told = one.facts
    text = one.block.text
    signed = label(text, "author") is not None or begins(one.line.words, "author") > 1
    dated = label(text, "date") is not None or begins(one.line.words, "date") > 0
    published = told.published if kept and dated else None
    outlet = told.publication if signed or label(text, "source") is not None else ""
    author = told.author if signed else ""
    return replace(told, author=author, publication=outlet, published=published, photo_credit="")


def paired(blocks: Sequence[Block]) -> list[Block]:
    """Join a label that stands on a line of its own with its value ("Author:", "Jane Doe")."""
    out: list[Block] = []
    for block in blocks:
        before = out[-1].text if out else ""
        marked = before.endswith(":") or before.casefold() in phrases("author")
        if marked and len(before) <= 30 and len(block.text) <= 80 and _is_label(before, block.text):
            out[-1] = replace(out[-1], text=f"{before.rstrip(':')}: {block.text}", kind="paragraph")
        else:
            out.append(block)
    return out


def _is_label(before: str, value: str) -> bool:
    if label(before, "author") is not None or before.casefold() in phrases("author"):
        return is_name(without_place(_ROLE.sub("", value)))
    return label(before, "date") is not None and find_date(value) is not None
