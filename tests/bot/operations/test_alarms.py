from pathlib import Path
from typing import Any

import pytest

from bot.operations.alarms import CALM, Alarms
from bot.operations.health import Beat, Finding
from bot.operations.vitals import State
from bot.sandbox import open_sandbox
from bot.settings import Settings

FINE = State(Beat(1, 1.0, 1.0, True), None, (Finding("articles", True, "seeds is readable"),))
UNREADABLE = State(Beat(1, 1.0, 1.0, True), None, (Finding("articles", False, "seeds is not readable"),))


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.operations.alarms.LOW_BYTES", 0)


def test_what_is_the_matter_is_told_once_until_it_was_over(tmp_path: Path) -> None:
    clock = Clock()
    alarms = Alarms(tmp_path / "library.db", lambda: 0.0, clock)
    assert alarms.new(UNREADABLE) == ["articles: seeds is not readable"]
    for _ in range(100):
        clock.now += 30
        assert not alarms.new(UNREADABLE)
    clock.now += CALM + 1
    assert not alarms.new(FINE)
    assert alarms.new(UNREADABLE)


def test_what_comes_and_goes_is_one_matter(tmp_path: Path) -> None:
    clock = Clock()
    alarms = Alarms(tmp_path / "library.db", lambda: 0.0, clock)
    told = []
    for state in (UNREADABLE, FINE) * 20:
        clock.now += 30
        told += alarms.new(state)
    assert len(told) == 1


def test_what_nobody_could_be_told_is_told_again(tmp_path: Path) -> None:
    alarms = Alarms(tmp_path / "library.db", lambda: 0.0, Clock())
    assert alarms.new(UNREADABLE)
    alarms.not_told()
    assert alarms.new(UNREADABLE)


def test_a_flood_limit_of_hours_a_full_disk_and_a_failed_backup_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.operations.alarms.LOW_BYTES", 1 << 62)
    lines = Alarms(tmp_path / "library.db", lambda: 7200.0).new(FINE, "no space left")
    assert any("nearly full" in line for line in lines)
    assert any("2.0 hours" in line for line in lines)
    assert any("no space left" in line for line in lines)


async def test_administrators_hear_of_it_in_their_chat(
    home: Path, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.operations.alarms.LOW_BYTES", 1 << 62)
    settings = Settings(
        database=home / "gistwire.db", articles=home / "seeds", admins=frozenset({4242, 4343})
    )
    async with open_sandbox() as sandbox:
        boss = sandbox.user("Grace", user_id=4242, started=True)
        async with run(sandbox, settings):
            assert "nearly full" in (await boss.hear())["text"]
