"""What a page says twice: pull quotes, and captions that stand once without and once with their credit.

Not for blocks that are the same word for word, of which `clean` keeps the first.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.text.judged import Judged

LEAST = 5  # words; a shorter line may be said twice
LONGEST = 45  # words
MOST = 150_000  # characters of prose among which pull quotes are looked for
NEAR = 3  # blocks between a caption and its copy


def without_repeats(judged: Sequence[Judged]) -> list[Judged]:
    """Take out lines that a caption beside begins with, and short blocks that a longer one holds."""
    out = list(judged)
    for place, one in enumerate(judged):
        beside = (*judged[max(0, place - NEAR) : place], *judged[place + 1 : place + 1 + NEAR])
        if one.what in {"prose", "fragment"} and _opens_caption(one, beside):
            out[place] = replace(one, what="furniture")
    prose = [one for one in out if one.what == "prose"]
    if sum(len(one.block.text) for one in prose) > MOST:
        return out
    whole = "\n".join(f" {' '.join(one.line.words)} " for one in prose)
    for place, one in enumerate(out):
        if one.what != "prose" or one.block.kind == "item" or not LEAST <= len(one.line.words) <= LONGEST:
            continue
        if _is_held(" ".join(one.line.words), whole):
            out[place] = replace(one, what="furniture")
    return out


def _opens_caption(one: Judged, beside: Sequence[Judged]) -> bool:
    words = one.line.words
    if not LEAST <= len(words) <= LONGEST:
        return False
    return any(near.what == "caption" and near.line.words[: len(words)] == words for near in beside)


def _is_held(words: str, whole: str) -> bool:
    """Whether another block has these words and more."""
    if whole.count(f" {words} ") < 2:
        return False
    return any(f" {words} " in block and block.strip() != words for block in whole.split("\n"))
