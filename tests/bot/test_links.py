"""Links, from a small web of our own to the chat."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web as http

from bot.sandbox import open_sandbox
from bot.settings import Settings

PARAGRAPHS = [
    "The old ferry across the Lorne stopped on Monday after ninety-one years of service to the two villages.",
    "Its last captain, Ida Marsh, said that she had carried four generations of the same families to school.",
    "The council wants a footbridge in its place, which would cost eleven million and open in three years.",
    "Until then a bus takes the long way round, and the morning trip that took six minutes takes fifty.",
    "Shopkeepers on the eastern bank expect to lose a third of their customers before the bridge is built.",
    "A group of villagers has offered to run the ferry themselves and has collected forty thousand so far.",
    "The ministry has not said whether it would license a crew of volunteers on a river with such a current.",
    "Marsh would come back for that, she said, if somebody found her a mechanic who knows the old engine.",
]
PAGE = (
    '<!doctype html><html lang="en"><head><title>The ferry that stopped | The Lorne Herald</title>'
    '<meta property="og:site_name" content="The Lorne Herald">'
    '<meta property="article:published_time" content="2026-02-14T08:00:00Z"></head><body>'
    '<nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>The ferry that stopped</h1>'
    + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    + "</article><footer>All rights reserved</footer></body></html>"
)


def pdf(lines: list[str]) -> bytes:
    """A PDF of one page, written by hand."""
    text = "BT /F1 10 Tf 40 800 Td 12 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Title (The ferry that stopped) /CreationDate (D:20260214080000Z) >>",
        "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info 5 0 R >>"
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF".encode()


def wrapped(width: int = 80) -> list[str]:
    lines, line = [], ""
    for word in " ".join(PARAGRAPHS).split():
        if len(line) + len(word) >= width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*lines, line]


@pytest.fixture
async def bot(home: Path, run: Any) -> AsyncIterator[Any]:
    settings = Settings(database=home / "gistwire.db", articles=home / "seeds", private_addresses=True)
    async with open_sandbox() as sandbox:
        admin = sandbox.user("Root", started=True)
        async with run(sandbox, replace(settings, admins=frozenset({admin.id}))) as running:
            running.sandbox.admin = admin
            yield running


def quoted(message: Any) -> str:
    (quote,) = [one for one in message["entities"] if one["type"] == "blockquote"]
    units = message["text"].encode("utf-16-le")
    return units[2 * quote["offset"] : 2 * (quote["offset"] + quote["length"])].decode("utf-16-le")


async def test_a_link_alone_gets_title_publication_date_and_summary(bot: Any, web: Any) -> None:
    web.pages["/ferry"] = PAGE
    person = bot.sandbox.user("Ada", started=True)
    person.send(f"{web.url}/ferry?utm_source=chat")
    said = await person.hear(timeout=30)
    assert said["text"].startswith("The ferry that stopped\nThe Lorne Herald · 14 February 2026 · ")
    assert all(line in " ".join(PARAGRAPHS) for line in quoted(said).split("\n"))
    title, *sentences = [one for one in said["entities"] if one["type"] == "text_link"]
    assert title["url"] == f"{web.url}/ferry"
    assert all(one["url"].startswith(f"{web.url}/ferry#:~:text=") for one in sentences)


async def test_what_is_behind_a_link_is_not_kept_and_its_length_buttons_work(bot: Any, web: Any) -> None:
    web.pages["/ferry"] = PAGE
    count = await bot.service.library.articles.count()
    person = bot.sandbox.user("Ada", started=True)
    person.send(f"/summary {web.url}/ferry")
    said = await person.hear(timeout=30)
    person.press(said, "Short")
    edited = await person.hear("edit")
    assert len(quoted(edited)) < len(quoted(said))
    assert "Keep" not in str(edited["reply_markup"])
    assert web.count("/ferry") == 1
    assert await bot.service.library.articles.count() == count


async def test_an_administrator_keeps_it_and_it_is_an_article(bot: Any, web: Any) -> None:
    web.pages["/ferry"] = PAGE
    admin = bot.sandbox.admin
    admin.send(f"{web.url}/ferry")
    admin.press(await admin.hear(timeout=30), "Keep in the library")
    kept = await admin.hear("edit", timeout=30)
    assert "No. 17" in kept["text"]
    newest = (await bot.service.library.articles.newest(1))[0]
    assert (newest.title, newest.url, newest.publication) == (
        "The ferry that stopped", f"{web.url}/ferry", "The Lorne Herald"
    )  # fmt: skip


async def test_nobody_else_keeps_it(bot: Any, web: Any) -> None:
    web.pages["/ferry"] = PAGE
    person = bot.sandbox.user("Ada", started=True)
    person.send(f"{web.url}/ferry")
    query = person.press(await person.hear(timeout=30), "k:keep", stale=True)
    count = await bot.service.library.articles.count()
    await asyncio.wait_for(bot.service.poller.settled(query.update_id), 10)
    assert await bot.service.library.articles.count() == count


async def test_a_pdf_behind_a_link_is_read(bot: Any, web: Any) -> None:
    web.pages["/paper"] = ("application/pdf", pdf(wrapped()))
    person = bot.sandbox.user("Ada", started=True)
    person.send(f"{web.url}/paper")
    said = await person.hear(timeout=30)
    assert said["text"].startswith("The ferry that stopped\n")
    assert all(line in " ".join(PARAGRAPHS) for line in quoted(said).split("\n"))


async def test_a_page_in_another_encoding_is_read_as_its_server_says(bot: Any, web: Any) -> None:
    text = "Паром {} через річку зупинився у понеділок, і мешканці {} сіл тепер їздять автобусом через міст."
    body = f"<article>{''.join(f'<p>{text.format(n, n + 2)}</p>' for n in range(8))}</article>"
    page = f"<html><head><title>Паром</title></head><body>{body}</body></html>"
    web.pages["/p"] = ("text/html; charset=windows-1251", page.encode("cp1251"))
    person = bot.sandbox.user("Ada", started=True)
    person.send(f"{web.url}/p")
    assert (await person.hear(timeout=30))["text"].startswith("Паром\n")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/missing", "cannot fetch that link: the server has no such page (404)"),
        (
            "/picture",
            "no article behind that link that I can read: it is of a kind that I do not read",
        ),
        ("/feed", "it is a feed"),
        ("/empty", "no article behind that link"),
        ("/locked", "it asks to log in first"),
        ("/consent", "it asks for consent to cookies first"),
        ("/scan", "its pages are pictures"),
        ("/damaged", "damaged PDF"),
    ],
)
async def test_why_there_is_no_summary_is_said(bot: Any, web: Any, path: str, said: str) -> None:
    async def away(request: http.Request) -> http.Response:
        return http.Response(status=302, headers={"Location": "/account/sign-in?next=x"})

    web.pages |= {
        "/picture": ("image/png", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        "/feed": ("application/rss+xml", "<rss><channel></channel></rss>"),
        "/empty": "<html><body><nav>Home News Sport</nav></body></html>",
        "/locked": away,
        "/account/sign-in": "<html><body><p>Welcome back to us. We are glad to see you again.</p>",
        "/consent": "<html><body><p>We value your privacy. We and our partners store cookies.</p>",
        "/scan": ("application/pdf", pdf([])),
        "/damaged": ("application/pdf", pdf(wrapped())[:200]),
    }
    person = bot.sandbox.user("Ada", started=True)
    person.send(f"{web.url}{path}")
    assert said in (await person.hear(timeout=30))["text"]


async def test_a_private_address_is_refused_unless_it_is_allowed(home: Path, run: Any, web: Any) -> None:
    web.pages["/"] = PAGE
    settings = Settings(database=home / "gistwire.db", articles=home / "seeds")
    async with open_sandbox() as sandbox, run(sandbox, settings):
        person = sandbox.user("Ada", started=True)
        person.send(f"{web.url}/")
        assert "the address is on a private network" in (await person.hear(timeout=30))["text"]
    assert not web.asked


async def test_in_a_group_a_link_alone_is_not_for_the_bot_but_a_reply_that_asks_is(
    bot: Any, web: Any
) -> None:
    web.pages["/ferry"] = PAGE
    person = bot.sandbox.user("Ada")
    group = bot.sandbox.group("Village", person)
    link = person.send(f"{web.url}/ferry", to=group)
    person.send("/summary", to=group, reply_to=link)
    said = await person.hear(to=group, timeout=30)
    assert said["text"].startswith("The ferry that stopped")
    assert web.count("/ferry") == 1


async def test_a_link_among_other_words_of_summary_is_found(bot: Any, web: Any) -> None:
    web.pages["/ferry"] = PAGE
    person = bot.sandbox.user("Ada", started=True)
    person.send(f"/summary of this, please ({web.url}/ferry).")
    assert (await person.hear(timeout=30))["text"].startswith("The ferry that stopped")
