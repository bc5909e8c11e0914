"""Lines from standard input without a thread, so that nothing hangs when the program ends.

Works for a terminal, a pipe and a file. Bytes that are no UTF-8 become U+FFFD.
"""

import asyncio
import os
import stat
from collections.abc import AsyncIterator

_CHUNK = 1 << 16


async def read_lines(fd: int) -> AsyncIterator[str]:
    """Give each line as soon as it is there, without its end; the last one may lack it."""
    kept = b""
    async for chunk in _chunks(fd):
        *whole, kept = (kept + chunk).split(b"\n")
        for line in whole:
            yield line.decode("utf-8", "replace").rstrip("\r")
    if kept:
        yield kept.decode("utf-8", "replace").rstrip("\r")


async def _chunks(fd: int) -> AsyncIterator[bytes]:
    waits = _can_wait(fd)
    while True:
        if waits:
            await _readable(fd)
        try:
            chunk = os.read(fd, _CHUNK)
        except BlockingIOError:
            continue
        except OSError:
            return  # a terminal that went away
        if not chunk:
            return
        yield chunk


def _can_wait(fd: int) -> bool:
    """Whether the event loop can watch it; files and /dev/null are always ready, and can't be watched."""
    mode = os.fstat(fd).st_mode
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or os.isatty(fd)


async def _readable(fd: int) -> None:
    loop = asyncio.get_running_loop()
    ready = loop.create_future()
    loop.add_reader(fd, _settle, ready)
    try:
        await ready
    finally:
        loop.remove_reader(fd)


def _settle(ready: "asyncio.Future[None]") -> None:
    if not ready.done():
        ready.set_result(None)
