"""How a question is read."""

import pytest

from bot.errors import BadQuery
from bot.text import kinds
from bot.text.query import MOST_WORDS, parse


def texts(question: str, *languages: str) -> list[str]:
    return [word.text for word in parse(question, languages).words]


def test_question_words_are_left_out_and_words_that_tell_stay() -> None:
    assert texts("What was the first bridge before 1900?", "en") == ["first", "bridge", "before", "1900"]


def test_a_question_of_function_words_alone_is_asked_with_them() -> None:
    assert texts("Who are they?", "en") == ["who", "are", "they"]


def test_the_function_words_are_those_of_the_language_that_fits() -> None:
    assert "son" in texts("Who was the son of the king?", "en", "es")
    assert "son" not in texts("¿Cuáles son los puentes de la ciudad?", "en", "es")


def test_a_word_is_looked_for_under_the_stems_of_every_language() -> None:
    (word,) = parse("running", ["en", "es"]).words
    assert len(word.terms) == 2


def test_names_and_numbers_are_told_apart() -> None:
    query = parse("When did Ada Merrow sell 40 boats?", ["en"])
    assert [word.text for word in query.words if word.name] == ["ada", "merrow"]
    assert [word.text for word in query.words if word.number] == ["40"]


@pytest.mark.parametrize(
    ("question", "language", "asked"),
    [
        ("Who built it?", "en", kinds.PERSON_ASKED),
        ("In what year did it open?", "en", kinds.DATE_ASKED),
        ("How many boats are there?", "en", kinds.NUMBER_ASKED),
        ("Many boats sink, why?", "en", kinds.REASON_ASKED),
        ("¿Dónde está el puente?", "es", kinds.PLACE_ASKED),
        ("Когда построили мост?", "ru", kinds.DATE_ASKED),
        ("Скільки човнів у порту?", "uk", kinds.NUMBER_ASKED),
        ("Warum sank das Boot?", "de", kinds.REASON_ASKED),
        ("Describe the boat", "en", 0),
    ],
)
def test_what_a_question_asks_for_is_told_from_its_words(question: str, language: str, asked: int) -> None:
    assert parse(question, [language]).asked == asked


def test_what_is_invisible_in_a_question_parts_no_word() -> None:
    pasted = parse("\u200bse\u00ad\u00aded\u2069 va\u200bult\u200d\ufeff", ["en"])
    assert pasted.words == parse("seed vault", ["en"]).words


def test_a_question_has_so_many_words_at_most() -> None:
    assert len(texts(" ".join(f"word{i}" for i in range(500)), "en")) == MOST_WORDS


def test_a_question_of_an_empty_library_can_be_read() -> None:
    assert texts("Where is it?") == ["where", "is", "it"]


def test_no_word_is_a_bad_query() -> None:
    with pytest.raises(BadQuery):
        parse("?!", ["en"])


def test_a_question_may_ask_for_two_things() -> None:
    asked = parse("Who founded the mill, and when?", ["en"]).asked
    assert asked == kinds.PERSON_ASKED | kinds.DATE_ASKED
    assert parse("Who was king when the mill burned?", ["en"]).asked == kinds.PERSON_ASKED


def test_words_that_questions_ask_with_are_light_but_names_are_not() -> None:
    words = parse("What kind of moss grows on the Kind bridge?", ["en"]).words
    assert {word.text: word.light for word in words} == {
        "kind": True, "moss": False, "grows": False, "bridge": False,
    }  # fmt: skip
    assert not any(word.light for word in parse("Where is Many Glacier?", ["en"]).words)
