"""Irregular forms."""

import pytest

from bot.text.irregular import others


@pytest.mark.parametrize(
    ("one", "other"),
    [("wrote", "write"), ("begin", "began"), ("begins", "begun"), ("built", "build"), ("men", "man")],
)
def test_irregular_forms_are_one_word(one: str, other: str) -> None:
    assert other in others(one, ["en"])


def test_a_regular_form_is_no_form_of_another_word_that_is_written_alike() -> None:
    assert others("founded", ["en"]) == ()


def test_a_language_that_the_library_has_not_adds_no_forms() -> None:
    assert others("wrote", ["es", "uk", "xx"]) == ()
