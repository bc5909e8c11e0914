"""What one new article costs with so many subscriptions: matched and queued in its own transaction.

    python -m bench.fanout [SUBSCRIPTIONS …]

Each row is a database of its own, one subscription for each chat: to everything, or to words (two each) of
which 100 subscriptions fit, or to words that are all different and all fit. `schedules` is how many different
choices of digest, quiet hours and zone the chats have. Seconds are the median of five articles, from BEGIN
to the return of COMMIT; the peak is the memory of the whole process (ru_maxrss), 60 MB of it from the start.
"""

import asyncio
import itertools
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.models import Paragraph, Reading, Schedule, Sentence
from bot.notices import Notices
from bot.store import articles, chats, passages
from bot.store.articles import Told
from bot.store.database import Connection, Database, open_database
from bot.text import watch
from bot.text.index import index

SIZES = (1_000, 10_000, 100_000)
RUNS = 5
FITTING = 100
BODY = 34  # paragraphs of an article, each of three sentences of three telling words

SYLLABLES = ("ba", "co", "du", "fe", "gi", "ka", "lo", "mu", "ne", "pi", "ra", "so", "tu", "ve", "wi", "zo")
WORDS = ["".join(parts) for parts in itertools.product(SYLLABLES, SYLLABLES, SYLLABLES)]  # 4,096


def reading(run: int) -> Reading:
    """An article of the first 300 words, as long as a usual one."""
    picked = [WORDS[(at * 7 + run) % 300] for at in range(BODY * 9)]
    paragraphs = []
    for at in range(0, len(picked), 9):
        sentences = [
            Sentence(
                f"The {picked[at + 3 * n]} of {picked[at + 3 * n + 1]} saw {picked[at + 3 * n + 2]} again."
            )
            for n in range(3)
        ]
        paragraphs.append(Paragraph(tuple(sentences)))
    return Reading(f"Article {run}", "en", tuple(paragraphs), f"digest {run}")


def texts(kind: str, count: int) -> list[str]:
    """What each of the subscriptions looks for."""
    if kind == "everything":
        return [""] * count
    absent = WORDS[400:]
    if kind == "words, 100 fit":
        fit = [f"{WORDS[n % 250]} {WORDS[(n + 11) % 250]}" for n in range(FITTING)]
        rest = [f"{absent[n % 3000]} {absent[(n * 31 + 7) % 3600]}" for n in range(count - FITTING)]
        return fit + rest
    triples = list(itertools.islice(itertools.combinations(WORDS[:300], 3), 0, None, 40))[:count]
    return [" ".join(triple) for triple in triples]


async def fill(connection: Connection, kind: str, count: int, schedules: int) -> None:
    """Put chats and subscriptions straight into the tables; the bot takes them one at a time."""
    for number in range(schedules):
        chat = await chats.ensure(connection, _place(number + 1))
        schedule = Schedule("daily", 0, number % 1440, 1320, 420, "Europe/Kyiv") if number else Schedule()
        await chats.set_schedule(connection, chat, schedule, 0)
    keys = [key for key, _ in await chats.schedules(connection)]
    rows = [(1, number, keys[number % len(keys)]) for number in range(schedules + 1, count + 1)]
    await connection.executemany("INSERT INTO chats (bot_id, chat_id, schedule) VALUES (?, ?, ?)", rows)
    searches: dict[str, int] = {}
    subscriptions, anchors = [], []
    for chat, text in enumerate(texts(kind, count), start=1):
        wanted = watch.parse(text) if text else None
        key = wanted.key if wanted else ""
        if key not in searches:
            searches[key] = len(searches) + 1
            anchors += [(term, searches[key]) for term in (watch.anchors(wanted) if wanted else ())]
        subscriptions.append((chat, searches[key], text))
    await connection.executemany(
        "INSERT INTO searches (id, key) VALUES (?, ?)", [(id_, key) for key, id_ in searches.items()]
    )
    await connection.executemany("INSERT INTO anchors (term, search) VALUES (?, ?)", anchors)
    await connection.executemany(
        "INSERT INTO subscriptions (chat, thread, search, text, created_at) VALUES (?, 0, ?, ?, 0)",
        subscriptions,
    )


def _place(number: int) -> "chats.Place":
    return chats.Place(1, number)


async def announce(database: Database, notices: Notices, run: int) -> tuple[float, float, int]:
    """Add one article as ingest does; seconds in all, of them in its notices, and how many these are."""
    told_of = reading(run)
    told = Told(told_of, index(told_of), told_of.words, {"short": 2, "medium": 4, "long": 8})
    start = time.perf_counter()
    async with database.transaction() as connection:
        number = await articles.add(connection, told, datetime.now(UTC))
        await passages.add(connection, number, told.indexed)
        middle = time.perf_counter()
        queued = await notices.queue(connection, number, told)
        end = time.perf_counter()
    return time.perf_counter() - start, end - middle, queued


async def prepare(path: Path, kind: str, count: int, schedules: int) -> None:
    """Make the database of one row of the table."""
    async with open_database(path) as database, database.transaction() as connection:
        await fill(connection, kind, count, schedules)


async def measure(path: Path, kind: str, count: int, schedules: int) -> str:
    """One row of the table."""
    async with open_database(path) as database:
        notices = Notices(database)
        await announce(database, notices, 0)  # the first reads everything from the disk
        runs = [await announce(database, notices, run) for run in range(1, RUNS + 1)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    whole, own, queued = (statistics.median(column) for column in zip(*runs, strict=True))
    return (
        f"| {kind} | {count:,} | {schedules} | {queued:,.0f} | {own:.3f} s | {whole:.3f} s | {peak:.0f} MB |"
    )


STEPS = {"--prepare": prepare, "--measure": measure}


def main() -> None:
    """Print the table; each step in a process of its own, so that one's memory is not another's."""
    if sys.argv[1:2] and sys.argv[1] in STEPS:
        path, kind, count, schedules = sys.argv[2:6]
        print(asyncio.run(STEPS[sys.argv[1]](Path(path), kind, int(count), int(schedules))) or "", end="")
        return
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    print("| subscribed to | subscriptions | schedules | notices | matched and queued | transaction | peak |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for kind, schedules in (
        ("everything", 1),
        ("everything", 500),
        ("words, 100 fit", 1),
        ("words, all fit", 1),
    ):
        for size in sizes:
            with tempfile.TemporaryDirectory() as folder:
                rest = [f"{folder}/bench.db", kind, str(size), str(schedules)]
                for step in STEPS:
                    subprocess.run([sys.executable, "-m", "bench.fanout", step, *rest], check=True)
            print(flush=True)


if __name__ == "__main__":
    main()
