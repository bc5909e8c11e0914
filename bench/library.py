"""Libraries of any size to measure on: articles of sentences put together from the starter library's words.

Each sentence is new (no two articles share one), and words keep the frequencies that they have in real text,
so that an index over them grows as it does over real articles.
"""

import asyncio
import itertools
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from bot.app import open_library
from bot.settings import Settings

SEEDS = Path(__file__).parent.parent / "seeds" / "en"
SENTENCES = 30  # an article has about 500 words


class Writer:
    """Writes articles by a chain of word pairs learned from the starter library."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self._after: dict[str, list[str]] = defaultdict(list)
        self._first: list[str] = []
        for path in sorted(SEEDS.glob("*.md")):
            body = path.read_text(encoding="utf-8").split("---", 2)[2]
            for sentence in re.split(r"(?<=[.!?])\s+", re.sub(r"^#.*$", "", body, flags=re.MULTILINE)):
                words = sentence.split()
                if len(words) > 3:
                    self._first.append(words[0])
                    for one, two in itertools.pairwise(words):
                        self._after[one].append(two)

    def sentence(self) -> str:
        """A sentence of 8 to 25 words; a made-up name in some keeps the vocabulary growing."""
        word = self._random.choice(self._first)
        words = [word]
        while len(words) < 25 and not (len(words) >= 8 and word.endswith((".", "!", "?"))):
            choices = self._after.get(word)
            word = self._random.choice(choices) if choices else self._random.choice(self._first).lower()
            words.append(word)
        if self._random.random() < 0.3:
            words.insert(self._random.randrange(1, len(words)), self._name())
        return " ".join(words).rstrip(".,;:") + "."

    def article(self, number: int) -> str:
        """A whole article as Markdown, with front matter."""
        title = " ".join(self._name() for _ in range(3))
        paragraphs = []
        left = SENTENCES
        while left > 0:
            size = min(left, self._random.randint(2, 5))
            paragraphs.append(" ".join(self.sentence() for _ in range(size)))
            left -= size
        body = "\n\n".join(paragraphs)
        day = 1 + number % 28
        return f"---\ntitle: {title}\ndate: 2026-{1 + number % 12:02}-{day:02}\nlanguage: en\n---\n\n{body}\n"

    def _name(self) -> str:
        syllables = self._random.choices(
            ["ba", "lo", "mi", "ter", "ran", "vos", "ke", "dul", "sa", "pon"], k=3
        )
        return "".join(syllables).capitalize()


def write_articles(folder: Path, count: int) -> None:
    """Write `count` articles into `folder`, a thousand to a folder below it; those that are there stay."""
    writer = Writer()
    for number in range(count):
        path = folder / f"{number // 1000:03}" / f"{number:06}.md"
        text = writer.article(number)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


async def make_library(home: Path, count: int) -> Settings:
    """Give settings of a loaded library of `count` articles under `home`; made only if it is not there."""
    settings = Settings(database=home / f"{count}.db", articles=home / f"{count}")
    if not settings.database.exists():
        write_articles(settings.articles, count)
        async with open_library(settings) as library:
            await library.ingest.sync(settings.articles, _shower())
    return settings


def _shower() -> Callable[[int, int, int], None]:
    shown = 0

    def show(done: int, total: int, _refused: int) -> None:
        nonlocal shown
        if done - shown >= 1000 or done == total:
            shown = done
            print(f"loading {done} of {total}", file=sys.stderr)

    return show


if __name__ == "__main__":
    asyncio.run(make_library(Path(sys.argv[1]), int(sys.argv[2])))
