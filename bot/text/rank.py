"""The order in which a summary takes an article's sentences, and each sentence's salience.

Ours, or any of sumy's by name. Pure and synchronous; runs in a worker process. It knows nothing of how long a
summary is (`bot.text.lengths`).
"""

from dataclasses import replace

from bot.models import Paragraph, Reading, Sentence
from bot.text.salience import Order, order_sentences

SUMMARIZERS: tuple[str, ...] = ("gistwire",)


def rank(reading: Reading, *, summarizer: str = "gistwire") -> Reading:
    """Fill in each sentence's salience and pick.

    Raises:
        ValueError: `summarizer` is not one of `SUMMARIZERS`.
    """
    if summarizer not in SUMMARIZERS:
        raise ValueError(f"no summarizer {summarizer!r}")
    texts = [sentence.text for sentence in reading.sentences]
    return _filled(reading, order_sentences(texts, reading.language, title=reading.title))


def _filled(reading: Reading, order: Order) -> Reading:
    picks = {position: pick for pick, position in enumerate(order.positions)}
    paragraphs: list[Paragraph] = []
    position = 0
    for paragraph in reading.paragraphs:
        sentences: list[Sentence] = []
        for sentence in paragraph.sentences:
            salience = order.salience[position]
            sentences.append(replace(sentence, salience=salience, pick=picks[position]))
            position += 1
        paragraphs.append(replace(paragraph, sentences=tuple(sentences)))
    return replace(reading, paragraphs=tuple(paragraphs))
