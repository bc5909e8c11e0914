"""What a message may carry beneath it: inline keyboards, reply keyboards, their limits and refusals.

Not for pressing buttons (`people.py`).
"""

from bot.sandbox.links import checked_link
from bot.sandbox.params import Params
from bot.sandbox.refusals import Json, bad_request

MOST_BUTTONS = 100
MOST_BUTTONS_IN_ROW = 8
MOST_DATA_BYTES = 64
# What an inline button may do, each of which the other party must be able to tell apart.
ACTIONS = {
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
}  # fmt: skip
REPLY_KINDS = ("keyboard", "remove_keyboard", "force_reply")


def read_markup(params: Params, *, inline_only: bool = False) -> Json | None:
    """Read `reply_markup`; None if there is none, or if it leaves nothing on the message.

    Raises:
        Refused: it is not what a client could show.
    """
    markup = params.json("reply_markup", "reply keyboard markup")
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = _rows(markup["inline_keyboard"], "inline_keyboard", "InlineKeyboardMarkup")
        kept = [[_inline_button(button) for button in row] for row in rows]
        kept = [row for row in kept if row]
        _check_size(kept)
        return {"inline_keyboard": kept} if kept else None
    if inline_only:
        raise bad_request("inline keyboard expected")
    if "keyboard" in markup:
        rows = _rows(markup["keyboard"], "keyboard", "ReplyKeyboardMarkup")
        if not any(rows):
            raise bad_request("reply keyboard is empty")
        _check_size([[_reply_button(button) for button in row] for row in rows])
    elif not any(kind in markup for kind in REPLY_KINDS):
        raise bad_request("can't parse reply keyboard markup JSON object")
    return None


def _rows(keyboard: object, field: str, kind: str) -> list[list[object]]:
    if not isinstance(keyboard, list) or any(not isinstance(row, list) for row in keyboard):
        raise bad_request(f'field "{field}" of the {kind} must be an Array of Arrays')
    return keyboard


def _check_size(rows: list[list[Json]]) -> None:
    if sum(len(row) for row in rows) > MOST_BUTTONS or any(len(row) > MOST_BUTTONS_IN_ROW for row in rows):
        raise bad_request("reply markup is too long")


def _label(button: Json, kind: str) -> None:
    if "text" not in button:
        raise bad_request(f"can't parse {kind} button: Can't find field \"text\"")
    if not isinstance(button["text"], str):
        raise bad_request(f'can\'t parse {kind} button: Field "text" must be of type String')


def _inline_button(raw: object) -> Json:
    if not isinstance(raw, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    button = {name: value for name, value in raw.items() if value is not None}
    _label(button, "inline keyboard")
    actions = [name for name in button if name in ACTIONS]
    if not actions:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:  # the documentation's rule; the official server silently takes one of them
        raise bad_request(f"inline keyboard button must have exactly one action, found {', '.join(actions)}")
    if not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")  # our word: no client could show it
    if actions == ["callback_data"]:
        _check_data(button["callback_data"])
    elif actions == ["url"]:
        return button | {"url": _checked_url(button["url"])}
    return button


def _check_data(data: object) -> None:
    if not isinstance(data, str):
        raise bad_request('can\'t parse inline keyboard button: Field "callback_data" must be of type String')
    if not 0 < len(data.encode("utf-8", "replace")) <= MOST_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _checked_url(url: object) -> str:
    if not isinstance(url, str):
        raise bad_request('can\'t parse inline keyboard button: Field "url" must be of type String')
    if not url.strip():
        raise bad_request("text buttons are unallowed in the inline keyboard")
    kept, why = checked_link(url)
    if why:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {why}")
    return kept


def _reply_button(raw: object) -> Json:
    button = {"text": raw} if isinstance(raw, str) else raw
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be an Object")
    _label(button, "keyboard")
    if not button["text"].strip():
        raise bad_request("keyboard button text must be non-empty")
    return button
