"""Captions, the alternative texts beside them, and pull quotes."""

from bot.models import Document, Reading
from bot.text.read import read

FIRST = "The mill on the Alder had not turned since 1951, and the miller's grandson oiled it every spring."
SECOND = "On Sunday he opened the gate, and the wheel went round as if somebody had only been to lunch."
THIRD = "The flour, he says, tastes of river, which he means as praise."
FOURTH = "The council has given him a license until the end of the year."


def _read(text: str, form: str = "text") -> Reading:
    return read(Document("x", "x", form, text.encode()))  # type: ignore[arg-type]


def _sentences(text: str, form: str = "text") -> list[str]:
    return [one.text for one in _read(text, form).sentences]


def test_a_long_line_without_a_full_stop_is_a_caption_where_paragraphs_have_theirs() -> None:
    caption = "Jane Doe Two people stand on a wooden bridge and look at a wheel that is covered in green weed"

    assert _sentences(f"The mill\n\n{FIRST}\n\n{caption}\n\n{SECOND}\n\n{THIRD}\n\n{FOURTH}") == [
        FIRST,
        SECOND,
        THIRD,
        FOURTH,
    ]


def test_a_text_without_full_stops_keeps_its_lines() -> None:
    lines = [
        f"{word} the wheel goes round and round in the river that nobody has a name for any more"
        for word in "abc"
    ]

    assert len(_sentences("The mill\n\n" + "\n\n".join(lines))) == 3


def test_a_caption_that_stands_twice_goes_both_times() -> None:
    caption = "The wheel of the mill turns again on Sunday morning."

    kept = _sentences(
        f"The mill\n\n{caption}\n\n{caption} Photograph: Ann Lee\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}"
    )

    assert kept == [FIRST, SECOND, THIRD]


def test_a_pull_quote_goes_and_the_sentence_it_repeats_stays() -> None:
    quote = "the wheel went round as if somebody had only been to lunch."

    assert _sentences(f"The mill\n\n{FIRST}\n\n{quote}\n\n{SECOND}\n\n{THIRD}") == [FIRST, SECOND, THIRD]


def test_sides_of_a_picture_are_no_prose() -> None:
    kept = _sentences(
        f"The mill\n\n{FIRST}\n\nLeft: the old wheel. Right: the new gate.\n\n{SECOND}\n\n{THIRD}"
    )

    assert kept == [FIRST, SECOND, THIRD]


def test_an_alternative_text_below_the_word_image_is_left_out() -> None:
    head = f"The mill\n\nBy Ann Lee\n\nMarch 3, 2026\n\n{FIRST}\n\n{SECOND}\n\n"
    figure = (
        "Image\n\nA man leans on a gate.\n\nIt was opened on Sunday.Credit...Bo Karlsson for The Courier\n\n"
    )

    assert _sentences(f"{head}{figure}{THIRD}") == [FIRST, SECOND, THIRD]


def test_credits_are_read_as_papers_write_them() -> None:
    for line, credit in (
        ("Doves on the square in Gent. Foto Merel Vos", "Merel Vos"),
        ("Sous la halle, samedi. © Jean Morvan / Ouest", "Jean Morvan / Ouest"),
        ("A farmer beside his wall [Samir Qasem/Daily News]", "Samir Qasem/Daily News"),
        ("Getty Images A diver hovers above a green meadow", "Getty Images"),
        ("Gus repairs a phone in Lorain. (Maddie Rourke for The Post)", "Maddie Rourke for The Post"),
    ):
        found = _read(f"The mill\n\n{line}\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}")
        assert found.photo_credit == credit
        assert [one.text for one in found.sentences] == [FIRST, SECOND, THIRD]


def test_a_share_button_is_no_credit() -> None:
    assert _read(f"The mill\n\nFacebook\n\n{FIRST}\n\n{SECOND}").photo_credit == ""
