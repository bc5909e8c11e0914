"""What is left of pages' furniture, what is lost of their prose, and which facts are wrong.

Run it as `python -m bench.quality.pages [FOLDER]`; without a folder it reads the pages beside this module.
They are written by us in the way of news sites in nine languages: pasted, clipped and saved. When most of
them were first read, nothing having been tuned on them, 0.8 sentences of furniture a page were left.

A `.page` file has the format and the facts that have to be found, a line `===`, and the page: a line of `+`
is the article's, of `-` the page's, of `?` (a summary, a heading) anybody's.
"""

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.models import Document, Reading
from bot.text.read import read
from bot.text.sentences import split

OWN = Path(__file__).parent / "pages"

_TAG = re.compile(r"<[^<>]{1,400}>")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Page:
    """A page and what is known of it."""

    name: str
    facts: dict[str, str]
    text: str
    prose: list[str]
    either: list[str]


def load(path: Path) -> Page:
    """Read one `.page` file."""
    head, body = path.read_text("utf-8").split("===\n", 1)
    lines = body.splitlines()
    told = {mark: [line[2:] for line in lines if line.startswith(mark)] for mark in "+?"}
    facts = dict(row.split(": ", 1) for row in head.splitlines())
    return Page(path.stem, facts, "\n".join(line[2:] for line in lines), told["+"], told["?"])


def plain(text: str) -> str:
    """Give a text's letters and figures, without markup, parted by single spaces."""
    return " ".join(re.findall(r"\w+", _LINK.sub(r"\1", _TAG.sub(" ", text)).casefold()))


def judge(page: Page) -> tuple[list[str], list[str], list[str]]:
    """Give the furniture that is left, the prose that is lost, and the names of the facts that are wrong."""
    format_ = page.facts["format"]
    reading = read(Document(f"page:{page.name}", page.name, format_, page.text.encode()))  # type: ignore[arg-type]
    got = [plain(sentence.text) for sentence in reading.sentences]
    known = " ".join(plain(line) for line in (*page.prose, *page.either))
    left = [one for one in got if one and one not in known]
    whole = " ".join(got)
    prose = (one for line in page.prose for one in split(_TAG.sub("", line), reading.language))
    lost = [one for one in prose if plain(one) not in whole]
    return left, lost, _wrong(page, reading)


def _wrong(page: Page, reading: Reading) -> list[str]:
    found = {
        "title": reading.title,
        "author": reading.author,
        "publication": reading.publication,
        "credit": reading.photo_credit,
        "published": str(reading.published or ""),
    }
    return [
        name for name, value in page.facts.items() if name in found and plain(value) not in plain(found[name])
    ]


def main() -> int:
    """Print a line for each page, and the sums."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=OWN)
    parser.add_argument("--show", action="store_true", help="print the sentences, too")
    options = parser.parse_args()
    sums = [0, 0, 0]
    print(f"{'page':20}{'left':>6}{'lost':>6}  wrong")
    for path in sorted(options.folder.glob("*.page")):
        left, lost, wrong = judge(load(path))
        print(f"{path.stem:20}{len(left):6}{len(lost):6}  {', '.join(wrong)}")
        for mark, sentences in (("left", left), ("lost", lost)):
            for sentence in sentences if options.show else ():
                print(f"    {mark}: {sentence}")
        sums = [sums[0] + len(left), sums[1] + len(lost), sums[2] + len(wrong)]
    print(f"{'all':20}{sums[0]:6}{sums[1]:6}  {sums[2]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
