"""Between sumy and us: our ranking as one more of sumy's summarizers, and the order that sumy's own give.

Importing this imports sumy and all of nltk: `bot.text.rank` does so only when one of theirs is set.
"""

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from sumy.models.dom import ObjectDocumentModel
from sumy.models.dom import Paragraph as SumyParagraph
from sumy.models.dom import Sentence as SumySentence
from sumy.summarizers._summarizer import AbstractSummarizer
from sumy.summarizers.edmundson import EdmundsonSummarizer
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from bot.text.pointers import pointers
from bot.text.salience import Order, order_sentences
from bot.text.words import stem, stop_words, words

_SUMMARIZERS: dict[str, type[Any]] = {
    "lex-rank": LexRankSummarizer,
    "text-rank": TextRankSummarizer,
    "lsa": LsaSummarizer,
    "luhn": LuhnSummarizer,
    "kl": KLSummarizer,
    "sum-basic": SumBasicSummarizer,
    "reduction": ReductionSummarizer,
    "edmundson": EdmundsonSummarizer,
}
# Theirs take time by the square of the sentences, KL by the cube. At these many, the slowest takes seconds.
_MOST = {"kl": 100}
_MOST_OTHERS = 300


class GistwireSummarizer(AbstractSummarizer):  # type: ignore[misc]  # sumy ships no types
    """Our ranking under sumy's interface: (document, sentences_count) to a tuple of sentences."""

    def __init__(self, language: str = "en") -> None:
        """`language` is ISO 639-1. Words and stems are ours, so there is no stemmer to give."""
        super().__init__()
        self._language = language

    def __call__(self, document: Any, sentences_count: Any) -> tuple[Any, ...]:  # noqa: ANN401 - as sumy has it
        """Give the best sentences in the document's order; `sentences_count` as everywhere in sumy."""
        headings = " ".join(str(heading) for heading in document.headings)
        order = order_sentences([str(each) for each in document.sentences], self._language, title=headings)
        ratings = iter(
            [-pick for _, pick in sorted(zip(order.positions, range(len(order.positions)), strict=True))]
        )
        best: tuple[Any, ...] = self._get_best_sentences(
            document.sentences, sentences_count, lambda _: next(ratings)
        )
        return best


def order_by(name: str, texts: Sequence[str], language: str, *, title: str = "") -> Order:
    """Rank the sentences of one article by sumy's summarizer of this name.

    A long text is bounded: sumy ranks the sentences that ours finds best; the others follow as ours has them.

    Raises:
        KeyError: sumy has no such summarizer, or none that can be used here.
    """
    ours = order_sentences(texts, language, title=title)
    shown = sorted(ours.positions[: _MOST.get(name, _MOST_OTHERS)])
    summarizer = sumy_summarizer(name, language, title)
    rated = _rated(summarizer, sumy_document([texts[i] for i in shown], title))
    positions = [shown[order] for order, _ in rated]
    taken = set(positions)
    positions += [i for i in ours.positions if i not in taken]
    salience = [0.0] * len(texts)
    if rated:
        ratings = np.nan_to_num(np.array([float(rating) for _, rating in rated]))
        spread = float(np.ptp(ratings)) or 1.0
        for (order, _), rating in zip(rated, ratings.tolist(), strict=True):
            salience[shown[order]] = (rating - float(ratings.min())) / spread
    return Order(positions, salience)


def sumy_summarizer(name: str, language: str, title: str = "") -> Any:  # noqa: ANN401 - sumy ships no types
    """Make the summarizer of sumy's that has this name, with the stemmer and stop words of the language."""
    summarizer = _SUMMARIZERS[name](lambda word: stem(word, language))
    stop = stop_words(language)
    if name == "edmundson":
        # It must have words that speak for a sentence, against it, and neither: those of the title, the
        # openings that point back, and stop words. A mark that is no word stands where there are none.
        known = pointers(language)
        summarizer.bonus_words = [word for word in words(title) if word not in stop] or ["—"]
        summarizer.stigma_words = (known.openers | known.pronouns) if known else ["—"]
        summarizer.null_words = stop or ["—"]
    else:
        summarizer.stop_words = stop
    return summarizer


class _Tokenizer:
    """What sumy's sentences cut their words with: our `words`."""

    @staticmethod
    def to_words(text: str) -> tuple[str, ...]:
        return tuple(words(text))


def sumy_document(texts: Sequence[str], title: str = "") -> Any:  # noqa: ANN401 - sumy ships no types
    """Make sumy's document of sentences that are cut already; a title becomes its heading."""
    heading = [SumySentence(title, _Tokenizer, is_heading=True)] if title else []
    return ObjectDocumentModel([SumyParagraph(heading + [SumySentence(text, _Tokenizer) for text in texts])])


def _rated(
    summarizer: Callable[[Any, Any], Any],
    document: Any,  # noqa: ANN401 - sumy ships no types
) -> list[tuple[int, float]]:
    """Give (position, rating) of all sentences, best first; nothing if it cannot read the document."""
    rated: list[tuple[int, float]] = []

    def keep(infos: list[Any]) -> list[Any]:
        rated.extend((info.order, info.rating) for info in infos)
        return infos

    # LSA warns of short texts; division by nothing is how theirs meet sentences without words.
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            summarizer(document, keep)
        except (ArithmeticError, ValueError, AssertionError, LookupError):
            return []  # theirs were not made for texts of punctuation
    return rated
