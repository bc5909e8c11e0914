import os
from pathlib import Path

import pytest

from bot.sandbox.lines import read_lines
from bot.sandbox.local import Outgoing, parse_line, read_file


async def lines(fd: int) -> list[str]:
    return [line async for line in read_lines(fd)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", []),
        (b"one\r\ntwo\n\nthree", ["one", "two", "", "three"]),
        (b"\xff\xfe\x00\n", ["��\x00"]),
        ("é\n".encode() * 3, ["é"] * 3),
    ],
)
async def test_lines_come_from_a_pipe_and_from_a_file(
    tmp_path: Path, data: bytes, expected: list[str]
) -> None:
    end, start = os.pipe()
    os.write(start, data)
    os.close(start)
    assert await lines(end) == expected
    os.close(end)
    (tmp_path / "in").write_bytes(data)
    file = os.open(tmp_path / "in", os.O_RDONLY)
    assert await lines(file) == expected
    os.close(file)


async def test_a_character_may_be_cut_between_two_reads() -> None:
    end, start = os.pipe()
    os.write(start, b"\xc3")
    reading = read_lines(end)
    os.write(start, b"\xa9\n")
    assert await anext(reading) == "é"
    await reading.aclose()  # type: ignore[attr-defined]
    os.close(start)
    os.close(end)


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("hello", Outgoing("text", "hello")),
        ("2", Outgoing("text", "2", button=2)),
        ("2024", Outgoing("text", "2024")),
        (":)", Outgoing("text", ":)")),
        ("  ", Outgoing("nothing")),
        (":quit", Outgoing("quit")),
        (":help ", Outgoing("help")),
        (":reply 3 what about it", Outgoing("text", "what about it", reply_to=3)),
        (":reply #3 2", Outgoing("text", "2", reply_to=3)),
        (":press 3 2", Outgoing("press", reply_to=3, button=2)),
        (":file a.txt see this", Outgoing("file", "see this", "a.txt")),
        (":file 'a b.txt' see", Outgoing("file", "see", "a b.txt")),
        (":file it's", Outgoing("file", "", "it's")),
        (":reply 3 :file a.txt", Outgoing("file", "", "a.txt", 3)),
        ("a\x00b", Outgoing("text", "a b")),
    ],
)
def test_a_line_is_a_message_a_button_or_a_command(line: str, order: Outgoing) -> None:
    assert parse_line(line) == order


def test_a_path_with_spaces_needs_no_quotes_if_it_exists(tmp_path: Path) -> None:
    file = tmp_path / "a b.md"
    file.write_text("text")
    assert parse_line(f":file {file}") == Outgoing("file", "", str(file))


def test_a_file_comes_with_its_name_and_type(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"text")
    assert read_file(str(tmp_path / "a.md")) == ("a.md", "text/markdown", b"text")


@pytest.mark.parametrize("name", ["missing", ".", "empty", "a\x00b", "x" * 5000])
def test_what_is_no_file_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").touch()
    assert isinstance(read_file(f"{tmp_path}/{name}"), str)


def test_a_long_text_is_sent_in_pieces_cut_at_spaces() -> None:
    text = "word " * 2000
    pieces = list(Outgoing("text", text).pieces())
    assert [len(piece) <= 4096 for piece in pieces] == [True] * 3
    assert " ".join(pieces) == text.strip()
    assert [len(piece) for piece in Outgoing("text", "😀" * 3000).pieces()] == [2048, 952]
