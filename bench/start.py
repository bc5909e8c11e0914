"""How long the service takes from its start to its first poll, with a library that is loaded.

    python -m bench.start [ARTICLES] [--runs N] [--home FOLDER]

Also prints how many articles a second a new library takes in.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from bench.library import make_library
from bench.replies import run_service
from bot.sandbox import open_sandbox


async def start(home: Path, count: int) -> float:
    """Seconds from the start of the process to the first getUpdates that reaches the server."""
    settings = await make_library(home, count)
    async with open_sandbox() as sandbox:
        started = time.perf_counter()
        async with run_service(sandbox, settings):
            await sandbox.wait_until(lambda: bool(sandbox.calls("getUpdates")), timeout=60)
            return time.perf_counter() - started


async def measure(home: Path, count: int, runs: int) -> None:
    """Load a library, start a service on it several times, and print what it took."""
    started = time.perf_counter()
    await make_library(home, count)
    took = time.perf_counter() - started
    print(f"loading {count} articles: {took:.1f} s, {count / took:.0f} a second (if the library was new)")
    times = [await start(home, count) for _ in range(runs)]
    print(
        f"start to first poll with {count} articles: median {statistics.median(times):.2f} s, "
        f"{min(times):.2f} to {max(times):.2f}, {runs} runs"
    )


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", nargs="?", type=int, default=200)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--home", type=Path, help="where libraries are kept between runs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(options.home or Path(folder), options.count, options.runs))


if __name__ == "__main__":
    main()
