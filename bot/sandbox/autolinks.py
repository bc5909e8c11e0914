"""The entities that Telegram finds itself in any text: commands, mentions, hashtags, addresses.

Not exhaustive where a bot can't tell the difference: the list of top-level domains is the common ones,
and phone and bank card numbers and cashtags are left alone.
"""

import re
from collections.abc import Iterator

from bot.sandbox.refusals import Json

# Each pattern is linear: one bounded or possessive-like class after a literal, no nested repetition.
_COMMAND = re.compile(r"(?<![\w/<>@])/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]{3,32}))?(?![\w/@])")
_MENTION = re.compile(r"(?<![\w@/.])@([A-Za-z0-9_]{2,32})(?![\w@])")
_HASHTAG = re.compile(r"(?<![\w#/@.&])#(\w{1,256})(?![\w#])")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![\w-])")
_URL = re.compile(
    r"(?<![\w@./-])(?:(?P<scheme>https?://|tg://|ton://)|(?=[\w-]{1,63}\.))"
    r"(?P<host>[\w-]{1,63}(?:\.[\w-]{1,63}){0,8})(?P<port>:\d{1,5})?(?P<path>[/?#][^\s<>\"«»]{0,2048})?"
)
_COMMON_DOMAINS = """
com org net edu gov mil int info biz name pro app dev io ai me tv co eu uk us ca au nz ie de fr es
it pt nl be at ch se no dk fi is pl cz sk hu ro bg gr hr si rs lt lv ee ua ru by kz ge am az md tr
il in cn jp kr tw hk sg br mx ar cl pe cat news blog wiki online site xyz tech page link media press
today world life рф укр бел
"""
_DOMAINS = frozenset(_COMMON_DOMAINS.split())
_TRAILING = ".,:;!?'»”’"


def find_entities(text: str, bot_name: str) -> list[Json]:
    """Find automatic entities, in order and apart; offsets in UTF-16 units."""
    found: list[tuple[int, int, str]] = []
    taken = bytearray(len(text))
    for kind, start, end in _candidates(text, bot_name):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append((start, end, kind))
    found.sort()
    return _in_utf16(text, found)


def _candidates(text: str, bot_name: str) -> Iterator[tuple[str, int, int]]:
    if "@" in text:
        yield from (("email", m.start(), m.end()) for m in _EMAIL.finditer(text))
    if "." in text or "://" in text:
        yield from _urls(text)
    if "/" in text and bot_name:
        yield from (("bot_command", m.start(), m.end()) for m in _COMMAND.finditer(text))
    if "@" in text:
        yield from (("mention", m.start(), m.end()) for m in _MENTION.finditer(text))
    if "#" in text:
        yield from (("hashtag", m.start(), m.end()) for m in _HASHTAG.finditer(text) if not m[1].isdigit())


def _urls(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _URL.finditer(text):
        host, scheme = match["host"], match["scheme"]
        top = host.rsplit(".", 1)[-1].lower()
        if not scheme and (top not in _DOMAINS or "." not in host):
            continue
        if scheme and scheme.startswith("http") and "." not in host:
            continue
        end = match.end()
        while end > match.end("host") and text[end - 1] in _TRAILING:
            end -= 1
        path = text[match.end("host") : end]
        if path.endswith(")") and path.count("(") < path.count(")"):
            end -= 1
        yield "url", match.start(), end


def _in_utf16(text: str, found: list[tuple[int, int, str]]) -> list[Json]:
    entities: list[Json] = []
    at = units = 0
    for start, end, kind in found:
        units += start - at + sum(char > "\uffff" for char in text[at:start])
        length = end - start + sum(char > "\uffff" for char in text[start:end])
        entities.append({"type": kind, "offset": units, "length": length})
        at, units = end, units + length
    return entities
