from typing import Any

import pytest

from bot.sandbox.keyboards import read_markup
from bot.sandbox.params import Params
from bot.sandbox.refusals import Refused


def read(*rows: list[dict[str, Any]]) -> Any:
    return read_markup(Params({"reply_markup": {"inline_keyboard": list(rows)}}, {}))


def button(text: str = "x", **action: Any) -> dict[str, Any]:
    return {"text": text, **action}


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (button(), "text buttons are unallowed in the inline keyboard"),
        ({"callback_data": "x"}, "can't parse inline keyboard button: Can't find field \"text\""),
        (button(callback_data=""), "BUTTON_DATA_INVALID"),
        (button(callback_data="x" * 65), "BUTTON_DATA_INVALID"),
        (button(callback_data="ж" * 33), "BUTTON_DATA_INVALID"),
        (button(url=""), "text buttons are unallowed in the inline keyboard"),
        (
            button(url="http://localhost/x"),
            "inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL",
        ),
        (
            button(url="ftp://a.com"),
            "inline keyboard button URL 'ftp://a.com' is invalid: Unsupported URL protocol",
        ),
        (button(url="http://"), "inline keyboard button URL 'http://' is invalid: URL host is empty"),
        (
            button(url="https://example.com", callback_data="x"),
            "inline keyboard button must have exactly one action, found url, callback_data",
        ),
        (button(" ", callback_data="x"), "BUTTON_TEXT_INVALID"),
    ],
)
def test_a_button_that_no_client_could_show_is_refused(given: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused) as refused:
        read([given])
    assert refused.value.description == f"Bad Request: {why}"


def test_64_bytes_of_data_are_allowed() -> None:
    row = [button(callback_data="ж" * 32), button(url="https://t.me/news")]
    assert read(row) == {"inline_keyboard": [row]}


def test_a_keyboard_has_100_buttons_at_most_and_8_in_a_row() -> None:
    one = button(callback_data="x")
    assert read(*[[one] * 8] * 12)
    for rows in ([[one] * 9], [[one]] * 101):
        with pytest.raises(Refused, match="reply markup is too long"):
            read(*rows)


def test_an_empty_keyboard_is_none() -> None:
    assert read([], []) is None


def test_rows_must_be_lists() -> None:
    with pytest.raises(Refused, match="must be an Array of Arrays"):
        read_markup(Params({"reply_markup": '{"inline_keyboard": [{"text": "x"}]}'}, {}))


@pytest.mark.parametrize(
    "markup", [{"keyboard": [["Yes"]]}, {"remove_keyboard": True}, {"force_reply": True}]
)
def test_what_replaces_the_persons_keyboard_stays_off_the_message(markup: dict[str, Any]) -> None:
    assert read_markup(Params({"reply_markup": markup}, {})) is None
