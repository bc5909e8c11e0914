"""How well one story is told from two, on pairs made by editing real text, and how fast among many.

    python -m bench.stories FOLDER [ARTICLES]

FOLDER holds texts (.txt, .md); the starter library's will do, more is better. True pairs are each text and
an edited copy: words changed here and there, sentences left out, put elsewhere, or added from another text,
the end cut off. False pairs are any two of the texts. Speed is that of finding the candidates of one article,
in a database of so many signatures (100,000 unless told).
"""

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

from bot.models import IndexedArticle
from bot.store import likeness as store
from bot.store.database import open_database
from bot.text.likeness import ALIKE, likeness, sign
from bot.text.sentences import split

Edit = Callable[[list[str], random.Random, list[str]], list[str]]


def _words(share: float) -> Edit:
    def edit(lines: list[str], chance: random.Random, other: list[str]) -> list[str]:
        pool = " ".join(other).split()
        return [
            " ".join(chance.choice(pool) if chance.random() < share else word for word in line.split())
            for line in lines
        ]

    return edit


EDITS: dict[str, Edit] = {
    "2 % of words changed": _words(0.02),
    "5 % of words changed": _words(0.05),
    "10 % of words changed": _words(0.10),
    "a tenth of sentences left out": lambda lines, chance, _: [one for one in lines if chance.random() > 0.1],
    "a quarter of sentences left out": lambda lines, chance, _: [
        one for one in lines if chance.random() > 0.25
    ],
    "a third cut off": lambda lines, _, __: lines[: max(1, len(lines) * 2 // 3)],
    "half cut off": lambda lines, _, __: lines[: max(1, len(lines) // 2)],
    "three sentences added": lambda lines, _, other: [*lines[:5], *other[:3], *lines[5:]],
    "sentences shuffled": lambda lines, chance, _: chance.sample(lines, len(lines)),
}


def _quality(texts: list[list[str]]) -> None:
    chance = random.Random(1)
    signed = [sign(lines) for lines in texts]
    print(f"{len(texts)} texts; alike from {ALIKE}")
    for name, edit in EDITS.items():
        found, scores = 0, []
        for place, (lines, (signature, bands)) in enumerate(zip(texts, signed, strict=True)):
            copy, other = sign(edit(lines, chance, texts[place - 1]))
            scores.append(likeness(signature, copy))
            found += scores[-1] >= ALIKE and not set(bands).isdisjoint(other)
        print(f"{name:34} found {found:4} of {len(texts)}, likeness {statistics.mean(scores):.2f}")
    pairs = list(combinations(signed, 2))
    wrong = sum(likeness(a[0], b[0]) >= ALIKE and not set(a[1]).isdisjoint(b[1]) for a, b in pairs)
    highest = max((likeness(a[0], b[0]) for a, b in pairs), default=0.0)
    print(f"{'of different texts':34} taken for one {wrong} of {len(pairs)}, highest likeness {highest:.2f}")


async def _speed(count: int) -> None:
    chance = random.Random(2)
    vocabulary = [f"w{number}" for number in range(5_000)]
    with tempfile.TemporaryDirectory() as folder:
        async with open_database(Path(folder) / "x.db") as database:
            looked: list[tuple[int, ...]] = []
            for start in range(0, count, 1_000):
                async with database.transaction() as connection:
                    for number in range(start + 1, start + 1_001):
                        signature, bands = sign([" ".join(chance.choices(vocabulary, k=60))])
                        await connection.execute(
                            "INSERT INTO articles"
                            " (number, title, language, words, sentences, digest, added_at, updated_at)"
                            " VALUES (?, '', 'en', 60, 3, ?, '', '')",
                            (number, str(number)),
                        )
                        await store.put(connection, number, IndexedArticle((), (), signature, bands))
                        looked = [*looked[-199:], bands]
            spent = []
            for bands in looked:
                async with database.transaction() as connection:
                    begun = time.perf_counter()
                    assert await store.candidates(connection, bands, "")
                    spent.append(1000 * (time.perf_counter() - begun))
            size = database.path.stat().st_size / 1e6
    print(
        f"candidates among {count:,} articles: {statistics.median(spent):.2f} ms, at most {max(spent):.2f} ms"
    )
    print(f"{size:.0f} MB with the rows of these articles")


def main() -> None:
    paths = [one for one in sorted(Path(sys.argv[1]).rglob("*")) if one.suffix in {".txt", ".md"}]
    texts = [split(path.read_text("utf-8", "replace"), "en") for path in paths]
    _quality([lines for lines in texts if sign(lines)[0]])
    asyncio.run(_speed(int(sys.argv[2]) if len(sys.argv) > 2 else 100_000))


if __name__ == "__main__":
    main()
