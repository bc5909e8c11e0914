"""Answers on the eval's `qa/*.jsonl`: the service's own pipeline on a real database, plain FTS5 beside it.

Run it as `python -m bench.quality.answers PATH_TO_EVAL [--grown N]`; N is how many paragraphs the large
library has (0: none), 200,000 unless told. Tables: quality, newswire, honesty, what each part is worth, time.

*Hit*: the sentence holds a gold answer and is in the right paragraph. *FTS5*: sentences of an FTS5 table
with the porter stemmer, any word, bm25, sumy's stop words left out; what a library gives without more work.
"""

import argparse
import asyncio
import json
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterable, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bench.quality.grown import grow
from bot.answers import Answers, rank, second_look
from bot.models import Paragraph, Reading, Sentence
from bot.search import find
from bot.store import articles, passages
from bot.store.articles import Told
from bot.store.database import Database, open_database
from bot.text import answer, features
from bot.text.index import index
from bot.text.sentences import split
from bot.text.words import stop_words, words

ALWAYS = float("-inf")
Row = dict[str, Any]


class Library(NamedTuple):
    """A database that holds a set's articles, and the same paragraphs in FTS5."""

    answers: Answers  # as the service has it
    always: Answers  # never silent
    database: Database
    paragraphs: dict[int, int]  # stored sentence → the set's paragraph
    fts: sqlite3.Connection
    language: str


def read(path: Path, name: str) -> list[Row]:
    return [json.loads(line) for line in (path / "qa" / f"{name}.jsonl").read_text("utf-8").splitlines()]


