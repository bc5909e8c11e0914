"""What becomes of what a feed holds: which entries are news, edits, or told elsewhere too."""

from pathlib import Path
from typing import Any

import pytest

from bot.editing import Editing
from bot.ingest import Ingest
from bot.models import Document
from bot.store import articles

pytestmark = pytest.mark.asyncio(loop_scope="module")
START = 1_772_400_000.0  # where the clock begins


async def show(
    house: Any, web: Any, *entries: Any, path: str = "/feed", name: str = "The Lorne Herald"
) -> Any:
    """Have a feed hold these entries, and visit it; the first visit adds it."""
    web.pages[path] = house.rss(entries, name)
    known = {one.url: one.id for one in await house.feeds.all_of()}
    url = f"{web.url}{path}"
    return await house.visit(known[url]) if url in known else (await house.feeds.add(url)).visit


def editing(house: Any, folder: Path) -> Editing:
    ingest = Ingest(house.arrivals)
    return Editing(
        house.database,
        read=ingest.read_text,
        keep=house.arrivals.keep,
        add=lambda path: ingest.add([path], folder),
        sync=lambda: ingest.sync(folder),
    )


async def sentences(house: Any, number: int) -> str:
    rows = await house.database.fetch(
        "SELECT text FROM sentences WHERE number = ? ORDER BY position", (number,)
    )
    return " ".join(row[0] for row in rows)


@pytest.mark.parametrize(
    ("guid", "link"),
    [
        ("", ""),
        ("", "http://l.example/today"),
        ("urn:today:1", ""),
        ("urn:today:1", "http://l.example/today"),
    ],
)
async def test_the_one_entry_of_a_feed_is_edited_in_place_and_replaced_and_each_story_is_told_once(
    house: Any, web: Any, guid: str, link: str
) -> None:
    def entry(title: str, seed: int, change: str = "", day: int = 0) -> Any:
        return house.Item(title, house.strange(seed) + change, link, guid, day)

    await show(house, web, entry("The mill burns", 3))
    visit = await show(house, web, entry("The mill burns", 3, " Nobody was hurt in it."))
    assert (house.announced, house.amended) == ([], [1])
    house.announced.clear()
    visit = await show(house, web, entry("The harbor freezes", 40))
    assert visit.new == 1
    assert len(house.announced) == 1
    await show(house, web, entry("The harbor freezes", 40, " Two ships are stuck."))
    await show(house, web, entry("The harbor froze", 40, " Two ships are stuck. One is free."))
    assert len(house.announced) == 1
    await show(house, web, entry("A bear in town", 77))
    titles = await house.titles()
    assert {"A bear in town", "The mill burns"} <= set(titles)
    assert len(set(house.announced)) == len(house.announced)


async def test_a_story_that_took_the_place_of_another_is_corrected_like_any(house: Any, web: Any) -> None:
    def entry(title: str, text: str) -> Any:
        return house.Item(title, text, "http://l.example/today", "urn:today:1", 0)

    await show(house, web, entry("The mill burns", house.strange(3)))
    await show(house, web, entry("The harbor freezes", house.strange(40)))
    await show(house, web, entry("The harbor freezes", house.strange(40).replace(" ", " nar ", 2)))
    await show(house, web, entry("The harbor freezes", house.strange(40).replace(" ", " nar tok ", 3)))
    assert len(house.announced) == 1
    assert set(house.amended) == set(house.announced)
    assert await house.titles() == ["The harbor freezes", "The mill burns"]


async def test_the_same_title_with_another_text_is_news_on_another_day_only(house: Any, web: Any) -> None:
    def menu(seed: int, day: int) -> Any:
        return house.Item(
            "On the table today", house.strange(seed), "http://l.example/menu", "urn:menu:1", day
        )

    await show(house, web, menu(3, 5))
    await show(house, web, menu(40, 6))
    assert len(house.announced) == 1
    await show(house, web, menu(77, 6))
    assert len(house.announced) == 1
    assert len(await house.titles()) == 2


async def test_a_report_that_grows_tenfold_under_its_title_stays_one(house: Any, web: Any) -> None:
    def report(parts: int) -> Any:
        text = " ".join(house.text(seed) for seed in range(50, 50 + parts))
        return house.Item("Fire at the mill", text, "http://l.example/live", "urn:live:1", 5)

    await show(house, web, *house.items(2))
    for parts in (1, 3, 10):
        await show(house, web, report(parts), *house.items(2))
    assert len(house.announced) == 1


async def test_entries_too_old_for_a_new_feed_are_no_news_when_they_are_edited(house: Any, web: Any) -> None:
    told = house.items(25)
    await show(house, web, *told)
    told[-1].body = told[-1].body.replace("soon", "later", 1)
    visit = await show(house, web, *told)
    assert (visit.new, visit.changed, house.announced) == (0, 0, [])
    assert len(await house.titles()) == 20


