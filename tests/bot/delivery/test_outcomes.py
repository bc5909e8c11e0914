import aiohttp
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.delivery.outcomes import judge

KEY = aiohttp.client_reqrep.ConnectionKey("telegram.example", 443, True, True, None, None, None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Message thread not found", "topic gone"),
        ("TOPIC_CLOSED", "topic gone"),
        ("TOPIC_DELETED", "topic gone"),
        ("Chat not found", "closed"),
        ("PEER_ID_INVALID", "closed"),
        ("Group chat was deactivated", "closed"),
        ("Not enough rights to send text messages to the chat", "barred"),
        ("Need administrator rights in the channel chat", "barred"),
        ("CHAT_WRITE_FORBIDDEN", "barred"),
        ("BUTTON_URL_INVALID", "markup"),
        ("Inline keyboard button url 'http://x' is invalid: wrong http url", "markup"),
        ("Can't parse entities: unsupported start tag", "markup"),
        ("Message is too long", "refused"),
        ("Something new", "refused"),
    ],
)
def test_a_refusal_is_told_by_its_text(text: str, kind: str) -> None:
    assert judge(BadRequest(text)).kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "bot was blocked by the user",
        "user is deactivated",
        "bot can't initiate conversation with a user",
        "bot was kicked from the supergroup chat",
        "bot is not a member of the channel chat",
        "the group chat was deleted",
    ],
)
def test_every_403_closes_the_chat(text: str) -> None:
    assert judge(Forbidden(f"Forbidden: {text}")).kind == "closed"


@pytest.mark.parametrize(
    "cause",
    [aiohttp.ClientConnectorError(KEY, OSError(111, "refused")), aiohttp.ConnectionTimeoutError("")],
    ids=type,
)
@pytest.mark.parametrize("error", [NetworkError("x"), TimedOut()], ids=repr)
def test_what_had_no_connection_was_not_sent(error: Exception, cause: Exception) -> None:
    error.__cause__ = cause
    assert judge(error).kind == "failed"


@pytest.mark.parametrize(
    "cause",
    [
        aiohttp.ClientOSError(104, "reset"),
        aiohttp.ServerDisconnectedError(),
        aiohttp.ClientPayloadError(""),
        aiohttp.SocketTimeoutError(""),
        TimeoutError(),
    ],
    ids=repr,
)
def test_what_broke_off_may_have_been_sent(cause: Exception) -> None:
    error = TimedOut() if isinstance(cause, TimeoutError) else NetworkError("x")
    error.__cause__ = cause
    assert judge(error).kind == "unknown"


@pytest.mark.parametrize("error", [NetworkError("Bad Gateway"), InvalidToken(), Conflict("x")], ids=repr)
def test_an_answer_that_is_no_refusal_of_the_message_means_try_again(error: Exception) -> None:
    assert judge(error).kind == "failed"


def test_an_answer_that_is_no_json_leaves_a_doubt() -> None:
    assert judge(TelegramError("Invalid server response")).kind == "unknown"


def test_the_time_and_the_new_id_are_read() -> None:
    assert judge(RetryAfter(17)).seconds == 17
    assert judge(ChatMigrated(-1005)).chat_id == -1005


def test_what_nobody_foresaw_leaves_a_doubt() -> None:
    verdict = judge(KeyError("result"))
    assert (verdict.kind, verdict.foreseen) == ("unknown", False)
