"""Kinds: what a question asks for (a person, a date …), and which words of a sentence can be that.

By form and by closed classes of words (`bot.text.cues`) only. Not for meaning: nothing here knows that Lima
is a city, only that "in Lima" stands where a place does.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from bot.text import cues
from bot.text.words import stem, stop_words, words

# What a word of a sentence is; stored with each token.
NUMBER = 1  # holds a digit, or counts
YEAR = 2  # 1000 … 2099
NAME = 4  # capitalized inside a sentence
FIRST = 8  # capitalized as the first word
MONTH = 16  # or another word that makes a date
REASON = 32
PLACE = 64  # a name after "in", "from" …
STOP = 128  # a function word

# What a question asks for.
PERSON_ASKED = 1
DATE_ASKED = 2
PLACE_ASKED = 4
NUMBER_ASKED = 8
REASON_ASKED = 16

_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")


@cache
def _classes(language: str) -> dict[str, int]:
    """Give the flags of the closed classes' words, and of their stems."""
    flags: dict[str, int] = {}
    for flag, table in ((MONTH, cues.MONTHS), (NUMBER, cues.COUNTS), (REASON, cues.REASONS)):
        for word in words(table.get(language, "")):
            for form in (word, stem(word, language)):
                flags[form] = flags.get(form, 0) | flag
    return flags


@cache
def _locatives(language: str) -> frozenset[str]:
    return frozenset(words(cues.LOCATIVES.get(language, "")))


def flags_of(text: str, found: Sequence[tuple[int, int, str]], language: str) -> bytes:
    """Give the flags of each word of a sentence, from its spans."""
    classes, locatives, stops = _classes(language), _locatives(language), stop_words(language)
    flags = bytearray()
    before = ""
    named = False  # the name goes on: "in New York"
    for i, (start, _end, word) in enumerate(found):
        flag = classes.get(word, 0) or classes.get(stem(word, language), 0)
        first = text[start]
        if flag & MONTH and language == "en" and word in {"may", "march"} and first.islower():
            flag = 0
        if first.isdigit():
            flag |= NUMBER | (YEAR if _YEAR.fullmatch(word) else 0)
        elif first.isupper():
            flag |= NAME if i else FIRST
        if flag & NAME:
            named = named or before in locatives
            flag |= PLACE if named else 0
        else:
            named = False
        flags.append(flag | (STOP if word in stops else 0))
        before = word
    return bytes(flags)


@cache
def _asking(language: str) -> tuple[dict[str, int], frozenset[str], frozenset[str], dict[str, int]]:
    """Give question words, "how", what only asks after "how", and asked-for nouns' stems, of a language."""

    def table(pairs: Sequence[tuple[int, Mapping[str, str]]]) -> dict[str, int]:
        return {word: kind for kind, by in pairs for word in words(by.get(language, ""))}

    asking = table(
        (
            (PERSON_ASKED, cues.WHO),
            (DATE_ASKED, cues.WHEN),
            (PLACE_ASKED, cues.WHERE),
            (REASON_ASKED, cues.WHY),
            (NUMBER_ASKED, cues.HOW_MANY),
        )
    )
    nouns = table(
        (
            (NUMBER_ASKED, cues.NUMBERS),
            (PERSON_ASKED, cues.PERSONS),
            (PLACE_ASKED, cues.PLACES),
            (DATE_ASKED, cues.DATES),
        )
    )
    after = frozenset(words(cues.HOW.get(language, "")))
    many = frozenset(words(cues.HOW_MANY.get(language, ""))) if after else frozenset()
    return asking, after, many - after, {stem(word, language): kind for word, kind in nouns.items()}


def asked(found: Sequence[str], languages: Sequence[str]) -> int:
    """Give the kinds of answer that a question's words ask for, 0 where they do not tell.

    The first question word decides, and those that an "and" adds ("who … and when"); without one, the first
    noun that names a kind does ("in what year").
    """
    for language in languages:
        asking, how, many, nouns = _asking(language)
        added = words(cues.AND.get(language, ""))
        all_asked = 0
        for i, word in enumerate(found):
            if (kind := asking.get(word, 0)) and not (word in many and (not i or found[i - 1] not in how)):
                all_asked |= kind if not all_asked or found[i - 1] in added else 0
        if all_asked:
            return all_asked
        for word in found[:5]:
            if kind := nouns.get(stem(word, language), 0):
                return kind
    return 0