@pytest.mark.parametrize(
    "date", ["", "Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 01 Jan 2199 00:00:00 GMT", "soon"]
)
async def test_whatever_date_an_entry_bears_it_is_told_once_and_shown_with_one_that_can_be(
    house: Any, web: Any, date: str
) -> None:
    def page(*more: Any) -> str:
        listed = house.rss([*more, *house.items(3)])
        return listed.replace(
            "</title><link>http://l.example/new",
            f"</title><pubDate>{date}</pubDate><link>http://l.example/new",
        )

    web.pages["/feed"] = page()
    await house.feeds.add(f"{web.url}/feed")
    web.pages["/feed"] = page(house.Item("Fire at the mill", house.text(50), "http://l.example/new", "", 0))
    await house.visit()
    web.pages["/feed"] = (
        page(house.Item("Fire at the mill", house.text(50), "http://l.example/new", "", 0)) + "<!-- -->"
    )
    await house.visit()
    (number,) = house.announced
    article, _ = await articles.get(house.database, number)
    assert str(article.published) == "2026-03-01"


async def test_a_feed_that_moves_to_another_host_tells_nothing_twice(house: Any, web: Any) -> None:
    await show(house, web, *house.items(5))
    other = [
        house.Item(one.title, one.body, one.link.replace("lorne", "new.lorne"), f"https://new/{n}", one.day)
        for n, one in enumerate(house.items(6))
    ]
    await show(house, web, *other)
    assert len(house.announced) == 1


async def test_a_page_that_cannot_be_had_again_does_not_take_an_articles_text_away(
    house: Any, web: Any
) -> None:
    full = [house.text(seed) for seed in (50, 51, 52)]
    web.pages["/story"] = (
        f"<html><body><article>{''.join(f'<p>{one}</p>' for one in full)}</article></body></html>"
    )
    teaser = full[0].split(". ")[0] + "."
    await show(house, web, house.Item("Fire at the mill", teaser, f"{web.url}/story", "urn:fire:1"))
    del web.pages["/story"]
    for title, left in (("Fire at mill", teaser), ("Fire at the old mill", "")):
        await show(house, web, house.Item(title, left, f"{web.url}/story", "urn:fire:1"))
        assert full[2] in await sentences(house, 1)


def write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"# Fire at the mill\n\n{text}\n", encoding="utf-8")


async def near(house: Any, folder: Path, name: str, text: str) -> Ingest:
    write(folder, name, text)
    ingest = Ingest(house.arrivals)
    await ingest.sync(folder)
    return ingest


async def test_a_file_that_tells_a_feeds_story_joins_it_and_the_feed_still_corrects_it(
    house: Any, web: Any, tmp_path: Path
) -> None:
    folder, story = tmp_path / "articles", house.text(50)
    await show(house, web, *house.items(1))
    await show(
        house, web, house.Item("Mill burns", story, "http://l.example/f", "urn:fire:1"), *house.items(1)
    )
    ingest = await near(house, folder, "fire.md", story.replace("soon", "later", 1))
    assert len(house.announced) == 1
    assert len(await house.titles()) == 2
    corrected = story.replace("followed soon", "followed at once").replace("soon", "at noon", 3)
    await show(
        house, web, house.Item("Mill burns", corrected, "http://l.example/f", "urn:fire:1"), *house.items(1)
    )
    assert await sentences(house, house.announced[0]) == corrected
    await near(house, folder, "fire.md", story.replace("soon", "in a year", 2))
    assert "in a year" in await sentences(house, house.announced[0])
    assert len(house.announced) == 1
    (folder / "fire.md").unlink()
    await ingest.sync(folder)
    assert len(await house.titles()) == 2


async def test_a_feeds_entry_that_tells_a_files_story_joins_it(house: Any, web: Any, tmp_path: Path) -> None:
    story = house.text(50)
    await near(house, tmp_path / "articles", "fire.md", story)
    assert len(house.announced) == 1
    await show(house, web, *house.items(1))
    await show(
        house,
        web,
        house.Item("Mill burns", story + " Nobody was hurt.", "http://l.example/f"),
        *house.items(1),
    )
    assert house.joined == house.announced
    assert len(house.announced) == 1
    assert await sentences(house, house.announced[0]) == story
    await near(house, tmp_path / "articles", "fire.md", story.replace("soon", "later", 1))
    assert "later" in await sentences(house, house.announced[0])
    assert len(house.announced) == 1


async def test_near_copies_in_a_folder_are_versions_that_somebody_keeps(house: Any, tmp_path: Path) -> None:
    await near(house, tmp_path / "articles", "fire-1.md", house.text(50))
    await near(house, tmp_path / "articles", "fire-2.md", house.text(50).replace("soon", "later", 1))
    assert len(house.announced) == 2


