"""News with the summaries that people wrote of it, and how near another summary comes to theirs.

The measure is in `rouge`; what is measured with it, in `bench.quality.summaries` and `learn_salience`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from rouge_score.rouge_scorer import RougeScorer
from rouge_score.tokenizers import DefaultTokenizer

from bot.text.sentences import split

SIZES = (1, 3, 5)
HELD_OUT = "half of news.val"
DRAWS = 2000

Row = dict[str, object]


@dataclass(frozen=True)
class News:
    """An article's sentences, and what people wrote of it, a sentence a line."""

    sentences: tuple[str, ...]
    reference: str


def load(path: Path, *, held_out: bool = True) -> list[News]:
    """Read the held-out half of news.val, or all that is for tuning."""
    val = _read(path, "news.val")
    return val[1::2] if held_out else val[0::2] + _read(path, "news.train")


def kinds(path: Path) -> dict[str, list[News]]:
    """Read the news: what was held out when the constants were chosen, each file, and all."""
    val, train = _read(path, "news.val"), _read(path, "news.train")
    return {HELD_OUT: val[1::2], "news.val": val, "news.train": train, "all": val + train}


def _read(path: Path, name: str) -> list[News]:
    rows = map(json.loads, (path / "summaries" / f"{name}.jsonl").read_text("utf-8").splitlines())
    return [News(tuple(split(row["article"], "en")), "\n".join(row["reference"])) for row in rows]


@cache
def rouge(reference: str, summary: str) -> tuple[float, float, float]:
    """Give ROUGE-1, ROUGE-2 and ROUGE-Lsum F1 in percent; sentences are lines."""
    scores = _scorer().score(reference, summary)
    return tuple(100 * scores[name].fmeasure for name in ("rouge1", "rouge2", "rougeLsum"))


class _Words:
    """The words and stems that the scorer would take, read once a text."""

    tokenize = staticmethod(cache(DefaultTokenizer(use_stemmer=True).tokenize))


@cache
def _scorer() -> RougeScorer:
    return RougeScorer(["rouge1", "rouge2", "rougeLsum"], tokenizer=_Words)


def first_words(sentences: Sequence[str], count: int) -> str:
    """Give an article's first `count` words, its sentences on lines."""
    lines = []
    for sentence in sentences:
        found = sentence.split()[:count]
        count -= len(found)
        lines.append(" ".join(found))
        if not count:
            break
    return "\n".join(lines)


def interval(differences: Sequence[float]) -> str:
    """Give the mean and its 95% bootstrap interval."""
    values = np.array(differences)
    draws = np.random.default_rng(0).integers(0, len(values), (DRAWS, len(values)))
    low, high = np.percentile(values[draws].mean(axis=1), [2.5, 97.5])
    return f"{values.mean():+.2f} [{low:+.2f}, {high:+.2f}]"


def show(title: str, rows: list[Row]) -> None:
    print(f"\n{title}\n")
    print(" | ".join(rows[0]))
    for row in rows:
        print(" | ".join(str(value) for value in row.values()))
