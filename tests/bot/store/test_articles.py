from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import NotFound, Removed
from bot.models import Paragraph, Reading, Sentence
from bot.store import articles
from bot.store.articles import Told
from bot.store.database import Database
from bot.text.index import index

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def told(title: str, published: str = "", **fields: object) -> Told:
    when = datetime.fromisoformat(published).date() if published else None
    paragraph = Paragraph((Sentence(f"This is about {title}."),))
    reading = Reading(title, "en", (paragraph,), f"digest of {title}", published=when, **fields)  # type: ignore[arg-type]
    return Told(reading, index(reading), 4, {"short": 1, "medium": 2, "long": 3})


async def add(database: Database, *what: Told, at: datetime = NOON) -> list[int]:
    async with database.transaction() as connection:
        return [await articles.add(connection, one, at) for one in what]


async def titles(database: Database, limit: int = 99, offset: int = 0) -> list[str]:
    return [article.title for article in await articles.page(database, limit, offset)]


async def test_an_article_comes_back_as_it_was_told(database: Database) -> None:
    what = told("Bees", "2024-02-29", author="A. Keeper", publication="The Hive", tags=("bees", "honey"))
    (number,) = await add(database, what)
    article, sizes = await articles.get(database, number)
    assert (article.title, article.author, article.publication) == ("Bees", "A. Keeper", "The Hive")
    assert (article.published, article.tags) == (what.reading.published, ("bees", "honey"))
    assert (article.words, article.sentences, article.added_at) == (4, 1, NOON)
    assert sizes == {"short": 1, "medium": 2, "long": 3}


@pytest.mark.parametrize("number", [0, -1, 7, 10**18, 10**30])
async def test_a_number_that_was_never_given_is_not_found(database: Database, number: int) -> None:
    with pytest.raises(NotFound) as raised:
        await articles.get(database, number)
    assert raised.value.what == str(number)


async def test_a_removed_article_is_told_by_its_title_and_in_no_listing(database: Database) -> None:
    first, second = await add(database, told("Bees"), told("Wasps"))
    async with database.transaction() as connection:
        await articles.remove(connection, first, NOON)
    with pytest.raises(Removed) as raised:
        await articles.get(database, first)
    assert raised.value.title == "Bees"
    assert await titles(database) == ["Wasps"]
    assert await articles.count(database) == 1
    assert [article.number for article in await articles.several(database, [second, first])] == [second]


async def test_what_arrives_together_is_listed_by_date_and_what_arrives_later_comes_first(
    database: Database,
) -> None:
    await add(
        database, told("old", "1999-01-01"), told("new", "2025-01-01"), told("undated"), told("undated too")
    )
    await add(database, told("late", "1950-01-01"), at=NOON + timedelta(seconds=1))
    assert await titles(database) == ["late", "new", "old", "undated too", "undated"]
    assert (await articles.newest(database))[0].title == "late"


async def test_pages_cut_the_listing(database: Database) -> None:
    await add(database, *(told(f"{number:02}") for number in range(25)))
    assert await titles(database, 10, 20) == ["04", "03", "02", "01", "00"]
    assert await titles(database, 10, 30) == []


async def test_an_empty_library_has_no_newest(database: Database) -> None:
    with pytest.raises(NotFound):
        await articles.newest(database)


async def test_several_come_in_the_order_asked_for(database: Database) -> None:
    numbers = await add(database, *(told(str(n)) for n in range(2000)))
    wanted = list(reversed(numbers))
    assert [article.number for article in await articles.several(database, wanted)] == wanted


async def test_a_number_is_never_given_twice(database: Database) -> None:
    (first,) = await add(database, told("Bees"))
    async with database.transaction() as connection:
        await connection.execute("DELETE FROM articles WHERE number = ?", (first,))
    assert await add(database, told("Wasps")) == [first + 1]


async def test_listing_and_counting_read_an_index(database: Database) -> None:
    for sql in (
        "SELECT count(*) FROM articles WHERE removed_at IS NULL",
        f"SELECT number FROM articles WHERE removed_at IS NULL ORDER BY {articles.NEWEST_FIRST} LIMIT 10",
        "SELECT number FROM articles WHERE digest = 'x'",
    ):
        plan = " ".join(row["detail"] for row in await database.fetch(f"EXPLAIN QUERY PLAN {sql}"))
        assert "INDEX" in plan
        assert "TEMP B-TREE" not in plan
