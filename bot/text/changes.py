"""What a correction changed, told in a line. Pure."""

from collections import Counter
from collections.abc import Sequence


def describe(title: str, sentences: Sequence[str], new_title: str, new_sentences: Sequence[str]) -> str:
    """Say what is different, in our own words; "" if nothing is that anybody would read."""
    before, after = Counter(map(_letters, sentences)), Counter(map(_letters, new_sentences))
    gone, come = (before - after).total(), (after - before).total()
    changed = min(gone, come)
    parts = ["a new title"] if _letters(title) != _letters(new_title) else []
    parts += [_count(changed, "changed")] if changed else []
    parts += [_count(come - changed, "added")] if come > changed else []
    parts += [_count(gone - changed, "taken out")] if gone > changed else []
    return ", ".join(parts)


def _count(number: int, what: str) -> str:
    return f"{number} {'sentence' if number == 1 else 'sentences'} {what}"


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
