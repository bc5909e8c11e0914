"""A delivery over a real database and real HTTP to the sandbox, with a clock that can be moved."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from telegram.ext import ExtBot

from bot.delivery import Composed, Delivery, Post
from bot.models import Place
from bot.render.message import Message
from bot.sandbox import Sandbox, open_sandbox
from bot.store import chats
from bot.store.database import Database, open_database
from bot.store.outbox import Destination
from bot.transport.limiter import Limiter
from bot.transport.request import Request

PATIENCE = 10.0


class Clock:
    """Real time, until it is moved: then everybody who sleeps looks whether that was long enough."""

    def __init__(self) -> None:
        self._offset = 0.0
        self._moved = asyncio.Event()

    def seconds(self) -> float:
        return time.monotonic() + self._offset

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time() + self._offset, UTC)

    def unix(self) -> float:
        return time.time() + self._offset

    async def sleep(self, seconds: float) -> None:
        until = self.seconds() + seconds
        while (left := until - self.seconds()) > 0:
            try:
                async with asyncio.timeout(left):
                    await self._moved.wait()
            except TimeoutError:
                return
            await asyncio.sleep(0)

    def move(self, seconds: float) -> None:
        self._offset += seconds
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()


class Relay:
    """The line to the sandbox: it can be cut, and mended."""

    def __init__(self, url: str) -> None:
        self._port = int(url.rpartition(":")[2])
        self._server: asyncio.Server | None = None
        self._ends: set[asyncio.StreamWriter] = set()
        self.port = 0
        self.taken = 0  # connections

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def mend(self) -> None:
        self._server = await asyncio.start_server(self._relay, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        if self._server:
            self._server.close()
        for end in self._ends:
            end.transport.abort()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.taken += 1
        there, back = await asyncio.open_connection("127.0.0.1", self._port)
        self._ends |= {writer, back}
        try:
            await asyncio.gather(_copy(reader, back), _copy(there, writer))
        finally:
            self._ends -= {writer, back}


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


class Rig:
    """What a test of delivery needs at hand."""

    def __init__(self, database: Database, sandbox: Sandbox, clock: Clock) -> None:
        self.database = database
        self.sandbox = sandbox
        self.clock = clock
        self.read_timeout = 5.0
        self.delivery: Delivery = None  # type: ignore[assignment]
        self.wake = asyncio.Event()

    async def article(self, title: str = "") -> int:
        async with self.database.transaction() as connection:
            cursor = await connection.execute(
                "INSERT INTO articles (title, language, words, sentences, digest, added_at, updated_at)"
                " VALUES (?, 'en', 1, 1, hex(randomblob(8)), ?, ?)",
                (title or "News", *[self.clock.now().isoformat()] * 2),
            )
            assert cursor.lastrowid is not None
            return cursor.lastrowid

    async def owe(self, *chat_ids: int, thread: int = 0, title: str = "", articles: int = 1) -> None:
        """Owe each chat some new articles."""
        now = int(self.clock.unix())
        for _ in range(articles):
            number = await self.article(title)
            async with self.database.transaction() as connection:
                for chat_id in chat_ids:
                    chat = await chats.ensure(connection, Place(self.bot_id, chat_id))
                    await connection.execute(
                        "INSERT INTO outbox"
                        " (bot_id, chat, thread, number, subscription, state, queued_at, due_at)"
                        " VALUES (?, ?, ?, ?, 0, 'owed', ?, ?)",
                        (self.bot_id, chat, thread, number, now, now),
                    )
        self.wake.set()

    @property
    def bot_id(self) -> int:
        return self.sandbox.bot.id

    async def rows(self, columns: str = "state") -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await self.database.fetch(f"SELECT {columns} FROM outbox ORDER BY id")]

    async def states(self) -> list[str]:
        return [row[0] for row in await self.rows()]

    async def see(self, look: Callable[[], Awaitable[bool]]) -> None:
        """Wait until something is so."""
        async with asyncio.timeout(PATIENCE):
            while not await look():  # noqa: ASYNC110  (a database rings no bell)
                await asyncio.sleep(0.01)

    async def until(self, states: Sequence[str]) -> None:
        """Wait until the outbox's rows are in these states."""

        async def look() -> bool:
            return await self.states() == list(states)

        await self.see(look)

    async def holds(self, column: str, value: object) -> None:
        """Wait until a column of the first row has this value."""

        async def look() -> bool:
            return (await self.rows(column))[0][0] == value

        await self.see(look)

    async def move_until(self, states: Sequence[str], step: float) -> None:
        """Move the clock, step by step, until the outbox's rows are in these states."""

        async def look() -> bool:
            self.clock.move(step)
            await asyncio.sleep(0.02)
            return await self.states() == list(states)

        await self.see(look)

    def texts(self, chat_id: int) -> list[str]:
        """What stands in a chat of the bot's."""
        messages = self.sandbox.state.chats[chat_id].messages.values()
        return [message.text for message in messages if message.sender is self.sandbox.bot]

    def sends(self, chat_id: int = 0) -> int:
        return len(self.sandbox.calls("sendMessage", chat_id))

    async def compose(self, destination: Destination) -> Composed | None:
        numbers = ", ".join(str(one.number) for one in destination.owed)
        moved = " moved" if any(one.moved_from for one in destination.owed) else ""
        return Composed(Message(f"<b>New</b>: {numbers}{moved}"), tuple(destination.ids))

    @asynccontextmanager
    async def delivering(self, url: str = "") -> AsyncIterator[Delivery]:
        """Deliver until the end of the block."""
        limiter = Limiter(self.clock.sleep, self.clock.seconds)
        bot: ExtBot[Any] = ExtBot(
            self.sandbox.token,
            base_url=f"{url or self.sandbox.url}/bot",
            request=Request(64, read=self.read_timeout),
            rate_limiter=limiter,
        )
        await bot.request.initialize()
        delivery = self.delivery = Delivery(
            self.database,
            self.bot_id,
            Post(bot, lambda _: None),
            self.compose,
            wait_for_chat=limiter.wait_for_chat,
            wake=self.wake,
            now=self.clock.now,
            sleep=self.clock.sleep,
        )
        running = asyncio.create_task(delivery.run())
        try:
            yield delivery
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await delivery.finish(2.0)
            await bot.request.shutdown()


@pytest.fixture(autouse=True)
def _timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # as bot.app does: the library warns of its own attribute


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    clock = Clock()
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(tmp_path / "gistwire.db"))
        sandbox = await stack.enter_async_context(open_sandbox(clock=clock.unix))
        yield Rig(database, sandbox, clock)


@pytest.fixture
async def relay(rig: Rig) -> AsyncIterator[Relay]:
    relay = Relay(rig.sandbox.url)
    await relay.mend()
    yield relay
    await relay.cut()
