"""Prose of the page that stands apart from the article."""

from bot.models import Document
from bot.text.read import read

BODY = (
    "The lighthouse at Norderhag burned again on Monday, eighty years after its lamp was taken away.\n\n"
    "Engineers carried a heavy lens up the stairs and found that the old bracket still held it.\n\n"
    "Fishermen had collected the money in a jar that stood on the counter of the harbor office.\n\n"
)


def _sentences(text: str) -> list[str]:
    return [one.text for one in read(Document("x", "x.txt", "text", text.encode())).sentences]


def test_what_a_publisher_says_of_itself_below_its_article_is_left_out() -> None:
    about = (
        "We believe in accuracy, fairness and transparency, and our editorial standards explain everything."
    )

    kept = _sentences(f"A lamp returns\n\n{BODY}Share\n\nHow we work\n\n{about}\n\nAdvertisement")

    assert about not in kept
    assert len(kept) == 3


def test_a_last_paragraph_below_a_box_stays() -> None:
    last = "The lens will be lit each evening until the ferry company has found a cheaper one."

    assert _sentences(f"A lamp returns\n\n{BODY}Sign up\n\nAdvertisement\n\n{last}")[-1] == last


def test_a_last_paragraph_with_new_words_stays_where_it_speaks_to_nobody() -> None:
    last = (
        "Insurance negotiations involving several international underwriters remain unresolved this winter."
    )

    assert _sentences(f"A lamp returns\n\n{BODY}Advertisement\n\n{last}")[-1] == last


def test_a_quotation_is_never_an_island() -> None:
    last = (
        '"We always believed that somebody would eventually remember our forgotten neighborhood," she said.'
    )

    assert _sentences(f"A lamp returns\n\n{BODY}Advertisement\n\n{last}")[-1] == last


def test_a_call_to_the_reader_between_buttons_is_left_out() -> None:
    call = "Tell us which old machine of yours still works."

    kept = _sentences(f"A lamp returns\n\n{BODY}Share\n\n{call}\n\nPrint\n\nSave")

    assert call not in kept
