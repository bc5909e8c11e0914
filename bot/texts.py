"""Texts that people send: read, ranked, summarized, and not kept.

The last few readings stay in memory for a while, so that a button for another length is answered at once;
nothing of them is written anywhere.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass

from bot.models import Document, Format, Length, Reading, Summary
from bot.text.lengths import summaries_of

# What we read, by the file name's ending or by media type.
FORMATS: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "text/html": "html",
    "application/xhtml+xml": "html",
    ".pdf": "pdf",
    "application/pdf": "pdf",
}

_REMEMBERED = 64  # readings; each keeps only what its longest summary shows


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it was sent; `name` is its file name, or "" for a message."""

    data: bytes
    format: Format
    name: str


class Texts:
    """Summaries of texts that are not in the library.

    `read` makes a ranked Reading of a Document off the event loop; it raises `Unreadable`.
    """

    def __init__(self, read: Callable[[Document], Awaitable[Reading]]) -> None:
        self._read = read
        self._recent: OrderedDict[Hashable, dict[Length, Summary]] = OrderedDict()

    async def summarize(self, text: Text, length: Length, *, key: Hashable) -> Summary:
        """A summary with no sentences if the text is too short for one; `key` tells one text from another.

        Raises:
            Unreadable: there is no article in it.
        """
        known = (key, hashlib.sha256(text.data).digest())
        if known not in self._recent:
            document = Document(f"text:{key}", text.name or "a message", text.format, text.data)
            reading = await self._read(document)
            # A message has no title of its own: what was read as one is its first line.
            self._recent[known] = summaries_of(reading, reading.title if text.name else "")
            while len(self._recent) > _REMEMBERED:
                self._recent.popitem(last=False)
        self._recent.move_to_end(known)
        return self._recent[known][length]
