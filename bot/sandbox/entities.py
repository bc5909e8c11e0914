"""Formatted text: Telegram HTML, or a list of entities, made into clean text with its entities.

Follows "Formatting options" of the Bot API, and the official server in what it refuses and how it says
so. Offsets and lengths are in UTF-16 code units; byte offsets in refusals count UTF-8. Automatic
entities (links, commands …) are found in `autolinks.py`; the markup itself is read in `markup.py`.
"""

import re
from collections.abc import Iterable

from bot.sandbox.autolinks import find_entities
from bot.sandbox.links import checked_link
from bot.sandbox.markup import parse_html
from bot.sandbox.params import Params
from bot.sandbox.refusals import Json, bad_request

MOST_ENTITIES = 100  # the rest are dropped without a word ("Formatting options")
MOST_TEXT_BYTES = 1 << 15  # longer texts are refused before they are parsed
PLAIN_KINDS = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}
_OFFENDING = re.compile("[\\0-\\x09\\x0b-\\x1f\u2028-\u202e\u0333\u033f\u030a]")
QUOTES = {"blockquote", "expandable_blockquote"}
CODE = {"code", "pre"}
USER_KINDS = {
    "bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote",
    "code", "pre", "text_link", "text_mention", "custom_emoji",
}  # fmt: skip


def utf16_length(text: str) -> int:
    """Count UTF-16 code units, the unit of every limit and offset of the Bot API."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def read_text(
    params: Params, name: str, bot_name: str, *, entities: str = "entities"
) -> tuple[str, list[Json]]:
    """Read a text parameter with its `parse_mode` or entities, as the server would show it.

    Raises:
        Refused: the markup or an entity is wrong.
    """
    source = params.text(name)
    if len(source.encode("utf-8", "surrogatepass")) > MOST_TEXT_BYTES:
        raise bad_request("text is too long")
    mode = params.text("parse_mode").lower()
    if mode == "html":
        text, found = parse_html(source)
    elif mode in {"markdown", "markdownv2"}:
        raise bad_request(f"the sandbox does not read parse_mode {params.text('parse_mode')}; use HTML")
    elif mode and mode != "none":
        raise bad_request("unsupported parse_mode")
    else:
        text, found = source, _given(params.json(entities, "entities"))
    return finish(text, found, bot_name)


def finish(text: str, entities: list[Json], bot_name: str) -> tuple[str, list[Json]]:
    """Clean and trim a text, and complete its entities: what every message goes through.

    Raises:
        Refused: an entity does not fit the text.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    text, entities = _clean(text, entities)
    text, entities = _trim(text, _settle(entities))
    taken = [e for e in entities if e["type"] in {*CODE, "text_link", "text_mention"}]
    automatic = [e for e in find_entities(text, bot_name) if not _any_overlap(e, taken)]
    ordered = sorted(entities + automatic, key=lambda e: (e["offset"], -e["length"]))
    return text, ordered[:MOST_ENTITIES]


def _given(raw: object) -> list[Json]:
    """Check a list of `MessageEntity`; kinds that the server finds itself are left to it."""
    if raw is None:
        return []
    if not isinstance(raw, list):
        raise bad_request("expected an Array of MessageEntity")
    entities = []
    for item in raw:
        if not isinstance(item, dict) or not isinstance(item.get("type"), str):
            raise bad_request("can't parse MessageEntity: Can't find field \"type\"")
        entity = {key: value for key, value in item.items() if value is not None}
        for name in ("offset", "length"):
            if not isinstance(entity.get(name), int):
                raise bad_request(f"can't parse MessageEntity: Can't find field \"{name}\"")
        if entity["type"] in USER_KINDS:
            entities.append(_checked(entity))
        elif entity["type"] not in PLAIN_KINDS:
            raise bad_request("can't parse MessageEntity: Unsupported type specified")
    return entities


def _checked(entity: Json) -> Json:
    if entity["offset"] < 0:
        raise bad_request(f"receive an entity with incorrect offset {entity['offset']}")
    if entity["length"] < 0:
        raise bad_request(f"receive an entity with incorrect length {entity['length']}")
    if entity["type"] == "text_link":
        url, why = checked_link(str(entity.get("url", "")))
        if why:
            raise bad_request(f"entity URL '{entity.get('url', '')}' is invalid: {why}")
        return entity | {"url": url}
    return entity


def _settle(entities: Iterable[Json]) -> list[Json]:
    """Make entities nest: code holds nothing, quotes hold no quotes, one kind is not inside itself."""
    settled: list[Json] = []
    around: list[Json] = []  # those that have begun and not ended
    for entity in sorted(entities, key=lambda e: (e["offset"], -e["length"])):
        around = [other for other in around if other["offset"] + other["length"] > entity["offset"]]
        hidden = any(other["type"] in CODE or _group(other) == _group(entity) for other in around)
        if entity["length"] > 0 and not hidden:
            settled.append(entity)
            around.append(entity)
    return settled


def _group(entity: Json) -> str:
    return "quote" if entity["type"] in QUOTES else str(entity["type"])


def _overlap(one: Json, other: Json) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"]
    )


def _any_overlap(entity: Json, others: list[Json]) -> bool:
    return any(_overlap(entity, other) for other in others)


def _clean(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Turn control characters into spaces, drop what may not be shown, and move the entities along.

    Raises:
        Refused: an entity begins or ends outside the text or inside a surrogate pair.
    """
    cleaned, moved, units = _cleaned(text)
    result = []
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if start not in moved:
            raise bad_request(_outside("begins", start, start > units))
        if end not in moved:
            raise bad_request(_outside("ends", end, end > units, start))
        result.append(entity | {"offset": moved[start], "length": moved[end] - moved[start]})
    return cleaned, result


def _cleaned(text: str) -> tuple[str, range | dict[int, int], int]:
    """Clean a text; gives where each UTF-16 offset has moved to, and how many units there were."""
    if not _OFFENDING.search(text) and max(text, default="") <= "\uffff":
        return text, range(len(text) + 1), len(text)
    kept: list[str] = []
    moved = {}
    old = new = 0
    for char in text:
        moved[old] = new
        width = 2 if char > "\uffff" else 1
        old += width
        if char == "\r" or "\u2028" <= char <= "\u202e" or char in "\u0333\u033f\u030a":
            continue
        kept.append(" " if char < " " and char != "\n" else char)
        new += width
    moved[old] = new
    return "".join(kept), moved, old


def _outside(verb: str, at: int, beyond: bool, start: int = 0) -> str:
    if verb == "begins":
        where = (
            f"after the end of the text at UTF-16 offset {at}" if beyond else "in a middle of a UTF-16 symbol"
        )
        return f"entity begins {where}"
    where = f"after the end of the text at UTF-16 offset {at}" if beyond else "in a middle of a UTF-16 symbol"
    return f"entity beginning at UTF-16 offset {start} ends {where}"


def _trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    bare = text.rstrip(" \n")
    end = utf16_length(bare)
    start = len(bare) - len(bare.lstrip(" \n"))  # these are one unit each
    trimmed = []
    for entity in entities:
        first = max(entity["offset"], start)
        last = min(entity["offset"] + entity["length"], end)
        if last > first:
            trimmed.append(entity | {"offset": first - start, "length": last - first})
    return bare[start:], trimmed
