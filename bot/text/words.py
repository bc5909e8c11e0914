"""Words: cutting text into them, stemming them, and telling which carry no content.

Ranking, indexing and question answering all read words through here, so that they agree. It is not for
sentences (`bot.text.sentences`) and knows no grammar.

Stemming is nltk's Snowball and sumy's Ukrainian and Czech stemmers, imported at the first word of such a
language: `nltk.stem.snowball` brings all of nltk with it (0.25 s and 27 MB beyond numpy, measured), so a
process that never stems never pays, and `warm` pays ahead of time. Loading that module around its package
would save little: it asks for `nltk.corpus`, which asks for most of the rest.
"""

import pkgutil
import re
import threading
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib import import_module

from bot.text.stopwords import OWN

LANGUAGES: dict[str, str] = {
    "ar": "arabic",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "he": "hebrew",
    "hu": "hungarian",
    "it": "italian",
    "ja": "japanese",
    "ko": "korean",
    "nb": "norwegian",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sk": "slovak",
    "sv": "swedish",
    "th": "thai",
    "uk": "ukrainian",
    "zh": "chinese",
}
"""ISO 639-1 codes of the languages that sumy or Snowball know, by their English names."""

_SNOWBALL = frozenset(LANGUAGES.values()) - frozenset(
    ("chinese", "czech", "greek", "hebrew", "japanese", "korean", "polish", "slovak", "thai", "ukrainian")
)
_SUMY = {
    "czech": "czech",
    "slovak": "czech",
    "ukrainian": "ukrainian",
}  # its Greek and Polish need more packages
_LONGEST_STEMMED = 40  # letters: longer "words" are noise, and stemmers' expressions are not built for them

# Combining marks that stand inside words and that Python's \w leaves out: accents, Hebrew and Arabic points,
# vowel signs of India, Thai, Lao, Khmer and Burmese.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a4d\u0a81-\u0a83\u0abc-\u0acd"
    "\u0b01-\u0b03\u0b3c-\u0b4d\u0b82\u0bbe-\u0bcd\u0c00-\u0c04\u0c3e-\u0c4d\u0c81-\u0c83\u0cbc-\u0ccd"
    "\u0d00-\u0d03\u0d3e-\u0d4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd"
    "\u102b-\u103e\u17b4-\u17d3"
)
_APOSTROPHES = "'’ʼ＇"
_PLAIN = {ord(mark): "'" for mark in _APOSTROPHES} | {
    0x0307: None
}  # Turkish İ is folded to i and a dot above
# In turn: a number with its separators (4,096 · 3.5 · 10:30; no-break spaces group by three), letters with
# dots (U.N.), a word with what stands inside it. Each repetition starts with what the one before cannot eat,
# so matching is linear.
_TOKEN = re.compile(
    rf"[0-9]+(?:[.,:][0-9]+|[\u00a0\u202f\u2009][0-9]{{3}}(?![0-9]))+(?![^\W_])"
    rf"|(?:[^\W\d_]\.){{2,}}"
    rf"|[^\W_]+(?:(?:[{_MARKS}]|[{_APOSTROPHES}](?=[^\W_]))[^\W_]*)*"
)
# Scripts written without spaces, and Korean, whose particles are glued to the word.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
)
# French and Italian (and Catalan) words that lose their vowel before another: l'homme is two words.
_ELISION = re.compile(
    rf"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|dell?|nell?|all|dall|sull|coll|un|quell|gl|anch|com)[{_APOSTROPHES}](?=[^\W\d_]{{2}})",
    re.IGNORECASE,
)
_GROUPED = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]{1,3}(?:[\u00a0\u202f\u2009][0-9]{3})+"
)
_NOT_DIGIT = re.compile(r"[^0-9]")


def words(text: str) -> list[str]:
    """Give the words of a text, case-folded, in its order.

    Hyphens part words. Apostrophes inside words stay (as '), but an elision parts: l'homme is l, homme.
    Numbers stay whole, without signs that group thousands: "4,096" is "4096", "3.5" and "10:30" as they are.
    "U.N." is "un". Chinese, Japanese, Korean, Thai and the like come as overlapping pairs of characters.
    """
    if not text.isascii():
        return [word for _, _, word in _spans(text)]
    found: list[str] = []
    for token in _TOKEN.findall(text.lower()):  # the same without places, at half the time
        if token.isalpha():
            found.append(token)
        else:
            elided = _ELISION.match(token)
            found += [token[: elided.end() - 1], _fold(token[elided.end() :])] if elided else [_fold(token)]
    return found


