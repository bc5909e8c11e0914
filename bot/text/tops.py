"""What a page tells between its title and its text, beside what trafilatura takes for the article.

Pages without metadata have their byline and date there. Not for what one line says (`clean.judge`), nor for
what stands among the article's own blocks (`heads`).
"""

from collections.abc import Sequence

from bot.text.blocks import Block, Facts
from bot.text.clean import judge
from bot.text.furniture import line
from bot.text.heads import find_facts
from bot.text.titles import is_title

TALLEST = 30  # blocks between a title and the text
OPENING = 8  # words; a shorter block of the article is seldom its first sentence


def facts_above(page: Sequence[Block], article: Sequence[Block], title: str) -> Facts:
    """Give the facts that stand in `page` above the text of `article`, and below `title`."""
    openings = {block.text for block in article if _opens(block)}
    titles = (
        place
        for place, block in enumerate(page)
        if block.level == 1 or (title and is_title(line(block.text), title))
    )
    top = next(titles, len(page))
    first = next((place for place in range(top + 1, len(page)) if page[place].text in openings), 0)
    if not 0 < first <= top + TALLEST:
        return Facts()
    judged = [judge(block) for block in page[top + 1 : first + 1]]
    return find_facts(judged, judged, top=0)


def _opens(block: Block) -> bool:
    one = line(block.text)
    return block.kind != "heading" and one.terminated and one.length >= OPENING
