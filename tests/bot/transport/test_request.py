"""What python-telegram-bot is told of a request, by what becomes of it on the wire."""

import socket
from base64 import b64encode
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web as http
from telegram import Bot
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut

from bot.errors import SettingsError
from bot.sandbox import Sandbox, open_sandbox
from bot.transport import request as module
from bot.transport.limiter import never_left, outcome_unknown
from bot.transport.request import Request


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with open_sandbox() as opened:
        yield opened


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with _bot(sandbox.url, sandbox.token) as made:
        yield made


def _bot(url: str, token: str, read: float = 5) -> Bot:
    request = Request(4, read=read)
    return Bot(token, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot", request=request)


async def test_what_is_sent_arrives_and_the_answer_comes_back(sandbox: Sandbox, bot: Bot) -> None:
    person = sandbox.user(started=True)
    sent = await bot.send_message(person.id, "it's 5 < 6 & “так”\n+ 7%")
    assert (await person.hear())["text"] == sent.text == "it's 5 < 6 & “так”\n+ 7%"


async def test_a_refusal_is_told_in_telegrams_words(sandbox: Sandbox, bot: Bot) -> None:
    person = sandbox.user(started=True)
    with pytest.raises(BadRequest, match="Text must be non-empty"):
        await bot.send_message(person.id, " ")


async def test_a_document_goes_out_and_comes_in_byte_for_byte(sandbox: Sandbox, bot: Bot) -> None:
    person, data = sandbox.user(started=True), bytes(range(256)) * 9
    sent = await bot.send_document(person.id, data, filename="звіт.bin", caption="a & b")
    assert sent.document is not None
    assert sent.caption == "a & b"
    assert sent.document.file_name == "звіт.bin"
    assert bytes(await (await sent.document.get_file()).download_as_bytearray()) == data


async def test_a_refused_connection_never_left() -> None:
    with socket.socket() as taken:  # bound, and not listening: nobody else gets the port meanwhile
        taken.bind(("127.0.0.1", 0))
        request = Request(1, read=5)
        await request.initialize()
        try:
            with pytest.raises(NetworkError) as error:
                await request.post(f"http://127.0.0.1:{taken.getsockname()[1]}/botSECRET/getMe")
        finally:
            await request.shutdown()
    assert never_left(error.value)
    assert not outcome_unknown(error.value)
    assert "SECRET" not in str(error.value)


@pytest.mark.parametrize("kind", ["hang_up", "hang_up_after", "truncated"])
async def test_what_breaks_off_has_an_unknown_outcome(sandbox: Sandbox, bot: Bot, kind: str) -> None:
    sandbox.fault(kind, method="sendMessage")
    person = sandbox.user(started=True)
    with pytest.raises(NetworkError) as error:
        await bot.send_message(person.id, "hello")
    assert outcome_unknown(error.value)
    assert sandbox.token not in str(error.value)


async def test_an_answer_that_does_not_come_times_out_with_an_unknown_outcome(sandbox: Sandbox) -> None:
    async with _bot(sandbox.url, sandbox.token, read=0.2) as bot:
        held = sandbox.fault("hold", method="sendMessage")
        person = sandbox.user(started=True)
        with pytest.raises(TimedOut) as error:
            await bot.send_message(person.id, "hello")
        held.release()
    assert outcome_unknown(error.value)


ME = '{"ok": true, "result": {"id": 1, "is_bot": true, "first_name": "A", "username": "a_bot"}}'


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("http", "https", "all", "no"):
        monkeypatch.delenv(f"{name}_proxy", raising=False)
        monkeypatch.delenv(f"{name}_proxy".upper(), raising=False)
    return monkeypatch


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
async def test_a_proxy_of_the_environment_is_asked(
    environment: pytest.MonkeyPatch, web: Any, name: str
) -> None:
    environment.setenv(name, web.url.replace("http://", "http://anna:secret@"))
    web.pages["/bot1:a/getMe"] = ME
    async with _bot("http://telegram.invalid", "1:a") as bot:
        assert bot.username == "a_bot"
    assert web.asked[0].host == "telegram.invalid"
    assert web.asked[0].headers["Proxy-Authorization"] == f"Basic {b64encode(b'anna:secret').decode()}"


async def test_a_proxys_address_need_not_say_http(environment: pytest.MonkeyPatch, web: Any) -> None:
    environment.setenv("HTTP_PROXY", web.url.removeprefix("http://"))
    web.pages["/bot1:a/getMe"] = ME
    async with _bot("http://telegram.invalid", "1:a") as bot:
        assert bot.username == "a_bot"


async def test_a_proxy_is_asked_for_no_address_that_is_excepted(
    environment: pytest.MonkeyPatch, web: Any
) -> None:
    environment.setenv("HTTP_PROXY", web.url)
    environment.setenv("NO_PROXY", "other.invalid,telegram.invalid")
    with pytest.raises(NetworkError) as error:
        async with _bot("http://telegram.invalid", "1:a"):
            pass
    assert never_left(error.value)
    assert not web.asked


async def test_a_proxy_is_not_asked_for_this_machine(
    environment: pytest.MonkeyPatch, sandbox: Sandbox, web: Any
) -> None:
    environment.setenv("ALL_PROXY", web.url)
    async with _bot(sandbox.url, sandbox.token) as bot:
        assert bot.username == sandbox.bot.username
    assert not web.asked


@pytest.mark.parametrize(
    "proxy", ["socks5://anna:secret@127.0.0.1:1080", "http://[::", "http://", "http://a:0x5"]
)
async def test_a_proxy_that_cannot_be_used_is_named_and_not_gone_around(
    environment: pytest.MonkeyPatch, proxy: str
) -> None:
    environment.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(SettingsError, match="HTTPS_PROXY") as error:
        await Request(1, read=5).initialize()
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    "body", ["", "<html>", "null", "[]", "5", '"ok"', "{}", '{"ok": true}', "[" * 100_000]
)
async def test_what_is_no_answer_of_telegrams_is_an_error_of_telegrams(web: Any, body: str) -> None:
    web.pages["/bot1:a/getMe"] = body
    with pytest.raises(TelegramError) as error:
        async with _bot(web.url, "1:a"):
            pass
    assert outcome_unknown(error.value)


@pytest.mark.parametrize("chunked", [False, True])
async def test_an_answer_without_end_is_not_read_to_its_end(
    monkeypatch: pytest.MonkeyPatch, web: Any, chunked: bool
) -> None:
    async def answer(request: http.Request) -> http.StreamResponse:
        response = http.StreamResponse()
        if not chunked:
            response.content_length = 5_000_000
        await response.prepare(request)
        await response.write(b" " * 4000)
        return response

    monkeypatch.setattr(module, "LARGEST", 1000)
    web.pages["/bot1:a/getMe"] = answer
    with pytest.raises(NetworkError) as error:
        async with _bot(web.url, "1:a"):
            pass
    assert outcome_unknown(error.value)
