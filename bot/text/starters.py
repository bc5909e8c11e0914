"""Words that open sentences and seldom follow an abbreviation or initial inside one ("the", "however").

After "U.S." or "J." they are what tells a new sentence from a name that goes on.
"""

from functools import cache

from bot.text.tables import rows
from bot.text.words import stop_words


@cache
def starters(language: str) -> frozenset[str]:
    """Give those of `language`, casefolded; where it has none here its function words, else those of all."""
    table = _table()
    return table.get(language) or stop_words(language) or frozenset().union(*table.values())


@cache
def _table() -> dict[str, frozenset[str]]:
    return {language: frozenset(words) for language, *words in map(str.split, rows("starters.txt"))}
