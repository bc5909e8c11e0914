"""Is the service alive and sound? It leaves a heartbeat beside its database; `gistwire check` reads it.

A file, not a table: the check must answer beside a service whose database is locked or full, and without any
of what the service is made of (it takes 0.2 s). The service judges itself by the same rules for `/healthz`.
"""

import json
import os
import shutil
import time
from dataclasses import asdict, dataclass
from pathlib import Path

BEAT_SECONDS = 10.0
LATE_SECONDS = 120.0  # a poll takes 25 s at the longest; a few may fail while Telegram restarts
LATE_NOTICE_SECONDS = 2 * 3600.0  # 30 a second: an hour is what 100,000 subscribers take
LEAST_FREE_BYTES = 50_000_000
_ROOM = 1024  # bytes of a heartbeat: one that is written over another needs no more of the disk


@dataclass(frozen=True, slots=True)
class Beat:
    """What the service knows of itself; times are Unix seconds, 0 for never."""

    pid: int
    at: float
    last_poll_at: float
    loaded: bool
    last_write_at: float = 0.0
    trouble: str = ""  # what is the matter with the database
    owed: int = 0
    oldest_owed_at: float = 0.0  # when the notice that has waited longest was due
    connected_at: float = 0.0  # when Telegram first told us who we are


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
    """Replace the heartbeat in one step, so that no reader sees half of one.

    Raises:
        OSError: it cannot be written, though a full disk alone does not keep it from that.
    """
    path = heartbeat_path(database)
    draft = path.with_name(path.name + ".new")
    data = json.dumps(asdict(beat)).encode().ljust(_ROOM)
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        with path.open("r+b") as file:
            file.write(data)
            file.truncate()


def remove_beat(database: Path) -> None:
    """Take the heartbeat away: the service has ended as it should."""
    heartbeat_path(database).unlink(missing_ok=True)


def check(database: Path, articles: Path, now: float | None = None) -> list[Finding]:
    """Look at a service from beside it, without disturbing it."""
    now = time.time() if now is None else now
    try:
        beat = Beat(**json.loads(heartbeat_path(database).read_text(encoding="utf-8")))
    except FileNotFoundError:
        found = [Finding("service", False, "is not running")]
    except (OSError, ValueError, TypeError) as error:
        found = [Finding("service", False, f"its heartbeat cannot be read: {error}")]
    else:
        found = judge(beat, now)
    return [*found, *surroundings(database, articles)]


def judge(beat: Beat, now: float) -> list[Finding]:
    """What a heartbeat tells."""
    late = now - beat.at > 6 * BEAT_SECONDS
    return [
        Finding("service", not late, f"process {beat.pid}, last heard of {_age(now - beat.at)} ago"),
        _telegram(beat, now),
        _database(beat, now),
        _notices(beat, now),
    ]


def surroundings(database: Path, articles: Path) -> list[Finding]:
    """What the service needs around it."""
    return [_folder(articles), _disk(database)]


def _telegram(beat: Beat, now: float) -> Finding:
    if not beat.connected_at and not beat.last_poll_at:
        return Finding("telegram", False, "has not answered yet")
    age = now - (beat.last_poll_at or beat.connected_at)
    if beat.last_poll_at:
        said = f"last answered a poll {_age(age)} ago"
    else:  # it keeps a poll open until there is something to tell, or its time is over
        said = f"answered {_age(age)} ago, and no poll since"
    return Finding("telegram", age <= LATE_SECONDS, said)


def _database(beat: Beat, now: float) -> Finding:
    if beat.trouble:
        return Finding("database", False, beat.trouble)
    written = (
        f"last written {_age(now - beat.last_write_at)} ago" if beat.last_write_at else "nothing to write yet"
    )
    return Finding("database", True, written)


def _notices(beat: Beat, now: float) -> Finding:
    if not beat.owed:
        return Finding("notices", True, "none owed")
    late = now - beat.oldest_owed_at if beat.oldest_owed_at else 0.0
    waits = f", the oldest due {_age(late)} ago" if late > 0 else ", none due yet"
    return Finding("notices", late <= LATE_NOTICE_SECONDS, f"{beat.owed} owed{waits}")


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


def _age(seconds: float) -> str:
    """Seconds as people say them: "5 s", "12 min", "3 h", "4 days"."""
    for size, unit in ((86_400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{max(0.0, seconds):.0f} s"
