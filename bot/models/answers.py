"""The sentences that answer a question."""

from dataclasses import dataclass

from bot.models.articles import Article


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that answers, where it stands, and which parts of it matched.

    `sentence_id` is the stored sentence's id. `matches` are half-open ranges of `text` in code points,
    ascending and apart.
    """

    sentence_id: int
    article: Article
    text: str
    score: float
    matches: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the library says to a question.

    `quotes` are best first, more than are shown at once; empty when the articles do not answer, and
    then `nearest` holds the nearest articles. `corrections` are the spellings that were forgiven, as
    (written, read as).
    """

    question: str
    quotes: tuple[Quote, ...] = ()
    nearest: tuple[Article, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
