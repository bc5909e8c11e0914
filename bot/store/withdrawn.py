"""Articles that an administrator removed: their texts, for as long as the removal may be undone.

What such an article is compared by stays as well (`bot.store.likeness`), so that another source of the same
story does not bring it back. Each function that changes something is for the caller's transaction.

Not for which origins held them (`bot.store.edits`), nor for how long they stay (`bot.operations.upkeep`):
older removals are undone by reading anew what held the article.
"""

import base64
import json
import zlib
from datetime import datetime

from bot.models import Sentence
from bot.store.database import Connection, Database

# As passages are stored: position, heading, terms, tokens, sentences.
Passage = tuple[int, str, bytes, bytes, tuple[Sentence, ...]]


async def keep(connection: Connection, number: int, passages: list[Passage], at: datetime) -> None:
    """Keep an article's text."""
    rows = [
        (position, heading, _text(terms), _text(tokens), [(one.text, one.salience, one.pick) for one in told])
        for position, heading, terms, tokens, told in passages
    ]
    data = zlib.compress(json.dumps(rows).encode(), 9)
    await connection.execute(
        "INSERT OR REPLACE INTO withdrawn (number, at, text) VALUES (?, ?, ?)",
        (number, int(at.timestamp()), data),
    )


async def find(connection: Connection, number: int) -> list[Passage] | None:
    """Give the text of an article that was removed; None if it is not kept."""
    rows = await connection.execute_fetchall("SELECT text FROM withdrawn WHERE number = ?", (number,))
    for (data,) in [tuple(row) for row in rows]:
        return [
            (position, heading, _bytes(terms), _bytes(tokens), tuple(Sentence(*one) for one in told))
            for position, heading, terms, tokens, told in json.loads(zlib.decompress(data))
        ]
    return None


async def outlived(database: Database, before: int) -> list[int]:
    """Give the articles that were removed before then (Unix seconds) and whose text is still kept."""
    rows = await database.fetch("SELECT number FROM withdrawn WHERE at < ?", (before,))
    return [int(row[0]) for row in rows]


async def forget(connection: Connection, number: int) -> None:
    """Let go of the text of an article that was removed."""
    await connection.execute("DELETE FROM withdrawn WHERE number = ?", (number,))


def _text(data: bytes) -> str:
    return base64.b85encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b85decode(text)
