"""Words that say much the same."""

from importlib import resources

import pytest

from bot.text.index import term_of
from bot.text.thesaurus import alike
from bot.text.words import stem


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "founded", "established"),
        ("en", "established", "founded"),
        ("es", "falleció", "murió"),
        ("ru", "построили", "строительство"),
        ("uk", "вбив", "застрелили"),
    ],
)
def test_words_that_say_the_same_go_together_in_any_form(language: str, one: str, other: str) -> None:
    assert term_of(stem(other, language)) in alike(one, (language,))


def test_a_word_is_not_alike_itself() -> None:
    assert term_of(stem("founded", "en")) not in alike("founded", ("en",))


def test_another_language_adds_nothing() -> None:
    assert alike("founded", ("es", "xx")) == ()


def test_each_line_says_of_which_language_it_is_and_joins_at_least_two_words() -> None:
    text = resources.files("bot.text").joinpath("data/thesaurus.txt").read_text("utf-8")
    lines = [line.split() for line in text.splitlines() if not line.startswith("#")]
    assert all(len(line) >= 3 and line[0] in {"en", "es", "ru", "uk"} for line in lines)
    assert all(word == word.casefold() for line in lines for word in line)
