"""One worker process, as its parent sees it."""

import asyncio
import os
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bot.errors import BotError

SIZE = struct.Struct("<Q")  # before each message, both ways
START = 30.0  # seconds


class Process:
    """A child that does one thing at a time."""

    def __init__(self, child: asyncio.subprocess.Process) -> None:
        self._child = child
        self._leaving: asyncio.TimerHandle | None = None

    @classmethod
    async def start(cls) -> "Process":
        """Start a child, and wait until it says that it is there.

        Raises:
            BotError: there is none to be had.
        """
        here = str(Path(__file__).parents[2])
        path = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH", ""))))
        try:
            child = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",  # the folder it is started in is no place for modules
                "-c",
                "from bot.worker.child import serve; serve()",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": path},
                start_new_session=True,  # Ctrl-C in the terminal is for the service, which ends its workers
            )
        except OSError as error:
            raise BotError(f"no worker process can be started: {error}") from error
        process = cls(child)
        try:
            async with asyncio.timeout(START):
                await process.receive()
        except (OSError, EOFError) as error:  # TimeoutError is an OSError
            await process.end()
            raise BotError("a worker process ends before it begins, or does not begin") from error
        except BaseException:
            await process.end()
            raise
        return process

    async def do(self, task: bytes) -> bytes:
        """Have it do a task, and give its answer.

        Raises:
            OSError, EOFError: it died.
        """
        stdin = self._child.stdin
        assert stdin is not None
        stdin.write(SIZE.pack(len(task)))
        stdin.write(task)
        await stdin.drain()
        return await self.receive()

    async def receive(self) -> bytes:
        """Give what it says next."""
        stdout = self._child.stdout
        assert stdout is not None
        (size,) = SIZE.unpack(await stdout.readexactly(SIZE.size))
        return await stdout.readexactly(size)

    def leave_after(self, seconds: float, leave: "Callable[[Process], None]") -> None:
        """Call `leave` in a while, unless `stay` is called first."""
        self._leaving = asyncio.get_running_loop().call_later(seconds, leave, self)

    def stay(self) -> None:
        """Take back `leave_after`."""
        if self._leaving:
            self._leaving.cancel()
            self._leaving = None

    async def end(self) -> None:
        """Kill it, if it is still there."""
        self.stay()
        with suppress(ProcessLookupError):
            self._child.kill()
        if self._child.stdin:
            self._child.stdin.close()
        await self._child.wait()
