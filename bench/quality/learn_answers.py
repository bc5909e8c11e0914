"""The constants of `bot.text.answer`, learned anew: `python -m bench.quality.learn_answers PATH_TO_EVAL`.

Prints WEIGHTS, what a model learned on three quarters of the articles does on the fourth, and the constants
of sureness with its curve. It prints and changes nothing; what the service does with its constants
is in `bench.quality.answers`.
"""

import argparse
import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.quality.honesty import THRESHOLDS
from bench.quality.sets import Library, Row, holds, load, percent, read
from bot.answers import second_look
from bot.search import find
from bot.text.answer import WEIGHTS, tells
from bot.text.features import FEATURES, Look, features

SETS = (("newwiki", "en"), ("xquad-es", "es"), ("xquad-ru", "ru"))
SHRINK = 5e-3  # L2 penalty of the ranking model: 1e-3 … 2e-2 do alike on held-out articles
STEPS = 8
FOLDS = 4
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Seen(NamedTuple):
    """A question's candidate sentences: their features, and which answer."""

    title: str
    columns: Floats
    right: Flags


class Judged(NamedTuple):
    """What tells whether a question's best sentence answers, and whether it can, and does."""

    shares: Floats
    answerable: bool
    right: bool


async def look_at(library: Library, question: Row) -> tuple[Look, list[bool]] | None:
    """Give the sentences that the service scores, and which of them answer the question."""
    text = question["question"]
    search = await library.database.lookup(lambda reads: find(reads, text))
    looked = await library.database.lookup(lambda reads: second_look(reads, search))
    if not looked:
        return None
    marks = ", ".join("?" * len(looked))
    rows = await library.database.fetch(
        f"SELECT id, passage_id, text FROM sentences WHERE passage_id IN ({marks}) ORDER BY id",
        [one.id for one in looked],
    )
    right: dict[int, list[bool]] = {}
    for row in rows:
        there = library.paragraphs[row["id"]] == question["paragraph"]
        right.setdefault(row["passage_id"], []).append(there and holds(row["text"], question))
    return Look(search.wanted, looked), [flag for one in looked for flag in right[one.id]]


async def see(library: Library, questions: Sequence[Row]) -> list[Seen]:
    found = []
    for question in questions:
        if (both := await look_at(library, question)) is None:
            found.append(Seen(question["title"], np.zeros((1, len(FEATURES))), np.array([False])))
        else:
            found.append(Seen(question["title"], features(both[0]), np.array(both[1])))
    return found


def folds(seen: Sequence[Seen]) -> dict[str, int]:
    """Give each title a fold; all have about as many questions."""
    counts = Counter(one.title for one in seen)
    titles = sorted(counts)
    random.Random(0).shuffle(titles)
    load = [0] * FOLDS
    chosen: dict[str, int] = {}
    for title in titles:
        chosen[title] = load.index(min(load))
        load[chosen[title]] += counts[title]
    return chosen


def learn(seen: Sequence[Seen]) -> Floats:
    """Give the weights under which softmax over each question's sentences gives the right ones most.

    Newton's method on standardized features.
    """
    usable = [one for one in seen if one.right.any()]
    columns = np.concatenate([one.columns for one in usable])
    scale = columns.std(axis=0) + 1e-6
    columns = (columns / scale).astype(np.float32)
    right = np.concatenate([one.right for one in usable])
    sizes = [len(one.right) for one in usable]
    starts, question = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(sizes)), sizes)
    weights = np.zeros(columns.shape[1])
    for _ in range(STEPS):
        scores = columns @ weights.astype(np.float32)
        chance = np.exp(scores - np.maximum.reduceat(scores, starts)[question])
        chance /= np.add.reduceat(chance, starts)[question]
        among = chance * right / np.add.reduceat(chance * right, starts)[question]
        slope = columns.T @ (chance - among) / len(sizes) + SHRINK * weights
        expected = columns * chance[:, None]
        mean = np.add.reduceat(expected, starts)
        bend = (expected.T @ columns - mean.T @ mean) / len(sizes) + SHRINK * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    return np.asarray(weights / scale)


def hits(seen: Sequence[Seen], weights: Floats) -> list[tuple[bool, bool]]:
    """Tell of each question whether a right sentence is the first, and whether one is among three."""
    best = [one.right[np.argsort(-(one.columns @ weights), kind="stable")[:3]] for one in seen]
    return [(bool(flags[0]), bool(flags.any())) for flags in best]


def percents(found: Sequence[tuple[bool, bool]]) -> list[str]:
    return [percent(flags) for flags in zip(*found, strict=True)]


