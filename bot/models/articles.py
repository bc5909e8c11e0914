"""Articles as the library tells of them, and their summaries."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Article:
    """A stored article, without its text. `number` is what people call it by; it never changes.

    `also` are the names and addresses of other sources that tell the same story, where it was asked for.
    """

    number: int
    title: str
    language: str
    words: int
    sentences: int
    added_at: datetime
    author: str = ""
    publication: str = ""
    url: str = ""
    photo_credit: str = ""
    published: date | None = None
    tags: tuple[str, ...] = ()
    also: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A sentence chosen for a summary; `position` counts the article's sentences from 0.

    `paragraph` is the same for sentences of one paragraph.
    """

    position: int
    text: str
    paragraph: int = 0

    def follows(self, before: "SummarySentence") -> bool:
        """Whether it stands right after another one, in the same paragraph."""
        return self.position == before.position + 1 and self.paragraph == before.paragraph


Length = Literal["short", "medium", "long"]


@dataclass(frozen=True, slots=True)
class Summary:
    """Chosen sentences of one text, in the text's order. `article` is None for a text that is not kept.

    The rest is of a text that is not kept; `url` where it was read behind a link.
    """

    sentences: tuple[SummarySentence, ...]
    length: Length
    words: int  # of the whole text
    article: Article | None = None
    title: str = ""
    url: str = ""
    publication: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a listing; `total` counts the articles on all pages."""

    articles: tuple[Article, ...]
    number: int  # from 1
    pages: int
    total: int
    query: str = ""
    corrections: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Source:
    """A feed and how it is. Times are Unix seconds, 0 for never; `state` is `bot.store.feeds`'s.

    `listed` is that the file of feeds names it.
    """

    id: int
    name: str
    url: str
    home: str
    state: str
    articles: int = 0
    succeeded_at: int = 0
    failing_since: int = 0
    problem: str = ""
    next_at: int = 0
    listed: bool = False
