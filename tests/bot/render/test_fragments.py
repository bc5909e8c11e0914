from urllib.parse import unquote

import pytest

from bot.render.fragments import opening_linked, sentence_link

PAGE = "https://example.org/story"
LONG = "The council, which met on Monday, has voted to keep the old ferry for another two years & a half."


def test_a_short_sentence_is_named_whole() -> None:
    assert sentence_link(PAGE, "The ferry stopped.") == f"{PAGE}#:~:text=The%20ferry%20stopped."


def test_a_long_sentence_is_named_by_its_ends() -> None:
    start, end = sentence_link(PAGE, LONG).partition(":~:text=")[2].split(",")
    assert unquote(start) == "The council, which met on"
    assert unquote(end) == "two years & a half."


@pytest.mark.parametrize("mark", [",", "-", "&", "#", "%", "+", "=", "–", "“", "é", "ї"])
def test_what_has_a_meaning_in_the_fragment_is_encoded(mark: str) -> None:
    told = sentence_link(PAGE, f"one{mark}two").partition(":~:text=")[2]
    assert unquote(told) == f"one{mark}two"
    assert not set(told) & set(",-&#+= ") | {char for char in told if not char.isascii()}


def test_a_page_that_has_a_fragment_keeps_it() -> None:
    assert sentence_link(f"{PAGE}#part", "Short.") == f"{PAGE}#part:~:text=Short."


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", 'https://x/"><b>', "ftp://example.org/"])
def test_there_is_no_link_where_there_is_no_address(url: str) -> None:
    assert sentence_link(url, "Short.") == ""
    assert opening_linked("a < b & c", url) == "a &lt; b &amp; c"


def ends(sentence: str) -> list[str]:
    return [unquote(part) for part in sentence_link(PAGE, sentence).partition(":~:text=")[2].split(",")]


def test_a_sentence_without_spaces_is_named_by_its_clauses_which_are_whole_words() -> None:
    first, last = "市议会周一晚上投票决定保留渡轮", "因为资金也还没有找到。"
    middle = "但是没有人知道以后会发生什么事情" * 3
    assert ends(f"{first}，{middle}，{last}") == [first, last]


def test_a_sentence_without_spaces_or_clauses_is_named_whole() -> None:
    assert ends("市" * 200) == ["市" * 200]
    thai = "เรือข้ามฟากหยุดให้บริการในวันจันทร์หลังจากให้บริการมาเก้าสิบเอ็ดปีแก่หมู่บ้านทั้งสองแห่ง"
    assert ends(thai) == [thai]


def test_a_sentence_of_few_long_words_is_named_whole() -> None:
    words = "Internationalization of telecommunication infrastructure costs money everywhere nowadays."
    assert ends(words) == [words]


def test_the_opening_words_are_the_link_and_the_text_stays_as_it_is() -> None:
    shown = opening_linked(LONG, PAGE)
    words = shown.partition(">")[2].replace("</a>", "").replace("&amp;", "&")
    assert words == LONG
    assert shown.partition(">")[2].partition("</a>")[0] == "The council, which"