async def load(stack: AsyncExitStack, paragraphs: Iterable[Row], language: str) -> Library:
    """Load paragraphs `{id, title, text}`, one article a title."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    database = await stack.enter_async_context(open_database(folder / "answers.db"))
    fts = sqlite3.connect(folder / "fts.db")
    stack.callback(fts.close)
    fts.execute("CREATE VIRTUAL TABLE paragraphs USING fts5 (text, tokenize = 'porter unicode61')")
    fts.execute(
        "CREATE VIRTUAL TABLE sentences USING fts5 (text, id UNINDEXED, tokenize = 'porter unicode61')"
    )
    by_title: dict[str, list[Row]] = {}
    for row in paragraphs:
        by_title.setdefault(row["title"], []).append(row)
    where: dict[int, int] = {}
    for title, rows in by_title.items():
        cut = [split(row["text"], language) for row in rows]
        number = await put(database, title, language, cut)
        stored = await database.fetch("SELECT id FROM sentences WHERE number = ? ORDER BY id", (number,))
        ids = [row["id"] for row, sentences in zip(rows, cut, strict=True) for _ in sentences]
        where.update(zip((row[0] for row in stored), ids, strict=True))
        fts.executemany(
            "INSERT INTO paragraphs (rowid, text) VALUES (?, ?)", [(r["id"] + 1, r["text"]) for r in rows]
        )
        fts.executemany(
            "INSERT INTO sentences (text, id) VALUES (?, ?)",
            [(text, row["id"]) for row, sentences in zip(rows, cut, strict=True) for text in sentences],
        )
    fts.commit()
    return Library(Answers(database), Answers(database, ALWAYS), database, where, fts, language)


async def put(database: Database, title: str, language: str, paragraphs: Sequence[Sequence[str]]) -> int:
    reading = Reading(
        title=title,
        language=language,
        paragraphs=tuple(Paragraph(tuple(map(Sentence, sentences))) for sentences in paragraphs),
        digest=title,
    )
    told = Told(reading, index(reading), 0, {"short": 1, "medium": 1, "long": 1})
    async with database.transaction() as connection:
        number = await articles.add(connection, told, datetime(2024, 1, 1, tzinfo=UTC))
        await passages.add(connection, number, told.indexed)
    return number


def any_word(question: str, language: str) -> str:
    stops = stop_words(language)
    found = [word for word in words(question) if word not in stops] or words(question)
    return " OR ".join(f'"{word}"' for word in dict.fromkeys(found))


def holds(text: str, question: Row) -> bool:
    return any(gold in text for gold in question["answers"])


def percent(flags: Sequence[bool]) -> str:
    return f"{100 * sum(flags) / max(len(flags), 1):.1f}"


async def quality(library: Library, questions: Sequence[Row], name: str) -> None:
    """Print paragraph R@1 and sentence hit@1 and @3 of FTS5, of ours, and of ours if it were never silent."""
    rows: dict[str, list[tuple[bool, bool, bool]]] = {"FTS5": [], "ours, never silent": [], "ours": []}
    for question in questions:
        match = any_word(question["question"], library.language)
        top = library.fts.execute(
            "SELECT rowid FROM paragraphs WHERE paragraphs MATCH ? ORDER BY rank LIMIT 1", (match,)
        ).fetchone()
        found = library.fts.execute(
            "SELECT text, id FROM sentences WHERE sentences MATCH ? ORDER BY rank LIMIT 3", (match,)
        ).fetchall()
        hits = [id_ == question["paragraph"] and holds(text, question) for text, id_ in found]
        rows["FTS5"].append(
            (bool(top) and top[0] - 1 == question["paragraph"], hits[:1] == [True], any(hits))
        )
        for label, answers in (("ours, never silent", library.always), ("ours", library.answers)):
            quotes = (await answers.ask(question["question"])).quotes[:3]
            where = [library.paragraphs[quote.sentence_id] == question["paragraph"] for quote in quotes]
            hits = [there and holds(q.text, question) for there, q in zip(where, quotes, strict=True)]
            rows[label].append((where[:1] == [True], hits[:1] == [True], any(hits)))
    for label, flags in rows.items():
        print(f"{name:10} {label:20} " + "  ".join(percent(column) for column in zip(*flags, strict=True)))


async def newswire(path: Path, stack: AsyncExitStack) -> None:
    """Print the mean average precision on TREC-QA: each question's candidates, shuffled, are an article."""
    rows = read(path, "trec.dev")
    shuffle = random.Random(0)
    paragraphs = []
    for i, row in enumerate(rows):
        shuffle.shuffle(row["candidates"])
        paragraphs += [
            {"id": 1_000 * i + j, "title": f"{i}", "text": one["sentence"]}
            for j, one in enumerate(row["candidates"])
        ]
    library = await load(stack, paragraphs, "en")
    precisions = []
    for i, row in enumerate(rows):
        asked = await library.always.ask(row["question"], article=i + 1, most=100)
        order = dict.fromkeys(library.paragraphs[quote.sentence_id] % 1_000 for quote in asked.quotes)
        order.update(dict.fromkeys(range(len(row["candidates"]))))  # the rest, as shuffled
        right = [bool(row["candidates"][j]["answers"]) for j in order]
        at = [sum(right[: k + 1]) / (k + 1) for k, hit in enumerate(right) if hit]
        precisions.append(statistics.fmean(at))
    print(f"TREC-QA dev, MAP: {statistics.fmean(precisions):.3f}")


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
    for least in (-3, -2, -1.5, answer.SURE, -0.5, 0, 0.5, 1):
        print(
            f"  {least:5.1f}{'*' if least == answer.SURE else ' '}"
            f" {percent([s < least for s, a, _ in seen if a]):>6}"
            f" {percent([s < least for s, _, r in seen if r]):>6}"
            f" {percent([s >= least for s, a, _ in seen if not a]):>6}"
        )


PARTS = {
    "rare words, names and numbers once more": (
        "rare", "names", "numbers", "near rare", "near names", "about rare", "about names",
    ),
    "the sentences around": ("near cover", "near rare", "near names", "next", "refers"),
    "the passage's other words": ("about rare", "about names", "about words", "passage", "passage sentence"),
    "the article": ("title", "article", "article cover"),
    "phrases": ("phrase", "passage phrase", "close"),
    "where it stands": ("opening", "order", "short"),
    "the kind of answer": (
        "name", "number", "number near", "number for date", "date near", "name near", "place", "reason",
    ),
}  # fmt: skip


