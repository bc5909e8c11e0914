"""The real application over real HTTP to the sandbox, on a library made once from the starter articles."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from aiohttp import web as http

from bot.app import Service, open_library, start_service
from bot.sandbox import Sandbox, open_sandbox
from bot.settings import Settings

SEEDS = Path(__file__).parent.parent / "seeds"


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that is polling, the Telegram it polls, and its folder of articles."""

    sandbox: Sandbox
    service: Service
    settings: Settings

    @property
    def folder(self) -> Path:
        return self.settings.articles

    async def ask(self, text: str, **how: object) -> str:
        """Send a private message as somebody new and give the bot's answer as text."""
        person = self.sandbox.user("Ada", started=True)
        person.send(text, **how)  # type: ignore[arg-type]
        return str((await person.hear())["text"])


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `seeds/` (a copy) and `gistwire.db`, into which it has been loaded."""
    home = tmp_path_factory.mktemp("library")
    shutil.copytree(SEEDS, home / "seeds")

    async def fill() -> None:
        settings = Settings(database=home / "gistwire.db", articles=home / "seeds")
        async with open_library(settings) as opened:
            await opened.ingest.sync(settings.articles)

    asyncio.run(fill())
    return home


@pytest.fixture
def home(library: Path, tmp_path: Path) -> Path:
    """The test's own copy of the library; nothing in it needs loading."""
    shutil.copytree(library / "seeds", tmp_path / "seeds", copy_function=shutil.copy2)
    shutil.copy2(library / "gistwire.db", tmp_path / "gistwire.db")
    return tmp_path


@asynccontextmanager
async def run_bot(sandbox: Sandbox, settings: Settings) -> AsyncIterator[Running]:
    """Run the application against the sandbox until the block ends."""
    local = replace(settings, bot_token=sandbox.token, api_url=sandbox.url)
    async with start_service(local) as service:
        await service.loaded.wait()
        yield Running(sandbox, service, local)


@pytest.fixture
async def bot(home: Path) -> AsyncIterator[Running]:
    """The bot over the starter library."""
    settings = Settings(database=home / "gistwire.db", articles=home / "seeds")
    async with open_sandbox() as sandbox, run_bot(sandbox, settings) as running:
        yield running


@pytest.fixture
def run() -> Callable[[Sandbox, Settings], AbstractAsyncContextManager[Running]]:
    """`run_bot`, for tests with settings of their own."""
    return run_bot


Handler = Callable[[http.Request], Awaitable[http.StreamResponse]]


@dataclass(slots=True)
class Web:
    """A small web of our own on loopback. `pages` are by path: a handler, a body, or (type, body)."""

    url: str
    pages: dict[str, Handler | str | bytes | tuple[str, str | bytes]] = field(default_factory=dict)
    asked: list[http.Request] = field(default_factory=list)

    def count(self, path: str) -> int:
        return sum(1 for request in self.asked if request.path == path)

    async def answer(self, request: http.Request) -> http.StreamResponse:
        self.asked.append(request)
        page = self.pages.get(request.path)
        if page is None:
            return http.Response(status=404)
        if callable(page):
            return await page(request)
        kind, body = page if isinstance(page, tuple) else ("text/html", page)
        data = body.encode() if isinstance(body, str) else body
        return http.Response(body=data, headers={"Content-Type": kind})


@asynccontextmanager
async def open_web() -> AsyncIterator[Web]:
    """Serve until the block ends."""
    made = Web("")
    runner = http.ServerRunner(http.Server(made.answer), shutdown_timeout=0.1)
    await runner.setup()
    site = http.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield made
    finally:
        await runner.cleanup()


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    """A web server on loopback whose pages a test writes."""
    async with open_web() as made:
        yield made


@pytest.fixture
def serve_web() -> Callable[[], AbstractAsyncContextManager[Web]]:
    """`web`, for tests whose event loop is another one."""
    return open_web
