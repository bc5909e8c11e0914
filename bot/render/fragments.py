"""Links to a very sentence of a page: text fragments (wicg.github.io/scroll-to-text-fragment).

A browser that knows them goes to the sentence and highlights it; any other opens the page.
"""

import re
from urllib.parse import quote

from bot.render.message import escape, web_address

WHOLE = 60  # characters; a longer sentence is named by its first and its last words
WORDS = 5
CLAUSE = 8  # letters, at least, that name an end of a sentence without spaces
_LONG_WORDS = 20  # letters a word, on average: there are no spaces between words
_ENDS_CLAUSE = re.compile(r"[^\w\u0e30-\u0e4e\u0900-\u0dff]+")  # marks of vowels are no letters to Python
_OPENING = 12  # characters of a sentence that are enough to be tapped


def sentence_link(url: str, sentence: str) -> str:
    """Give the address of a sentence in a page, "" where the page has none that is fit for a link.

    What has a meaning in the fragment (dash, comma, ampersand) is encoded wherever it stands in the text.
    """
    page = web_address(url)
    text = " ".join(sentence.split())
    if not page or not text:
        return page
    told = _encoded(text) if len(text) <= WHOLE else ",".join(map(_encoded, _ends(text)))
    return f"{page}{'' if '#' in page else '#'}:~:text={told}"


def opening_linked(sentence: str, url: str) -> str:
    """A sentence as HTML, its first words a link to where it stands in the page."""
    link = sentence_link(url, sentence)
    if not link:
        return escape(sentence)
    found = re.match(rf"\S.{{0,{_OPENING}}}\S*", sentence)
    opening = found[0] if found and len(found[0]) <= 40 else sentence[:_OPENING]
    return f'<a href="{escape(link)}">{escape(opening)}</a>{escape(sentence[len(opening) :])}'


def _ends(text: str) -> list[str]:
    """The words at both ends of a long sentence; all of it where no two are apart.

    Browsers look for whole words only, and know those of scripts without spaces by a dictionary: there the
    ends are clauses, which begin and end with a word in any dictionary.
    """
    words = text.split(" ")
    if len(words) > 2 * WORDS:
        return [" ".join(words[:WORDS]), " ".join(words[-WORDS:])]
    if len(text) < _LONG_WORDS * len(words):
        return [text]
    gaps = [found.span() for found in _ENDS_CLAUSE.finditer(text)]
    head = next((start for start, _ in gaps if start >= CLAUSE), len(text))
    tail = next((end for _, end in reversed(gaps) if end <= len(text) - CLAUSE), 0)
    return [text[:head], text[tail:]] if head < tail else [text]


def _encoded(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="").replace("-", "%2D")
