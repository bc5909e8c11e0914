"""Which block is the article's title."""

from collections.abc import Sequence

from bot.text.blocks import Block
from bot.text.furniture import FULL_STOPS, Line

LONGEST = 30  # words
_STEM = 5  # letters; longer words are the same when they begin the same
_SURE = 4  # words; shorter lines above a text may be a section's name ("World")


def choose_title(blocks: Sequence[tuple[Block, Line, str]]) -> str:
    """Give the title among `blocks` of (block, its line, what it is), or "" when none looks like one."""
    top = next((block.text for block, _, what in blocks if what == "heading" and block.level == 1), "")
    if top:
        return top
    head: list[tuple[Block, Line]] = []
    for place, (block, one, what) in enumerate(blocks):
        if what == "prose" and not (not head and _asks(one) and place + 1 < len(blocks)):
            break
        if what in {"fragment", "heading", "prose"} and one.length <= LONGEST:
            head.append((block, one))
        elif what == "tail" and not head and block.kind != "heading":
            continue
    else:
        if len(head) == len(blocks) and len(head) < 2:
            return ""
    sure = [block for block, one in head if one.length >= _SURE]
    if not sure:
        return head[0][0].text if head else ""
    return _of_this_text(blocks, sure).text


def _of_this_text(blocks: Sequence[tuple[Block, Line, str]], sure: list[Block]) -> Block:
    """Give the first of `sure` in the first run of lines that share a word with the prose.

    Runs are parted by furniture and short lines; a slogan in a page's head speaks of the page.
    """
    prose = {word[:_STEM] for _, one, what in blocks if what == "prose" for word in one.words}
    places = [place for place, (block, _, _) in enumerate(blocks) if any(block is one for one in sure)]
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    for run in runs:
        words = {word[:_STEM] for place in run for word in blocks[place][1].words if len(word) >= _STEM}
        if words & prose:
            return blocks[run[0]][0]
    return sure[0]


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
