"""Plain text to blocks."""

import textwrap

from bot.text.plain import read_plain

FIRST = (
    "In the winter of 1891 an owl took to sitting on the wire at Hexley, "
    "and the clerks blamed it for every word that "
    "went astray between the junction and the coast."
)
SECOND = (
    "It was the clerk himself, a man named Bright, who had been "
    "transposing letters, and when this came out the owl was "
    "given a mouse on a silver tray, which it took without any sign of thanks."
)


def _texts(text: str) -> list[str]:
    return [block.text for block in read_plain(text)]


def test_hard_wrapped_lines_are_joined() -> None:
    text = "\n\n".join(textwrap.fill(part, 72) for part in (FIRST, SECOND))

    assert _texts(text) == [FIRST, SECOND]


def test_wrapped_paragraphs_without_blank_lines_part_at_a_short_line() -> None:
    text = "\n".join(textwrap.fill(part, 72) for part in (FIRST, SECOND))

    assert _texts(text) == [FIRST, SECOND]


def test_a_line_each_is_a_paragraph_each() -> None:
    assert _texts(f"{FIRST}\n{SECOND}\n{FIRST}") == [FIRST, SECOND, FIRST]


def test_a_word_broken_at_the_margin_is_mended_and_a_compound_is_not() -> None:
    text = (
        "The committee met in the long hall, and its first deci-\n"
        "sion was to meet again. It was a long day for a short-\n"
        "term committee, in the long run and in the short, they\n"
        "said of it. A term is a term, and a day is one day too.\n"
    )

    assert "first decision was" in _texts(text)[0]
    assert "short-term committee" in _texts(text)[0]


def test_items_are_items() -> None:
    blocks = read_plain("- one thing\n- another thing\n")

    assert [(block.kind, block.text) for block in blocks] == [
        ("item", "one thing"),
        ("item", "another thing"),
    ]
