"""Questions, in private chats and in groups, through the real application."""

from typing import Any

Json = dict[str, Any]


def marked(message: Json, kind: str) -> list[str]:
    data = message["text"].encode("utf-16-le")
    return [
        data[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le")
        for one in message.get("entities", [])
        if one["type"] == kind
    ]


async def test_a_plain_message_in_a_private_chat_is_a_question(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("When was the legion's movement started?")
    message = await ada.hear()
    quotes = marked(message, "blockquote")
    assert 1 <= len(quotes) <= 3
    assert "February 27" in quotes[0]


async def test_each_quote_is_verbatim_and_names_its_article(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("/ask Кто открыл галлий?")
    message = await ada.hear()
    library = [" ".join(path.read_text().split()) for path in bot.folder.rglob("*.md")]
    quotes = marked(message, "blockquote")
    assert quotes
    assert all(any(quote in text for text in library) for quote in quotes)
    assert message["text"].count("No. ") == len(quotes)


async def test_words_that_matched_are_bold(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("¿Cuántas papas conserva el Centro Internacional de la Papa?")
    assert any("apa" in word for word in marked(await ada.hear(), "bold"))


async def test_the_context_of_a_quote_is_its_paragraph(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("Where is the Svalbard seed vault?")
    answer = await ada.hear()
    first = marked(answer, "blockquote")[0]
    label = next(
        one for row in answer["reply_markup"]["inline_keyboard"] for one in row if "context" in one["text"]
    )
    ada.press(answer, label["text"])
    context = await ada.hear()
    assert first in marked(context, "blockquote")[0]
    assert first in marked(context, "bold")


async def test_what_the_articles_do_not_say_is_not_answered(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("Which striker won the football transfer auction in Manchester?")
    message = await ada.hear()
    assert "The articles do not answer this." in message["text"]
    assert not marked(message, "blockquote")


async def test_nonsense_is_answered_in_a_sentence(bot: Any) -> None:
    for nonsense in (
        "?!?",
        "😀😀😀",
        '"" OR NEAR( *',
        "'; DROP TABLE articles; --",
        "x" * 4000,
        "a b c " * 600,
    ):
        assert await bot.ask(nonsense)
    assert await bot.service.library.articles.count() == 16


async def test_a_group_is_left_alone_unless_it_speaks_to_the_bot(bot: Any) -> None:
    ada = bot.sandbox.user("Ada")
    room = bot.sandbox.supergroup("Readers", ada)
    name = bot.sandbox.bot.username
    ada.send("When did the legion start?", to=room)
    ada.send("/frobnicate", to=room)
    ada.send("/ask@other_bot why?", to=room)
    ada.send(f"@{name} when was the legion's movement started?", to=room)
    message = await ada.hear(to=room)
    assert "February 27" in message["text"]
    ada.send("and who published the report about the legion?", to=room, reply_to=message)
    second = await ada.hear(to=room)
    assert second["message_id"] > message["message_id"]
    assert len(bot.sandbox.calls("sendMessage", room.id)) == 2


async def test_an_edited_message_is_not_asked_again(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    question = ada.send("Where is the Svalbard seed vault?")
    await ada.hear()
    ada.edit(question, "Where is the seed vault of Svalbard?")
    ada.send("/help")
    assert "/summary" in (await ada.hear())["text"]
    assert len(bot.sandbox.calls("sendMessage")) == 2


async def test_a_topic_gets_its_reply_in_the_topic(bot: Any) -> None:
    ada = bot.sandbox.user("Ada")
    room = bot.sandbox.supergroup("Forum", ada, forum=True)
    topic = room.topic("News")
    ada.send("/summary", to=room, thread=topic)
    summary = await ada.hear(to=room)
    assert summary["message_thread_id"] == topic.id
    assert "Freedom of Russia Legion" in summary["text"]


async def test_a_question_in_reply_to_an_article_goes_to_that_article_first(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("/summary svalbard seed vault")
    summary = await ada.hear()
    ada.send("When did it open?", reply_to=summary)
    answer = await ada.hear()
    assert "Norway opened the vault on February 26, 2008." in marked(answer, "blockquote")[0]
