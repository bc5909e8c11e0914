"""What a correction changed, told in a line: the words before and after where that is short, else counts.

Pure. The words are the article's own, in quotation marks.
"""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

FEW = 3  # sentences that changed, up to which the words are told
MOST_WORDS = 80  # of a sentence that is compared word by word
LIKE = 0.5  # share of the words that a sentence and its correction have in common
SHORT = 60  # characters of what is quoted
NEAR = 2  # words between two changes that are told as one


def describe(title: str, sentences: Sequence[str], new_title: str, new_sentences: Sequence[str]) -> str:
    """Say what is different; "" if nothing is that anybody would read."""
    before, after = Counter(map(_letters, sentences)), Counter(map(_letters, new_sentences))
    gone = _those(sentences, before - after)
    come = _those(new_sentences, after - before)
    renamed = [f"the title was {_quoted(title)}"] if _letters(title) != _letters(new_title) else []
    told = _words_of(gone, come)
    return ", ".join([*renamed, *(told or _counts(len(gone), len(come)))])


def _those(sentences: Sequence[str], wanted: "Counter[str]") -> list[str]:
    """Give the sentences that are among the wanted, in their order, each as often as it is wanted."""
    left, found = wanted.copy(), []
    for sentence in sentences:
        if left[key := _letters(sentence)] > 0:
            left[key] -= 1
            found.append(sentence)
    return found


def _words_of(gone: Sequence[str], come: Sequence[str]) -> list[str]:
    """Tell each change in its words; nothing where that would be long."""
    if not max(len(gone), len(come)) or max(len(gone), len(come)) > FEW:
        return []
    if len(gone) != len(come):
        if len(gone) + len(come) > 1:
            return []
        (only,) = (*gone, *come)
        return [f"{'added' if come else 'taken out'}: {_quoted(only)}"] if len(only) <= SHORT else []
    changes = []
    for old, new in zip(gone, come, strict=True):
        changes += _changes(old.split(), new.split()) or [("", "")]
    changes = list(dict.fromkeys(changes))
    if len(changes) > FEW or any(not 0 < len(old + new) <= 2 * SHORT for old, new in changes):
        return []
    return [_told(old, new) for old, new in changes]


def _changes(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    """Give the words that differ, before and after, with neighbors where they say little alone."""
    if max(len(old), len(new)) > MOST_WORDS:
        return []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < LIKE:
        return []
    spans = [code[1:] for code in matcher.get_opcodes() if code[0] != "equal"]
    joined = spans[:1]
    for before, after in pairwise(spans):
        if after[0] - before[1] < NEAR:
            joined[-1] = (joined[-1][0], after[1], joined[-1][2], after[3])
        else:
            joined.append(after)
    found = []
    for a, b, c, d in joined:
        # A few words say what they are about by their neighbors, a figure by what follows it.
        figure = re.search(r"\d", " ".join((*old[a:b], *new[c:d])))
        few = min(b - a, d - c) <= 1
        lead = 1 if a and few and (a == b or c == d or not figure) else 0
        tail = 1 if b < len(old) and few else 0
        found.append((" ".join(old[a - lead : b + tail]), " ".join(new[c - lead : d + tail])))
    return [pair for pair in found if _letters(pair[0]) != _letters(pair[1])]


def _told(old: str, new: str) -> str:
    return f"{_quoted(old)} is now {_quoted(new)}"


def _counts(gone: int, come: int) -> list[str]:
    changed = min(gone, come)
    parts = [_count(changed, "changed")] if changed else []
    parts += [_count(come - changed, "added")] if come > changed else []
    parts += [_count(gone - changed, "taken out")] if gone > changed else []
    return parts


def _count(number: int, what: str) -> str:
    return f"{number} {'sentence' if number == 1 else 'sentences'} {what}"


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return f"“{text if len(text) <= 2 * SHORT else text[: 2 * SHORT].rsplit(' ', 1)[0] + ' …'}”"


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
