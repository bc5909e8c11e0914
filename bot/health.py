"""Is the service alive and sound? It leaves a heartbeat beside its database; `gistwire check` reads it.

A file, not a table: the check must answer beside a service whose database is locked or full.
"""

import json
import os
import shutil
import time
from dataclasses import asdict, dataclass
from pathlib import Path

BEAT_SECONDS = 10.0
LATE_SECONDS = 120.0  # a poll takes 25 s at the longest; a few may fail while Telegram restarts
LEAST_FREE_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Beat:
    """What the service knows of itself; times are Unix seconds, 0 for never."""

    pid: int
    at: float
    last_poll_at: float
    loaded: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a check."""

    name: str
    sound: bool
    detail: str


def heartbeat_path(database: Path) -> Path:
    """Where the heartbeat of a database's service is."""
    return database.with_name(database.name + ".alive")


def write_beat(database: Path, beat: Beat) -> None:
    """Replace the heartbeat in one step, so that no reader sees half of one."""
    path = heartbeat_path(database)
    draft = path.with_name(path.name + ".new")
    draft.write_text(json.dumps(asdict(beat)), encoding="utf-8")
    draft.replace(path)


def remove_beat(database: Path) -> None:
    """Take the heartbeat away: the service has ended as it should."""
    heartbeat_path(database).unlink(missing_ok=True)


def check(database: Path, articles: Path, now: float | None = None) -> list[Finding]:
    """Look at a service from beside it, without disturbing it."""
    now = time.time() if now is None else now
    return [*_service(database, now), _folder(articles), _disk(database)]


def _service(database: Path, now: float) -> list[Finding]:
    try:
        beat = Beat(**json.loads(heartbeat_path(database).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return [Finding("service", False, "is not running")]
    except (OSError, ValueError, TypeError) as error:
        return [Finding("service", False, f"its heartbeat cannot be read: {error}")]
    late = now - beat.at > 6 * BEAT_SECONDS
    running = Finding("service", not late, f"process {beat.pid}, last heard of {now - beat.at:.0f} s ago")
    if not beat.last_poll_at:
        return [running, Finding("telegram", False, "has not answered yet")]
    age = now - beat.last_poll_at
    return [running, Finding("telegram", age <= LATE_SECONDS, f"last answered a poll {age:.0f} s ago")]


def _folder(articles: Path) -> Finding:
    if not articles.is_dir():
        return Finding("articles", False, f"{articles} is not a folder")
    readable = os.access(articles, os.R_OK | os.X_OK)
    return Finding("articles", readable, f"{articles} is {'readable' if readable else 'not readable'}")


def _disk(database: Path) -> Finding:
    try:
        free = shutil.disk_usage(database.parent).free
    except OSError as error:
        return Finding("disk", False, str(error))
    return Finding("disk", free >= LEAST_FREE_BYTES, f"{free // 1_000_000} MB free")
