"""The composition root: settings → store → use cases → Telegram application → loops.

The only module of `bot/` that imports `handlers`, and, with the command line, that sees settings.
"""

import asyncio
import contextlib
import logging
import os
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from telegram.ext import ApplicationBuilder, ContextTypes
from telegram.request import HTTPXRequest

import handlers
from bot.access import Access
from bot.account import bot_id_of, connect, set_profile
from bot.admin import Admin
from bot.answers import Answers
from bot.arrivals import Arrivals
from bot.articles import Articles
from bot.backups import Backups
from bot.chats import Chats
from bot.counts import Counts, Errors
from bot.delivery import Delivery, Post, Tally, composer
from bot.editing import Editing
from bot.errors import StoreError
from bot.ingest import Ingest, Progress
from bot.limiter import Limiter
from bot.links import ACCEPT, Links
from bot.notices import Notices
from bot.patience import Patience
from bot.polling import Poller
from bot.settings import Settings
from bot.sources.http import Fetcher
from bot.store.database import Database, hold, open_database
from bot.subscriptions import Subscriptions
from bot.texts import Texts
from bot.upkeep import keep_backups, keep_beating, keep_loaded
from bot.vitals import State, Vitals
from bot.worker import Worker

log = logging.getLogger(__name__)

STOP_SECONDS = 3.0  # for what is in hand; containers kill ten seconds after SIGTERM
FIRST_LOAD_SECONDS = 10.0
PATIENCE = 5.0  # seconds between attempts to start while the database cannot be used
CONNECTIONS = 64


@dataclass(frozen=True, slots=True)
class Library:
    """The use cases over an open database."""

    database: Database
    ingest: Ingest
    articles: Articles
    answers: Answers
    texts: Texts
    links: Links
    subscriptions: Subscriptions
    chats: Chats
    notices: Notices
    editing: Editing
    stored: asyncio.Event  # set whenever articles, and the notices owed of them, have been committed


@asynccontextmanager
async def open_library(settings: Settings, fill: Progress | None = None) -> AsyncIterator[Library]:
    """Open the store and make the use cases; close all of it after.

    With `fill`, a library that is only now made is first filled from the articles folder: whoever asks on
    a fresh machine asks the starter library.
    """
    fresh = not settings.database.exists()
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(settings.database))
        worker = await stack.enter_async_context(Worker())
        notices, stored = Notices(database), asyncio.Event()
        ingest = Ingest(
            database, worker, summarizer=settings.summarizer, announce=notices.queue, stored=stored.set
        )
        if fresh and fill:
            await ingest.sync(settings.articles, fill)
        answers = Answers(database)
        articles = Articles(database, answers.search_articles)
        texts = Texts(ingest.read_text)
        fetcher = await stack.enter_async_context(Fetcher(private=settings.private_addresses))
        arrivals = Arrivals(
            database, worker, summarizer=settings.summarizer, announce=notices.queue, stored=stored.set
        )
        links = Links(lambda url: fetcher.fetch(url, accept=ACCEPT), ingest.read_text, arrivals.keep)
        subscriptions, chats = Subscriptions(database), Chats(database)
        editing = Editing(
            database,
            read=ingest.read_text,
            keep=arrivals.keep,
            add=lambda path: ingest.add([path], settings.articles),
            sync=lambda: ingest.sync(settings.articles),
        )
        yield Library(
            database, ingest, articles, answers, texts, links, subscriptions, chats, notices, editing, stored
        )


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
async def start_service(settings: Settings, on_progress: Progress | None = None) -> AsyncIterator[Service]:
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
        application = build_application(settings, library, limiter, admin, vitals)
        poller = Poller(application, handlers.ALLOWED_UPDATES)
        delivery = build_delivery(application, library, limiter)
        loading = asyncio.create_task(keep_loaded(library.ingest, settings.articles, loaded, on_progress))
        polling = asyncio.create_task(_serve(application, poller, delivery, loaded, settings.admins))
        beating = asyncio.create_task(keep_beating(settings.database, vitals))
        caring = asyncio.create_task(keep_backups(_backups(settings), loaded))
        if settings.http:
            await stack.enter_async_context(_serve_http(settings.http, vitals, delivery.tally, limiter))
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
        async with start_service(local, on_progress) as service:
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


def build_application(
    settings: Settings, library: Library, limiter: Limiter, admin: Admin, vitals: Vitals
) -> handlers.BotApplication:
    """Telegram's side of the bot; nothing is connected yet."""
    # The library's own exceptions warn of their attribute `retry_after` unless told what is wanted.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    application = (
        ApplicationBuilder()
        .token(settings.bot_token)
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .context_types(ContextTypes(context=handlers.Context))
        .request(HTTPXRequest(connection_pool_size=CONNECTIONS, read_timeout=20, write_timeout=20))
        .get_updates_request(HTTPXRequest(connection_pool_size=2, read_timeout=10))
        .rate_limiter(limiter)
        .updater(None)  # bot.polling instead
        .build()
    )
    use_cases = handlers.UseCases(
        articles=library.articles,
        answers=library.answers,
        texts=library.texts,
        links=library.links,
        subscriptions=library.subscriptions,
        chats=library.chats,
        counts=vitals.counts,
        access=Access(
            library.database,
            bot_id_of(settings.bot_token),
            private=settings.access == "private",
            admins=settings.admins,
        ),
        patience=Patience(),
        admin=admin,
        editing=library.editing,
    )
    handlers.register(application, use_cases)
    return application


def build_delivery(application: handlers.BotApplication, library: Library, limiter: Limiter) -> Delivery:
    """What sends the notices; nothing is sent yet."""
    bot = application.bot
    return Delivery(
        library.database,
        bot_id_of(bot.token),
        Post(bot, handlers.keyboard),
        composer(library.notices.read, lambda: bot.username),
        wait_for_chat=limiter.wait_for_chat,
        wake=library.stored,
    )


async def _serve(
    application: handlers.BotApplication,
    poller: Poller,
    delivery: Delivery,
    loaded: asyncio.Event,
    admins: frozenset[int],
) -> None:
    await connect(application)
    tasks = [asyncio.create_task(delivery.run()), asyncio.create_task(set_profile(application, admins))]
    try:
        # The first answers should know what is in the folder; a huge folder must not keep people waiting.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FIRST_LOAD_SECONDS):  # before 3.12 wait_for may swallow a cancellation
                await loaded.wait()
        await poller.run()
    finally:
        await _cancel(*tasks)


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
    from bot import http, metrics  # most services need neither  # noqa: PLC0415

    def render(state: State) -> bytes:
        return metrics.render(state, vitals.counts, tally, limiter.refusals)

    async with http.serve(address, vitals.look, render, metrics.CONTENT_TYPE):
        yield


def _backups(settings: Settings) -> Backups | None:
    if settings.backups is None:
        return None
    return Backups(settings.database, settings.backups, settings.backups_kept)


def _unix(monotonic: float | None) -> float:
    return 0.0 if monotonic is None else time.time() - (time.monotonic() - monotonic)


async def _cancel(*tasks: asyncio.Task[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
