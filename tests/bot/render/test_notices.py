"""Notices as they are worded."""

import html
import re
from dataclasses import replace
from datetime import UTC, datetime

from bot.models import Article, Notice, Subscription
from bot.render.message import MESSAGE_LIMIT, utf16_length, visible_length
from bot.render.notices import MOST_LINES, notices

AT = datetime(2026, 5, 1, tzinfo=UTC)
ONE = Article(
    12, "Otters return", "en", 400, 20, AT, publication="River News", url="https://example.org/otters?a=1&b=2"
)
NOTICE = Notice(1, ONE, "Otters came back.", "The river is clean.", Subscription(5, "river -mud"))


def quotes(markup: str) -> list[str]:
    quoted = re.findall(r"<blockquote>(.*?)</blockquote>", markup)
    return [html.unescape(re.sub(r"</?a[^>]*>", "", text)) for text in quoted]


def test_one_article_has_its_gist_the_sentence_that_matched_and_buttons() -> None:
    message, count = notices([NOTICE], "a_bot")
    assert count == 1
    assert quotes(message.html) == ["Otters came back.", "The river is clean."]
    for words in ("Otters return", "River News", "No. 12", "river -mud"):
        assert words in message.html
    assert [button.data or button.url for row in message.buttons for button in row] == [
        "o:12",
        "https://example.org/otters?a=1&b=2",
        "x:5",
    ]


def test_a_sentence_is_not_quoted_twice() -> None:
    message, _ = notices([replace(NOTICE, match=NOTICE.gist)], "a_bot")
    assert quotes(message.html) == ["Otters came back."]


def test_without_a_link_or_a_subscription_there_is_no_such_button() -> None:
    bare = Notice(1, replace(ONE, url="javascript:alert(1)"), "Otters came back.")
    message, _ = notices([bare], "a_bot")
    assert [button.data for row in message.buttons for button in row] == ["o:12"]


def test_several_come_as_a_line_each() -> None:
    several = [Notice(n, replace(ONE, number=n, title=f"Title {n}"), "Gist.") for n in range(1, 5)]
    message, count = notices(several, "a_bot")
    assert count == 4
    lines = [line for line in message.html.splitlines() if "No. " in line]
    assert len(lines) == 4
    assert all(f"Title {n}" in line and "River News" in line for n, line in enumerate(lines, start=1))
    assert "4 new articles" in message.html


def test_what_does_not_fit_is_left_for_the_next_message() -> None:
    long = [Notice(n, replace(ONE, number=n, title="ж𝔘" * 200), "Gist.") for n in range(1, 200)]
    message, count = notices(long, "a_bot")
    assert 1 <= count <= MOST_LINES
    assert visible_length(message.html) <= MESSAGE_LIMIT
    assert message.html.count("No. ") == count
    assert f"{count} new articles" in message.html
    assert notices(long[-1:], "a_bot")[1] == 1


def test_hostile_text_is_text() -> None:
    evil = replace(ONE, title="<b>x</b> & <a href='y'>", publication="<i>")
    for owed in (
        [replace(NOTICE, article=evil, gist="</blockquote><b>", match="&lt;")],
        [NOTICE, replace(NOTICE, article=evil)],
    ):
        message, _ = notices(owed, "a_bot")
        assert "&lt;b&gt;x&lt;/b&gt;" in message.html
        assert message.html.count("<blockquote>") == message.html.count("</blockquote>")


def test_an_endless_sentence_is_cut_and_said_so() -> None:
    endless = replace(NOTICE, gist="word " * 2000, match="other " * 2000)
    message, _ = notices([endless], "a_bot")
    assert utf16_length(re.sub(r"<[^>]*>", "", message.html)) <= MESSAGE_LIMIT
    assert "goes on in the article" in message.html


def test_the_group_is_told_that_a_topic_is_gone() -> None:
    assert "topic" in notices([replace(NOTICE, moved_from=9)], "a_bot")[0].html
    assert "topic" in notices([NOTICE, replace(NOTICE, moved_from=9)], "a_bot")[0].html
    assert "topic" not in notices([NOTICE, NOTICE], "a_bot")[0].html


def test_other_sources_are_named_with_their_links_and_hostile_names_are_text() -> None:
    names = [("The Courier", "https://c.example/1"), ("<b>x", "javascript:alert(1)")]
    also = replace(ONE, also=(*names, *((f"Paper {n}", "") for n in range(5))))
    message, _ = notices([replace(NOTICE, article=also)], "a_bot")
    assert '\nAlso in <a href="https://c.example/1">The Courier</a>, &lt;b&gt;x, Paper 0' in message.html
    assert "and 2 more\n" in message.html
    assert "javascript" not in message.html
    assert "Also in" not in notices([NOTICE], "a_bot")[0].html
