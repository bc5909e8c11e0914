"""Words that open sentences and seldom follow an abbreviation or initial inside one ("the", "however").

After "U.S." or "J." they are what tells a new sentence from a name that goes on.
"""

from functools import cache
from importlib import resources

from bot.text.words import stop_words


@cache
def starters(language: str) -> frozenset[str]:
    """Give those of `language`, casefolded; where it has none here its function words, else those of all."""
    table = _table()
    return table.get(language) or stop_words(language) or frozenset().union(*table.values())


@cache
def _table() -> dict[str, frozenset[str]]:
    text = resources.files(__package__).joinpath("data/starters.txt").read_text("utf-8")
    rows = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return {row[0]: frozenset(row[1:]) for row in rows}
