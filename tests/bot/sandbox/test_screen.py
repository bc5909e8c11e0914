import pytest

from bot.sandbox.entities import finish
from bot.sandbox.markup import parse_html
from bot.sandbox.refusals import Json
from bot.sandbox.screen import Look, display_width, show_message

COLORS = Look(colors=True)


def shown(source: str, look: Look = Look()) -> str:  # noqa: B008  (frozen)
    text, entities = finish(*parse_html(source), "news_bot")
    return show_message({"text": text, "entities": entities}, look)


def test_plain_text_has_no_escape_codes() -> None:
    assert shown("<b>a</b> <i>b</i> <code>c</code>") == "a b c"


def test_formatting_is_colored_where_colors_are_wanted() -> None:
    assert shown("a <b>b <i>c</i></b> d", COLORS) == "a \x1b[1mb \x1b[0m\x1b[1;3mc\x1b[0m d"


def test_a_link_shows_its_address_unless_that_is_its_text() -> None:
    assert shown('<a href="https://example.com/a">here</a>, ok') == "here (https://example.com/a), ok"
    assert shown('<a href="https://example.com">https://example.com</a>') == "https://example.com"


def test_a_link_to_the_bot_itself_shows_the_command_that_it_sends() -> None:
    source = '<a href="https://t.me/news_bot?start=a12">12</a> <a href="https://t.me/x_bot?start=a">x</a>'
    assert shown(source, Look(bot="News_Bot")) == "12 (/start a12) x (https://t.me/x_bot?start=a)"


def test_a_quote_stands_behind_a_bar_on_lines_of_its_own() -> None:
    source = "He said:<blockquote>One.\n\nTwo 😀.</blockquote>\nAnd more."
    assert shown(source) == "He said:\n│ One.\n│\n│ Two 😀.\nAnd more."


def test_two_quotes_keep_the_empty_line_between_them() -> None:
    source = "<blockquote>a</blockquote>\n\n<blockquote>b</blockquote>"
    assert shown(source) == "│ a\n\n│ b"


def test_lines_are_wrapped_by_columns_and_long_words_are_kept() -> None:
    assert shown("aa bb cc", Look(width=5)) == "aa bb\ncc"
    assert shown("漢字 漢字", Look(width=7)) == "漢字\n漢字"
    assert shown("a unbreakable b", Look(width=6)) == "a\nunbreakable\nb"
    assert shown("<blockquote>aa bb cc</blockquote>", Look(width=7)) == "│ aa bb\n│ cc"


def test_lines_are_not_wrapped_without_a_width() -> None:
    assert shown("word " * 100) == ("word " * 100).strip()


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("漢", 2), ("e\u0301", 1), ("a\u200db", 2)])
def test_width_is_counted_in_columns(text: str, columns: int) -> None:
    assert display_width(text) == columns


def test_buttons_are_numbered_row_by_row() -> None:
    rows = [[{"text": "Short"}, {"text": "Site", "url": "https://example.com"}], [{"text": "More"}]]
    message: Json = {"text": "x", "reply_markup": {"inline_keyboard": rows}}
    assert show_message(message, Look()) == "x\n[1] Short  [2] Site ↗\n[3] More"


def test_a_document_is_named_with_its_caption() -> None:
    document = {"file_name": "a.txt", "file_size": 5}
    assert show_message({"document": document, "caption": "See"}, Look()) == "[file] a.txt, 5 bytes\nSee"


def test_no_text_moves_the_cursor() -> None:
    message: Json = {"text": "a\x1b[2Jb\x9b", "reply_markup": {"inline_keyboard": [[{"text": "\x1bc"}]]}}
    assert "\x1b" not in show_message(message, Look())
    assert "\x9b" not in show_message(message, Look())


def test_an_entity_that_does_not_fit_is_left_out() -> None:
    entity = {"type": "bold", "offset": 1, "length": 9}
    assert show_message({"text": "😀", "entities": [entity]}, COLORS) == "😀"
