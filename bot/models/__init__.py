"""What flows through the program: one type for each stage of the data, none of them with I/O.

An article:  Document → Reading → Article (stored).
A question:  str → Answer, which holds Quotes.
"""

from bot.models.answers import Answer, Quote
from bot.models.articles import Article, Length, Page, Source, Summary, SummarySentence
from bot.models.chats import Clock, Digest, Place, Schedule
from bot.models.documents import UNKNOWN_LANGUAGE, Document, Format, Paragraph, Reading, Sentence, count_words
from bot.models.notices import Failed, Notice
from bot.models.passages import CHUNK_BITS, IMPACT_BITS, IndexedArticle, IndexedPassage, Posting
from bot.models.status import Status
from bot.models.subscriptions import Preview, Subscribed, Subscription

__all__ = [
    "CHUNK_BITS",
    "IMPACT_BITS",
    "UNKNOWN_LANGUAGE",
    "Answer",
    "Article",
    "Clock",
    "Digest",
    "Document",
    "Failed",
    "Format",
    "IndexedArticle",
    "IndexedPassage",
    "Length",
    "Notice",
    "Page",
    "Paragraph",
    "Place",
    "Posting",
    "Preview",
    "Quote",
    "Reading",
    "Schedule",
    "Sentence",
    "Source",
    "Status",
    "Subscribed",
    "Subscription",
    "Summary",
    "SummarySentence",
    "count_words",
]
