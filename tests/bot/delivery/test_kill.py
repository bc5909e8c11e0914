"""The service killed at random points of delivery, again and again; then every notice is accounted for."""

import asyncio
import os
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

KILLS = 15
PEOPLE = 150
LIMIT = 60.0  # seconds that anything may take at the most


async def start(rig: Any, home: Path) -> asyncio.subprocess.Process:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GISTWIRE_")}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run",
        cwd=home,
        env={
            **clean,
            "PYTHONPATH": str(Path(__file__).parents[3]),
            "GISTWIRE_BOT_TOKEN": rig.sandbox.token,
            "GISTWIRE_API_URL": rig.sandbox.url,
            "GISTWIRE_DATABASE": str(rig.database.path),
            "GISTWIRE_ARTICLES": str(home / "articles"),
        },
        stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip


async def kill_somewhere(rig: Any, home: Path, chance: random.Random) -> int:
    """Run the service, kill it at a random point of its sending; gives how many notices it left leased."""
    before = rig.sends()
    wanted = before + chance.randint(1, 9)
    held = None
    if chance.random() < 0.5:  # the answers of several are still awaited
        held = rig.sandbox.fault("hold", method="sendMessage", times=chance.randint(1, 6))
    running = await start(rig, home)
    try:
        await rig.sandbox.wait_until(lambda: rig.sends() >= wanted, LIMIT)
        await asyncio.sleep(chance.random() * 0.06)  # a random point is what this is about
    finally:
        running.kill()
        await running.wait()
    (row,) = await rig.database.fetch("SELECT count(*) FROM outbox WHERE leased_by <> ''")
    if held:
        held.release()  # Telegram does what it was asked before the end
    return int(row[0])


async def test_killed_at_random_points_every_notice_arrives_and_what_repeats_was_counted(
    rig: Any, tmp_path: Path
) -> None:
    (tmp_path / "articles").mkdir()
    people = [rig.sandbox.user(f"P{number}", started=True) for number in range(PEOPLE)]
    await rig.owe(*(person.id for person in people), title="First")
    await rig.owe(*(person.id for person in people[::3]), title="Second")
    chance = random.Random(20261122)

    left = [await kill_somewhere(rig, tmp_path, chance) for _ in range(KILLS)]
    before = rig.sends()
    running = await start(rig, tmp_path)
    try:
        everything = PEOPLE + len(people[::3])
        async with asyncio.timeout(LIMIT):
            while Counter(await rig.states())["sent"] < everything:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
    finally:
        running.terminate()
        await running.wait()
    assert rig.sends() > before  # something was left for the last run to do

    rows = await rig.database.fetch(
        "SELECT c.chat_id, a.title, o.uncertain FROM outbox AS o JOIN chats AS c ON c.id = o.chat"
        " JOIN articles AS a ON a.number = o.number"
    )
    assert sum(row["uncertain"] for row in rows) == sum(left)
    repeated = 0
    for row in rows:
        told = sum(row["title"] in text for text in rig.texts(row["chat_id"]))
        assert 1 <= told <= 1 + row["uncertain"]
        repeated += told - 1
    assert repeated <= sum(left)
    assert max(left) <= 2 * 40  # two notices in a message, those of a second and those about to leave
    assert repeated > 0  # or the kills came at no point that matters
