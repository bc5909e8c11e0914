"""Feeds visited over real HTTP, from a small web of our own, into a real database; the clock is ours."""

import asyncio
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web as http

from bot.store import articles, feeds

pytestmark = pytest.mark.asyncio(loop_scope="module")
START = 1_772_400_000.0  # where the clock begins

ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b"<rss version='2.0'><channel><title>&x;&c;</title><item><title>&c;&x;</title></item></channel></rss>"
)


async def test_a_new_feed_brings_its_newest_twenty_without_notices(house: Any, web: Any) -> None:
    web.pages["/feed"] = ("application/rss+xml", house.rss(house.items(25)))
    done = await house.feeds.add(f"{web.url}/feed")
    assert (done.new, done.visit.new, done.source.name) == (True, 20, "The Lorne Herald")
    titles = await house.titles()
    assert titles == [f"Story {n} of the valley" for n in range(25, 5, -1)]
    assert not house.announced
    assert (await articles.get(house.database, done.visit.newest or 0))[0].title == "Story 25 of the valley"


async def test_what_comes_later_is_announced_once_and_the_old_is_not(house: Any, web: Any) -> None:
    web.pages["/feed"] = house.rss(house.items(22))
    await house.feeds.add(f"{web.url}/feed")
    web.pages["/feed"] = house.rss(house.items(25))
    assert (await house.visit()).new == 3
    assert len(house.announced) == 3
    web.pages["/feed"] = house.rss(house.items(25)[::-1], extra="<ttl>5</ttl>")
    assert (await house.visit()).new == 0
    assert len(house.announced) == 3
    article = (await articles.get(house.database, house.announced[-1]))[0]
    assert (article.title, article.publication, article.url) == (
        "Story 25 of the valley", "The Lorne Herald", "http://lorne.example/25",
    )  # fmt: skip


async def test_a_page_that_names_a_feed_will_do(house: Any, web: Any) -> None:
    web.pages["/"] = (
        '<html><head><link rel="alternate" type="application/rss+xml" href="feed.xml"></head></html>'
    )
    web.pages["/feed.xml"] = house.rss(house.items(1))
    assert (await house.feeds.add(f"{web.url}/")).source.url == f"{web.url}/feed.xml"


@pytest.mark.parametrize("kept", [("guid",), ("link",), (), ("guid", "link")])
async def test_entries_are_known_whatever_of_them_changes(house: Any, web: Any, kept: Any) -> None:
    web.pages["/feed"] = house.rss(house.items(6))
    await house.feeds.add(f"{web.url}/feed")
    changed = house.items(6)
    for number, item in enumerate(changed):
        item.guid = item.guid if "guid" in kept else f"urn:other:{number}"
        item.link = item.link if "link" in kept else f"http://moved.example/{number}"
    web.pages["/feed"] = house.rss(changed[::-1])
    visit = await house.visit()
    assert (visit.new, visit.changed, house.announced) == (0, 0, [])


async def test_a_feed_without_ids_links_or_dates_gives_nothing_twice(house: Any, web: Any) -> None:
    bare = [house.Item(item.title, item.body, day=0) for item in house.items(5)]
    web.pages["/feed"] = house.rss(bare[1:])
    await house.feeds.add(f"{web.url}/feed")
    web.pages["/feed"] = house.rss([bare[3], bare[0], bare[2], bare[1], bare[4]])
    assert (await house.visit()).new == 1
    assert len(house.announced) == 1


async def test_one_id_for_all_entries_hides_none(house: Any, web: Any) -> None:
    def same(count: int) -> str:
        told = house.items(count)
        for item in told:
            item.guid = "urn:always"
        return house.rss(told)

    web.pages["/feed"] = same(3)
    await house.feeds.add(f"{web.url}/feed")
    web.pages["/feed"] = same(5)
    assert (await house.visit()).new == 2


async def test_one_link_for_all_entries_hides_none(house: Any, web: Any) -> None:
    def same(count: int) -> str:
        told = house.items(count)
        for item in told:
            item.link = "http://lorne.example/news"
        return house.rss(told)

    web.pages["/feed"] = same(3)
    await house.feeds.add(f"{web.url}/feed")
    web.pages["/feed"] = same(5)
    assert (await house.visit()).new == 2
    assert len(await house.titles()) == 5


