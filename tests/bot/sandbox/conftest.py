"""A running sandbox, and a plain HTTP client that calls its methods."""

import json
from collections.abc import AsyncIterator
from typing import Any, Protocol

import httpx
import pytest

from bot.sandbox import Sandbox, open_sandbox


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


class Call(Protocol):
    """Call a method as python-telegram-bot does: a form whose nested values are JSON."""

    async def __call__(self, method: str, /, **params: Any) -> dict[str, Any]: ...


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def sandbox(clock: Clock) -> AsyncIterator[Sandbox]:
    async with open_sandbox(clock=clock) as opened:
        yield opened


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    base = f"{sandbox.url}/bot{sandbox.token}/"
    # Nothing to verify on plain HTTP; reading the certificates takes longer than most of the tests.
    async with httpx.AsyncClient(base_url=base, timeout=10, verify=False) as opened:
        yield opened


@pytest.fixture
def call(client: httpx.AsyncClient) -> Call:
    async def ask(method: str, /, **params: Any) -> dict[str, Any]:
        form = {k: v if isinstance(v, str) else json.dumps(v) for k, v in params.items()}
        answer: dict[str, Any] = (await client.post(method, data=form)).json()
        return answer

    return ask
