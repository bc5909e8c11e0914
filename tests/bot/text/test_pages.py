"""Whole pages, each with its prose marked: a line of `+` is the article's, one of `-` is the page's.

Above `===` stand the format and the facts that have to be found.
"""

import re
from pathlib import Path

import pytest

from bot.models import Document, Reading
from bot.text.read import read

PAGES = sorted((Path(__file__).parent / "pages").glob("*.page"))


def _page(path: Path) -> tuple[dict[str, str], str, list[str]]:
    head, body = path.read_text("utf-8").split("===\n", 1)
    facts = dict(row.split(": ", 1) for row in head.splitlines())
    lines = body.splitlines()
    wanted = [line[2:] for line in lines if line.startswith("+") and line[2:].strip()]
    return facts, "\n".join(line[2:] for line in lines), wanted


def _read(path: Path) -> tuple[Reading, dict[str, str], list[str]]:
    facts, text, wanted = _page(path)
    document = Document(f"file:{path.name}", path.name, facts["format"], text.encode())  # type: ignore[arg-type]
    return read(document), facts, [_plain(line) for line in wanted]


def _plain(line: str) -> str:
    """Take out what the reader takes out: Markdown's and HTML's marks, reference numbers."""
    line = re.sub(r"<[^>]+>", "", line)
    line = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", line)
    return re.sub(r"^- |\*\*|\[(?:\d+|citation needed)\]", "", line).strip()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_gives_its_prose_and_nothing_else(path: Path) -> None:
    reading, _, wanted = _read(path)

    assert [" ".join(one.text for one in part.sentences) for part in reading.paragraphs] == wanted


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_gives_its_facts(path: Path) -> None:
    reading, facts, _ = _read(path)

    found = {
        "title": reading.title,
        "author": reading.author,
        "publication": reading.publication,
        "credit": reading.photo_credit,
        "published": str(reading.published),
        "tags": ", ".join(reading.tags),
    }
    assert {name: found[name] for name in facts if name in found} == {
        name: value for name, value in facts.items() if name in found
    }
