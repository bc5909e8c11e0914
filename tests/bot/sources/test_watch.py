import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

import pytest

from bot.sources.watch import changes_in


@asynccontextmanager
async def watching(folder: Path, tick: float = 0.05) -> AsyncIterator[asyncio.Semaphore]:
    """Give what is released once for each change that is told."""
    told = asyncio.Semaphore(0)

    async def watch() -> None:
        async with aclosing(changes_in(folder, tick=tick)) as changes:
            async for _ in changes:
                told.release()

    task = asyncio.create_task(watch())
    try:
        yield told
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def change(told: asyncio.Semaphore) -> None:
    async with asyncio.timeout(20):
        await told.acquire()


async def quiet(told: asyncio.Semaphore) -> None:
    """The look at the start, and the one after the signals were set up."""
    await change(told)
    await change(told)


async def test_the_first_look_is_at_once_and_another_when_the_signals_are_set_up(tmp_path: Path) -> None:
    async with watching(tmp_path) as told:
        await quiet(told)


async def test_a_new_file_and_its_removal_are_told(tmp_path: Path) -> None:
    async with watching(tmp_path) as told:
        await quiet(told)
        (tmp_path / "a.md").write_text("Text.")
        await change(told)
        (tmp_path / "a.md").unlink()
        await change(told)


async def test_a_file_in_a_folder_that_is_moved_here_is_told(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.md").write_text("Text.")
    (tmp_path / "articles").mkdir()
    async with watching(tmp_path / "articles") as told:
        await quiet(told)
        (tmp_path / "elsewhere").rename(tmp_path / "articles" / "here")
        await change(told)
        (tmp_path / "articles" / "here" / "a.md").write_text("Another text.")
        await change(told)


async def test_a_missing_folder_is_said_once_and_waited_for(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "articles"
    async with watching(folder, tick=0.01) as told:
        async with asyncio.timeout(20):
            while not caplog.records:  # noqa: ASYNC110 - nothing tells of it
                await asyncio.sleep(0.01)
        folder.mkdir()
        await change(told)
    assert [record.message for record in caplog.records if record.levelno == logging.WARNING] == [
        "articles folder is missing, waiting for it"
    ]


async def test_a_folder_that_goes_away_and_comes_back_is_watched_again(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    async with watching(folder) as told:
        await quiet(told)
        folder.rename(tmp_path / "away")
        (tmp_path / "new").mkdir()
        (tmp_path / "new").rename(folder)
        await quiet(told)
        (folder / "a.md").write_text("Text.")
        await change(told)
