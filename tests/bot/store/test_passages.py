"""Passages in a real database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.models import Paragraph, Reading, Sentence
from bot.store import lookups, passages
from bot.store.database import Database, open_database
from bot.text.index import index, term_of


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(tmp_path / "library.db") as opened:
        yield opened


async def add(database: Database, *sentences: str, language: str = "en") -> int:
    reading = Reading(
        title="Lanterns",
        language=language,
        paragraphs=tuple(Paragraph((Sentence(text, pick=i),)) for i, text in enumerate(sentences)),
        digest="",
    )
    async with database.transaction() as connection:
        cursor = await connection.execute(
            "INSERT INTO articles (title, language, words, sentences, digest, added_at, updated_at,"
            " short, medium, long) VALUES ('Lanterns', ?, 1, 1, '', '', '', 1, 1, 1)",
            (language,),
        )
        number = cursor.lastrowid
        assert number is not None
        await passages.add(connection, number, index(reading))
    return number


async def frequency(database: Database, stem: str) -> int:
    term = term_of(stem)
    return (await database.lookup(lambda reads: lookups.frequencies(reads, [term]))).get(term, 0)


async def test_a_removed_article_leaves_no_posting_behind(database: Database) -> None:
    kept = await add(database, "A lantern hung over the quay.")
    gone = await add(database, "Every lantern was lit.", "The lantern went out.")
    assert await frequency(database, "quay") == 1
    before = await frequency(database, "lantern")
    async with database.transaction() as connection:
        await passages.remove(connection, gone)
    assert await frequency(database, "lantern") == before - 3  # its two paragraphs, and its title
    assert await frequency(database, "lit") == 0
    total, _ = await passages.postings(database, [])
    assert total == 2
    assert [one.text for one in await passages.summary(database, kept, 5)] == [
        "A lantern hung over the quay."
    ]
    assert await passages.summary(database, gone, 5) == []


async def test_an_article_over_the_edge_of_a_chunk_is_found_whole(database: Database) -> None:
    number = await add(database, *[f"Lantern {i}." for i in range(2_050)])
    assert await frequency(database, "lantern") == 2_051
    span = await database.lookup(lambda reads: lookups.span(reads, number))
    assert len(span) == 2_051
    async with database.transaction() as connection:
        await passages.remove(connection, number)
    assert await frequency(database, "lantern") == 0
    rows = await database.fetch("SELECT (SELECT count(*) FROM postings) + (SELECT count(*) FROM chunks)")
    assert rows[0][0] == 0


async def test_a_summary_takes_the_first_picks_in_the_articles_order(database: Database) -> None:
    number = await add(database, "One.", "Two.", "Three.")
    assert [one.text for one in await passages.summary(database, number, 2)] == ["One.", "Two."]


async def test_removing_what_is_not_there_is_no_error(database: Database) -> None:
    async with database.transaction() as connection:
        await passages.remove(connection, 77)


async def test_the_languages_are_those_of_the_articles_that_are_in(database: Database) -> None:
    assert await passages.languages(database) == []
    await add(database, "Uno.", language="es")
    number = await add(database, "One.")
    assert await passages.languages(database) == ["en", "es"]
    async with database.transaction() as connection:
        await connection.execute("UPDATE articles SET removed_at = '' WHERE number = ?", (number,))
    assert await passages.languages(database) == ["es"]
