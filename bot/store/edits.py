"""What administrators did to the library by hand: documents they sent, articles they removed or renamed.

An origin that was withdrawn keeps what it looked like, so that an unchanged file does not bring its article
back; an edited one does. A feed does not, whatever it says. Each function is for the caller's transaction.

Not for what follows for the index (`bot.editing`).
"""

from collections.abc import Sequence
from datetime import datetime

from bot.models import Document, IndexedArticle, Sentence
from bot.store import library, likeness, origins, passages, withdrawn
from bot.store.database import Connection, Database
from bot.store.origins import GONE, WITHDRAWN
from bot.store.withdrawn import Passage

SENT = "sent:"  # the scheme of origins whose bytes are in `documents`


async def keep_document(connection: Connection, document: Document) -> None:
    """Keep the bytes of a document that has no file."""
    await connection.execute(
        "INSERT INTO documents (origin, name, format, data) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (origin) DO NOTHING",
        (document.origin, document.name, document.format, document.data),
    )


async def document_of(database: Database, origin: str) -> Document | None:
    """Find the bytes of a document that has no file."""
    row = await database.fetch_one(
        "SELECT origin, name, format, data FROM documents WHERE origin = ?", (origin,)
    )
    return Document(*row) if row else None


async def withdraw(connection: Connection, number: int, at: datetime) -> None:
    """Take an article out of the library, whatever origins hold it; its text is kept aside."""
    text, compared = await passages_of(connection, number), await likeness.find(connection, number)
    rows = await connection.execute_fetchall(
        "SELECT origin, size, mtime_ns, reader FROM origins WHERE number = ? AND problem = ''", (number,)
    )
    for origin, *seen in [tuple(row) for row in rows]:
        await library.refuse(connection, origin, origins.Seen(*seen), WITHDRAWN, at)
    await withdrawn.keep(connection, number, text, at)
    await likeness.put(connection, number, IndexedArticle((), (), *compared))


async def restore(connection: Connection, number: int, indexed: IndexedArticle) -> None:
    """Undo a withdrawal: the text that was kept aside, held by the origins that held it."""
    await connection.execute("UPDATE articles SET removed_at = NULL WHERE number = ?", (number,))
    await connection.execute(
        "UPDATE origins SET problem = '' WHERE number = ? AND problem = ?", (number, WITHDRAWN)
    )
    await passages.add(connection, number, indexed)
    await withdrawn.forget(connection, number)


async def withdrawn_origins(database: Database, number: int) -> list[str]:
    """Give the origins of an article that was withdrawn."""
    rows = await database.fetch(
        "SELECT origin FROM origins WHERE number = ? AND problem = ? ORDER BY origin", (number, WITHDRAWN)
    )
    return [row[0] for row in rows]


async def is_withdrawn(connection: Connection, number: int) -> bool:
    """Tell whether an article is not in the library because an administrator removed it."""
    rows = await connection.execute_fetchall(
        "SELECT 1 FROM origins WHERE number = ? AND problem = ? LIMIT 1", (number, WITHDRAWN)
    )
    return bool(list(rows))


async def let_back(connection: Connection, chosen: Sequence[str]) -> None:
    """Let withdrawn origins be read again, as if they had been away."""
    await connection.executemany(
        "UPDATE origins SET size = -1, mtime_ns = 0, problem = ? WHERE origin = ? AND problem = ?",
        [(GONE, origin, WITHDRAWN) for origin in chosen],
    )


async def given_title(connection: Connection, origin: str) -> str:
    """Give the title that an administrator gave to the article of an origin, or ""."""
    rows = await connection.execute_fetchall(
        "SELECT renamed.title FROM origins JOIN renamed USING (number) WHERE origin = ?", (origin,)
    )
    return next((str(row[0]) for row in rows), "")


async def rename(connection: Connection, number: int, title: str) -> str:
    """Give an article another title, until its text's own is given again; gives the one before."""
    rows = list(await connection.execute_fetchall("SELECT title FROM articles WHERE number = ?", (number,)))
    before = str(rows[0][0])
    await connection.execute("UPDATE articles SET title = ? WHERE number = ?", (title, number))
    await connection.execute(
        "INSERT INTO renamed (number, title, before) VALUES (?, ?, ?)"
        " ON CONFLICT (number) DO UPDATE SET title = excluded.title",
        (number, title, before),
    )
    await connection.execute("DELETE FROM renamed WHERE number = ? AND title = before", (number,))
    return before


async def passages_of(connection: Connection, number: int) -> list[Passage]:
    """Give an article's passages, in order."""
    sentences: dict[int, list[Sentence]] = {}
    for row in await connection.execute_fetchall(
        "SELECT passage_id, text, salience, pick FROM sentences WHERE number = ? ORDER BY position", (number,)
    ):
        sentences.setdefault(row[0], []).append(Sentence(*tuple(row)[1:]))
    rows = await connection.execute_fetchall(
        "SELECT id, position, heading, terms, tokens FROM passages WHERE number = ? ORDER BY position",
        (number,),
    )
    return [(*tuple(row)[1:], tuple(sentences.get(row[0], ()))) for row in rows]
