"""The constants of `bot.text.salience`, chosen anew: `python -m bench.quality.learn_salience PATH_TO_EVAL`.

All news in five folds, each with its share of both files. A fold's articles are ranked with the constants
that do best on the other four, among random ones (half to twice those in use) and those in use; so each
article is measured with constants that were chosen without it. Beside it the same where those in use, some of
which were chosen on these very articles, are not among them. It prints and changes nothing; what the
service does with its constants is in `bench.quality.summaries`. Takes two minutes.

Not for the shape of the model: that was found on news.train and half of news.val.
"""

import argparse
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

from bench.quality.news import SIZES, News, Row, first_words, interval, kinds, rouge, show
from bot.text import salience
from bot.text.appeals import own_sentences

FOLDS, PARTITIONS, SETTINGS = 5, 10, 75
KNOBS = ("_PLACE", "_LEAD", "_POWER", "_ONCE", "_AGAIN", "_REPEAT", "_REFERENCE")

Setting = dict[str, object]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]


def settings(count: int) -> list[Setting]:
    """Give the constants in use and so many random ones around them."""
    rng = np.random.default_rng(0)
    found: list[Setting] = [{}]
    for _ in range(count):
        setting: Setting = {name: getattr(salience, name) * 2 ** rng.uniform(-1, 1) for name in KNOBS}
        found.append(setting | {"_AGAIN_PAIR": rng.uniform(0, 0.5)})
    return found


def gains(articles: Sequence[News], tried: Sequence[Setting]) -> Floats:
    """Give points over the first sentences, and over as many first words.

    The shape is (settings, articles, 2, sizes).
    """
    own = [own_sentences(article.sentences) for article in articles]
    # What is read of a sentence is the same whatever the constants: read once.
    once = {name: cache(getattr(salience, name)) for name in ("words", "taken_up")}
    found = []
    for setting in tried:
        with patch.multiple("bot.text.salience", **once, _GREEDY=max(SIZES), **setting):
            orders = [salience.order_sentences(texts, "en").positions for texts in own]
        found.append(
            [
                _gain(article, texts, order)
                for article, texts, order in zip(articles, own, orders, strict=True)
            ]
        )
    return np.array(found)


def _gain(article: News, texts: Sequence[str], order: Sequence[int]) -> list[list[float]]:
    by_sentences, by_words = [], []
    for size in SIZES:
        picked = [texts[i] for i in sorted(order[:size])]
        score = _score(article, picked)
        count = sum(len(text.split()) for text in picked)
        by_sentences.append(score - _score(article, article.sentences[:size]))
        by_words.append(score - _score(article, first_words(article.sentences, count).split("\n")))
    return [by_sentences, by_words]


def _score(article: News, lines: Sequence[str]) -> float:
    return float(np.mean(rouge(article.reference, "\n".join(lines))))


def nested(gain: Floats, files: Ints) -> Floats:
    """Give each article's gains with the setting that is best on the folds without it.

    `files` is each article's file. The mean over several ways to cut the folds.
    """
    rng = np.random.default_rng(0)
    found = np.zeros(gain.shape[1:])
    for _ in range(PARTITIONS):
        folds = np.zeros(len(files), dtype=np.intp)
        for file in set(files.tolist()):
            (members,) = np.nonzero(files == file)
            folds[rng.permutation(members)] = np.arange(len(members)) % FOLDS
        for fold in range(FOLDS):
            best = int(gain[:, folds != fold, 0].mean(axis=(1, 2)).argmax())
            found[folds == fold] += gain[best, folds == fold] / PARTITIONS
    return found


def table(path: Path) -> list[Row]:
    """Give a row for each way to choose the constants, kind of article and size."""
    files = {name: articles for name, articles in kinds(path).items() if name in ("news.val", "news.train")}
    number = np.repeat(np.arange(len(files)), [len(articles) for articles in files.values()])
    gain = gains([article for articles in files.values() for article in articles], settings(SETTINGS))
    ways = {
        "in use": gain[0],
        "chosen on the other folds": nested(gain, number),
        "the same, without those in use": nested(gain[1:], number),
    }
    parts = {name: number == place for place, name in enumerate(files)} | {"all": number >= 0}
    return [
        {
            "constants": way,
            "on": name,
            "articles": int(members.sum()),
            "sentences": size,
            "over first, sentences": interval(found[members, 0, place]),
            "over first, words": interval(found[members, 1, place]),
        }
        for way, found in ways.items()
        for name, members in parts.items()
        for place, size in enumerate(SIZES)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description="The constants of salience, chosen anew in folds.")
    parser.add_argument("eval", type=Path, help="the folder that holds summaries/")
    show("Summaries of news, by how the constants are chosen", table(parser.parse_args().eval))


if __name__ == "__main__":
    main()
