import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from bot.errors import BotError, Unreadable
from bot.worker import Worker

pytestmark = pytest.mark.asyncio(loop_scope="module")
ROOT = Path(__file__).parents[3]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def worker() -> AsyncIterator[Worker]:
    async with Worker(1) as worker:
        yield worker


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.01)


def exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_work_is_done_in_another_process(worker: Worker) -> None:
    assert await worker.run(os.getpid) != os.getpid()


async def test_a_process_is_used_again(worker: Worker) -> None:
    assert await worker.run(os.getpid) == await worker.run(os.getpid)


async def test_large_tasks_and_answers_come_through(worker: Worker) -> None:
    data = os.urandom(5_000_000)
    assert await worker.run(bytes.upper, data) == data.upper()


async def test_what_the_function_raises_is_raised_here_with_its_traceback(worker: Worker) -> None:
    with pytest.raises(ValueError, match="invalid literal") as raised:
        await worker.run(int, "twelve")
    assert "Traceback" in raised.value.__notes__[0]


async def test_what_a_library_prints_does_not_disturb_the_answers(worker: Worker) -> None:
    await worker.run(print, "to whom it may concern")
    assert await worker.run(len, "abc") == 3


async def test_a_task_over_its_time_is_given_up_and_the_next_is_done(worker: Worker) -> None:
    with pytest.raises(Unreadable, match="too long") as raised:
        await worker.run(time.sleep, 600, timeout=0.2)
    assert raised.value.transient
    assert await worker.run(len, "abc") == 3


async def test_a_task_that_kills_its_process_twice_is_given_up_and_the_next_is_done(worker: Worker) -> None:
    with pytest.raises(Unreadable, match="memory"):
        await worker.run(os._exit, 9)
    assert await worker.run(len, "abc") == 3


async def test_a_task_whose_process_is_killed_is_done_by_another(worker: Worker) -> None:
    killed = await worker.run(os.getpid)
    task = asyncio.create_task(worker.run(time.sleep, 0.3))
    await asyncio.sleep(0)
    os.kill(killed, signal.SIGKILL)
    assert await task is None
    assert await worker.run(os.getpid) != killed


async def test_memory_that_runs_out_costs_only_the_document(worker: Worker) -> None:
    with pytest.raises(Unreadable, match="memory"):
        await worker.run(bytes, 1 << 62)
    assert await worker.run(len, "abc") == 3


async def test_bulk_work_does_not_hold_up_what_somebody_waits_for(worker: Worker) -> None:
    bulk = [asyncio.create_task(worker.run(time.sleep, 600)) for _ in range(5)]
    await asyncio.sleep(0)
    assert await worker.run(len, "abc", urgent=True) == 3
    for task in bulk:
        task.cancel()
    await asyncio.gather(*bulk, return_exceptions=True)


async def test_cancelling_ends_the_process_that_is_at_it(worker: Worker) -> None:
    pid = await worker.run(os.getpid)
    task = asyncio.create_task(worker.run(time.sleep, 600))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not exists(pid)


async def test_ctrl_c_in_the_terminal_does_not_reach_a_worker(worker: Worker) -> None:
    assert await worker.run(os.getsid, 0) != os.getsid(0)


async def test_an_idle_process_is_ended_and_another_is_started_when_needed() -> None:
    async with Worker(1, idle=0.0) as worker:
        pid = await worker.run(os.getpid)
        await until(lambda: not exists(pid))
        assert worker.processes == 0
        assert await worker.run(os.getpid) != pid


async def test_closing_kills_what_is_busy() -> None:
    async with Worker(1) as worker:
        pid = await worker.run(os.getpid)
        task = asyncio.create_task(worker.run(time.sleep, 600))
        await asyncio.sleep(0)
    assert not exists(pid)
    with pytest.raises(BotError, match="closing"):
        await task


async def test_workers_die_with_a_parent_that_is_killed() -> None:
    script = (
        "import asyncio, os, re\n"
        "from bot.worker import Worker\n"
        "async def main():\n"
        "    async with Worker(1) as worker:\n"
        "        print(await worker.run(os.getpid), flush=True)\n"
        "        await worker.run(re.match, '(a+)+$', 'a' * 60 + 'b')\n"  # years, and it lets no thread run
        "asyncio.run(main())\n"
    )
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert parent.stdout is not None
    pid = int(await parent.stdout.readline())
    parent.kill()
    await parent.wait()
    await until(lambda: not exists(pid))
