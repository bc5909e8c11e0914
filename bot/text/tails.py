"""What stands below "Related articles", "Comments", "Read also:", and where the article goes on after it.

Not for what a block is by its own words (`clean.judge`).
"""

from collections.abc import Sequence

from bot.text.furniture import FULL_STOPS
from bot.text.judged import Judged
from bot.text.wording import mentions

ENOUGH = 40  # words of prose; once so much was read, a "Comments" heading is the end
LONG_AGAIN = 60  # words; so much prose is the article again, whatever it stands under
TEASER = 20  # words; the text under a link's title is shorter
AHEAD = 40  # blocks that are looked at below a candidate

_ASIDE = frozenset({"furniture", "date", "caption"})
_TITLES = frozenset({"fragment", "heading"})


def without_tails(judged: Sequence[Judged]) -> list[Judged]:
    """Take out what stands below headings of links, comments and sources."""
    out: list[Judged] = []
    words = place = 0
    while place < len(judged):
        one = judged[place]
        place += 1
        if one.what == "prose":
            words += one.line.length
        if one.what in {"tail", "pointer"} and words:
            place = _resume(judged, place, closed=_closes(one) and words >= ENOUGH)
        elif one.what not in {"tail", "pointer"}:
            out.append(one)
    return out


def _closes(one: Judged) -> bool:
    """Whether nothing of the article comes below: comments and references, unlike links, have no end."""
    return one.what == "tail" and mentions(one.line.words, "closing") > 0


def _resume(judged: Sequence[Judged], start: int, *, closed: bool) -> int:
    """Give where the article goes on below the heading at `start` - 1."""
    titles, teased = 0, False
    for place in range(start, len(judged)):
        one = judged[place]
        if one.what == "tail" and _closes(one):
            closed = True
        if one.what in _TITLES or (one.what == "prose" and one.block.kind == "item"):
            titles += 1
        if one.what != "prose" or one.block.kind == "item":
            continue
        dated = place + 1 < len(judged) and judged[place + 1].what == "date"
        if not dated and _is_article(judged, place, 0 if teased else titles, closed=closed):
            return place
        teased = True
    return len(judged)


def _is_article(judged: Sequence[Judged], place: int, titles: int, *, closed: bool) -> bool:
    """Tell prose of the article from a comment and from the text of a teaser."""
    one, before = judged[place], judged[place - 1]
    rest = [near for near in judged[place + 1 : place + 1 + AHEAD] if near.what not in _ASIDE]
    follows = bool(rest) and rest[0].what == "prose" and rest[0].block.kind != "item"
    length = one.line.length + (rest[0].line.length if follows else 0)
    if closed or one.line.length >= LONG_AGAIN:
        return length >= LONG_AGAIN
    if not one.block.text.rstrip(' "”»’)').endswith((*FULL_STOPS, "!", "…", "！")):
        return False
    if follows:
        return length >= TEASER
    if before.what not in _TITLES:
        return one.line.spoken or one.line.length >= TEASER // 2
    # Where one title has text below it, all have: a lone paragraph below titles is the article's.
    alone = titles > 0 and not _is_teased(rest)
    return one.line.length >= (TEASER // 2 if alone else 2 * TEASER)


def _is_teased(rest: Sequence[Judged]) -> bool:
    """Whether titles follow that have text below them."""
    below = next((near for near in rest if near.what not in _TITLES), None)
    return bool(rest) and rest[0].what in _TITLES and below is not None and below.what == "prose"
