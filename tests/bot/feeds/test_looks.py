"""Second looks at pages: over real HTTP, with a clock of our own."""

from typing import Any

import pytest
from aiohttp import web as http

from bot.feeds.looks import MOST

pytestmark = pytest.mark.asyncio(loop_scope="module")
HOUR = 3_600.0


def page(*paragraphs: str) -> str:
    told = "".join(f"<p>{one}</p>" for one in paragraphs)
    return f"<html><head><title>Fire</title></head><body><article><h1>Fire</h1>{told}</article></body></html>"


async def a_teaser(house: Any, web: Any, count: int = 1) -> list[str]:
    """A feed of teasers, one of them taken after the first visit; gives the text of its page."""
    full = [house.text(seed) for seed in (50, 51, 52)]
    web.pages["/feed"] = house.rss(house.items(1))
    await house.feeds.add(f"{web.url}/feed")
    entries = []
    for n in range(count):
        mine = full if not n else [house.text(seed) for seed in (60 + 3 * n, 61 + 3 * n, 62 + 3 * n)]
        web.pages[f"/story/{n}"] = page(*mine)
        teaser = mine[0].split(". ")[0] + "."
        entries.append(
            house.Item(f"Fire {n} at the mill", teaser, f"{web.url}/story/{n}", f"urn:fire:{n}", 30)
        )
    web.pages["/feed"] = house.rss([*entries, *house.items(1)])
    await house.visit()
    return full


async def test_a_correction_on_a_teasers_page_alone_is_seen_when_it_is_looked_at_again(
    house: Any, web: Any
) -> None:
    full = await a_teaser(house, web)
    (number,) = house.announced
    web.pages["/story/0"] = page(full[0], full[1].replace("soon", "never", 1), full[2])
    await house.visit()
    assert web.count("/story/0") == 1
    house.clock[0] += HOUR + 1
    visit = await house.visit()
    assert (visit.new, visit.changed, house.amended, house.announced) == (0, 1, [number], [number])
    rows = await house.database.fetch("SELECT text FROM sentences WHERE number = ?", (number,))
    assert any("never" in row[0] for row in rows)


async def test_a_page_is_looked_at_twice_more_and_asked_only_whether_it_changed(house: Any, web: Any) -> None:
    asked: list[str | None] = []
    await a_teaser(house, web)
    body = web.pages["/story/0"]

    async def answer(request: http.Request) -> http.Response:
        asked.append(request.headers.get("If-None-Match"))
        if asked[-1] == '"1"':
            return http.Response(status=304)
        return http.Response(body=body.encode(), content_type="text/html", headers={"ETag": '"1"'})

    web.pages["/story/0"] = answer
    for _ in range(60):
        house.clock[0] += HOUR
        await house.visit()
    assert asked == [None, '"1"']
    assert not house.amended


async def test_a_page_is_left_alone_when_its_feed_shows_it_no_more(house: Any, web: Any) -> None:
    await a_teaser(house, web)
    web.pages["/feed"] = house.rss(house.items(2))
    house.clock[0] += 2 * HOUR
    await house.visit()
    await house.visit()
    assert web.count("/story/0") == 1


@pytest.mark.parametrize("turned", ["wall", "gone", "other", "feed"])
async def test_what_a_page_turns_into_does_not_take_the_place_of_the_article(
    house: Any, web: Any, turned: str
) -> None:
    full = await a_teaser(house, web)
    pages = {
        "wall": page("Please log in to continue reading this story, dear reader of ours."),
        "other": page(*(house.strange(seed) for seed in (80, 81, 82))),
        "feed": ("application/rss+xml", house.rss([])),
    }
    web.pages.pop("/story/0")
    if turned in pages:
        web.pages["/story/0"] = pages[turned]
    house.clock[0] += 2 * HOUR
    visit = await house.visit()
    assert (visit.changed, visit.problem, house.amended) == (0, "", [])
    (number,) = house.announced
    rows = await house.database.fetch(
        "SELECT text FROM sentences WHERE number = ? ORDER BY position", (number,)
    )
    assert " ".join(row[0] for row in rows) == " ".join(full)


async def test_a_visit_looks_at_a_few_pages_only(house: Any, web: Any) -> None:
    await a_teaser(house, web, MOST + 3)
    house.clock[0] += 2 * HOUR
    before = len([one for one in web.asked if one.path.startswith("/story")])
    await house.visit()
    assert len([one for one in web.asked if one.path.startswith("/story")]) == before + MOST


async def test_a_page_that_breaks_its_reader_costs_the_feed_nothing(
    house: Any, web: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_teaser(house, web)
    web.pages["/story/0"] = page(house.text(50), house.text(51), house.text(52) + " One more.")
    real = house.arrivals.worker.run

    async def run(function: Any, *given: Any, **how: Any) -> Any:
        if function.__name__ == "prepare_page":
            raise ZeroDivisionError
        return await real(function, *given, **how)

    monkeypatch.setattr(house.arrivals.worker, "run", run)
    house.clock[0] += 2 * HOUR
    visit = await house.visit()
    assert (visit.problem, visit.changed) == ("", 0)
    assert (await house.feed()).failures == 0
