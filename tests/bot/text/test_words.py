import pytest

from bot.text.words import LANGUAGES, spans, stem, stop_words, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A state-of-the-art plant", ["a", "state", "of", "the", "art", "plant"]),
        ("It’s O'Neil's, don't touch.", ["it's", "o'neil's", "don't", "touch"]),
        ("L'homme dell’acqua d'Artagnan", ["l", "homme", "dell", "acqua", "d", "artagnan"]),
        ("П’ять мільйонів, сім'я", ["п'ять", "мільйонів", "сім'я"]),
        ("4,096 units, 3.5 % at 10:30", ["4096", "units", "3.5", "at", "10:30"]),
        ("1.250.000 and 12\u202f500 and 2,5", ["1250000", "and", "12500", "and", "2,5"]),
        ("in the 1990s, the 5th mp3", ["in", "the", "1990s", "the", "5th", "mp3"]),
        ("The U.N. and U.S.A.", ["the", "un", "and", "usa"]),
        ("Straße İzmir", ["strasse", "izmir"]),
        ("", []),
        ("— … !!! ''", []),
    ],
)
def test_text_is_cut_into_folded_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_scripts_without_spaces_come_as_pairs_of_characters() -> None:
    assert words("東京タワー") == ["東京", "京タ", "タワ", "ワー"]
    assert words("高さ333mの塔") == ["高さ", "333m", "の塔"]
    assert words("京") == ["京"]


def test_a_composed_and_a_decomposed_letter_are_one_word() -> None:
    assert words("cafe\u0301") == words("café") == ["café"]


def test_vowel_signs_do_not_cut_a_word() -> None:
    assert words("हिन्दी भाषा") == ["हिन्दी", "भाषा"]


@pytest.mark.parametrize(
    "text", ["İzmir’s l'homme, 4,096 東京タワー U.N. cafe\u0301", "a'" * 50 + "1,0" * 50]
)
def test_spans_point_at_the_words(text: str) -> None:
    found = spans(text)
    assert [word for _, _, word in found] == words(text)
    assert all(word in words(text[start:end]) for start, end, word in found)


def test_stems_join_the_forms_of_a_word() -> None:
    assert stem("running", "en") == stem("runs", "en")
    assert stem("canciones", "es") == stem("canción", "es")
    assert stem("городами", "ru") == stem("города", "ru")
    assert stem("містами", "uk") == stem("місто", "uk")
    assert stem("ёлка", "ru") == stem("елка", "ru")


def test_a_word_of_an_unknown_language_is_its_own_stem() -> None:
    assert stem("running", "und") == "running"
    assert stem("running", "tlh") == "running"


@pytest.mark.parametrize("language", [*LANGUAGES, "und"])
def test_no_stemmer_breaks_on_nonsense(language: str) -> None:
    for word in [
        "",
        "a",
        "'",
        "ъ",
        "4096",
        "x" * 5000,
        "ї" * 39,
        "ся",
        "ость",
        "i̇",
        "東京",
        "lll",
        "ة",
        "ςς",
    ]:
        assert isinstance(stem(word, language), str)


def test_every_language_has_stop_words_in_the_form_of_words() -> None:
    for language in LANGUAGES:
        assert len(stop_words(language)) > (10 if language == "th" else 50), language
    assert stop_words("und") == frozenset()
    assert {"the", "of", "it's"} <= stop_words("en")
    assert {"de", "que", "él"} <= stop_words("es")
    assert {"он", "что", "её"} <= stop_words("ru")
    assert {"він", "що", "їй"} <= stop_words("uk")


def test_plain_text_is_cut_as_any_other() -> None:
    text = "L'Homme, don't! 4,096 U.N. state-of-the-art 1990s O'Neil's"
    assert [*words(text), "é"] == words(f"{text} é")
