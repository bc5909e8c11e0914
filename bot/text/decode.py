"""Bytes to text: which encoding they are in, and whether they are text at all.

Not for formats: a page's markup is `web`'s; only its declared charset is looked at here.
"""

import codecs
import re
import unicodedata

from bot.errors import Unreadable
from bot.text.language import detect

SAMPLE = 65_536  # bytes; enough for any statistic of an encoding

_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!\x1a", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"SQLite format 3\x00", "a database"),
    (b"OggS", "a recording"),
    (b"ID3", "a recording"),
    (b"{\\rtf", "an RTF document"),
)
_MARKS = (  # UTF-32 before UTF-16: the one's mark begins with the other's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(rb"""charset\s{0,3}=\s{0,3}["']?\s{0,3}([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_UNDECODED = re.compile("[\udc80-\udcff]+")
_CANDIDATES = [
    "cp1252", "cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic", "cp1250", "iso8859_2",
    "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp932", "euc_jp", "gb18030", "big5", "cp949", "euc_kr",
]  # fmt: skip
_LATIN_PAGES = {
    "cp1250": {"pl", "cs", "sk", "hu", "hr", "sl", "ro"},
    "iso8859_2": set(),
    "cp1254": {"tr"},
    "cp1257": {"lt", "lv", "et"},
    "cp1252": set(),
}
# Line and paragraph separators are line ends; the C0 and C1 controls, bidi marks, zero-width spaces,
# soft hyphens, tag characters and what is no character at all carry no text.
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e007f]+"
)
# The joiners mean something in Arabic and Indic scripts and in emoji only.
_STRAY_JOINERS = re.compile("(?<=[\\s!-~\u00a0-\u05ff])[\u200c\u200d]+|^[\u200c\u200d]+")


def decode(data: bytes, *, markup: bool = False, charset: str = "") -> tuple[str, list[str]]:
    """Give the text of `data`, its lines ended by line feeds, and what was mended.

    `markup` says that the bytes may declare their charset as HTML does; `charset` is what their server said.

    Raises:
        Unreadable: nothing in it, or it is not text.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise Unreadable("it is empty")
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise Unreadable(f"it is {what}, not text")
    text, repairs = _decoded(data, charset.encode("ascii", "ignore"), markup=markup)
    controls = sum(1 for char in text[:SAMPLE] if char < " " and char not in "\t\n\r\x0c\x1b")
    if controls > 0.02 * min(len(text), SAMPLE) + 1:
        raise Unreadable("it is binary, not text")
    return tidy(text), repairs


def tidy(text: str) -> str:
    """Compose letters, end lines by line feeds, and take out what has no shape."""
    if text.isascii() and text.isprintable():
        return text
    text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))
    text = _STRAY_JOINERS.sub("", text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _decoded(data: bytes, told: bytes, *, markup: bool) -> tuple[str, list[str]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), []
    if b"\x00" in data[:SAMPLE]:
        return _wide(data)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    for declared in (_known(told), _declared(data) if markup else ""):
        if not declared:
            continue
        try:
            return data.decode(declared), []
        except (UnicodeDecodeError, LookupError):
            pass
    return _mostly_utf8(data) or _guessed(data)


def _wide(data: bytes) -> tuple[str, list[str]]:
    """Decode UTF-16 without its mark: its zero bytes all stand at even, or all at odd, places."""
    even, odd = data[:SAMPLE:2].count(0), data[1:SAMPLE:2].count(0)
    encoding = "utf-16-be" if even > odd else "utf-16-le"
    if min(even, odd) * 20 > max(even, odd) or max(even, odd) * 40 < min(len(data), SAMPLE):
        raise Unreadable("it is binary, not text")
    return data.decode(encoding, errors="replace"), ["read as UTF-16, though it has no mark of it"]


def _declared(data: bytes) -> str:
    found = _CHARSET.search(data[:4096])
    return _known(found.group(1)) if found else ""


def _known(label: bytes) -> str:
    """Give the codec that a charset's label means, "" if it is none or would tell nothing."""
    try:
        name = codecs.lookup(label.decode("ascii")).name
        b"".decode(name)  # not every codec is of text
    except (LookupError, ValueError):
        return ""
    # What pages call Latin-1 is windows-1252 (WHATWG Encoding, 4.2).
    return "cp1252" if name in {"iso8859-1", "ascii"} else "" if name == "utf-8" else name


def _mostly_utf8(data: bytes) -> tuple[str, list[str]] | None:
    """Decode UTF-8 that is broken in a few places; None when it is some other encoding."""
    text = data.decode("utf-8", errors="surrogateescape")
    wrong = sum(len(run) for run in _UNDECODED.findall(text))
    right = sum(1 for char in text if char > "\x7f" and not "\udc80" <= char <= "\udcff")
    if wrong > 0.05 * right + 1 or not right:
        return None
    return _UNDECODED.sub("", text), [f"left out {wrong} bytes that are not UTF-8"]


def _guessed(data: bytes) -> tuple[str, list[str]]:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only the odd file needs it

    sample = data[:SAMPLE]
    best = from_bytes(sample, cp_isolation=_CANDIDATES, preemptive_behaviour=False).best()
    if best is None:
        raise Unreadable("its encoding cannot be told")
    encoding = _by_language(sample) if best.encoding in _LATIN_PAGES else best.encoding
    return data.decode(encoding, errors="ignore"), [f"read as {encoding}, as it is not UTF-8"]


def _by_language(sample: bytes) -> str:
    """Tell the Latin code pages apart, which statistics of bytes confuse: each has its languages."""
    language = detect(sample.decode("cp1252", errors="ignore"))
    for encoding, languages in _LATIN_PAGES.items():
        if language in languages:
            return encoding
    return "cp1252"
