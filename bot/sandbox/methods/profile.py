"""What the bot says of itself: commands by scope and language, name, descriptions, the menu button."""

import re

from bot.sandbox.chats import find_chat
from bot.sandbox.methods import Methods, World
from bot.sandbox.params import Params
from bot.sandbox.refusals import Json, bad_request

methods = Methods()

MOST_COMMANDS = 100
LONGEST_COMMAND_DESCRIPTION = 256
# The limits are the documentation's; what the official server calls a longer text is not published.
LONGEST_NAME = 64
LONGEST_DESCRIPTION = 512
LONGEST_SHORT_DESCRIPTION = 120
SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
CHAT_SCOPES = {"chat", "chat_administrators", "chat_member"}

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")


def _language(params: Params) -> str:
    code = params.text("language_code")
    if code and not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _scope(world: World, params: Params) -> str:
    """Read the scope into a key: its type, with its chat and member if it has them."""
    scope = params.json("scope", "BotCommandScope")
    if scope is None:
        return "default"
    if not isinstance(scope, dict) or "type" not in scope:
        raise bad_request("can't parse BotCommandScope: Can't find field \"type\"")
    kind = str(scope["type"])
    if kind in SCOPES:
        return kind
    if kind not in CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    fields = Params(scope, {})
    chat = find_chat(world.state, fields)
    if kind != "chat" and chat.type == "private":
        raise bad_request("can't use the scope in a private chat")
    if kind == "chat_member":
        if not fields.integer("user_id"):
            raise bad_request("invalid user_id specified")
        return f"{kind}:{chat.id}:{fields.integer('user_id')}"
    return f"{kind}:{chat.id}"


def _command(raw: object) -> Json:
    if not isinstance(raw, dict):
        raise bad_request("can't parse BotCommand: Expected an Object")
    for name in ("command", "description"):
        if not isinstance(raw.get(name), str):
            raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
    command, description = raw["command"].removeprefix("/"), raw["description"].strip()
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= LONGEST_COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}


@methods.serve("setMyCommands", "commands scope language_code")
async def set_my_commands(world: World, params: Params) -> bool:
    """Set the menu of commands for a scope and language."""
    raw = params.json("commands", "commands")
    if not isinstance(raw, list):
        raise bad_request("expected an Array of BotCommand")
    if len(raw) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    commands = [_command(item) for item in raw]
    world.state.profile.commands[_scope(world, params), _language(params)] = commands
    return True


@methods.serve("getMyCommands", "scope language_code")
async def get_my_commands(world: World, params: Params) -> list[Json]:
    """The menu as it was set, for exactly this scope and language."""
    return world.state.profile.commands.get((_scope(world, params), _language(params)), [])


@methods.serve("deleteMyCommands", "scope language_code")
async def delete_my_commands(world: World, params: Params) -> bool:
    """Take the menu away."""
    world.state.profile.commands.pop((_scope(world, params), _language(params)), None)
    return True


def _set(kept: dict[str, str], params: Params, field: str, longest: int, too_long: str) -> bool:
    """Keep a text for a language; an empty one takes it away."""
    text, language = params.text(field).strip(), _language(params)
    if len(text) > longest:
        raise bad_request(too_long)
    if text:
        kept[language] = text
    else:
        kept.pop(language, None)
    return True


def _get(kept: dict[str, str], params: Params, default: str = "") -> str:
    return kept.get(_language(params)) or kept.get("") or default


@methods.serve("setMyName", "name language_code")
async def set_my_name(world: World, params: Params) -> bool:
    """Set the bot's name; in no language in particular it is everywhere."""
    done = _set(world.state.profile.names, params, "name", LONGEST_NAME, "BOT_TITLE_INVALID")
    world.state.bot.first_name = world.state.profile.names.get("") or world.state.bot.first_name
    return done


@methods.serve("getMyName", "language_code")
async def get_my_name(world: World, params: Params) -> Json:
    """The bot's name."""
    return {"name": _get(world.state.profile.names, params, world.state.bot.first_name)}


@methods.serve("setMyDescription", "description language_code")
async def set_my_description(world: World, params: Params) -> bool:
    """Set what an empty chat with the bot shows."""
    kept = world.state.profile.descriptions
    return _set(kept, params, "description", LONGEST_DESCRIPTION, "BOT_DESCRIPTION_TOO_LONG")


@methods.serve("getMyDescription", "language_code")
async def get_my_description(world: World, params: Params) -> Json:
    """What an empty chat with the bot shows."""
    return {"description": _get(world.state.profile.descriptions, params)}


@methods.serve("setMyShortDescription", "short_description language_code")
async def set_my_short_description(world: World, params: Params) -> bool:
    """Set what the bot's profile shows."""
    kept = world.state.profile.short_descriptions
    return _set(
        kept, params, "short_description", LONGEST_SHORT_DESCRIPTION, "BOT_SHORT_DESCRIPTION_TOO_LONG"
    )


@methods.serve("getMyShortDescription", "language_code")
async def get_my_short_description(world: World, params: Params) -> Json:
    """What the bot's profile shows."""
    return {"short_description": _get(world.state.profile.short_descriptions, params)}


@methods.serve("setChatMenuButton", "chat_id menu_button")
async def set_chat_menu_button(world: World, params: Params) -> bool:
    """Set the button beside the text field, in one private chat or all."""
    button = params.json("menu_button", "MenuButton") or {"type": "default"}
    if not isinstance(button, dict) or str(button.get("type")) not in {"commands", "default", "web_app"}:
        raise bad_request("can't parse menu button: Unsupported type specified")
    world.state.profile.menu_buttons[_menu_chat(world, params)] = button
    return True


@methods.serve("getChatMenuButton", "chat_id")
async def get_chat_menu_button(world: World, params: Params) -> Json:
    """The button beside the text field."""
    buttons = world.state.profile.menu_buttons
    return buttons.get(_menu_chat(world, params)) or buttons.get(0) or {"type": "default"}


def _menu_chat(world: World, params: Params) -> int:
    if not params.text("chat_id"):
        return 0
    chat = find_chat(world.state, params)
    if chat.type != "private":
        raise bad_request("chat_id must be of a private chat")
    return chat.id