def spans(text: str) -> list[tuple[int, int, str]]:
    """Give (start, end, word) for each of `words(text)`: half-open, in code points; pairs of CJK overlap."""
    if not text.isascii():
        return list(_spans(text))
    found: list[tuple[int, int, str]] = []
    for match in _TOKEN.finditer(text):  # the same for most texts, at two thirds of the time
        token, (start, end) = match.group(), match.span()
        if token.isalpha():
            found.append((start, end, token.lower()))
        elif elided := _ELISION.match(token):
            cut = elided.end()
            found.append((start, start + cut, token[: cut - 1].lower()))
            found.append((start + cut, end, _fold(token[cut:])))
        else:
            found.append((start, end, _fold(token)))
    return found


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    unspaced = not text.isascii() and _UNSPACED.search(text) is not None
    for match in _TOKEN.finditer(text):
        token, start = match.group(), match.start()
        if token.isalpha() and token.isascii():  # most words of most languages we meet
            yield start, match.end(), token.casefold()
        elif unspaced and _UNSPACED.search(token):
            yield from _pairs(token, start)
        else:
            if (elided := _ELISION.match(token)) is not None:
                yield start, start + elided.end(), token[: elided.end() - 1].casefold()
                start, token = start + elided.end(), token[elided.end() :]
            yield start, match.end(), _fold(token)


def _pairs(token: str, start: int) -> Iterator[tuple[int, int, str]]:
    """Cut a token that holds unspaced script: pairs of its characters, and what stands between as words."""
    at = 0
    for run in _UNSPACED.finditer(token):
        if run.start() > at:
            yield start + at, start + run.start(), _fold(token[at : run.start()])
        at = run.end()
        characters = run.group()
        for i in range(max(len(characters) - 1, 1)):
            yield (
                start + run.start() + i,
                start + run.start() + min(i + 2, len(characters)),
                characters[i : i + 2],
            )
    if at < len(token):
        yield start + at, start + len(token), _fold(token[at:])


def _fold(token: str) -> str:
    """Give one form to the ways of writing a word: case, composition, apostrophes, thousands, dots."""
    if not token.isascii():
        token = unicodedata.normalize("NFC", token.casefold())
        token = token.translate(_PLAIN)
    else:
        token = token.casefold()
    if token[0] in "0123456789":
        return _NOT_DIGIT.sub("", token) if _GROUPED.fullmatch(token) else token
    return token.replace(".", "")


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str) -> str:
    """Give the stem of a word as `words` gives it; of an unknown language, the word itself.

    `language` is ISO 639-1. Russian ё counts as е, as in most print.
    """
    stemmer = _stemmer(language)
    # sumy's Czech stemmer warns of words without case; Arabic has none.
    stemmable = word.islower() or (language == "ar" and word != "")
    if stemmer is None or not stemmable or len(word) > _LONGEST_STEMMED or word[0].isdigit():
        return word
    if language == "ru":
        word = word.replace("ё", "е")
    with _LOCK:
        return stemmer(word) or word


_LOCK = threading.Lock()  # nltk's Arabic stemmer keeps the word that it works on in itself


@cache
def _stemmer(language: str) -> Callable[[str], str] | None:
    name = LANGUAGES.get(language, "")
    stemmer: Callable[[str], str] | None = None
    if name in _SNOWBALL:
        from nltk.stem import snowball  # noqa: PLC0415 - heavy, see above

        stemmer = getattr(snowball, f"{name.capitalize()}Stemmer")().stem
    elif name in _SUMY:
        stemmer = import_module(f"sumy.nlp.stemmers.{_SUMY[name]}").stem_word
    return stemmer


def warm(*languages: str) -> None:
    """Import the stemmers of these languages and read their stop words ahead of the first question."""
    for language in languages:
        _stemmer(language)
        stop_words(language)


@cache
def stop_words(language: str) -> frozenset[str]:
    """Give the function words of a language, in the form of `words`; none for an unknown one.

    sumy's list, joined with ours where sumy has none or misses common words.
    """
    if language not in LANGUAGES:
        return frozenset()
    lines = OWN.get("no" if LANGUAGES[language] == "norwegian" else language, "").split()
    try:
        data = pkgutil.get_data("sumy", f"data/stopwords/{LANGUAGES[language]}.txt")
    except OSError:  # sumy has no list of it
        data = None
    if data is not None:
        lines += data.decode("utf-8").split()
    # What we cut in two is either elided (both parts are function words) or a compound (they may not be).
    return frozenset(cut[0] for line in lines if len(cut := words(line)) == 1)
