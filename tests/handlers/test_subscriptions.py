"""Subscriptions, in private chats, groups, forums and channels, through the real application."""

from pathlib import Path
from typing import Any

import pytest

from bot.models import Place
from bot.render.subscriptions import NOT_YOURS

Json = dict[str, Any]


def labels(message: Json) -> list[str]:
    return [
        button["text"] for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row
    ]


def write(folder: Path, name: str, title: str, *paragraphs: str) -> None:
    """Put an article in; the body is long enough to be one."""
    filler = "The report goes on for some length, so that it is an article and no line in passing."
    (folder / name).write_text("\n\n".join((f"# {title}", *paragraphs, filler)))


async def handled(bot: Any, update_id: int) -> None:
    """Wait until the bot is done with an update."""
    await bot.sandbox.confirmed(update_id)
    await bot.service.poller.settled(update_id)


async def owed(bot: Any) -> list[tuple[int, int, str, str]]:
    """(chat_id, thread, state, subscription's text) of all notices."""
    rows = await bot.service.library.database.fetch(
        "SELECT c.chat_id, o.thread, o.state, coalesce(s.text, '?') FROM outbox AS o"
        " JOIN chats AS c ON c.id = o.chat"
        " LEFT JOIN subscriptions AS s ON s.id = o.subscription ORDER BY o.id"
    )
    return [tuple(row) for row in rows]


