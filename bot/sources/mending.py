"""The bytes of a feed mended where feeds are commonly broken, so that a strict reader of XML reads them.

Pure. Encodings that are not what is said, signs that mean something in XML and were not written as such,
names of characters that only HTML knows, control characters, and declarations of entities. Not for what a
feed says (`bot.sources.feed`). It runs in a worker process.
"""

import re
from html.entities import html5

_ENTITY = re.compile(rb"&(?:#(\d{1,7}|[xX][0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]{1,31});)?")
_XML = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_SHIFTS = b"\x0e\x0f\x1b"  # a part of the encodings of ISO 2022
_CONTROLS = set(range(32)) - {9, 10, 13}
_HEAD = 1_000_000  # bytes in which entities are declared


def mend(data: bytes, charset: str) -> tuple[bytes, str]:
    """Give a feed that can be read, and its encoding, "" where it says that itself."""
    if _is_wide(data):
        return data, charset
    data, charset = _decodable(_without_declarations(data), charset)
    shifts = _SHIFTS if charset.startswith("iso-2022") else b""
    data = data.translate(None, bytes(_CONTROLS - set(shifts)))
    return b"".join(_escaped(data)), charset


def _is_wide(data: bytes) -> bool:
    """Tell UTF-16 and wider, by its mark or its zero bytes."""
    return data[:2] in {b"\xff\xfe", b"\xfe\xff"} or data[:200].count(b"\x00") > len(data[:200]) // 4


def _without_declarations(data: bytes) -> bytes:
    """Leave out declarations of entities: those that we know need none, the others are no text."""
    if b"<!ENTITY" not in data[:_HEAD]:
        return data
    return re.sub(rb"<!ENTITY[^>]{0,2000}>", b"", data[:_HEAD]) + data[_HEAD:]


def _escaped(data: bytes) -> list[bytes]:
    """Write what stands outside of CDATA so that XML knows it."""
    parts: list[bytes] = []
    at = 0
    while True:
        begin = data.find(b"<![CDATA[", at)
        end = data.find(b"]]>", begin) if begin >= 0 else -1
        if begin < 0 or end < 0:
            return [*parts, _ENTITY.sub(_known, data[at:])]
        parts += [_ENTITY.sub(_known, data[at:begin]), data[begin : end + 3]]
        at = end + 3


def _known(found: "re.Match[bytes]") -> bytes:
    """One character by its number, or a sign that stands for itself."""
    number, name = found[1], found[2]
    if number:
        code = int(number[1:], 16) if number[:1] in b"xX" else int(number)
        legal = range(32, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000)  # XML 1.0, 2.2
        return found[0] if code in {9, 10, 13} or any(code in those for those in legal) else b""
    if name in _XML:
        return found[0]
    if name and (meant := html5.get(f"{name.decode()};")):
        return "".join(f"&#{ord(char)};" for char in meant).encode()
    return b"&amp;" + found[0][1:]


def _decodable(data: bytes, charset: str) -> tuple[bytes, str]:
    """Give a feed in an encoding that it is in: what it or its server says is often wrong."""
    declared = re.match(rb"\s{0,9}<\?xml[^>]{0,100}encoding=[\"']([A-Za-z0-9_.:-]{1,40})", data[:300])
    said = charset or (declared[1].decode() if declared else "utf-8")
    try:
        data.decode(said)
    except LookupError:
        pass
    except UnicodeDecodeError:
        text = data.decode("utf-8", "surrogateescape")
        wrong = sum("\udc80" <= char <= "\udcff" for char in text)
        if wrong * 20 <= sum(char > "\x7f" for char in text):
            return data.decode("utf-8", "ignore").encode(), "utf-8"
        from charset_normalizer import from_bytes  # noqa: PLC0415 - only where it is needed

        best = from_bytes(data[:65_536]).best()
        return data, best.encoding if best else charset
    return data, charset