async def test_ids_that_count_from_one_again_hide_none(house: Any, web: Any) -> None:
    def numbered(count: int, start: int) -> str:
        told = house.items(count, start)
        for number, item in enumerate(told):
            item.guid = str(number)
        return house.rss(told)

    web.pages["/feed"] = numbered(4, 1)
    await house.feeds.add(f"{web.url}/feed")
    web.pages["/feed"] = numbered(4, 3)
    assert (await house.visit()).new == 2
    assert len(house.announced) == 2


async def test_an_entry_that_left_a_hot_list_and_returns_is_not_news(house: Any, web: Any) -> None:
    told = house.items(6)
    web.pages["/feed"] = house.rss(told)
    await house.feeds.add(f"{web.url}/feed")
    for shown in (told[:2], told[2:], told[::-1]):
        web.pages["/feed"] = house.rss(shown)
        await house.visit()
    assert not house.announced


async def test_dates_in_the_future_or_missing_are_not_shown(house: Any, web: Any) -> None:
    web.pages["/feed"] = house.rss(
        [
            house.Item("Later", house.text(1), "http://l.example/1", "one", 400),
            house.Item("None", house.text(2), day=0),
        ]
    )
    await house.feeds.add(f"{web.url}/feed")
    dates = {one.published for one in await articles.page(house.database, 9)}
    assert dates == {datetime.fromtimestamp(START, UTC).date()}


async def test_a_correction_keeps_the_number_and_announces_nothing(house: Any, web: Any) -> None:
    told = house.items(3)
    web.pages["/feed"] = house.rss(told)
    await house.feeds.add(f"{web.url}/feed")
    told.insert(
        0, house.Item("Fire at the mill", house.text(50), "http://lorne.example/fire", "urn:lorne:fire", 9)
    )
    web.pages["/feed"] = house.rss(told)
    await house.visit()
    (number,) = house.announced
    told[0].body = house.text(50).replace("would follow soon", "will not follow", 1)
    web.pages["/feed"] = house.rss(told)
    visit = await house.visit()
    assert (visit.new, visit.changed, house.announced, house.amended) == (0, 1, [number], [number])
    (row,) = await house.database.fetch(
        "SELECT text FROM sentences WHERE number = ? AND position = 0", (number,)
    )
    assert "will not follow" in row[0]


async def test_a_correction_under_another_id_and_link_is_a_correction(house: Any, web: Any) -> None:
    web.pages["/feed"] = house.rss(house.items(3))
    await house.feeds.add(f"{web.url}/feed")
    web.pages["/feed"] = house.rss(
        [
            house.Item("Fire at the mill", house.text(50), "http://lorne.example/a", "urn:a:12345"),
            *house.items(3),
        ]
    )
    await house.visit()
    corrected = house.text(50).replace("would follow soon", "will not follow", 1)
    web.pages["/feed"] = house.rss(
        [house.Item("Fire at mill", corrected, "http://lorne.example/b", "urn:b:12345"), *house.items(3)]
    )
    await house.visit()
    assert house.announced == house.amended
    assert len(house.announced) == 1
    assert (await house.titles()).count("Fire at mill") == 1


async def test_the_same_story_from_two_feeds_is_one_article_and_one_notice(house: Any, web: Any) -> None:
    for path, name in (("/a", "The Lorne Herald"), ("/b", "The Coast Courier")):
        web.pages[path] = house.rss(
            [house.Item(f"Hello from {path}", house.text(90 + ord(path[1])), f"http://{path[1]}.example/0")],
            name,
        )
        await house.feeds.add(f"{web.url}{path}")
    story = house.text(50)
    web.pages["/a"] = house.rss([house.Item("Fire at the mill", story, "http://a.example/1")])
    edited = (
        story.replace("would follow soon", "was to follow", 2) + " Our reporter adds that nobody was hurt."
    )
    web.pages["/b"] = house.rss([house.Item("Mill burns", edited, "http://b.example/1")], "The Coast Courier")
    await house.visit(1)
    await house.visit(2)
    assert len(house.announced) == 1
    assert house.joined == house.announced
    article, _ = await articles.get(house.database, house.announced[0])
    assert (article.publication, article.also) == (
        "The Lorne Herald", (("The Coast Courier", "http://b.example/1"),)
    )  # fmt: skip


