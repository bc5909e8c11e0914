"""The words and phrases that pages are told by, kept in `data/furniture.txt` and `data/appeals.txt` by kind.

Not for what is made of them: `furniture`, `appeals`, `bylines`, `credits`.
"""

from functools import cache

from bot.text.tables import rows

LONGEST_PHRASE = 9  # words

_FILES = ("furniture.txt", "appeals.txt")


def begins(words: tuple[str, ...], kind: str) -> int:
    """Give how many words of a phrase of `kind` open `words`; 0 for none."""
    if not words or words[0] not in _by_first_word(kind):
        return 0
    known = phrases(kind)
    for count in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        if " ".join(words[:count]) in known:
            return count
    return 0


def holds(words: tuple[str, ...], kind: str) -> bool:
    """Whether a phrase of `kind` stands anywhere in `words`."""
    known = _by_first_word(kind)
    found = [phrase for word in known.keys() & set(words) for phrase in known[word]]
    if not found:
        return False
    text = f" {' '.join(words)} "
    return any(f" {phrase} " in text for phrase in found)


def mentions(words: tuple[str, ...], kind: str) -> int:
    """Give how many of `words` are of `kind`, where `word*` stands for all that begin so."""
    whole, beginnings = _forms(kind)
    return sum(1 for word in words if word in whole or (beginnings and word.startswith(beginnings)))


@cache
def phrases(kind: str) -> frozenset[str]:
    """Give the phrases of one kind, their words parted by single spaces."""
    return frozenset(_sections()[kind])


@cache
def vocabulary(kind: str) -> frozenset[str]:
    """Give the words of one kind."""
    return frozenset(word for row in _sections()[kind] for word in row.split())


@cache
def _forms(kind: str) -> tuple[frozenset[str], tuple[str, ...]]:
    words = vocabulary(kind)
    beginnings = tuple(sorted(word[:-1] for word in words if word.endswith("*")))
    return frozenset(word for word in words if not word.endswith("*")), beginnings


@cache
def _by_first_word(kind: str) -> dict[str, list[str]]:
    known: dict[str, list[str]] = {}
    for phrase in phrases(kind):
        known.setdefault(phrase.split()[0], []).append(phrase)
    return known


@cache
def _sections() -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    for name in _FILES:
        current: list[str] = []
        for row in rows(name):
            if row.startswith("["):
                current = sections.setdefault(row.strip("[]"), [])
            else:
                current.append(row.casefold())
    return sections
