"""Which addresses Telegram takes for a link, and what it says of those that it does not.

Not for finding links in text (`autolinks.py`).
"""

import ipaddress
import re
from functools import lru_cache
from urllib.parse import urlsplit

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_PORT_ONLY = re.compile(r"[\w.-]+:\d+(?:[/?#]|$)")
_HOST = re.compile(r"(?!-)[\w-]+(?:\.[\w-]+)+\.?")
_OWN_SCHEMES = {"tg", "ton", "tonsite"}


@lru_cache(maxsize=1 << 10)  # a bot names the same ones again and again
def checked_link(url: str) -> tuple[str, str]:
    """Give the link as Telegram would keep it, and "", or "" and why it is none."""
    url = url.strip()
    if not url:
        return "", "URL must be non-empty"
    scheme = _SCHEME.match(url)
    if scheme and scheme[1].lower() in _OWN_SCHEMES:
        return (url, "") if len(url) > len(scheme[0]) + 2 else ("", "Wrong tg URL")
    if scheme and scheme[1].lower() not in {"http", "https"} and not _PORT_ONLY.match(url):
        return "", "Unsupported URL protocol"
    full = url if scheme and not _PORT_ONLY.match(url) else f"http://{url}"
    return _checked_http(full)


def _checked_http(url: str) -> tuple[str, str]:
    if any(char <= " " for char in url):
        return "", "Wrong HTTP URL"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "", "Wrong port number specified in the URL"
    host = parts.hostname or ""
    if not host:
        return "", "URL host is empty"
    if port == 0:
        return "", "Wrong port number specified in the URL"
    if not _is_host(host):
        return "", "Wrong HTTP URL"
    bare = not parts.path and not parts.query and not parts.fragment
    return (f"{url}/" if bare else url), ""


def _is_host(host: str) -> bool:
    if _HOST.fullmatch(host):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
