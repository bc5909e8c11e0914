"""The service: the parts from `bot.composition`, started in order, looked after, and ended in order.

Not for making the parts.
"""

import asyncio
import contextlib
import gc
import logging
import math
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import handlers
from bot.composition import Library, Parts, backups_of, build_parts, open_library
from bot.delivery import Delivery, Post
from bot.errors import StoreError
from bot.ingest import Progress
from bot.operations.alarms import Alarms
from bot.operations.backups import Backups
from bot.operations.counts import Counts, Errors
from bot.operations.upkeep import keep_backups, keep_beating, keep_loaded, keep_tidy, keep_watch
from bot.operations.vitals import State, Vitals
from bot.patience import Patience
from bot.render.feeds import news
from bot.render.message import Message
from bot.render.notices import notices as render_notices
from bot.settings import Settings
from bot.store.holding import hold, require_writable
from bot.transport.account import bot_id_of, connect, set_profile
from bot.transport.polling import Poller

__all__ = [
    "Library",
    "Service",
    "open_library",
    "run_chat",
    "run_service",
    "start_service",
]

log = logging.getLogger(__name__)

STOP_SECONDS = 3.0  # for what is in hand; containers kill ten seconds after SIGTERM
FIRST_LOAD_SECONDS = 10.0
PATIENCE = 5.0  # seconds between attempts to start while the database cannot be used


@dataclass(frozen=True, slots=True)
class Service:
    """A running bot. `polling` ends only by failing; `loaded` is set when the folder has been read once."""

    library: Library
    poller: Poller
    delivery: Delivery
    polling: asyncio.Task[None]
    loaded: asyncio.Event
    vitals: Vitals


@asynccontextmanager
async def start_service(
    settings: Settings, on_progress: Progress | None = None, patience: Patience | None = None
) -> AsyncIterator[Service]:
    """Load the articles, connect to Telegram and answer, until the end of the `with` block.

    Raises:
        AlreadyRunning: another service holds the database.
        StoreError: the database cannot be used.
    """
    async with AsyncExitStack() as stack:
        stack.enter_context(hold(settings.database))
        require_writable(settings.database)
        counts = stack.enter_context(_counting())
        library = await stack.enter_async_context(open_library(settings))
        await library.renewal.searches()  # before any new article is matched
        parts = build_parts(settings, library, counts, patience or Patience())
        if settings.http:
            await stack.enter_async_context(_serve_http(settings.http, parts))
        backups = backups_of(settings)
        loading = keep_loaded(library.ingest, library.renewal, settings.articles, parts.loaded, on_progress)
        beating, caring = keep_beating(settings.database, parts.vitals), keep_backups(backups, parts.loaded)
        serving = _serve(settings, parts, backups)
        polling, *others = (asyncio.create_task(one) for one in (serving, loading, beating, caring))
        try:
            yield Service(library, parts.poller, parts.delivery, polling, parts.loaded, parts.vitals)
        finally:
            await _cancel(polling, *others)
            await asyncio.gather(parts.poller.finish(STOP_SECONDS), parts.delivery.finish(STOP_SECONDS))
            with contextlib.suppress(Exception):
                await asyncio.wait_for(parts.application.bot.shutdown(), STOP_SECONDS)


async def run_service(settings: Settings, stop: asyncio.Event | None = None) -> None:
    """Run the bot until SIGTERM, SIGINT or `stop`.

    Raises:
        AlreadyRunning: another instance holds the database or the token.
        SettingsError: Telegram rejects the token.
        StoreError: the database cannot be used.
    """
    stop = stop or stop_on_signals()
    async with AsyncExitStack() as stack:
        service = await _start_patiently(stack, settings, stop)
        if service is None:
            return
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait([stopping, service.polling], return_when=asyncio.FIRST_COMPLETED)
        await _cancel(stopping)
        if service.polling.done():
            service.polling.result()
        log.info("stopping")
    log.info("stopped")


async def _start_patiently(stack: AsyncExitStack, settings: Settings, stop: asyncio.Event) -> Service | None:
    """Start; while the database is locked, or its disk full or read-only, try again until `stop`."""
    while not stop.is_set():
        try:
            return await stack.enter_async_context(start_service(settings))
        except StoreError as error:
            if error.lasting:
                raise
            again = f"{PATIENCE:g}s"
            log.error("cannot start, trying again", extra={"reason": str(error), "again_in": again})  # noqa: TRY400
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), PATIENCE)
    return None


