import pytest

from bot.models import Source
from bot.render.feeds import health, imported, removed, visited

NOW = 1_772_400_000.0


def source(state: str = "live", **more: object) -> Source:
    return Source(1, "The Herald", "https://h.example/feed", "", state, 3, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (source(), "3 articles · not read yet · next visit now"),
        (
            source(succeeded_at=int(NOW) - 600, next_at=int(NOW) + 7_200),
            "3 articles · last read 10 min ago · next visit in 2 h",
        ),
        (
            source(failing_since=int(NOW) - 5, problem="it takes too long", next_at=int(NOW) + 600),
            "3 articles · failed just now: it takes too long · not read yet · next visit in 10 min",
        ),
        (
            source(
                failing_since=int(NOW) - 3 * 86_400, problem="it is empty", succeeded_at=int(NOW) - 4 * 86_400
            ),
            "3 articles · has failed for 3 days: it is empty · last read 4 days ago · next visit now",
        ),
        (
            source("ended", failing_since=int(NOW), problem="it is gone for good (410)"),
            "3 articles · ended: it is gone for good (410) · not read yet",
        ),
        (source("paused"), "3 articles · not read yet · paused"),
    ],
)
def test_how_a_feed_is_is_said_in_a_line(one: Source, said: str) -> None:
    assert health(one, NOW) == said


def test_a_feed_that_the_file_of_feeds_names_is_said_to_come_back() -> None:
    assert removed(source()).html == "The Herald is visited no more. Its articles stay in the library."
    assert "The file of feeds still names it" in removed(source(listed=True)).html


def test_what_a_visit_found_is_said() -> None:
    assert visited(0, 0, "") == "Nothing new."
    assert visited(1, 0, "") == "1 new article."
    assert visited(3, 1, "") == "3 new articles, 1 corrected."
    assert visited(3, 1, "it takes too long") == "The visit failed: it takes too long."


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((0, 0), "names no feeds"),
        ((0, 1), "The one feed of the file is there already"),
        ((0, 4), "All 4 feeds of the file are there already"),
        ((1, 1), "names one feed, which is new"),
        ((2, 4), "names 4 feeds; 2 of them new"),
    ],
)
def test_what_a_file_of_feeds_brought_is_said(counts: tuple[int, int], said: str) -> None:
    assert said in imported(*counts).html
