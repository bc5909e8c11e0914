"""Bytes to text."""

import pytest

from bot.errors import Unreadable
from bot.text.decode import decode

RUSSIAN = (
    "Рыбаки подняли со дна реки чугунную пушку. Она весит около тонны и "
    "хорошо сохранилась, сказал директор музея.\n" * 4
)
UKRAINIAN = (
    "Її знайшли біля мосту, де річка повертає на захід. Місцеві жителі "
    "кажуть, що їх було дві, а не одна.\n" * 4
)
SPANISH = (
    "El niño soñó con un pingüino en la montaña. Después cayó la lluvia y "
    "nadie salió de su casa aquel año.\n" * 4
)
JAPANESE = "昨日、東京で新しい会議が開かれました。多くの人がそこに集まり、意見を交換しました。\n" * 6
CHINESE = "昨天在北京举行了新的会议。许多人聚集在那里，交换了意见。这是今年的第三次。\n" * 6


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "cp866"),
        (UKRAINIAN, "cp1251"),
        (SPANISH, "cp1252"),
        (SPANISH, "latin_1"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        (CHINESE, "big5"),
        (RUSSIAN, "utf-16"),
        (SPANISH, "utf-16-le"),
        (RUSSIAN, "utf-16-be"),
        (SPANISH, "utf-32"),
        (RUSSIAN, "utf-8-sig"),
    ],
)
def test_the_encoding_is_found(text: str, encoding: str) -> None:
    if encoding == "big5":
        text = "昨天在台北舉行了新的會議。許多人聚集在那裡，交換了意見。這是今年的第三次。\n" * 6

    assert decode(text.encode(encoding))[0] == text


def test_a_declared_charset_is_believed_unless_the_bytes_are_utf8() -> None:
    page = '<meta charset="windows-1251"><p>Пушка</p>'

    assert decode(page.encode("cp1251"), markup=True)[0] == page
    assert decode(page.encode("utf-8"), markup=True)[0] == page


def test_a_few_broken_bytes_do_not_spoil_utf8() -> None:
    text, repairs = decode(SPANISH.encode() + b"\xff" + SPANISH.encode())

    assert text == SPANISH * 2
    assert len(repairs) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t",
        b"\x00" * 50,
        b"%PDF-1.7 stream",
        b"PK\x03\x04 rest",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"\x7fELF\x02",
        b"\x1f\x8b\x08",
        bytes(range(256)) * 40,
        b"text\x01\x02\x03\x04\x05\x06\x07\x08" * 30,
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(Unreadable, match="it is"):
        decode(data)


def test_marks_without_shape_are_taken_out() -> None:
    text, _ = decode("so\u00adft \u202eevil\u202c zero\u200bwidth\ufeff \x07bell\x9b e\u0301".encode())

    assert text == "soft evil zerowidth bell é"


def test_line_ends_become_line_feeds() -> None:
    assert decode("a\r\nb\rc\u2028d\x85e".encode())[0] == "a\nb\nc\nd\ne"


def test_joiners_stay_where_they_mean_something() -> None:
    persian = "می\u200cخواهم"

    assert decode(persian.encode())[0] == persian
    assert decode("ab\u200dc".encode())[0] == "abc"
