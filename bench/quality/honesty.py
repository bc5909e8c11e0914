"""How often "the articles do not answer this" is right: `python -m bench.quality.honesty PATH_TO_EVAL`.

Prints, for thresholds of sureness, how often it is said of what is answered, and not said of what is not.
"""

import argparse
import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from bench.quality.sets import ALWAYS, Library, Row, holds, load, percent, read
from bot.answers import rank
from bot.search import find
from bot.text import answer

THRESHOLDS = (-3, -2, -1.5, answer.SURE, -0.5, 0, 0.5, 1)


async def honesty(library: Library, questions: Sequence[Row], known: set[str], name: str) -> None:
    """Print the curve: how often it is silent on what is answered, and speaks on what is not."""
    seen: list[tuple[float, bool, bool]] = []
    for question in questions:
        text = question["question"]
        ranked = await library.database.lookup(lambda reads, text=text: rank(reads, find(reads, text)))
        answered = question["title"] in known and bool(question["answers"])
        quotes = (await library.always.ask(question["question"], most=1)).quotes
        right = answered and any(
            library.paragraphs[q.sentence_id] == question["paragraph"] and holds(q.text, question)
            for q in quotes
        )
        seen.append((ranked[0].sureness if ranked else ALWAYS, answered, right))
    print(f"{name}: threshold | silent though answered | … though the first was right | speaks though not")
    for least in THRESHOLDS:
        print(
            f"  {least:5.1f}{'*' if least == answer.SURE else ' '}"
            f" {percent([s < least for s, a, _ in seen if a]):>6}"
            f" {percent([s < least for s, _, r in seen if r]):>6}"
            f" {percent([s >= least for s, a, _ in seen if not a]):>6}"
        )


async def run(path: Path) -> None:
    print("honesty, in percent; * is what the service uses")
    async with AsyncExitStack() as stack:
        rows, questions = read(path, "newwiki.paragraphs"), read(path, "newwiki.questions")
        known = set(sorted({row["title"] for row in rows})[::2])
        half = await load(stack, [row for row in rows if row["title"] in known], "en")
        await honesty(half, questions, known, "New Wiki, half of the articles loaded")
        squad = read(path, "squad2.paragraphs")
        titles = {row["title"] for row in squad}
        await honesty(await load(stack, squad, "en"), read(path, "squad2.questions"), titles, "SQuAD 2")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    asyncio.run(run(parser.parse_args().path))
