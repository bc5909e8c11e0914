"""Titles that administrators gave: in the place of those that texts give, in the index too.

Not for giving them (`bot.editing`).
"""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from bot.models import IndexedArticle, IndexedPassage, Reading
from bot.store import edits
from bot.store.articles import Told
from bot.store.database import Connection
from bot.store.withdrawn import Passage
from bot.text.index import impacts, index, read_tokens


async def titled(connection: Connection, origin: str, told: Told) -> Told:
    """What was read of an origin, under the title that an administrator gave to its article, if one did."""
    title = await edits.given_title(connection, origin)
    if not title or title == told.reading.title:
        return told
    reading = replace(told.reading, title=title)
    named = names_of(replace(reading, paragraphs=()))
    rest = tuple(one for one in told.indexed.passages if one.position >= 0)
    words = dict((*told.indexed.words, *named.words))
    return told._replace(
        reading=reading,
        indexed=replace(told.indexed, passages=(*named.passages, *rest), words=tuple(words.items())),
    )


def names_of(reading: Reading) -> IndexedArticle:
    """Index what is told of an article; the reading has no text."""
    return index(reading)


async def indexed_again(connection: Connection, number: int) -> list[IndexedPassage]:
    """An article's passages as they were made."""
    return made_again(await edits.passages_of(connection, number))


def made_again(stored: Iterable[Passage]) -> list[IndexedPassage]:
    """Passages as they were made, of what is stored of them; the impacts follow from the tokens."""
    made = []
    for position, heading, terms, tokens, sentences in stored:
        places = read_tokens(tokens).places
        counts = np.bincount(places, minlength=len(terms) // 4)
        weights = impacts(counts, len(places)).tobytes()
        made.append(IndexedPassage(position, heading, sentences, terms, weights, tokens))
    return made
