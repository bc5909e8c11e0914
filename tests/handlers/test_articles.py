"""/summary and /articles, their buttons, and texts that people send."""

from typing import Any

import pytest

Json = dict[str, Any]

LONG_TEXT = " ".join(
    """
    The town of Millbrook closed its last paper mill in 1987. About four hundred people lost their work that
    spring. The river, which had run brown for a century, was clear again within three years. Trout came back
    first, and the anglers came after them. In 1994 the council bought the mill for one dollar. It turned
    the turbine hall into a museum of paper, and forty thousand visitors came in the first year. The old
    turbines now make enough electricity for a thousand homes. Some former workers guide visitors through the
    halls. They say that the noise is what they miss least. The museum plans a school of bookbinding next.
    """.split()
)


def quotes(message: Json) -> list[str]:
    """The blockquotes of a message, as text."""
    data = message["text"].encode("utf-16-le")
    return [
        data[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le")
        for one in message.get("entities", [])
        if one["type"] == "blockquote"
    ]


def buttons(message: Json) -> list[str]:
    return [one["text"] for row in message.get("reply_markup", {}).get("inline_keyboard", []) for one in row]


def body(path: Any) -> str:
    """A starter article's text with its white space folded."""
    return " ".join(path.read_text(encoding="utf-8").split())


async def test_a_summary_is_one_blockquote_of_the_articles_own_sentences(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("/summary svalbard seed vault")
    message = await ada.hear()
    (quote,) = quotes(message)
    text = body(bot.folder / "en" / "svalbard-seed-vault.md")
    assert all(" ".join(line.split()) in text for line in quote.split("\n"))
    assert message["text"].startswith("The seed vault in the Arctic mountain\n")


async def test_summary_alone_is_the_newest_article(bot: Any) -> None:
    assert "Freedom of Russia Legion" in await bot.ask("/summary")


async def test_the_header_names_publication_date_number_and_the_time_saved(bot: Any) -> None:
    text = await bot.ask("/summary")
    assert "Gistwire starter library · 20 November 2026 · saves " in text
    assert " · No. " in text


async def test_lengths_are_chosen_by_buttons_that_edit_in_place(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("/summary")
    medium = await ada.hear()
    ada.press(medium, "Short")
    short = await ada.hear("edit")
    ada.press(short, "Long")
    long = await ada.hear("edit")
    assert short["message_id"] == long["message_id"] == medium["message_id"]
    assert len(quotes(short)[0]) < len(quotes(medium)[0]) < len(quotes(long)[0])
    assert buttons(long)[:3] == ["Short", "Medium", "• Long •"]


async def test_a_length_may_be_named_with_a_number_or_alone(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    sizes = {}
    for length in ("short", "medium", "Long"):
        for asked in (f"/summary {length}", f"/summary 3 {length}", f"/summary No. 3 {length}"):
            ada.send(asked)
            summary = await ada.hear()
            assert f"• {length.capitalize()} •" in buttons(summary)
            assert ("No. 3" in summary["text"]) == ("3" in asked)
            sizes[asked] = len(quotes(summary)[0])
    assert sizes["/summary 3 short"] < sizes["/summary 3 medium"] < sizes["/summary 3 Long"]


async def test_a_length_may_follow_words_and_words_may_begin_with_one(bot: Any) -> None:
    assert "James Webb" in await bot.ask("/summary space telescope long")
    assert "From pigeons" in await bot.ask("/summary short history of the wire services")


async def test_every_press_is_answered(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("/summary")
    message = await ada.hear()
    for data in (
        "s:1:short",
        "s:999:short",
        "s:1:medium",
        "o:1",
        "a:2",
        "c:999999",
        "m:1,2",
        "nonsense",
        "t:long",
    ):
        ada.press(message, data, stale=True)
        await ada.hear("answer")


async def test_an_article_is_found_by_number_and_by_words(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("/summary карта времени")
    ada.send("/summary 3")
    ada.send("/summary No. 3")
    first, second, third = [await ada.hear() for _ in range(3)]
    assert "No. 3" in second["text"] or "No. 3" in third["text"] or "No. 3" in first["text"]


@pytest.mark.parametrize("number", ["4711", "0", "-1", "99999999999999999999"])
async def test_a_number_that_is_no_article_is_said_to_be_none(bot: Any, number: str) -> None:
    said = await bot.ask(f"/summary {number}")
    assert said == f"I find no article for {number}. /articles lists those there are."


async def test_a_reply_to_a_summary_asks_for_that_article_again(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("/summary sqlite")
    message = await ada.hear()
    ada.send("/summary", reply_to=message)
    again = await ada.hear()
    assert again["text"] == message["text"]


async def test_a_reply_to_a_long_message_summarizes_that_text(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    source = ada.send(LONG_TEXT[:900])
    await bot.sandbox.confirmed(source.update_id) if hasattr(source, "update_id") else None
    ada.send("/summary", reply_to=source)
    messages = [await ada.hear() for _ in range(2)]
    summary = next(one for one in messages if "Short" in " ".join(buttons(one)))
    lines = quotes(summary)[0].split("\n")
    assert all(line in LONG_TEXT for line in lines)
    assert summary["reply_to_message"]["message_id"] == source.id


async def test_a_text_that_is_sent_leaves_nothing_in_the_library(bot: Any) -> None:
    before = await bot.service.library.articles.count()
    ada = bot.sandbox.user("Ada", started=True)
    ada.send_document(LONG_TEXT.encode(), "mill.txt")
    await ada.hear(timeout=20)
    assert await bot.service.library.articles.count() == before


@pytest.mark.parametrize(
    ("name", "mime", "data"),
    [
        ("mill.txt", "text/plain", LONG_TEXT.encode()),
        ("mill.md", "text/markdown", f"# The mill\n\n{LONG_TEXT}".encode()),
        (
            "mill.html",
            "text/html",
            f"<html><body><article><h1>Mill</h1><p>{LONG_TEXT}</p></article>".encode(),
        ),
        ("мельница.txt", "text/plain", LONG_TEXT.encode("utf-16")),
    ],
)
async def test_a_document_is_summarized_in_its_own_words(bot: Any, name: str, mime: str, data: bytes) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send_document(data, name, mime, caption="/summary")
    summary = await ada.hear(timeout=20)
    assert all(line in LONG_TEXT for line in quotes(summary)[0].split("\n"))
    ada.press(summary, "Short")
    short = await ada.hear("edit")
    assert len(quotes(short)[0]) < len(quotes(summary)[0])


@pytest.mark.parametrize(
    ("name", "mime", "data", "said"),
    [
        ("photo.jpg", "image/jpeg", b"\xff\xd8\xff\xe0" + bytes(2000), "I cannot read photo.jpg"),
        ("fake.txt", "text/plain", b"\x7fELF" + bytes(range(256)) * 40, "I cannot read this as an article"),
        ("empty.txt", "text/plain", b" \n ", "I cannot read this as an article"),
        ("short.txt", "text/plain", b"Only one sentence stands here.", "too short"),
    ],
)
async def test_what_cannot_be_read_is_said(bot: Any, name: str, mime: str, data: bytes, said: str) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send_document(data, name, mime)
    assert said in (await ada.hear(timeout=20))["text"]


async def test_a_text_being_read_shows_as_typing(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send_document(LONG_TEXT.encode(), "mill.txt")
    action = await ada.hear("action", timeout=20)
    assert "typing" in str(action)
    await ada.hear(timeout=20)


async def test_the_list_has_ten_articles_a_page(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("/articles")
    first = await ada.hear()
    assert first["text"].startswith("16 articles, the newest first")
    assert first["text"].count("No. ") == 10
    ada.press(first, "Older ›")
    second = await ada.hear("edit")
    assert second["text"].count("No. ") == 6
    assert "‹ Newer" in buttons(second)


async def test_the_list_for_words_keeps_its_words_on_each_page(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("/articles time")
    message = await ada.hear()
    assert "fit time" in message["text"] or "fits time" in message["text"]
    ada.press(message, "a:1", stale=True)
    await ada.hear("answer")


async def test_a_deep_link_opens_its_article(bot: Any) -> None:
    opened = await bot.ask("/start a3")
    assert "No. 3" in opened


async def test_start_and_help_show_the_library_as_it_is(bot: Any) -> None:
    newest = (await bot.service.library.articles.newest(1))[0]
    assert newest.title in await bot.ask("/start")
    assert f"/summary {newest.number}" in await bot.ask("/help")


async def test_an_unknown_command_gets_help(bot: Any) -> None:
    assert await bot.ask("/frobnicate now") == "I do not know /frobnicate. /help lists what I can do."


@pytest.mark.parametrize("kind", ["status", "hang_up", "truncated"])
async def test_a_download_that_breaks_off_is_tried_again(bot: Any, kind: str) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    bot.sandbox.fault(kind, method="download")
    ada.send_document(LONG_TEXT.encode(), "mill.txt")
    assert "Short" in " ".join(buttons(await ada.hear()))


async def test_a_document_that_cannot_be_fetched_is_said_to_be_so(
    bot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.documents._PAUSES", (0.0, 0.0))
    ada = bot.sandbox.user("Ada", started=True)
    bot.sandbox.fault("status", method="download", status=502, times=3)
    ada.send_document(LONG_TEXT.encode(), "mill.txt")
    assert (await ada.hear())["text"].startswith("I cannot fetch this document from Telegram")


@pytest.mark.parametrize("caption", ["/summary long", "/summary of this please"])
async def test_a_document_is_summarized_whatever_else_its_caption_says(bot: Any, caption: str) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send_document(LONG_TEXT.encode(), "mill.txt", caption=caption)
    summary = await ada.hear()
    assert all(line in LONG_TEXT for line in quotes(summary)[0].split("\n"))
    assert ("• Long •" in buttons(summary)) is caption.endswith("long")


async def test_a_reply_may_say_how_long_a_summary_is_to_be(bot: Any) -> None:
    ada = bot.sandbox.user("Ada", started=True)
    ada.send("/summary sqlite")
    message = await ada.hear()
    ada.send("/summary Short", reply_to=message)
    again = await ada.hear()
    assert "• Short •" in buttons(again)
    assert again["text"].startswith(message["text"].split("\n")[0])
