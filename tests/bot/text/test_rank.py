import pytest

from bot.models import Paragraph, Reading, Sentence
from bot.text.rank import SUMMARIZERS, rank

TEXTS = (
    ("The town of Alder opened a new bridge over the river Wend.", "The bridge cost nine million crowns."),
    ("Rain fell all morning long.", "The old bridge over the river Wend had been closed for two years."),
    ("A band of forty people played.",),
)


def reading(*paragraphs: tuple[str, ...], language: str = "en", title: str = "") -> Reading:
    return Reading(
        title=title,
        language=language,
        paragraphs=tuple(Paragraph(tuple(Sentence(text) for text in texts)) for texts in paragraphs),
        digest="",
    )


def taken(ranked: Reading) -> list[str]:
    """The texts, in the order in which a summary takes them."""
    return [sentence.text for sentence in sorted(ranked.sentences, key=lambda sentence: sentence.pick)]


@pytest.mark.parametrize("summarizer", SUMMARIZERS)
def test_picks_are_every_place_once(summarizer: str) -> None:
    ranked = rank(reading(*TEXTS, title="A new bridge"), summarizer=summarizer)
    assert sorted(sentence.pick for sentence in ranked.sentences) == [0, 1, 2, 3, 4]
    assert all(0 <= sentence.salience <= 1 for sentence in ranked.sentences)


def test_texts_and_paragraphs_stay_as_they_were() -> None:
    after = rank(reading(*TEXTS))
    assert [[sentence.text for sentence in p.sentences] for p in after.paragraphs] == [list(t) for t in TEXTS]


@pytest.mark.parametrize("summarizer", SUMMARIZERS)
@pytest.mark.parametrize(
    "paragraphs",
    [
        (),
        ((),),
        (("…",), ("!!!",)),
        (("He.", "He.", "He."),),
        (("a",),),
        (("東京は日本の首都です。", "東京には塔があります。"),),
        (("x" * 100_000,), ("\u0301\u200b",)),
    ],
)
def test_nonsense_is_ranked_all_the_same(paragraphs: tuple[tuple[str, ...], ...], summarizer: str) -> None:
    ranked = rank(reading(*paragraphs, language="und"), summarizer=summarizer)
    assert sorted(sentence.pick for sentence in ranked.sentences) == list(range(len(ranked.sentences)))


def test_an_unknown_summarizer_is_refused() -> None:
    with pytest.raises(ValueError, match="magic"):
        rank(reading(*TEXTS), summarizer="magic")


def test_what_the_article_keeps_coming_back_to_is_taken_first() -> None:
    first, second = taken(rank(reading(*TEXTS)))[:2]
    assert "bridge" in first
    assert "bridge" in second


def test_a_sentence_said_twice_is_not_taken_twice() -> None:
    said = "The council closed the harbor of Alder for repairs."
    other = "The council pays the harbor repairs from a new tax on ships."
    assert set(taken(rank(reading((said, said, other))))[:2]) == {said, other}


def test_the_title_speaks_for_its_words() -> None:
    texts = ("Boats left the harbor at dawn.", "Trains left the station at dawn.")
    assert taken(rank(reading(texts, title="Trains are back")))[0].startswith("Trains")
    assert taken(rank(reading(texts, title="Boats are back")))[0].startswith("Boats")


@pytest.mark.parametrize(
    ("language", "before", "leaning", "plain"),
    [
        (
            "en",
            "The mayor of Alder spoke.",
            "He said that the harbor, the harbor wall and the harbor lights will be repaired.",
            "The harbor wall and the harbor lights of Alder will be repaired by spring.",
        ),
        (
            "es",
            "La alcaldesa de Alder habló ayer.",
            "Ella dijo que el puerto, el muro del puerto y las luces del puerto se repararán.",
            "El muro del puerto y las luces del puerto de Alder se repararán en primavera.",
        ),
        (
            "ru",
            "Вчера выступил мэр города Ольхов.",
            "Он сказал, что порт, стену порта и огни порта отремонтируют.",
            "Стену порта и огни порта в Ольхове отремонтируют к следующей весне.",
        ),
        (
            "uk",
            "Учора виступив мер міста Вільхів.",
            "Він сказав, що порт, стіну порту та вогні порту відремонтують.",
            "Стіну порту та вогні порту у Вільхові відремонтують до наступної весни.",
        ),
    ],
)
def test_a_sentence_that_lost_its_antecedent_waits(
    language: str, before: str, leaning: str, plain: str
) -> None:
    order = taken(rank(reading((before, leaning), (plain,), language=language)))
    assert order.index(before) < order.index(leaning)
    assert order[0] != leaning


