import pytest

from bot.sources.feed import parse_feed
from bot.sources.mending import mend


def title(text: str | bytes, charset: str = "") -> str:
    data = text.encode() if isinstance(text, str) else text
    feed = (
        b"<rss version='2.0'><channel><title>%b</title><item><title>x</title></item></channel></rss>" % data
    )
    return parse_feed(feed, charset, "https://l.example/").title


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("R&D News", "R&D News"),
        ("Q&A with M&S", "Q&A with M&S"),
        ("AT&amp;T", "AT&T"),
        ("caf&eacute; &mdash; &nbsp;bar&hellip;", "café — bar…"),
        ("a &unknown; b", "a &unknown; b"),
        ("a\x00b\x01c\x0bd", "abcd"),
        ("a&#0;b&#x1;c&#xFFFF;d&#233;", "abcdé"),
        ("<![CDATA[Salt & pepper &amp; oil]]>", "Salt & pepper & oil"),
        ("<![CDATA[no end & so on", ""),
    ],
)
def test_signs_that_feeds_get_wrong_are_read_as_they_were_meant(written: str, read: str) -> None:
    assert title(written) == read


def test_an_address_in_cdata_and_one_with_bare_ampersands_are_the_same() -> None:
    links = []
    for link in ("<![CDATA[https://l.example/?a=1&b=2]]>", "https://l.example/?a=1&b=2"):
        feed = f"<rss version='2.0'><channel><item><title>x</title><link>{link}</link></item></channel></rss>"
        links.append(parse_feed(feed.encode(), "", "https://l.example/").entries[0].link)
    assert links == ["https://l.example/?a=1&b=2"] * 2


@pytest.mark.parametrize(
    "charset", ["iso-2022-jp", "shift_jis", "euc-jp", "gb18030", "koi8-r", "utf-16", "utf-8"]
)
def test_encodings_survive(charset: str) -> None:
    text = "Привет" if charset == "koi8-r" else "日本の新聞"
    feed = f"<rss version='2.0'><channel><title>{text}</title><item><title>x</title></item></channel></rss>"
    assert parse_feed(feed.encode(charset), charset, "https://l.example/").title == text


def test_signs_without_end_are_mended_in_one_pass() -> None:
    assert mend(b"&" * 500_000, "")[0] == b"&amp;" * 500_000
    assert mend(b"<![CDATA[&" * 50_000, "")[0] == b"<![CDATA[&amp;" * 50_000
    assert mend(b"<!ENTITY " * 50_000, "")[0] == b"<!ENTITY " * 50_000
