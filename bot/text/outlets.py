"""Whose page it is, where no line says so: the name in its head that it says again, or its copyright line's.

Not for the outlet that a byline or a label names (`bylines`).
"""

import re
from collections.abc import Sequence

from bot.text.bylines import is_outlet
from bot.text.furniture import Line, is_furniture
from bot.text.judged import Judged
from bot.text.wording import mentions, vocabulary

HEAD = 3  # blocks above the title among which the name stands
LONGEST = 4  # words
NAVIGATION = 30  # blocks among which a picture of its name may stand ("AP Logo")
FIRST = 2  # blocks, of which one is the page's own name more often than not
AGAIN = 2  # other blocks that have to say it, or one if it is among the first

_LOGO = re.compile(r"\b(?:logo|logotype|logotipo|логотип)\b", re.IGNORECASE)
_OWNED = re.compile(
    r"(?:©|\(c\)|copyright)[\s,:©]*(?:\d{4}\s?[-–—]\s?)?\d{4}[\s,:©]*(?:by\s)?([^\d\W][^|.,;:©\d]{1,60})",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\s*\b(?:all rights.*|company|limited|ltd|inc|llc|gmbh|ag|corp|corporation|"
    r"media group|or its affiliated.*|sp z o o|s\s?[lap]\b.*|srl|ооо|тов|зао|ао)\s*$",
    re.IGNORECASE,
)


def find_outlet(judged: Sequence[Judged], *, top: int, author: str) -> str:
    """Give the name of the paper or site; of `judged`, `top` blocks stand above the title."""
    for one in judged[:NAVIGATION]:
        name = _LOGO.sub("", one.block.text).strip()
        if mentions(one.line.words, "logo") and name and len(name.split()) < LONGEST:
            return name
    for place, one in enumerate(judged[: min(top, HEAD)]):
        if _is_named(one.line, first=place < FIRST) and _told_again(one.line, judged) >= (
            1 if place < FIRST else AGAIN
        ):
            return one.block.text
    for one in judged[: min(top, FIRST)]:
        if is_outlet(one.block.text) and _is_named(one.line):
            return one.block.text
    for one in reversed(judged):
        found = _OWNED.search(one.block.text[:300]) if one.what != "prose" else None
        name = _COMPANY.sub("", _COMPANY.sub("", found[1].strip(" -–—"))).strip(" ,-–—") if found else ""
        if name[:1].isupper() and len(name.split()) <= LONGEST + 1 and name != author:
            return name
    return ""


def _is_named(one: Line, *, first: bool = False) -> bool:
    words = one.text.split()
    if not 1 <= len(words) <= LONGEST or one.terminated or is_furniture(one):
        return False
    if all(word in vocabulary("section") for word in one.words) or mentions(one.words, "logo"):
        return False
    return (first or any(word[:1].isupper() for word in words)) and sum(map(str.isdigit, one.text)) <= 2


def _told_again(one: Line, judged: Sequence[Judged]) -> int:
    """Give how many other blocks of the page's own say this name too."""
    name = f" {' '.join(one.words)} "
    others = (near for near in judged if near.what != "prose" and near.line.words != one.words)
    return sum(1 for near in others if name in f" {' '.join(near.line.words)} ")
