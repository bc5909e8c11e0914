"""The terminal's side of `gistwire chat`: one private chat between you and the bot.

Standard input and output, Ctrl-C, colors and width are seen to here; what is said is in `conversation.py`.
"""

import asyncio
import contextlib
import os
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from typing import TextIO

from bot.sandbox.conversation import Conversation, Settled
from bot.sandbox.lines import read_lines
from bot.sandbox.screen import Look
from bot.sandbox.server import Sandbox

WIDEST = 100  # columns; longer lines are hard to read


async def talk(
    sandbox: Sandbox,
    settled: Settled,
    lines: AsyncIterator[str] | None = None,
    out: TextIO | None = None,
    *,
    interactive: bool | None = None,
) -> None:
    """Talk with the bot until the lines end, `:quit`, or Ctrl-C.

    `settled(update_id)` returns when the bot has handled an update that it has fetched. Lines are those of
    standard input and `out` is standard output unless given; `interactive` is whether both are a terminal.
    """
    out = out or sys.stdout
    if interactive is None:
        interactive = lines is None and sys.stdin.isatty() and out.isatty()
    if hasattr(out, "reconfigure"):
        out.reconfigure(errors="replace")  # a terminal that can't show everything still shows the rest
    lines = lines or read_lines(sys.stdin.fileno())
    conversation = Conversation(sandbox, settled, out, _look(out, sandbox.bot.username), interactive)
    try:
        await _converse(conversation, lines)
        if conversation.status:
            conversation.say("")
    except BrokenPipeError:
        _discard(out)


async def _converse(conversation: Conversation, lines: AsyncIterator[str]) -> None:
    """Converse until the lines end or Ctrl-C; being cancelled from outside is passed on."""
    async with _until_interrupted() as tasks:
        if conversation.interactive:
            tasks.add(asyncio.create_task(conversation.watch()))
        talking = asyncio.create_task(conversation.converse(lines))
        tasks.add(talking)
        try:
            await talking
        except asyncio.CancelledError:
            me = asyncio.current_task()
            if me is None or me.cancelling():
                raise


@contextlib.asynccontextmanager
async def _until_interrupted() -> AsyncIterator[set[asyncio.Task[None]]]:
    """Let Ctrl-C cancel the tasks in the set rather than the program; cancel them all at the end."""
    tasks: set[asyncio.Task[None]] = set()
    loop = asyncio.get_running_loop()

    def stop() -> None:
        for task in tasks:
            task.cancel()

    before = signal.getsignal(signal.SIGINT)
    with contextlib.suppress(RuntimeError, ValueError, NotImplementedError):
        loop.add_signal_handler(signal.SIGINT, stop)
    try:
        yield tasks
    finally:
        stop()
        await asyncio.gather(*tasks, return_exceptions=True)
        with contextlib.suppress(RuntimeError, ValueError, NotImplementedError):
            loop.remove_signal_handler(signal.SIGINT)
            signal.signal(signal.SIGINT, before)


def _look(out: TextIO, bot: str) -> Look:
    if not out.isatty():
        return Look(bot=bot)
    width = min(shutil.get_terminal_size().columns, WIDEST)
    return Look(
        colors="NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb", width=width, bot=bot
    )


def _discard(out: TextIO) -> None:
    """Send what is still buffered nowhere, as nobody reads it (`gistwire chat | head -1`)."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
