"""Each fault against the sandbox; where waiting is long the clock is moved."""

import asyncio
import sqlite3
from typing import Any

import pytest

from bot.delivery import consequences
from bot.models import Place
from bot.store import chats, database

DAY = 86_400.0


async def resume(rig: Any, chat_id: int) -> None:
    async with rig.database.transaction() as connection:
        await chats.resume(connection, Place(rig.bot_id, chat_id))
    rig.wake.set()


async def settle(rig: Any) -> None:
    """Let the loop look at what is due a few times."""
    for _ in range(3):
        rig.wake.set()
        await asyncio.sleep(0.02)


async def _is(so: bool) -> bool:
    return so


# Telegram limits us


async def test_a_chat_that_is_limited_waits_as_long_as_telegram_says(rig: Any) -> None:
    anna = rig.sandbox.user("Anna", started=True)
    rig.sandbox.fault("status", status=429, retry_after=3600, chat_id=anna.id)
    async with rig.delivering() as delivery:
        await rig.owe(anna.id)
        await rig.sandbox.wait_for("sendMessage")
        await rig.holds("leased_by", "")
        rig.clock.move(3500)
        await settle(rig)
        assert rig.sends() == 1
        rig.clock.move(103)
        await rig.until(["sent"])
    assert await rig.rows("tries, uncertain") == [(0, 0)]
    assert delivery.tally.limited == 1


async def test_a_chat_that_is_limited_holds_up_no_other(rig: Any) -> None:
    people = [rig.sandbox.user(str(number), started=True) for number in range(20)]
    rig.sandbox.fault("status", status=429, retry_after=3600, chat_id=people[0].id)
    async with rig.delivering():
        await rig.owe(*(person.id for person in people))
        await rig.until(["owed"] + ["sent"] * 19)


async def test_what_telegram_said_of_a_chat_is_known_after_a_restart(rig: Any) -> None:
    anna = rig.sandbox.user("Anna", started=True)
    rig.sandbox.fault("status", status=429, retry_after=3600, chat_id=anna.id)
    async with rig.delivering():
        await rig.owe(anna.id)
        await rig.sandbox.wait_for("sendMessage")
        await rig.holds("leased_by", "")
    async with rig.delivering():
        await settle(rig)
        assert rig.sends() == 1
        rig.clock.move(3601)
        await rig.until(["sent"])


async def test_when_the_whole_bot_is_limited_few_are_tried(rig: Any) -> None:
    people = [rig.sandbox.user(str(number), started=True) for number in range(60)]
    rig.sandbox.fault("status", status=429, retry_after=600, times=1000, method="sendMessage")
    async with rig.delivering():
        await rig.owe(*(person.id for person in people))
        await rig.sandbox.wait_for("sendMessage", count=3)
        await settle(rig)
        tried = rig.sends()
        assert tried < 10
        rig.clock.move(300)
        await settle(rig)
        assert rig.sends() == tried
        rig.sandbox.faults.clear()
        rig.clock.move(302)
        await rig.until(["sent"] * 60)


# Telegram, or the way to it, fails


@pytest.mark.parametrize("status", [500, 502, 504])
async def test_a_server_error_is_tried_again(rig: Any, status: int) -> None:
    anna = rig.sandbox.user("Anna", started=True)
    rig.sandbox.fault("status", status=status, method="sendMessage")
    async with rig.delivering():
        await rig.owe(anna.id)
        await rig.holds("tries", 1)
        rig.clock.move(3)
        await rig.until(["sent"])
    assert await rig.rows("uncertain") == [(0,)]
    assert len(rig.texts(anna.id)) == 1


@pytest.mark.parametrize(
    ("kind", "arrives"), [("garbage", 0), ("hang_up", 0), ("hang_up_after", 1), ("truncated", 1)]
)
async def test_a_send_of_unknown_outcome_is_counted_and_repeated_once(
    rig: Any, kind: str, arrives: int
) -> None:
    anna = rig.sandbox.user("Anna", started=True)
    rig.sandbox.fault(kind, method="sendMessage")
    async with rig.delivering() as delivery:
        await rig.owe(anna.id)
        await rig.holds("uncertain", 1)
        rig.clock.move(5)
        await rig.until(["sent"])
    assert len(rig.texts(anna.id)) == 1 + arrives
    assert (delivery.tally.uncertain, delivery.tally.repeated) == (1, 1)


async def test_a_time_out_after_the_request_left_is_repeated_once(rig: Any) -> None:
    anna = rig.sandbox.user("Anna", started=True)
    rig.read_timeout = 0.2
    held = rig.sandbox.fault("hold", method="sendMessage")
    async with rig.delivering():
        await rig.owe(anna.id)
        await rig.holds("uncertain", 1)
        held.release()
        rig.clock.move(5)
        await rig.until(["sent"])
    assert len(rig.texts(anna.id)) == 2
    assert rig.sends() == 2


