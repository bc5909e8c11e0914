import random
from concurrent.futures import ThreadPoolExecutor

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
    assert words("老茶馆") == ["老茶", "茶馆"]
    assert words("東京タワー") == ["東京", "タワ", "ワー"]
    assert words("高さ333mの塔") == ["高", "333m", "塔"]
    assert words("京") == ["京"]
    assert words("は") == ["は"]


def test_what_bends_a_japanese_or_korean_word_stands_apart_from_it() -> None:
    assert words("壊れた")[0] == words("壊れます")[0] == "壊"
    assert words("시청이 시청은 시청에서 시청") == ["시청"] * 4
    assert words("썼다 썼나요") == ["썼", "썼"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("за́мок Ки́їв", "замок київ"),
        ("שָׁלוֹם", "שלום"),
        ("كتـــاب شَهْر", "كتاب شهر"),
        ("स्\u200dवास्\u200dथ्य", "स्वास्थ्य"),
        ("col·lecció", "col·lecció"),
        ("۱۹۸۷ ١٩٨٧ १९८७ １９８７", "1987 1987 1987 1987"),
        ("१,००० 1,00,000", "1000 100000"),
        ("ＡＢＣ", "abc"),
    ],
)
def test_ways_of_writing_a_word_are_one(written: str, meant: str) -> None:
    assert words(written) == meant.split()


def test_a_joiner_parts_persian_words_and_no_others() -> None:
    assert words("کتاب\u200cها") == ["کتاب", "ها"]
    assert words("ट्\u200cस") == ["ट्स"]


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


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("ca", "ciutat ciutats"),
        ("el", "γέφυρα γέφυρες γεφυρών ΓΕΦΥΡΑ"),
        ("eo", "urbo urbojn"),
        ("et", "raamat raamatud"),
        ("eu", "hirian hiriak"),
        ("fa", "کتاب کتابهای كتاب"),
        ("ga", "droichead dhroichead"),
        ("hi", "नदी नदियों"),
        ("hr", "rijeka rijekom"),
        ("hy", "կամուրջ կամուրջներ"),
        ("id", "membaca dibaca"),
        ("lt", "miestas miestų"),
        ("ne", "पुल पुलहरू"),
        ("pl", "miasto miastach"),
        ("sr", "река реком reke"),
        ("st", "buka libuka"),
        ("ta", "நகரம் நகரங்கள்"),
        ("tr", "ışıklar Işık IŞIK ışıkta"),
        ("yi", "שטאָט שטאט"),
    ],
)
def test_languages_of_snowball_are_stemmed(language: str, forms: str) -> None:
    assert len({stem(word, language) for word in words(forms)}) == 1


def test_threads_that_share_a_stemmer_get_their_own_stems() -> None:
    rng = random.Random(1)
    made = ["".join(rng.choices("abcdeiklmnoprstuyząęłó", k=9)) + ending for ending in ("ami", "owie")] * 500
    found = ["".join(rng.sample(word, len(word))) for word in made]
    stem.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda word: stem(word, "pl"), found))
    stem.cache_clear()
    assert together == [stem(word, "pl") for word in found]


def test_a_word_of_latin_letters_is_no_greek_or_persian_one() -> None:
    for language in ("ar", "el", "fa", "hi", "hy", "ne", "ru", "ta", "uk", "yi"):
        assert stem("running", language) == "running"


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
    assert {"που", "και", "πόσο"} <= stop_words("el")
    assert {"где", "gde"} <= stop_words("sr")
    assert {"です", "まし"} <= stop_words("ja")


def test_no_stop_word_is_another_word_without_its_vowels_or_its_compound() -> None:
    assert "حدث" not in stop_words("ar")  # an event; sumy lists the verb, vowels and all
    assert "書" not in stop_words("ja")
    assert not any(word.isdigit() for word in stop_words("zh"))


def test_plain_text_is_cut_as_any_other() -> None:
    text = "L'Homme, don't! 4,096 U.N. state-of-the-art 1990s O'Neil's"
    assert [*words(text), "é"] == words(f"{text} é")


def test_words_are_cut_alike_whatever_stands_beside_them() -> None:
    chance = random.Random(7)
    for letters in ("aB1'., :", "lLd'qu1a", "'a", "A.b'1 ", "1.,:x "):
        for _ in range(2_000):
            text = "".join(chance.choices(letters, k=chance.randint(1, 24)))
            # Text in ASCII alone is cut by a quicker expression.
            assert words(text) == words(f"{text} \u00e9")[:-1]
            assert spans(text) == spans(f"{text} \u00e9")[:-1]
