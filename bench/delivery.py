"""One new article to all its subscribers, against a Telegram that enforces its limits to the letter.

    python -m bench.delivery [SUBSCRIBERS] [--ask SECONDS] [--home FOLDER]

The service is a process of its own; the article is put into its folder. Meanwhile somebody new asks for a
summary every so many seconds (0: nobody does). Prints the messages of each second as they arrived, the rate
from the first notice to the last, the refusals (429), and how long people waited for a reply, with notices
and without.
"""

import argparse
import asyncio
import shutil
import statistics
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.library import Writer, make_library
from bench.replies import run_service
from bot.app import open_library
from bot.models import Place
from bot.sandbox import Sandbox, open_sandbox
from bot.sandbox.limits import Limits
from bot.settings import Settings

ALONE = 20  # replies measured before there are notices


async def ask(sandbox: Sandbox) -> float:
    """Seconds from somebody's question to the reply."""
    person = sandbox.user("Ada", started=True)
    began = time.perf_counter()
    person.send("/summary 1 short")
    await person.hear(timeout=30)
    return time.perf_counter() - began


async def subscribe(settings: Settings, sandbox: Sandbox, count: int) -> set[int]:
    """Subscribe so many people to everything."""
    chats = set()
    async with open_library(settings) as library:
        for number in range(count):
            person = sandbox.user(f"P{number}", started=True)
            await library.subscriptions.add(Place(sandbox.bot.id, person.id), "")
            chats.add(person.id)
    return chats


async def measure(home: Path, count: int, ask_every: float) -> None:
    """Measure one delivery, and print it."""
    made = await make_library(home, 20)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(made.articles, Path(folder) / "articles", copy_function=shutil.copy2)
        shutil.copy2(made.database, Path(folder) / "gistwire.db")
        settings = Settings(database=Path(folder) / "gistwire.db", articles=Path(folder) / "articles")
        async with open_sandbox(limits=Limits()) as sandbox:
            chats = await subscribe(settings, sandbox, count)
            async with run_service(sandbox, settings):
                await sandbox.wait_until(lambda: bool(sandbox.calls("getUpdates")), timeout=60)
                await ask(sandbox)
                alone = [await ask(sandbox) for _ in range(ALONE)]
                (settings.articles / "new.md").write_text(Writer(seed=99).article(0), encoding="utf-8")
                beside = await deliver(sandbox, chats, ask_every)
        report(sandbox, chats, alone, beside)


async def deliver(sandbox: Sandbox, chats: set[int], ask_every: float) -> list[float]:
    """Wait until all have heard; gives how long those waited who asked meanwhile."""
    beside: list[asyncio.Task[float]] = []
    while len({call.chat_id for call in sandbox.calls("sendMessage") if call.status == 200} & chats) < len(
        chats
    ):
        if ask_every and any(call.chat_id in chats for call in sandbox.calls("sendMessage")):
            beside.append(asyncio.create_task(ask(sandbox)))
        await asyncio.sleep(ask_every or 0.5)
    return list(await asyncio.gather(*beside))


def report(sandbox: Sandbox, chats: set[int], alone: list[float], beside: list[float]) -> None:
    """Print the figures."""
    calls = sandbox.calls("sendMessage")
    notices = [call.at for call in calls if call.status == 200 and call.chat_id in chats]
    first, last = notices[0], notices[-1]
    seconds = Counter(int(at - first) for at in notices)
    replies = Counter(int(call.at - first) for call in calls if call.chat_id not in chats)
    print(f"{len(notices)} notices to {len(chats)} chats in {last - first:.1f} s")
    print("notices + replies a second:", end=" ")
    print(" ".join(f"{seconds[at]}+{replies[at]}" for at in range(int(last - first) + 1)))
    meanwhile = sum(first <= call.at <= last for call in calls if call.status == 200)
    print(f"notices a second: {(len(notices) - 1) / (last - first):.2f}")
    print(f"all messages a second: {(meanwhile - 1) / (last - first):.2f}")
    print(f"429s: {sum(call.status == 429 for call in calls)}")
    for name, taken in (("without notices", alone), ("beside notices", beside)):
        if not taken:
            continue
        print(
            f"a reply {name}: median {statistics.median(taken) * 1000:.0f} ms, "
            f"longest {max(taken) * 1000:.0f} ms, of {len(taken)}"
        )


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("subscribers", nargs="?", type=int, default=900)
    parser.add_argument("--ask", type=float, default=0.5)
    parser.add_argument("--home", type=Path, help="where the library is kept between runs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(options.home or Path(folder), options.subscribers, options.ask))


if __name__ == "__main__":
    main()
