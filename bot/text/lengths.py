"""How many sentences a short, a medium and a long summary of a text have. Pure."""

from collections.abc import Sequence

from bot.models import Length


def summary_sizes(picked: Sequence[int]) -> dict[Length, int]:
    """Give the number of sentences for each length; 0 where the text is too short to be summarized.

    `picked` are the lengths of all the text's sentences, in characters, in the order in which a summary
    takes them. No summary is longer than two thirds of its text.
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
    medium = 3 if count < 16 else 4 if count < 30 else 5
    long = min(10, max(6, count // 5))
    return {"short": min(short, fitting), "medium": min(medium, fitting), "long": min(long, fitting)}