async def test_undo_brings_back_what_came_from_a_feed_as_it_was(house: Any, web: Any, tmp_path: Path) -> None:
    await show(house, web, *house.items(3))
    before = await house.database.fetch("SELECT number, position, terms, tokens FROM passages ORDER BY 1, 2")
    hands, said = editing(house, tmp_path), await sentences(house, 2)
    await hands.rename(2, "A name of our own")
    await hands.rename(2, "Story 2 of the valley")
    await hands.remove(2)
    assert not await sentences(house, 2)
    web.pages.clear()
    article = await hands.bring_back(2)
    assert (article.title, await sentences(house, 2)) == ("Story 2 of the valley", said)
    after = await house.database.fetch("SELECT number, position, terms, tokens FROM passages ORDER BY 1, 2")
    assert [tuple(row)[:2] for row in after] == [tuple(row)[:2] for row in before]
    assert not house.announced


async def test_an_article_that_was_removed_does_not_come_back_through_any_feed(
    house: Any, web: Any, tmp_path: Path
) -> None:
    story = house.text(50)
    await show(house, web, *house.items(1))
    await show(
        house, web, house.Item("Buy this", story, "http://l.example/ad", "urn:ad:1234"), *house.items(1)
    )
    (number,) = house.announced
    hands = editing(house, tmp_path)
    await hands.remove(number)
    edited = story.replace("soon", "now", 1)
    await show(
        house, web, house.Item("Buy it", edited, "http://l.example/ad", "urn:ad:1234"), *house.items(1)
    )
    await show(
        house, web, house.Item("Old", house.text(90), "http://c.example/0"), path="/b", name="The Courier"
    )
    for copy in (story, edited, story + " It is cheap."):
        entry = house.Item("Buy!", copy, f"http://c.example/{len(copy)}", f"urn:courier:{len(copy)}")
        await show(house, web, entry, path="/b", name="The Courier")
    assert house.announced == [number]
    assert number not in {one.number for one in await articles.page(house.database, 9)}
    back = await hands.bring_back(number)
    assert (back.number, await sentences(house, number)) == (number, story)
    article, _ = await articles.get(house.database, number)
    assert (article.publication, [name for name, _ in article.also]) == ("The Lorne Herald", ["The Courier"])


async def test_a_link_that_was_kept_and_removed_comes_back_by_undo_and_by_being_kept_again(
    house: Any, tmp_path: Path
) -> None:
    page = Document("link:http://l.example/x", "x", "text", house.text(50).encode(), url="http://l.example/x")
    number = await house.arrivals.keep(page)
    hands = editing(house, tmp_path)
    await hands.remove(number)
    assert (await hands.bring_back(number)).number == number
    await hands.remove(number)
    assert await house.arrivals.keep(page) == number
    assert await sentences(house, number) == house.text(50)


async def test_a_post_without_a_title_goes_by_its_first_words(house: Any, web: Any) -> None:
    short = "The bridge is open."
    long = (
        "Today the bridge over the river was opened after nine years of work by three companies and a king."
    )
    await show(house, web, house.Item("", f"{short} More of it tomorrow."), house.Item("", long))
    first = "Today the bridge over the river was opened after nine years of work by three…"
    assert sorted(await house.titles()) == [short, first]


async def test_an_entry_that_cannot_be_read_costs_itself_only_and_is_tried_again(
    house: Any, web: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, failing = house.arrivals.worker.run, True

    async def run(function: Any, *given: Any, **how: Any) -> Any:
        if failing and getattr(given[0], "title", "") == "Story 2 of the valley":
            raise ZeroDivisionError
        return await real(function, *given, **how)

    monkeypatch.setattr(house.arrivals.worker, "run", run)
    assert (await show(house, web, *house.items(3))).waiting
    assert sorted(await house.titles()) == ["Story 1 of the valley", "Story 3 of the valley"]
    failing = False
    await house.visit()
    assert len(await house.titles()) == 3
    assert not house.announced


async def test_a_link_that_tells_a_feeds_story_is_one_more_source_of_it(house: Any, web: Any) -> None:
    story = house.text(50)
    await show(house, web, *house.items(1))
    await show(house, web, house.Item("Mill burns", story, "http://l.example/f"), *house.items(1))
    told, url = story + " Nobody was hurt in it.", "https://www.coast.example/mill"
    assert await house.arrivals.keep(Document(f"link:{url}", "mill", "text", told.encode(), url=url)) == 2
    article, _ = await articles.get(house.database, 2)
    assert article.also == (("coast.example", url),)
    assert (house.announced, house.joined) == ([2], [2])
    await show(
        house, web, house.Item("Mill burns", story + " Two are hurt.", "http://l.example/f"), *house.items(1)
    )
    assert "Two are hurt." in await sentences(house, 2)
