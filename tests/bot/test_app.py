"""The service as a process, and as Telegram treats it: late, broken, twice, and stopped."""

import asyncio
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.app import start_service
from bot.errors import AlreadyRunning, SettingsError
from bot.sandbox import Sandbox, open_sandbox
from bot.settings import Settings

LIMIT = 20.0  # seconds that a process may take at the most


@asynccontextmanager
async def process(*arguments: str, home: Path, **environ: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run `gistwire` in `home`, killed at the end if it is still there."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GISTWIRE_")}
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=home,
        env={**clean, "PYTHONPATH": str(Path(__file__).parents[2]), **environ},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield running
    finally:
        if running.returncode is None:
            running.kill()
        await running.wait()


async def finish(running: asyncio.subprocess.Process, given: str = "") -> tuple[str, str]:
    async with asyncio.timeout(LIMIT):
        out, err = await running.communicate(given.encode())
    return out.decode(), err.decode()


def service_of(sandbox: Sandbox, home: Path) -> dict[str, str]:
    return {
        "GISTWIRE_BOT_TOKEN": sandbox.token,
        "GISTWIRE_API_URL": sandbox.url,
        "GISTWIRE_DATABASE": str(home / "gistwire.db"),
        "GISTWIRE_ARTICLES": str(home / "seeds"),
    }


async def answered(sandbox: Sandbox) -> str:
    ada = sandbox.user("Ada", started=True)
    ada.send("/summary")
    return str((await ada.hear(timeout=LIMIT))["text"])


async def test_sigterm_ends_the_service_with_status_0_after_what_is_in_hand(home: Path) -> None:
    async with open_sandbox() as sandbox, process("run", home=home, **service_of(sandbox, home)) as running:
        await answered(sandbox)
        running.send_signal(signal.SIGTERM)
        _, err = await finish(running)
    assert running.returncode == 0
    assert "stopped" in err
    assert sandbox.token not in err


