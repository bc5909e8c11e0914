"""Lines and blocks of pages and of Markdown as people paste it."""

from bot.models import Document, Reading
from bot.text.read import read

LINES = [
    "The first school for shepherds' dogs in the region began its work in Dorn on Monday.",
    "The course takes four months and costs 150 dollars, half of which the district pays.",
    "Six graduates are already at work on the summer pastures.",
]


def _read(text: str, form: str) -> Reading:
    return read(Document("x", "x", form, text.encode()))  # type: ignore[arg-type]


def _paragraphs(reading: Reading) -> list[str]:
    return [" ".join(one.text for one in part.sentences) for part in reading.paragraphs]


def test_breaks_part_the_paragraphs_of_old_pages() -> None:
    body = "<br><br>".join([LINES[0], '<a href="/z">See also: A herder gets his horses back</a>', *LINES[1:]])

    assert (
        _paragraphs(_read(f"<html><body><h1>A school</h1><div>{body}</div></body></html>", "html")) == LINES
    )


def test_a_page_laid_out_by_a_table_is_read() -> None:
    body = "<br><br>".join(LINES)
    page = (
        "<html><body><table><tr><td><a href=/>Home</a></td></tr>"
        f"<tr><td><h2>A school</h2>{body}</td><td>Weather: +3</td></tr></table></body></html>"
    )

    assert _paragraphs(_read(page, "html")) == LINES


def test_a_line_that_goes_on_in_small_letters_is_not_parted() -> None:
    broken = "The course takes<br>four months."
    page = f"<html><body><h1>Dogs</h1><p>{LINES[0]}</p><p>{broken}</p><p>{LINES[2]}</p></body></html>"

    assert "The course takes four months." in _paragraphs(_read(page, "html"))


def test_a_byline_beside_the_article_is_found() -> None:
    text = "".join(f"<p>{line}</p>" for line in LINES)
    page = (
        "<html><body><h1>A school for dogs</h1><div><span>12 March 2026, 11:45</span> <span>Tim Askar</span>"
        f" <span>Views: 873</span></div>{text}</body></html>"
    )

    found = _read(page, "html")

    assert (found.author, str(found.published)) == ("Tim Askar", "2026-03-12")


def test_what_a_class_calls_a_box_is_left_out_unless_it_holds_the_page() -> None:
    text = "".join(f"<p>{line}</p>" for line in LINES)
    box = '<div class="c-newsletter"><p>A letter about dogs and those who walk them.</p></div>'

    assert _paragraphs(_read(f"<html><body><h1>Dogs</h1>{text}{box}</body></html>", "html")) == LINES
    assert (
        _paragraphs(_read(f'<html><body><div class="social"><h1>Dogs</h1>{text}</div></body></html>', "html"))
        == LINES
    )


def test_pasted_lines_of_markdown_are_paragraphs() -> None:
    assert (
        _paragraphs(_read("\n".join(["A school for dogs", "Share", *LINES, "Most read"]), "markdown"))
        == LINES
    )


def test_wrapped_lines_of_markdown_are_one_paragraph() -> None:
    wrapped = (
        "The first school for shepherds' dogs in the region began its work\n"
        "in Dorn on Monday, and its first pupils were the worst of the whole\n"
        "valley, since the good ones were needed by their masters at home.\n"
    )

    assert len(_paragraphs(_read(f"# Dogs\n\n{wrapped}", "markdown"))) == 1


def test_one_wrapped_item_is_joined_where_other_lines_are_ragged() -> None:
    item = (
        "- A number presses a button in the terminal as a finger would;\n  `:help` tells what else it can do."
    )
    ragged = "\n\n".join(
        f"{word} goes here.\nThen more." for word in ("This", "That", "Another", "Something")
    )

    kept = _read(f"# Help\n\n{ragged}\n\n{item}\n\n{LINES[0]}", "markdown")

    assert any("finger would; :help tells" in one.text for one in kept.sentences)
