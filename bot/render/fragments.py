"""Links to a very sentence of a page: text fragments (wicg.github.io/scroll-to-text-fragment).

A browser that knows them goes to the sentence and highlights it; any other opens the page.
"""

import re
from urllib.parse import quote

from bot.render.message import escape, web_address

WHOLE = 60  # characters; a longer sentence is named by its first and its last words
WORDS = 5
_LETTERS = 24  # of a sentence without spaces, on each side
_OPENING = 12  # characters of a sentence that are enough to be tapped


def sentence_link(url: str, sentence: str) -> str:
    """Give the address of a sentence in a page, "" where the page has none that is fit for a link.

    What has a meaning in the fragment (dash, comma, ampersand) is encoded wherever it stands in the text.
    """
    page = web_address(url)
    text = " ".join(sentence.split())
    if not page or not text:
        return page
    words = text.split(" ")
    if len(text) <= WHOLE:
        told = _encoded(text)
    elif len(words) > 2 * WORDS:
        told = f"{_encoded(' '.join(words[:WORDS]))},{_encoded(' '.join(words[-WORDS:]))}"
    else:
        told = (
            f"{_encoded(text[:_LETTERS])},{_encoded(text[-_LETTERS:])}" if len(words) < 3 else _encoded(text)
        )
    return f"{page}{'' if '#' in page else '#'}:~:text={told}"


def opening_linked(sentence: str, url: str) -> str:
    """A sentence as HTML, its first words a link to where it stands in the page."""
    link = sentence_link(url, sentence)
    if not link:
        return escape(sentence)
    found = re.match(rf"\S.{{0,{_OPENING}}}\S*", sentence)
    opening = found[0] if found and len(found[0]) <= 40 else sentence[:_OPENING]
    return f'<a href="{escape(link)}">{escape(opening)}</a>{escape(sentence[len(opening) :])}'


def _encoded(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="").replace("-", "%2D")
