"""Which language a text is in: told by its script where that settles it, else by py3langid's model.

Not for translating names on screen, and not sure on a few words: then it says "und".
"""

import re
from copy import copy
from functools import cache
from typing import Any

from bot.models import UNKNOWN_LANGUAGE

SAMPLE = 4_000  # characters; longer texts are judged by their beginning
ENOUGH = 20  # letters; fewer tell nothing

# What the model may choose between: the languages that sumy or Snowball support, and their neighbors
# (so that a text in one of these is not taken for a supported one).
LATIN = [
    "ca", "cs", "da", "de", "en", "eo", "es", "et", "eu", "fi", "fr", "ga", "hr", "hu", "id", "is", "it", "la", "lt",
    "lv", "ms", "nb", "nl", "nn", "no", "pl", "pt", "ro", "sk", "sl", "sq", "sv", "sw", "tl", "tr", "vi", "cy", "az",
    "af", "gl",
]  # fmt: skip
ARABIC = ["ar", "fa", "ur", "ps", "ug"]
INDIC = ["hi", "mr", "ne"]

_SCRIPTS = {
    "latin": re.compile("[A-Za-zÀ-ɏḀ-ỿ]"),
    "cyrillic": re.compile("[Ѐ-ӿ]"),
    "kana": re.compile("[぀-ヿ]"),
    "han": re.compile("[㐀-鿿]"),
    "ko": re.compile("[가-힣]"),
    "arabic": re.compile("[؀-ۿ]"),
    "indic": re.compile("[ऀ-ॿ]"),
    "el": re.compile("[Ͱ-Ͽ]"),
    "he": re.compile("[֐-׿]"),
    "hy": re.compile("[԰-֏]"),
    "ka": re.compile("[Ⴀ-ჿ]"),
    "th": re.compile("[฀-๿]"),
    "bn": re.compile("[ঀ-৿]"),
    "ta": re.compile("[஀-௿]"),
}
_NAMES = {
    "english": "en", "spanish": "es", "español": "es", "castellano": "es", "ukrainian": "uk", "українська": "uk",
    "russian": "ru", "русский": "ru", "german": "de", "deutsch": "de", "french": "fr", "français": "fr",
    "italian": "it", "italiano": "it", "portuguese": "pt", "português": "pt", "polish": "pl", "polski": "pl",
    "dutch": "nl", "nederlands": "nl", "czech": "cs", "čeština": "cs", "slovak": "sk", "greek": "el",
    "hebrew": "he", "chinese": "zh", "中文": "zh", "japanese": "ja", "日本語": "ja", "korean": "ko", "한국어": "ko",
    "arabic": "ar", "danish": "da", "finnish": "fi", "hungarian": "hu", "norwegian": "no", "romanian": "ro",
    "swedish": "sv", "turkish": "tr", "esperanto": "eo", "bulgarian": "bg", "serbian": "sr", "belarusian": "be",
    "catalan": "ca", "basque": "eu", "estonian": "et", "latvian": "lv", "lithuanian": "lt", "hindi": "hi",
}  # fmt: skip
_CODES = {
    "nb": "no",
    "nn": "no",
    "iw": "he",
    "in": "id",
    "ua": "uk",
    "cz": "cs",
    "jp": "ja",
    "cn": "zh",
    "kr": "ko",
}
_THREE = {
    "eng": "en", "spa": "es", "ukr": "uk", "rus": "ru", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr",
    "ita": "it", "por": "pt", "pol": "pl", "nld": "nl", "jpn": "ja", "zho": "zh", "chi": "zh", "kor": "ko",
    "cmn": "zh", "ces": "cs", "slk": "sk", "ell": "el", "heb": "he", "ara": "ar",
}  # fmt: skip
_KNOWN = {*LATIN, *ARABIC, *INDIC, "uk", "ru", "be", "bg", "sr", "mk", "kk", "ja", "zh", "ko", "el", "he", "hy",
          "ka", "th", "bn", "ta"}  # fmt: skip


def parse_language(told: str) -> str:
    """Give the ISO 639-1 code that `told` means ("English", "en-US", "eng", "UK"); "" when it means none."""
    name = told.strip().casefold()
    if name in _NAMES:
        return _NAMES[name]
    code = re.split(r"[-_]", name, maxsplit=1)[0]
    code = _THREE.get(code, _CODES.get(code, code))
    return code if code in _KNOWN else ""


def detect(text: str) -> str:
    """Give the ISO 639-1 code of `text`'s language, or "und"."""
    sample = text[:SAMPLE]
    counts = {script: len(pattern.findall(sample)) for script, pattern in _SCRIPTS.items()}
    letters = sum(counts.values())
    if letters < 4 or (letters < ENOUGH and max(counts["latin"], counts["cyrillic"]) * 2 > letters):
        return UNKNOWN_LANGUAGE
    if counts["kana"] * 8 > counts["kana"] + counts["han"] and (counts["kana"] + counts["han"]) * 3 > letters:
        return "ja"
    script = max(counts, key=lambda name: counts[name])
    if script in {"latin", "arabic", "indic"}:
        return _modelled(sample, script)
    if script == "cyrillic":
        return _cyrillic(sample)
    return {"han": "zh", "kana": "ja"}.get(script, script)


def _cyrillic(sample: str) -> str:
    """Tell Cyrillic languages by the letters that only they have (per their alphabets)."""
    low = sample.casefold()
    count = {letter: low.count(letter) for letter in "іїєґыэъёўјљњџђћќѓғқңү"}

    def of(letters: str) -> int:
        return sum(count[letter] for letter in letters)

    ukrainian, russian = of("їєґ"), of("ыэё")
    signs = {
        "sr": of("јљњџђћ"), "mk": of("ќѓ") * 3, "kk": of("ғқңү"), "be": count["ў"] * 2,
        "uk": ukrainian + (count["і"] if not count["ы"] and not count["ў"] else 0),
        "ru": russian if russian > count["і"] else 0,
    }  # fmt: skip
    best = max(signs, key=lambda name: signs[name])
    if signs[best] == 0:
        return "bg" if count["ъ"] * 100 > len(low) else _modelled(sample, "cyrillic")
    if best == "sr" and signs["mk"]:
        return "mk"
    return best


def _modelled(sample: str, script: str) -> str:
    choices = {
        "latin": LATIN,
        "arabic": ARABIC,
        "indic": INDIC,
        "cyrillic": ["ru", "uk", "bg", "mk", "sr", "be"],
    }
    code, confidence = _model(tuple(choices[script])).classify(sample)
    if float(confidence) < 0.5:
        return UNKNOWN_LANGUAGE
    return _CODES.get(str(code), str(code))


@cache
def _model(choices: tuple[str, ...]) -> Any:  # noqa: ANN401 - the library ships no types
    identifier = copy(_whole_model())
    identifier.set_languages([code for code in choices if code in identifier.nb_classes])
    return identifier


@cache
def _whole_model() -> Any:  # noqa: ANN401
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - a heavy import

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
