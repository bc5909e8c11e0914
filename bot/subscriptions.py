"""Subscriptions: what a chat wants to hear of, and what that would have been so far.

Not for what is owed of a new article (`bot.notices`), nor for when (`bot.chats`).
"""

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence

from bot.errors import BadQuery, LimitReached, NotFound
from bot.models import Article, Place, Posting, Preview, Subscribed, Subscription
from bot.store import articles, chats, outbox, passages, subscriptions
from bot.store.chats import Topic
from bot.store.database import Connection, Database
from bot.store.subscriptions import Kept
from bot.text import watch
from bot.text.query import parse as parse_question
from bot.text.watch import EVERYTHING, Seen, Watch
from bot.worker import READER

MOST = 50  # subscriptions of a chat
SHOWN = 3  # of the articles that a subscription would have told of
TRIED = 100  # the newest articles that hold a subscription's rarest word, to tell what it would have matched
_PASSAGES = 20_000  # of a word, the newest
_TELLING = 8  # tags or words of a title that "more like this" chooses from


class Subscriptions:
    """What the chats of any bot are subscribed to."""

    def __init__(self, database: Database, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now

    async def add(self, place: Place, text: str) -> Subscribed:
        """Subscribe to articles that fit the words, or to all ("").

        Raises:
            BadQuery: it holds no word to look for.
            LimitReached: the chat has as many as it may, or the words are too many.
        """
        wanted = watch.parse(text) if text else None
        key = wanted.key if wanted else EVERYTHING
        anchors = await asyncio.to_thread(watch.anchors, wanted) if wanted else frozenset()
        async with self._database.transaction() as connection:
            topic = Topic(await chats.ensure(connection, place), place.thread)
            await chats.resume(connection, place)  # whoever asks is there to be told
            kept = await subscriptions.find(connection, topic, key)
            new = kept is None
            if kept is None:
                if await subscriptions.count(connection, topic.chat) >= MOST:
                    raise LimitReached("subscriptions", MOST)
                search = await subscriptions.ensure_search(connection, key, anchors, READER)
                kept = await subscriptions.add(connection, topic, text, search, int(self._now()))
        return Subscribed(kept, new, await self.preview(wanted))

    async def add_like(self, place: Place, number: int, question: str = "") -> Subscribed:
        """Subscribe to the telling words of an article, or to those of a question that it answered.

        Raises:
            NotFound: the article is gone.
            LimitReached: the chat has as many as it may.
        """
        article, _ = await articles.get(self._database, number)
        text = await self._words_of_question(article, question) or await self._telling(article)
        return await self.add(place, text)

    async def of(self, place: Place) -> list[Subscription]:
        """Give a topic's subscriptions in the order in which they are numbered."""
        return await subscriptions.of(self._database, place)

    async def find(self, place: Place, which: str) -> Subscription:
        """Find a topic's subscription by its place in the list (from 1) or by its words.

        Raises:
            NotFound: there is none.
        """
        there = await self.of(place)
        number = which.removeprefix("#")
        if number.isdecimal() and len(number) < 4 and 0 < int(number) <= len(there):
            return there[int(number) - 1]
        try:
            key = watch.parse(which).key
        except (BadQuery, LimitReached):
            raise NotFound(which) from None
        for one in there:
            if one.text and watch.parse(one.text).key == key:
                return one
        raise NotFound(which)

    async def remove(self, place: Place, ids: Sequence[int]) -> list[Subscription]:
        """Remove those of a topic's subscriptions; give those that were there.

        What is owed only for their sake is owed no longer; what fits another one still is.
        """
        async with self._database.transaction() as connection:
            chat = await chats.find_key(connection, place)
            if chat is None:
                return []
            topic = Topic(chat, place.thread)
            gone = await subscriptions.remove(connection, topic, ids)
            await self._reconsider(connection, topic, [one.id for one in gone])
        return gone

    async def _reconsider(self, connection: Connection, topic: Topic, gone: Sequence[int]) -> None:
        """Keep what is owed for subscriptions that are gone where another one of the topic fits."""
        owed = await outbox.owed_for(connection, topic, gone)
        if not owed:
            return
        left = await subscriptions.kept(connection, topic)
        left.sort(key=lambda one: one.key == EVERYTHING)  # words before everything
        languages = await passages.languages(self._database)
        unwanted = []
        for id_, number in owed:
            article = next(iter(await articles.several(self._database, [number])), None)
            language = article.language if article else ""
            named = watch.names(article.publication, article.url) if article else ()
            seen = Seen(await passages.indexed(connection, number), language, languages, named)
            for other in left:
                if other.since < number and _fits(seen, other):
                    position = None if other.key == EVERYTHING else seen.best_sentence(_watch(other))
                    await outbox.give_reason(connection, id_, other.id, position)
                    break
            else:
                unwanted.append(id_)
        await outbox.drop(connection, unwanted, int(self._now()))

    async def preview(self, wanted: Watch | None) -> Preview:
        """Tell what of the library fits, of its newest articles."""
        if wanted is None:
            newest = await articles.page(self._database, SHOWN)
            return Preview(newest, await articles.count(self._database), more=False)
        languages = await passages.languages(self._database)
        tried = await articles.several(self._database, await self._candidates(wanted, languages))
        async with self._database.reader() as connection:
            rows = [await passages.indexed(connection, article.number) for article in tried]
        pairs = list(zip(tried, rows, strict=True))
        fitting = await asyncio.to_thread(
            lambda: [one for one, told in pairs if _seen(told, one, languages).fits(wanted)]
        )
        return Preview(tuple(fitting[:SHOWN]), len(fitting), more=len(tried) == TRIED)

    async def _candidates(self, wanted: Watch, languages: Sequence[str]) -> list[int]:
        """Numbers of the newest articles that hold the rarest thing that is wanted, newest first."""
        if not languages:
            return []
        needed = await asyncio.to_thread(watch.needed, wanted, languages)
        if not needed:
            return [one.number for one in await articles.page(self._database, TRIED)]
        _, rows = await passages.postings(self._database, sorted(frozenset[int]().union(*needed)))
        rarest = await asyncio.to_thread(_rarest, rows, needed)
        return await passages.newest_of(self._database, rarest[-_PASSAGES:], TRIED)

    async def _words_of_question(self, article: Article, question: str) -> str:
        """The words of a question that an article holds."""
        languages = await passages.languages(self._database)
        try:
            asked = parse_question(question, languages)
        except BadQuery:
            return ""
        async with self._database.reader() as connection:
            seen = Seen(await passages.indexed(connection, article.number), article.language, languages)
        held = [word.text for word in asked.words if not seen.terms.isdisjoint(word.terms)]
        return " ".join(held[: watch.MOST_PARTS])[: watch.LONGEST]

    async def _telling(self, article: Article) -> str:
        """What an article is about: the tag, or the word of its title, that the fewest others share."""
        tags = [f'"{tag}"' for tag in (_plain(tag) for tag in article.tags) if tag]
        languages = await passages.languages(self._database)
        try:
            title = [word.text for word in parse_question(article.title, languages).words]
        except BadQuery:
            title = []
        choices = (tags or [word for word in title if len(word) > 2] or title)[:_TELLING]
        counted = []
        for text in choices:
            with contextlib.suppress(BadQuery, LimitReached):
                shared = len(await self._candidates(watch.parse(text), languages))
                counted.append((shared < 2, shared, text))
        text = min(counted)[2] if counted else ""
        return text.strip('"') if " " not in text else text


def _rarest(rows: Sequence[Posting], needed: Sequence[frozenset[int]]) -> list[int]:
    """The passages with the one of these that the fewest have."""

    def size(terms: frozenset[int]) -> int:
        return sum(len(docs) for _chunk, term, docs in rows if term in terms)

    rarest = min(needed, key=size)
    return passages.ids_of(row for row in rows if row[1] in rarest)


def _seen(told: list[tuple[int, bytes, bytes]], article: Article, languages: Sequence[str]) -> Seen:
    return Seen(told, article.language, languages, watch.names(article.publication, article.url))


def _plain(tag: str) -> str:
    return " ".join(tag.replace('"', " ").split())[:60]


def _watch(kept: Kept) -> Watch:
    return watch.from_key(kept.key)


def _fits(seen: Seen, kept: Kept) -> bool:
    return kept.key == EVERYTHING or seen.fits(_watch(kept))
