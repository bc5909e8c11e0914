"""How many sentences a short, a medium and a long summary of a text have, and which. Pure."""

from collections.abc import Sequence

from bot.models import Length, Reading, Summary, SummarySentence


def summary_sizes(picked: Sequence[int]) -> dict[Length, int]:
    """Give the number of sentences for each length; 0 where the text is too short to be summarized.

    `picked` are the lengths of all the text's sentences, in characters, in the order in which a summary
    takes them. No summary is longer than two thirds of its text. The last picks of a medium or long one go
    where they are so short that they were taken for not being in the way.
    """
    limit = 2 * sum(picked) / 3
    fitting, used = 0, 0
    for length in picked:
        used += length
        if used > limit:
            break
        fitting += 1
    count = len(picked)
    short = 1 if count < 8 else 2
    medium = _told(picked, 3, 3 if count < 16 else 4 if count < 30 else 5)
    long = _told(picked, 6, min(10, max(6, count // 5)))
    return {"short": min(short, fitting), "medium": min(medium, fitting), "long": min(long, fitting)}


def _told(picked: Sequence[int], least: int, size: int) -> int:
    """Take picks of under half the text's mean length off the end, as long as `least` are left."""
    while least < size <= len(picked) and 2 * len(picked) * picked[size - 1] < sum(picked):
        size -= 1
    return size


def summaries_of(reading: Reading, title: str = "") -> dict[Length, Summary]:
    """Give the summary of each length of a ranked reading that is not kept."""
    sentences = [
        (SummarySentence(at, sentence.text, paragraph), sentence.pick)
        for at, (paragraph, sentence) in enumerate(
            (place, sentence)
            for place, paragraph in enumerate(reading.paragraphs)
            for sentence in paragraph.sentences
        )
    ]
    picked = sorted(sentences, key=lambda pair: pair[1])
    sizes = summary_sizes([len(sentence.text) for sentence, _ in picked])
    return {
        length: Summary(
            tuple(sentence for sentence, pick in sentences if pick < size),
            length,
            reading.words,
            title=title,
        )
        for length, size in sizes.items()
    }
