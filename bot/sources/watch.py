# ruff: noqa: PTH112, PTH116, PTH206 - as in bot.sources.files
"""When something changed in a folder. Not for what changed: look (`bot.sources.files.scan`)."""

import asyncio
import logging
import os
import stat
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

from bot.sources.files import format_of, passed_over

log = logging.getLogger(__name__)

TICK = 2.0  # seconds between looks whether the folder is still the same one
RESCAN = 30  # ticks between changes told without a signal: some file systems give none (network, containers)


async def changes_in(folder: Path, *, tick: float = TICK) -> AsyncGenerator[None]:
    """Yield whenever a file in the folder may have changed, the first time at once; never ends.

    Waits, after one warning, for a folder that is not there or goes away.
    """
    missing = False
    while True:
        identity = await asyncio.to_thread(_identity, folder)
        if identity is None:
            if not missing:
                log.warning("articles folder is missing, waiting for it", extra={"folder": folder})
            missing = True
            await asyncio.sleep(tick)
            continue
        if missing:
            log.info("articles folder is there", extra={"folder": folder})
        missing = False
        yield
        ticks = 0
        async with aclosing(_signals(folder, tick)) as signals:
            async for changed in signals:
                if await asyncio.to_thread(_identity, folder) != identity:
                    break
                ticks += not changed
                # At the first tick too: something may have changed before the signals were set up.
                if changed or ticks == 1 or ticks % RESCAN == 0:
                    yield


def _identity(folder: Path) -> tuple[int, int] | None:
    """Tell a folder from another that was put in its place; None if there is none."""
    try:
        status = os.stat(folder)
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISDIR(status.st_mode) else None


async def _signals(folder: Path, tick: float) -> AsyncGenerator[bool]:
    """Yield True for a change, False for a tick without one."""
    from watchfiles import Change, awatch  # noqa: PLC0415 - only the service watches

    root = os.path.realpath(folder)  # noqa: ASYNC240 - one look

    def matters(change: Change, path: str) -> bool:
        hidden = any(passed_over(part) for part in os.path.relpath(path, root).split(os.sep) if part != ".")
        return not hidden and bool(change == Change.deleted or format_of(path) or os.path.isdir(path))

    try:
        ticks = awatch(
            root,
            watch_filter=matters,
            debounce=400,
            step=100,
            rust_timeout=int(tick * 1000),
            yield_on_timeout=True,
            ignore_permission_denied=True,
        )
        async with aclosing(ticks):
            async for changed in ticks:
                yield bool(changed)
    except (OSError, RuntimeError) as error:  # the system's limit of watches, most often
        log.warning("no signals from the file system, looking every few seconds", extra={"reason": error})
    while True:
        await asyncio.sleep(2 * tick)
        yield True
