from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.sandbox import Sandbox

Call = Callable[..., Awaitable[dict[str, Any]]]

HELP = {"command": "help", "description": "What it can do"}


async def test_commands_are_kept_for_each_scope_and_language(sandbox: Sandbox, call: Call) -> None:
    anna = sandbox.user(started=True)
    scopes: list[dict[str, Any]] = [
        {},
        {"language_code": "uk"},
        {"scope": {"type": "all_private_chats"}},
        {"scope": {"type": "chat", "chat_id": anna.id}},
    ]
    for number, scope in enumerate(scopes):
        command = HELP | {"command": f"help{number}"}
        assert (await call("setMyCommands", commands=[command], **scope))["result"] is True
    for number, scope in enumerate(scopes):
        (command,) = (await call("getMyCommands", **scope))["result"]
        assert command["command"] == f"help{number}"
    await call("deleteMyCommands", language_code="uk")
    assert (await call("getMyCommands", language_code="uk"))["result"] == []
    assert len((await call("getMyCommands"))["result"]) == 1


@pytest.mark.parametrize("name", ["", "Help", "he lp", "h" * 33, "пошук", "a-b"])
async def test_a_command_is_1_to_32_lowercase_letters_digits_and_underscores(call: Call, name: str) -> None:
    answer = await call("setMyCommands", commands=[HELP | {"command": name}])
    assert answer["description"] == "Bad Request: BOT_COMMAND_INVALID"


@pytest.mark.parametrize("text", ["", "  ", "x" * 257])
async def test_a_commands_description_is_1_to_256_characters(call: Call, text: str) -> None:
    answer = await call("setMyCommands", commands=[HELP | {"description": text}])
    assert answer["description"] == "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"


async def test_there_are_100_commands_at_most(call: Call) -> None:
    commands = [HELP | {"command": f"c{number}"} for number in range(101)]
    assert (await call("setMyCommands", commands=commands[:100]))["ok"]
    assert not (await call("setMyCommands", commands=commands))["ok"]


@pytest.mark.parametrize(
    "scope", [{"type": "nowhere"}, {"type": "chat"}, {"type": "chat", "chat_id": 5}, {"kind": "default"}, 5]
)
async def test_a_scope_that_is_none_is_refused(call: Call, scope: Any) -> None:
    assert (await call("setMyCommands", commands=[HELP], scope=scope))["error_code"] == 400


async def test_a_language_code_has_two_letters(call: Call) -> None:
    answer = await call("setMyCommands", commands=[HELP], language_code="english")
    assert answer["description"] == "Bad Request: invalid language code specified"


@pytest.mark.parametrize(
    ("noun", "field", "longest"),
    [
        ("Name", "name", 64),
        ("Description", "description", 512),
        ("ShortDescription", "short_description", 120),
    ],
)
async def test_texts_are_kept_by_language_and_have_a_limit(
    call: Call, noun: str, field: str, longest: int
) -> None:
    assert (await call(f"setMy{noun}", **{field: "x" * longest}))["result"] is True
    assert (await call(f"setMy{noun}", **{field: "y"}, language_code="es"))["ok"]
    assert (await call(f"setMy{noun}", **{field: "x" * (longest + 1)}))["error_code"] == 400
    assert (await call(f"getMy{noun}"))["result"] == {field: "x" * longest}
    assert (await call(f"getMy{noun}", language_code="es"))["result"] == {field: "y"}
    assert (await call(f"getMy{noun}", language_code="fr"))["result"] == {field: "x" * longest}


async def test_a_menu_button_is_for_all_or_for_one_chat(sandbox: Sandbox, call: Call) -> None:
    anna = sandbox.user(started=True)
    assert (await call("getChatMenuButton"))["result"] == {"type": "default"}
    await call("setChatMenuButton", menu_button={"type": "commands"})
    assert (await call("getChatMenuButton", chat_id=anna.id))["result"] == {"type": "commands"}
    assert (await call("setChatMenuButton", menu_button={"type": "disco"}))["error_code"] == 400
