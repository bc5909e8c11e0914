"""What administrators do to the library in a chat: add a document, remove an article, rename it, and undo.

Not for what comes from files (`bot.ingest`).
"""

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import BadQuery
from bot.models import Article, Document, Format, IndexedArticle, Reading
from bot.sources import files
from bot.store import articles, edits, passages, withdrawn
from bot.store.database import Database
from bot.titles import indexed_again, made_again, names_of

LONGEST_TITLE = 300  # characters


class Editing:
    """Changes of the library by hand.

    `read` makes a Reading of a document, and `keep` puts one into the library and gives its number; `add`
    reads a file, and `sync` the articles folder.
    """

    def __init__(
        self,
        database: Database,
        *,
        read: Callable[[Document], Awaitable[Reading]],
        keep: Callable[[Document], Awaitable[int]],
        add: Callable[[Path], Awaitable[object]],
        sync: Callable[[], Awaitable[object]],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._read = read
        self._keep = keep
        self._add = add
        self._sync = sync
        self._now = now

    async def preview(self, data: bytes, form: Format, name: str) -> Reading:
        """Read a document, and keep nothing.

        Raises:
            Unreadable: there is no article in it.
        """
        return await self._read(document_from(data, form, name))

    async def keep(self, data: bytes, form: Format, name: str) -> tuple[Article, bool]:
        """Put a document into the library; gives its article, and whether it is new there.

        Raises:
            Unreadable: there is no article in it.
        """
        document, begun = document_from(data, form, name), self._now()
        number = await self._keep(document)
        async with self._database.transaction() as connection:
            await edits.keep_document(connection, document)
        article, _ = await articles.get(self._database, number)
        return article, article.added_at >= begun

    async def remove(self, number: int) -> Article:
        """Take an article out of the library; an unchanged file does not bring it back.

        Raises:
            NotFound: there is none of this number, or none any more.
        """
        article, _ = await articles.get(self._database, number)
        async with self._database.transaction() as connection:
            await edits.withdraw(connection, number, self._now())
        return article

    async def bring_back(self, number: int) -> Article:
        """Undo a removal: the article is what it was. If its text is kept no more, what held it is read anew.

        Raises:
            NotFound: nothing that held it is there any more.
        """
        chosen = await edits.withdrawn_origins(self._database, number)
        async with self._database.transaction() as connection:
            text = await withdrawn.find(connection, number) if chosen else None
            if text is not None:
                await edits.restore(connection, number, IndexedArticle(tuple(made_again(text)), ()))
            else:
                await edits.let_back(connection, chosen)
        if text is None:
            await self._read_again(chosen)
        return (await articles.get(self._database, number))[0]

    async def _read_again(self, chosen: Sequence[str]) -> None:
        for origin in chosen:
            if document := await edits.document_of(self._database, origin):
                await self._keep(document)
            elif origin.startswith(files.FILE):
                await self._add(Path(origin.removeprefix(files.FILE)))
        if any(origin.startswith(files.FOLDER) for origin in chosen):
            await self._sync()

    async def rename(self, number: int, title: str) -> tuple[Article, str]:
        """Give an article another title, in the index too; gives it as it is now, and the title before.

        Raises:
            NotFound: there is no such article.
            BadQuery: that is no title.
        """
        title = " ".join(title.split())[:LONGEST_TITLE]
        if not any(char.isalnum() for char in title):
            raise BadQuery(title)
        article, _ = await articles.get(self._database, number)
        async with self._database.transaction() as connection:
            before = await edits.rename(connection, number, title)
            indexed = await indexed_again(connection, number)
            named = names_of(replace(_bare(article), title=title))
            await passages.remove(connection, number)
            rest = tuple(one for one in indexed if one.position >= 0)
            await passages.add(connection, number, IndexedArticle((*named.passages, *rest), named.words))
        return replace(article, title=title), before


def document_from(data: bytes, form: Format, name: str) -> Document:
    """A document whose origin is its bytes: the same again is the same article."""
    return Document(f"{edits.SENT}{hashlib.sha256(data).hexdigest()}", name or "a message", form, data)


def _bare(article: Article) -> Reading:
    return Reading(
        article.title, article.language, (), "", article.author, article.publication, tags=article.tags
    )
