"""What 1,000 feeds cost: a day of visits to a small web of our own, the clock moved on as fast as it goes.

    python -m bench.feeds [FEEDS]

Prints the processor's share of a real day, the requests, and the memory of the service. Each feed holds
twenty articles and gets a new one every few hours.
"""

import asyncio
import hashlib
import html
import os
import random
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from aiohttp import web

from bot.arrivals import Arrivals
from bot.feeds.feeds import Feeds
from bot.feeds.rounds import Rounds
from bot.sources.http import Fetcher
from bot.store.database import open_database
from bot.worker import Worker

START, DAY = 1_772_400_000.0, 86_400.0
HELD = 20  # articles in a feed
_WORDS = [
    f"{a}{b}"
    for a in ["harbor", "council", "bridge", "ferry", "engine", "village"]
    for b in ("", "s", "er", "ing")
]


class Clock:
    """A clock that is as far as the last one who slept wants it."""

    def __init__(self) -> None:
        self.now = START
        self.requests = 0
        self.full = 0

    def __call__(self) -> float:
        """Give the time."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Be there at once."""
        await asyncio.sleep(0)
        self.now += seconds


def _story(feed: int, number: int) -> str:
    chance = random.Random(feed * 100_003 + number)
    lines = [" ".join(chance.choices(_WORDS, k=14)).capitalize() + "." for _ in range(14)]
    return html.escape(f"<p>{' '.join(lines)}</p>")


def _feed(number: int, now: float) -> bytes:
    every = 3_600.0 * (2 + number % 40)
    newest = int(now // every)
    items = "".join(
        f"<item><title>Story {at} of {number}</title><link>http://f{number}.example/{at}</link>"
        f"<guid>urn:{number}:{at}</guid>"
        f"<pubDate>{format_datetime(datetime.fromtimestamp(at * every, UTC))}</pubDate>"
        f"<description>{_story(number, at)}</description></item>"
        for at in range(newest, newest - HELD, -1)
    )
    return f"<rss version='2.0'><channel><title>Feed {number}</title>{items}</channel></rss>".encode()


async def _serve(clock: Clock) -> tuple[web.ServerRunner, str]:
    async def answer(request: web.BaseRequest) -> web.Response:
        clock.requests += 1
        body = _feed(int(request.path.strip("/")), clock.now)
        etag = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        clock.full += 1
        return web.Response(body=body, headers={"ETag": etag, "Content-Type": "application/rss+xml"})

    runner = web.ServerRunner(web.Server(answer))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}"


async def _measure(count: int) -> None:
    clock = Clock()
    runner, url = await _serve(clock)
    with tempfile.TemporaryDirectory() as folder:
        async with (
            open_database(Path(folder) / "x.db") as database,
            Worker(1) as worker,
            Fetcher(private=True) as fetcher,
        ):
            arrivals = Arrivals(database, worker, now=lambda: datetime.fromtimestamp(clock.now, UTC))
            rounds = Rounds(arrivals, fetcher.fetch, now=clock, sleep=clock.sleep)
            feeds = Feeds(database, worker, rounds, fetcher.fetch, now=clock)
            await feeds.import_list("\n".join(f"{url}/{number}" for number in range(count)).encode())
            begun = time.perf_counter()
            await _until(rounds, clock, START, feeds, count)
            print(
                f"first visits   {time.perf_counter() - begun:8.0f} s for {count} feeds, {HELD} articles each"
            )
            before, clock.requests, clock.full = _spent(), 0, 0
            begun, moved = time.perf_counter(), clock.now
            await _until(rounds, clock, moved + DAY, feeds, count)
            own, workers = (b - a for a, b in zip(before, _spent(), strict=True))
            print(f"one day        {time.perf_counter() - begun:8.0f} s of real time")
            print(f"requests       {clock.requests:8} in a day, {clock.full} answered in full")
            print(
                f"service        {own:8.0f} s of processor ({own / DAY:.2%} of one core) with the web server"
            )
            print(f"worker         {workers:8.0f} s of processor ({workers / DAY:.2%} of one core)")
            print(f"memory         {_memory():8.0f} MB, the service and the web server")
    await runner.cleanup()


async def _until(rounds: Rounds, clock: Clock, at: float, feeds: Feeds, count: int) -> None:
    """Visit until the clock is there and every feed has been read."""
    while clock.now < at or sum(1 for one in await feeds.all_of() if one.succeeded_at) < count:
        pause = await rounds._start_due()  # noqa: SLF001 - the loop of `run`, with a clock that jumps
        under_way = list(rounds._under_way.values())  # noqa: SLF001
        if under_way:
            await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
        else:
            clock.now += max(pause, 1.0)


def _spent() -> tuple[float, float]:
    own = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    ticks = os.sysconf("SC_CLK_TCK")
    children = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(told[1]) == os.getpid():
            children += (int(told[11]) + int(told[12])) / ticks
    return own, children + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def _memory() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    asyncio.run(_measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000))
