"""A worker process from inside: takes a task, answers it, until its input ends."""

import ctypes
import os
import pickle
import queue
import signal
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NoReturn

from bot.errors import BotError, Unreadable
from bot.worker.process import SIZE


def serve() -> NoReturn:
    """Be a worker. Ends with the input, which is when the parent ends it or is gone."""
    tasks, answers = _pipes()
    _be_modest()
    _die_with_parent()
    inbox: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def receive() -> None:
        # A thread, so that the parent's death ends us in the midst of work (where `_die_with_parent` cannot).
        while (task := _receive(tasks)) is not None:
            inbox.put(task)
            del task
        os._exit(0)

    threading.Thread(target=receive, daemon=True).start()
    _send(answers, b"")  # we are there
    while True:
        _send(answers, answer(inbox.get()))


def answer(task: bytes) -> bytes:
    """Do a pickled (function, arguments); give a pickled (True, result) or (False, what it raised)."""
    try:
        function, args = pickle.loads(task)  # noqa: S301 - our own parent wrote it
        del task
        return pickle.dumps((True, function(*args)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps((False, Unreadable("it takes more memory than there is", transient=True)))
    except RecursionError:
        return pickle.dumps((False, Unreadable("it is nested too deep")))
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


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take the pipes for ourselves: what a library prints goes to standard error."""
    tasks, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    return tasks, answers


def _be_modest() -> None:
    os.nice(5)  # replies come first
    with suppress(OSError):  # if memory runs out, the kernel ends us rather than the service (Linux)
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def _die_with_parent() -> None:
    """Have the kernel kill us with the parent, even in C code that lets no other thread run (Linux)."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG, prctl(2)


def _receive(tasks: BinaryIO) -> bytes | None:
    head = tasks.read(SIZE.size)
    if len(head) < SIZE.size:
        return None
    (size,) = SIZE.unpack(head)
    task = tasks.read(size)
    return task if len(task) == size else None


def _send(answers: BinaryIO, data: bytes) -> None:
    try:
        answers.write(SIZE.pack(len(data)))
        answers.write(data)
        answers.flush()
    except OSError:  # nobody listens any more
        os._exit(0)
