"""Prose that stands alone among a page's furniture and speaks of nothing that the article speaks of.

What a publisher says of itself ("… is an independent nonprofit"), of its cookies or its corrections has no
fixed words. It stands apart, above the title or below the text, and shares no long word with the article.
That says enough of a long article only; below a short one it has to speak of "us" or to "you" as well, where
the article does neither. A short block that asks the reader for something, between lines of the page, needs
nothing else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.text.furniture import line
from bot.text.judged import Judged
from bot.text.wording import begins, mentions

LEAST = 7  # long words; prose of fewer may share none with its own article
LONG_WORD = 6  # letters; shorter ones join any two texts
STEM = 5  # letters
BODY = 30  # words; less prose is no article yet
ALONE = 40  # words of a block that is an appeal by where it stands and whom it speaks to
IMPERSONAL = 0.05  # so much of an article may say "we" and "you" outside quotations
LONG_BODY = 250  # words; what shares none with so many is of something else
LONGEST = 120  # words; so much prose is no notice

_PAGE = frozenset({"furniture", "tail", "pointer", "date"})
_CAPITALS = re.compile(r"(?:[^\W\d_]\.){2,}|(?<!\w)[A-Z]{2,}(?!\w)")  # "U.S.", "US": nobody's "us"
_WRITER = ("address", "self")  # an article that says "I" may say "you" as well
_QUOTES = '"“”„«»'
_LOGOGRAPHS = "\u2e80"  # from here on writing has no spaces


@dataclass(slots=True)
class _Run:
    """Prose blocks with nothing of the page between them; `apart` is whether the page's stands above."""

    places: list[int]
    apart: bool


def without_islands(judged: Sequence[Judged], *, top: int = 0) -> list[Judged]:
    """Take out such prose from the end of the text upward; and above the title, at `top`, as well."""
    out = list(judged)
    runs = _runs(judged)
    while len(runs) > 1 and runs[-1].apart and _is_island(judged, runs[-1], runs[:-1]):
        _drop(out, runs.pop())
    while len(runs) > 1 and runs[0].places[-1] < top and _is_island(judged, runs[0], runs[1:]):
        _drop(out, runs.pop(0))
    for run in _lonely(judged, runs):
        _drop(out, run)
    return out


def _lonely(judged: Sequence[Judged], runs: Sequence[_Run]) -> list[_Run]:
    """Give the short runs that speak to the reader, where the others do not."""
    out = []
    for place, run in enumerate(runs[1:], 1):
        one = judged[run.places[0]]
        closed = place + 1 == len(runs) or runs[place + 1].apart
        if len(run.places) > 1 or not (run.apart and closed) or one.line.length > ALONE:
            continue
        if one.block.kind == "paragraph" and _personal(judged, [run]) == 1 and _asks(one):
            out.append(run)
    rest = [run for run in runs if run not in out]
    words = sum(judged[place].line.length for run in rest for place in run.places)
    return out if words >= BODY and _personal(judged, rest, _WRITER) <= IMPERSONAL else []


def _asks(one: Judged) -> bool:
    words = one.line.words
    return bool(begins(words, "ask") or begins(words, "ask maybe"))


def _drop(out: list[Judged], run: _Run) -> None:
    for place in run.places:
        out[place] = replace(out[place], what="furniture")


def _runs(judged: Sequence[Judged]) -> list[_Run]:
    runs: list[_Run] = []
    apart = True
    for place, one in enumerate(judged):
        if one.what == "prose":
            if apart or not runs:
                runs.append(_Run([place], apart))
            else:
                runs[-1].places.append(place)
            apart = False
        elif one.what in _PAGE:
            apart = True
    return runs


def _is_island(judged: Sequence[Judged], run: _Run, others: Sequence[_Run]) -> bool:
    """Whether `run` shares no long word with `others`, the article."""
    blocks = [judged[place] for place in run.places]
    if sum(one.line.length for one in blocks) > LONGEST or any(_is_quoting(one) for one in blocks):
        return False
    mine = _stems(judged, [run])
    if len(mine) < LEAST:
        return False
    length = sum(judged[place].line.length for other in others for place in other.places)
    if length < BODY or not mine.isdisjoint(_stems(judged, others)):
        return False
    return length >= LONG_BODY or (_personal(judged, [run]) > 0.5 and not _personal(judged, others, _WRITER))


def _personal(judged: Sequence[Judged], runs: Sequence[_Run], kinds: Sequence[str] = ("address",)) -> float:
    """Give the share of words in unquoted blocks that say "we" or "you" (words of `kinds`)."""
    blocks = [judged[place] for run in runs for place in run.places]
    ours = [one.line.length for one in blocks if not _is_quoting(one) and _names(one, kinds)]
    return sum(ours) / max(1, sum(one.line.length for one in blocks))


def _names(one: Judged, kinds: Sequence[str]) -> bool:
    words = line(_CAPITALS.sub("", one.block.text)).words
    return any(mentions(words, kind) for kind in kinds)


def _is_quoting(one: Judged) -> bool:
    return one.line.spoken or any(mark in one.block.text for mark in _QUOTES)


def _stems(judged: Sequence[Judged], runs: Sequence[_Run]) -> set[str]:
    return {
        word[:STEM]
        for run in runs
        for place in run.places
        for word in judged[place].line.words
        if len(word) >= LONG_WORD or word[0] > _LOGOGRAPHS
    }
