"""Kinds of words, told from their form alone: numbers, years, names. What a question asks for is one of them.

Not for names' meaning: nothing here knows that Paris is a place.
"""

import re
from collections.abc import Sequence

NUMBER = 1  # holds a digit, or is a number in words
YEAR = 2  # 1000 … 2099
NAME = 4  # starts with a capital inside a sentence
CAPITAL = 8  # starts with a capital, also as the sentence's first word
MONTH = 16
QUOTED = 32  # stands after an opening quotation mark

_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_OPENING = frozenset("\"“„«‘'‹「『")


def flags_of(text: str, found: Sequence[tuple[int, int, str]]) -> bytes:
    """Give the flags of each word of a sentence, from its spans."""
    flags = bytearray()
    for i, (start, _end, word) in enumerate(found):
        flag = 0
        letter = text[start]
        if letter.isdigit() or any(map(str.isdigit, word)):
            flag |= NUMBER
            if _YEAR.fullmatch(word):
                flag |= YEAR
        elif letter.isupper():
            flag |= CAPITAL | (NAME if i else 0)
        flags.append(flag)
    return bytes(flags)