async def test_alike_reports_that_one_feed_shows_together_are_two_articles(house: Any, web: Any) -> None:
    web.pages["/feed"] = house.rss(house.items(1))
    await house.feeds.add(f"{web.url}/feed")
    form = "The market in {} opened at eight and the price of apples stood at {} for most of the morning. "
    reports = [
        house.Item(
            f"Prices in {town}",
            form.format(town, n) + house.text(7),
            f"http://l.example/{town}",
            f"urn:{town}:1234",
        )
        for n, town in enumerate(("Alder", "Birch"))
    ]
    web.pages["/feed"] = house.rss([*reports, *house.items(1)])
    await house.visit()
    assert len(house.announced) == 2


async def test_a_service_killed_between_fetch_and_store_loses_and_repeats_nothing(
    house: Any, web: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.pages["/feed"] = house.rss(house.items(3))
    await house.feeds.add(f"{web.url}/feed")
    before = await house.feed()

    async def answer(request: http.Request) -> http.Response:
        if request.headers.get("If-None-Match") == '"6"':
            return http.Response(status=304)
        return http.Response(body=house.rss(house.items(6)).encode(), headers={"ETag": '"6"'})

    web.pages["/feed"] = answer
    real, stored = feeds.put, 0

    async def put(*given: Any) -> Any:
        nonlocal stored
        stored += 1
        if stored == 3:
            raise asyncio.CancelledError  # what a kill leaves: the transaction under way is rolled back
        return await real(*given)

    monkeypatch.setattr(feeds, "put", put)
    with pytest.raises(asyncio.CancelledError):
        await house.visit()
    monkeypatch.undo()
    assert (await house.feed()).etag == before.etag
    house.announced.clear()
    visit = await house.visit()
    assert visit.new == 1
    assert len(await house.titles()) == 6
    assert (await house.feed()).etag == '"6"'
    assert (await house.visit()).new == 0


async def test_what_has_not_changed_is_neither_sent_nor_read(house: Any, web: Any) -> None:
    asked: list[str | None] = []

    async def answer(request: http.Request) -> http.Response:
        asked.append(request.headers.get("If-None-Match"))
        if asked[-1]:
            return http.Response(status=304)
        return http.Response(body=house.rss(house.items(2)).encode(), headers={"ETag": '"x"'})

    web.pages["/feed"] = answer
    await house.feeds.add(f"{web.url}/feed")
    assert (await house.visit()).new == 0
    assert asked[-1] == '"x"'


async def test_a_page_is_read_where_the_feed_has_only_a_teaser(house: Any, web: Any) -> None:
    full = [house.text(n, 6) for n in range(300, 306)]
    page = "".join(f"<p>{part}</p>" for part in full)
    web.pages["/story"] = (
        f"<html><head><title>Fire</title></head><body><article><h1>Fire</h1>{page}</article></body>"
    )
    web.pages["/feed"] = house.rss(
        [house.Item("Fire at the mill", full[0].split(". ")[0] + ".", f"{web.url}/story")]
    )
    await house.feeds.add(f"{web.url}/feed")
    (article,) = await articles.page(house.database, 9)
    assert article.words > 300
    assert article.title == "Fire at the mill"


@pytest.mark.parametrize("page", ["wall", "missing", "less"])
async def test_the_feeds_own_text_stays_where_the_page_gives_less(house: Any, web: Any, page: str) -> None:
    wall = "<html><body><article><p>Please log in to continue reading this story.</p></article></body></html>"
    own = house.text(12, 3)
    pages = {"wall": wall, "less": f"<html><body><article><p>{own[:60]}</p></article></body></html>"}
    if page in pages:
        web.pages["/story"] = pages[page]
    web.pages["/feed"] = house.rss([house.Item("Fire at the mill", own, f"{web.url}/story")])
    await house.feeds.add(f"{web.url}/feed")
    rows = await house.database.fetch("SELECT text FROM sentences")
    assert " ".join(row[0] for row in rows) == own


async def test_an_entry_waits_for_a_page_that_cannot_be_had_at_the_moment(house: Any, web: Any) -> None:
    own = house.text(12, 3)
    answers = [503, 200]

    async def answer(request: http.Request) -> http.Response:
        status = answers.pop(0)
        paragraphs = "".join(f"<p>{own} {house.text(n)}</p>" for n in range(3))
        body = f"<html><body><article>{paragraphs}</article>"
        return http.Response(status=status, body=body.encode(), content_type="text/html")

    web.pages["/story"] = answer
    web.pages["/feed"] = house.rss([house.Item("Fire at the mill", own, f"{web.url}/story")])
    await house.feeds.add(f"{web.url}/feed")
    assert not await house.titles()
    await house.visit()
    assert await house.titles() == ["Fire at the mill"]


async def test_a_permanent_redirect_is_remembered(house: Any, web: Any) -> None:
    async def away(request: http.Request) -> http.Response:
        return http.Response(status=301, headers={"Location": "/new"})

    web.pages |= {"/feed": house.rss(house.items(2)), "/new": house.rss(house.items(3))}
    await house.feeds.add(f"{web.url}/feed")
    web.pages["/feed"] = away
    assert (await house.visit()).new == 1
    assert (await house.feed()).url == f"{web.url}/new"


async def test_a_feed_that_is_gone_ends_and_administrators_hear(house: Any, web: Any) -> None:
    async def gone(request: http.Request) -> http.Response:
        return http.Response(status=410)

    web.pages["/feed"] = house.rss(house.items(2))
    await house.feeds.add(f"{web.url}/feed")
    web.pages["/feed"] = gone
    await house.visit()
    assert (await house.feed()).state == "ended"
    assert house.news == [("ended", "The Lorne Herald")]
    assert await feeds.next_due(house.database) is None
    assert len(await house.titles()) == 2


async def test_failures_are_visited_ever_less_and_told_of_once_after_three_days(house: Any, web: Any) -> None:
    web.pages["/feed"] = house.rss(house.items(2))
    await house.feeds.add(f"{web.url}/feed")
    web.pages.clear()
    waits = []
    for _ in range(16):
        await house.visit()
        feed = await house.feed()
        waits.append(feed.next_at - house.clock[0])
        house.clock[0] = feed.next_at
    assert waits[:3] == [301, 601, 1201]
    assert max(waits) <= 86_401
    assert house.news == [("failing", "The Lorne Herald")]
    assert "404" in feed.problem
    web.pages["/feed"] = house.rss(house.items(3))
    await house.visit()
    await house.visit()
    assert house.news == [("failing", "The Lorne Herald"), ("well", "The Lorne Herald")]


async def test_the_server_says_when_to_come_again(house: Any, web: Any) -> None:
    async def busy(request: http.Request) -> http.Response:
        return http.Response(status=429, headers={"Retry-After": "7200"})

    async def calm(request: http.Request) -> http.Response:
        return http.Response(
            body=house.rss(house.items(2)).encode(), headers={"Cache-Control": "max-age=50000"}
        )

    web.pages["/feed"] = calm
    await house.feeds.add(f"{web.url}/feed")
    assert (await house.feed()).next_at >= house.clock[0] + 50_000
    web.pages["/feed"] = busy
    await house.visit()
    assert (await house.feed()).next_at >= house.clock[0] + 7_200


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x01\x02" * 1000,
        b"<rss><channel><item><title>no end",
        b"not a feed at all",
        b"<html><body>an error page</body></html>",
        b'{"items": "none"}',
        ENTITIES,
        b"<rss version='2.0'><channel>" + b"<item><title>" * 5_000,
    ],
)
async def test_what_cannot_be_read_is_one_problem_and_stops_no_other_feed(
    house: Any, web: Any, data: bytes
) -> None:
    web.pages |= {"/bad": ("application/rss+xml", data), "/good": house.rss(house.items(2))}
    await house.feeds.import_list(f"{web.url}/bad\n{web.url}/good\n".encode())
    running = asyncio.create_task(house.rounds.run())

    async def done() -> bool:
        bad = await house.feed(1)
        return len(await house.titles()) >= 2 and bool(bad.succeeded_at or bad.problem)

    async with asyncio.timeout(60):
        while not await done():  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    rows = await house.database.fetch("SELECT text FROM sentences UNION ALL SELECT title FROM articles")
    assert not any("root:" in row[0] for row in rows)


