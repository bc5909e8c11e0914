"""Words that the library writes another way: other forms of a word, and what a misspelled one means.

Stemmers miss forms (Ukrainian's most of all) and derivations (Armenia, Armenian); such words share a
beginning. Not for reading the vocabulary (`bot.store.passages`).
"""

import math
from collections.abc import Iterable, Mapping

SHORTEST = 5  # letters: shorter words have too many neighbors that are other words
MOST_FORMS = 3  # of a word
ALIKE = 0.6  # least share of two words' letters that are a common beginning
_LONG_NAME, _LONG = 8, 12  # letters
FORM = 0.8  # what another form of a word is worth, at most, of the word itself


def beginning(word: str) -> str | None:
    """Give the beginning that other forms of a word share with it; None for a word without other forms."""
    if len(word) < SHORTEST or not word.isalpha():
        return None
    return word[: max(4, math.ceil(ALIKE * len(word)))]


def forms(word: str, own: Iterable[int], found: Iterable[tuple[str, int]]) -> dict[int, float]:
    """Give the terms, of (word, term) with its beginning, of its other forms, and how nearly (0 … 1)."""
    known = set(own)
    nearest: dict[int, float] = {}
    for other, term in found:
        if term not in known:
            alike = 2 * _alike(word, other) / (len(word) + len(other))
            if alike >= ALIKE and alike > nearest.get(term, 0.0):
                nearest[term] = alike
    best = sorted(nearest, key=lambda term: -nearest[term])[:MOST_FORMS]
    return {term: FORM * nearest[term] for term in best}


def _alike(one: str, other: str) -> int:
    """Give how many letters two words have in common at the start."""
    for place, (letter, its) in enumerate(zip(one, other, strict=False)):
        if letter != its:
            return place
    return min(len(one), len(other))


def edits(word: str, name: bool = False) -> int:
    """Give how many letters may be wrong in a word: none under 5, two in long ones, of names from 8.

    Other words of that length are rather other words than misspelled ones.
    """
    if len(word) < SHORTEST or not word.isalpha():
        return 0
    return 2 if len(word) >= (_LONG_NAME if name else _LONG) else 1


def close(word: str, known: Iterable[tuple[str, int]], most: int) -> list[tuple[str, int]]:
    """Give those of (word, term) that are at most so many edits away; a swap of two neighbors is one edit.

    Damerau 1964, "A technique for computer detection and correction of spelling errors".
    """
    from rapidfuzz import process  # noqa: PLC0415 - most questions need none of it
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    found = dict(known)
    near = process.extract(word, list(found), scorer=OSA.distance, score_cutoff=most, limit=20)
    return [(other, found[other]) for other, _distance, _place in near]


def nearest(
    word: str, near: Mapping[str, int], frequencies: Mapping[int, int], name: bool = False
) -> str | None:
    """Give the known word that a misspelled one was most likely meant to be, of those `near` it, or None.

    `frequencies` count the passages of each term. Of words equally near, one that starts alike comes first,
    then the most frequent. A short word with another letter in it is another word (painted, pointed), unless
    it is a name.
    """
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    def unlikeliness(other: str) -> tuple[int, bool, int]:
        return OSA.distance(word, other), other[0] != word[0], -frequencies[near[other]]

    known = [
        other
        for other, term in near.items()
        if frequencies.get(term)
        and other.isalpha()
        and (name or len(word) >= _LONG_NAME or not _exchanged(word, other))
    ]
    return min(known, key=unlikeliness, default=None)


def _exchanged(word: str, other: str) -> bool:
    """Tell whether one has another letter where the other has one, rather than one more or two swapped."""
    return len(word) == len(other) and sorted(word) != sorted(other)


def is_form(word: str, other: str) -> bool:
    """Tell whether two words differ as forms of one word do: in their endings alone.

    In Latin letters, an ending that is as long but other (Zelenski, Zelensky) is a spelling.
    """
    start = _alike(word, other)
    endings = max(len(word), len(other)) - start <= 2
    return endings and not (word.isascii() and len(word) == len(other))
