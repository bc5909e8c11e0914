"""Log lines: what happened, and to what, with stable keys; as text or as JSON. The token is cut out of both.

A caller writes `log.info("article added", extra={"article": 12})`; in text that reads
`article added article=12`, in JSON each key is a field.
"""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TextIO

# What every LogRecord has; anything else on one came through `extra`.
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


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
    handler.setFormatter(_Json(known) if form == "json" else _Text(known))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # httpx logs each URL, the token in it, at INFO; the others tell of every poll or file event.
    for noisy in ("httpx", "httpcore", "aiohttp.access", "watchfiles", "trafilatura", "htmldate", "filelock"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, root.level))
    logging.captureWarnings(capture=True)


def _extras(record: logging.LogRecord) -> dict[str, object]:
    return {key: value for key, value in vars(record).items() if key not in _STANDARD}


def _plain(value: object) -> str:
    text = _one_line(str(value))
    return json.dumps(text, ensure_ascii=False) if not text or set(text) & set(' "=') else text


def _one_line(text: str) -> str:
    """Keep one event on one line, whatever a file name or a server's answer holds."""
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)
