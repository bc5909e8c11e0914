"""What the index holds of an article: passages, their terms, and postings."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.models.documents import Sentence


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A paragraph as the library keeps it (a very long one is kept as several), in bytes ready to store.

    `position` counts the article's passages from 0; −1 is the passage that holds what is told of the
    article (title, author, publication, tags): it is searched, has no sentences, and is never quoted.
    `terms` are the distinct stems' ids, uint32 ascending; `impacts` the weight of each, uint8;
    `tokens` what a second look needs of the paragraph. `bot.text.index` has the layout.
    """

    position: int
    heading: str
    sentences: tuple[Sentence, ...]
    terms: bytes
    impacts: bytes
    tokens: bytes


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """What the library keeps of an article's text.

    `words` is its vocabulary: each word as written (case folded), with its stem's id. `signature` and `bands`
    are what it is compared by (`bot.text.likeness`), empty where it is too short for that.
    """

    passages: tuple[IndexedPassage, ...]
    words: tuple[tuple[str, int], ...]
    signature: bytes = b""
    bands: tuple[int, ...] = ()


CHUNK_BITS = 11  # the index is kept in chunks of 2,048 passages, by the passages' ids

IMPACT_BITS = 5


# One term's passages in one chunk: (chunk, term, docs), docs uint16 each, little-endian, place << 5 | impact.
# A plain tuple, as the database gives it: a question of a large library has some thousand.
Posting: TypeAlias = tuple[int, int, bytes]
