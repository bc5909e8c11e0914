"""Other forms of words, and misspelled ones."""

import pytest

from bot.text.spelling import beginning, close, edits, forms, is_form, nearest


def test_forms_share_a_beginning() -> None:
    found = forms("armenia", [1], [("armenia", 1), ("armenian", 2), ("armament", 3)])
    assert set(found) == {2}
    assert 0.5 < found[2] < 1


@pytest.mark.parametrize("word", ["lamp", "1874", "x2000y"])
def test_short_words_and_numbers_have_no_other_forms(word: str) -> None:
    assert beginning(word) is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("goverment", "government"),
        ("lihgthouse", "lighthouse"),
        ("президнет", "президент"),
        ("habrour", "harbour"),
    ],
)
def test_a_letter_missing_swapped_or_wrong_is_forgiven(written: str, meant: str) -> None:
    vocabulary = [(meant, 1), ("garden", 2), ("президиум", 3)]
    assert nearest(written, dict(close(written, vocabulary, 1)), {1: 1, 2: 9, 3: 1}) == meant


def test_of_words_equally_near_the_more_frequent_is_meant() -> None:
    near = dict(close("bords", [("birds", 1), ("boards", 2)], 1))
    assert nearest("bords", near, {1: 1, 2: 5}) == "boards"


def test_a_word_that_no_article_has_any_more_is_not_meant() -> None:
    assert nearest("bords", {"birds": 1}, {}) is None


def test_another_letter_makes_a_short_word_another_word_unless_it_is_a_name() -> None:
    near = dict(close("painted", [("pointed", 1)], 1))
    assert nearest("painted", near, {1: 1}) is None
    assert nearest("painted", near, {1: 1}, name=True) == "pointed"


def test_a_short_word_has_to_be_right() -> None:
    assert edits("cats") == 0


def test_an_other_ending_is_a_form_and_in_latin_letters_an_exchanged_one_is_not() -> None:
    assert is_form("школою", "школа")
    assert is_form("bridges", "bridge")
    assert not is_form("zelenski", "zelensky")
    assert not is_form("goverment", "government")