async def test_before_a_repetition_telegram_has_shown_that_it_answers(rig: Any) -> None:
    anna = rig.sandbox.user("Anna", started=True)
    rig.sandbox.fault("hang_up_after", method="sendMessage")
    rig.sandbox.fault("hang_up", method="getMe", times=2)
    async with rig.delivering():
        await rig.owe(anna.id)
        await rig.holds("uncertain", 1)
        for tries in (2, 3):
            rig.clock.move(20)
            await rig.holds("tries", tries)
        assert rig.sends() == 1
        rig.clock.move(20)
        await rig.until(["sent"])
    assert await rig.rows("uncertain") == [(1,)]
    assert len(rig.texts(anna.id)) == 2


async def test_a_notice_whose_answer_never_comes_is_not_repeated_for_ever(rig: Any) -> None:
    anna = rig.sandbox.user("Anna", started=True)
    rig.sandbox.fault("hang_up_after", method="sendMessage", times=100)
    async with rig.delivering():
        await rig.owe(anna.id)
        await rig.move_until(["set aside"], consequences.LONGEST_UNKNOWN / 4)
    assert rig.sends() == consequences.UNKNOWN_LIMIT


async def test_a_connection_that_never_opened_is_no_doubt(rig: Any, relay: Any) -> None:
    anna = rig.sandbox.user("Anna", started=True)
    await relay.cut()
    async with rig.delivering(relay.url):
        await rig.owe(anna.id)
        await rig.holds("tries", 1)
        await relay.mend()
        rig.clock.move(3)
        await rig.until(["sent"])
    assert await rig.rows("uncertain") == [(0,)]


async def test_telegram_away_for_a_day_loses_nothing_and_is_not_hammered(rig: Any, relay: Any) -> None:
    people = [rig.sandbox.user(str(number), started=True) for number in range(100)]
    await relay.cut()
    async with rig.delivering(relay.url) as delivery:
        await rig.owe(*(person.id for person in people))
        await rig.see(lambda: _is(delivery.tally.failed >= 3))
        for _ in range(24):
            rig.clock.move(DAY / 24)
            await asyncio.sleep(0.02)
        assert delivery.tally.failed < 60
        assert set(await rig.states()) == {"owed"}
        await relay.mend()
        await rig.move_until(["sent"] * 100, 60)
    assert [len(rig.texts(person.id)) for person in people] == [1] * 100
    assert sum(row[0] for row in await rig.rows("uncertain")) == 0


async def test_a_telegram_that_only_fails_is_tried_one_notice_at_a_time(rig: Any) -> None:
    people = [rig.sandbox.user(str(number), started=True) for number in range(100)]
    rig.sandbox.fault("status", status=503, times=10**6, method="sendMessage")
    async with rig.delivering() as delivery:
        await rig.owe(*(person.id for person in people))
        for _ in range(60):
            rig.clock.move(60)
            await asyncio.sleep(0.01)
        assert 3 <= rig.sends() < 130
        rig.sandbox.faults.clear()
        await rig.move_until(["sent"] * 100, 60)
    assert delivery.tally.repeated == 0
    assert [len(rig.texts(person.id)) for person in people] == [1] * 100


# The chat will not have it


async def test_a_chat_that_blocks_is_paused_at_once_and_gets_what_it_is_owed_when_it_is_back(
    rig: Any,
) -> None:
    anna = rig.sandbox.user("Anna", started=True)
    anna.block()
    async with rig.delivering() as delivery:
        await rig.owe(anna.id)
        await rig.until(["held"])
        await rig.owe(anna.id)
        async with rig.database.transaction() as connection:
            await chats.pause(connection, Place(rig.bot_id, anna.id), "again", 0)
        rig.clock.move(DAY)
        await settle(rig)
        assert rig.sends() == 1
        anna.unblock()
        await resume(rig, anna.id)
        await rig.until(["sent", "sent"])
    assert delivery.tally.paused == 1
    assert rig.texts(anna.id) == ["New: 1, 2"]


async def test_kicked_from_a_group_nothing_more_is_sent_there(rig: Any) -> None:
    ada, anna = (rig.sandbox.user(name, started=True) for name in ("Ada", "Anna"))
    group = rig.sandbox.group("Group", ada)
    group.set_bot_status("kicked")
    async with rig.delivering():
        await rig.owe(group.id, anna.id)
        await rig.until(["held", "sent"])
    assert rig.sends(group.id) == 1


async def test_a_chat_that_telegram_does_not_know_is_paused(rig: Any) -> None:
    async with rig.delivering():
        await rig.owe(424242)
        await rig.until(["held"])


async def test_a_group_that_became_a_supergroup_gets_its_notices_there(rig: Any) -> None:
    group = rig.sandbox.group("Group", rig.sandbox.user("Ada", started=True))
    await rig.owe(group.id)
    moved = group.migrate()
    async with rig.delivering() as delivery:
        await rig.until(["sent"])
    assert rig.texts(moved.id) == ["New: 1"]
    assert delivery.tally.moved == 1


