"""What every format is brought to: blocks of text in reading order, and the facts told beside them.

Not for judging them: what is furniture and what is prose is `clean`'s to say.
"""

import re
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Literal

Kind = Literal["paragraph", "heading", "item", "quote"]

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """One block, its white space made single spaces.

    `link_share` is the share (0 to 1) of its characters that were inside links; 0 where the format
    cannot tell. `level` is a heading's, 1 for the topmost.
    """

    text: str
    kind: Kind = "paragraph"
    link_share: float = 0.0
    level: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told of an article beside its text; everything may be missing. `language` is as written."""

    title: str = ""
    author: str = ""
    publication: str = ""
    url: str = ""
    photo_credit: str = ""
    published: date | None = None
    language: str = ""
    tags: tuple[str, ...] = ()

    def over(self, other: "Facts") -> "Facts":
        """Give these facts, and `other`'s where these are missing."""
        mine = {spot.name: getattr(self, spot.name) or getattr(other, spot.name) for spot in fields(self)}
        return Facts(**mine)


@dataclass(slots=True)
class Extract:
    """What a format gives: blocks, facts, and what had to be mended (clauses for the log)."""

    blocks: list[Block]
    facts: Facts = Facts()
    repairs: list[str] = field(default_factory=list)


def one_line(text: str) -> str:
    """Make every run of white space one space."""
    return _SPACES.sub(" ", text).strip()
