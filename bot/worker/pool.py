"""The worker processes there are: started when there is work, ended when there is none."""

import asyncio
import os
import pickle
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self, TypeVar

from bot.errors import BotError, Unreadable
from bot.worker.process import Process

T = TypeVar("T")

MOST_WORKERS = 4  # each costs some 100 MB while it is there
TIMEOUT = 60.0  # seconds for one document
IDLE = 60.0  # seconds until an idle process is ended
_LARGE = 1 << 20  # bytes; unpickling more than this would hold up the event loop


class Worker:
    """Up to `count` processes for bulk work, and as many for what somebody waits for."""

    def __init__(self, count: int | None = None, *, idle: float = IDLE) -> None:
        self.count = count or min(MOST_WORKERS, max(1, (os.cpu_count() or 2) - 1))
        self._idle_seconds = idle
        # Two doors, so that bulk work never keeps somebody waiting: the system shares out the processors.
        self._bulk = asyncio.Semaphore(self.count)
        self._urgent = asyncio.Semaphore(self.count)
        self._free: list[Process] = []  # the last used is the next to be used
        self._all: set[Process] = set()
        self._ending: set[asyncio.Task[None]] = set()
        self._closed = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Kill every process, busy or not."""
        self._closed = True
        self._free.clear()
        await asyncio.gather(*(self._end(process) for process in tuple(self._all)), *self._ending)

    @property
    def processes(self) -> int:
        """How many processes there are now."""
        return len(self._all)

    async def run(
        self, function: Callable[..., T], *args: object, timeout: float = TIMEOUT, urgent: bool = False
    ) -> T:
        """Run an importable function in a worker process and give its result, or raise what it raised.

        Cancelling ends the process that is at it.

        Raises:
            Unreadable: it took longer than `timeout` seconds, or its process died twice (transient).
            BotError: no process can be started.
        """
        task = pickle.dumps((function, args), pickle.HIGHEST_PROTOCOL)
        async with self._urgent if urgent else self._bulk:
            answer = await self._attempt(task, timeout)
            if answer is None:  # the process may have died of something else: once more in a fresh one
                answer = await self._attempt(task, timeout)
        if answer is None:
            raise Unreadable("it ends the process that reads it (out of memory?)", transient=True)
        ok, value = await _loads(answer)
        if ok:
            result: T = value
            return result
        raise value

    async def _attempt(self, task: bytes, timeout: float) -> bytes | None:
        """Have one process do it; None if the process died."""
        process = self._free.pop() if self._free else await self._start()
        process.stay()
        try:
            async with asyncio.timeout(timeout):
                answer = await process.do(task)
        except TimeoutError:
            await self._end(process)
            raise Unreadable("it took too long to read", transient=True) from None
        except (OSError, EOFError):
            await self._end(process)
            return None
        except BaseException:
            await self._end(process)
            raise
        self._free.append(process)
        process.leave_after(self._idle_seconds, self._retire)
        return answer

    async def _start(self) -> Process:
        if self._closed:
            raise BotError("closing: no worker process is started any more")
        process = await Process.start()
        self._all.add(process)
        return process

    async def _end(self, process: Process) -> None:
        self._all.discard(process)
        await process.end()

    def _retire(self, process: Process) -> None:
        if process in self._free:
            self._free.remove(process)
            task = asyncio.get_running_loop().create_task(self._end(process))
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)


async def _loads(answer: bytes) -> tuple[bool, Any]:
    if len(answer) > _LARGE:
        return await asyncio.to_thread(pickle.loads, answer)
    result: tuple[bool, Any] = pickle.loads(answer)  # noqa: S301 - our own child wrote it
    return result