async def test_a_removed_feed_keeps_its_articles_and_tells_nothing_again_when_it_comes_back(
    house: Any, web: Any
) -> None:
    web.pages["/feed"] = house.rss(house.items(3))
    await house.feeds.add(f"{web.url}/feed")
    await house.feeds.remove(1)
    assert len(await house.titles()) == 3
    assert not await house.feeds.all_of()
    web.pages["/feed"] = house.rss(house.items(4))
    await house.feeds.add(f"{web.url}/feed")
    assert not house.announced
    assert len(await house.titles()) == 4


async def test_a_file_of_feeds_is_kept_in_step(house: Any, web: Any, tmp_path: Path) -> None:
    path = tmp_path / "feeds.txt"
    path.write_text(f"# ours\n{web.url}/a\n{web.url}/b\n")
    await house.feeds.sync(path)
    await house.feeds.import_list(f"{web.url}/by-hand".encode())
    path.write_text(f'<opml version="2.0"><body><outline xmlUrl="{web.url}/b"/></body></opml>')
    await house.feeds.sync(path)
    assert {one.url for one in await house.feeds.all_of()} == {f"{web.url}/b", f"{web.url}/by-hand"}
    path.write_text("what is this")
    with pytest.raises(Exception, match="line 1"):
        await house.feeds.sync(path)
    assert len(await house.feeds.all_of()) == 2


