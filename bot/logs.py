"""Log lines: what happened, and to what, with stable keys; as text or as JSON. The token is cut out of both.

A caller writes `log.info("article added", extra={"article": 12})`; in text that reads
`article added article=12`, in JSON each key is a field. A warning or error that comes again with the same
facts is held back for a while, and its next line says how often it came.

What people write is never an event's fact; the libraries that would tell it at DEBUG are kept at INFO.
"""

import hashlib
import json
import logging
import sys
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

# What every LogRecord has; anything else on one came through `extra`.
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


# Facts that differ from one time to the next without making it another event.
_VARYING = frozenset({"again_in", "seconds", "everything", "repeated"})
FIRST_HOLD, LONGEST_HOLD = 60.0, 3600.0  # seconds; each hold is twice the last while the event keeps coming
_REMEMBERED = 1_000  # events


class Repeats(logging.Filter):
    """Lets a warning or error through once, then now and then, with the number of times in `repeated`."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._seen: OrderedDict[object, _Seen] = OrderedDict()

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a record is to be written; one that is repeated gets the fact `repeated`."""
        if record.levelno < logging.WARNING:
            return True
        now, key = self._clock(), _identity(record)
        seen = self._seen.get(key)
        if seen is None or now >= seen.until + seen.hold:  # new, or quiet for as long as it was held
            self._remember(key, _Seen(now + FIRST_HOLD, FIRST_HOLD))
            return True
        seen.times += 1
        if now < seen.until:
            return False
        record.repeated = seen.times
        hold = min(2 * seen.hold, LONGEST_HOLD)
        self._remember(key, _Seen(now + hold, hold))
        return True

    def _remember(self, key: object, seen: "_Seen") -> None:
        self._seen[key] = seen
        self._seen.move_to_end(key)
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)


@dataclass(slots=True)
class _Seen:
    until: float  # until when it is held back
    hold: float
    times: int = 0  # held back since the last line


def _identity(record: logging.LogRecord) -> object:
    facts = tuple((key, str(value)) for key, value in _extras(record).items() if key not in _VARYING)
    raised = record.exc_info[1] if record.exc_info else None
    return record.name, record.getMessage(), facts, incident_id(raised) if raised else ""


def incident_id(error: BaseException) -> str:
    """Eight hexadecimal digits that are the same for the same failure at the same place in the program."""
    frames = list(traceback.walk_tb(error.__traceback__))[-8:]
    places = [f"{Path(frame.f_code.co_filename).name}:{line}" for frame, line in frames]
    told = "\n".join((type(error).__qualname__, *places))
    return hashlib.blake2s(told.encode(), digest_size=4).hexdigest()


class _Formatter(logging.Formatter):
    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__()
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        line = self._line(record, datetime.fromtimestamp(record.created, UTC))
        for secret in self._secrets:
            line = line.replace(secret, "<token>")
        return line

    def _line(self, record: logging.LogRecord, at: datetime) -> str:
        raise NotImplementedError

    def _trace(self, record: logging.LogRecord) -> str:
        return self.formatException(record.exc_info) if record.exc_info else ""


class _Text(_Formatter):
    def _line(self, record: logging.LogRecord, at: datetime) -> str:
        facts = "".join(f" {key}={_plain(value)}" for key, value in _extras(record).items())
        trace = self._trace(record)
        return (
            f"{at:%Y-%m-%d %H:%M:%S} {record.levelname:<7} {record.name}: {_one_line(record.getMessage())}"
            f"{facts}" + (f"\n{trace}" if trace else "")
        )


class _Json(_Formatter):
    def _line(self, record: logging.LogRecord, at: datetime) -> str:
        fields: dict[str, object] = {
            "time": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **_extras(record),
        }
        if trace := self._trace(record):
            fields["trace"] = trace
        return json.dumps(fields, ensure_ascii=False, default=str)


def configure_logs(
    level: str, form: str, secrets: tuple[str, ...] = (), stream: TextIO | None = None
) -> None:
    """Send all logs to `stream` (standard error), once, in the given form ("text" or "json")."""
    known = tuple(variant for secret in secrets if secret for variant in (secret, secret.replace(":", "%3A")))
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.addFilter(Repeats())
    handler.setFormatter(_Json(known) if form == "json" else _Text(known))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # httpx logs each URL, the token in it, at INFO; the others tell of every poll or file event.
    for noisy in ("httpx", "httpcore", "aiohttp.access", "watchfiles", "trafilatura", "htmldate", "filelock"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, root.level))
    # At DEBUG these tell each message and each value written to the database.
    for talkative in ("telegram", "aiosqlite"):
        logging.getLogger(talkative).setLevel(max(logging.INFO, root.level))
    # This one shows an answer that is no JSON, which may hold what somebody wrote; the error is ours to log.
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)
    logging.captureWarnings(capture=True)


def _extras(record: logging.LogRecord) -> dict[str, object]:
    return {key: value for key, value in vars(record).items() if key not in _STANDARD}


def _plain(value: object) -> str:
    text = _one_line(str(value))
    return json.dumps(text, ensure_ascii=False) if not text or set(text) & set(' "=') else text


def _one_line(text: str) -> str:
    """Keep one event on one line, whatever a file name or a server's answer holds."""
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)
