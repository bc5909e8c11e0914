"""Answers on the eval's `qa/*.jsonl`: the service's own pipeline on a real database, plain FTS5 beside it.

Run it as `python -m bench.quality.answers PATH_TO_EVAL`. Tables: quality, newswire, what each part is worth.

*Hit*: the sentence holds a gold answer and is in the right paragraph. *FTS5*: sentences of an FTS5 table
with the porter stemmer, any word, bm25, sumy's stop words left out; what a library gives without more work.
"""

import argparse
import asyncio
import random
import statistics
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import numpy as np

from bench.quality.sets import FTS5_ANSWER, Library, Row, any_word, holds, load, percent, read
from bot.answers import second_look
from bot.search import find
from bot.text import answer, features

PARTS = {
    "rare words and names once more": (
        "rare", "names", "near rare", "near names", "about rare", "about names",
    ),
    "the sentences around": ("near cover", "near rare", "near names", "next"),
    "the passage's other words": ("about rare", "about names", "about words", "passage", "passage sentence"),
    "the article": ("title", "subject", "article", "article cover"),
    "phrases": ("phrase", "passage phrase"),
    "where it stands": ("opening", "order"),
    "the kind of answer": (
        "name", "number", "number near", "date near", "name near", "place", "reason",
    ),
}  # fmt: skip


async def quality(library: Library, questions: Sequence[Row], name: str) -> None:
    """Print paragraph R@1 and sentence hit@1 and @3 of FTS5, of ours, and of ours if it were never silent."""
    rows: dict[str, list[tuple[bool, bool, bool]]] = {"FTS5": [], "ours, never silent": [], "ours": []}
    for question in questions:
        match = any_word(question["question"], library.language)
        top = library.fts.execute(
            "SELECT rowid FROM paragraphs WHERE paragraphs MATCH ? ORDER BY rank LIMIT 1", (match,)
        ).fetchone()
        found = library.fts.execute(FTS5_ANSWER, (match,)).fetchall()
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


async def run(path: Path) -> None:
    async with AsyncExitStack() as stack:
        wiki = await load(stack, read(path, "newwiki.paragraphs"), "en")
        questions = read(path, "newwiki.questions")
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


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    asyncio.run(run(parser.parse_args().path))
