"""Health and metrics, asked for over HTTP from a running service."""

import re
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.app import start_service
from bot.errors import SettingsError
from bot.sandbox import open_sandbox
from bot.settings import Settings


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
async def served(home: Path, run: Any) -> AsyncIterator[Any]:
    """A running bot, and a client of its health and metrics."""
    settings = Settings(
        database=home / "gistwire.db", articles=home / "seeds", http=("127.0.0.1", free_port())
    )
    async with open_sandbox() as sandbox, run(sandbox, settings) as running:
        assert settings.http
        base = f"http://127.0.0.1:{settings.http[1]}"
        async with httpx.AsyncClient(base_url=base, verify=False) as client:
            yield running, client


def value_of(text: str, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    assert found, f"{name} is not among the metrics"
    return float(found[1])


async def test_a_sound_service_says_so(served: Any) -> None:
    running, client = served
    await running.ask("/summary")
    answer = await client.get("/healthz")
    assert answer.status_code == 200
    assert "BAD" not in answer.text
    assert "ok telegram: last answered a poll" in answer.text


async def test_what_is_the_matter_makes_health_503(served: Any) -> None:
    running, client = served
    await running.ask("/summary")
    running.folder.rename(running.folder.with_name("elsewhere"))
    answer = await client.get("/healthz")
    assert answer.status_code == 503
    assert "BAD articles:" in answer.text


async def test_updates_replies_and_the_library_are_in_the_metrics(served: Any) -> None:
    running, client = served
    await running.ask("/summary")
    await running.ask("/articles")
    text = (await client.get("/metrics")).text
    assert value_of(text, 'gistwire_updates_total{kind="message"}') == 2
    assert value_of(text, "gistwire_reply_seconds_count") == 2
    assert value_of(text, 'gistwire_reply_seconds_bucket{le="+Inf"}') == 2
    assert value_of(text, "gistwire_articles") == 16
    assert value_of(text, "gistwire_sentences") > 100
    assert value_of(text, "gistwire_notices_owed") == 0
    assert value_of(text, "gistwire_last_poll_age_seconds") < 60
    for name in ("notices_sent", "notices_repeated", "notices_set_aside", "flood_limits"):
        assert value_of(text, f"gistwire_{name}_total") == 0


async def test_errors_and_flood_limits_are_counted_by_kind(
    served: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    running, client = served

    async def fail(*_: object) -> None:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr(type(running.service.library.articles), "summarize", fail)
    running.sandbox.fault("status", status=429, retry_after=1, method="sendMessage", times=1)
    await running.ask("/summary")
    text = (await client.get("/metrics")).text
    assert value_of(text, 'gistwire_errors_total{kind="incident",level="error"}') == 1
    assert value_of(text, "gistwire_flood_limits_total") == 1


async def test_an_address_that_is_taken_is_a_plain_message(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        settings = Settings(
            bot_token="1:X",
            database=home / "gistwire.db",
            articles=home / "seeds",
            http=taken.getsockname(),
        )
        with pytest.raises(SettingsError, match=r"cannot listen on 127\.0\.0\.1:\d+: Address already in use"):
            async with start_service(replace(settings)):
                pass
