import asyncio
import io
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox import Sandbox, talk

Call = Callable[..., Awaitable[dict[str, Any]]]

DEEP = "https://t.me/gistwire_sandbox_bot?start=a12"
ROWS = [
    [{"text": "Short", "callback_data": "s"}, {"text": "Site", "url": "https://example.com/"}],
    [{"text": "Warn", "callback_data": "w"}, {"text": "Open", "url": DEEP}],
]


async def react(call: Call, update: dict[str, Any]) -> None:
    """What the bot of these tests does: repeats a text in a quote, with buttons."""
    if query := update.get("callback_query"):
        at = {"chat_id": query["from"]["id"], "message_id": query["message"]["message_id"]}
        alert = query["data"] == "w"
        await call("answerCallbackQuery", callback_query_id=query["id"], text="Yes", show_alert=alert)
        await call("editMessageText", text=f"Pressed {query['data']}.", **at)
        return
    message = update["message"]
    said = message.get("text", "") or message["document"]["file_name"] + message.get("caption", "")
    if replied := message.get("reply_to_message"):
        said = f"{said} (to {replied['text']})"
    await call(
        "sendMessage",
        chat_id=message["chat"]["id"],
        text=f"You: {said}",
        entities=[{"type": "blockquote", "offset": 5, "length": len(said)}],
        reply_markup={"inline_keyboard": ROWS},
    )


@asynccontextmanager
async def polling(call: Call) -> AsyncIterator[Callable[[int], Awaitable[None]]]:
    """Run that bot; gives what tells that an update was handled."""
    handled: dict[int, asyncio.Event] = {}

    async def poll() -> None:
        offset = 0
        while True:
            for update in (await call("getUpdates", offset=offset, timeout=50))["result"]:
                offset = update["update_id"] + 1
                task = asyncio.create_task(react(call, update))
                done = handled.setdefault(update["update_id"], asyncio.Event())
                task.add_done_callback(lambda _, done=done: done.set())  # type: ignore[misc]

    async def settled(update_id: int) -> None:
        await handled.setdefault(update_id, asyncio.Event()).wait()

    task = asyncio.create_task(poll())
    try:
        yield settled
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def written(*lines: str) -> AsyncIterator[str]:
    for line in lines:
        yield line


