"""The order in which summaries take an article's sentences, and each sentence's salience.

Ours, or one of sumy's by name. Pure and synchronous; made to run in a worker process. How long a summary is
stands in `bot.text.lengths`.
"""

from dataclasses import replace

from bot.models import Paragraph, Reading, Sentence
from bot.text.salience import Order, order_sentences

OURS = "gistwire"
SUMMARIZERS: tuple[str, ...] = (
    OURS,
    "lex-rank",
    "text-rank",
    "lsa",
    "luhn",
    "kl",
    "sum-basic",
    "reduction",
    "edmundson",
)


def rank(reading: Reading, *, summarizer: str = OURS) -> Reading:
    """Fill in the salience and pick of each sentence.

    Raises:
        ValueError: `summarizer` is none of `SUMMARIZERS`.
    """
    if summarizer not in SUMMARIZERS:
        raise ValueError(f"no summarizer {summarizer!r}")
    texts = [sentence.text for sentence in reading.sentences]
    if summarizer == OURS:
        return _filled(reading, order_sentences(texts, reading.language, title=reading.title))
    from bot.text.summarizer import order_by  # noqa: PLC0415 - brings sumy and all of nltk

    return _filled(reading, order_by(summarizer, texts, reading.language, title=reading.title))


def _filled(reading: Reading, order: Order) -> Reading:
    picks = {position: pick for pick, position in enumerate(order.positions)}
    paragraphs: list[Paragraph] = []
    position = 0
    for paragraph in reading.paragraphs:
        sentences: list[Sentence] = []
        for sentence in paragraph.sentences:
            sentences.append(Sentence(sentence.text, order.salience[position], picks[position]))
            position += 1
        paragraphs.append(replace(paragraph, sentences=tuple(sentences)))
    return replace(reading, paragraphs=tuple(paragraphs))
