"""What fits a subscription's words, on articles indexed as the library indexes them."""

from collections.abc import Sequence

import pytest

from bot.errors import BadQuery, LimitReached
from bot.models import Paragraph, Reading, Sentence
from bot.text.index import index
from bot.text.watch import ANY, MOST_PARTS, Seen, Watch, anchors, from_key, holds, names, needed, parse

LIBRARY = ("de", "en", "es", "fr", "ru", "uk", "zh")


def article(
    *paragraphs: Sequence[str], language: str = "en", title: str = "A title", tags: tuple[str, ...] = ()
) -> Seen:
    told = Reading(
        title=title,
        language=language,
        paragraphs=tuple(Paragraph(tuple(map(Sentence, sentences))) for sentences in paragraphs),
        digest="",
        author="Vera Holt",
        publication="Harbor Gazette",
        tags=tags,
    )
    passages = index(told).passages
    return Seen([(one.position, one.terms, one.tokens) for one in passages], language, LIBRARY)


STORM = (
    ["A storm hit the harbors on Monday.", "Two ferries were damaged."],
    ["Repairs of the damaged ferry will take weeks.", "Nobody was hurt in the storm."],
)


@pytest.mark.parametrize(
    "text",
    [
        "storm",
        "STORMS",
        "harbor ferry",  # each somewhere in the article
        "repairing",
        "damage",
        '"damaged ferry"',
        "“damaged ferries”",
        "«hit the harbor»",
        "storm -hurricane",
        'storm -"ferry damaged"',
        "gazette",  # its publication
        "holt storm",  # its author
        "the storm",  # a function word is not asked for
        "(harbor) ferries?!",
    ],
)
def test_words_fit_in_any_form_and_anywhere(text: str) -> None:
    assert article(*STORM).fits(parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "hurricane",
        "storm hurricane",
        '"ferry damaged"',
        '"Monday two"',  # no sentence holds it
        "storm -ferries",
        'storm -"damaged ferries"',
        "-harbor",
        "stor",  # a part of a word is no form of it
        "s.orm",  # never a regular expression
    ],
)
def test_what_does_not_fit(text: str) -> None:
    assert not article(*STORM).fits(parse(text))


def test_signs_of_regular_expressions_mean_nothing() -> None:
    assert article(*STORM).fits(parse("storm.* ^harbor$ (ferry)+"))
    assert not article(*STORM).fits(parse("^(st|b)orn$"))


def test_exclusions_alone_fit_all_that_lacks_them() -> None:
    watch = parse("-hurricane")
    assert anchors(watch) == {ANY}
    assert article(*STORM).fits(watch)
    assert not article(*STORM).fits(parse("-storm"))


def test_title_and_tags_count() -> None:
    seen = article(["Nothing of note here."], title="The glaciers of Norway", tags=("Climate change",))
    assert seen.fits(parse('glacier "climate change"'))
    assert seen.best_sentence(parse("glacier")) is None


def test_a_word_of_several_words_is_a_phrase() -> None:
    seen = article(["Vaccines against COVID-19 were shared."])
    assert parse("covid-19").wanted == (("covid", "19"),)
    assert seen.fits(parse("covid-19"))
    assert not article(["In 19 cases COVID was found."]).fits(parse("covid-19"))
    assert not seen.fits(parse("vaccine -covid-19"))


def test_chinese_words_fit() -> None:
    seen = article(["北京大学的学生们参加了会议。"], language="zh")
    assert seen.fits(parse("北京大学"))
    assert seen.fits(parse("学生 会议"))
    assert not seen.fits(parse("大学北京"))
    assert not seen.fits(parse("北京大学 -学生"))


@pytest.mark.parametrize(
    ("language", "sentence", "text"),
    [
        ("uk", "Вчора у місті відкрили нову школу.", "школи місто"),
        ("ru", "Озёра замёрзли раньше обычного.", "озеро"),
        ("es", "Las papas andinas se cultivan en terrazas.", "papa andina"),
        ("de", "Die Brücken am Fluss wurden gesperrt.", "Brücke"),
    ],
)
def test_words_fit_by_the_forms_of_the_articles_language(language: str, sentence: str, text: str) -> None:
    assert article([sentence], language=language).fits(parse(text))


def test_a_function_word_of_another_language_is_asked_for() -> None:
    assert not article(["It was hard."]).fits(parse("die hard"))  # German "die" is none in English
    assert article(["Das war hart."], language="de").fits(parse("die hart"))


