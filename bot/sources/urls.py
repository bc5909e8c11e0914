"""Addresses as names of pages: without what only tells where the reader came from. Pure.

Not for whether an address may be fetched (`bot.sources.http`).
"""

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

# What campaigns and share buttons add; the page is the same without.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|yclid|msclkid|igshid|mc_[ce]id|_hs(enc|mi)|ref_src|cmpid|ocid|smid|xtor|at_\w+",
    re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443}


def bare_url(url: str) -> str:
    """Give an address without tracking parameters, fragment and default port; as it is if it is none."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url
    if not host:
        return url
    query = parts.query
    if _TRACKING.search(query):
        pairs = parse_qsl(query, keep_blank_values=True)
        query = urlencode([pair for pair in pairs if not _TRACKING.fullmatch(pair[0])], quote_via=quote)
    where = f"[{host}]" if ":" in host else host
    if port and port != _PORTS.get(parts.scheme):
        where += f":{port}"
    return urlunsplit((parts.scheme, where, parts.path or "/", query, ""))


def link_key(url: str) -> str:
    """Give what two addresses of one page share: no scheme, "www.", tracking, or slash at the end."""
    parts = urlsplit(bare_url(url))
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}".rstrip("?")


def host_of(url: str) -> str:
    """Give an address's host without its "www."."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
