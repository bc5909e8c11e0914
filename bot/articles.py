"""The library's articles: the newest, one by number or by words, its summary, and the list of them.

Not for: searching, which is `bot.answers`'; this is handed its search.
"""

import re
from collections.abc import Awaitable, Callable

from bot.errors import NotFound
from bot.models import Article, Length, Page, Summary
from bot.store import articles, passages
from bot.store.database import Database

PAGE = 10

Search = Callable[[str, int], Awaitable[Page]]


class Articles:
    """Reads of the library; everything was ranked when it came in."""

    def __init__(self, database: Database, search: Search) -> None:
        self._database = database
        self._search = search

    async def newest(self, limit: int) -> tuple[Article, ...]:
        """The newest articles, newest first."""
        return await articles.page(self._database, limit)

    async def count(self) -> int:
        """How many articles there are."""
        return await articles.count(self._database)

    async def summarize(self, which: str, length: Length) -> Summary:
        """A summary of the newest article (""), of one by number, or of the one that fits the words best.

        Raises:
            NotFound: there is none; `Removed` if there was.
            BadQuery: the words hold none to look for.
        """
        article, sizes = await self._find(which)
        sentences = await passages.summary(self._database, article.number, sizes[length])
        return Summary(tuple(sentences), length, article.words, article)

    async def page(self, number: int, words: str = "") -> Page:
        """A page of ten, newest first, or best first of those that fit `words`; beyond the last is the last.

        Raises:
            BadQuery: the words hold none to look for.
        """
        if words:
            return await self._search(words, number)
        total = await self.count()
        pages = max(1, -(-total // PAGE))
        number = min(max(1, number), pages)
        shown = await articles.page(self._database, PAGE, PAGE * (number - 1))
        return Page(shown, number, pages, total)

    async def _find(self, which: str) -> tuple[Article, dict[Length, int]]:
        if not which:
            return await articles.newest(self._database)
        if match := re.fullmatch(r"(?:#|№|no\.?\s*)?([-+]?\d{1,18})", which, re.IGNORECASE):
            return await articles.get(self._database, int(match[1]))
        found = (await self._search(which, 1)).articles
        if not found:
            raise NotFound(which)
        return await articles.get(self._database, found[0].number)