async def ablation(
    library: Library, questions: Sequence[Row], texts: dict[int, list[tuple[int, str]]]
) -> None:
    """Print what hit@1 and @3 lose without each part (its weights at 0, the others as they are)."""
    variants = {"all": set[str](), **{part: set(names) for part, names in PARTS.items()}}
    weights = np.array(
        [
            [0.0 if f in left_out else answer.WEIGHTS[f] for f in features.FEATURES]
            for left_out in variants.values()
        ]
    )
    hits: dict[str, list[tuple[bool, bool]]] = {variant: [] for variant in variants}
    for question in questions:
        text = question["question"]
        search = await library.database.lookup(lambda reads, text=text: find(reads, text))
        looked = await library.database.lookup(lambda reads, search=search: second_look(reads, search))
        if not looked:
            continue
        look = features.Look(search.wanted, looked)
        scores = features.features(look) @ weights.T
        for variant, column in zip(variants, scores.T, strict=True):
            best = np.argsort(-column, kind="stable")[:3].tolist()
            stored = [texts[looked[look.passage[row]].id][look.order[row]] for row in best]
            right = [
                paragraph == question["paragraph"] and holds(text, question) for paragraph, text in stored
            ]
            hits[variant].append((right[:1] == [True], any(right)))
    for variant, flags in hits.items():
        print(f"  without {variant:42} " + "  ".join(percent(column) for column in zip(*flags, strict=True)))


async def timing(library: Library, questions: Sequence[Row], name: str) -> None:
    """Print milliseconds, p50 and p95, of plain FTS5's search and of a whole answer of ours, in turns."""
    ours, plain = [], []
    for question in questions:
        match = any_word(question["question"], library.language)
        start = time.perf_counter()
        library.fts.execute(
            "SELECT rowid FROM paragraphs WHERE paragraphs MATCH ? ORDER BY rank LIMIT 10", (match,)
        ).fetchall()
        middle = time.perf_counter()
        await library.answers.ask(question["question"])
        ours.append(time.perf_counter() - middle)
        plain.append(middle - start)
    for label, values in (("FTS5", plain), ("ours", ours)):
        p50, p95 = np.percentile(values, [50, 95]) * 1_000
        print(f"{name:24} {label:6} {p50:7.2f} {p95:7.2f} ms")


async def run(path: Path, grown: int) -> None:
    async with AsyncExitStack() as stack:
        rows, questions = read(path, "newwiki.paragraphs"), read(path, "newwiki.questions")
        wiki = await load(stack, rows, "en")
        print("paragraph R@1, sentence hit@1 and hit@3, in percent")
        await quality(wiki, questions, "New Wiki")
        for code in ("es", "ru"):
            library = await load(stack, read(path, f"xquad-{code}.paragraphs"), code)
            await quality(library, read(path, f"xquad-{code}.questions"), f"XQuAD {code}")
        await newswire(path, stack)
        print("\nwhat each part is worth, New Wiki hit@1 and hit@3")
        texts: dict[int, list[tuple[int, str]]] = {}
        for id_, passage, text in await wiki.database.fetch(
            "SELECT id, passage_id, text FROM sentences ORDER BY id"
        ):
            texts.setdefault(passage, []).append((wiki.paragraphs[id_], text))
        await ablation(wiki, questions, texts)
        print("\nhonesty, in percent; * is what the service uses")
        known = set(sorted({row["title"] for row in rows})[::2])
        half = await load(stack, [row for row in rows if row["title"] in known], "en")
        await honesty(half, questions, known, "New Wiki, half of the articles loaded")
        squad = read(path, "squad2.paragraphs")
        await honesty(
            await load(stack, squad, "en"),
            read(path, "squad2.questions"),
            {r["title"] for r in squad},
            "SQuAD 2",
        )
        print("\ntime")
        some = random.Random(0).sample(questions, 400)
        await timing(wiki, some, f"{len(rows):,} paragraphs")
        if grown:
            large = await load(stack, grow(rows, grown, "en"), "en")
            await timing(large, some[:200], f"{grown:,} paragraphs")
            await quality(large, some[:200], "grown")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--grown", type=int, default=200_000)
    arguments = parser.parse_args()
    asyncio.run(run(arguments.path, arguments.grown))
