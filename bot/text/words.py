"""Words: cutting text into them, stemming them, and telling which carry no content.

Ranking, indexing and question answering all read words through here, so that they agree. It is not for
sentences (`bot.text.sentences`) and knows no grammar.

Which stemmer is whose is in `bot.text.stemmers`; each is imported at the first word of its language, and
`warm` pays for that ahead of time.
"""

import pkgutil
import re
import sys
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from bot.text import stemmers, unspaced
from bot.text.stemmers import LANGUAGES
from bot.text.stopwords import own

__all__ = ["LANGUAGES", "spans", "stem", "stop_words", "warm", "words"]

_LONGEST_STEMMED = 40  # letters: longer "words" are noise, and stemmers' expressions are not built for them

# Combining marks that stand inside words and that Python's \w leaves out: accents, Hebrew and Arabic points,
# vowel signs of India, Thai, Lao, Khmer and Burmese, and the joiner that shapes letters of India.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a4d\u0a81-\u0a83\u0abc-\u0acd"
    "\u0b01-\u0b03\u0b3c-\u0b4d\u0b82\u0bbe-\u0bcd\u0c00-\u0c04\u0c3e-\u0c4d\u0c81-\u0c83\u0cbc-\u0ccd"
    "\u0d00-\u0d03\u0d3e-\u0d4d\u0d82\u0d83\u0dca-\u0ddf\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd"
    "\u102b-\u103e\u17b4-\u17d3\u200d"
)
_VIRAMAS = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d"  # here a non-joiner parts no words
_APOSTROPHES = "'’ʼ＇"
_DIGITS = (0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xFF10)
_OPTIONAL = (
    0x0301,  # stress, where it makes no letter of its own (за́мок)
    0x0307,  # Turkish İ is folded to i and a dot above
    *(*range(0x0591, 0x05BE), 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7),  # Hebrew points
    *(0x0640, *range(0x064B, 0x0653), 0x0670),  # a stretched line, and Arabic vowels
    *(0x200C, 0x200D),
)
_PLAIN = (
    {ord(mark): "'" for mark in _APOSTROPHES}
    | {zero + i: str(i) for zero in _DIGITS for i in range(10)}
    | {0xFF41 + i: chr(ord("a") + i) for i in range(26)}  # as wide as Chinese characters
    | dict.fromkeys(_OPTIONAL)
)
# In turn: a number with its separators (4,096 · 3.5 · 10:30; no-break spaces group by three), letters with
# dots (U.N.), a word with what stands inside it (the point of Catalan's l·l, too). Each repetition starts
# with what the one before cannot eat, so matching is linear.
_TOKEN = re.compile(
    rf"\d+(?:[.,:]\d+|[\u00a0\u202f\u2009]\d{{3}}(?!\d))+(?![^\W_])"
    rf"|(?:[^\W\d_]\.){{2,}}"
    rf"|[^\W_]+(?:(?:[{_MARKS}]|[{_APOSTROPHES}](?=[^\W_])|(?<=[{_VIRAMAS}])\u200c|(?<=[lL])·(?=[lL]))[^\W_]*)*"
)
# The same for ASCII without two apostrophes in a row, most words first: twice as quick.
_ASCII_TOKEN = re.compile(
    r"[A-Za-z][A-Za-z0-9']*[A-Za-z0-9]"
    r"|\d+(?:[.,:]\d+)+(?![A-Za-z0-9])|(?:[A-Za-z]\.){2,}|[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*",
    re.ASCII,
)
# What print has beside ASCII, and a mark that parts words as it does, or an apostrophe.
_PRINTED = (*((mark, '"') for mark in "“”–—…«»‘„"), *((mark, "'") for mark in "’ʼ＇"))
_UNSPACED = re.compile(f"[{unspaced.SCRIPTS}]+")
_HIRAGANA = re.compile("[\u3041-\u309f]+")
# French and Italian (and Catalan) words that lose their vowel before another: l'homme is two words.
_ELISION = re.compile(
    rf"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|dell?|nell?|all|dall|sull|coll|un|quell|gl|anch|com)[{_APOSTROPHES}](?=[^\W\d_]{{2}})",
    re.IGNORECASE,
)
_VOWELS = re.compile("[\u064b-\u0652]")
_GROUPED = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}|[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]{1,3}(?:[\u00a0\u202f\u2009][0-9]{3})+"
)
_NOT_DIGIT = re.compile(r"[^0-9]")


def words(text: str) -> list[str]:
    """Give the words of a text, case-folded, in its order.

    Hyphens part words. Apostrophes inside words stay (as '), but an elision parts: l'homme is l, homme.
    Numbers stay whole, in the digits 0 to 9 and without signs that group thousands: "4,096" is "4096", "3.5"
    and "10:30" as they are. Points and stress that are seldom written (Hebrew, Arabic, Russian) are left out.
    "U.N." is "un". Chinese, Japanese, Korean, Thai and the like come in pairs, see `bot.text.unspaced`.
    """
    plain = _ascii(text)
    if plain is None:
        return [word for _, _, word in _spans(text)]
    tokens: list[str] = _ASCII_TOKEN.findall(plain.lower())
    for place in [i for i, token in enumerate(tokens) if not token.isalpha()][::-1]:
        tokens[place : place + 1] = [word for _, _, word in _cut(tokens[place])]
    return tokens