def test_function_words_are_asked_for_where_there_are_no_others() -> None:
    assert article(["Who is there?"]).fits(parse("who"))
    assert article(["To be or not to be, that is asked."]).fits(parse('"to be or not to be"'))
    assert not article(["To be asked or not."]).fits(parse('"to be or not to be"'))


def test_the_best_sentence_has_most_of_the_words_and_is_the_first_of_these() -> None:
    seen = article(*STORM)
    assert seen.best_sentence(parse("storm")) == 0
    assert seen.best_sentence(parse("damaged ferry")) == 1
    assert seen.best_sentence(parse("storm hurt")) == 3
    assert seen.best_sentence(parse('"damaged ferry" repairs')) == 2
    assert seen.best_sentence(parse("gazette")) is None


@pytest.mark.parametrize("text", ["", "  ", "🔥 !!", '""', "-", "- -", '-""'])
def test_nothing_to_look_for_is_refused(text: str) -> None:
    with pytest.raises(BadQuery):
        parse(text)


def test_too_much_is_refused() -> None:
    with pytest.raises(LimitReached):
        parse("x" * 201)
    with pytest.raises(LimitReached):
        parse(" ".join(f"word{n}" for n in range(MOST_PARTS + 1)))


def test_one_meaning_has_one_key_from_which_it_comes_back() -> None:
    one, other = parse('Ferry  storm -"Two words" storm'), parse("STORM -“two words” ferry")
    assert one.key == other.key
    assert one.key != parse("storm ferry").key
    for text in ('"a b" -c d', "l'homme -covid-19", "北京大学", '"x y" [z]', "putin's 3.5 4,096 U.N."):
        assert from_key(parse(text).key) == parse(text)


WATCHES = [
    "storm", "the storm", "die storm", '"the storm"', "harbor ferry", "damage", "was", "gazette -x", "holts",
    '"was hurt"', "weeks of repair", "Monday",
]  # fmt: skip


@pytest.mark.parametrize("text", WATCHES)
def test_an_article_that_fits_holds_an_anchor_whatever_its_language(text: str) -> None:
    watch = parse(text)
    for language in (*LIBRARY, "und", "fi", "tlh"):
        seen = article(*STORM, language=language)
        if seen.fits(watch):
            assert not anchors(watch).isdisjoint(seen.terms)


@pytest.mark.parametrize("text", WATCHES)
def test_an_article_that_fits_holds_all_that_is_needed(text: str) -> None:
    for language in LIBRARY:
        seen = article(*STORM, language=language)
        if seen.fits(parse(text)):
            assert all(not terms.isdisjoint(seen.terms) for terms in needed(parse(text), LIBRARY))


def test_a_sentence_without_any_of_the_words_is_told_apart() -> None:
    assert holds("Two ferries were damaged.", parse("ferry storm"), "en", LIBRARY)
    assert not holds("Nobody was hurt.", parse("ferry storm"), "en", LIBRARY)


def test_a_watch_is_tried_quickly_on_hostile_words() -> None:
    text = ("a-" * 99)[:199]
    assert not article(*STORM).fits(parse(text))
    assert isinstance(parse('"' * 199 + "a"), Watch)


def test_a_source_narrows_it_to_what_is_called_so() -> None:
    wanted = parse('from:"Lorne Herald" ferry')
    assert from_key(wanted.key) == wanted
    assert wanted != parse("ferry")
    for publication, url, fits in (
        ("The Lorne Herald", "", True),
        ("THE LORNE HERALD | News", "", True),
        ("The Lorne Post", "https://example.org/", False),
        ("", "https://lorne.example/", False),
    ):
        seen = Seen([], "en", ["en"], names(publication, url))
        assert seen.fits(Watch((), (), wanted.source)) is fits


def test_a_source_may_be_named_by_its_site_and_needs_no_words() -> None:
    wanted = parse("from:lorne.example")
    assert anchors(wanted) == frozenset((ANY,))
    seen = Seen([], "en", ["en"], names("", "https://www.lorne.example/story"))
    assert seen.fits(wanted)


def test_a_word_that_begins_with_from_is_a_word() -> None:
    assert not parse("from here").source
    assert not parse("away-from:home").source


@pytest.mark.parametrize("text", ["from:", "bees from:", 'from:""'])
def test_a_source_without_a_name_is_not_looked_for(text: str) -> None:
    with pytest.raises(BadQuery):
        parse(text)
