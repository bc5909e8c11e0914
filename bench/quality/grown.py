"""A library grown from a set without repeating its sentences: its own paragraphs, then new ones of its words.

A new sentence is a chain of word pairs (each word followed by one that follows it somewhere in the set), so
words keep their frequencies and neighbors; one word in forty is made up, so that the vocabulary grows as
real ones do.
"""

import itertools
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

SENTENCES = 5  # of a paragraph, of about 24 words each, as in New Wiki
PARAGRAPHS = 20  # of an article


def grow(rows: Sequence[dict[str, Any]], total: int, seed: object) -> Iterator[dict[str, Any]]:
    """Give `rows` `{id, title, text}` and then new ones, up to `total`."""
    yield from rows
    chance = random.Random(str(seed))
    after: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for one, two in itertools.pairwise(row["text"].split()):
            after[one].append(two)
    starts = [word for word in after if word[:1].isupper()]
    seen = {sentence for row in rows for sentence in row["text"].split(". ")}
    first = max(row["id"] for row in rows) + 1
    for number in range(total - len(rows)):
        sentences: list[str] = []
        while len(sentences) < SENTENCES:
            made = _sentence(chance, after, starts)
            if made not in seen:
                sentences.append(made)
        title = f"{_name(random.Random(number // PARAGRAPHS))} {number // PARAGRAPHS}"
        yield {"id": first + number, "title": title, "text": " ".join(sentences)}


def _sentence(chance: random.Random, after: dict[str, list[str]], starts: Sequence[str]) -> str:
    word = chance.choice(starts)
    made = [word.rstrip(".,;:")]
    for _ in range(chance.randint(12, 34)):
        word = chance.choice(after.get(word) or starts)
        made.append(_name(chance) if chance.random() < 1 / 40 else word.rstrip(".!?"))
    return " ".join(made) + "."


def _name(chance: random.Random) -> str:
    return "".join(
        chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(chance.randint(2, 4))
    ).capitalize()
