from datetime import UTC, datetime

import pytest

from bot.feeds.entries import Match, match, newest_first
from bot.sources.feed import Entry
from bot.store.feeds import Known


def entry(guid: int, link: int, content: int, day: int = 0) -> Entry:
    at = datetime(2026, 3, day, tzinfo=UTC) if day else None
    text = "A text of more than forty characters, as entries have it."
    return Entry(
        f"urn:number:{guid}",
        f"http://l.example/{link}",
        "",
        text,
        published_at=at,
        prints=(guid, link, content),
    )


@pytest.mark.parametrize("prints", [(1, 2, 9), (1, 9, 3), (9, 2, 3), (1, 2, 3)])
def test_two_that_agree_are_enough(prints: tuple[int, int, int]) -> None:
    (found,) = match([entry(*prints)], [Known(7, 1, 2, 3)])
    assert found.known == (7, 1, 2, 3)


def test_of_two_stories_under_one_id_and_link_the_later_is_meant() -> None:
    (found,) = match([entry(1, 2, 5)], [Known(7, 1, 2, 3), Known(8, 1, 2, 4)])
    assert found.known == (8, 1, 2, 4)
    (found,) = match([entry(1, 2, 3)], [Known(7, 1, 2, 3), Known(8, 1, 2, 4)])
    assert found.known == (7, 1, 2, 3)


def test_what_has_nothing_that_could_be_known_is_left_out() -> None:
    assert match([Entry("", "", "", "")], []) == []


def order(*days: int) -> list[int]:
    entries = [Match(entry(n, n, n, day), None, by_address=True) for n, day in enumerate(days)]
    return [one.entry.prints[0] for one in newest_first(entries)]


def test_entries_stand_by_their_dates_or_as_the_feed_has_them() -> None:
    assert order(1, 3, 2) == [1, 2, 0]
    assert order(9, 0, 7, 0) == [0, 1, 2, 3]
    assert order(0, 0, 0) == [0, 1, 2]


def test_a_feed_that_has_the_oldest_first_is_turned_around_though_a_date_is_missing() -> None:
    assert order(1, 2, 0, 4) == [3, 2, 1, 0]
