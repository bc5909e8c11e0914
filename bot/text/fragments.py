"""Whether a sentence is whole: one that says something by itself, fit to be shown alone.

What is not: a heading or caption that was read as a sentence, a line cut off, half a quotation, a question,
who reported from where.
Not for what points back at other sentences (`bot.text.anaphora`).
"""

import re
from collections.abc import Sequence

from bot.text.words import stop_words, words

_FEWEST = 6  # words of the shortest sentence that says enough alone
_MOST = 80  # words of the longest: what is longer is a list or a table, or the splitter failed
_TAIL = 12  # characters: the end of a sentence and the marks that close it
_GIVEN = re.compile(r"\s\.$")  # a line without a full stop, to which its publisher added one
_END = re.compile(r"[.!…。！｡．।॥։።៕។။۔᠃꯫᱾᱿]['\"”’»“)\]*_]*$|[.!…]\[\d+\]$|[ա-և]:$")
_LEADS_IN = re.compile(r"(?<![ա-և])[:：]\s*[.…]?$")  # "She said:"; it is the full stop in Armenian
# "Anna Brook (pictured right)": it speaks of a picture, which a summary does not show.
_PICTURED = re.compile(
    r"\((?:[^\W\d_]+ )?(?:pictured|left|right|above|below|centre|center|inset"
    r"|izquierda|derecha|en la foto|en la imagen|слева|справа|на фото|ліворуч|праворуч)(?: [^\W\d_]+)?\)"
)
# "Anna Brook reported from Alder, and Jan Elm wrote this story.": names and these words alone.
_REPORTED = re.compile(r"(?:reported|wrote|contributed)(?: and (?:reported|wrote))? (?:from|this|to this)\b")
_CREDITS = {
    *("also", "and", "article", "contributed", "from", "in", "it"),
    *("report", "reported", "story", "this", "to", "wrote"),
}
_SINGLE_OPENS = re.compile(r"(?:^|[\s(])['‘](?=\w)")
_SINGLE_CLOSES = re.compile(r"[\w.,!?…]['’](?=[\s.,;:!?)]|$)")
_MARK = re.compile("[\"“”„«»'‘’]")
_BEFORE = " \t\n\u00a0([—–-"  # what stands before a mark that opens
_LONGEST_SPEECH = 8  # sentences of the longest quotation; what closes later is another
_QUESTION = re.compile(r"[?？؟;፧]['\"”’»“)\]]*$")


def is_whole(text: str, count: int | None = None) -> bool:
    """Tell whether a sentence may stand in a summary by itself; `count` is its number of words if known."""
    text = text.strip()
    count = len(words(text)) if count is None else count
    if not (_FEWEST <= count <= _MOST and _ends(text[-_TAIL:]) and _balanced(text)):
        return False
    return not (_shouts(text) or ("(" in text and _PICTURED.search(text)) or _is_credit(text))


def _ends(tail: str) -> bool:
    """Tell whether a text ends as statements do."""
    if tail[-1:] == "." and tail[-2:-1].isalnum():  # as most do
        return True
    if not _END.search(tail) or _GIVEN.search(tail):
        return False
    return not (_QUESTION.search(tail) or _LEADS_IN.search(tail))


def _balanced(text: str) -> bool:
    """Tell whether the quotations and brackets that open in a sentence also close."""
    if text.count('"') % 2 or text.count("(") != text.count(")"):
        return False
    if text[0] in "'‘" and not _SINGLE_CLOSES.search(text):
        return False
    if text[-1] in "'’" and not _SINGLE_OPENS.search(text):
        return False
    if text.isascii():
        return True
    if text.count("«") != text.count("»"):
        return False
    opened, closed = text.count("“") + text.count("„"), text.count("”")
    # German closes with the mark that opens in English.
    return text.count("“") == text.count("„") if "„" in text and not closed else opened == closed


def _shouts(text: str) -> bool:
    """Tell whether most words are capitals: a heading or a line of a menu."""
    parts = text.split()
    return 2 * sum(map(str.isupper, parts)) > len(parts)


def _is_credit(text: str) -> bool:
    """Tell whether nothing is said but who reported from where."""
    if not ("reported" in text or "wrote" in text or "contributed" in text) or not _REPORTED.search(text):
        return False
    first, *others = text.split()
    if not first[:1].isupper() or first.casefold() in stop_words("en"):  # "She reported from Alder."
        return False
    return all(word[:1].isupper() or word.strip(".,") in _CREDITS for word in others)


def within_quotations(texts: Sequence[str], broken: Sequence[bool]) -> list[int]:
    """Give the places of sentences in the middle of a quotation, which have no marks of their own.

    Shown alone they read as the article's own words. `broken` tells of each sentence that it is not whole, as
    one is in which a quotation opens and does not close. A quotation that never closes has no middle.
    """
    found: list[int] = []
    for start, fault in enumerate(broken):
        if not fault or _marks(texts[start])[-1:] != ["opens"]:
            continue
        for end in range(start + 1, min(start + _LONGEST_SPEECH, len(texts))):
            if marks := _marks(texts[end]):
                found += range(start + 1, end) if marks[0] == "closes" else ()
                break
    return found


def _marks(text: str) -> list[str]:
    """Give what each mark of quotation does: opens at the start of a word, closes at the end of one.

    Single ones are apostrophes too: they count only at the start of a sentence and after a stop.
    """
    found = []
    for match in _MARK.finditer(text):
        mark, at = match[0], match.start()
        before, after = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
        if mark in "„«" or (mark in '"“' and before in _BEFORE and not after.isspace()):
            found.append("opens")
        elif mark in '"“”»':
            found.append("closes")
        elif not at and mark in "'‘" and after.isalnum():
            found.append("opens")
        elif mark in "'’" and before in ".,!?…" and not after.isalnum():
            found.append("closes")
    return found
