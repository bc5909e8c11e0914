"""Summaries on the eval's `summaries/news.*.jsonl`: ours, sumy's and the article's first sentences.

Run it as `python -m bench.quality.summaries PATH_TO_EVAL`.

The measure: the mean of ROUGE-1, ROUGE-2 and ROUGE-Lsum F1 with stemming (the rouge-score package), in
percent, at 1, 3 and 5 sentences, beside the article's first sentences *of equal length*. That is read in two
ways, both shown with a 95% bootstrap interval of the difference over articles:

- sentences: the first k sentences, as many as the summary has;
- words: the article's beginning, cut off after exactly as many words as the summary has. Harder: where
  the first sentences are long, a summary of fewer words gains F1 by brevity alone under the first reading.

Sentences are cut by `bot.text.sentences` for every system. Tuned on news.train and every second article of
news.val (its first, third, …); the figures are of the others, unless they say so. What would be held out on
all of it, had the constants been chosen in folds, is printed by `bench.quality.learn_salience`.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import patch

import numpy as np
from nltk.tokenize import NLTKWordTokenizer
from sumy.models.dom import ObjectDocumentModel
from sumy.models.dom import Paragraph as SumyParagraph
from sumy.models.dom import Sentence as SumySentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.utils import get_stop_words

from bench.quality.news import HELD_OUT, SIZES, News, Row, first_words, interval, kinds, load, rouge, show
from bot.models import Paragraph, Reading, Sentence
from bot.text.anaphora import leans, taken_up
from bot.text.appeals import own_sentences
from bot.text.rank import rank
from bot.text.summarizer import order_by, sumy_document, sumy_summarizer
from bot.text.words import stem, words

SUMY = ("lex-rank", "text-rank", "lsa", "luhn")

Ranker = Callable[[list[str]], list[int]]


def ours(sentences: list[str]) -> list[int]:
    """Rank as the service does: without the sentences that speak for the page, which here come last."""
    own = own_sentences(sentences)
    kept: list[int] = []
    for place, text in enumerate(sentences):
        if own[len(kept) : len(kept) + 1] == [text]:
            kept.append(place)
    positions = [kept[i] for i in ranked([sentences[place] for place in kept])]
    return positions + sorted(set(range(len(sentences))) - set(kept))


def ranked(sentences: list[str]) -> list[int]:
    paragraph = Paragraph(tuple(Sentence(text) for text in sentences))
    order = rank(Reading(title="", language="en", paragraphs=(paragraph,), digest="")).sentences
    return sorted(range(len(sentences)), key=lambda i: order[i].pick)


def dangles(sentences: Sequence[str], place: int, picked: Sequence[int]) -> bool:
    """Tell whether a picked sentence points back at what is not shown."""
    if place == 0 or place - 1 in picked:
        return False
    if leans(sentences[place], "en"):
        return True
    noun = stem(taken_up(sentences[place], "en"), "en")
    shown = {stem(word, "en") for i in picked if i < place for word in words(sentences[i])}
    return bool(noun) and noun not in shown


def theirs(name: str) -> Ranker:
    """Give sumy's summarizer as a ranker, with our stemmer, stop words and words."""

    def ranker(sentences: list[str]) -> list[int]:
        return order_by(name, sentences, "en").positions

    return ranker


def first(sentences: list[str]) -> list[int]:
    return list(range(len(sentences)))


def measure(articles: list[News], ranker: Ranker) -> list[Row]:
    """Give a row for each size: ROUGE, how far over the first sentences, and how many sentences dangle."""
    orders = [ranker(list(article.sentences)) for article in articles]
    rows: list[Row] = []
    for size in SIZES:
        scores, by_sentences, by_words = [], [], []
        dangling = shown = 0
        for article, order in zip(articles, orders, strict=True):
            picked = sorted(order[:size])
            texts = [article.sentences[i] for i in picked]
            count = sum(len(text.split()) for text in texts)
            score = rouge(article.reference, "\n".join(texts))
            scores.append(score)
            by_sentences.append(
                np.mean(score) - np.mean(rouge(article.reference, "\n".join(article.sentences[:size])))
            )
            by_words.append(
                np.mean(score) - np.mean(rouge(article.reference, first_words(article.sentences, count)))
            )
            shown += len(picked)
            dangling += sum(dangles(article.sentences, i, picked) for i in picked)
        rows.append(
            {
                "sentences": size,
                "R1/R2/RLsum": "/".join(f"{value:.1f}" for value in np.mean(scores, axis=0)),
                "mean": f"{np.mean(scores):.2f}",
                "over first, sentences": interval(by_sentences),
                "over first, words": interval(by_words),
                "dangling %": f"{100 * dangling / max(shown, 1):.1f}",
            }
        )
    return rows


