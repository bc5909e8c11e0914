from bot.models import Paragraph, Reading, Sentence
from bot.text.rank import rank

TEXTS = (
    ("The town of Alder opened a new bridge over the river Wend.", "The bridge cost nine million crowns."),
    ("Rain fell in the morning.", "The old bridge over the Wend had been closed for two years."),
    ("A band played.",),
)


def reading(*paragraphs: tuple[str, ...], language: str = "en", title: str = "") -> Reading:
    return Reading(
        title=title,
        language=language,
        paragraphs=tuple(Paragraph(tuple(Sentence(text) for text in texts)) for texts in paragraphs),
        digest="",
    )


def test_picks_are_every_place_once() -> None:
    ranked = rank(reading(*TEXTS))
    assert sorted(sentence.pick for sentence in ranked.sentences) == [0, 1, 2, 3, 4]


def test_texts_and_paragraphs_stay_as_they_were() -> None:
    before = reading(*TEXTS)
    after = rank(before)
    assert [[s.text for s in p.sentences] for p in after.paragraphs] == [list(texts) for texts in TEXTS]


def test_nothing_to_rank_is_no_error() -> None:
    assert rank(reading()).sentences == ()
    assert [s.pick for s in rank(reading(("…",), ("!!!",))).sentences] == [0, 1]
