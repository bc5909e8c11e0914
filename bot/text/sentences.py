"""A paragraph's sentences, as slices of it.

The decision at each full stop is local: the word before it, the word after it. So it is linear in the
text, and the same whatever stands around. Not for finding paragraphs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.text.abbreviations import Abbreviations, abbreviations
from bot.text.starters import starters
from bot.text.unstopped import parts

_CLOSERS = "\"'”’»›)\\]}“」』"
# Stops that are nothing else, and that no space need follow: Chinese and Japanese, Indic, Armenian, Ethiopic,
# Khmer, Burmese.
_ALWAYS = "。！？｡．।॥։።។៕။"
_STOP, _GREEK_STOP = (
    re.compile(
        rf"(?:\.(?:\s\.){{2,}}|[.!?…‽؟۔⁇⁈⁉{question}]+)(?:(?<=[.!?…])\[\d{{1,3}}\])*"
        rf"(?:[{_CLOSERS}]|&(?:#39|quot);|\s(?=»))*(?:\s?\[(?:\d{{1,3}}|[a-z]|…|\.{{3}})\])*"
        rf"|[{_ALWAYS}]+[{_CLOSERS}）】〉》]*"
    )
    for question in ("", ";")
)
_NEXT = re.compile(r"(\s*)((?:[\"'“”„‚«‹‘’`(\[{¿¡*_]|&(?:#39|quot);|[-–—]+\s?)*)([^\W_]?)")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_OPENING = re.compile(r'["“”„«»‘(\[{<>/]')
_INITIAL = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]$")
_FIGURE = re.compile(r"\d{1,3}$|[ivxIVX]{1,4}$|[a-zA-Zа-яА-Я]$")
_GLUED = re.compile(r"[^\W\d_]{2,}[.!?][”»\"]?$")
_GLUED_NEXT = re.compile(r"[\"“«]?[^\W\d_][^\W\d_]*(?=[\s,;:]|$)")
_COUNTED = re.compile(r"(?:\d|[IVXLC])\S{0,3}\s?\w$")
_ITEM_MARKS = " \t\n([-–—*•\"'“«"
_DASH = re.compile("[-–—]")
_LINE = re.compile(r"\n\s*\n\s*|\n(?=\s*[-*•]\s)")
_ORDINALS = {
    *("de", "da", "no", "fi", "hu", "cs", "sk", "pl", "et", "lv", "hr", "sl", "sr", "bs", "tr", "eu", "is"),
}


def split(text: str, language: str) -> list[str]:
    """Give the sentences of `text`, verbatim slices without the white space around them."""
    rules = _Rules(abbreviations(language), starters(language), language)
    out: list[str] = []
    for start, end in _paragraphs(text):
        place = start
        for cut in rules.cuts(text, start, end):
            out.append(text[place:cut].strip())
            place = cut
        out.append(text[place:end].strip())
    whole = [sentence for sentence in out if sentence]
    return [part for sentence in whole for part in parts(sentence)] if language in {"th", "lo"} else whole


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _LINE.finditer(text) if "\n" in text else ():
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


@dataclass(frozen=True, slots=True)
class _Rules:
    known: Abbreviations
    starters: frozenset[str]
    language: str

    def cuts(self, text: str, start: int, end: int) -> Iterator[int]:
        """Give where sentences end in `text[start:end]`, the end itself left out."""
        place = start
        stops = _GREEK_STOP if self.language == "el" else _STOP
        for stop in stops.finditer(text, start, end):
            if stop.end() >= end:
                return
            after = _NEXT.match(text, stop.end(), end)
            if after and self._ends(text, place, stop, after):
                yield stop.end()
                place = stop.end()

    def _ends(self, text: str, start: int, stop: re.Match[str], after: re.Match[str]) -> bool:
        mark = stop.group()
        if mark[0] in _ALWAYS:
            inside = text[stop.start() - 1 : stop.start()].isdigit() and after.group(3).isdigit()
            quoted = after.group(3) == "と" and mark[-1] in "」』）"
            return not quoted and (not inside or bool(after.group(1)))  # 3．5 is a number
        if not after.group(1):
            return _glued(text, stop, after)
        char = after.group(3)
        if (char.islower() and not "ა" <= char <= "ჿ") or not (
            char or after.group(2) or self._odd_start(text, after)
        ):
            return False
        if mark[0] != ".":
            return not (stop.start() > start and text[stop.start() - 1] == "(" and mark[-1] == ")")
        if mark.startswith(("..", ". ")):
            return char.isupper() or bool(after.group(2)) or not char.isdigit()
        return self._full_stop_ends(text, start, stop, after)

    def _odd_start(self, text: str, after: re.Match[str]) -> bool:
        """Whether what follows, though neither letter nor quote, may start a sentence (an emoji, №)."""
        follows = text[after.end() : after.end() + 1]
        return follows not in set(",;:.!?…)]}»%&/")

    def _full_stop_ends(self, text: str, start: int, stop: re.Match[str], after: re.Match[str]) -> bool:
        word = _last_word(text[max(start, stop.start() - 40) : stop.start()])
        if len(stop.group()) > 1 and stop.group()[1] not in ")]":
            return True  # the quotation is over with it
        if _FIGURE.match(word):
            before = text[max(start, stop.start() - 16) : stop.start() - len(word)]
            if stop.start() - start < 16 and not before.strip(_ITEM_MARKS):
                return False  # the number of a list's item
            if word.isdigit() and len(word) < 3 and self.language in _ORDINALS:
                return self._starts(text, after)
        return self._ends_after(word, text, start, stop, after)

    def _ends_after(
        self, word: str, text: str, start: int, stop: re.Match[str], after: re.Match[str]
    ) -> bool:
        """Whether a sentence ends after `word`, which may be an abbreviation or initial, and a full stop."""
        low = word.casefold().lstrip("-–—'’")
        char = after.group(3)
        if low in self.known.before_name or (low in self.known.before_number and char.isdigit()):
            return False
        if low in self.known.closing:
            counted = len(low) > 1 or _COUNTED.search(text, max(start, stop.start() - 12), stop.start())
            if counted:
                return (char.isupper() or bool(after.group(2))) and not _DASH.search(after.group(2))
        initial = _INITIAL.match(word) and (word[0].isupper() or "." in word)
        if initial or low in self.known.anywhere:
            return self._starts(text, after)
        return True

    def _starts(self, text: str, after: re.Match[str]) -> bool:
        """Whether the next word is one that sentences start with, and names do not."""
        word = _WORD.match(text, after.start(3), after.start(3) + 30)
        if word and len(word.group()) == 1 and text[word.end() : word.end() + 1] == ".":
            return False  # one more initial
        return bool(word) and word.group().casefold() in self.starters  # type: ignore[union-attr]


def _last_word(before: str) -> str:
    """Give what stands right before a stop, up to white space, a quote or bracket."""
    pieces = before.rsplit(None, 1)
    return _OPENING.split(pieces[-1])[-1] if pieces and not before[-1].isspace() else ""


def _glued(text: str, stop: re.Match[str], after: re.Match[str]) -> bool:
    """Whether a sentence ends though the space after it was lost ("the end.Another")."""
    if len(stop.group()) > 2 or not after.group(3).isupper():
        return False
    before = _GLUED.search(text, max(0, stop.start() - 30), stop.end())
    word = _GLUED_NEXT.match(text, after.start(2), after.start(2) + 30)
    if not before or not word or not before.group()[-3:-1].islower():
        return False
    return (
        text[before.start() - 1 : before.start()] in {"", " ", "\n", ",", "’", "'", "-"}
        and word.group()[-1:].islower()
    )
