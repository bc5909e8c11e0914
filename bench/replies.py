"""How long a reply takes, from the message to the bot's answer, beside a bare echo on the same server.

    python -m bench.replies [ARTICLES …] [--rounds N] [--home FOLDER]

Each bot is a process of its own, both polling sandboxes in this process; the messages go to them in turns, so
that a slow moment of the machine meets both. Figures are milliseconds; memory is the service's resident set,
its children included, after the last round.
"""

import argparse
import asyncio
import contextlib
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from bench.library import Writer, make_library
from bot.sandbox import Sandbox, open_sandbox
from bot.settings import Settings

WARM = 20


@asynccontextmanager
async def run_process(*command: str, **environ: str) -> AsyncIterator[int]:
    """Run a bot as a process of its own, stopped at the end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *command, env={**os.environ, **environ}, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        yield process.pid
    finally:
        process.terminate()
        await process.wait()


async def measure(home: Path, count: int, rounds: int) -> None:
    """Measure one size of library and print its table."""
    settings = await make_library(home, count)
    async with AsyncExitStack() as stack:
        ours = await stack.enter_async_context(open_sandbox())
        theirs = await stack.enter_async_context(open_sandbox())
        pid = await stack.enter_async_context(run_service(ours, settings))
        await stack.enter_async_context(run_process("bench.echo", theirs.token, theirs.url))
        times = await _rounds(ours, theirs, count, rounds)
        memory = _resident(pid)
    echo = times["echo"]
    print(f"\n{count} articles, {rounds} rounds in turns; resident memory {memory:.0f} MB")
    print(f"{'':12}{'median':>9}{'p99':>9}{'ratio of medians':>18}{'ratio of p99':>14}")
    for name, taken in times.items():
        ratios = statistics.median(taken) / statistics.median(echo), _p99(taken) / _p99(echo)
        print(f"{name:12}{statistics.median(taken):9.2f}{_p99(taken):9.2f}{ratios[0]:18.2f}{ratios[1]:14.2f}")


def run_service(sandbox: Sandbox, settings: Settings) -> contextlib.AbstractAsyncContextManager[int]:
    """Run our service against a sandbox, as a process of its own."""
    return run_process(
        "bot",
        "run",
        GISTWIRE_BOT_TOKEN=sandbox.token,
        GISTWIRE_API_URL=sandbox.url,
        GISTWIRE_DATABASE=str(settings.database),
        GISTWIRE_ARTICLES=str(settings.articles),
        GISTWIRE_LOG_LEVEL="ERROR",
    )


async def _rounds(ours: Sandbox, theirs: Sandbox, count: int, rounds: int) -> dict[str, list[float]]:
    writer, chance = Writer(seed=7), random.Random(7)
    taken: dict[str, list[float]] = {"echo": [], "/summary": [], "/summary N": [], "/ask": []}
    for turn in range(-WARM, rounds):
        # Somebody new each time: limits of one chat are not what is measured here.
        asked = " ".join(chance.sample(writer.sentence().rstrip(".").split(), 6))
        texts = {
            "echo": "hello there",
            "/summary": "/summary",
            "/summary N": f"/summary {chance.randrange(1, count + 1)}",
            "/ask": f"/ask {asked}",
        }
        for name, text in texts.items():
            person = (theirs if name == "echo" else ours).user(started=True)
            started = time.perf_counter()
            person.send(text)
            await person.hear(timeout=60)
            if turn >= 0:
                taken[name].append(1000 * (time.perf_counter() - started))
    return taken


def _p99(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[98]


def _resident(pid: int) -> float:
    """Megabytes that a process and its children hold in memory (Linux)."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    own = pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    return own + sum(_resident(int(child)) for child in children)


def main() -> None:
    """Read the command line and measure each size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="*", type=int, default=[200])
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--home", type=Path, help="where libraries are kept between runs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            asyncio.run(measure(options.home or Path(folder), size, options.rounds))


if __name__ == "__main__":
    main()