async def run_chat(settings: Settings, on_progress: Progress) -> None:
    """Run the same bot against a Telegram of our own on loopback, and talk to it in this terminal.

    Raises:
        AlreadyRunning: another service holds the database.
        StoreError: the database cannot be used.
    """
    from bot.sandbox import open_sandbox, talk  # the service needs no HTTP server  # noqa: PLC0415

    async with open_sandbox() as sandbox:
        local = replace(settings, bot_token=sandbox.token, api_url=sandbox.url)
        # Lines that are piped in come faster than anyone types, and are all to be answered.
        async with start_service(local, on_progress, Patience(burst=math.inf)) as service:
            await service.loaded.wait()
            talking = asyncio.create_task(talk(sandbox, service.poller.settled))
            await asyncio.wait([talking, service.polling], return_when=asyncio.FIRST_COMPLETED)
            if service.polling.done():
                await _cancel(talking)
                service.polling.result()
            await talking


def stop_on_signals() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _serve(settings: Settings, parts: Parts, backups: Backups | None) -> None:
    """Poll for ever; what is done beside it begins when Telegram has told us who we are."""
    await connect(parts.application)
    parts.vitals.connected_at = time.time()
    tasks = [asyncio.create_task(one) for one in _beside(settings, parts, backups)]
    try:
        # The first answers should know what is in the folder; a huge folder must not keep people waiting.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FIRST_LOAD_SECONDS):  # before 3.12 wait_for may swallow a cancellation
                await parts.loaded.wait()
        await parts.poller.run()
    finally:
        await _cancel(*tasks)


def _beside(settings: Settings, parts: Parts, backups: Backups | None) -> Iterator[Coroutine[Any, Any, None]]:
    """What is done beside polling."""
    library, bot = parts.library, parts.application.bot
    tell = partial(handlers.tell, bot, settings.admins)
    library.rounds.news = partial(_tell_of_feed, tell)
    yield parts.delivery.run()
    yield _warm_up(library, parts.loaded)
    yield set_profile(parts.application, settings.admins)
    yield keep_tidy(library.database)
    yield library.rounds.run()
    yield library.corrections.run(
        bot_id_of(settings.bot_token),
        library.notices.read,
        lambda notices: render_notices(notices, bot.username)[0],
        Post(bot, handlers.keyboard).edit,
    )
    if settings.feeds:
        yield library.feeds.follow(settings.feeds)
    if settings.admins:
        yield keep_watch(Alarms(settings.database, parts.limiter.limited_for), parts.vitals, backups, tell)


async def _warm_up(library: Library, loaded: asyncio.Event) -> None:
    """Load what the first question needs; then keep the collector from looking at what stays for ever."""
    await loaded.wait()
    try:
        await library.answers.warm()
    except StoreError as error:
        log.warning("not warmed up", extra={"reason": str(error)})
    # The libraries' own objects, some 100,000: looking at all takes 0.1 s, in which nobody is served.
    gc.collect()
    gc.freeze()


async def _tell_of_feed(
    tell: Callable[[Message], Awaitable[int]], kind: str, name: str, url: str, reason: str
) -> bool:
    return await tell(news(kind, name, url, reason)) > 0


@contextlib.contextmanager
def _counting() -> Iterator[Counts]:
    """Count what happens, what is logged as a warning or an error among it, until the block ends."""
    counts = Counts()
    errors = Errors(counts)
    logging.getLogger().addHandler(errors)
    try:
        yield counts
    finally:
        logging.getLogger().removeHandler(errors)


@asynccontextmanager
async def _serve_http(address: tuple[str, int], parts: Parts) -> AsyncIterator[None]:
    from bot.operations import http, metrics  # most services need neither  # noqa: PLC0415

    def render(state: State) -> bytes:
        return metrics.render(state, parts.vitals.counts, parts.delivery.tally, parts.limiter.refusals)

    async with http.serve(address, parts.vitals.look, render, metrics.CONTENT_TYPE):
        yield


async def _cancel(*tasks: asyncio.Task[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
