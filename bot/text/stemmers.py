"""Which languages are stemmed, and by what: nltk's Snowball, sumy's stemmers, Snowball's own for the rest.

nltk and sumy come first: their stems are in people's libraries. Each stemmer is imported at the first word of
its language, and around its package: `nltk.stem.snowball` asks for all of nltk (24 MB and 0.25 s, measured),
`snowballstemmer` for its thirty-six languages (14 MB), each for the sake of names that no stemmer uses.
Not for words (`bot.text.words`), whose `stem` everybody asks.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType

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
        with _around("snowballstemmer"):
            module = import_module(f"snowballstemmer.{name}_stemmer")
        made = getattr(module, f"{name.capitalize()}Stemmer")().stemWord
    elif name in _SUMY:
        with _around("sumy", "sumy.nlp", "sumy.nlp.stemmers"):
            made = import_module(f"sumy.nlp.stemmers.{_SUMY[name]}").stem_word
    else:
        with _around("nltk", "nltk.stem", unused="nltk.corpus"):
            module = import_module("nltk.stem.snowball")
        made = getattr(module, f"{name.capitalize()}Stemmer")().stem
    return made


@contextmanager
def _around(*packages: str, unused: str = "") -> Iterator[None]:
    """Import modules of packages, outermost first, of which none is executed: they are places to look in.

    `unused` is a module that is asked for and never used but for its stop words. What was imported is
    forgotten by its name at the end, so that whoever imports the packages gets them whole.
    """
    before = set(sys.modules)
    try:
        for package in packages:
            if package not in sys.modules and (found := find_spec(package)) is not None:
                sys.modules[package] = module_from_spec(found)
        if unused and unused not in sys.modules:
            sys.modules[unused] = ModuleType(unused)
            vars(sys.modules[unused])["stopwords"] = None
        yield
    finally:
        for name in set(sys.modules) - before:
            if name.partition(".")[0] == packages[0]:
                del sys.modules[name]
