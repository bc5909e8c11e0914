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
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import handlers
from bot.admin import Admin
from bot.composition import Library, backups_of, build_application, build_delivery, open_library
from bot.delivery import Delivery, Post, Tally
from bot.errors import StoreError
from bot.ingest import Progress
from bot.operations.alarms import Alarms
from bot.operations.counts import Counts, Errors
from bot.operations.upkeep import keep_backups, keep_beating, keep_loaded, keep_tidy, keep_watch
from bot.operations.vitals import State, Vitals
from bot.patience import Patience
from bot.render.feeds import news
from bot.render.message import Message
from bot.render.notices import notices as render_notices
from bot.settings import Settings
from bot.store.database import hold
from bot.transport.account import bot_id_of, connect, set_profile
from bot.transport.limiter import Limiter
from bot.transport.polling import Poller

__all__ = [
    "Library",
    "Service",
    "build_application",
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
        counts = stack.enter_context(_counting())
        library = await stack.enter_async_context(open_library(settings))
        limiter, loaded, bot_id = Limiter(), asyncio.Event(), bot_id_of(settings.bot_token)
        vitals = Vitals(
            library.database,
            bot_id,
            settings.articles,
            counts=counts,
            polled=lambda: _unix(poller.last_poll_at),
            loaded=loaded.is_set,
        )
        admin = Admin(
            library.database,
            bot_id,
            vitals,
            tally=lambda: delivery.tally,
            refusals=lambda: limiter.refusals,
            wake=library.stored.set,
        )
        application = build_application(settings, library, limiter, admin, vitals, patience or Patience())
        poller = Poller(application, handlers.ALLOWED_UPDATES)
        delivery = build_delivery(application, library, limiter)
        if settings.http:
            await stack.enter_async_context(_serve_http(settings.http, vitals, delivery.tally, limiter))
        loading = asyncio.create_task(keep_loaded(library.ingest, settings.articles, loaded, on_progress))
        backups, alarms = backups_of(settings), Alarms(settings.database, limiter.limited_for)
        tell = partial(handlers.tell, application.bot, settings.admins)
        library.rounds.news = partial(_tell_of_feed, tell)

        def beside() -> Iterator[Coroutine[Any, Any, None]]:
            yield delivery.run()
            yield _warm_up(library, loaded)
            yield set_profile(application, settings.admins)
            yield keep_tidy(library.database)
            yield library.rounds.run()
            yield library.corrections.run(
                bot_id,
                library.notices.read,
                lambda notices: render_notices(notices, application.bot.username)[0],
                Post(application.bot, handlers.keyboard).edit,
            )
            if settings.feeds:
                yield library.feeds.follow(settings.feeds)
            if settings.admins:
                yield keep_watch(alarms, vitals, backups, tell)

        polling = asyncio.create_task(_serve(application, poller, vitals, loaded, beside))
        beating = asyncio.create_task(keep_beating(settings.database, vitals))
        caring = asyncio.create_task(keep_backups(backups, loaded))
        try:
            yield Service(library, poller, delivery, polling, loaded, vitals)
        finally:
            await _cancel(polling, loading, beating, caring)
            await asyncio.gather(poller.finish(STOP_SECONDS), delivery.finish(STOP_SECONDS))
            with contextlib.suppress(Exception):
                await asyncio.wait_for(application.bot.shutdown(), STOP_SECONDS)


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


async def _serve(
    application: handlers.BotApplication,
    poller: Poller,
    vitals: Vitals,
    loaded: asyncio.Event,
    beside: Callable[[], Iterable[Coroutine[Any, Any, None]]],
) -> None:
    """Poll for ever; what is done `beside` it begins when Telegram has told us who we are."""
    await connect(application)
    vitals.connected_at = time.time()
    tasks = [asyncio.create_task(one) for one in beside()]
    try:
        # The first answers should know what is in the folder; a huge folder must not keep people waiting.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FIRST_LOAD_SECONDS):  # before 3.12 wait_for may swallow a cancellation
                await loaded.wait()
        await poller.run()
    finally:
        await _cancel(*tasks)


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
async def _serve_http(
    address: tuple[str, int], vitals: Vitals, tally: Tally, limiter: Limiter
) -> AsyncIterator[None]:
    from bot.operations import http, metrics  # most services need neither  # noqa: PLC0415

    def render(state: State) -> bytes:
        return metrics.render(state, vitals.counts, tally, limiter.refusals)

    async with http.serve(address, vitals.look, render, metrics.CONTENT_TYPE):
        yield


def _unix(monotonic: float | None) -> float:
    return 0.0 if monotonic is None else time.time() - (time.monotonic() - monotonic)


async def _cancel(*tasks: asyncio.Task[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
