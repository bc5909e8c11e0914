"""The composition root: settings → store → use cases → Telegram application.

With the command line and `bot.app` the only one that sees settings. Not for running any of it (`bot.app`).
"""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from telegram.ext import ApplicationBuilder, ContextTypes

import handlers
from bot.access import Access
from bot.admin import Admin
from bot.answers import Answers
from bot.arrivals import Arrivals
from bot.articles import Articles
from bot.chats import Chats
from bot.corrections import Corrections
from bot.delivery import Delivery, Post, composer
from bot.editing import Editing
from bot.feeds.feeds import Feeds
from bot.feeds.rounds import Rounds
from bot.ingest import Ingest, Progress
from bot.links import ACCEPT, Links
from bot.notices import Notices
from bot.operations.backups import Backups
from bot.operations.counts import Counts
from bot.operations.vitals import Vitals
from bot.patience import Patience
from bot.privacy import Privacy
from bot.renewal import Renewal
from bot.settings import Settings
from bot.sources.http import Fetcher
from bot.store.articles import Told
from bot.store.database import Connection, Database, open_database
from bot.subscriptions import Subscriptions
from bot.texts import Texts
from bot.transport.account import bot_id_of
from bot.transport.limiter import Limiter
from bot.transport.polling import Poller
from bot.transport.request import Request
from bot.worker import Worker

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
    feeds: Feeds
    rounds: Rounds
    corrections: Corrections
    subscriptions: Subscriptions
    chats: Chats
    notices: Notices
    editing: Editing
    renewal: Renewal
    stored: asyncio.Event  # set whenever articles, and the notices owed of them, have been committed


@asynccontextmanager
async def open_library(settings: Settings, fill: Progress | None = None) -> AsyncIterator[Library]:
    """Open the store and make the use cases; close all of it after.

    With `fill`, a library that is only now made is first filled from the articles folder: whoever asks on
    a fresh machine asks the starter library.
    """
    fresh = not settings.database.exists()
    async with (
        open_database(settings.database) as database,
        Worker() as worker,
        Fetcher(private=settings.private_addresses) as fetcher,
    ):
        library = _build_library(settings, database, worker, fetcher)
        if fresh and fill:
            await library.ingest.sync(settings.articles, fill)
        yield library


def _build_library(settings: Settings, database: Database, worker: Worker, fetcher: Fetcher) -> Library:
    notices, corrections, stored = Notices(database), Corrections(database), asyncio.Event()

    async def joined(connection: Connection, number: int, told: Told) -> None:
        await notices.queue_joined(connection, number, told)
        await corrections.joined(connection, number)

    arrivals = Arrivals(
        database,
        worker,
        summarizer=settings.summarizer,
        announce=notices.queue,
        amend=corrections.changed,
        joined=joined,
        stored=stored.set,
    )
    ingest, answers = Ingest(arrivals), Answers(database)
    rounds = Rounds(arrivals, fetcher.fetch, shortest=settings.feed_interval)
    editing = Editing(
        database,
        read=ingest.read_text,
        keep=arrivals.keep,
        add=lambda path: ingest.add([path], settings.articles),
        sync=lambda: ingest.sync(settings.articles),
    )
    return Library(
        database=database,
        ingest=ingest,
        articles=Articles(database, answers.search_articles),
        answers=answers,
        texts=Texts(ingest.read_text),
        links=Links(lambda url: fetcher.fetch(url, accept=ACCEPT), ingest.read_text, arrivals.keep),
        feeds=Feeds(database, worker, rounds, fetcher.fetch),
        rounds=rounds,
        corrections=corrections,
        subscriptions=Subscriptions(database),
        chats=Chats(database, wake=stored.set),
        notices=notices,
        editing=editing,
        renewal=Renewal(arrivals),
        stored=stored,
    )


@dataclass(frozen=True, slots=True)
class Parts:
    """What a service is made of, over an open library. `loaded` is set when the folder has been read once."""

    library: Library
    limiter: Limiter
    application: handlers.BotApplication
    poller: Poller
    delivery: Delivery
    vitals: Vitals
    loaded: asyncio.Event


def build_parts(settings: Settings, library: Library, counts: Counts, patience: Patience) -> Parts:
    """Make the parts of a service; nothing of it runs yet."""
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
    application = _build_application(settings, library, limiter, admin, vitals, patience)
    poller = Poller(application, handlers.ALLOWED_UPDATES)
    delivery = _build_delivery(application, library, limiter)
    return Parts(library, limiter, application, poller, delivery, vitals, loaded)


def _build_application(
    settings: Settings, library: Library, limiter: Limiter, admin: Admin, vitals: Vitals, patience: Patience
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
        .request(Request(CONNECTIONS, read=20))
        .get_updates_request(Request(2, read=10))
        .rate_limiter(limiter)
        .updater(None)  # bot.transport.polling instead
        .build()
    )
    use_cases = handlers.UseCases(
        articles=library.articles,
        answers=library.answers,
        texts=library.texts,
        links=library.links,
        feeds=library.feeds,
        subscriptions=library.subscriptions,
        chats=library.chats,
        counts=vitals.counts,
        access=Access(
            library.database,
            bot_id_of(settings.bot_token),
            private=settings.access == "private",
            admins=settings.admins,
        ),
        patience=patience,
        admin=admin,
        editing=library.editing,
        privacy=Privacy(library.database),
    )
    handlers.register(application, use_cases)
    return application


def _build_delivery(application: handlers.BotApplication, library: Library, limiter: Limiter) -> Delivery:
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


def backups_of(settings: Settings) -> Backups | None:
    """The daily backups, if a folder is set for them."""
    if settings.backups is None:
        return None
    return Backups(settings.database, settings.backups, settings.backups_kept)


def _unix(monotonic: float | None) -> float:
    return 0.0 if monotonic is None else time.time() - (time.monotonic() - monotonic)
