# ruff: noqa: PLC0415 - what only a worker needs is imported where it is needed, so that the service never loads it
"""Worker processes: the CPU work of reading a document, off the event loop.

A process rather than a thread, because the interpreter's lock would hold up every reply meanwhile, and
because a process can be killed: one document that takes for ever, or eats the memory, costs that document
only. Plain child processes with pipes: a child imports only what its work needs, the heavy libraries never
enter the service's own memory, and a child that has been idle for a while is ended to give its memory back.

Not for I/O: what runs here touches neither the database nor the network.
"""

import asyncio
import os
import pickle
import struct
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self, TypeVar

from bot.errors import BotError, Unreadable

if TYPE_CHECKING:
    from bot.models import Document, IndexedArticle, Length, Reading
    from bot.sources.files import Found

T = TypeVar("T")

MOST_WORKERS = 4  # each costs some 100 MB while it is busy
TIMEOUT = 60.0  # seconds for one document
IDLE = 60.0  # seconds until an idle process is ended
_LARGE = 1 << 20  # bytes; unpickling more than this would hold up the event loop
_SIZE = struct.Struct("<Q")


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article ready to be stored. `sizes` are the sentences of its summary of each length.

    What can be counted of it is counted here, where it holds up nobody.
    """

    reading: "Reading"
    indexed: "IndexedArticle"
    words: int
    sizes: "dict[Length, int]"


def prepare(document: "Document", language: str, summarizer: str) -> Prepared:
    """Read, rank and index a document. Runs in a worker.

    Raises:
        Unreadable: it holds no article.
    """
    from bot.text.index import index
    from bot.text.lengths import summary_sizes

    reading = read_and_rank(document, language, summarizer)
    picked = sorted(reading.sentences, key=lambda sentence: sentence.pick)
    sizes = summary_sizes([len(sentence.text) for sentence in picked])
    return Prepared(reading, index(reading), reading.words, sizes)


def prepare_file(found: "Found", summarizer: str) -> Prepared:
    """Do as `prepare` does with a file that was found, which is opened here: its bytes cross no pipe.

    Raises:
        Unreadable: it holds no article.
        SourceError: it could not be opened, or changed while it was read (transient).
    """
    from bot.sources.files import read

    return prepare(read(found), "", summarizer)


def read_and_rank(document: "Document", language: str, summarizer: str) -> "Reading":
    """Read and rank a document that is not to be kept. Runs in a worker.

    Raises:
        Unreadable: it holds no article.
    """
    from bot.text.rank import rank
    from bot.text.read import read

    return rank(read(document, language=language), summarizer=summarizer)


class Worker:
    """Up to `count` processes for bulk work, and as many for what somebody waits for, started on demand."""

    def __init__(self, count: int | None = None, *, idle: float = IDLE) -> None:
        self.count = count or min(MOST_WORKERS, max(1, (os.cpu_count() or 2) - 1))
        self._idle_seconds = idle
        # Two doors, so that bulk work never keeps somebody waiting: the system shares out the processors.
        self._bulk = asyncio.Semaphore(self.count)
        self._urgent = asyncio.Semaphore(self.count)
        self._free: list[_Process] = []  # the last used is the next to be used
        self._all: set[_Process] = set()
        self._ending: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Kill every process, busy or not."""
        self._free.clear()
        await asyncio.gather(*(process.end() for process in tuple(self._all)), *self._ending)
        self._all.clear()

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
            Unreadable: it took longer than `timeout` seconds, or its process died twice.
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

    async def _start(self) -> "_Process":
        process = await _Process.start()
        self._all.add(process)
        return process

    async def _end(self, process: "_Process") -> None:
        self._all.discard(process)
        await process.end()

    def _retire(self, process: "_Process") -> None:
        if process in self._free:
            self._free.remove(process)
            task = asyncio.get_running_loop().create_task(self._end(process))
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)


class _Process:
    """One child process, which does one thing at a time."""

    def __init__(self, child: asyncio.subprocess.Process) -> None:
        self._child = child
        self._leaving: asyncio.TimerHandle | None = None

    @classmethod
    async def start(cls) -> "_Process":
        here = str(Path(__file__).parents[1])
        path = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH", ""))))
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",  # the folder it is started in is no place for modules
            "-c",
            "from bot.worker import serve; serve()",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,  # Ctrl-C in the terminal is for the service, which ends its workers
        )
        return cls(child)

    async def do(self, task: bytes) -> bytes:
        stdin, stdout = self._child.stdin, self._child.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(_SIZE.pack(len(task)))
        stdin.write(task)
        await stdin.drain()
        (size,) = _SIZE.unpack(await stdout.readexactly(_SIZE.size))
        return await stdout.readexactly(size)

    def leave_after(self, seconds: float, leave: "Callable[[_Process], None]") -> None:
        self._leaving = asyncio.get_running_loop().call_later(seconds, leave, self)

    def stay(self) -> None:
        if self._leaving:
            self._leaving.cancel()
            self._leaving = None

    async def end(self) -> None:
        self.stay()
        with suppress(ProcessLookupError):
            self._child.kill()
        if self._child.stdin:
            self._child.stdin.close()
        await self._child.wait()


async def _loads(answer: bytes) -> tuple[bool, Any]:
    if len(answer) > _LARGE:
        return await asyncio.to_thread(pickle.loads, answer)
    result: tuple[bool, Any] = pickle.loads(answer)  # noqa: S301 - our own child wrote it
    return result


def serve() -> None:
    """Be a worker: do what comes on standard input until it ends. Never returns."""
    tasks, answers = _pipes()
    _be_modest()
    inbox: list[bytes] = []
    arrived = threading.Semaphore(0)

    def receive() -> None:
        # A thread, so that the parent's death (the end of our input) ends us in the midst of work.
        while (task := _receive(tasks)) is not None:
            inbox.append(task)
            arrived.release()
        os._exit(0)

    threading.Thread(target=receive, daemon=True).start()
    while True:
        arrived.acquire()
        answer = _answer(inbox.pop())
        answers.write(_SIZE.pack(len(answer)))
        answers.write(answer)
        answers.flush()
        del answer


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take the pipes for ourselves: what a library prints goes to standard error."""
    tasks, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    return tasks, answers


def _be_modest() -> None:
    os.nice(5)  # replies come first
    with suppress(OSError):  # if the memory runs out, the kernel ends us rather than the service (Linux)
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def _receive(tasks: BinaryIO) -> bytes | None:
    head = tasks.read(_SIZE.size)
    if len(head) < _SIZE.size:
        return None
    (size,) = _SIZE.unpack(head)
    task = tasks.read(size)
    return task if len(task) == size else None


def _answer(task: bytes) -> bytes:
    try:
        function, args = pickle.loads(task)  # noqa: S301 - our own parent wrote it
        return pickle.dumps((True, function(*args)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps((False, Unreadable("it takes more memory than there is", transient=True)))
    except Exception as error:  # whatever it is, the parent hears of it
        if not isinstance(error, BotError):
            error.add_note("".join(traceback.format_exception(error)))  # a traceback does not pickle
        return _failure(error)


def _failure(error: Exception) -> bytes:
    try:
        data = pickle.dumps((False, error))
        pickle.loads(data)  # noqa: S301 - some exceptions pickle and do not unpickle
    except Exception:
        return pickle.dumps((False, RuntimeError("".join(traceback.format_exception(error)))))
    return data
