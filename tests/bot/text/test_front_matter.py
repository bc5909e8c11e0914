"""Facts above an article."""

from datetime import date

import pytest

from bot.text.dates import parse_date
from bot.text.front_matter import split_front_matter


def test_names_are_known_in_any_case_and_by_their_synonyms() -> None:
    facts, body, repairs = split_front_matter(
        "---\nTITLE: Nails\nAuthors:\n  - Ann Poe\n  - Bo Roe\nPublished: "
        "2021-03-04T10:00:00Z\nSource: The Post\n"
        "Link: https://post.example/a\nlang: en-US\nKeywords: iron, 'rust'\n---\n\nBody.\n"
    )

    assert (facts.title, facts.author, facts.publication) == ("Nails", "Ann Poe, Bo Roe", "The Post")
    assert (facts.published, facts.url, facts.language) == (
        date(2021, 3, 4),
        "https://post.example/a",
        "en-US",
    )
    assert facts.tags == ("iron", "rust")
    assert (body.strip(), repairs) == ("Body.", [])


def test_yaml_words_stay_words() -> None:
    facts, _, _ = split_front_matter("---\ntitle: 1984\nlanguage: no\ndate: 2021-02-30\n---\nBody.")

    assert (facts.title, facts.language, facts.published) == ("1984", "no", None)


def test_broken_yaml_is_read_line_by_line_and_said() -> None:
    facts, body, repairs = split_front_matter(
        '---\ntitle: War: a history\nauthor: "Ann\ntags:\n - a\n - b\n---\nBody.'
    )

    assert (facts.title, facts.author, facts.tags) == ("War: a history", "Ann", ("a", "b"))
    assert body.strip() == "Body."
    assert len(repairs) == 1


@pytest.mark.parametrize(
    "head",
    [
        "- a\n- b",
        "[1, 2]",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
        "a: " + "[" * 5000,
        "? {a: b}\n: c",
        "a: !!python/object/apply:os.system [ls]",
    ],
)
def test_strange_yaml_harms_nothing(head: str) -> None:
    _, body, _ = split_front_matter(f"---\n{head}\n---\nBody stands.")

    assert "Body stands." in body


def test_an_unclosed_block_ends_where_its_lines_stop_to_look_like_it() -> None:
    facts, body, repairs = split_front_matter("---\ntitle: Nails\nauthor: Ann\n\nIron was dear. It rusted.\n")

    assert facts.title == "Nails"
    assert "Iron was dear." in body
    assert repairs


def test_two_rules_with_prose_between_them_are_no_front_matter() -> None:
    facts, body, _ = split_front_matter("---\n\nIron was dear.\n\n---\n\nIt rusted.\n")

    assert facts.title == ""
    assert "Iron was dear." in body
    assert "It rusted." in body


def test_a_source_that_is_an_address_is_the_url() -> None:
    facts, _, _ = split_front_matter("---\nsource: https://post.example/a\n---\nBody.")

    assert (facts.url, facts.publication) == ("https://post.example/a", "")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2023-03-12", date(2023, 3, 12)),
        ("12 March 2023", date(2023, 3, 12)),
        ("March 12th, 2023", date(2023, 3, 12)),
        ("12 de marzo de 2023", date(2023, 3, 12)),
        ("12 марта 2023 г.", date(2023, 3, 12)),
        ("12.03.2023", date(2023, 3, 12)),
        ("12 березня 2023", date(2023, 3, 12)),
        ("12. März 2023", date(2023, 3, 12)),
        ("Tue, 12 Mar 2024 10:00", date(2024, 3, 12)),
        ("2023年3月12日", date(2023, 3, 12)),
        ("25/12/2023", date(2023, 12, 25)),
        ("12/25/2023", date(2023, 12, 25)),
        ("03/04/2023", None),
        ("31 February 2023", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_are_read_as_written_and_never_guessed(written: str, day: date | None) -> None:
    assert parse_date(written) == day
