"""Notices end to end: the real application, its folder of articles, and the chats."""

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
ARTICLE = """---
title: {title}
language: en
---

The harbor council voted on Tuesday to rebuild the old lighthouse before the winter storms arrive.
Engineers had warned for years that its foundation was giving way to the sea.

Work begins in September and will cost the town about four million crowns, according to the mayor.
"""


async def subscribe(bot: Any, name: str = "Anna") -> Any:
    person = bot.sandbox.user(name, started=True)
    person.send("/subscribe")
    await person.hear()
    return person


async def test_a_subscriber_hears_of_a_new_article_in_the_folder(bot: Any) -> None:
    anna = await subscribe(bot)
    (bot.folder / "lighthouse.md").write_text(ARTICLE.format(title="The lighthouse is rebuilt"))
    message = await anna.hear(timeout=10)
    assert "The lighthouse is rebuilt" in message["text"]
    assert any(entity["type"] == "blockquote" for entity in message["entities"])
    assert message["reply_markup"]


async def test_what_gistwire_add_adds_is_announced_by_the_service(bot: Any, tmp_path: Path) -> None:
    anna = await subscribe(bot)
    path = tmp_path / "added.md"
    path.write_text(ARTICLE.format(title="Added from the command line"))
    adding = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "add", str(path),
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "GISTWIRE_DATABASE": str(bot.settings.database),
            "GISTWIRE_ARTICLES": str(bot.settings.articles),
        },
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    message = await anna.hear(timeout=15)
    await adding.wait()
    assert "Added from the command line" in message["text"]


async def test_who_unblocks_the_bot_gets_what_was_owed_meanwhile(bot: Any) -> None:
    anna, bela = await subscribe(bot), await subscribe(bot, "Bela")
    anna.block()
    (bot.folder / "lighthouse.md").write_text(ARTICLE.format(title="The lighthouse is rebuilt"))
    await bela.hear(timeout=10)
    anna.unblock()
    message = await anna.hear(timeout=10)
    assert "The lighthouse is rebuilt" in message["text"]