def test_sigterm_ends_the_service_with_status_0_while_it_is_being_loaded(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys\n"
        "from bot.__main__ import main\n"
        "class Early:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'bot.app':\n"
        "            os.kill(os.getpid(), signal.SIGTERM)\n"
        "sys.meta_path.insert(0, Early())\n"
        "sys.exit(main(['run']))\n"
    )
    environ = {**os.environ, "GISTWIRE_BOT_TOKEN": "1:X", "GISTWIRE_DATABASE": str(tmp_path / "x.db")}
    run = subprocess.run(
        [sys.executable, "-c", script], env=environ, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert not (tmp_path / "x.db").exists()


async def test_what_people_write_is_not_logged_however_much_is(home: Path) -> None:
    async with open_sandbox() as sandbox:
        environ = {**service_of(sandbox, home), "GISTWIRE_LOG_LEVEL": "DEBUG"}
        async with process("run", home=home, **environ) as running:
            await answered(sandbox)
            ada = sandbox.user("Ada Surname", started=True)
            for text in (
                "Who hid the zanzibar papers?",
                "/subscribe zanzibar",
                "/summary zanzibar",
                "/zanzibar",
            ):
                ada.send(text)
                await ada.hear(timeout=LIMIT)
            ada.send_document(b"The zanzibar papers are here. " * 50, "zanzibar.txt")
            await ada.hear(timeout=LIMIT)
            running.send_signal(signal.SIGTERM)
            out, err = await finish(running)
    assert running.returncode == 0
    assert "DEBUG" in err
    assert "zanzibar" not in (out + err).lower()
    assert "Surname" not in out + err


async def test_a_second_service_on_the_database_says_why_it_ends(home: Path) -> None:
    async with open_sandbox() as sandbox, process("run", home=home, **service_of(sandbox, home)):
        await answered(sandbox)
        async with process("run", home=home, **service_of(sandbox, home)) as second:
            _, err = await finish(second)
    assert second.returncode == 1
    said = f"another gistwire runs on the database {home / 'gistwire.db'}; end it first"
    assert err.strip() == f"gistwire: {said}"


async def test_a_second_service_on_the_token_says_why_it_ends_and_the_first_goes_on(home: Path) -> None:
    async with open_sandbox() as sandbox, process("run", home=home, **service_of(sandbox, home)) as first:
        await answered(sandbox)
        other = {**service_of(sandbox, home), "GISTWIRE_DATABASE": str(home / "other.db")}
        async with process("run", home=home, **other) as second:
            _, err = await finish(second)
        assert second.returncode == 1
        assert "another instance is polling Telegram with this token" in err
        assert await answered(sandbox)
        assert first.returncode is None


async def test_the_service_waits_for_a_telegram_that_is_not_there_yet(home: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = "1:WAITING"
    settings = Settings(
        bot_token=token,
        api_url=f"http://127.0.0.1:{port}",
        database=home / "gistwire.db",
        articles=home / "seeds",
    )
    async with start_service(settings) as service:
        await service.loaded.wait()
        async with open_sandbox(port=port, token=token) as sandbox:
            assert await answered(sandbox)


async def test_a_token_that_telegram_does_not_know_ends_the_service_without_showing_it(home: Path) -> None:
    async with open_sandbox() as sandbox:
        environ = {**service_of(sandbox, home), "GISTWIRE_BOT_TOKEN": "7:NOT-THE-TOKEN"}
        async with process("run", home=home, **environ) as running:
            out, err = await finish(running)
    assert running.returncode == 2
    assert "GISTWIRE_BOT_TOKEN: Telegram does not know this token" in err
    assert "NOT-THE-TOKEN" not in out + err


@pytest.mark.parametrize("kind", ["status", "garbage", "truncated", "hang_up", "hang_up_after"])
async def test_polling_survives_what_telegram_does(bot: Any, kind: str) -> None:
    bot.sandbox.fault(kind, method="getUpdates", times=2)
    assert await answered(bot.sandbox)


@pytest.mark.parametrize("kind", ["status", "garbage", "hang_up"])
async def test_a_reply_is_sent_again_after_what_telegram_does(bot: Any, kind: str) -> None:
    bot.sandbox.fault(kind, method="sendMessage", times=1)
    assert await answered(bot.sandbox)


async def test_an_update_that_cannot_be_parsed_is_passed_over(bot: Any) -> None:
    bot.sandbox.updates.add("message", {"message_id": "not a number", "chat": 5, "date": []})
    assert await answered(bot.sandbox)


async def test_what_nobody_foresaw_gets_an_incident_id_that_the_log_has_too(
    bot: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(*_: object) -> None:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr(type(bot.service.library.articles), "summarize", fail)
    said = await answered(bot.sandbox)
    identifier = said.split("logged as ")[1].split(".")[0]
    assert any(getattr(record, "incident", "") == identifier for record in caplog.records)


async def test_one_chats_slow_document_holds_up_nobody(bot: Any) -> None:
    held = bot.sandbox.fault("hold", method="getFile")
    slow = bot.sandbox.user("Slow", started=True)
    slow.send_document(b"A first sentence stands here. " * 50, "slow.txt")
    await bot.sandbox.wait_until(lambda: held.met > 0)
    assert await answered(bot.sandbox)
    held.release()
    await slow.hear(timeout=LIMIT)


async def test_a_database_from_a_newer_version_is_refused(home: Path) -> None:
    with sqlite3.connect(home / "gistwire.db") as database:
        database.execute("PRAGMA user_version = 9999")
    database.close()
    async with open_sandbox() as sandbox, process("run", home=home, **service_of(sandbox, home)) as running:
        _, err = await finish(running)
    assert running.returncode == 1
    assert "schema 9999" in err


async def test_two_services_in_one_process_cannot_share_a_database_either(bot: Any) -> None:
    with pytest.raises(AlreadyRunning):
        async with start_service(replace(bot.settings)):
            pass


async def test_a_changed_file_is_in_the_library_while_the_service_runs(bot: Any) -> None:
    (bot.folder / "mill.md").write_text(
        "# The paper mill of Millbrook\n\nThe mill closed in 1987. Its hall is a museum of paper now. "
        "Forty thousand visitors come each year. The town has a bookbinding school as well.\n"
    )
    async with asyncio.timeout(LIMIT):
        while "Millbrook" not in await answered(bot.sandbox):
            await bot.sandbox.wait_until(lambda: True)
    assert "museum of paper" in await bot.ask("What is the hall of the mill now?")


async def test_piped_chat_answers_each_line_in_turn_and_ends_with_status_0(home: Path) -> None:
    environ = {"GISTWIRE_DATABASE": str(home / "gistwire.db"), "GISTWIRE_ARTICLES": str(home / "seeds")}
    async with process("chat", home=home, **environ) as running:
        out, err = await finish(running, "/summary sqlite\n1\n/nosuch\n")
    assert running.returncode == 0, err
    assert out.index("> /summary sqlite") < out.index("(changed)") < out.index("I do not know /nosuch")


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"GISTWIRE_LOG_LEVEL": "LOUD", "GISTWIRE_ADMINS": "1, two"}, ["LOG_LEVEL", "'two'"]),
        ({"GISTWIRE_API_URL": "ftp://x", "GISTWIRE_SUMMARIZER": "gpt"}, ["API_URL", "SUMMARIZER"]),
        ({"GISTWIRE_BOT_TOKEN": "secret"}, ["BOT_TOKEN"]),
        ({"GISTWIRE_BOT_TOKEN_FILE": "/nonexistent"}, ["BOT_TOKEN_FILE"]),
    ],
)
async def test_bad_settings_are_named_together_before_anything_starts(
    tmp_path: Path, given: dict[str, str], named: list[str]
) -> None:
    async with process("run", home=tmp_path, **given) as running:
        out, err = await finish(running)
    assert running.returncode == 2
    assert not out
    assert all(name in err for name in named)
    assert "secret" not in err
    assert not os.listdir(tmp_path)  # noqa: PTH208


