"""A PDF to blocks and facts: the text of its pages, its wrapped lines joined.

What a PDF says is letters at places on a page. Where a paragraph ends is told by its last line, which is
short. Pages that are pictures hold no text.
"""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from bot.errors import Unreadable
from bot.text.blocks import Extract, Facts, one_line
from bot.text.dates import parse_date
from bot.text.decode import tidy
from bot.text.plain import glue, read_plain, words_of

MOST_PAGES = 200
MOST_CHARACTERS = 2_000_000
_ENDS = (".", "!", "?", ":", "…", "”", "»", '"', "。")


def read_pdf(data: bytes) -> Extract:
    """Give the text of a PDF.

    Raises:
        Unreadable: it is locked, damaged, or holds no text.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - only a PDF needs it
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every flaw that it steps over
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("it is locked with a password")
        pages, repairs = _pages(reader)
        facts = _facts(reader)
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError) as error:
        raise Unreadable("it is a damaged PDF") from error
    if not any(char.isalpha() for page in pages for char in page):
        raise Unreadable("its pages are pictures, without text")
    lines = tidy("\n".join(_without_margins(pages))).split("\n")
    return Extract(read_plain("\n\n".join(_paragraphs(lines))), facts, repairs)


def _pages(reader: Any) -> tuple[list[str], list[str]]:  # noqa: ANN401 - the library's reader
    pages: list[str] = []
    room = MOST_CHARACTERS
    for page in islice(reader.pages, MOST_PAGES):
        text = page.extract_text() or ""
        pages.append(text)
        if (room := room - len(text)) < 0:
            break
    left = len(reader.pages) - len(pages)
    return pages, [f"left out its last {left} pages"] if left else []


def _facts(reader: Any) -> Facts:  # noqa: ANN401
    told = reader.metadata
    if told is None:
        return Facts()
    title = one_line(str(told.title or ""))
    if re.search(r"\.(docx?|pdf|tex|indd|qxd)$|^(untitled|microsoft word)", title, re.IGNORECASE):
        title = ""  # the name of a file
    dated = re.match(r"D?:?(\d{4})(\d\d)(\d\d)", str(told.get("/CreationDate") or ""))
    return Facts(
        title=title[:300],
        author=one_line(str(told.author or ""))[:200],
        published=parse_date("-".join(dated.groups())) if dated else None,
    )


def _without_margins(pages: list[str]) -> list[str]:
    """Leave out the lines at the top and bottom that most pages share but for their figures."""
    lines = [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]
    seen = Counter(key for page in lines for key in {_key(line) for line in (*page[:2], *page[-2:])})
    margins = {key for key, count in seen.items() if count > max(2, len(pages) / 2)}
    out = []
    for page in lines:
        ends = (0, 1, len(page) - 2, len(page) - 1)
        kept = [
            line
            for at, line in enumerate(page)
            if not (at in ends and (_key(line) in margins or re.fullmatch(r"\W*\d{1,4}\W*", line)))
        ]
        out.append("\n".join(kept))
    return out


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Join the lines of each paragraph; a heading is a short line that goes on with a capital."""
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[len(lengths) * 3 // 4] if lengths else 0
    words = words_of("\n".join(lines))
    parts: list[str] = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        parts += [line] if line else []
        short = len(line) < 0.75 * width
        ended = line.endswith(_ENDS) or (len(line) < 0.6 * width and not after[:1].islower())
        if parts and (not after or (short and ended)):
            yield glue(parts, words)
            parts = []


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", line.casefold())[:100]
