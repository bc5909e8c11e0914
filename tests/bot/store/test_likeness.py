from pathlib import Path

from bot.models import IndexedArticle
from bot.store import likeness
from bot.store.database import open_database


async def test_of_many_articles_made_from_one_form_the_latest_are_looked_at(tmp_path: Path) -> None:
    count, bands = likeness.MOST * 3, (1, 2, 3)
    async with open_database(tmp_path / "library.db") as database:
        async with database.transaction() as connection:
            await connection.executemany(
                "INSERT INTO articles (number, title, language, words, sentences, digest, added_at,"
                " updated_at) VALUES (?1, 'x', 'en', 9, 9, ?1, '2026', '2026')",
                [(number,) for number in range(1, count + 1)],
            )
            for number in range(1, count + 1):
                told = IndexedArticle((), (), bytes(256), (*bands, 9) if number == 1 else bands)
                await likeness.put(connection, number, told)
        async with database.reader() as connection:
            found = await likeness.candidates(connection, bands, "")
            first = await likeness.candidates(connection, (9,), "")
    assert {one.number for one in found} == set(range(count - likeness.MOST + 1, count + 1))
    assert [one.number for one in first] == [1]
