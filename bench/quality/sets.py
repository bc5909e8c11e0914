"""The eval's sets of questions, and their articles as the service has them in a library.

Not for measuring: what is printed is in `answers`, `honesty` and `answer_times`.
"""

import json
import sqlite3
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from bot.answers import Answers
from bot.models import Paragraph, Reading, Sentence
from bot.store import articles, passages
from bot.store.articles import Told
from bot.store.database import Database, open_database
from bot.text.index import index
from bot.text.sentences import split
from bot.text.words import stop_words, words

ALWAYS = float("-inf")
FTS5_ANSWER = "SELECT text, id FROM sentences WHERE sentences MATCH ? ORDER BY rank LIMIT 3"
Row = dict[str, Any]


class Library(NamedTuple):
    """A database that holds a set's articles, and the same paragraphs in FTS5."""

    answers: Answers  # as the service has it
    always: Answers  # never silent
    database: Database
    paragraphs: dict[int, int]  # stored sentence → the set's paragraph
    fts: sqlite3.Connection
    language: str


def read(path: Path, name: str) -> list[Row]:
    return [json.loads(line) for line in (path / "qa" / f"{name}.jsonl").read_text("utf-8").splitlines()]


async def load(stack: AsyncExitStack, paragraphs: Iterable[Row], language: str) -> Library:
    """Load paragraphs `{id, title, text}`, one article a title."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    database = await stack.enter_async_context(open_database(folder / "answers.db"))
    fts = sqlite3.connect(folder / "fts.db")
    stack.callback(fts.close)
    fts.execute("CREATE VIRTUAL TABLE paragraphs USING fts5 (text, tokenize = 'porter unicode61')")
    fts.execute(
        "CREATE VIRTUAL TABLE sentences USING fts5 (text, id UNINDEXED, tokenize = 'porter unicode61')"
    )
    by_title: dict[str, list[Row]] = {}
    for row in paragraphs:
        by_title.setdefault(row["title"], []).append(row)
    where: dict[int, int] = {}
    for title, rows in by_title.items():
        cut = [split(row["text"], language) for row in rows]
        number = await put(database, title, language, cut)
        stored = await database.fetch("SELECT id FROM sentences WHERE number = ? ORDER BY id", (number,))
        ids = [row["id"] for row, sentences in zip(rows, cut, strict=True) for _ in sentences]
        where.update(zip((row[0] for row in stored), ids, strict=True))
        fts.executemany(
            "INSERT INTO paragraphs (rowid, text) VALUES (?, ?)", [(r["id"] + 1, r["text"]) for r in rows]
        )
        fts.executemany(
            "INSERT INTO sentences (text, id) VALUES (?, ?)",
            [(text, row["id"]) for row, sentences in zip(rows, cut, strict=True) for text in sentences],
        )
    fts.commit()
    return Library(Answers(database), Answers(database, ALWAYS), database, where, fts, language)


async def put(database: Database, title: str, language: str, paragraphs: Sequence[Sequence[str]]) -> int:
    reading = Reading(
        title=title,
        language=language,
        paragraphs=tuple(Paragraph(tuple(map(Sentence, sentences))) for sentences in paragraphs),
        digest=title,
    )
    told = Told(reading, index(reading), 0, {"short": 1, "medium": 1, "long": 1})
    async with database.transaction() as connection:
        number = await articles.add(connection, told, datetime(2024, 1, 1, tzinfo=UTC))
        await passages.add(connection, number, told.indexed)
    return number


def any_word(question: str, language: str) -> str:
    stops = stop_words(language)
    found = [word for word in words(question) if word not in stops] or words(question)
    return " OR ".join(f'"{word}"' for word in dict.fromkeys(found))


def holds(text: str, question: Row) -> bool:
    return any(gold in text for gold in question["answers"])


def percent(flags: Sequence[bool]) -> str:
    return f"{100 * sum(flags) / max(len(flags), 1):.1f}"
