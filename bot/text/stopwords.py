"""Stop words of ours, for languages of which sumy has no list, or a thin one.

Function words only: `data/stopwords.txt`. `bot.text.words.stop_words` joins them with sumy's, and is what
everybody asks.
"""

from functools import cache

from bot.text.tables import rows


@cache
def own() -> dict[str, list[str]]:
    """Give our function words by ISO 639-1 code, as they are written."""
    table: dict[str, list[str]] = {}
    for row in rows("stopwords.txt"):
        language, *words = row.split()
        table.setdefault(language, []).extend(words)
    return table
