import contextlib

import pytest

from bot.sandbox.entities import finish
from bot.sandbox.markup import parse_html
from bot.sandbox.refusals import Json, Refused


def html(source: str) -> tuple[str, list[tuple[str, int, int]]]:
    text, entities = finish(*parse_html(source), "news_bot")
    return text, [(e["type"], e["offset"], e["length"]) for e in entities]


def plain(text: str) -> list[tuple[str, str]]:
    cleaned, entities = finish(text, [], "news_bot")
    units = cleaned.encode("utf-16-le")
    return [
        (e["type"], units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le"))
        for e in entities
    ]


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"), ("strong", "bold"), ("i", "italic"), ("em", "italic"), ("u", "underline"),
        ("ins", "underline"), ("s", "strikethrough"), ("strike", "strikethrough"), ("del", "strikethrough"),
        ("tg-spoiler", "spoiler"), ("code", "code"), ("pre", "pre"), ("blockquote", "blockquote"),
    ],
)  # fmt: skip
def test_each_tag_makes_its_entity(tag: str, kind: str) -> None:
    assert html(f"a <{tag}>bc</{tag}>") == ("a bc", [(kind, 2, 2)])


def test_offsets_are_utf16_code_units() -> None:
    assert html("😀 <b>é😀</b>") == ("😀 é😀", [("bold", 3, 3)])


def test_a_quote_may_be_expandable() -> None:
    assert html("<blockquote expandable>q</blockquote>") == ("q", [("expandable_blockquote", 0, 1)])


def test_a_spoiler_may_be_a_span_of_that_class() -> None:
    assert html('<span class="tg-spoiler">q</span>') == ("q", [("spoiler", 0, 1)])


@pytest.mark.parametrize("order", ["<pre><code {}>x</code></pre>", "<code {}><pre>x</pre></code>"])
def test_code_of_a_language_in_pre_is_one_entity(order: str) -> None:
    text, entities = parse_html(order.format('class="language-python"'))
    assert (text, entities) == ("x", [{"type": "pre", "offset": 0, "length": 1, "language": "python"}])


def test_a_link_keeps_its_address_and_a_bare_host_gets_a_slash() -> None:
    _, entities = parse_html('<a href="https://example.com?a=1&amp;b=2">x</a><a href="example.org">y</a>')
    assert [e["url"] for e in entities] == ["https://example.com?a=1&b=2", "http://example.org/"]


@pytest.mark.parametrize("url", ["nowhere", "javascript:alert(1)", "http://", "/a/b", "http://localhost:80"])
def test_a_link_to_no_address_is_plain_text(url: str) -> None:
    assert html(f'<a href="{url}">x</a>') == ("x", [])


def test_a_link_without_address_links_to_its_text() -> None:
    assert parse_html("<a>example.com/x</a>")[1][0]["url"] == "http://example.com/x"


def test_only_four_named_references_are_known_and_numbers_all() -> None:
    assert html("&lt;&gt;&amp;&quot;&copy;&#169;&#x1F600;&#0;")[0] == '<>&"&copy;©😀&#0;'


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("a <x>b</x>", 'Unsupported start tag "x" at byte offset 2'),
        ("é <3", "Unclosed start tag at byte offset 3"),
        ("é <3 >", 'Unsupported start tag "3" at byte offset 3'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        (
            "<a href>x</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=a/b>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        (
            "<blockquote>a<blockquote>b</blockquote></blockquote>",
            "Nested blockquotes are not allowed at byte offset 13",
        ),
        ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
    ],
)
def test_wrong_markup_is_refused_in_telegrams_words(source: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {why}"


def test_an_end_tag_may_name_nothing_and_hold_spaces() -> None:
    assert html("<b >a</><i>c</i >") == ("ac", [("bold", 0, 1), ("italic", 1, 1)])


def test_white_space_around_is_trimmed_and_entities_move() -> None:
    assert html("\n  <b> a </b>b \n") == ("a b", [("bold", 0, 2)])


def test_control_characters_become_spaces_and_carriage_returns_go() -> None:
    assert html("a\x07b\tc\r\nd\u202ee") == ("a b c\nde", [])


def test_code_holds_no_other_entity_and_no_entity_holds_itself() -> None:
    assert html("<code>a<b>b</b> /c</code> <b>d<b>e</b></b>") == (
        "ab /c de",
        [("code", 0, 5), ("bold", 6, 2)],
    )


def test_at_most_a_hundred_entities_are_kept_silently() -> None:
    _, entities = html("<b>x</b> " * 150)
    assert len(entities) == 100


def test_commands_mentions_tags_links_and_mail_are_found() -> None:
    assert plain("/start@news_bot @anna #news2 a@example.com https://example.com/a_(b), example.org.") == [
        ("bot_command", "/start@news_bot"),
        ("mention", "@anna"),
        ("hashtag", "#news2"),
        ("email", "a@example.com"),
        ("url", "https://example.com/a_(b)"),
        ("url", "example.org"),
    ]


@pytest.mark.parametrize(
    "text", ["1/2 and/or", "a.b", "e.g.this", "end.Next one", "#1", "@", "/", "http://x", "me@home"]
)
def test_what_only_looks_like_an_entity_is_none(text: str) -> None:
    assert plain(text) == []


def test_a_link_hides_the_address_in_its_text() -> None:
    assert html('<a href="https://example.com">example.org</a>')[1] == [("text_link", 0, 11)]


def test_given_entities_are_checked_against_the_text() -> None:
    bold: Json = {"type": "bold", "offset": 0, "length": 9}
    with pytest.raises(Refused, match="ends after the end of the text at UTF-16 offset 9"):
        finish("short", [bold], "news_bot")
    with pytest.raises(Refused, match="in a middle of a UTF-16 symbol"):
        finish("😀", [bold | {"length": 1}], "news_bot")


@pytest.mark.parametrize(
    "hostile",
    ["<b>" * 10_000, "&" * 30_000, "<" * 30_000, "#a " * 10_000, "a." * 15_000, "/a" * 15_000, "@a" * 15_000,
     "a@" * 15_000, "<b>x</b>" * 4_000, "http://" * 4_000, "a" * 30_000, "-" * 30_000, "a-." * 10_000],
)  # fmt: skip
def test_hostile_text_is_read_or_refused(hostile: str) -> None:
    with contextlib.suppress(Refused):
        html(hostile)
    plain(hostile)