class Terminal(io.StringIO):
    """A screen that says it is one."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def converse(sandbox: Sandbox, call: Call) -> Callable[..., Awaitable[str]]:
    async def run(*lines: str, out: io.StringIO | None = None, **how: Any) -> str:
        out = out or io.StringIO()
        async with polling(call) as settled:
            await talk(sandbox, settled, written(*lines), out, **how)
        return out.getvalue()

    return run


Converse = Callable[..., Awaitable[str]]


async def test_piped_lines_are_echoed_and_answered_in_order(converse: Converse) -> None:
    assert await converse("hello", "two") == (
        "> hello\nGistwire #2\nYou:\n│ hello\n[1] Short  [2] Site ↗\n[3] Warn  [4] Open ↗\n\n"
        "> two\nGistwire #4\nYou:\n│ two\n[1] Short  [2] Site ↗\n[3] Warn  [4] Open ↗\n\n"
    )


async def test_a_number_presses_a_button_of_the_latest_message_that_has_some(converse: Converse) -> None:
    transcript = await converse("one", "two", "1", "3", "1")
    assert transcript.endswith(
        "> 1\n(Yes)\nGistwire #4 (changed)\nPressed s.\n\n"
        "> 3\n(! Yes)\nGistwire #2 (changed)\nPressed w.\n\n"
        "> 1\nGistwire #6\nYou:\n│ 1\n[1] Short  [2] Site ↗\n[3] Warn  [4] Open ↗\n\n"
    )


async def test_a_number_that_is_no_button_is_a_message(converse: Converse) -> None:
    assert "You:\n│ 7\n" in await converse("one", "7")
    assert "You:\n│ 1\n" in await converse("1")


async def test_a_button_with_an_address_prints_it(converse: Converse) -> None:
    assert (await converse("one", "2")).endswith("> 2\n(Site: https://example.com/)\n")


async def test_a_button_with_a_link_to_the_bot_itself_starts_it(converse: Converse) -> None:
    assert "> 4\nGistwire #4\nYou:\n│ /start a12\n" in await converse("one", "4")


async def test_a_button_of_an_older_message_can_be_named(converse: Converse) -> None:
    assert "Gistwire #2 (changed)\nPressed s." in await converse("one", "two", ":press 2 1")
    assert "(there is no such button)" in await converse(":press 2 9")


async def test_a_reply_names_the_message(converse: Converse) -> None:
    assert "│ why (to one)\n" in await converse("one", ":reply 1 why")
    assert "(there is no message #9)" in await converse(":reply 9 why")


async def test_a_file_is_sent_with_its_caption(converse: Converse, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    assert "│ a.txt!\n" in await converse(f":file {tmp_path}/a.txt !")
    assert "there is no file" in await converse(f":file {tmp_path}/b.txt")


async def test_quit_ends_before_the_rest(converse: Converse) -> None:
    assert await converse(":quit", "hello") == "> :quit\n"


async def test_help_tells_the_local_commands(converse: Converse) -> None:
    transcript = await converse(":help")
    assert all(command in transcript for command in (":reply", ":file", ":press", ":quit"))


async def test_bytes_that_are_no_text_are_a_message_like_any(converse: Converse) -> None:
    assert "│ � x\n" in await converse("\ufffd\x00x", "", "\x1b[2J")


async def test_a_text_longer_than_a_message_is_sent_in_pieces(converse: Converse, sandbox: Sandbox) -> None:
    await converse("word " * 900)
    texts = [call.params["text"] for call in sandbox.calls("sendMessage")]
    assert len(texts) == 2


async def test_a_terminal_gets_a_banner_a_prompt_and_colors(
    converse: Converse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    shown = await converse("hello", out=Terminal(), interactive=True)
    assert "Gistwire in your terminal" in shown
    assert "\x1b[2m▌\x1b[0m hello" in shown
    assert shown.count("> ") == 2


async def test_no_color_is_heeded(converse: Converse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    shown = await converse("hello", out=Terminal())
    assert "\x1b" not in shown


async def test_what_comes_unasked_is_shown_as_it_comes(sandbox: Sandbox, call: Call) -> None:
    out = Terminal()
    came = asyncio.Event()

    async def lines() -> AsyncIterator[str]:
        yield "hello"
        chat_id = next(iter(sandbox.state.chats))
        await call("sendMessage", chat_id=chat_id, text="News!")
        await sandbox.wait_until(lambda: "News!" in out.getvalue())
        came.set()

    async with polling(call) as settled:
        await talk(sandbox, settled, lines(), out, interactive=True)
    assert came.is_set()


async def test_a_reader_that_went_away_ends_the_talk(converse: Converse) -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    assert await converse("hello", out=Closed()) == ""


async def test_a_talk_can_be_cancelled(sandbox: Sandbox, call: Call) -> None:
    out = io.StringIO()
    async with polling(call):
        talking = asyncio.create_task(talk(sandbox, lambda _: asyncio.Event().wait(), written("hello"), out))
        await sandbox.wait_for("sendMessage")
        talking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await talking


async def test_ctrl_c_ends_the_talk_and_nothing_else(sandbox: Sandbox, call: Call) -> None:
    async def lines() -> AsyncIterator[str]:
        yield "hello"
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.Event().wait()

    out, before = Terminal(), signal.getsignal(signal.SIGINT)
    async with polling(call) as settled:
        await talk(sandbox, settled, lines(), out, interactive=True)
    assert out.getvalue().endswith("\r\x1b[K\n")
    assert signal.getsignal(signal.SIGINT) is before


async def test_lines_are_those_of_standard_input_unless_given(
    sandbox: Sandbox, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    end, start = os.pipe()
    os.write(start, b"hello\n\xff\x00")
    os.close(start)
    out = io.StringIO()
    with os.fdopen(end) as piped:
        monkeypatch.setattr(sys, "stdin", piped)
        async with polling(call) as settled:
            await talk(sandbox, settled, out=out)
    assert [line for line in out.getvalue().splitlines() if line.startswith(">")] == ["> hello", "> � "]
