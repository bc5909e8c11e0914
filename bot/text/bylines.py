"""Lines that name who wrote an article, and for whom. Not for who took the pictures (`credits`)."""

import re
from functools import cache
from importlib import resources

from bot.text.blocks import Facts
from bot.text.dates import find_date
from bot.text.furniture import Line, begins, label

_APART = re.compile(r"\s*[|•·∙/]\s*|\s+[-–—]+\s+|,\s+|;\s+")
_BARS = re.compile(r"\s[|•·∙]\s")
_AND = re.compile(r",\s+|\s+(?:and|y|e|und|et|en|i|та|и|і|й|&|with|con)\s+|\s*;\s*")
_WHERE = re.compile(r"\s+(?:in|en|à|aus|da|em|w|en)\s+[^\W\d_a-zа-яіїєґ][\w\s-]{1,30}$")
_PARTICLES = frozenset(
    "de del la las los le du des da das do dos di della der den van von vom ter ten zu zum y e i bin ibn al el san st".split()
)
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-])*$")
_OPENERS = frozenset(
    "by por von par di door escrito written texto a story words text testo propos ein geschreven report".split()
)


def parse_byline(block: Line) -> Facts | None:
    """Give the author and publication that `block` names, when it is a byline and nothing else."""
    text = block.text.strip()
    if not block.words or len(block.words) > 24 or (block.terminated and not _ends_in_initial(text)):
        return None
    rest = label(text, "author")
    if rest is None and block.words[0] in _OPENERS:
        count = begins(block.words, "author")
        rest = _after_words(text, count) if count else None
        if rest is not None and not rest[:1].isupper():
            return None
    if rest is not None:
        return _credited(rest)
    return _barred(text) if _BARS.search(f" {text} ") else _name_and_outlet(text)


def _credited(rest: str) -> Facts | None:
    """Read what follows "by"."""
    found = find_date(rest)
    if found:
        rest = rest[: found[1]].rstrip(" ,;|·•–—-(") or rest[found[2] :].strip(" ,;|·•–—-)")
    parts = [part for part in _APART.split(rest) if part]
    if not parts:
        return Facts() if found else None
    first = _WHERE.sub("", parts[0])
    names = [name for name in _AND.split(first) if name]
    if not all(is_name(name) for name in names):
        if is_outlet(first):
            return Facts(author=first, publication=first)
        return Facts() if len(first.split()) <= 3 and first[:1].isupper() else None
    author, outlet = list(names), ""
    for part in parts[1:]:
        if is_outlet(part):
            outlet = outlet or part
        elif is_name(part) and len(part.split()) <= 3 and "|" not in rest and not outlet:
            author.append(part)
    return Facts(author=", ".join(author), publication=outlet)


def _barred(text: str) -> Facts | None:
    """Read "Outlet | Name | 3 March 2023"."""
    parts = [part.strip() for part in re.split(r"\s[|•·∙]\s", text) if part.strip()]
    if not 2 <= len(parts) <= 6 or any(len(part.split()) > 7 for part in parts):
        return None
    author = outlet = ""
    day = None
    for part in parts:
        by = re.sub(r"(?i)^(?:by|por|von|par|di|автор:?|текст:?)\s+", "", part)
        found = find_date(part)
        if found:
            day = day or found[0]
        elif by != part or (is_name(part) and not is_outlet(part) and (outlet or part is not parts[0])):
            author = author or by
        elif is_outlet(part) or (part is parts[0] and part[:1].isupper() and len(part.split()) <= 5):
            outlet = outlet or part
    if outlet and not author and not day and is_name(outlet):
        return Facts(author=outlet)
    return Facts(author=author, publication=outlet, published=day) if author or day else None


def _name_and_outlet(text: str) -> Facts | None:
    """Read "Jane Doe, BBC News"."""
    parts = text.split(", ")
    if len(parts) == 2 and is_name(parts[0]) and is_outlet(parts[1]) and len(parts[1].split()) <= 4:
        return Facts(author=parts[0], publication=parts[1])
    return None


def is_name(text: str) -> bool:
    """Whether `text` has the shape of a person's name: two to five words, each with a capital."""
    words = text.split()
    if not 2 <= len(words) <= 5 or not words[0][:1].isupper():
        return False
    return all(
        bool(_NAME_WORD.match(word)) and (word[0].isupper() or word in _PARTICLES) for word in words
    ) and not any(word.casefold().strip(".") in _outlet_words() for word in words)


def is_outlet(text: str) -> bool:
    """Whether `text` names a paper, channel or agency: by a word that names are made of."""
    words = text.split()
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
    text = resources.files(__package__).joinpath("data/outlets.txt").read_text("utf-8")
    return frozenset(
        word for row in text.splitlines() if not row.startswith("#") for word in row.casefold().split()
    )
