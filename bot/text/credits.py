"""Lines that say whose a picture is, and captions that end in it."""

import re
from functools import cache

from bot.text.bylines import is_name
from bot.text.furniture import Line, label
from bot.text.tables import rows
from bot.text.wording import begins, vocabulary

_TRAILING = re.compile(
    r"(?:^|[\s(\[.])((?:photo|photos|photograph|image|picture|credit|foto|fotos|imagen|fotografía|"
    r"crédito|bild|fot|zdjęcie|immagine|imagem|crédit photo|фото|світлина|снимок|photo credit|photo by|"
    r"photograph by|photos by|"
    r"image credit)"
    r"(?:\s?[:/.|]|(?<=by))\s?)([^\s].{1,80}?)[)\]]?\.?$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:[.!?…)]\s|^)(?:Photo|Foto|Фото|Bild|Fot|Photographie|Fotografía|Fotografia|Beeld)\s([^\W\d_][^.:()]{4,50})$"
)
_BRACKETED = re.compile(  # "In a field [Jane Doe/Paper]", "In a field. (J. Doe)"
    r"(?:(?<=\s)[\[(](?=[^\[\]()]{1,40}/)|(?<=[.!?…]\s)\()([^\[\]():]{4,60})[\])]$"
)
_FOR = re.compile(  # (Jane Doe for The Paper)
    r"\(([^()]{4,40}\s(?:for|für|pour|para|per|voor|dla)\s[^()]{2,40})\)\.?$"
)
_AFTER_TEXT = re.compile(
    r"(?:[^\W\d_]{3}[.!?…]|\s[–—-])\s([^\W\d_][^.:/()]{2,30}/[^.:/()]{4,40})$"
)  # "In a field. Paper/Jane Doe"
_AP_STYLE = re.compile(
    r"\((?:[^()]{1,60}\s)?(?:AP Photo|Photo|Foto|Фото|Getty|Reuters|AFP)[^()]{0,60}\)\.?$", re.IGNORECASE
)
_SIGN = re.compile(r"(?:^|\s)(?:©|ⓒ|\(c\))\s?(?!\d{4})(\S.{1,60})$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\(([^()/]{3,60}/[^()]{2,60})\)$")  # (Jane Doe / Coast Times)
_WIRE = re.compile(  # REUTERS/Jane Doe
    r"(?:^|[.\s])((?:REUTERS|AFP|EPA|EFE|AP|DPA|dpa|XINHUA|Xinhua|PA|TASS|ТАСС)/[^\W\d_][^.;:]{3,50})\.?$"
)
_NAME_AND_PAPER = re.compile(r"[^\W\d_][\w.'’-]+(?: [^\W\d_][\w.'’-]*){1,2} ?/ ?[^/]{2,30}$")  # Jane Doe/NPR
_PAPER = re.compile(r"\(([^():]{2,40}): ([^():]{3,50})\)\.?$")  # (ABC News: Jane Doe)
_BY = re.compile(r"(?:by|via|de|por|di|von|of|courtesy)$")
_LONGEST_CAPTION = 60  # words


def parse_credit(block: Line) -> str | None:
    """Give the credit when `block` is one, or a caption that ends in one; None otherwise."""
    text = block.text.strip()
    if not block.words or len(block.words) > _LONGEST_CAPTION or block.spoken:
        return None
    return (
        _labelled(block, text)
        or _above(block, text)
        or _named(text)
        or _trailing(block, text)
        or _signed(block, text)
    )


def _labelled(block: Line, text: str) -> str | None:
    """Read "Photo: X", "Photo by X", "Image source, X"."""
    rest = label(text, "photo")
    if rest is not None:
        return rest.strip(" .()") if len(rest.split()) <= 14 and not _is_sentence(rest) else None
    count = begins(block.words, "photo")
    if not count or block.terminated or len(block.words) > 14:
        return None
    place = _after(text, count)
    rest = text[place:]
    if rest[:1] in {",", "/", "|"} or rest[:3] in {" - ", " – ", " — "} or rest[:2] == " ©":
        return rest.strip(" ,/|-–—©.()")
    if _BY.search(text[:place].casefold()) and rest.strip()[:1].isupper():
        return rest.strip(" .()")
    return None


