"""How long an answer takes beside plain FTS5: `python -m bench.quality.answer_times PATH [--grown N]`.

In turns, one question after another, on New Wiki and on a library grown from it to N paragraphs (0: none),
200,000 unless told. Ours is the whole answer through the event loop: read, searched, ranked, and its quotes
fetched with their sources. FTS5 is shown twice: its ten best paragraphs' ids, which nobody can read, and the
three sentences that are its answer in `bench.quality.answers`.

On the grown library it also tells what is lost by looking at few passages' sentences.
"""

import argparse
import asyncio
import random
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from unittest.mock import patch

import numpy as np

from bench.quality.answers import quality
from bench.quality.grown import grow
from bench.quality.sets import FTS5_ANSWER, Library, Row, any_word, load, read

ASKED = 800  # questions
QUALITY = 200  # of them, for what is lost
FTS5 = {
    "FTS5, ids": "SELECT rowid FROM paragraphs WHERE paragraphs MATCH ? ORDER BY rank LIMIT 10",
    "FTS5, sentences": FTS5_ANSWER,
}
EVERYTHING = 2_000  # passages whose sentences are scored, in place of 200


async def times(library: Library, questions: Sequence[Row], name: str) -> None:
    """Print milliseconds, p50 and p95, and how many times each of FTS5's that is."""
    spent: dict[str, list[float]] = {label: [] for label in (*FTS5, "ours")}
    for question in questions:
        match = any_word(question["question"], library.language)
        for label, sql in FTS5.items():
            start = time.perf_counter()
            library.fts.execute(sql, (match,)).fetchall()
            spent[label].append(time.perf_counter() - start)
        start = time.perf_counter()
        await library.answers.ask(question["question"])
        spent["ours"].append(time.perf_counter() - start)
    found = {label: np.percentile(values, [50, 95]) * 1_000 for label, values in spent.items()}
    for label, (p50, p95) in found.items():
        print(f"{name:28} {label:16} {p50:7.2f} {p95:7.2f} ms")
    for label in FTS5:
        p50, p95 = found["ours"] / found[label]
        print(f"{name:28} ours over {label}: {p50:.2f} {p95:.2f}")


async def in_halves(library: Library, questions: Sequence[Row], name: str) -> None:
    """Print the times of half of the questions, which read pages and find stems first, and of the others."""
    await times(library, questions[: len(questions) // 2], f"{name}, at first")
    await times(library, questions[len(questions) // 2 :], name)


async def run(path: Path, grown: int) -> None:
    rows = read(path, "newwiki.paragraphs")
    questions = random.Random(0).sample(read(path, "newwiki.questions"), ASKED)
    async with AsyncExitStack() as stack:
        library = await load(stack, rows, "en")
        await in_halves(library, questions, f"{len(rows):,} paragraphs")
        if grown:
            large = await load(stack, grow(rows, grown, "en"), "en")
            await in_halves(large, questions, f"{grown:,} paragraphs")
            print("paragraph R@1, sentence hit@1 and hit@3, in percent")
            await quality(large, questions[:QUALITY], "grown")
            with patch.multiple("bot.answers", LEAST=0.0, SECOND_LOOK=EVERYTHING, MOST_LOOKED=EVERYTHING):
                await quality(large, questions[:QUALITY], f"grown, {EVERYTHING:,} looked at")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--grown", type=int, default=200_000)
    arguments = parser.parse_args()
    asyncio.run(run(arguments.path, arguments.grown))
