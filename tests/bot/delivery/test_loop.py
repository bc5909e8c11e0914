"""From the outbox to the chats, when nothing goes wrong."""

import asyncio
from typing import Any

from bot.models import Place, Schedule
from bot.store import chats


async def test_what_is_owed_is_sent_and_marked(rig: Any) -> None:
    anna = rig.sandbox.user("Anna", started=True)
    async with rig.delivering():
        await rig.owe(anna.id)
        message = await anna.hear()
        await rig.until(["sent"])
    assert await rig.rows("message_id, leased_by, tries") == [(message["message_id"], "", 0)]


async def test_several_articles_due_at_once_are_one_message(rig: Any) -> None:
    anna = rig.sandbox.user("Anna", started=True)
    await rig.owe(anna.id, articles=5)
    async with rig.delivering():
        await rig.until(["sent"] * 5)
    assert rig.texts(anna.id) == ["New: 1, 2, 3, 4, 5"]


async def test_nothing_is_marked_before_it_is_sent(rig: Any) -> None:
    anna = rig.sandbox.user("Anna", started=True)
    held = rig.sandbox.fault("hold", method="sendMessage")
    async with rig.delivering():
        await rig.owe(anna.id)
        await rig.sandbox.wait_until(lambda: held.met == 1)
        assert await rig.rows("state, leased_by") == [("owed", "delivery")]
        held.release()
        await rig.until(["sent"])


async def test_one_message_at_a_time_is_on_its_way_to_a_chat(rig: Any) -> None:
    founder = rig.sandbox.user("Ada", started=True)
    forum = rig.sandbox.supergroup("Forum", founder, forum=True, bot="administrator")
    first, second = forum.topic("One"), forum.topic("Two")
    held = rig.sandbox.fault("hold", method="sendMessage")
    anna = rig.sandbox.user("Anna", started=True)
    async with rig.delivering():
        await rig.owe(forum.id, thread=first.id)
        await rig.owe(forum.id, thread=second.id)
        await rig.sandbox.wait_until(lambda: held.met == 1)
        held.times = 0
        await rig.owe(anna.id)
        await anna.hear()  # nobody else is held up
        assert rig.sends(forum.id) == 1
        held.release()
        await rig.until(["sent"] * 3)


async def test_what_another_process_queues_is_found(rig: Any) -> None:
    anna = rig.sandbox.user("Anna", started=True)
    async with rig.delivering():
        await asyncio.sleep(0)
        rig.wake = asyncio.Event()  # not the one that delivery waits for
        await rig.owe(anna.id)
        rig.clock.move(2)
        await rig.until(["sent"])


async def test_what_is_due_later_is_sent_later(rig: Any) -> None:
    anna = rig.sandbox.user("Anna", started=True)
    async with rig.delivering():
        await rig.owe(anna.id)
        await rig.until(["sent"])
        await rig.owe(anna.id)
        async with rig.database.transaction() as connection:
            await connection.execute("UPDATE outbox SET due_at = due_at + 86400 WHERE state = 'owed'")
        rig.clock.move(80_000)
        await asyncio.sleep(0)
        rig.clock.move(10_000)
        await rig.until(["sent", "sent"])


async def test_a_stop_lets_what_is_on_its_way_arrive_and_marks_it(rig: Any) -> None:
    anna = rig.sandbox.user("Anna", started=True)
    held = rig.sandbox.fault("hold", method="sendMessage")
    async with rig.delivering():
        await rig.owe(anna.id)
        await rig.sandbox.wait_until(lambda: held.met == 1)
        asyncio.get_running_loop().call_later(0.05, held.release)
    assert await rig.states() == ["sent"]


async def test_a_message_that_is_not_composed_holds_up_nothing(rig: Any) -> None:
    anna, bela = (rig.sandbox.user(name, started=True) for name in ("Anna", "Bela"))
    compose = rig.compose

    async def fail(destination: Any) -> Any:
        if destination.chat_id == anna.id:
            raise LookupError("broken")
        return await compose(destination)

    rig.compose = fail
    async with rig.delivering():
        await rig.owe(anna.id, bela.id)
        await bela.hear()
        await rig.until(["owed", "sent"])
        await rig.holds("reason", "LookupError: broken")
        rig.compose = compose
    async with rig.delivering():
        rig.clock.move(3)
        await rig.until(["sent", "sent"])


async def test_what_is_no_longer_wanted_as_it_leaves_is_not_sent(rig: Any) -> None:
    anna = rig.sandbox.user("Anna", started=True)
    compose = rig.compose

    async def drop(destination: Any) -> Any:
        composed = await compose(destination)
        async with rig.database.transaction() as connection:
            await connection.execute("UPDATE outbox SET state = 'dropped', settled_at = 1 WHERE number = 1")
        return composed

    rig.compose = drop
    await rig.owe(anna.id, articles=2)
    async with rig.delivering():
        await rig.until(["dropped", "sent"])
    assert rig.texts(anna.id) == ["New: 2"]


async def test_quiet_hours_that_have_begun_hold_what_was_due(rig: Any) -> None:
    anna = rig.sandbox.user("Anna", started=True)
    await rig.owe(anna.id)
    minute = rig.clock.now().hour * 60 + rig.clock.now().minute
    schedule = Schedule(quiet_from=(minute - 5) % 1440, quiet_to=(minute + 60) % 1440, zone="UTC")
    async with rig.database.transaction() as connection:
        chat = await chats.ensure(connection, Place(rig.bot_id, anna.id))
        await chats.set_schedule(connection, chat, schedule, int(rig.clock.unix()))
    async with rig.delivering():
        await rig.holds("due_at > queued_at + 1800", 1)
        assert rig.sends() == 0
        rig.clock.move(3601)
        await rig.until(["sent"])
