"""The outbox: what is due to whom, what became of it, and what moves with a chat or topic."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.models import Place, Schedule
from bot.store import chats, outbox, subscriptions
from bot.store.chats import Topic
from bot.store.database import Database, open_database
from bot.store.outbox import Destination

BOT = 7
NOW = 1_800_000_000


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(tmp_path / "test.db") as opened:
        async with opened.transaction() as connection:
            for number in range(1, 6):
                await connection.execute(
                    "INSERT INTO articles"
                    " (number, title, language, words, sentences, digest, added_at, updated_at)"
                    " VALUES (?, 'A title', 'en', 1, 1, ?, '2026', '2026')",
                    (number, f"digest {number}"),
                )
        yield opened


async def subscribe(database: Database, chat_id: int, key: str = "", thread: int = 0, bot: int = BOT) -> int:
    """Subscribe and give our key of the chat."""
    async with database.transaction() as connection:
        topic = Topic(await chats.ensure(connection, Place(bot, chat_id)), thread)
        search = await subscriptions.ensure_search(connection, key, [1], 1)
        await subscriptions.add(connection, topic, key, search, NOW)
    return topic.chat


async def queue(database: Database, number: int, *keys: str, now: int = NOW) -> int:
    """Queue an article for those who look for these keys."""
    async with database.transaction() as connection:
        await chats.set_next(connection, [(now, key) for key, _ in await chats.schedules(connection)])
        found = [await subscriptions.find_search(connection, key) for key in keys]
        return await outbox.queue(connection, number, [(one, None) for one in found if one is not None], now)


def told(destinations: list[Destination]) -> list[tuple[int, int, list[int]]]:
    return [(to.chat_id, to.thread, [one.number for one in to.owed]) for to in destinations]


async def due(
    database: Database, now: int = NOW, bot: int = BOT, limit: int = 10
) -> list[tuple[int, int, list[int]]]:
    return told(await outbox.due(database, bot, now, limit))


async def test_what_is_due_comes_by_chat_and_topic_the_longest_waiting_first(database: Database) -> None:
    await subscribe(database, 11)
    await subscribe(database, 12, "x", thread=5)
    await queue(database, 1, "x", now=NOW - 10)
    await queue(database, 2, "", "x", now=NOW - 5)
    await queue(database, 3, "", now=NOW + 5)
    assert await due(database) == [(12, 5, [1, 2]), (11, 0, [2])]
    assert await due(database, limit=1) == [(12, 5, [1, 2])]
    assert await due(database, NOW + 5) == [(12, 5, [1, 2]), (11, 0, [2, 3])]


async def test_one_notice_for_a_chat_topic_and_article_for_ever(database: Database) -> None:
    await subscribe(database, 11)
    await subscribe(database, 11, "x")
    await subscribe(database, 11, "x", thread=5)
    assert await queue(database, 1, "x") == 2
    assert await queue(database, 1, "") == 0
    ids = [one.id for to in await outbox.due(database, BOT, NOW, 9) for one in to.owed]
    async with database.transaction() as connection:
        await outbox.mark_sent(connection, ids, 100, NOW)
    assert await queue(database, 1, "x", "") == 0


async def test_a_bot_is_given_its_own_chats_alone(database: Database) -> None:
    await subscribe(database, 11)
    await subscribe(database, 11, bot=8)
    await queue(database, 1, "")
    assert await due(database) == [(11, 0, [1])]
    assert await due(database, bot=8) == [(11, 0, [1])]
    assert await due(database, bot=9) == []


async def test_what_is_leased_is_not_given_twice_and_is_known_after_a_crash(database: Database) -> None:
    await subscribe(database, 11)
    await queue(database, 1, "")
    (to,) = await outbox.due(database, BOT, NOW, 9)
    async with database.transaction() as connection:
        assert await outbox.lease(connection, to.ids, "one", NOW, NOW + 60) == to.ids
        assert await outbox.lease(connection, to.ids, "two", NOW, NOW + 60) == []
    assert await due(database) == []
    assert [one.id for one in await outbox.in_flight(database, BOT)] == to.ids
    assert await due(database, NOW + 60) == [(11, 0, [1])]


async def test_every_outcome_is_counted(database: Database) -> None:
    await subscribe(database, 11)
    for number in range(1, 6):
        await queue(database, number, "")
    (to,) = await outbox.due(database, BOT, NOW, 9)
    sent, failed, unknown, refused, _ = to.ids
    async with database.transaction() as connection:
        await outbox.mark_sent(connection, [sent], 100, NOW)
        await outbox.retry_at(connection, [failed], NOW + 5, "502")
        await outbox.mark_uncertain(connection, [unknown], NOW + 9, "timed out")
        await outbox.set_aside(connection, [refused], "bad request", NOW)
    counts = await outbox.counts(database, BOT)
    assert (counts.owed, counts.sent, counts.repeated, counts.set_aside) == (3, 1, 1, 1)
    assert counts.oldest_owed_at == NOW
    assert [(one.chat_id, one.number, one.reason) for one in await outbox.aside(database, BOT, 9)] == [
        (11, 4, "bad request")
    ]
    assert await due(database) == [(11, 0, [5])]
    assert await due(database, NOW + 5) == [(11, 0, [2, 5])]
    (later,) = await outbox.due(database, BOT, NOW + 9, 9)
    assert [(one.tries, one.uncertain) for one in later.owed] == [(1, 0), (1, 1), (0, 0)]


async def test_what_is_settled_stays_so(database: Database) -> None:
    await subscribe(database, 11)
    await queue(database, 1, "")
    (to,) = await outbox.due(database, BOT, NOW, 9)
    async with database.transaction() as connection:
        await outbox.mark_sent(connection, to.ids, 100, NOW)
        await outbox.set_aside(connection, to.ids, "late", NOW)
        await outbox.retry_at(connection, to.ids, NOW, "late")
        await chats.pause(connection, Place(BOT, 11), "blocked", NOW)
        await chats.resume(connection, Place(BOT, 11))
    assert (await outbox.counts(database, BOT)).sent == 1


async def test_a_paused_chat_goes_on_being_owed_and_is_sent_nothing(database: Database) -> None:
    await subscribe(database, 11)
    await queue(database, 1, "")
    async with database.transaction() as connection:
        assert await chats.pause(connection, Place(BOT, 11), "blocked", NOW)
        assert not await chats.pause(connection, Place(BOT, 11), "blocked", NOW)
    await queue(database, 2, "")
    assert await due(database) == []
    assert await outbox.next_due(database, BOT) is None
    assert (await outbox.counts(database, BOT))[:2] == (2, 2)
    async with database.transaction() as connection:
        assert await chats.resume(connection, Place(BOT, 11))
        assert not await chats.resume(connection, Place(BOT, 11))
    assert await due(database) == [(11, 0, [1, 2])]


async def test_a_chat_that_telegram_limits_holds_up_no_other(database: Database) -> None:
    chat = await subscribe(database, 11)
    await subscribe(database, 12)
    await queue(database, 1, "")
    async with database.transaction() as connection:
        await chats.limit_until(connection, chat, NOW + 30)
    assert await due(database) == [(12, 0, [1])]
    assert await due(database, NOW + 30) == [(11, 0, [1]), (12, 0, [1])]


async def test_an_article_that_is_removed_waits_until_it_is_back(database: Database) -> None:
    await subscribe(database, 11)
    await queue(database, 1, "")
    async with database.transaction() as connection:
        await connection.execute("UPDATE articles SET removed_at = '2026' WHERE number = 1")
    assert await due(database) == []
    async with database.transaction() as connection:
        await connection.execute("UPDATE articles SET removed_at = NULL WHERE number = 1")
    assert await due(database) == [(11, 0, [1])]


async def test_a_group_keeps_everything_under_its_new_id_whoever_tells_it_first(database: Database) -> None:
    chat = await subscribe(database, -11, "x")
    await queue(database, 1, "x")
    async with database.transaction() as connection:
        await chats.set_schedule(connection, chat, Schedule("daily", zone="Europe/Kyiv"), NOW)
        assert await chats.migrate(connection, BOT, -11, -100)
        assert not await chats.migrate(connection, BOT, -11, -100)
    assert await due(database) == [(-100, 0, [1])]
    found = await chats.find(database, Place(BOT, -100))
    assert found is not None
    assert found.schedule.zone == "Europe/Kyiv"
    assert await chats.find(database, Place(BOT, -11)) is None


async def test_two_chats_that_become_one_are_told_nothing_twice(database: Database) -> None:
    await subscribe(database, -11, "x")
    await subscribe(database, -11, "y")
    await subscribe(database, -100, "y")
    await queue(database, 1, "x", "y")
    await queue(database, 2, "x")
    old = next(to for to in await outbox.due(database, BOT, NOW, 9) if to.chat_id == -11)
    async with database.transaction() as connection:
        await outbox.mark_sent(connection, old.ids[:1], 100, NOW)
        await chats.migrate(connection, BOT, -11, -100)
    assert await due(database) == [(-100, 0, [2])]
    assert sorted(one.text for one in await subscriptions.of(database, Place(BOT, -100))) == ["x", "y"]
    assert await queue(database, 3, "x", "y") == 1


async def test_what_a_lost_topic_was_owed_goes_to_the_group_which_is_told_once(database: Database) -> None:
    chat = await subscribe(database, -100, "x", thread=5)
    await subscribe(database, -100, "y")
    await queue(database, 1, "x", "y")
    await queue(database, 2, "x")
    await queue(database, 3, "x")
    async with database.transaction() as connection:
        assert await chats.topic_gone(connection, chat, 5)
        assert not await chats.topic_gone(connection, chat, 5)
        assert not await chats.topic_gone(connection, chat, 0)
    (to,) = await outbox.due(database, BOT, NOW, 9)
    assert [(one.number, one.moved_from) for one in to.owed] == [(1, 0), (2, 5), (3, 0)]
    assert sorted(one.text for one in await subscriptions.of(database, Place(BOT, -100))) == ["x", "y"]


async def test_new_choices_change_when_all_that_is_owed_comes(database: Database) -> None:
    chat = await subscribe(database, 11)
    await queue(database, 1, "")
    async with database.transaction() as connection:
        await chats.set_schedule(connection, chat, Schedule("daily"), NOW + 500)
    assert await due(database) == []
    assert await outbox.next_due(database, BOT) == NOW + 500
    (to,) = await outbox.due(database, BOT, NOW + 500, 9)
    assert to.schedule == Schedule("daily")


async def test_choices_that_nobody_has_any_more_are_forgotten(database: Database) -> None:
    chat = await subscribe(database, 11)
    async with database.transaction() as connection:
        for minute in range(20):
            await chats.set_schedule(connection, chat, Schedule("daily", minute=minute), NOW)
        assert len(await chats.schedules(connection)) == 1


async def test_what_nobody_looks_for_any_more_is_forgotten(database: Database) -> None:
    chat = await subscribe(database, 11, "x")
    await subscribe(database, 12, "x")
    async with database.transaction() as connection:
        (kept,) = await subscriptions.kept(connection, Topic(chat, 0))
        await subscriptions.remove(connection, Topic(chat, 0), [kept.id])
        assert await subscriptions.candidates(connection, [1]) != []
        other = await chats.ensure(connection, Place(BOT, 12))
        (kept,) = await subscriptions.kept(connection, Topic(other, 0))
        await subscriptions.remove(connection, Topic(other, 0), [kept.id])
        assert await subscriptions.candidates(connection, [1]) == []