async def test_a_page_that_a_file_names_gives_way_to_its_feed(house: Any, web: Any) -> None:
    web.pages["/"] = '<head><link rel="alternate" type="application/rss+xml" href="/feed"></head>'
    web.pages["/feed"] = house.rss(house.items(2))
    await house.feeds.import_list(f"{web.url}/".encode())
    await house.visit()
    assert (await house.visit()).new == 2
    assert (await house.feed()).url == f"{web.url}/feed"


KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from bot.arrivals import Arrivals
from bot.feeds.rounds import Rounds
from bot.sources.http import Fetcher
from bot.store import feeds
from bot.store.database import open_database
from bot.worker import Worker

real, stored, last = feeds.put, 0, int(sys.argv[2])

async def put(*given):
    global stored
    stored += 1
    if stored == last:
        os.kill(os.getpid(), signal.SIGKILL)
    return await real(*given)

feeds.put = put

async def main():
    opened = open_database(Path(sys.argv[1]))
    async with opened as database, Worker(1) as worker, Fetcher(private=True) as web:
        rounds = Rounds(Arrivals(database, worker), web.fetch, now=lambda: 1.8e9)
        await rounds.visit(await feeds.find(database, 1))

asyncio.run(main())
"""


@pytest.mark.parametrize("entry", [1, 2, 3])
async def test_a_process_killed_while_it_stores_leaves_a_feed_that_is_read_on(
    house: Any, web: Any, tmp_path: Path, entry: int
) -> None:
    web.pages["/feed"] = house.rss(house.items(3))
    await house.feeds.import_list(f"{web.url}/feed".encode())
    command = (sys.executable, "-c", KILLED, str(tmp_path / "library.db"), str(entry))
    process = await asyncio.create_subprocess_exec(*command, cwd=Path(__file__).parents[3])
    assert await process.wait() == -signal.SIGKILL
    assert len(await house.titles()) == entry - 1
    await house.visit()
    assert sorted(await house.titles()) == [f"Story {n} of the valley" for n in (1, 2, 3)]
    assert not house.announced


async def test_what_is_exported_can_be_imported(house: Any, web: Any) -> None:
    web.pages["/feed?a=1&b"] = web.pages["/feed"] = house.rss(house.items(1), title="A &amp; B")
    await house.feeds.add(f"{web.url}/feed?a=1&b=<2>")
    exported = await house.feeds.export()
    await house.feeds.remove(1)
    assert await house.feeds.import_list(exported) == (1, 1)
