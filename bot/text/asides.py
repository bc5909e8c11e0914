"""Elements of a page whose class says that they are none of its article: captions, sign-up boxes, share bars.

Classes are the site's own words and may lie: an element that holds much of the page stays, whatever its name.
Not for elements that are never text (`web`), nor for what only words tell (`clean`).
"""

import re
from collections.abc import Iterator
from typing import Any

from bot.text.blocks import one_line

MOST = 0.25  # of a page's characters
LONGEST = 1_500  # characters
DEEPEST = 2_500  # elements of a class that are looked at

_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:wp-caption-text|thumbcaption|(?:image|img|photo|picture|media|figure)[_-]{0,2}"
    r"(?:caption|credit|legend|metadata|description)|caption|legend|legende)(?:[\s_-]|$)"
)
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:newsletter|signup|sign-up|cookie|cookies|consent|gdpr|rodo|onetrust|cmp|share|sharing|sharedaddy|"
    r"social|related|jp-relatedposts|recirc|recommended|recommendations|promo|advert|advertisement|ad-feedback|"
    r"sponsor|sponsored|paywall|breadcrumb|breadcrumbs|hatnote|editsection|mw-editsection|navbox|toc|outbrain|"
    r"taboola|disqus|comments|comment-list|commentlist|respond|author-bio|author-box|authorbox|read-more|readmore|"
    r"also-read|most-read|mostread|popular|trending|skip-link|visually-hidden|sr-only|screen-reader-text)(?:[\s_-]|$)"
)
_KEPT = frozenset({"html", "body", "main", "article", "h1", "h2", "h3"})


def drop_asides(tree: Any) -> list[str]:  # noqa: ANN401 - lxml ships no types
    """Take such elements out of `tree`; give the texts of the captions among them."""
    most = MOST * len(one_line(str(tree.text_content())))
    captions = []
    for node, is_caption in list(_named(tree)):
        text = one_line(str(node.text_content()))
        if len(text) > min(most, LONGEST) or next(node.iter("h1", "article"), None) is not None:
            continue
        if node.getparent() is not None:
            node.drop_tree()
        if is_caption and text:
            captions.append(text)
    return captions


def _named(tree: Any) -> Iterator[tuple[Any, bool]]:  # noqa: ANN401
    """Give the elements that are named so, each with whether it is a caption."""
    found = 0
    for node in tree.iter():
        name = f"{node.get('class') or ''} {node.get('id') or ''}"[:300].casefold()
        if name == " " or node.tag in _KEPT:
            continue
        caption = bool(_CAPTION.search(name))
        if caption or _ASIDE.search(name):
            found += 1
            if found > DEEPEST:
                return
            yield node, caption
