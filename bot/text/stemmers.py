"""Which languages are stemmed, and by what: nltk's Snowball, sumy's stemmers, Snowball's own for the rest.

nltk and sumy come first: their stems are in people's libraries. Each stemmer is imported at the first word of
its language. `nltk.stem.snowball` brings all of nltk with it (0.25 s and 27 MB beyond numpy, measured), so a
process that never stems never pays. Loading that module around its package would save little: it asks for
`nltk.corpus`, which asks for most of the rest. Not for words (`bot.text.words`), whose `stem` everybody asks.
"""

import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec

LANGUAGES: dict[str, str] = {
    "ar": "arabic",
    "bs": "serbian",  # Snowball's is of all that was Serbo-Croatian, in both scripts
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "he": "hebrew",
    "hi": "hindi",
    "hr": "serbian",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "ja": "japanese",
    "ko": "korean",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sk": "slovak",
    "sr": "serbian",
    "st": "sesotho",
    "sv": "swedish",
    "ta": "tamil",
    "th": "thai",
    "tr": "turkish",
    "uk": "ukrainian",
    "yi": "yiddish",
    "zh": "chinese",
}
"""ISO 639-1 codes of the languages that sumy or Snowball know, by their English names."""

_SUMY = {"czech": "czech", "slovak": "czech", "ukrainian": "ukrainian"}  # Greek and Polish need more packages
_SNOWBALL = {
    *("armenian", "basque", "catalan", "esperanto", "estonian", "greek", "hindi", "indonesian", "irish"),
    *("lithuanian", "nepali", "persian", "polish", "serbian", "sesotho", "tamil", "turkish", "yiddish"),
}
_UNSTEMMED = {"chinese", "hebrew", "japanese", "korean", "thai"}
# Their letters have no case. Words without case are left alone elsewhere: sumy's Czech stemmer warns of them.
_UNCASED = {"ar", "fa", "hi", "ne", "ta", "yi"}
# A word in Latin letters is none of theirs, and need not load their stemmers.
_NOT_LATIN = {"ar", "el", "fa", "hi", "hy", "ne", "ru", "ta", "uk", "yi"}


def stems(word: str, language: str) -> bool:
    """Tell whether a word is of the kind that the language's stemmer works on."""
    if language not in LANGUAGES or (language in _NOT_LATIN and word.isascii()):
        return False
    return word.islower() or (language in _UNCASED and word != "")


@cache
def stemmer(language: str) -> Callable[[str], str] | None:
    """Give what stems the words of a language, None where nothing does. It is not for two threads at once."""
    name = LANGUAGES.get(language, "")
    if not name or name in _UNSTEMMED:
        return None
    made: Callable[[str], str]
    if name in _SNOWBALL:
        made = _snowball(name)
    elif name in _SUMY:
        made = import_module(f"sumy.nlp.stemmers.{_SUMY[name]}").stem_word
    else:
        from nltk.stem import snowball  # noqa: PLC0415 - heavy, see above

        made = getattr(snowball, f"{name.capitalize()}Stemmer")().stem
    return made


def _snowball(name: str) -> Callable[[str], str]:
    """Import one of its modules: the package itself would import all thirty-six, 14 MB."""
    package = "snowballstemmer"
    if package not in sys.modules and (found := find_spec(package)) is not None:
        sys.modules[package] = module_from_spec(found)  # not executed: it is a place to look in
    module = import_module(f"{package}.{name}_stemmer")
    stem: Callable[[str], str] = getattr(module, f"{name.capitalize()}Stemmer")().stemWord
    return stem
