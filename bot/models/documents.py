"""A document as it came, and what reading makes of it: clean sentences and fields."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Format = Literal["text", "markdown", "html", "pdf"]

UNKNOWN_LANGUAGE = "und"  # BCP 47 for "undetermined"


@dataclass(frozen=True, slots=True)
class Document:
    """What a source hands over: bytes as they came, and where they are from.

    `origin` is the document's identity at its source (`file:2022/legion.md`): the same origin again
    is an edit. `name` is what a person calls it in a log line. Of what was fetched: `charset` is what its
    server said, `url` where it is, and `publication` whose it is if it does not say.
    """

    origin: str
    name: str
    format: Format
    data: bytes
    charset: str = ""
    url: str = ""
    publication: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, verbatim but for white space.

    `salience` compares sentences of one article only. `pick` is the sentence's place (from 0) in the
    order in which a summary takes sentences: a summary of k sentences is those with `pick < k`,
    shown in the article's order.
    """

    text: str
    salience: float = 0.0
    pick: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that stand together, under the nearest heading above them (or "")."""

    sentences: tuple[Sentence, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a document: its article, clean, with what is told of it.

    `language` is ISO 639-1, or "und". `digest` is the same for two copies of one text whatever their
    white space, case of letters or furniture. Paragraphs hold body text only: no title, byline,
    caption, nor page furniture.
    """

    title: str
    language: str
    paragraphs: tuple[Paragraph, ...]
    digest: str
    author: str = ""
    publication: str = ""
    url: str = ""
    photo_credit: str = ""
    published: date | None = None
    tags: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()  # what had to be mended to read it, each a clause for the log

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in the article's order."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph.sentences)

    @property
    def words(self) -> int:
        """Words of the body, as separated by white space (CJK: two characters count as one word)."""
        return sum(count_words(sentence.text) for sentence in self.sentences)


def count_words(text: str) -> int:
    """Count words as a reader's pace does: by white space, two CJK characters as one word."""
    cjk = sum(1 for char in text if "぀" <= char <= "鿿" or "가" <= char <= "힣")
    return max(len(text.split()), 0) + cjk // 2
