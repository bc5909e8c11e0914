"""Lists in one line; `|` stands where an item has to begin."""

import pytest

from bot.text.sentences import split


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "1. The oars| 2. The sails| 3. The rope"),
        ("en", "1.) The oars| 2.) The sails"),
        ("en", "1) The oars, two of them.| 2) The sails"),
        ("en", "(a) the oars| (b) the sails| (c) the rope"),
        ("en", "i) The oars| ii) The sails| iii) The rope"),
        ("en", "a. The oars| b. The sails"),
        ("en", "• 9. The oars| • 10. The sails"),
        ("en", "⁃9. The oars| ⁃10. The sails"),
        ("da", "a. The oars| b. The sails"),
    ],
)
def test_items_in_one_line_are_parted(language: str, marked: str) -> None:
    assert split(marked.replace("|", ""), language) == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize(
    ("language", "whole"),
    [
        ("en", "Take 1) the oars 2) the sails"),
        ("en", "A. Lund wrote to B. Crane"),
        ("en", "1. The crew took 3. place, not 2. place"),
        ("en", "(a) the oars (c) the rope"),
        ("de", "1. Mai bis 2. Mai"),
    ],
)
def test_what_only_looks_like_a_list_is_not_parted(language: str, whole: str) -> None:
    assert split(whole, language) == [whole]
