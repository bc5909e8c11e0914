from bot.models import Paragraph, Reading, Sentence
from bot.text.rank import SUMMARIZERS, rank
from bot.text.summarizer import GistwireSummarizer, order_by, sumy_document

TEXTS = [
    "The town of Alder opened a new bridge over the river Wend.",
    "Rain fell.",
    "He did not come to see it.",
    "The old bridge over the river Wend had been closed for two years.",
    "A band of forty people played.",
]


def test_ours_is_one_of_sumys_summarizers() -> None:
    chosen = GistwireSummarizer("en")(sumy_document(TEXTS), 2)
    assert [str(sentence) for sentence in chosen] == [TEXTS[0], TEXTS[3]]
    assert len(GistwireSummarizer("en")(sumy_document(TEXTS), "40%")) == 2
    assert GistwireSummarizer("en")(sumy_document([]), 3) == ()


def test_ours_gives_sumy_the_sentences_that_a_reading_gives() -> None:
    paragraph = Paragraph(tuple(Sentence(text) for text in TEXTS))
    ranked = rank(Reading(title="", language="en", paragraphs=(paragraph,), digest="")).sentences
    for count in range(6):
        chosen = GistwireSummarizer("en")(sumy_document(TEXTS), count)
        assert [str(sentence) for sentence in chosen] == [s.text for s in ranked if s.pick < count]


def test_theirs_keep_their_own_order() -> None:
    orders = {
        name: tuple(order_by(name, TEXTS * 4, "en", title="Bridge").positions) for name in SUMMARIZERS[1:]
    }
    assert len(set(orders.values())) > 3


def test_edmundson_hears_the_title() -> None:
    texts = ["Rain fell in town.", "Boats left at dawn.", "Trains left at dawn.", "Snow fell in town."]
    assert order_by("edmundson", texts, "en", title="Trains are back").positions[0] == 2