def cross_validate(sets: dict[str, list[Seen]]) -> None:
    """Print hit@1 and hit@3 of each set's questions, with weights learned without their articles."""
    places = {name: folds(seen) for name, seen in sets.items()}
    held: dict[str, list[tuple[bool, bool]]] = {name: [] for name in sets}
    for fold in range(FOLDS):
        train = [one for name, seen in sets.items() for one in seen if places[name][one.title] != fold]
        weights = learn(train)
        for name, seen in sets.items():
            held[name] += hits([one for one in seen if places[name][one.title] == fold], weights)
    for name, found in held.items():
        print(f"  {name:10} {len(found):5} questions held out: hit@1, hit@3 ", *percents(found))


async def judge(library: Library, questions: Sequence[Row], known: set[str], weights: Floats) -> list[Judged]:
    judged = []
    for question in questions:
        answerable = question["title"] in known and bool(question["answers"])
        if (both := await look_at(library, question)) is not None:
            look, right = both
            columns = features(look)
            row = int(np.argmax(columns @ weights))
            judged.append(
                Judged(tells(look, [row], columns[[row]])[0], answerable, answerable and right[row])
            )
    return judged


def fit(judged: Sequence[Judged]) -> Floats:
    """Give logistic regression's coefficients, the bias last; both outcomes count alike (Newton's method)."""
    shares = np.array([one.shares for one in judged])
    answerable = np.array([one.answerable for one in judged])
    mean, scale = shares.mean(axis=0), shares.std(axis=0) + 1e-6
    columns = np.c_[(shares - mean) / scale, np.ones(len(shares))]
    counts = np.where(answerable, 0.5 / answerable.mean(), 0.5 / (1 - answerable.mean())) / len(shares)
    weights = np.zeros(columns.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-columns @ weights))
        slope = columns.T @ (counts * (chance - answerable)) + 1e-3 * weights
        bend = (columns * (counts * chance * (1 - chance))[:, None]).T @ columns + 1e-3 * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    slopes = weights[:-1] / scale
    return np.append(slopes, weights[-1] - slopes @ mean)


def curve(judged: Sequence[Judged], constants: Floats) -> None:
    """Print for each threshold how often it is silent and should not be, and speaks and should not."""
    sure = [float(one.shares @ constants[:-1] + constants[-1]) for one in judged]
    ranks = np.argsort(np.argsort(sure))
    yes = np.array([one.answerable for one in judged])
    area = (ranks[yes].mean() - (yes.sum() - 1) / 2) / (~yes).sum()
    print(f"    AUC {area:.3f}; threshold, silent though answered, … though right, speaks though not")
    for least in THRESHOLDS:
        answered = [s < least for s, one in zip(sure, judged, strict=True) if one.answerable]
        right = [s < least for s, one in zip(sure, judged, strict=True) if one.right]
        other = [s >= least for s, one in zip(sure, judged, strict=True) if not one.answerable]
        print(f"    {least:5.1f} {percent(answered):>6} {percent(right):>6} {percent(other):>6}")


async def learn_ranking(path: Path) -> Floats:
    """Print the weights of the ranking and how well they do; give those learned on everything."""
    sets: dict[str, list[Seen]] = {}
    for name, language in SETS:
        async with AsyncExitStack() as stack:
            library = await load(stack, read(path, f"{name}.paragraphs"), language)
            sets[name] = await see(library, read(path, f"{name}.questions"))
    weights = learn([one for seen in sets.values() for one in seen])
    shipped = np.array([WEIGHTS[name] for name in FEATURES])
    print("WEIGHTS: learned, in the code")
    for name, ours, theirs in zip(FEATURES, weights, shipped, strict=True):
        print(f"  {name:18} {ours:7.3g} {theirs:7.3g}")
    for label, values in (("learned on all", weights), ("in the code", shipped)):
        print(f"{label}: hit@1, hit@3", {name: percents(hits(seen, values)) for name, seen in sets.items()})
    print(f"learned on all but a part of {FOLDS} of the articles")
    cross_validate(sets)
    return weights


async def learn_sureness(path: Path, weights: Floats) -> None:
    """Print the constants of sureness and the curve: half of the articles loaded, all questions asked."""
    judged: dict[str, list[Judged]] = {}
    for name, language in SETS:
        paragraphs, questions = read(path, f"{name}.paragraphs"), read(path, f"{name}.questions")
        titles = sorted({row["title"] for row in paragraphs})
        for part in (0, 1):
            known = set(titles[part::2])
            async with AsyncExitStack() as stack:
                rows = [row for row in paragraphs if row["title"] in known]
                library = await load(stack, rows, language)
                judged[f"{name}, half {part + 1}"] = await judge(library, questions, known, weights)
    constants = fit([one for some in judged.values() for one in some])
    print("sureness, learned on all (the bias last):", constants.round(2).tolist())
    for held, some in judged.items():
        own = held.partition(",")[0]
        others = [one for name, rest in judged.items() if not name.startswith(own) for one in rest]
        print(f"  {held}, learned on the other sets")
        curve(some, fit(others))


async def run(path: Path) -> None:
    await learn_sureness(path, await learn_ranking(path))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    asyncio.run(run(parser.parse_args().path))