async def test_subscribing_shows_what_it_would_have_told_of(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("/subscribe svalbard vault")
    said = await ada.hear()
    assert "Subscribed to svalbard vault" in said["text"]
    assert "So far 1 article fits" in said["text"]
    assert "seed vault" in said["text"].lower()
    assert labels(said) == ["Remove"]


async def test_words_that_nothing_fits_are_told_so(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("/subscribe xylophone zeppelin")
    assert "No article in the library fits" in (await ada.hear())["text"]


async def test_only_what_is_added_later_is_owed_and_an_edit_owes_nothing(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("/subscribe")
    assert "everything" in (await ada.hear())["text"]
    assert await owed(bot) == []
    write(bot.folder, "new.md", "Otters return", "Otters came back to the river this spring.")
    await bot.service.library.ingest.sync(bot.folder)
    assert [row[0] for row in await owed(bot)] == [ada.id]
    write(bot.folder, "new.md", "Otters return", "Otters came back to the old river this spring.")
    await bot.service.library.ingest.sync(bot.folder)
    assert len(await owed(bot)) == 1


async def test_two_subscriptions_give_one_notice_and_words_are_its_reason(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    for command in ("/subscribe", "/subscribe otters", '/subscribe "came back"'):
        ada.send(command)
        await ada.hear()
    write(bot.folder, "new.md", "Otters return", "Otters came back to the river this spring.")
    write(bot.folder, "other.md", "Snow on the pass", "The pass was closed by heavy snow at night.")
    await bot.service.library.ingest.sync(bot.folder)
    assert sorted(row[3] for row in await owed(bot)) == ["", "otters"]


async def test_the_same_words_twice_are_one_subscription(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("/subscribe Ferry storm")
    await ada.hear()
    ada.send("/subscribe storm   FERRY")
    assert "already" in (await ada.hear())["text"]
    ada.send("/subscriptions")
    assert "1 subscription here" in (await ada.hear())["text"]


async def test_there_is_a_limit_and_it_is_told(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    place = Place(bot.sandbox.bot.id, ada.id)
    for number in range(50):
        await bot.service.library.subscriptions.add(place, f"word{number}")
    ada.send("/subscribe onemore")
    assert "50 subscriptions at most" in (await ada.hear())["text"]
    ada.send("/subscriptions")
    listed = await ada.hear()
    assert "50 subscriptions" in listed["text"]
    ada.press(listed, "u:all")
    assert "no subscription here" in (await ada.hear("edit"))["text"]


@pytest.mark.parametrize("words", ['"', "🔥", "-", "x" * 300, " ".join("abcdefghijklmnop")])
async def test_words_that_cannot_be_looked_for_are_refused_kindly(bot: Any, words: str) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send(f"/subscribe {words}")
    said = (await ada.hear())["text"]
    assert "no word" in said or "at most" in said


async def test_unsubscribing_by_nothing_number_words_and_button(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)

    async def say(text: str) -> Json:
        ada.send(text)
        return await ada.hear()  # type: ignore[no-any-return]

    assert "no subscription here" in (await say("/unsubscribe"))["text"]
    await say("/subscribe alpha")
    assert "No longer subscribed to alpha" in (await say("/unsubscribe"))["text"]
    for word in ("alpha", "beta", "gamma", "delta"):
        await say(f"/subscribe {word}")
    assert "No longer subscribed to beta" in (await say("/unsubscribe 2"))["text"]
    assert "No longer subscribed to gamma" in (await say("/unsubscribe GAMMA"))["text"]
    assert "no subscription omega" in (await say("/unsubscribe omega"))["text"]
    assert "no subscription 7" in (await say("/unsubscribe 7"))["text"]
    asked = await say("/unsubscribe")
    assert "Which one" in asked["text"]
    assert labels(asked) == ["✕ 1. alpha", "✕ 2. delta", "✕ All of them"]
    ada.press(asked, "✕ 2. delta")
    assert labels(await ada.hear("edit")) == ["✕ 1. alpha"]


async def test_more_like_a_summary_subscribes_to_what_it_is_about(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("/summary svalbard seed vault")
    summary = await ada.hear()
    ada.press(summary, "Notify me of more like this")
    said = await ada.hear()
    assert "Subscribed to" in said["text"]
    assert "fit" in said["text"]
    assert "No article so far" not in said["text"]
    ada.press(said, "Remove")
    assert labels(await ada.hear("edit")) == []
    assert await bot.service.library.subscriptions.of(Place(bot.sandbox.bot.id, ada.id)) == []


async def test_more_like_an_answer_subscribes_to_the_words_of_the_question(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("/ask When was the movement of the legion started?")
    answer = await ada.hear()
    ada.press(answer, "Notify me of more like this")
    said = (await ada.hear())["text"]
    assert "legion" in said.lower()
    assert "when" not in said.partition(".")[0].lower()


async def test_what_is_owed_for_one_removed_stays_owed_if_another_fits(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    place = Place(bot.sandbox.bot.id, ada.id)
    subscriptions = bot.service.library.subscriptions
    ada.send("/digest daily 3:00")
    await ada.hear()
    first = (await subscriptions.add(place, "otters")).subscription
    second = (await subscriptions.add(place, "river spring")).subscription
    write(bot.folder, "new.md", "Otters return", "Otters came back to the river this spring.")
    await bot.service.library.ingest.sync(bot.folder)
    assert [row[2:] for row in await owed(bot)] == [("owed", "otters")]
    await subscriptions.remove(place, [first.id])
    assert [row[2:] for row in await owed(bot)] == [("owed", "river spring")]
    await subscriptions.add(place, "otters")  # later than the article
    await subscriptions.remove(place, [second.id])
    assert [row[2] for row in await owed(bot)] == ["dropped"]


async def test_only_administrators_of_a_group_change_its_subscriptions(bot: Any) -> None:
    ada, ben = bot.sandbox.user("Ada"), bot.sandbox.user("Ben")
    group = bot.sandbox.supergroup("Readers", ada, ben)
    ben.send("/subscribe storms", to=group)
    assert (await group.hear())["text"] == NOT_YOURS
    ada.send("/subscribe storms", to=group)
    said = await group.hear()
    assert "Subscribed to storms" in said["text"]
    query = ben.press(said, "Remove")
    await group.hear("answer")
    assert query.answer["show_alert"]
    assert query.answer["text"] == NOT_YOURS
    ben.send("/subscriptions", to=group)
    assert "storms" in (await group.hear())["text"]
    ben.send("/unsubscribe", to=group)
    assert (await group.hear())["text"] == NOT_YOURS
    ben.send("/digest daily", to=group)
    assert (await group.hear())["text"] == NOT_YOURS
    ada.press(said, "Remove")
    await group.hear("answer")
    ada.send("/subscriptions", to=group)
    assert "no subscription here" in (await group.hear())["text"]


async def test_an_anonymous_administrator_may(bot: Any) -> None:
    ada = bot.sandbox.user("Ada")
    group = bot.sandbox.supergroup("Readers", ada)
    group.set_status(ada, "creator", anonymous=True)
    ada.send("/subscribe storms", to=group)
    assert "Subscribed" in (await group.hear())["text"]


async def test_a_subscription_belongs_to_its_topic(bot: Any) -> None:
    ada = bot.sandbox.user("Ada")
    forum = bot.sandbox.supergroup("Readers", ada, forum=True)
    topic = forum.topic("Animals")
    ada.send("/subscribe otters", to=forum, thread=topic)
    said = await forum.hear()
    assert said["message_thread_id"] == topic.id
    ada.send("/subscribe", to=forum)
    assert "message_thread_id" not in await forum.hear()
    ada.send("/subscriptions", to=forum)
    assert "otters" not in (await forum.hear())["text"]
    write(bot.folder, "new.md", "Otters return", "Otters came back to the river this spring.")
    await bot.service.library.ingest.sync(bot.folder)
    assert [row[:2] for row in await owed(bot)] == [(forum.id, topic.id), (forum.id, 0)]


async def test_posts_in_a_channel_are_commands(bot: Any) -> None:
    channel = bot.sandbox.channel("News", bot.sandbox.user("Ada"))
    channel.post("/subscribe otters")
    assert "Subscribed to otters" in (await channel.hear())["text"]
    channel.post("What is the tide?")
    channel.post("/settings")
    assert "Settings of this chat" in (await channel.hear())["text"]


async def test_a_chat_that_blocks_is_paused_and_loses_nothing(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("/digest daily 3:00")
    await ada.hear()
    ada.send("/subscribe")
    await ada.hear()
    await handled(bot, ada.block())
    write(bot.folder, "new.md", "Otters return", "Otters came back to the river this spring.")
    await bot.service.library.ingest.sync(bot.folder)
    assert [row[2] for row in await owed(bot)] == ["held"]
    await handled(bot, ada.unblock())
    assert [row[2] for row in await owed(bot)] == ["owed"]


async def test_a_group_that_becomes_a_supergroup_keeps_its_subscriptions(bot: Any) -> None:
    ada = bot.sandbox.user("Ada")
    group = bot.sandbox.group("Readers", ada)
    ada.send("/subscribe otters", to=group)
    await group.hear()
    moved = group.migrate()
    for room in (group, moved):
        await handled(bot, list(room.chat.messages.values())[-1].update_id)
    ada.send("/subscriptions", to=moved)
    assert "otters" in (await moved.hear())["text"]


async def test_hostile_words_are_shown_as_written(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("/subscribe <b>otters</b> & [x](y)")
    assert "<b>otters</b> & [x](y)" in (await ada.hear())["text"]


async def test_a_notice_arrives_and_its_buttons_work(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("/subscribe otters")
    await ada.hear()
    write(bot.folder, "new.md", "Wild news", "Snow fell on the pass. Two otters were seen at the river.")
    await bot.service.library.ingest.sync(bot.folder)
    notice = await ada.hear()
    assert "Wild news" in notice["text"]
    assert "Two otters were seen at the river." in notice["text"]
    assert labels(notice) == ["Summary", "Mute this subscription"]
    ada.press(notice, "Mute this subscription")
    assert labels(await ada.hear("edit")) == ["Summary"]
    write(bot.folder, "more.md", "More news", "Otters were seen again, and this time by everybody in town.")
    await bot.service.library.ingest.sync(bot.folder)
    assert len(await owed(bot)) == 1


async def test_a_notice_goes_to_the_topic_that_subscribed(bot: Any) -> None:
    ada = bot.sandbox.user("Ada")
    forum = bot.sandbox.supergroup("Readers", ada, forum=True)
    topic = forum.topic("Animals")
    ada.send("/subscribe otters", to=forum, thread=topic)
    await forum.hear()
    write(bot.folder, "new.md", "Wild news", "Snow fell on the pass. Two otters were seen at the river.")
    await bot.service.library.ingest.sync(bot.folder)
    notice = await forum.hear()
    assert notice["message_thread_id"] == topic.id
    ada.press(notice, "Mute this subscription")
    assert "Mute this subscription" not in labels(await forum.hear("edit"))


async def test_several_due_at_once_are_one_message(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    for command in ("/digest daily 3:00", "/subscribe"):
        ada.send(command)
        await ada.hear()
    for number in range(4):
        text = f"Otter number {number} was seen at the river by {number + 2} people."
        write(bot.folder, f"new{number}.md", f"Sighting {number}", text)
    await bot.service.library.ingest.sync(bot.folder)
    ada.send("/digest at once")
    texts = [
        (await ada.hear())["text"] for _ in range(2)
    ]  # the choice is confirmed, and delivery goes its way
    notice = next(one for one in texts if "new articles" in one and "When this chat" not in one)
    assert "4 new articles" in notice
    assert all(f"Sighting {number}" in notice for number in range(4))


async def test_a_group_that_throws_the_bot_out_is_paused_until_it_is_let_in(bot: Any) -> None:
    ada = bot.sandbox.user("Ada")
    group = bot.sandbox.supergroup("Readers", ada)
    for command in ("/digest daily 3:00", "/subscribe"):
        ada.send(command, to=group)
        await group.hear()
    await handled(bot, group.set_bot_status("kicked"))
    write(bot.folder, "new.md", "Wild news", "Snow fell on the pass. Two otters were seen at the river.")
    await bot.service.library.ingest.sync(bot.folder)
    assert [row[2] for row in await owed(bot)] == ["held"]
    await handled(bot, group.set_bot_status("restricted"))
    assert [row[2] for row in await owed(bot)] == ["held"]
    await handled(bot, group.set_bot_status("member"))
    assert [row[2] for row in await owed(bot)] == ["owed"]


async def test_a_chat_that_asks_again_is_told_again(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    for command in ("/digest daily 3:00", "/subscribe"):
        ada.send(command)
        await ada.hear()
    await bot.service.library.chats.pause(Place(bot.sandbox.bot.id, ada.id), "blocked")
    write(bot.folder, "new.md", "Wild news", "Snow fell on the pass. Two otters were seen at the river.")
    await bot.service.library.ingest.sync(bot.folder)
    assert [row[2] for row in await owed(bot)] == ["held"]
    ada.send("/subscribe otters")
    await ada.hear()
    assert [row[2] for row in await owed(bot)] == ["owed"]
