"""A document's bytes to a Reading."""

import contextlib

import pytest

from bot.errors import Unreadable
from bot.models import Document, Format, Reading
from bot.text.read import read

BODY = "The ferry left at nine. Nobody waved.\n\nIt came back at ten, and everybody did.\n"


def _read(
    text: str | bytes, kind: Format = "text", name: str = "notes/late-ferry.txt", language: str = ""
) -> Reading:
    data = text.encode() if isinstance(text, str) else text
    return read(Document(f"file:{name}", name, kind, data), language=language)


def test_a_text_without_a_title_is_named_after_its_file() -> None:
    assert _read(BODY).title == "Late ferry"


def test_the_first_line_is_the_title_when_it_looks_like_one() -> None:
    reading = _read(f"A ferry at nine\n\n{BODY}")

    assert reading.title == "A ferry at nine"
    assert reading.sentences[0].text == "The ferry left at nine."


def test_a_told_language_wins_and_a_wrong_one_is_ignored() -> None:
    assert _read(f"---\nlanguage: Spanish\n---\n{BODY}").language == "es"
    assert _read(f"---\nlanguage: Martian\n---\n{BODY}").language == "en"
    assert _read(f"---\nlanguage: Spanish\n---\n{BODY}", language="de").language == "de"


def test_a_page_that_tells_its_templates_language_is_read_in_its_own() -> None:
    page = "".join(f"<p>{part}</p>" for part in BODY.split("\n\n")) * 2
    assert _read(f"<html lang=fr><body><article>{page}</article></body></html>", "html").language == "en"


def test_two_copies_of_one_text_have_one_digest() -> None:
    parts = "".join(f"<p>{part}</p>" for part in BODY.split("\n\n"))
    page = f"<html><body><article>{parts}</article></body></html>"
    copies = [
        BODY,
        BODY.upper(),
        f"A title\n\n{BODY}\n\nShare on Facebook\n",
        BODY.replace(" ", "  "),
        BODY.replace("\n", "\r\n"),
    ]

    assert len({_read(copy).digest for copy in copies} | {_read(page, "html").digest}) == 1
    assert _read(BODY + "More.").digest != _read(BODY).digest


def test_headings_stand_with_the_paragraphs_below_them() -> None:
    reading = _read(f"# Ferries\n\n## Out\n\n{BODY}\n## Back again\n\nIt is late now.\n", "markdown")

    assert reading.title == "Ferries"
    assert [part.heading for part in reading.paragraphs] == ["Out", "Out", "Back again"]


def test_markdown_leaves_out_code_tables_images_and_markup() -> None:
    reading = _read(
        "# T\n\n![a cat](c.png)\n\nIt is [linked](https://x.example) and "
        "*soft* <b>bold</b>.\n\n```\ncode here.\n```\n\n"
        "| a | b |\n|---|---|\n| one. | two. |\n\n> Quoted it was.\n",
        "markdown",
    )

    assert [one.text for one in reading.sentences] == ["It is linked and soft bold.", "Quoted it was."]


def test_a_page_without_an_article_is_read_all_the_same_and_said() -> None:
    reading = _read("<div>Only breaks here, no marks at all.<br><br>It ends here.</div>", "html")

    assert [one.text for one in reading.sentences][-1] == "It ends here."


def test_unpunctuated_lines_are_kept_when_there_is_nothing_else() -> None:
    assert (
        len(_read("the owl sat on the wire\nthe wire sang in the wind\nthe clerk was blamed\n").sentences)
        >= 2
    )


def test_a_sentence_too_long_to_be_one_is_left_out_and_said() -> None:
    reading = _read(f"{BODY}\n{'and so on, ' * 500}and so on.\n")

    assert len(reading.sentences) == 3
    assert reading.repairs == ("left out 1 sentences of more than 4,000 characters",)


def test_a_mark_of_a_note_goes_and_an_index_stays() -> None:
    reading = _read("It opened in 1911.[1] Critics[2] yawned.[a]\n\nIn code, x[1] is the second of a list.\n")

    assert [one.text for one in reading.sentences] == [
        "It opened in 1911.",
        "Critics yawned.",
        "In code, x[1] is the second of a list.",
    ]


def test_a_page_without_paragraphs_is_read_without_its_title_glued_to_it() -> None:
    head = "<head><title>Mill news</title></head><body><article>"
    page = f"{head}The mill is <b>open</b> again. It is busy.<hr>So is the dam."
    assert [one.text for one in _read(page, "html").sentences] == [
        "The mill is open again.",
        "It is busy.",
        "So is the dam.",
    ]


@pytest.mark.parametrize("data", ["", "   \n", "....", "12 34 56", "---\n---\n", "<html></html>"])
def test_what_holds_no_sentence_is_refused_with_a_reason(data: str) -> None:
    with pytest.raises(Unreadable, match="it "):
        _read(data, "html" if data.startswith("<") else "text")


@pytest.mark.parametrize(
    ("kind", "unit", "count"),
    [
        ("text", "a", 300_000),
        ("text", "(((", 100_000),
        ("text", ". . .", 50_000),
        ("text", "By ", 50_000),
        ("text", "Photo: ", 50_000),
        ("text", "a@", 100_000),
        ("text", " | A", 50_000),
        ("markdown", "*a ", 50_000),
        ("markdown", "[", 100_000),
        ("markdown", "> ", 20_000),
        ("html", "<div>", 50_000),
        ("html", "<a href=x>", 20_000),
        ("html", "<", 100_000),
        ("html", "<table><tr><td>", 5_000),
    ],
)
def test_hostile_documents_end_in_a_reading_or_a_reason(kind: Format, unit: str, count: int) -> None:
    with contextlib.suppress(Unreadable):
        assert _read(unit * count, kind).sentences
