"""Lines that name who wrote an article, and for whom. Not for who took the pictures (`credits`)."""

import re
from dataclasses import replace
from functools import cache

from bot.text.blocks import Facts
from bot.text.dates import find_date, find_day, months
from bot.text.furniture import ADDRESS, Line, label, line
from bot.text.tables import rows
from bot.text.wording import begins, phrases, vocabulary

_APART = re.compile(r"\s*[|•·∙]\s*|\s+[-–—/]+\s+|,\s+|;\s+|\n|\s(?=[Bb]y\s[A-Z])")
_AND = re.compile(r",\s+|\s+(?:and|y|e|und|et|en|i|та|и|і|й|&|with|con)\s+|\s*;\s*")
_WHERE = re.compile(r"\s+(?:in|on|at|en|à|aus|da|em|w|у|в)\s+[^\W\d_a-zа-яіїєґ][\w\s-]{1,30}$")
_IN_BRACKETS = re.compile(r"\s\([^()]{0,80}\)")
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-])*$")


_NOBODY = frozenset(
    {
        "staff",
        "newsroom",
        "desk",
        "editorial",
        "redacción",
        "redaktion",
        "rédaction",
        "redazione",
        "redakcja",
        "редакция",
        "редакція",
    }
)
_POSTS = frozenset({"lecturer", "professor", "researcher", "director", "senior", "associate", "assistant"})


def parse_byline(block: Line) -> Facts | None:
    """Give the author, publication and date that `block` names, when it is a byline and nothing else."""
    text = ADDRESS.sub("", block.text).strip(" ,;|·•") if "@" in block.text else block.text.strip()
    if not block.words or len(block.words) > 24 or (block.terminated and not _ends_in_initial(text)):
        return None
    found = find_date(text)
    place = found[1:] if found else find_day(text)
    rest = _IN_BRACKETS.sub("", f"{text[: place[0]]} | {text[place[1] :]}" if place else text)
    opened = _opened(line(rest))
    parts = [part.strip(" ,;()[]-–—/|") for part in _APART.split(rest if opened is None else opened)]
    labeled = any(part.casefold() in phrases("author") for part in parts)  # "Autor, Jane Doe"
    told = [part for part in parts if part and not _is_filling(part)]
    parts = [part for part in told if part.casefold() not in phrases("author")]
    facts = _read_parts(parts, opened is not None or labeled, dated=bool(place))
    if facts is None:
        return None
    return replace(facts, published=found[0]) if found else facts


def _opened(block: Line) -> str | None:
    """Give what follows "by", "Text:" or the like; None when the block does not open so."""
    rest = label(block.text, "author")
    if rest is not None:
        return rest
    if not block.words or block.words[0] not in vocabulary("by"):
        return None
    rest = _after_words(block.text, begins(block.words, "author"))
    return rest if rest[:1].isupper() and rest != block.text else None


def _is_filling(part: str) -> bool:
    """Whether a part tells only when, or nothing ("Updated", "5 min read")."""
    words = line(part).words
    known = vocabulary("meta") | vocabulary("release")
    return all(word in known or word in months() for word in words)


def _read_parts(parts: list[str], opened: bool, *, dated: bool) -> Facts | None:
    """Tell names from outlets; None when a part is neither, so that it is no byline."""
    authors: list[str] = []
    outlet = ""
    for place, part in enumerate(parts):
        by = _opened(line(part))
        names = [_without_office(name) for name in _AND.split(_WHERE.sub("", by or part)) if name]
        if by is not None or (opened and place == 0):
            alone = dated and by is not None and len(names) == 1 and _is_word_of_name(names[0])
            if not alone and not all(is_name(name) for name in names):
                if len(parts) > 1 or not part[:1].isupper() or len(part.split()) > 4:
                    return None
                outlet = part if is_outlet(part) and part.casefold() not in _NOBODY else outlet
                continue
            authors += names
        elif authors and _is_office(part):
            continue
        elif (
            is_outlet(part)
            or (dated and authors and part.isupper() and len(part) <= 5)
            or (not outlet and place == len(parts) - 1 and authors and _is_paper(part))
        ):
            outlet = outlet or part
        elif all(is_name(name) for name in names) and not authors and (place or len(parts) > 1 or dated):
            authors += names
        elif place == 0 and len(parts) > 1 and _is_titled(part):
            outlet = part
        elif not (dated and len(part.split()) <= 2 and part[0].isupper()) and not (
            opened and len(part.split()) <= 5
        ):
            return None
    told = opened or (authors and outlet) or (dated and (authors or outlet))
    told = told or (authors and any(_opened(line(part)) is not None for part in parts))
    told = told or (dated and not any(len(part.split()) > 2 for part in parts))
    return Facts(author=", ".join(dict.fromkeys(authors)), publication=outlet) if told else None


def _without_office(name: str) -> str:
    """Take what somebody is off a name ("Kelly Marsh News Reporter")."""
    words = name.split()
    while len(words) > 2 and words[-1].casefold() in vocabulary("office") | _outlet_words():
        words.pop()
    return " ".join(words)


def _is_word_of_name(text: str) -> bool:
    return bool(_NAME_WORD.match(text)) and text[0].isupper() and text.casefold() not in _outlet_words()


def _is_office(part: str) -> bool:
    """Whether a part says what somebody does at a paper ("editor of the news desk")."""
    words = line(part).words
    small = part[:1].islower() and not {"editor", "reporter"}.isdisjoint(words)
    return small or (bool(words) and words[0] in vocabulary("office"))


def _is_paper(part: str) -> bool:
    """Whether what ends a byline may be a paper: one word is a town as often ("By Ann Lee, Leeds")."""
    return _is_titled(part) and len(part.split()) > 1


def _is_titled(part: str) -> bool:
    return part[:1].isupper() and len(part.split()) <= 5 and not part.endswith((".", "?", "!"))


def is_name(text: str) -> bool:
    """Whether `text` has the shape of a person's name: two to five words, each with a capital."""
    words = text.split()
    if text.isupper() and len(text) > 40:
        return False
    if not 2 <= len(words) <= 5 or not words[0][:1].isupper():
        return False
    return all(
        bool(_NAME_WORD.match(word)) and (word[0].isupper() or word in vocabulary("particle"))
        for word in words
    ) and not any(
        word.casefold().strip(".") in _outlet_words() or word.casefold() in _POSTS for word in words
    )


def without_place(text: str) -> str:
    """Take the place off a name ("Helen Brandt in Oslo")."""
    return _WHERE.sub("", text)


def is_outlet(text: str) -> bool:
    """Whether `text` names a paper, channel or agency: by a word that names are made of."""
    words = text.split()
    if len(words) == 1 and text.casefold() in vocabulary("section"):
        return False
    return 1 <= len(words) <= 6 and any(word.casefold().strip(".,()") in _outlet_words() for word in words)


def _ends_in_initial(text: str) -> bool:
    return bool(re.search(r"(?:\s[^\W\d_]|\sJr|\sSr)\.$", text)) and len(text.split()) <= 6


def _after_words(text: str, count: int) -> str:
    place = 0
    for _ in range(count):
        found = re.compile(r"[^\W\d_]+").search(text, place)
        place = found.end() if found else place
    return text[place:].strip(" :\u00a0")


@cache
def _outlet_words() -> frozenset[str]:
    return frozenset(word for row in rows("outlets.txt") for word in row.casefold().split())
