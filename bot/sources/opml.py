"""OPML (opml.org, 2.0) and plain lists of feeds, read and written. Pure.

XML is read without entities and without anything from outside. Not for the feeds themselves
(`bot.sources.feed`).
"""

import re
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from bot.errors import Unreachable, Unreadable
from bot.sources.http import web_url

MOST = 5_000


def parse_list(data: bytes) -> list[str]:
    """Give the addresses of feeds in an OPML file, or in a text with an address a line ("#" begins a remark).

    Raises:
        Unreadable: it is neither; the message names the first line that is wrong.
    """
    if b"\x00" in data:
        raise Unreadable("it is no text")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _opml(data)
    urls = []
    for number, line in enumerate(data.decode("utf-8-sig", "replace").splitlines(), start=1):
        text = re.sub(r"(^|\s)#.*$", "", line).strip()
        if not text:
            continue
        try:
            urls.append(web_url(text))
        except Unreachable as error:
            raise Unreadable(f"line {number} is no http or https address: {text[:80]}") from error
    return list(dict.fromkeys(urls))[:MOST]


def _opml(data: bytes) -> list[str]:
    from lxml import etree  # noqa: PLC0415 - only OPML needs it

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        tree = etree.fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable("it is not OPML") from error
    if tree is None or "opml" not in str(tree.tag).casefold():
        raise Unreadable("it is not OPML")
    urls = []
    for node in tree.iter("{*}outline"):
        told = {str(name).casefold(): value for name, value in node.attrib.items()}
        try:
            urls.append(web_url(told.get("xmlurl", "")))
        except Unreachable:
            continue
    return list(dict.fromkeys(urls))[:MOST]


def write_opml(feeds: Iterable[tuple[str, str, str]]) -> bytes:
    """Make OPML of feeds, each as (title, address, address of its page)."""
    lines = [
        f'    <outline type="rss" text={_attribute(title or url)} title={_attribute(title or url)}'
        f" xmlUrl={_attribute(url)}{f' htmlUrl={_attribute(home)}' if home else ''}/>"
        for title, url, home in feeds
    ]
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head><title>Feeds</title></head>\n'
    )
    return (head + "  <body>\n" + "".join(f"{line}\n" for line in lines) + "  </body>\n</opml>\n").encode()


def _attribute(text: str) -> str:
    return quoteattr(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text))