ORDER = "An order of the council closed the harbor of Alder to all ships."
DIVIDED = "The order divided fishermen and bakers, and the fishermen's wives and the bakers' wives."
FILLER = "Nobody in the old town slept well."


def test_a_noun_that_was_not_introduced_waits() -> None:
    assert taken(rank(reading((FILLER,), ("Rain fell all over the town.",), (DIVIDED,))))[0] == FILLER


def test_a_noun_that_was_introduced_in_any_sentence_before_does_not() -> None:
    assert taken(rank(reading((ORDER,), (FILLER,), (DIVIDED,))))[1] == DIVIDED


def test_an_article_before_what_is_so_in_general_points_at_nothing() -> None:
    music = "La música es la fiesta del puerto, y el puerto es la música de la fiesta."
    rest = "Nadie durmió bien en el pueblo viejo."
    assert taken(rank(reading((rest,), (music,), language="es")))[0] == music


def test_half_a_quotation_waits_for_whole_sentences() -> None:
    half = "“The harbor wall and the harbor lights of Alder are older than the town."
    whole = "The harbor wall and the harbor lights will be repaired by next spring."
    other = "Ferries will leave from the beach in the meantime, Anna Brook says."
    assert taken(rank(reading((half, whole, other))))[-1] == half


def test_the_middle_of_a_quotation_waits_for_the_articles_own_sentences() -> None:
    opens = "“The harbor wall was never meant to stand for so long."
    middle = "The harbor wall and the harbor lights of Alder will fall into the sea."
    closes = "Nobody in Alder has listened to us,” said Anna Brook."
    own = "The harbor wall and the harbor lights will be repaired by next spring."
    other = "Ferries will leave from the beach in the meantime, Anna Brook says."
    assert taken(rank(reading((own, opens, middle, closes, other))))[:2] == [own, other]


def test_a_long_summary_prefers_what_says_more_to_fillers() -> None:
    story = (
        "The council of Alder will repair the harbor wall before the storms of next winter.",
        "Masons from Wend found cracks in the harbor wall when the ferry was late in May.",
        "Anna Brook, who runs the ferry, hopes that the storms leave the lighthouse alone.",
        "Fishermen have asked the council for a crane and for a road to the lighthouse.",
        "Money for the road comes from the county, which paid for the crane in Wend as well.",
    )
    filler = "Some residents of the town like change."
    tells = "Masons will close the road to the ferry until the crane of the county stands on the wall."
    assert taken(rank(reading((*story, filler, tells))))[5:] == [tells, filler]


def test_an_unknown_language_is_ranked_by_its_longer_words() -> None:
    texts = ("Ka no te ika.", "Te whare nui o te iwi whare kei te moana.", "Ko te whare o te moana tenei.")
    assert "whare" in taken(rank(reading(texts, language="mi")))[0]


@pytest.mark.parametrize("summarizer", ["gistwire", "kl"])
def test_a_long_text_is_ranked_whole(summarizer: str) -> None:  # sumy's KL would take hours without a bound
    texts = tuple(
        f"Item {i} of list {i % 7} names town {i % 31} and river {i % 13} in region {i}." for i in range(2000)
    )
    assert len(rank(reading(texts), summarizer=summarizer).sentences) == 2000


def test_a_word_of_one_chinese_character_counts() -> None:
    bridges = ("空が晴れた。", "橋が燃えた。", "人は泣いた。", "橋を直した。", "犬が走った。")
    assert {text[0] for text in taken(rank(reading(bridges, language="ja", title="橋")))[:2]} == {"橋"}
