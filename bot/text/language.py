"""Which language a text is in: told by its script where that settles it, else by py3langid's model.

Not for translating names on screen, and not sure on a few words: then it says "und".
"""

import re
from copy import copy
from functools import cache
from importlib import resources
from typing import Any

from bot.models import UNKNOWN_LANGUAGE

SAMPLE = 4_000  # characters; longer texts are judged by their beginning
ENOUGH = 20  # letters; fewer tell nothing

# What the model may choose between: the languages that sumy or Snowball support, and their neighbors
# (so that a text in one of these is not taken for a supported one).
_LATIN = (
    "ca cs da de en eo es et eu fi fr ga hr hu id is it la lt lv ms nb nl nn no pl pt ro sk sl sq sv sw tl "
    "tr vi cy az af gl"
)
_CHOICES = {
    "latin": tuple(_LATIN.split()),
    "arabic": ("ar", "fa", "ur", "ps", "ug"),
    "indic": ("hi", "mr", "ne"),
    "cyrillic": ("ru", "uk", "bg", "mk", "sr", "be"),
}

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
_OTHERS = ("kk", "ja", "zh", "ko", "el", "he", "hy", "ka", "th", "bn", "ta")


def parse_language(told: str) -> str:
    """Give the ISO 639-1 code that `told` means ("English", "en-US", "eng", "UK"); "" when it means none."""
    name = told.strip().casefold()[:40]
    code = re.split(r"[-_]", name, maxsplit=1)[0]
    codes = _codes()
    return codes.get(name) or codes.get(code, "")


@cache
def _codes() -> dict[str, str]:
    """Give the code for each name and code that means it."""
    text = resources.files(__package__).joinpath("data/languages.txt").read_text("utf-8")
    codes = {code: code for code in (*_OTHERS, *(code for some in _CHOICES.values() for code in some))}
    for row in text.splitlines():
        if not row.startswith("#"):
            code, *names = row.split()
            codes.update(dict.fromkeys(names, code))
    return codes


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
    code, confidence = _model(_CHOICES[script]).classify(sample)
    if float(confidence) < 0.5:
        return UNKNOWN_LANGUAGE
    return parse_language(str(code))


@cache
def _model(choices: tuple[str, ...]) -> Any:  # noqa: ANN401 - the library ships no types
    identifier = copy(_whole_model())
    identifier.set_languages([code for code in choices if code in identifier.nb_classes])
    return identifier


@cache
def _whole_model() -> Any:  # noqa: ANN401
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - a heavy import

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
