"""A paragraph's sentences, as slices of it.

The decision at each full stop is local: the word before it, the word after it. So it is linear in the
text, and the same whatever stands around. Not for finding paragraphs.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.text.abbreviations import Abbreviations, abbreviations
from bot.text.enumerations import items
from bot.text.starters import starters
from bot.text.unstopped import parts

_CLOSERS = "\"'”’»›)\\]}“」』"
# Stops that are nothing else, and that no space need follow: Chinese and Japanese, Indic, Armenian, Ethiopic,
# Khmer, Burmese, Mongolian, Meetei, Santali.
_ALWAYS = "。！？｡．।॥։።፧፨។៕။᠃꯫᱾᱿"
_MAYBE = ".!?…‽؟۔⁇⁈⁉"  # stops that need a look around
# Its first part is one set of characters, which is what Python's re looks for fast.
_STOP, _GREEK_STOP, _ARMENIAN_STOP = (
    re.compile(
        rf"[{_ALWAYS}{_MAYBE}{own}](?:(?<=[{_ALWAYS}])[{_ALWAYS}]*[{_CLOSERS}）】〉》]*"
        rf"|(?<![{_ALWAYS}])(?:(?<=\.)(?:\s\.){{2,}}|[{_MAYBE}{own}]*)(?:(?<=[.!?…])\[\d{{1,3}}\])*"
        r"(?:(?<=(?:[^\W\dA-Z_][^\W\dA-Z_]|[\w\d][)\]”\"])[.!?])\d{1,3}(?:[\s,–-]\s?\d{1,3}){0,4}(?=\s))?"
        rf"(?:[{_CLOSERS}]|&(?:#39|quot);|\s(?=»(?![^\W_]))|[«‹](?![^\W_]))*(?:\s?\[(?:\d{{1,3}}|[a-z]|…|\.{{3}})\])*)"
    )
    for own in ("", ";", ":")
)
_STOPS = {"el": _GREEK_STOP, "hy": _ARMENIAN_STOP}  # Armenian ։ is typed as a colon
_NEXT = re.compile(
    r"(\s*)((?:[\"'“”„‚«‹»›‘’`(\[{¿¡*_]|&(?:#39|quot);|[-–—]+\s?|(?:\.{3}|…)(?=\w))*)([^\W_]?)"
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_OPENING = re.compile(r'["“”„«»‘(\[{<>/]')
_APOSTROPHE = re.compile("['’]")
_INITIAL = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]$")
_FIGURE = re.compile(r"\d{1,3}$|[ivxIVX]{1,4}$|[a-zA-Zа-яА-Я]$")
_ROMAN = re.compile(r"[IVXLC]{2,6}$")
_ROMAN_FIGURE = re.compile(r"[IVXLC]{2,}|[VX]")
_DUTCH = re.compile(r"['’‘][a-z]\s+[A-Z]")  # "'s Avonds", "'t Is"
_RANGE = re.compile(r"(?:\d{1,2}\.[-–/]|[-–/])+(?=\d{1,2}$)")  # "5./6. Mai"
_ELIDED = re.compile(r"[^\W\d_]{1,5}['’](?=[^\W\d_]{2})")  # "l'ing."
_GLUED = re.compile(r"([^\W\d_]{2,}|(?<=[\s$€£])\d[\d.,]*\d)[.!?][”»\"]?$")
_GLUED_NEXT = re.compile(r"[\"“«]?([^\W\d_]+)(?:(?=[\s,;:]|$)|(\.)(?=\s))")
_CITED = re.compile(r"\([^()]{2,80}\)(?:\s*([.,;:!?])|\s+([^\W\d_]))")
_CLOSED = re.compile(r"[,;:)\]]|[.!?](?:\s|$)|\s*$|\s+([^\W\d_])")
_ONLY_OPENED = re.compile(r"\s*[\"'“„«‘(\[¿¡]+\s*")
_OPENED = 6  # characters: a few marks that open a sentence
_NUMBER = re.compile(r"\d|\b[IVXLC]+\b")
_COUNTED = re.compile(r"[\dIVXLC]\S{0,3}\s?$")
_MEASURED = re.compile(r"[\d½¼¾]\s*$")
_UNITS = frozenset(["m", "cm", "mm", "km", "g", "kg", "l", "t", "м", "см", "мм", "км", "кг", "л", "т", "га"])
_ITEM_MARKS = " \t\n([-–—*•⁃\"'“«"
_DASH = re.compile("[-–—]")
_LONGEST_OPENING, _OPENING_WORDS = 40, 5  # characters, words
_WIDE = dict(zip("（《〈【「『", "）》〉】」』", strict=True))
_QUOTED = re.compile("と|って|の|を|など")  # Japanese: what follows a quotation inside a sentence
_BRACKETED = 60  # characters: what stands in brackets is told in fewer
_LINE = re.compile(r"\n\s*\n\s*|\n(?=\s*[-*•]\s)")
_ORDINALS = {
    *("de", "da", "no", "fi", "hu", "cs", "sk", "pl", "et", "lv", "hr", "sl", "sr", "bs", "tr", "eu", "is"),
}
_ELIDING = {"ca", "fr", "it"}
_ROMAN_ORDINALS = _ORDINALS - {"pl"}  # Jan Paweł II


def split(text: str, language: str) -> list[str]:
    """Give the sentences of `text`, verbatim slices without the white space around them."""
    rules = _Rules(abbreviations(language), starters(language), language)
    out: list[str] = []
    for start, end in _paragraphs(text, dotted=language not in _ORDINALS):
        place = start
        for cut in rules.cuts(text, start, end):
            out.append(text[place:cut].strip())
            place = cut
        out.append(text[place:end].strip())
    whole = [sentence for sentence in out if sentence]
    return [part for sentence in whole for part in parts(sentence)] if language in {"th", "lo"} else whole


def _paragraphs(text: str, *, dotted: bool) -> Iterator[tuple[int, int]]:
    """Give the paragraphs and the items of lists; `dotted` is told by `enumerations.items`."""
    start = 0
    for stop, following in [*((gap.start(), gap.end()) for gap in _gaps(text)), (len(text), len(text))]:
        for item in items(text, start, stop, dotted=dotted):
            yield start, item
            start = item
        yield start, stop
        start = following


def _gaps(text: str) -> Iterable[re.Match[str]]:
    return _LINE.finditer(text) if "\n" in text else ()


@dataclass(frozen=True, slots=True)
class _Rules:
    known: Abbreviations
    starters: frozenset[str]
    language: str

    def cuts(self, text: str, start: int, end: int) -> Iterator[int]:
        """Give where sentences end in `text[start:end]`, the end itself left out."""
        place = start
        for stop in _STOPS.get(self.language, _STOP).finditer(text, start, end):
            if stop.end() >= end:
                return
            if stop.start() - place < _OPENED and _ONLY_OPENED.fullmatch(text, place, stop.start()):
                continue  # "... Or so they say."
            after = _NEXT.match(text, stop.end(), end)
            if after and self._ends(text, place, stop, after):
                yield stop.end()
                place = stop.end()

    def _ends(self, text: str, start: int, stop: re.Match[str], after: re.Match[str]) -> bool:
        mark = stop.group()
        if mark[0] in _ALWAYS:
            return _always_ends(text, start, stop, after)
        if not after.group(1):
            return self._glued(text, stop, after)
        opening, char = after.group(2, 3)
        if not _begins(text, opening, char, after) or (opening and _goes_on(text, start, mark, after)):
            return False
        if mark[0] != ".":
            return not (stop.start() > start and text[stop.start() - 1] == "(" and mark[-1] == ")")
        if mark.startswith(("..", ". ")):
            return char.isupper() or bool(opening) or not char.isdigit()
        return self._full_stop_ends(text, start, stop, after)

    def _full_stop_ends(self, text: str, start: int, stop: re.Match[str], after: re.Match[str]) -> bool:
        word = _last_word(text[max(start, stop.start() - 40) : stop.start()])
        mark = stop.group()
        if len(mark) > 1 and mark[1] not in ")]":
            # The quotation is over with it, or a footnote's number stands there.
            return not (mark[-1].isdigit() and self.known.has(word, word.casefold(), ""))
        if word[-1:].isdigit():
            word = _RANGE.sub("", word.lstrip("•⁃"))
        if _FIGURE.match(word):
            before = text[max(start, stop.start() - 16) : stop.start() - len(word)]
            if stop.start() - start < 16 and not before.strip(_ITEM_MARKS):
                return False  # the number of a list's item
            if word.isdigit() and len(word) < 3 and self.language in _ORDINALS:
                return self._starts(text, after)
        if self.language in _ROMAN_ORDINALS and _ROMAN.match(word):
            return self._starts(text, after)
        return self._ends_after(word, text, start, stop, after)

    def _ends_after(
        self, word: str, text: str, start: int, stop: re.Match[str], after: re.Match[str]
    ) -> bool:
        """Whether a sentence ends after `word`, which may be an abbreviation or initial, and a full stop."""
        word = word.lstrip("-–—'’")
        if self.language in _ELIDING:
            word = _ELIDED.sub("", word)
        low = word.casefold()
        if low not in self.known.all:
            return not _initial(word) or self._starts(text, after)
        following = _next_word(text, after)
        if not self.known.has(word, low, following):
            shouted = word.isupper() and low in self.known.before_name  # "DR. Lund", but "with MS. He"
            return not (shouted or _initial(word)) or self._starts(text, after)
        return self._ends_after_abbreviation(word, following, text, start, stop, after)

    def _ends_after_abbreviation(
        self, word: str, following: str, text: str, start: int, stop: re.Match[str], after: re.Match[str]
    ) -> bool:
        """Whether a sentence ends between the abbreviation `word` and `following`."""
        low, known = word.casefold(), self.known
        roman = _ROMAN_FIGURE.fullmatch(following) is not None
        place = stop.start() - len(word)
        near = max(start, place - 8)
        measured = _MEASURED.search(text, near, place) is not None
        unit = measured and low in _UNITS and low in known.before_name  # "30 см. Дом", but "см. Дом"
        numbered = low in known.before_number and (roman or after.group(3).isdigit())
        if not unit and (numbered or low in known.before_name):
            return False
        opens = self._only_opens(text, start, stop.start())
        if unit or (low in known.closing and (len(low) > 1 or _COUNTED.search(text, near, place))):
            return not roman and not opens and self._ends_before(following, after)
        # A word that is a measure, too ("6 in."), is one behind a figure.
        plain = low in self.starters and low not in known.capital and not measured
        if low in known.anywhere and not plain:
            return not opens and self._starts(text, after)
        return not _initial(word) or self._starts(text, after)

    def _ends_before(self, following: str, after: re.Match[str]) -> bool:
        """Whether a time or an "etc." ends a sentence before what follows: a capital, but no "9 p.m. ET"."""
        opening, char = after.group(2, 3)
        if _DASH.search(opening) or following in self.known.following:
            return False
        return char.isupper() or (opening != "" and not (opening == "(" and char.isdigit()))

    def _only_opens(self, text: str, start: int, end: int) -> bool:
        """Whether all that stands before is a time or measure that opens a sentence ("At 5 p.m. Mr. Ray")."""
        if end - start > _LONGEST_OPENING:
            return False
        before = text[start:end]
        words = before.split()
        return (
            len(words) <= _OPENING_WORDS
            and words[0].casefold() in self.known.opening
            and bool(_NUMBER.search(before))
        )

    def _glued(self, text: str, stop: re.Match[str], after: re.Match[str]) -> bool:
        """Whether a sentence ends though the space after it was lost ("the end.Another")."""
        if len(stop.group()) > 2 or not after.group(3).isupper():
            return False
        before = _GLUED.search(text, max(0, stop.start() - 30), stop.end())
        word = _GLUED_NEXT.match(text, after.start(2), after.start(2) + 30)
        if not before or not word:
            return False
        low, last = word[1].casefold(), before[1].casefold()
        if word[2] and low not in self.known.before_name:  # "the end.Mr. Lund", but not "www.Lund.example"
            return False
        # "in 1990.The", but not "3.Rope" nor "Prof.Lund"
        if before[1][0].isdigit() or last in self.known.all:
            goes_on = last in self.known.before_name or last in self.known.before_number
            return low in self.starters and len(low) > 1 and not goes_on
        return (
            before[1][-2:].islower()
            and text[before.start() - 1 : before.start()] in {"", " ", "\n", ",", "’", "'", "-"}
            and (word[1][-1].islower() or low in self.starters)
        )

    def _starts(self, text: str, after: re.Match[str]) -> bool:
        """Whether the next word is one that sentences start with, and names do not."""
        word = _next_word(text, after)
        if len(word) == 1 and text[after.end() : after.end() + 1] == ".":
            return False  # one more initial
        return (
            _APOSTROPHE.split(word, maxsplit=1)[0].casefold() in self.starters
            or word.casefold() in self.starters
        )


def _next_word(text: str, after: re.Match[str]) -> str:
    word = _WORD.match(text, after.start(3), after.start(3) + 30)
    return word.group() if word else after.group(3)


def _initial(word: str) -> bool:
    """Whether a word is an initial or several, "J" or "U.N"."""
    return _INITIAL.match(word) is not None and (word[0].isupper() or "." in word)


def _last_word(before: str) -> str:
    """Give what stands right before a stop, up to white space, a quote or bracket."""
    pieces = before.rsplit(None, 1)
    return _OPENING.split(pieces[-1])[-1] if pieces and not before[-1].isspace() else ""


def _begins(text: str, opening: str, char: str, after: re.Match[str]) -> bool:
    """Whether what follows may start a sentence: no small letter, nor the marks that end another."""
    if char:
        if not char.islower() or "ა" <= char <= "ჿ" or opening.endswith(("...", "…")):
            return True
        return opening != "" and _DUTCH.match(text, after.end(2) - 1) is not None
    if opening:
        closed = _CLOSED.match(text, after.end()) if opening[-1] in "\"'`" else None
        return closed is None or (closed[1] is not None and not closed[1].islower())
    return text[after.end() : after.end() + 1] not in set(",;:.!?…)]}»%&/")  # an emoji, №


def _goes_on(text: str, start: int, mark: str, after: re.Match[str]) -> bool:
    """Whether the sentence goes on behind a stop with a note of whose words they are."""
    opening = after.group(2)
    if opening == "(" and mark != ".":
        cited = _CITED.match(text, after.start(2))  # "…" (Lund 1911).
        return cited is not None and (bool(cited[1]) or cited[2].islower())
    if opening[:1] not in {"-", "–", "—"} or ")" in mark:
        return False
    near = max(start, after.start() - _BRACKETED)  # (next year. — Ed.)
    return text.rfind("(", near, after.start()) > text.rfind(")", near, after.start())


def _always_ends(text: str, start: int, stop: re.Match[str], after: re.Match[str]) -> bool:
    """Whether a mark that is nothing but a stop ends a sentence here."""
    if not after.group(1):
        if text[stop.start() - 1 : stop.start()].isdigit() and after.group(3).isdigit():
            return False  # 3．5 is a number
        last = stop.group()[-1]
        if last in "」』" and _QUOTED.match(text, stop.end()):
            return False
        if last == "）":  # brackets inside a sentence, unless they open behind another's stop
            opened = text.rfind("（", max(start, stop.start() - _BRACKETED), stop.start())
            return opened <= start or text[opened - 1] in _ALWAYS
    return not _bracketed(text, start, stop.end())


def _bracketed(text: str, start: int, place: int) -> bool:
    """Whether `place` is inside a title or brackets, as wide as Chinese characters, that soon close."""
    before = text[max(start, place - _BRACKETED) : place]
    opened = max(map(before.rfind, _WIDE))
    if opened <= max(map(before.rfind, _WIDE.values())):
        return False
    return _WIDE[before[opened]] in text[place : place + _BRACKETED]