def spans(text: str, most: int = sys.maxsize) -> list[tuple[int, int, str]]:
    """Give (start, end, word) for each of `words(text)`, or for the first ones, `most` of them at least.

    They are half-open, in code points; pairs of CJK overlap.
    """
    plain = _ascii(text)
    if plain is None:
        return list(_spans(text))
    found: list[tuple[int, int, str]] = []
    for match in _ASCII_TOKEN.finditer(plain.lower()):
        if len(found) >= most:
            break
        token, (start, end) = match[0], match.span()
        if token.isalpha():
            found.append((start, end, token))
        else:
            found += [(start + first, start + last, word) for first, last, word in _cut(token)]
    return found


def _ascii(text: str) -> str | None:
    """Give a text that has the same words in the same places, in ASCII; None if it needs more than that."""
    if not text.isascii():
        for mark, plain in _PRINTED:
            text = text.replace(mark, plain)
        if not text.isascii():
            return None
    return None if "''" in text else text


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    mixed = _UNSPACED.search(text) is not None
    for match in _TOKEN.finditer(text):
        token, start = match.group(), match.start()
        if token.isalpha() and token.isascii():  # most words of most languages we meet
            yield start, match.end(), token.casefold()
        elif mixed and _UNSPACED.search(token):
            yield from _pairs(token, start)
        else:
            for first, last, word in _cut(token):
                yield start + first, start + last, word


def _pairs(token: str, start: int) -> Iterator[tuple[int, int, str]]:
    """Cut a token that holds unspaced script: pairs of its characters, and what stands between as words."""
    at = 0
    for run in _UNSPACED.finditer(token):
        if run.start() > at:
            yield start + at, start + run.start(), _fold(token[at : run.start()])
        at = run.end()
        yield from unspaced.pairs(run.group(), start + run.start())
    if at < len(token):
        yield start + at, start + len(token), _fold(token[at:])


def _cut(token: str) -> Sequence[tuple[int, int, str]]:
    """Give (start, end, word) for each word of a token of a spaced script: two if a vowel is left out."""
    return _cut_known(token) if len(token) <= _LONGEST_STEMMED else _cut_anew(token)


def _cut_anew(token: str) -> Sequence[tuple[int, int, str]]:
    elided = _ELISION.match(token)
    if elided is None:
        return ((0, len(token), _fold(token)),)
    cut = elided.end()
    return (0, cut, token[: cut - 1].casefold()), (cut, len(token), _fold(token[cut:]))


_cut_known = lru_cache(maxsize=1 << 14)(_cut_anew)


def _fold(token: str) -> str:
    """Give one form to the ways of writing a word: case, composition, marks, digits, thousands, dots."""
    if not token.isascii():
        token = unicodedata.normalize("NFC", token.casefold())
        token = token.translate(_PLAIN) or token
    else:
        token = token.casefold()
    if token[0] in "0123456789":
        return _NOT_DIGIT.sub("", token) if _GROUPED.fullmatch(token) else token
    return token.replace(".", "")


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str) -> str:
    """Give the stem of a word as `words` gives it; of an unknown language, the word itself.

    `language` is ISO 639-1. Russian ё counts as е, as in most print, and Turkish ı as i in what is left: in
    capitals, and at the start of a sentence, they are told apart by nobody.
    """
    if not stemmers.stems(word, language) or len(word) > _LONGEST_STEMMED or word[0].isdigit():
        return word
    if language == "ru":
        word = word.replace("ё", "е")
    with _LOCK:
        stemmer = stemmers.stemmer(language)
        stemmed = stemmer(word) if stemmer is not None else word
    return (stemmed.replace("ı", "i") if language == "tr" else stemmed) or word


# nltk's Arabic stemmer and all of Snowball's own keep in themselves what they work on.
_LOCK = threading.Lock()


def warm(*languages: str) -> None:
    """Import the stemmers of these languages and read their stop words ahead of the first question."""
    for language in languages:
        with _LOCK:
            stemmers.stemmer(language)
        stop_words(language)


@cache
def stop_words(language: str) -> frozenset[str]:
    """Give the function words of a language, in the form of `words`; none for an unknown one.

    sumy's list, joined with ours where sumy has none or misses common words. A few languages that nobody
    stems have a list of ours.
    """
    lines = list(own().get("no" if language in {"nb", "nn"} else language, ()))
    try:
        name = LANGUAGES.get(language)
        data = pkgutil.get_data("sumy", f"data/stopwords/{name}.txt") if name else None
    except OSError:  # sumy has no list of it
        data = None
    if data is not None:
        # An Arabic word with vowels is one that is another word without them, as it is mostly written. Of one
        # Japanese character it has suffixes (高, 書), which alone are words.
        lines += [
            line
            for line in data.decode("utf-8").split()
            if not _VOWELS.search(line) and (language != "ja" or len(line) > 1)
        ]
    # What we cut in two is either elided (both parts are function words) or a compound (they may not be).
    found = (words(line) for line in lines if not line.isdigit())
    return frozenset(
        word for cut in found if len(cut) == 1 or all(map(_HIRAGANA.fullmatch, cut)) for word in cut
    )