def _signed(block: Line, text: str) -> str | None:
    """Read "© Reuters", "Jane Doe/Getty Images"."""
    if block.terminated or len(block.words) > 30:
        return None
    found = _SIGN.search(text.strip("() "))
    if found and (found.start() < 2 or _is_credit(found[1])):
        return found[1].strip()
    inside = _IN_BRACKETS.match(text)
    if inside and len(block.words) <= 10:
        return inside[1].strip()
    return text.strip("() .") if len(block.words) <= 10 and _is_signature(block, text) else None


def _is_signature(block: Line, text: str) -> bool:
    """Whether it is an agency's name, or a person's with a paper's or an agency's."""
    if text.casefold() in vocabulary("share"):
        return False  # "Facebook" is a button
    paper = text.casefold().split("/")[-1].split()
    if _NAME_AND_PAPER.match(text) and (
        not vocabulary("lender").isdisjoint(paper)
        or (len(paper) == 1 and is_name(text.split("/", maxsplit=1)[0].strip()))
    ):
        return True
    apart = len(block.words) <= 3 or bool(re.search(r"[/(|]|\svia\s", text))
    return apart and bool(_agency_end().search(text))


def _above(block: Line, text: str) -> str | None:
    """Read "Getty Images A diver swims above the reef": a credit before what its picture shows."""
    if block.terminated or len(block.words) < 5:
        return None
    found = _agency_start().match(text)
    return found[1] if found else None


def _named(text: str) -> str | None:
    """Read "Pigeons in the square. Foto Merel Vos"."""
    tail = text[-120:]
    found = _NAMED.search(tail) or _AFTER_TEXT.search(tail) or _BRACKETED.search(tail) or _FOR.search(tail)
    names = re.split(r"/|\s(?:for|für|pour|para|per|voor|dla)\s", found[1]) if found else []
    return found[1] if found and any(is_name(name.strip()) for name in names) else None


def _trailing(block: Line, text: str) -> str | None:
    """Read "People wait at the station. Photo: X"."""
    tail = text[-120:]
    found = _AP_STYLE.search(tail)
    if found:
        return re.sub(r"(?i)^(?:photo|foto|фото)\s?[:/]?\s?(?:by\s)?", "", found.group().strip("(). "))
    wire = _WIRE.search(tail)
    if wire:
        return wire[1].strip(" .")
    paper = _PAPER.search(tail)
    if paper and _is_credit(paper[2]) and not vocabulary("lender").isdisjoint(paper[1].casefold().split()):
        return paper[0].strip("(). ")
    match = _TRAILING.search(tail)
    if match and _is_credit(match[2]) and (match[1][0].isupper() or match.group()[0] == "("):
        return match[2].strip(" .()©")
    if (
        not block.terminated
        and len(block.words) > 3
        and _agency_end().search(tail)
        and re.search(r"[/(|]", tail)
    ):
        credit = re.search(r"(?:\(([^()]{1,60})\)|(?<=[.\s])([^.()]{0,50}[/|][^.()]{0,40}))$", tail)
        return (credit[1] or credit[2] or "").strip() or None if credit else None
    return None


def _is_credit(text: str) -> bool:
    """Whether `text` reads as names do: short, and its words mostly with capitals."""
    words = re.findall(r"[^\W\d_][\w'’-]*", text)
    capital = sum(1 for word in words if word[0].isupper())
    office = len(words) <= 4 and bool(capital) and text[:1].isupper() and not text.endswith((".", "!"))
    return 0 < len(words) <= 9 and (capital * 2 >= len(words) or office)


def _is_sentence(text: str) -> bool:
    return text.endswith((".", "!", "?")) and len(text.split()) > 8


def _after(text: str, count: int) -> int:
    place = 0
    for found in list(re.finditer(r"[^\W\d_]+", text[:80]))[:count]:
        place = found.end()
    return place


@cache
def _agency_end() -> re.Pattern[str]:
    """Give the pattern of an agency's name at a text's end, after a mark that sets it off."""
    names = "|".join(map(re.escape, rows("agencies.txt")))
    return re.compile(rf"(?:[/,|(–—-]|^|\bvia\b)\s{{0,2}}(?:{names})\s{{0,2}}\)?\.?$", re.IGNORECASE)


@cache
def _agency_start() -> re.Pattern[str]:
    """Give the pattern of a picture agency's name, of two words or in capitals, before a sentence."""
    names = "|".join(re.escape(row) for row in rows("agencies.txt") if " " in row)
    return re.compile(
        rf"((?i:{names})|EPA|AFP|PA Media|Reuters)\s(?=(?:A|An|The|Two|Three|People|Man|Men|Woman|Women)\s)"
    )
