"""Telegram's HTML made into text and entities, with the official server's refusals.

One pass over the UTF-8 bytes, as byte offsets stand in the refusals. Not for cleaning, trimming or
nesting, which come after (`entities.py`).
"""

import re
from dataclasses import dataclass

from bot.sandbox.links import checked_link
from bot.sandbox.refusals import Json, Refused, bad_request

KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
SPACES = b" \t\r\n\v\0"  # what the server takes for white space inside a tag

_REFERENCE = re.compile(rb"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([A-Za-z]*));?")
_MARKUP = re.compile(rb"[<&]")
_TOKEN = re.compile(rb"[A-Za-z0-9.-]*")
_SPACES = re.compile(rb"[%s]*" % SPACES)
_TAG = re.compile(rb"[^>%s]*" % SPACES)
_NAME = re.compile(rb"[^=%s]*" % SPACES)
_BARE_NAME = re.compile(rb"[^=>%s]*" % SPACES)  # of an attribute that needs no value
_USER_LINK = re.compile(r"tg://(?:user|openmessage)\?(?:user_)?id=(\d{1,19})", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int  # UTF-16 units of the text before it
    parts: int  # pieces of the text before it


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Parse Telegram HTML.

    Raises:
        Refused: "can't parse entities: …".
    """
    try:
        return _Parser(source.encode()).parse()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def _cannot(why: str) -> Refused:
    return bad_request(f"can't parse entities: {why}")


class _Parser:
    def __init__(self, source: bytes) -> None:
        self.source = source + b"\0"  # a sentinel, as no other byte ends a tag that has no end
        self.size = len(source)
        self.at = 0
        self.parts: list[str] = []
        self.units = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        while self.at < self.size:
            byte = self.source[self.at]
            if byte == ord("<"):
                self._end_tag() if self.source[self.at + 1] == ord("/") else self._start_tag()
            elif byte == ord("&"):
                char, self.at = self._reference(self.at)
                self._add(char)
            else:
                markup = _MARKUP.search(self.source, self.at, self.size)
                stop = markup.start() if markup else self.size
                self._add(self.source[self.at : stop].decode())
                self.at = stop
        if self.open:
            raise _cannot(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        for entity in self.entities:
            entity.pop("_language", None)
        return "".join(self.parts), self.entities

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.units += len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2

    def _reference(self, at: int) -> tuple[str, int]:
        """Read a character reference; one that is not known stays as it is written."""
        match = _REFERENCE.match(self.source, at)
        assert match
        hexadecimal, decimal, name = match.groups()
        if name is not None:
            char = NAMED.get(name)
            return (char, match.end()) if char else ("&", at + 1)
        digits = hexadecimal if hexadecimal is not None else decimal
        length = match.end() - at - self.source[at : match.end()].endswith(b";")
        code = int(digits, 16 if hexadecimal is not None else 10) if digits and length < 10 else 0
        if not 0 < code < 0x10FFFF:
            return "&", at + 1
        if 0xD800 <= code <= 0xDFFF:
            raise _cannot(
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched"
                " surrogate code units"
            )
        return chr(code), match.end()

    def _skip(self, passed: re.Pattern[bytes]) -> None:
        match = passed.match(self.source, self.at, self.size)
        assert match
        self.at = match.end()

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        self._skip(_TAG)
        if self.at >= self.size:
            raise _cannot(f"Unclosed start tag at byte offset {begin}")
        tag = self.source[begin + 1 : self.at].decode("utf-8", "replace").lower()
        if tag not in KINDS:
            raise _cannot(f'Unsupported start tag "{tag}" at byte offset {begin}')
        argument = ""
        while self.source[self.at] != ord(">"):
            self._skip(_SPACES)
            if self.source[self.at] == ord(">"):
                break
            argument = self._attribute(tag, begin) or argument
        self.at += 1
        if tag == "span" and argument != "spoiler":
            raise _cannot(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        if tag == "blockquote" and any(other.tag == "blockquote" for other in self.open):
            raise _cannot(f"Nested blockquotes are not allowed at byte offset {begin}")
        self.open.append(_Open(tag, argument, self.units, len(self.parts)))

    def _attribute(self, tag: str, begin: int) -> str:
        """Read one attribute; give its value if it means something on this tag, else ""."""
        start = self.at
        self._skip(_BARE_NAME if tag == "blockquote" else _NAME)
        name = self.source[start : self.at].decode("utf-8", "replace")
        if not name:
            raise _cannot(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip(_SPACES)
        if self.source[self.at] != ord("="):
            if tag == "blockquote" and name == "expandable":
                return "expandable"
            raise _cannot(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}"'
                f" at byte offset {begin}"
            )
        self.at += 1
        self._skip(_SPACES)
        if self.at >= self.size:
            raise _cannot(f'Unclosed start tag "{tag}" at byte offset {begin}')
        value = self._quoted() if self.source[self.at] in b"'\"" else self._bare()
        if self.at >= self.size:
            raise _cannot(f"Unclosed start tag at byte offset {begin}")
        return _meaning(tag, name, value)

    def _bare(self) -> str:
        match = _TOKEN.match(self.source, self.at)
        assert match
        start, self.at = self.at, match.end()
        if self.source[self.at] not in SPACES + b">":
            raise _cannot(f"Unexpected end of name token at byte offset {start}")
        return match[0].decode().lower()

    def _quoted(self) -> str:
        quote = self.source[self.at : self.at + 1]
        end = self.source.find(quote, self.at + 1)
        end = self.size if end < 0 else end
        self.at += 1
        pieces = []
        while self.at < end:
            stop = self.source.find(b"&", self.at, end)
            stop = end if stop < 0 else stop
            pieces.append(self.source[self.at : stop].decode("utf-8", "replace"))
            self.at = stop
            if stop < end:
                char, self.at = self._reference(stop)
                pieces.append(char)
        self.at = min(end + 1, self.size)
        return "".join(pieces)

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise _cannot(f"Unexpected end tag at byte offset {begin}")
        self._skip(_TAG)
        name = self.source[begin + 2 : self.at].decode("utf-8", "replace").lower()
        self._skip(_SPACES)
        if self.source[self.at] != ord(">"):
            raise _cannot(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        tag = self.open[-1].tag
        if name and name != tag:
            raise _cannot(f'Unmatched end tag at byte offset {begin}, expected "</{tag}>", found "</{name}>"')
        self._close(self.open.pop())

    def _close(self, opened: _Open) -> None:
        length = self.units - opened.offset
        if not length:
            return
        entity: Json = {"type": KINDS[opened.tag], "offset": opened.offset, "length": length}
        last = self.entities[-1] if self.entities else {}
        same = (last.get("offset"), last.get("length")) == (opened.offset, length)
        if opened.tag == "a":
            link = _link(opened.argument or "".join(self.parts[opened.parts :]))
            if not link:
                return
            entity |= link
        elif opened.tag == "tg-emoji":
            if not opened.argument.isdigit():
                raise _cannot("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = opened.argument
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "pre" and same and last.get("_language"):
            last |= {"type": "pre", "language": last["_language"]}
            return
        elif opened.tag == "code" and opened.argument:
            if same and last["type"] == "pre":
                last["language"] = opened.argument
                return
            entity["_language"] = opened.argument
        self.entities.append(entity)


def _meaning(tag: str, name: str, value: str) -> str:
    if (tag, name) in {("a", "href"), ("tg-emoji", "emoji-id")}:
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value[len("language-") :]
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value[len("tg-") :]
    return "expandable" if (tag, name) == ("blockquote", "expandable") else ""


def _link(url: str) -> Json:
    """Make what a link says of itself; empty if Telegram would leave plain text."""
    if user := _USER_LINK.fullmatch(url):
        return {"type": "text_mention", "user": {"id": int(user[1]), "is_bot": False, "first_name": ""}}
    kept, why = checked_link(url)
    return {} if why else {"url": kept}