@pytest.mark.parametrize("how", ["close", "delete"])
async def test_a_topic_that_is_gone_falls_back_to_the_group_and_says_so(rig: Any, how: str) -> None:
    forum = rig.sandbox.supergroup("Forum", rig.sandbox.user("Ada", started=True), forum=True)
    topic = forum.topic("News")
    await rig.owe(forum.id, thread=topic.id)
    (forum.close_topic if how == "close" else forum.delete_topic)(topic)
    async with rig.delivering() as delivery:
        await rig.until(["sent"])
    assert rig.texts(forum.id) == ["New: 1 moved"]
    assert delivery.tally.topics_gone == 1


async def test_where_we_may_not_write_we_ask_again_later(rig: Any) -> None:
    group = rig.sandbox.group("Group", rig.sandbox.user("Ada", started=True))
    group.chat.muted = True
    async with rig.delivering():
        await rig.owe(group.id)
        await rig.sandbox.wait_for("sendMessage")
        await rig.holds("leased_by", "")
        await settle(rig)
        assert rig.sends() == 1
        group.chat.muted = False
        rig.clock.move(consequences.BARRED + 2)
        await rig.until(["sent"])


async def test_a_message_that_telegram_refuses_for_good_is_set_aside_with_its_reason(rig: Any) -> None:
    anna, bela = (rig.sandbox.user(name, started=True) for name in ("Anna", "Bela"))
    rig.sandbox.fault(
        "status", status=400, description="Bad Request: message is nonsense", chat_id=anna.id, times=9
    )
    async with rig.delivering() as delivery:
        await rig.owe(anna.id, bela.id)
        await rig.until(["set aside", "sent"])
    assert (await rig.rows("reason"))[0] == ("Message is nonsense",)
    assert delivery.tally.set_aside == 1
    assert rig.sends(anna.id) == 1


async def test_a_link_or_button_that_telegram_does_not_like_costs_the_button_and_not_the_notice(
    rig: Any,
) -> None:
    anna = rig.sandbox.user("Anna", started=True)
    rig.sandbox.fault(
        "status", status=400, description="Bad Request: BUTTON_URL_INVALID", method="sendMessage"
    )
    async with rig.delivering():
        await rig.owe(anna.id)
        await rig.until(["sent"])
    assert rig.texts(anna.id) == ["New: 1"]
    assert rig.sends() == 2


async def test_an_answer_that_no_library_could_read_is_of_unknown_outcome(rig: Any) -> None:
    anna = rig.sandbox.user("Anna", started=True)
    rig.sandbox.fault("status", status=200, method="sendMessage")  # {"ok": false} without a result
    async with rig.delivering():
        await rig.owe(anna.id)
        await rig.holds("uncertain", 1)
        rig.clock.move(5)
        await rig.until(["sent"])


# Our own database fails


async def test_while_another_process_locks_the_database_nothing_is_sent_twice(
    rig: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY", 0.05)
    anna = rig.sandbox.user("Anna", started=True)
    held = rig.sandbox.fault("hold", method="sendMessage")
    other = sqlite3.connect(rig.database.path, isolation_level=None)
    async with rig.delivering():
        await rig.owe(anna.id)
        await rig.sandbox.wait_until(lambda: held.met == 1)
        other.execute("BEGIN IMMEDIATE")
        held.release()
        await anna.hear()
        await asyncio.sleep(0.3)
        assert await rig.states() == ["owed"]
        for _ in range(10):
            rig.clock.move(60)
            await asyncio.sleep(0.02)
        other.execute("ROLLBACK")
        rig.clock.move(2)
        await rig.until(["sent"])
    other.close()
    assert len(rig.texts(anna.id)) == 1


async def test_while_the_database_is_full_nothing_is_sent_twice(
    rig: Any, caplog: pytest.LogCaptureFixture
) -> None:
    people = [rig.sandbox.user(str(number), started=True) for number in range(40)]
    await rig.owe(*(person.id for person in people), articles=5)
    async with rig.delivering():
        await rig.see(lambda: _is(rig.sends() >= 10))
        await fill_up(rig)
        sends = -1
        while sends != rig.sends():
            sends = rig.sends()
            rig.clock.move(30)
            await asyncio.sleep(0.2)
        assert "sent" in await rig.states()
        assert "owed" in await rig.states()
        await rig.database._writer.execute("PRAGMA max_page_count = 1000000")
        await rig.move_until(["sent"] * 200, 2)
    assert "delivery cannot write, trying again" in caplog.messages
    assert [len(rig.texts(person.id)) for person in people] == [1] * 40


async def fill_up(rig: Any) -> None:
    """Let the database be as large as it is now, and no larger; and every commit fail for that."""
    async with rig.database.transaction() as connection:
        await connection.execute("CREATE TABLE ballast (x)")
        await connection.execute(
            "CREATE TRIGGER grow AFTER UPDATE ON outbox"
            " BEGIN INSERT INTO ballast VALUES (zeroblob(9000)); END"
        )
    (row,) = await rig.database._writer.execute_fetchall("PRAGMA page_count")
    await rig.database._writer.execute(f"PRAGMA max_page_count = {row[0]}")
