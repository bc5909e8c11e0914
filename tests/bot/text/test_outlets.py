"""Whose page it is, and what else its head tells."""

import pytest

from bot.models import Document, Reading
from bot.text.read import read

TEXT = (
    "The cooperative on the volcano has learned to catch the fog, and forty families water their vines.\n\n"
    "Each of the two hundred nets gives nine liters a day, which run down to a cistern of 1904.\n\n"
    "The university reckons that the island could have four percent of its water so.\n\n"
)


def _read(text: str) -> Reading:
    return read(Document("x", "x.txt", "text", text.encode()))


def test_a_name_in_the_head_that_the_page_says_again_is_the_publication() -> None:
    page = f"The Coast Crier\n\nHome\n\nNets for the fog\n\n{TEXT}Subscribe to The Coast Crier\n\nAbout us"

    assert _read(page).publication == "The Coast Crier"


def test_a_copyright_line_tells_the_publication() -> None:
    assert (
        _read(f"Nets for the fog\n\n{TEXT}© 2019–2026 Coast Crier Ltd. All rights reserved.").publication
        == "Coast Crier"
    )


def test_a_writer_who_owns_the_page_is_no_publication() -> None:
    page = f"Nets for the fog\n\nBy Tomas Hale\n\nMarch 3, 2026\n\n{TEXT}© 2026 Tomas Hale"

    assert (_read(page).author, _read(page).publication) == ("Tomas Hale", "")


def test_a_town_after_a_name_is_no_publication() -> None:
    assert _read(f"Nets for the fog\n\nVon Jana Petersen, Norderhag\n\n{TEXT}").publication == ""


def test_whom_the_news_is_from_is_no_publication() -> None:
    assert (
        _read(f"Nets for the fog\n\nJune 3, 2025\n\nSource: Haria town council\n\n{TEXT}").publication == ""
    )


def test_the_title_is_told_from_a_sections_name_and_a_slogan() -> None:
    head = "Exclusive insights for busy people everywhere\n\nLife and Environment Today\n\nSpain\n\n"

    assert (
        _read(f"{head}How forty families catch the fog\n\nBy Ann Lee\n\n{TEXT}").title
        == "How forty families catch the fog"
    )


@pytest.mark.parametrize(
    ("line", "author", "published"),
    [
        ("Олена Барсук — 12 березня, 18:40", "Олена Барсук", "None"),
        ("Priya Rao / TNN / Mar 14, 2026, 08:12 IST", "Priya Rao", "2026-03-14"),
        ("Autor, Rodrigo Quispe", "Rodrigo Quispe", "None"),
        ("Interview: Marlene Otte", "Marlene Otte", "None"),
        ("Published On 14 Mar 202614 Mar 2026", "", "2026-03-14"),
        ("12 Mart 2026", "", "2026-03-12"),
    ],
)
def test_bylines_and_dates_are_read_as_papers_write_them(line: str, author: str, published: str) -> None:
    found = _read(f"How forty families catch the fog\n\n{line}\n\n{TEXT}")

    assert (found.author, str(found.published)) == (author, published)


def test_figures_alone_are_day_first_where_the_text_is_not_english() -> None:
    french = "La coopérative du volcan a appris à boire la brume, et quarante familles en vivent.\n\n" * 2
    english = (
        "The cooperative of the volcano and the town of the coast drink the fog, and the vines do too.\n\n"
        * 2
    )

    assert str(_read(f"Les filets\n\nPublié le 12/03/2026 à 18:02\n\n{french}").published) == "2026-03-12"
    assert _read(f"The nets\n\n12/03/2026\n\n{english}").published is None
