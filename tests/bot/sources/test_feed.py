from datetime import UTC, datetime

import pytest

from bot.errors import Unreadable
from bot.sources.feed import MOST_ENTRIES, Channel, find_feeds, parse_feed

URL = "https://lorne.example/news/feed"
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">Lorne &lt;b&gt;News&lt;/b&gt;</title>
<link href="https://lorne.example/"/>
<entry><id>urn:1</id><title>Ferry</title>
<link href="../ferry?utm_source=feed"/>
<author><name>Ada Brook</name></author><category term="boats"/>
<published>2026-03-01T10:00:00+02:00</published>
<updated>2026-03-02T10:00:00Z</updated><summary>Short.</summary>
<content type="html">&lt;p&gt;The ferry
&lt;i&gt;stopped&lt;/i&gt; on Monday.&lt;/p&gt;</content></entry></feed>"""
RDF = """<rdf:RDF
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://lorne.example/">
<title>Lorne</title></channel>
<item rdf:about="https://lorne.example/ferry">
<title>Ferry</title><link>https://lorne.example/ferry</link>
<description>The ferry stopped.</description>
<dc:date>2026-03-01T08:00:00Z</dc:date></item></rdf:RDF>"""
OLD = """<rss version="0.91"><channel><title>Lorne</title><item><title>Ferry</title>
<link>https://lorne.example/ferry</link><description>The ferry stopped.</description></item>
</channel></rss>"""
CYRILLIC = OLD.replace("Ferry", "Паром").replace(
    "The ferry stopped.",
    "Паром через річку зупинився у понеділок, і мешканці двох сіл тепер їздять автобусом через старий міст. "
    "Рада громади обіцяє відновити переправу навесні, коли привезуть новий двигун і знайдуть механіка.",
)
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Lorne",
"home_page_url": "https://lorne.example/",
"items": [{"id": 7, "url": "/ferry", "title": "Ferry",
"content_html": "<p>The ferry stopped.</p>",
"date_published": "2026-03-01T10:00:00+02:00",
"authors": [{"name": "Ada Brook"}], "tags": ["boats"]}, "junk"]}"""


def parse(text: str | bytes, charset: str = "") -> Channel:
    return parse_feed(text.encode() if isinstance(text, str) else text, charset, URL)


@pytest.mark.parametrize("text", [ATOM, RDF, OLD, JSON])
def test_every_kind_of_feed_is_read(text: str) -> None:
    channel = parse(text)
    (entry,) = channel.entries
    assert channel.title.startswith("Lorne")
    assert (entry.title, entry.link) == ("Ferry", "https://lorne.example/ferry")
    assert "stopped" in entry.text
    assert all(entry.prints[1:])


@pytest.mark.parametrize("text", [ATOM, JSON])
def test_what_is_told_of_an_entry_is_read(text: str) -> None:
    (entry,) = parse(text).entries
    assert (entry.author, entry.tags) == ("Ada Brook", ("boats",))
    assert entry.published_at == datetime(2026, 3, 1, 8, tzinfo=UTC)


def test_what_the_feed_asks_of_its_visitors_is_read() -> None:
    asks = "<ttl>90</ttl><skipHours><hour>0</hour><hour>23</hour></skipHours>"
    asks += "<skipDays><day>Sunday</day></skipDays>"
    channel = parse(OLD.replace("<title>Lorne</title>", f"<title>Lorne</title>{asks}"))
    assert (channel.pause, channel.skip_hours, channel.skip_days) == (5400.0, 1 | 1 << 23, 1 << 6)


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ('<?xml version="1.0" encoding="windows-1251"?>' + CYRILLIC, ""),
        (CYRILLIC, "windows-1251"),
        ('<?xml version="1.0" encoding="utf-8"?>' + CYRILLIC, ""),
    ],
)
def test_declared_encodings_are_believed_and_wrong_ones_mended(data: str, charset: str) -> None:
    (entry,) = parse(data.encode("windows-1251"), charset).entries
    assert entry.title == "Паром"


@pytest.mark.parametrize(
    "text",
    [
        OLD.replace("</item>\n</channel></rss>", ""),
        OLD.replace("Ferry", "Ferry & <b>bold"),
        OLD.replace("Ferry", "Ferry &nbsp; &copy; &unknown;"),
        OLD.replace("Ferry", "Ferry \x07\x00"),
        "\n\n  junk before" + OLD,
    ],
)
def test_what_can_be_read_of_a_malformed_feed_is_read(text: str) -> None:
    assert parse(text).entries[0].title.startswith("Ferry")


@pytest.mark.parametrize(
    "text", ["", "   ", "hello", "<html><p>hello</p></html>", "{}", "[]", '{"items": 3}', "{" * 9999]
)
def test_what_is_no_feed_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        parse(text)


def test_nothing_from_outside_is_read() -> None:
    entities = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "yyyy">]>'
    channel = parse(entities + OLD.replace("Ferry", "Ferry &x; &y;"))
    assert "root" not in channel.entries[0].title


def test_a_title_is_plain_text() -> None:
    assert parse(ATOM).title == "Lorne News"


def test_a_short_text_or_one_that_goes_on_elsewhere_is_a_teaser() -> None:
    long = "The ferry stopped on Monday. " * 40
    texts = ["Short.", long, long + "…", long + " Read more »", long + "[...]"]
    entries = [parse(OLD.replace("The ferry stopped.", text)).entries[0].teaser for text in texts]
    assert entries == [True, False, True, True, True]


def test_a_page_names_its_feeds() -> None:
    page = (
        b'<html><head><base href="/x/">'
        b'<link rel="alternate" type="application/atom+xml" title="All" href="a.xml">'
        b'<link rel="stylesheet" href="s.css"><link rel="alternate" type="text/html" href="/de">'
        b'<link rel="ALTERNATE" type="application/rss+xml; charset=utf-8" href="https://other.example/rss"></head>'
    )
    assert find_feeds(page, URL) == [
        ("https://lorne.example/x/a.xml", "All"),
        ("https://other.example/rss", ""),
    ]
    assert find_feeds(b"\x00\x01", URL) == []


@pytest.mark.parametrize("dated", [True, False])
def test_of_a_feed_with_more_entries_than_are_read_the_latest_are(dated: bool) -> None:
    def item(n: int) -> str:
        date = f"<pubDate>{1 + n % 28:02} Mar {1980 + n // 28} 00:00:00 GMT</pubDate>" if dated else ""
        return f"<item><title>Story {n}</title>{date}</item>"

    channel = parse(
        f"<rss version='2.0'><channel>{''.join(map(item, range(MOST_ENTRIES * 2)))}</channel></rss>"
    )
    titles = [one.title for one in channel.entries]
    assert len(titles) == MOST_ENTRIES
    assert titles[-1] == f"Story {MOST_ENTRIES * 2 - 1}"
    assert titles[0] == (f"Story {MOST_ENTRIES}" if dated else "Story 0")