async def test_a_setting_in_dotenv_counts_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("GISTWIRE_LOG_LEVEL=LOUD\nGISTWIRE_LOG_FORMAT=xml\n")
    async with process("check", home=tmp_path, GISTWIRE_LOG_LEVEL="INFO") as running:
        _, err = await finish(running)
    assert "LOG_FORMAT" in err
    assert "LOG_LEVEL" not in err


async def test_the_service_without_a_token_says_where_to_get_one(tmp_path: Path) -> None:
    async with process("run", home=tmp_path) as running:
        _, err = await finish(running)
    assert running.returncode == 2
    assert "@BotFather" in err


async def test_check_tells_a_running_service_from_none(home: Path) -> None:
    async with open_sandbox() as sandbox:
        environ = service_of(sandbox, home)
        async with process("check", home=home, **environ) as none:
            out, _ = await finish(none)
        assert none.returncode == 1
        assert "is not running" in out
        async with process("run", home=home, **environ):
            await answered(sandbox)
            async with asyncio.timeout(LIMIT):
                while True:
                    async with process("check", home=home, **environ) as check:
                        out, _ = await finish(check)
                    if check.returncode == 0:
                        break
    assert "BAD" not in out


async def test_backup_and_restore_on_the_command_line(home: Path) -> None:
    environ = {"GISTWIRE_DATABASE": str(home / "gistwire.db"), "GISTWIRE_ARTICLES": str(home / "seeds")}

    async def command(*arguments: str) -> tuple[int | None, str]:
        async with process(*arguments, home=home, **environ) as running:
            out, err = await finish(running)
        return running.returncode, out + err

    status, said = await command("backup", "saved.db")
    assert (status, "saved.db" in said) == (0, True)
    async with open_sandbox() as sandbox, process("run", home=home, **service_of(sandbox, home)):
        await answered(sandbox)
        assert (await command("backup", "saved.db"))[0] == 0
        status, said = await command("restore", "saved.db")
        assert (status, "another gistwire runs" in said) == (1, True)
    status, said = await command("restore", "saved.db")
    assert (status, "before-restore" in said) == (0, True)
    status, said = await command("restore", "seeds/en/sqlite.md")
    assert status == 1
    assert said.startswith("gistwire: ")


def test_a_token_is_not_in_what_settings_show() -> None:
    assert "SECRET" not in repr(Settings(bot_token="1:SECRET"))
    assert issubclass(SettingsError, Exception)
