"""What a line in the terminal means: a message, a button's number, or a command of the terminal's own."""

import mimetypes
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

HELP = """\
Any line is a message to the bot. A number alone presses that button of the latest buttons shown.
  :reply N TEXT               reply to message #N (yours count too)
  :file PATH [CAPTION]        send a document; :reply N :file PATH sends it as a reply
  :press N M                  press button M of message #N
  :help  :quit                this help; leave (so does Ctrl-D)"""

LONGEST_MESSAGE = 4096  # UTF-16 code units; a client sends what is longer in pieces
LARGEST_FILE = 64 * 1024 * 1024  # bytes held in memory; far above what a bot may download

_REPLY = re.compile(r":reply\s+#?(\d{1,9})\s+(.*)", re.DOTALL)
_PRESS = re.compile(r":press\s+#?(\d{1,9})\s+(\d{1,3})\s*")
_FILE = re.compile(r":file\s+(.+)", re.DOTALL)
_NUMBER = re.compile(r"\s*([1-9]\d{0,2})\s*", re.ASCII)
_TYPES = {".md": "text/markdown", ".markdown": "text/markdown", ".txt": "text/plain", ".html": "text/html"}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One line, understood. `button` is a number that may be one."""

    kind: Literal["text", "file", "press", "help", "quit", "nothing"]
    text: str = ""
    path: str = ""
    reply_to: int = 0
    button: int = 0

    def pieces(self) -> Iterator[str]:
        """The text in pieces that each make a message, cut at white space where there is some."""
        rest = self.text.strip()
        while rest:
            cut = _fitting(rest)
            if cut < len(rest):
                cut = max(rest.rfind(" ", 0, cut), rest.rfind("\n", 0, cut)) + 1 or cut
            if piece := rest[:cut].strip():
                yield piece
            rest = rest[cut:]


def _fitting(text: str) -> int:
    """How many characters of a text make a message."""
    units = 0
    for number, char in enumerate(text):
        units += 2 if char > "\uffff" else 1
        if units > LONGEST_MESSAGE:
            return number
    return len(text)


def parse_line(line: str) -> Outgoing:
    """Understand a line."""
    line = "".join(max(char, " ") for char in line)
    if not line.strip():
        return Outgoing("nothing")
    if line.strip() in {":quit", ":q", ":exit"}:
        return Outgoing("quit")
    if line.strip() == ":help":
        return Outgoing("help")
    if pressed := _PRESS.fullmatch(line.strip()):
        return Outgoing("press", reply_to=int(pressed[1]), button=int(pressed[2]))
    replied = _REPLY.fullmatch(line.strip())
    number, rest = (int(replied[1]), replied[2].strip()) if replied else (0, line)
    if file := _FILE.fullmatch(rest.strip()):
        path, caption = _split_path(file[1].strip())
        return Outgoing("file", caption, path, number)
    alone = _NUMBER.fullmatch(rest) if not number else None
    return Outgoing("text", rest, reply_to=number, button=int(alone[1]) if alone else 0)


def _split_path(rest: str) -> tuple[str, str]:
    """Split a path from its caption; a path with spaces is the whole rest if that exists, or in quotes."""
    if Path(rest).expanduser().exists():
        return rest, ""
    try:
        first = shlex.split(rest)[0]
    except (ValueError, IndexError):
        first = rest.partition(" ")[0]
    quoted = rest[:1] in {"'", '"'}
    caption = rest[len(first) + 2 * quoted :] if rest[quoted:].startswith(first) else rest.partition(" ")[2]
    return first, caption.strip()


def read_file(path: str) -> tuple[str, str, bytes] | str:
    """Read a file as its name, MIME type and bytes; or say why not."""
    file = Path(path).expanduser()
    try:
        if not file.is_file():
            return f"there is no file {path}"
        if file.stat().st_size > LARGEST_FILE:
            return f"{path} is larger than {LARGEST_FILE >> 20} MB"
        data = file.read_bytes()
    except (OSError, ValueError) as error:
        return f"{path} can't be read: {error}"
    if not data:
        return f"{path} is empty, and Telegram sends no empty file"
    mime = _TYPES.get(file.suffix.lower()) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return file.name, mime, data
