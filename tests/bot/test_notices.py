"""What is owed of new articles, and what a notice has to say, on a real library read from real files."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import Library, open_library
from bot.models import Notice, Place
from bot.settings import Settings
from bot.store import articles, outbox, passages
from bot.text.watch import Seen, parse

HERE = Place(1, 2)
FAR = 1 << 40


@pytest.fixture
async def opened(home: Path) -> AsyncIterator[Library]:
    settings = Settings(database=home / "gistwire.db", articles=home / "seeds")
    async with open_library(settings) as library:
        yield library


def write(home: Path, text: str, name: str = "new.md") -> None:
    filler = "The report goes on for some length, so that it is an article and no line in passing."
    (home / "seeds" / name).write_text(f"{text}\n\n{filler}")


async def told(opened: Library) -> list[Notice]:
    found = await outbox.due(opened.database, HERE.bot_id, FAR, 100)
    return await opened.notices.read([one for to in found for one in to.owed])


async def test_a_notice_quotes_the_article_and_the_sentence_that_matched(home: Path, opened: Library) -> None:
    await opened.subscriptions.add(HERE, "otters river")
    write(
        home, "# Wild news\n\nSnow fell on the pass. Two otters were seen at the river. Nobody saw the bears."
    )
    await opened.ingest.sync(home / "seeds")
    (notice,) = await told(opened)
    assert notice.article.title == "Wild news"
    assert notice.match == "Two otters were seen at the river."
    assert notice.gist
    assert notice.gist in (home / "seeds" / "new.md").read_text()
    assert notice.subscription is not None
    assert notice.subscription.text == "otters river"


async def test_a_subscription_to_everything_quotes_no_match(home: Path, opened: Library) -> None:
    await opened.subscriptions.add(HERE, "")
    write(home, "# Wild news\n\nSnow fell on the pass. Two otters were seen at the river.")
    await opened.ingest.sync(home / "seeds")
    assert [notice.match for notice in await told(opened)] == [""]


async def test_an_edit_that_takes_the_words_takes_the_match(home: Path, opened: Library) -> None:
    await opened.subscriptions.add(HERE, "otters")
    write(home, "# Wild news\n\nTwo otters were seen at the river. Snow fell on the pass.")
    await opened.ingest.sync(home / "seeds")
    write(home, "# Wild news\n\nTwo beavers were seen at the river, it turned out. Snow fell on the pass.")
    await opened.ingest.sync(home / "seeds")
    (notice,) = await told(opened)
    assert notice.match == ""
    assert "otter" not in notice.gist


async def test_a_copy_and_a_return_owe_nothing(home: Path, opened: Library) -> None:
    await opened.subscriptions.add(HERE, "")
    text = "# Wild news\n\nTwo otters were seen at the river. Snow fell on the pass."
    write(home, text)
    await opened.ingest.sync(home / "seeds")
    write(home, text, "copy.md")
    await opened.ingest.sync(home / "seeds")
    for name in ("new.md", "copy.md"):
        (home / "seeds" / name).unlink()
    await opened.ingest.sync(home / "seeds")
    assert await told(opened) == []
    write(home, text, "again.md")
    await opened.ingest.sync(home / "seeds")
    assert len(await told(opened)) == 1


async def test_a_document_that_cannot_be_stored_owes_nothing(home: Path, opened: Library) -> None:
    await opened.subscriptions.add(HERE, "")
    (home / "seeds" / "empty.md").write_text("")
    (home / "seeds" / "binary.md").write_bytes(bytes(range(256)) * 40)
    await opened.ingest.sync(home / "seeds")
    assert await told(opened) == []


async def test_a_subscription_to_a_language_that_the_library_learns_later_is_met(
    home: Path, opened: Library
) -> None:
    await opened.subscriptions.add(HERE, "Brücke gesperrt")
    write(
        home,
        "# Hochwasser am Rhein\n\nDie beiden Brücken wurden am Montag gesperrt. Das Wasser stieg in der Nacht"
        " um mehr als einen Meter. Die Feuerwehr war mit vielen Leuten im Einsatz.",
    )
    (home / "seeds" / "new.md").write_text((home / "seeds" / "new.md").read_text().rpartition("\n\n")[0])
    await opened.ingest.sync(home / "seeds")
    (notice,) = await told(opened)
    assert notice.match == "Die beiden Brücken wurden am Montag gesperrt."


@pytest.mark.parametrize(
    "text",
    ["moon", "seed vault", '"space telescope"', "the tides", "озеро", "papa", "-moon", "война", "Чорнобиль",
     "news -wire", "years", "vaccines cells", "legion russia", "first -first", "qwertyuiop"],
)  # fmt: skip
async def test_what_is_shown_beforehand_is_what_every_article_tried_gives(opened: Library, text: str) -> None:
    languages = await passages.languages(opened.database)
    fitting = []
    for article in await articles.page(opened.database, 1000):
        async with opened.database.reader() as connection:
            rows = await passages.indexed(connection, article.number)
        if Seen(rows, article.language, languages).fits(parse(text)):
            fitting.append(article.number)
    preview = (await opened.subscriptions.add(HERE, text)).preview
    assert preview.count == len(fitting)
    assert not preview.more
    assert {article.number for article in preview.newest} <= set(fitting)


@pytest.mark.parametrize("text", ["seed vault", '"space telescope"', "лежить озеро", "vaccines cells"])
async def test_what_fits_is_among_what_a_search_shows(opened: Library, text: str) -> None:
    preview = (await opened.subscriptions.add(HERE, text)).preview
    found = await opened.articles.page(1, text.replace('"', ""))
    assert {one.number for one in preview.newest} <= {one.number for one in found.articles}
