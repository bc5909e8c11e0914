"""Which language a text is in: told by its script where that settles it, else by py3langid's model.

In a short text its function words are counted, too, and in Cyrillic the letters that a language does not
have. Not for translating names on screen, and not sure on a few words: then it says "und".
"""

import math
import re
from collections import Counter
from copy import copy
from functools import cache
from typing import Any

from bot.models import UNKNOWN_LANGUAGE
from bot.text.stemmers import LANGUAGES
from bot.text.tables import rows
from bot.text.words import stop_words, words

SAMPLE = 4_000  # characters; longer texts are judged by their beginning
SHORT = 400  # characters; the model alone is sure of longer texts
ENOUGH = 8  # letters; fewer tell nothing
LEAST = 1e-9  # what the model's probability of a language counts as when it is lower
# What a word adds to its language's log probability, and a letter takes from those that lack it. Chosen on
# one half of 2,600 sentences and questions, with no difference on the other half: near to them is as good.
FUNCTION_WORD = 1.0
FOREIGN_LETTER = 2.0
PLAIN = 12.0  # in log probability: a page that tells another language than the text's is wrong

# What the model may choose between: the languages that sumy or Snowball support, and others of the same
# script, so that a text in one of these is not taken for a supported one.
_LATIN = (
    "ca cs da de en eo es et eu fi fr ga hr bs sr hu id is it la lt lv ms nb nl nn no pl pt ro sk sl sq st sv"
    " tr sw tl vi cy az af gl nso ha so yo ig om xh zu rw sn mg lb ht fy uz tk ku jv gd br"
)
_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_ALPHABETS = {
    "ba": frozenset(_RUSSIAN + "әөүғҡҙҫңһ"),
    "be": frozenset("абвгдеёжзійклмнопрстуўфхцчшыьэюя"),
    "bg": frozenset("абвгдежзийклмнопрстуфхцчшщъьюя"),
    "kk": frozenset(_RUSSIAN + "әғқңөұүһі"),
    "ky": frozenset(_RUSSIAN + "ңөү"),
    "mk": frozenset("абвгдѓежзѕијклљмнњопрстќуфхцчџш"),
    "mn": frozenset(_RUSSIAN + "өү"),
    "ru": frozenset(_RUSSIAN),
    "sr": frozenset("абвгдђежзијклљмнњопрстћуфхцчџш"),
    "tg": frozenset(_RUSSIAN + "ғӣқӯҳҷ"),
    "tt": frozenset(_RUSSIAN + "әөүҗңһ"),
    "uk": frozenset("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
}
_CHOICES = {
    "latin": tuple(_LATIN.split()),
    "cyrillic": tuple(_ALPHABETS),
    "arabic": ("ar", "fa", "ur", "ps", "ug"),
    "indic": ("hi", "mr", "ne"),
}

_SCRIPTS = {
    "latin": re.compile("[A-Za-zÀ-ɏḀ-ỿ]"),
    "cyrillic": re.compile("[Ѐ-ӿ]"),
    "kana": re.compile("[぀-ヿ]"),
    "han": re.compile("[㐀-鿿]"),
    "ko": re.compile("[가-힣]"),
    "arabic": re.compile("[؀-ۿ]"),
    "indic": re.compile("[ऀ-ॿ]"),
    "el": re.compile("[Ͱ-Ͽἀ-῾]"),
    "hebrew": re.compile("[א-״]"),
    "hy": re.compile("[԰-֏]"),
    "ka": re.compile("[Ⴀ-ჿ]"),
    "th": re.compile("[฀-๿]"),
    "lo": re.compile("[຀-໿]"),
    "bn": re.compile("[ঀ-৿]"),
    "pa": re.compile("[਀-੿]"),
    "gu": re.compile("[઀-૿]"),
    "or": re.compile("[଀-୿]"),
    "ta": re.compile("[஀-௿]"),
    "te": re.compile("[ఀ-౿]"),
    "kn": re.compile("[ಀ-೿]"),
    "ml": re.compile("[ഀ-ൿ]"),
    "si": re.compile("[඀-෿]"),
    "my": re.compile("[က-႟]"),
    "km": re.compile("[ក-៿]"),
    "am": re.compile("[ሀ-፿]"),
}
_DENSE = ("han", "kana", "ko")  # a character of these says as much as some letters
_OTHERS = (*(script for script in _SCRIPTS if len(script) == 2), "ja", "zh", "he", "yi")


def parse_language(told: str) -> str:
    """Give the ISO 639-1 code that `told` means ("English", "en-US", "eng", "UK"); "" when it means none."""
    name = told.strip().casefold()[:40]
    code = re.split(r"[-_]", name, maxsplit=1)[0]
    codes = _codes()
    return codes.get(name) or codes.get(code, "")


@cache
def _codes() -> dict[str, str]:
    """Give the code for each name and code that means it."""
    codes = {code: code for code in (*_OTHERS, *(code for some in _CHOICES.values() for code in some))}
    for row in rows("languages.txt"):
        code, *names = row.split()
        codes.update(dict.fromkeys(names, code))
    return codes


def detect(text: str) -> str:
    """Give the ISO 639 code of `text`'s language, or "und"."""
    sample = text[:SAMPLE]
    counts = {script: len(pattern.findall(sample)) for script, pattern in _SCRIPTS.items()}
    letters = sum(counts.values())
    if letters < 4 or (letters < ENOUGH and max(counts["latin"], counts["cyrillic"]) * 2 > letters):
        return UNKNOWN_LANGUAGE
    if counts["kana"] * 8 > counts["kana"] + counts["han"] and (counts["kana"] + counts["han"]) * 3 > letters:
        return "ja"
    script = max(counts, key=lambda name: counts[name] * (2 if name in _DENSE else 1))
    if script in _CHOICES:
        return _modelled(sample, script)
    if script == "hebrew":
        found = set(words(sample))
        return "yi" if len(found & stop_words("yi")) > len(found & stop_words("he")) else "he"
    return {"han": "zh", "kana": "ja"}.get(script, script)


def settle(told: str, text: str) -> str:
    """Give the language of a page that tells its own: that, unless the text is plainly in another.

    What a page tells is often the language of its template. `told` is a code, or "".
    """
    found = detect(text)
    if not told or found == UNKNOWN_LANGUAGE or LANGUAGES.get(found, found) == LANGUAGES.get(told, told):
        return told or found
    script = next((name for name, codes in _CHOICES.items() if found in codes and told in codes), "")
    if script:
        scores = _scores(text[:SAMPLE], script)
        if scores[found] - scores[told] < PLAIN:
            return told
    return found


def _modelled(sample: str, script: str) -> str:
    """Give the likeliest language of a script, if it beats all others that are stemmed otherwise."""
    scores = _scores(sample, script)
    most = max(scores.values())
    shares = {code: math.exp(score - most) for code, score in scores.items()}
    best = max(shares, key=lambda code: shares[code])
    stemmed = LANGUAGES.get(best, best)
    alike = sum(share for code, share in shares.items() if LANGUAGES.get(code, code) == stemmed)
    return parse_language(best) if alike * 2 > sum(shares.values()) else UNKNOWN_LANGUAGE


def _scores(sample: str, script: str) -> dict[str, float]:
    """Give the log probability of each language of a script, up to a constant."""
    ranked = _model(_CHOICES[script]).rank(sample)
    scores = {str(code): math.log(max(float(share), LEAST)) for code, share in ranked}
    if len(sample) <= SHORT:
        found = set(words(sample))
        for code in scores:
            scores[code] += FUNCTION_WORD * len(found & stop_words(code))
    if script == "cyrillic":
        letters = Counter(_SCRIPTS[script].findall(sample.casefold()))
        for code in scores:
            alphabet = _ALPHABETS[code]
            foreign = sum(count for letter, count in letters.items() if letter not in alphabet)
            scores[code] -= FOREIGN_LETTER * foreign
    return scores


@cache
def _model(choices: tuple[str, ...]) -> Any:  # noqa: ANN401 - the library ships no types
    identifier = copy(_whole_model())
    identifier.set_languages([code for code in choices if code in identifier.nb_classes])
    return identifier


@cache
def _whole_model() -> Any:  # noqa: ANN401
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - a heavy import

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