def table(path: Path) -> list[Row]:
    """Give a row for each system and size, on the held-out half; for ours also on each file and on all."""
    parts = kinds(path)
    systems: dict[str, Ranker] = {"first sentences": first, **{name: theirs(name) for name in SUMY}}
    runs = [(name, HELD_OUT, ranker) for name, ranker in systems.items()]
    runs += [("ours", on, ours) for on in parts]
    return [
        {"system": name, "on": on, **row} for name, on, ranker in runs for row in measure(parts[on], ranker)
    ]


# The parts, and the names of `bot.text.salience` that switch each off.
ABLATIONS: dict[str, dict[str, object]] = {
    "ours": {},
    "without prior of place": {"_PLACE": 0.0},
    "words that occur once count in full": {"_ONCE": 1.0},
    "all that recurs counts the same": {"_POWER": 0.0},
    "without pairs of words": {"_recurring": lambda *_: (np.zeros(0, dtype=np.intp),) * 3},
    "without coverage (no redundancy)": {"_AGAIN": 1.0, "_AGAIN_PAIR": 1.0, "_REPEAT": 1e6},
    "without expected F1 (sentences as long as they like)": {"_REFERENCE": 1e6},
    "fragments like others": {"is_whole": lambda *_: True},
    "leaning sentences like others": {"leans": lambda *_: False, "taken_up": lambda *_: ""},
    "nouns taken up like others": {"taken_up": lambda *_: ""},
}


def ablation(path: Path) -> list[Row]:
    """Give what each part is worth: over the first sentences without it, on the held-out half and on all."""
    held, tuned = load(path), load(path, held_out=False)
    rows: list[Row] = []
    for name, values in ABLATIONS.items():
        with patch.multiple("bot.text.salience", **values) if values else nullcontext():
            orders = {id(article): ours(list(article.sentences)) for article in held + tuned}
        for part, articles in (("held out", held), ("all", held + tuned)):
            known = {tuple(article.sentences): orders[id(article)] for article in articles}
            found = measure(articles, lambda sentences, known=known: known[tuple(sentences)])
            rows.extend({"without": name, "on": part, **row} for row in found)
    return rows


def times(path: Path, counts: Sequence[int] = (700, 10_000)) -> list[Row]:
    """Give the milliseconds to rank a text of so many words (articles one after another), beside LexRank's.

    The median over 31 runs, after one that warms the stems (of a long text nine, and one of LexRank), on the
    whole text: LexRank as sumy ships it, and with our words and cached stems. In turns, so that load on the
    machine hits all.
    """
    runs: dict[str, Callable[[list[str]], object]] = {
        "ours": ranked,
        "LexRank": shipped_lexrank(),
        "LexRank, our words": lambda text: sumy_summarizer("lex-rank", "en")(sumy_document(text), 3),
    }
    pool = [sentence for article in load(path) for sentence in article.sentences]
    rows: list[Row] = []
    for count in counts:
        text, total = [], 0
        while total < count:
            text.append(pool[len(text)])
            total += len(text[-1].split())
        ranked(text)
        spent: dict[str, list[float]] = {name: [] for name in runs}
        for turn in range(31 if count < 5000 else 9):
            for name, run in runs.items():
                if name == "ours" or turn < 1 or count < 5000:
                    spent[name].append(_spent(run, text))
        medians = {name: float(np.median(values)) for name, values in spent.items()}
        row: Row = {"words": count, "sentences": len(text)}
        row |= {f"{name}, ms": f"{value:.1f}" for name, value in medians.items()}
        rows.append(row | {"ours of LexRank": f"1/{medians['LexRank'] / medians['ours']:.0f}"})
    return rows


def shipped_lexrank() -> Callable[[list[str]], object]:
    """Give LexRank with sumy's stems and stop words, and nltk's words (sumy's tokenizer needs a download)."""
    cut = NLTKWordTokenizer().tokenize
    stemmer, stop = Stemmer("english"), get_stop_words("english")

    class Words:
        @staticmethod
        def to_words(text: str) -> tuple[str, ...]:
            return tuple(word for word in cut(text) if word[0].isalpha())

    def run(text: list[str]) -> object:
        summarizer = LexRankSummarizer(stemmer)
        summarizer.stop_words = stop
        return summarizer(
            ObjectDocumentModel([SumyParagraph([SumySentence(each, Words) for each in text])]), 3
        )

    return run


def _spent(run: Callable[[list[str]], object], text: list[str]) -> float:
    start = time.perf_counter()
    run(text)
    return 1000 * (time.perf_counter() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description="Summaries: ours, sumy's, and the first sentences.")
    parser.add_argument("eval", type=Path, help="the folder that holds summaries/")
    path = parser.parse_args().eval
    show("Summaries of news", table(path))
    show("What each part is worth", ablation(path))
    show("Time to rank", times(path))


if __name__ == "__main__":
    main()
