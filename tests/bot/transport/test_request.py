"""What python-telegram-bot is told of a request, by what becomes of it on the wire."""

import socket
from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError, TimedOut

from bot.sandbox import Sandbox, open_sandbox
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
