"""Sentence boundaries on the eval's `sentences/*.jsonl`, ours beside Punkt, en es ru uk.

Run it as `python -m bench.quality.sentences PATH_TO_EVAL`.

The measure: F1 of the boundaries inside a paragraph. A boundary is the count of characters before it,
white space left out; the paragraph's own end is not counted, since nobody can miss it. The constants
and abbreviations were tuned on the half whose paragraphs' SHA-256 is even; the other half is the figure.
"""

import argparse
import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path

from nltk.tokenize.punkt import PunktSentenceTokenizer

from bot.text.sentences import split as split_ours

LANGUAGES = ("en", "es", "ru", "uk")
REFERENCE = {"en": 97.1, "es": 97.4, "ru": 97.7, "uk": 97.3}  # best of four tools, the eval's README

Splitter = Callable[[str], Iterable[str]]


def offsets(sentences: Iterable[str]) -> set[int]:
    """Give each sentence's end, in characters that are not white space, the last one's left out."""
    ends, place = set(), 0
    for sentence in sentences:
        place += len("".join(sentence.split()))
        ends.add(place)
    ends.discard(place)
    return ends


def held_out(text: str) -> bool:
    """Whether a paragraph is in the half that nothing was tuned on."""
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 1


def f1(rows: list[dict[str, object]], split: Splitter) -> float:
    """Give the F1 in percent over `rows` of `{sentences, text}`."""
    right = wrong = missed = 0
    for row in rows:
        gold, ours = offsets(row["sentences"]), offsets(split(row["text"]))  # type: ignore[arg-type]
        right += len(gold & ours)
        wrong += len(ours - gold)
        missed += len(gold - ours)
    return 200 * right / max(1, 2 * right + wrong + missed)


def table(path: Path) -> list[dict[str, object]]:
    """Give a row for each language: the F1 of ours, of untrained Punkt, and the target."""
    punkt = PunktSentenceTokenizer().tokenize
    out: list[dict[str, object]] = []
    for language in LANGUAGES:
        lines = (path / "sentences" / f"{language}.jsonl").read_text("utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        kept = [row for row in rows if held_out(row["text"])]
        tuned = [row for row in rows if not held_out(row["text"])]

        def ours(text: str, language: str = language) -> list[str]:
            return split_ours(text, language)

        out.append(
            {
                "language": language,
                "paragraphs": len(rows),
                "tuned half": round(f1(tuned, ours), 1),
                "held-out half": round(f1(kept, ours), 1),
                "all": round(f1(rows, ours), 1),
                "Punkt untrained, held-out": round(f1(kept, punkt), 1),
                "best library": REFERENCE[language],
            }
        )
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description="Sentence boundaries: ours and Punkt's.")
    parser.add_argument("eval", type=Path, help="the folder that holds sentences/")
    rows = table(parser.parse_args().eval)
    print(" | ".join(rows[0]))
    for row in rows:
        print(" | ".join(str(value) for value in row.values()))


if __name__ == "__main__":
    main()
