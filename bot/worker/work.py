# ruff: noqa: PLC0415 - what only a worker needs is imported where it is needed: the service never loads it
"""What runs in a worker: a document read, ranked and indexed."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.models import Document, IndexedArticle, Length, Reading
    from bot.sources.files import Found


# Part of what an origin was read by. To be raised when a change of reading, ranking or indexing should reach
# the articles that are there: every library is then read again at its next start.
READER = 4


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article ready to be stored. `sizes` are the sentences of its summary of each length.

    What can be counted of it is counted here, where it holds up nobody.
    """

    reading: "Reading"
    indexed: "IndexedArticle"
    words: int
    sizes: "dict[Length, int]"


def prepare(document: "Document", language: str, summarizer: str) -> Prepared:
    """Read, rank and index a document.

    Raises:
        Unreadable: it holds no article.
    """
    return prepare_reading(read_and_rank(document, language, summarizer))


def prepare_reading(reading: "Reading") -> Prepared:
    """Index and sign a ranked reading."""
    from bot.text.index import index
    from bot.text.lengths import summary_sizes
    from bot.text.likeness import sign_reading

    picked = sorted(reading.sentences, key=lambda sentence: sentence.pick)
    sizes = summary_sizes([len(sentence.text) for sentence in picked])
    signature, bands = sign_reading(reading)
    indexed = replace(index(reading), signature=signature, bands=bands)
    return Prepared(reading, indexed, reading.words, sizes)


def prepare_again(reading: "Reading", summarizer: str) -> Prepared:
    """Rank and index what was read before."""
    from bot.text.rank import rank

    return prepare_reading(rank(reading, summarizer=summarizer))


def prepare_file(found: "Found", summarizer: str) -> Prepared:
    """Do as `prepare` does with a file that was found. It is opened here: its bytes cross no pipe.

    Raises:
        Unreadable: it holds no article.
        SourceError: it could not be opened, or changed while it was read (transient).
    """
    from bot.sources.files import read

    return prepare(read(found), "", summarizer)


def read_and_rank(document: "Document", language: str, summarizer: str) -> "Reading":
    """Read and rank a document that is not to be kept.

    Raises:
        Unreadable: it holds no article.
    """
    from bot.text.rank import rank
    from bot.text.read import read

    return rank(read(document, language=language), summarizer=summarizer)
