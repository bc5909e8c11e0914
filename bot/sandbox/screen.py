"""A message as a terminal shows it: formatting, quotes behind a bar, buttons numbered, lines that fit.

Pure: JSON of the Bot API in, text out. Not for reading or sending anything (`terminal.py`).
"""

import re
import unicodedata
from dataclasses import dataclass

from bot.sandbox.refusals import Json

_CODES = {
    "bold": "1", "italic": "3", "underline": "4", "strikethrough": "9", "code": "36", "pre": "36",
    "spoiler": "2", "text_link": "4", "url": "4", "mention": "36", "bot_command": "36", "hashtag": "36",
}  # fmt: skip
_QUOTES = {"blockquote", "expandable_blockquote"}
_DEEP_LINK = re.compile(r"https?://t\.me/(\w+)\?start=([\w-]{1,64})")
_RESET = "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Look:
    """How things are shown: with ANSI colors or without, and how wide (0: lines are not wrapped).

    A link that would open the chat with `bot` (its username) is shown as the command that it sends.
    """

    colors: bool = False
    width: int = 0
    bot: str = ""

    def faint(self, text: str) -> str:
        """Text that is not the message's own."""
        return f"\x1b[2m{text}{_RESET}" if self.colors else text

    def address(self, url: str) -> str:
        """What a link does, for somebody who can't press it."""
        link = _DEEP_LINK.fullmatch(url)
        return f"/start {link[2]}" if link and link[1].lower() == self.bot.lower() else url

    @property
    def bar(self) -> str:
        """What stands before each line of a quote."""
        return "\x1b[2m▌\x1b[0m " if self.colors else "│ "


@dataclass(frozen=True, slots=True)
class _Cell:
    char: str
    styles: frozenset[str] = frozenset()


def show_message(message: Json, look: Look) -> str:
    """Show a message's text, or its document and caption, and its buttons."""
    text = str(message.get("text", message.get("caption", "")))
    entities: list[Json] = message.get("entities") or message.get("caption_entities") or []
    parts = [_show_text(text, entities, look)] if text else []
    if document := message.get("document"):
        parts.insert(0, f"[file] {document.get('file_name', 'unnamed')}, {document['file_size']} bytes")
    if markup := message.get("reply_markup"):
        parts.append(show_buttons(markup, look))
    return "\n".join(parts)


def show_buttons(markup: Json, look: Look) -> str:
    """Number the buttons from 1, a row of them on a line if it fits."""
    lines, number = [], 0
    for row in markup.get("inline_keyboard", []):
        labels = []
        for button in row:
            number += 1
            mark = " ↗" if "url" in button else ""
            labels.append([_Cell(char) for char in _printable(f"[{number}] {button['text']}{mark}")])
        lines.extend(_fill(labels, look.width, gap=2))
    return "\n".join(_paint(line, look) for line in lines)


def _printable(text: str) -> str:
    """Leave nothing in a text that moves a terminal's cursor or colors it."""
    return "".join(
        " " if unicodedata.category(char) in {"Cc", "Cs"} and char != "\n" else char for char in text
    )


def _show_text(text: str, entities: list[Json], look: Look) -> str:
    shown: list[str] = []
    for quoted, line in _lines(_cells(text, entities, look)):
        room = max(look.width - 2 * quoted, 1) if look.width else 0
        bar = look.bar if quoted else ""
        shown.extend((bar + _paint(wrapped, look)).rstrip() for wrapped in _fill(_words(line), room, gap=1))
    return "\n".join(shown)


def _cells(text: str, entities: list[Json], look: Look) -> list[_Cell]:
    """Give each character its styles, and each link its address behind it."""
    starts, at = [], 0
    for char in text:
        starts.append(at)
        at += 2 if char > "\uffff" else 1
    index = {units: number for number, units in enumerate([*starts, at])}
    styles: list[set[str]] = [set() for _ in text]
    behind: dict[int, str] = {}
    for entity in entities:
        first, last = index.get(entity["offset"]), index.get(entity["offset"] + entity["length"])
        if first is None or last is None:
            continue
        for number in range(first, last):
            styles[number].add(entity["type"])
        address = entity.get("url", "")
        if address.rstrip("/") not in {"", text[first:last].rstrip("/")}:
            behind[last - 1] = f" ({look.address(address)})"
    cells = []
    for number, char in enumerate(_printable(text)):
        cells.append(_Cell(char, frozenset(styles[number])))
        rest = frozenset(styles[number] & _QUOTES)
        cells.extend(_Cell(char, rest) for char in _printable(behind.get(number, "")))
    return cells


def _lines(cells: list[_Cell]) -> list[tuple[bool, list[_Cell]]]:
    """Split at line ends and where a quote begins or ends; tells of each line whether it is quoted."""
    lines: list[tuple[bool, list[_Cell]]] = []
    line: list[_Cell] = []
    quoted = ended = False
    for cell in cells:
        inside = bool(_QUOTES & cell.styles)
        if inside != quoted and line:
            lines.append((quoted, line))
            line, ended = [], cell.char == "\n"  # the line end that follows a quote is its own
        quoted = inside
        if cell.char != "\n":
            line.append(cell)
        elif not ended:
            lines.append((quoted, line))
            line = []
        ended = False
    return [*lines, (quoted, line)] if line else lines


def _words(line: list[_Cell]) -> list[list[_Cell]]:
    words: list[list[_Cell]] = [[]]
    for cell in line:
        if cell.char == " ":
            words.append([])
        else:
            words[-1].append(cell)
    return words


def _fill(words: list[list[_Cell]], width: int, *, gap: int) -> list[list[_Cell]]:
    """Put words on lines of at most `width` columns, 0 for one line; a longer word has its own."""
    lines: list[list[_Cell]] = []
    used = 0
    for word in words:
        wide = display_width("".join(cell.char for cell in word))
        if lines and (not width or used + gap + wide <= width):
            between = lines[-1][-1].styles & word[0].styles if lines[-1] and word else frozenset()
            lines[-1] += [_Cell(" ", between)] * gap + word
            used += gap + wide
        else:
            lines.append(list(word))
            used = wide
    return lines


def _paint(line: list[_Cell], look: Look) -> str:
    if not look.colors:
        return "".join(cell.char for cell in line).rstrip()
    painted, current = [], ""
    for cell in line:
        codes = ";".join(sorted({_CODES[style] for style in cell.styles if style in _CODES}))
        if codes != current:
            painted.append((_RESET if current else "") + (f"\x1b[{codes}m" if codes else ""))
            current = codes
        painted.append(cell.char)
    return "".join(painted) + (_RESET if current else "")


def display_width(text: str) -> int:
    """Count the columns that a text takes in a terminal."""
    return sum(
        0 if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me", "Cf"}
        else 2 if unicodedata.east_asian_width(char) in {"W", "F"}
        else 1
        for char in text
    )  # fmt: skip
