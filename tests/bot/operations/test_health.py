import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from bot.operations.health import LATE_NOTICE_SECONDS, Beat, check, judge, write_beat

NOW = 1_700_000_000.0
SOUND = Beat(pid=7, at=NOW - 1, last_poll_at=NOW - 20, loaded=True, last_write_at=NOW - 3600)


def unsound(beat: Beat) -> dict[str, str]:
    return {one.name: one.detail for one in judge(beat, NOW) if not one.sound}


def test_a_service_that_does_its_work_is_sound_however_long_nothing_was_to_be_written() -> None:
    assert not unsound(SOUND)


@pytest.mark.parametrize(
    ("beat", "name", "why"),
    [
        (Beat(7, NOW - 300, NOW - 300, True), "service", "last heard of 5 min ago"),
        (Beat(7, NOW, 0.0, True), "telegram", "has not answered yet"),
        (Beat(7, NOW, NOW - 600, True), "telegram", "last answered a poll 10 min ago"),
        (Beat(7, NOW, 0.0, True, connected_at=NOW - 600), "telegram", "and no poll since"),
        (Beat(7, NOW, NOW, True, NOW, "cannot be written: disk is full"), "database", "disk is full"),
        (
            Beat(7, NOW, NOW, True, NOW, "", 3, NOW - LATE_NOTICE_SECONDS - 9000),
            "notices",
            "3 owed, the oldest",
        ),
    ],
)
def test_what_is_the_matter_is_said(beat: Beat, name: str, why: str) -> None:
    found = unsound(beat)
    assert name in found
    assert why in found[name]


def test_notices_that_are_not_due_yet_are_no_trouble() -> None:
    assert not unsound(Beat(7, NOW, NOW, True, NOW, "", 3, NOW + 3600))


def test_a_first_poll_that_is_open_is_no_trouble() -> None:
    assert not unsound(Beat(7, NOW, 0.0, True, connected_at=NOW - 20))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may make a small disk")
def test_a_full_disk_holds_the_newest_heartbeat(tmp_path: Path) -> None:
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", tmp_path], check=False).returncode:
        pytest.skip("no disk can be made here")
    try:
        write_beat(tmp_path / "library.db", replace(SOUND, at=NOW - 300))
        with suppress(OSError), (tmp_path / "junk").open("wb", buffering=0) as junk:
            while junk.write(bytes(512)):
                pass
        write_beat(tmp_path / "library.db", SOUND)
        assert check(tmp_path / "library.db", tmp_path, NOW)[0].sound
        assert {path.name for path in tmp_path.iterdir()} == {"library.db.alive", "junk"}
    finally:
        subprocess.run(["umount", tmp_path], check=True)


def test_each_thing_has_a_line_beside_a_running_service(tmp_path: Path) -> None:
    write_beat(tmp_path / "library.db", SOUND)
    found = check(tmp_path / "library.db", tmp_path, NOW)
    assert [one.name for one in found] == ["service", "telegram", "database", "notices", "articles", "disk"]
    assert all(one.sound for one in found)


@pytest.mark.parametrize("content", ["", "{}", '{"pid": 1, "other": 2}', "no JSON", "[1]"])
def test_a_heartbeat_that_makes_no_sense_is_a_finding(tmp_path: Path, content: str) -> None:
    (tmp_path / "library.db.alive").write_text(content)
    assert "cannot be read" in check(tmp_path / "library.db", tmp_path)[0].detail


def test_a_folder_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    found = {one.name: one for one in check(tmp_path / "gone" / "library.db", tmp_path / "articles")}
    assert not found["articles"].sound
    assert not found["disk"].sound


def test_a_check_loads_nothing_of_what_the_service_is_made_of() -> None:
    script = (
        "import sys, bot.__main__, bot.operations.health\n"
        "print([name for name in ('telegram', 'numpy', 'aiohttp', 'httpx') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
