"""Which block is the article's title."""

from collections.abc import Sequence
from itertools import islice

from bot.text.blocks import Block
from bot.text.furniture import FULL_STOPS, Line
from bot.text.wording import begins, mentions, vocabulary

LONGEST = 30  # words
_STEM = 5  # letters; longer words are the same when they begin the same
_LONG = 4  # letters
_OPENING = 6  # blocks of prose; further down stand notes that name the section
_ENOUGH = 4  # words that a title shares with its text; its summary below has more
_SURE = 4  # words; shorter lines above a text may be a section's name ("World")


def choose_title(blocks: Sequence[tuple[Block, Line, str]]) -> str:
    """Give the title among `blocks` of (block, its line, what it is), or "" when none looks like one."""
    top = next((block.text for block, _, what in blocks if what == "heading" and block.level == 1), "")
    if top:
        return top
    head: list[tuple[Block, Line]] = []
    for place, (block, one, what) in enumerate(blocks):
        below = blocks[place + 1][2] if place + 1 < len(blocks) else "prose"
        if what == "prose" and not (_asks(one) and (not head or below != "prose")):
            break
        pictured = bool(head) and what == "fragment" and begins(blocks[place - 1][1].words, "photo")
        if pictured or mentions(one.words, "logo"):
            continue
        if what in {"fragment", "heading", "prose"} and one.length <= LONGEST:
            head.append((block, one))
        elif what == "tail" and not head and block.kind != "heading":
            continue
    else:
        if len(head) == len(blocks) and len(head) < 2:
            return ""
    sure = [block for block, one in head if one.length >= _SURE]
    return _of_this_text(blocks, sure or [block for block, _ in head]).text if head else ""


def _of_this_text(blocks: Sequence[tuple[Block, Line, str]], sure: list[Block]) -> Block:
    """Give the first of `sure` in the first run of lines that share half as many words with the prose as any.

    Runs are parted by furniture and short lines; a slogan in a page's head speaks of the page.
    """
    text = islice((one for _, one, what in blocks if what == "prose"), _OPENING)
    prose = {word[:_STEM] for one in text for word in one.words}
    known = {id(block) for block in sure}
    places = [place for place, (block, _, _) in enumerate(blocks) if id(block) in known]
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    shared = [
        len(prose & {word[:_STEM] for place in run for word in blocks[place][1].words if len(word) >= _LONG})
        for run in runs
    ]
    best = min(_ENOUGH, max(shared))
    signed = [_is_signed(blocks[run[-1] + 1 : run[-1] + 2]) for run in runs]
    likely = (
        [at for at, count in enumerate(shared) if signed[at] and count]
        or [at for at, count in enumerate(shared) if count and count * 2 >= best]
        or [at for at, told in enumerate(signed) if told]
    )
    if likely:
        return blocks[runs[likely[0]][0]][0]
    return sure[0]


def _is_signed(below: Sequence[tuple[Block, Line, str]]) -> bool:
    """Whether what stands below is a byline."""
    return any(
        what == "furniture" and one.words[:1] and one.words[0] in vocabulary("by") for _, one, what in below
    )


def is_title(one: Line, title: str) -> bool:
    """Whether the block only repeats the title, perhaps with the site's name after it."""
    words = title.casefold().split()
    if not one.text.casefold().startswith(words[0][:1]) and one.text[:1].isalnum():
        return False
    text, told = "".join(one.words), "".join(char for char in title.casefold() if char.isalpha())
    if text == told:
        return True
    return len(told) > 12 and text.startswith(told) and not one.terminated and len(text) < len(told) + 40


def _asks(one: Line) -> bool:
    """Whether a finished line may be a title all the same: short, and not ended by a full stop."""
    text = one.text.rstrip()
    return one.length <= 20 and not text.endswith((*FULL_STOPS, ":", ";", ".”", '."', ".»", "».", "。」"))
