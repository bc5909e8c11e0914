import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot.logs import FIRST_HOLD, Repeats, configure_logs, incident_id


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def written() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A logger whose lines come out as JSON, with the root as it was before afterwards."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logs("DEBUG", "json", ("1:SECRET",), stream)
    yield logging.getLogger("bot.test"), stream
    logging.captureWarnings(capture=False)
    root.handlers[:] = before
    root.setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def record(event: str, level: int = logging.ERROR, **facts: object) -> logging.LogRecord:
    made = logging.LogRecord("bot.test", level, "", 1, event, None, None)
    vars(made).update(facts)
    return made


def test_an_error_that_comes_every_second_is_written_a_few_times_an_hour() -> None:
    clock = Clock()
    repeats, through = Repeats(clock), []
    for second in range(3600):
        clock.now = float(second)
        one = record("articles not loaded", reason="disk full")
        if repeats.filter(one):
            through.append(getattr(one, "repeated", 0))
    assert len(through) < 10
    assert through[0] == 0
    assert through[1] == FIRST_HOLD


def test_the_same_event_about_something_else_is_written() -> None:
    repeats = Repeats(Clock())
    assert repeats.filter(record("article refused", file="a.txt", reason="empty"))
    assert repeats.filter(record("article refused", file="b.txt", reason="empty"))
    assert not repeats.filter(record("article refused", file="a.txt", reason="empty"))


def test_an_event_is_the_same_however_soon_it_will_be_tried_again() -> None:
    repeats = Repeats(Clock())
    assert repeats.filter(record("telegram is not reachable yet", reason="x", again_in="0.5s"))
    assert not repeats.filter(record("telegram is not reachable yet", reason="x", again_in="1s"))


def test_what_went_well_is_always_written() -> None:
    repeats = Repeats(Clock())
    assert all(repeats.filter(record("articles changed", logging.INFO, added=1)) for _ in range(5))


def test_an_event_that_was_over_for_long_is_written_at_once_when_it_is_back() -> None:
    clock = Clock()
    repeats = Repeats(clock)
    assert repeats.filter(record("flood"))
    clock.now = 10 * FIRST_HOLD
    again = record("flood")
    assert repeats.filter(again)
    assert not hasattr(again, "repeated")


def test_remembering_what_was_written_has_a_limit() -> None:
    repeats = Repeats(Clock())
    for number in range(5_000):
        repeats.filter(record("refused", file=str(number)))
    assert len(repeats._seen) <= 1_000


def fail(depth: int) -> Exception:
    try:
        int(f"no number: {depth}")
    except ValueError as error:
        return error
    raise AssertionError


def test_the_same_failure_has_the_same_incident_id_and_another_has_another() -> None:
    try:
        {}["no key"]
    except KeyError as error:
        other = incident_id(error)
    assert incident_id(fail(1)) == incident_id(fail(2)) != other


def test_an_incidents_traceback_is_written_once(written: tuple[logging.Logger, io.StringIO]) -> None:
    log, stream = written
    for number in range(3):
        error = fail(number)
        log.error("incident", extra={"incident": incident_id(error)}, exc_info=error)
    (line,) = lines(stream)
    assert line["incident"] == incident_id(fail(0))
    assert "no number: 0" in str(line["trace"])


def test_libraries_that_would_tell_messages_at_debug_do_not(
    written: tuple[logging.Logger, io.StringIO],
) -> None:
    _, stream = written
    for name in ("telegram.ext.ExtBot", "telegram.Bot", "aiosqlite", "httpx", "httpcore.http11"):
        logging.getLogger(name).debug("parameters: %s", "what somebody wrote")
    logging.getLogger("telegram.request.BaseRequest").error("invalid JSON: %s", "what somebody wrote")
    assert not stream.getvalue()


def test_the_token_is_in_no_line(written: tuple[logging.Logger, io.StringIO]) -> None:
    log, stream = written
    log.warning("asked for /bot1:SECRET/getMe", extra={"url": "bot1%3ASECRET"})
    assert "SECRET" not in stream.getvalue()
