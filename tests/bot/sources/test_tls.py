"""TLS: certificates made here, and a server on loopback that shows them."""

import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import trustme
from aiohttp import web as http

from bot.errors import Unreachable
from bot.sources.http import Fetcher

NAME = "paper.example"
Serve = Callable[[trustme.LeafCert], Awaitable[str]]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def asked() -> list[str]:
    """The names that clients asked the server for."""
    return []


@pytest.fixture
async def serve(asked: list[str], monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Serve]:
    """Serve a page with a certificate; gives the address. Every name leads to the server."""
    runners = []

    async def answer(request: http.BaseRequest) -> http.Response:
        return http.Response(text="hello")

    async def start(certificate: trustme.LeafCert) -> str:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        context.sni_callback = lambda _, name, __: asked.append(name)
        runner = http.ServerRunner(http.Server(answer), shutdown_timeout=0.1)
        await runner.setup()
        runners.append(runner)
        await http.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
        return f"https://{NAME}:{runner.addresses[0][1]}/"

    real = socket.getaddrinfo

    def resolve(host: Any, *rest: Any, **how: Any) -> Any:
        return real("127.0.0.1" if host == NAME else host, *rest, **how)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    yield start
    for runner in runners:
        await runner.cleanup()


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


async def refusal(url: str, context: ssl.SSLContext | None) -> str:
    async with Fetcher(private=True, context=context) as fetcher:
        with pytest.raises(Unreachable) as raised:
            await fetcher.fetch(url)
    return str(raised.value)


async def test_the_name_is_asked_for_and_vouched_for_though_its_address_is_connected_to(
    serve: Serve, asked: list[str], authority: trustme.CA
) -> None:
    url = await serve(authority.issue_cert(NAME))
    async with Fetcher(private=True, context=trusting(authority)) as fetcher:
        assert (await fetcher.fetch(url)).data == b"hello"
    assert asked == [NAME]


async def test_a_certificate_that_nobody_trusted_has_signed_is_refused(
    serve: Serve, authority: trustme.CA
) -> None:
    url = await serve(authority.issue_cert(NAME))
    assert await refusal(url, None) == "its certificate is signed by nobody that is trusted here"


async def test_a_certificate_of_another_name_or_of_the_bare_address_is_refused(
    serve: Serve, authority: trustme.CA
) -> None:
    for others in (["other.example"], ["127.0.0.1"], [f"www.{NAME}"], ["*.paper.example"]):
        url = await serve(authority.issue_cert(*others))
        assert await refusal(url, trusting(authority)) == "its certificate is that of another host"
    url = await serve(authority.issue_cert(NAME))
    bare = url.replace(NAME, "127.0.0.1")
    assert await refusal(bare, trusting(authority)) == "its certificate is that of another host"


async def test_a_certificate_that_has_expired_or_is_not_valid_yet_is_refused(
    serve: Serve, authority: trustme.CA
) -> None:
    now = datetime.now(UTC)
    long_ago, day = datetime(2001, 1, 1, tzinfo=UTC), timedelta(days=1)
    url = await serve(authority.issue_cert(NAME, not_before=long_ago, not_after=now - day))
    assert await refusal(url, trusting(authority)) == "its certificate has expired"
    url = await serve(authority.issue_cert(NAME, not_before=now + day, not_after=now + 2 * day))
    assert await refusal(url, trusting(authority)) == "its certificate is not valid yet"


async def test_a_server_without_tls_is_said_to_have_none(web: Any) -> None:
    web.pages["/"] = "hello"
    assert await refusal(web.url.replace("http:", "https:"), None) == "no secure connection to it can be made"
    assert not web.asked
