"""A block with what it is; for how that is told see `clean`."""

from dataclasses import dataclass

from bot.text.blocks import Block, Facts
from bot.text.furniture import Line


@dataclass(frozen=True, slots=True)
class Judged:
    """A block, and what it is: prose, fragment, heading, furniture, date, caption, pointer or tail.

    A fragment is short and unfinished. A pointer has links below it; so has a tail, and often nothing of the
    article after them. `facts` are those that its line tells.
    """

    block: Block
    line: Line
    what: str
    facts: Facts
