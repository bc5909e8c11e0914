"""What flows through the program: one type for each stage of the data, none of them with I/O.

An article:  Document → Reading → Article (stored).
A question:  str → Answer, which holds Quotes.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

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


class Posting(NamedTuple):
    """One term's passages in one chunk: uint16 each, little-endian, place in the chunk << 5 | impact."""

    chunk: int
    term: int
    docs: bytes


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


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a listing; `total` counts the articles on all pages."""

    articles: tuple[Article, ...]
    number: int  # from 1
    pages: int
    total: int
    query: str = ""
    corrections: tuple[tuple[str, str], ...] = field(default=())


Digest = Literal["at once", "daily", "weekly"]


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a chat wants its notices, in the time of a zone (an IANA name).

    Minutes are of the day, 0 to 1439; weekdays count from Monday, 0. `weekday` and `minute` are a digest's;
    quiet hours that begin and end at the same minute are none.
    """

    digest: Digest = "at once"
    weekday: int = 0
    minute: int = 9 * 60
    quiet_from: int = 0
    quiet_to: int = 0
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said: a chat of one bot, and its forum topic (0: none), as Telegram numbers them."""

    bot_id: int
    chat_id: int
    thread: int = 0


@dataclass(frozen=True, slots=True)
class Subscription:
    """What somebody asked to hear of; `text` is as they wrote it, "" is everything."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a subscription would have told of: the newest, and how many; `more` if there may be others."""

    newest: tuple[Article, ...]
    count: int
    more: bool


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A subscription that is there now; `new` if it was not before."""

    subscription: Subscription
    new: bool
    preview: Preview


@dataclass(frozen=True, slots=True)
class Clock:
    """A time zone to choose: its IANA name, what people call it, and what its clocks show now."""

    zone: str
    city: str
    shown: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A new article that a chat is told of, as row `id` of the outbox.

    `gist` is its one-sentence summary and `match` the sentence that fits the subscription's words, "" where
    there is none; `subscription` is None if it was removed since. `moved_from` is the topic this was for, if
    that is gone and the chat is to be told so now. `change` is what a correction changed since the notice was
    sent.
    """

    id: int
    article: Article
    gist: str
    match: str = ""
    subscription: Subscription | None = None
    moved_from: int = 0
    change: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """A notice that Telegram refused for good, waiting for an administrator's decision."""

    id: int
    chat_id: int
    article: int
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Status:
    """How a service is, in numbers; `findings` are (name, sound, detail), `errors` (event, times)."""

    version: str
    uptime: float  # seconds
    findings: tuple[tuple[str, bool, str], ...]
    articles: int = 0
    sentences: int = 0
    size: int = 0  # bytes of the database
    chats: int = 0
    paused: int = 0
    subscriptions: int = 0
    owed: int = 0
    held: int = 0
    set_aside: int = 0
    late: float = 0.0  # seconds since the oldest notice owed was due
    sent: int = 0  # notices, since the start
    repeated: int = 0
    limited: int = 0  # 429s
    updates: int = 0
    a_minute: float = 0.0  # updates, of late
    reply: float = 0.0  # seconds that a reply takes, on average
    slowed: int = 0
    errors: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A feed and how it is. Times are Unix seconds, 0 for never; `state` is `bot.store.feeds`'s."""

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
