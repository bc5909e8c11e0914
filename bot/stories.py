"""One story is one article, whoever tells it: which article a text that arrives belongs to.

Two texts that somebody put there by hand are two articles unless they are the same: near copies in a folder
are versions that a person keeps side by side. Not for what becomes of a text (`bot.arrivals`), nor for how
alike two are (`bot.text.likeness`).
"""

import re
from collections.abc import Collection
from datetime import timedelta
from typing import NamedTuple

from bot.models import Reading
from bot.sources import files
from bot.store import articles, corrections, edits, likeness, origins
from bot.store.articles import Told
from bot.store.database import Connection
from bot.store.likeness import Candidate
from bot.text.likeness import ALIKE, shared
from bot.text.likeness import likeness as likeness_of

SURE = 0.9  # so alike that neither another day nor other figures in the title make another story
KIN = 0.2  # less alike, what a source says now is another story than the one it was one source of
DAYS = timedelta(days=3)  # between the dates of two tellings of one story
APART = 0.1  # share of runs in common: less is another text under an old address


class Twin(NamedTuple):
    """The article that tells the same story; `removed` by an administrator, or in the library."""

    number: int
    removed: bool = False


def by_hand(origin: str) -> bool:
    """Tell whether somebody put there what an origin holds: a file, or a document sent."""
    return origin.startswith((files.FOLDER, files.FILE, edits.SENT))


async def find_twin(
    connection: Connection, told: Told, origin: str, beside: Collection[str], *, by_address: bool
) -> Twin | None:
    """Find the article that tells the same story as what an origin holds.

    None of it is what `beside` holds, however alike. `by_address` is that whatever is at its address is it.
    """
    same = await articles.find_by_digest(connection, told.reading.digest)
    if same is not None and (not same.removed or await edits.is_withdrawn(connection, same.number)):
        return Twin(same.number, same.removed)
    url = told.reading.url if by_address else ""
    found = await likeness.candidates(connection, told.indexed.bands, url)
    scored = [
        (1.0 if url and one.url == url and not one.removed else _score(one, told), one) for one in found
    ]
    for score, one in sorted(scored, key=lambda pair: (-pair[0], pair[1].number)):
        held = await origins.holders(connection, one.number) if score else []
        apart = by_hand(origin) and any(map(by_hand, held))
        if score and not apart and not any(other in beside for other in held):
            return Twin(one.number, one.removed)
    return None


def _score(one: Candidate, told: Told) -> float:
    """How alike an article is to what arrived; 0 if they are two stories."""
    score = likeness_of(one.signature, told.indexed.signature)
    if score < ALIKE:
        return 0.0
    reading = told.reading
    figures = set(re.findall(r"\d+", one.title)), set(re.findall(r"\d+", reading.title))
    apart = one.published and reading.published and abs(one.published - reading.published) > DAYS
    # Reports made from a form: the same words each week, or of each town, around other figures.
    if (all(figures) and figures[0] != figures[1]) or apart:
        return score if score >= SURE else 0.0
    return score


async def is_kin(connection: Connection, number: int, told: Told) -> bool:
    """Tell whether a text is still that of an article which it was one source of."""
    signature, _ = await likeness.find(connection, number)
    mine = told.indexed.signature
    return not (signature and mine) or likeness_of(signature, mine) >= KIN


async def is_another(connection: Connection, number: int, reading: Reading) -> bool:
    """Tell whether what stands where an article was is not that article edited, but another.

    It has next to no words in common with it, and has another title, or the same on another day ("Today's
    menu"). Not by the signatures: a report that grew tenfold is not alike, and still the same.
    """
    title, sentences = await corrections.said(connection, number)
    if not sentences or shared(sentences, [one.text for one in reading.sentences]) >= APART:
        return False
    return shared([title], [reading.title], run=1) < 0.5 or (
        await articles.published_on(connection, number) != reading.published
    )
