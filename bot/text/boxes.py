"""Sign-up boxes in the middle of a text: what stands between their heading and their form.

A pitch ("The stories that matter. Get them every Friday.") has no word of its own that betrays it.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.text.furniture import Line, line
from bot.text.judged import Judged
from bot.text.sentences import split
from bot.text.wording import begins, mentions

TALLEST = 4  # blocks
SKIPPED = 16  # blocks that one such link skips
SKIPPING = 12  # words of the link
LONGEST = 40  # words of a pitch


def without_boxes(judged: Sequence[Judged]) -> list[Judged]:
    """Take out short prose between two lines of furniture, of which the lower is a form."""
    out = list(judged)
    for place, one in enumerate(judged):
        if one.what != "furniture" or not _is_form(one.line):
            continue
        above = range(max(0, place - TALLEST), place)
        top = next(
            (at for at in reversed(above) if judged[at].what in {"furniture", "tail", "pointer"}), None
        )
        inside = range(place if top is None else top + 1, place)
        offered = top is not None and _offers(judged[top].line)
        if all(_is_pitch(judged[at], offered=offered) for at in inside):
            for at in inside:
                out[at] = replace(judged[at], what="furniture")
    return out


def without_skipped(judged: Sequence[Judged]) -> list[Judged]:
    """Take out what stands between "Skip the advertisement and continue reading" and its end."""
    out = list(judged)
    for place, one in enumerate(judged):
        if (one.what == "prose" and one.line.length > SKIPPING) or not begins(one.line.words, "skip"):
            continue
        ends = (
            at
            for at in range(place + 1, min(len(judged), place + 1 + SKIPPED))
            if judged[at].line.length <= SKIPPING and begins(judged[at].line.words, "resume")
        )
        for at in range(place, next(ends, place - 1) + 1):
            out[at] = replace(judged[at], what="furniture")
    return out


def _is_form(one: Line) -> bool:
    """Whether a line asks for an address, or is the button below it."""
    return len(one.words) <= 12 and bool(mentions(one.words, "press") or mentions(one.words, "form"))


def _offers(one: Line) -> bool:
    """Whether the line above a form says that it is one ("Sign up for our letters")."""
    return bool(begins(one.words, "ask") or mentions(one.words, "press")) and len(one.words) <= 12


def _is_pitch(one: Judged, *, offered: bool) -> bool:
    if one.what not in {"prose", "fragment"} or one.line.length > LONGEST or one.line.spoken:
        return False
    if not one.line.terminated or offered:
        return True
    sentences = [line(text) for text in split(one.block.text, "")]
    return any(begins(sentence.words, "ask") or begins(sentence.words, "ask maybe") for sentence in sentences)
