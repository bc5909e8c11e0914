"""Claims about the starter library: every article is whole, dated and in a promised language."""

import datetime
import itertools
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

SEEDS = Path(__file__).parent.parent / "seeds"
ARTICLES = sorted(SEEDS.rglob("*.md"))
FIELDS = {"title", "author", "date", "source", "language", "tags"}
LANGUAGES = {"en", "es", "uk", "ru"}
A_COPIED_RUN = 8  # words in a row; shorter runs are shared by any two texts on one subject


def front_matter(path: Path) -> dict[str, Any]:
    """The YAML between the first two fences of the article."""
    head = path.read_text(encoding="utf-8").split("\n---\n", 1)[0].removeprefix("---\n")
    fields: dict[str, Any] = yaml.safe_load(head)
    return fields


def body(path: Path) -> str:
    """The article after its front matter."""
    return path.read_text(encoding="utf-8").split("\n---\n", 1)[1]


def runs(path: Path) -> set[tuple[str, ...]]:
    """Every run of `A_COPIED_RUN` words in the article's body."""
    words = body(path).casefold().split()
    return {tuple(words[i : i + A_COPIED_RUN]) for i in range(len(words) - A_COPIED_RUN + 1)}


def name(path: Path) -> str:
    return path.relative_to(SEEDS).as_posix()


def test_the_library_holds_at_least_a_dozen_articles() -> None:
    assert len(ARTICLES) >= 12


def test_every_promised_language_has_at_least_three_articles() -> None:
    counts = Counter(front_matter(path)["language"] for path in ARTICLES)
    assert set(counts) == LANGUAGES
    assert min(counts.values()) >= 3


def test_no_two_articles_have_the_same_title() -> None:
    titles = Counter(front_matter(path)["title"].casefold() for path in ARTICLES)
    assert [title for title, count in titles.items() if count > 1] == []


def test_no_two_articles_share_a_passage() -> None:
    passages = {name(path): runs(path) for path in ARTICLES}
    shared = [(a, b) for a, b in itertools.combinations(passages, 2) if passages[a] & passages[b]]
    assert shared == []


@pytest.mark.parametrize("path", ARTICLES, ids=name)
def test_an_article_names_its_title_author_date_source_language_and_tags(path: Path) -> None:
    fields = front_matter(path)
    assert fields.keys() >= FIELDS
    assert all(fields[field] for field in FIELDS)
    assert isinstance(fields["title"], str)
    assert isinstance(fields["date"], datetime.date)
    assert all(isinstance(tag, str) for tag in fields["tags"])


@pytest.mark.parametrize("path", ARTICLES, ids=name)
def test_an_article_lies_in_the_folder_of_its_language(path: Path) -> None:
    assert path.parent.name == front_matter(path)["language"]


@pytest.mark.parametrize("path", ARTICLES, ids=name)
def test_an_article_is_300_to_900_words_long(path: Path) -> None:
    assert 300 <= len(body(path).split()) <= 900


@pytest.mark.parametrize("path", ARTICLES, ids=name)
def test_an_article_is_clean_utf_8_text(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert not text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}")
    assert "\N{REPLACEMENT CHARACTER}" not in text
    assert "\r" not in text
    assert text.endswith("\n")
