"""Captions: what stands beside a picture's credit. Not for the credit itself (`credits`)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.text.blocks import Facts
from bot.text.bylines import is_name
from bot.text.heads import body_start
from bot.text.judged import Judged
from bot.text.wording import mentions

LONGEST = 40  # words
FINISHED = 3  # so many finished paragraphs for each that is not
SHORT = 15  # words; a text seldom begins with so short a sentence

_TWO_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?…][”\"»]?\s[^\W\d_]")


def without_captions(judged: Sequence[Judged]) -> list[Judged]:
    """Take blocks beside a photo's credit for its caption: unfinished ones, and above the text all."""
    out = list(judged)
    start = body_start(judged)
    for place, one in enumerate(judged):
        head = place < start
        if one.what == "caption" and place > 1 and _is_alt(judged[place - 1], judged[place - 2], above=head):
            out[place - 1] = replace(judged[place - 1], what="furniture")
        if one.what != "caption" and not (head and place and _is_capitals(one, judged[place - 1])):
            continue
        for beside in (place - 1, place + 1):
            near = judged[beside] if 0 <= beside < len(judged) else None
            short = place == start + 1 and near is not None and near.line.length <= SHORT
            sentence = (head or short) and beside < place and _is_bare(one)
            if near and _is_caption(near, sentence=sentence):
                out[beside] = replace(near, what="furniture", facts=Facts())
    return out


def _is_alt(near: Judged, before: Judged, *, above: bool) -> bool:
    """Whether a sentence above a caption tells its picture: below "Image", or below a counter in the head."""
    if near.what != "prose" or near.line.length > LONGEST or near.line.spoken:
        return False
    pictured = len(before.line.words) <= 5 and mentions(before.line.words, "picture")
    return bool(pictured) or (above and before.what == "furniture" and not before.line.words)


def without_unfinished(judged: Sequence[Judged], *, top: int = 0) -> list[Judged]:
    """Take out paragraphs without a full stop, where the text's others have theirs: captions and teasers.

    A heading is shorter (`clean.HEADING`); the block at `top`, right below the title, is the summary.
    """
    prose = [one for one in judged if one.what == "prose" and one.block.kind == "paragraph"]
    open_ = sum(1 for one in prose if not one.line.terminated)
    if not open_ or len(prose) - open_ < FINISHED * open_:
        return list(judged)
    return [
        replace(one, what="furniture", facts=Facts())
        if one.what == "prose" and one.block.kind == "paragraph" and place != top and _is_open(one)
        else one
        for place, one in enumerate(judged)
    ]


def _is_open(one: Judged) -> bool:
    text = one.block.text
    if one.line.terminated or one.line.length > LONGEST or text[-1:] in {",", "–", "—"}:
        return False
    return not _TWO_SENTENCES.search(text)


def _is_caption(near: Judged, *, sentence: bool) -> bool:
    """Whether `near`, beside a credit, may be a caption; `sentence`: even when it ends in a full stop."""
    if near.what not in {"fragment", "prose"} or near.block.kind != "paragraph":
        return False
    return near.line.length <= LONGEST and (sentence or not near.line.terminated)


def _is_bare(one: Judged) -> bool:
    """Whether a credit stands alone, with no caption in its own line."""
    return len(one.facts.photo_credit) * 2 >= len(one.block.text) or one.what != "caption"


def _is_capitals(one: Judged, before: Judged) -> bool:
    """Whether it is a name in capitals below a sentence: how some papers sign pictures."""
    text = one.block.text
    return one.what == "fragment" and before.what == "prose" and text.isupper() and is_name(text.title())
