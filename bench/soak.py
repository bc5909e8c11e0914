"""Weeks of a service's life in minutes: articles, chats and faults, and what it holds at each day's end.

    python -m bench.soak [DAYS]

The service is the real one, as a process, against a sandbox in this process. Each day articles arrive, are
edited and go (after a week); people ask, subscribe and leave; Telegram fails, limits and hangs up; the disk
gets what it gets. At the day's end everything owed has been delivered, and all that the database knows the
time of is made a day older, so that what it keeps for days goes when its time has come. The service's own
clock is real; only its tidying is hurried.
"""

import asyncio
import contextlib
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from bot.sandbox import Sandbox, open_sandbox
from bot.sandbox.persons import Person

ARTICLES, LIFETIME = 12, 7  # new a day; days after which they go
CHATS, NEW_CHATS = 40, 4  # subscribed; that come and go each day
KEPT_DAYS = 14  # instead of 60, to see it level off within weeks
WORDS = Path(__file__).parent.joinpath("../seeds/en/sqlite.md").resolve().read_text(encoding="utf-8").split()
CHILD = (
    "import sys, bot.operations.upkeep as upkeep, bot.__main__ as main\n"
    f"upkeep.TIDY_SECONDS, upkeep.KEPT_DAYS = 1.0, {KEPT_DAYS}\n"
    "sys.exit(main.main(['run']))\n"
)
FAULTS = (
    ("status", {"status": 502, "times": 3}),
    ("status", {"status": 429, "retry_after": 1, "times": 1, "method": "sendMessage"}),
    ("hang_up", {"times": 2}),
    ("hang_up_after", {"times": 1, "method": "sendMessage"}),
    ("garbage", {"times": 2, "method": "getUpdates"}),
)
TIMES = {
    "outbox": ("queued_at", "due_at", "settled_at"),
    "subscriptions": ("created_at",),
    "chats": ("paused_at",),
}


class Life:
    """One service, its folder, and the people around it."""

    def __init__(self, home: Path, sandbox: Sandbox, seed: int = 7) -> None:
        self.home, self.sandbox = home, sandbox
        self.random = random.Random(seed)
        self.people: list[Person] = []
        self.answers = 0

    def article(self) -> str:
        """An article of words from a real one, other ones each time."""
        title = " ".join(self.random.sample(WORDS, 5))
        paragraphs = [
            " ".join(
                " ".join(self.random.sample(WORDS, 14)).capitalize() + "."
                for _ in range(self.random.randint(3, 6))
            )
            for _ in range(12)
        ]
        return f"# {title}\n\n" + "\n\n".join(paragraphs) + "\n"

    def publish(self, day: int) -> None:
        """New articles, corrections of some of yesterday's, and the end of those that are too old."""
        for number in range(ARTICLES):
            (self.home / "articles" / f"{day:04}-{number:02}.md").write_text(self.article(), encoding="utf-8")
        for path in sorted((self.home / "articles").glob(f"{day - 1:04}-*.md"))[:3]:
            path.write_text(
                path.read_text(encoding="utf-8") + f"\nCorrected on day {day}.\n", encoding="utf-8"
            )
        for path in (self.home / "articles").glob(f"{day - LIFETIME:04}-*.md"):
            path.unlink()

    async def come_and_go(self) -> None:
        """Some people subscribe, some have themselves forgotten, some block the bot for good."""
        while len(self.people) < CHATS:
            person = self.sandbox.user(f"P{len(self.people)}", started=True)
            await self.say(
                person, self.random.choice(["/subscribe", f"/subscribe {self.random.choice(WORDS)}"])
            )
            self.people.append(person)
        for _ in range(NEW_CHATS):
            person = self.people.pop(0)
            if self.random.random() < 0.5:
                person.press(await self.say(person, "/forget", "fg:yes"), "Forget this chat")
            else:
                person.block()

    async def ask(self) -> None:
        """Some people ask, some of them at the same time."""
        asked = [
            self.say(
                person, self.random.choice(["/summary", "/articles", f"what is {self.random.choice(WORDS)}?"])
            )
            for person in self.random.sample(self.people, 12)
        ]
        await asyncio.gather(*asked)

    async def say(self, person: Person, text: str, expected: str = "") -> dict[str, object]:
        """Say something until it is answered: Telegram may fail twice in a row. Notices may come between."""
        for _ in range(5):
            person.send(text)
            with contextlib.suppress(TimeoutError):
                while True:
                    heard = await person.hear(timeout=20)
                    if expected in str(heard):
                        self.answers += 1
                        return heard
        raise SystemExit(f"no answer to {text}")

    def trouble(self) -> None:
        """A few faults, of all kinds in turn."""
        for kind, rest in self.random.sample(FAULTS, 3):
            self.sandbox.fault(kind, **rest)

    async def delivered(self) -> None:
        """Wait until nothing is owed that can be sent, and the folder is in the library."""
        want = len(list((self.home / "articles").glob("*.md")))
        async with asyncio.timeout(300):
            while True:
                owed = self.count("outbox WHERE state = 'owed'")
                if not owed and self.count("articles WHERE removed_at IS NULL") == want:
                    return
                await asyncio.sleep(0.2)

    def count(self, what: str) -> int:
        """Count rows."""
        with closing(sqlite3.connect(self.home / "gistwire.db", timeout=20)) as connection:
            return int(connection.execute(f"SELECT count(*) FROM {what}").fetchone()[0])

    def grow_older(self) -> None:
        """Let a day pass for all that the database knows the time of."""
        with closing(sqlite3.connect(self.home / "gistwire.db", timeout=20)) as connection, connection:
            for table, columns in TIMES.items():
                changes = ", ".join(f"{column} = {column} - 86400" for column in columns)
                connection.execute(f"UPDATE {table} SET {changes}")


@asynccontextmanager
async def service(home: Path, sandbox: Sandbox) -> AsyncIterator[int]:
    """The service as a process; gives its id, and sees that it ends well."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GISTWIRE_")}
    environ |= {
        "GISTWIRE_BOT_TOKEN": sandbox.token,
        "GISTWIRE_API_URL": sandbox.url,
        "GISTWIRE_DATABASE": str(home / "gistwire.db"),
        "GISTWIRE_ARTICLES": str(home / "articles"),
        "GISTWIRE_LOG_LEVEL": "ERROR",
    }
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", CHILD, env=environ)
    try:
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        status = await process.wait()
    print(f"the service ended with status {status}")


def resident(pid: int) -> float:
    """Megabytes that a process holds, by /proc; its workers not among them."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def size(home: Path) -> float:
    """Megabytes of the database, its log with it."""
    return sum(path.stat().st_size for path in home.glob("gistwire.db*") if path.is_file()) / 1e6


async def main(days: int) -> None:
    """Live so many days, and print each."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "articles").mkdir()
        begun = time.monotonic()
        async with open_sandbox() as sandbox, service(home, sandbox) as pid:
            life = Life(home, sandbox)
            print(" day  MB held  MB file  articles  outbox  answers  curve")
            for day in range(days):
                life.publish(day)
                life.trouble()
                await life.come_and_go()
                await life.ask()
                await life.delivered()
                life.grow_older()
                held, outbox = resident(pid), life.count("outbox")
                articles = life.count("articles WHERE removed_at IS NULL")
                line = f"{day + 1:>4} {held:>8.1f} {size(home):>8.2f} {articles:>9} {outbox:>7}"
                print(f"{line} {life.answers:>8}  {'#' * round(held / 4)}", flush=True)
        print(f"{days} days in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 28))
