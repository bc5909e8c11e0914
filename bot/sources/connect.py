"""Connections that go only where they may.

A name is resolved once, what it gives is judged, and that very address connected to. So a name that changes
its answer between the look and the connection gets nowhere. TLS still asks for a certificate of the name.

Not for what is said over a connection (`bot.sources.http`).
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

import httpcore
import httpx

from bot.errors import Unreachable
from bot.sources.addresses import is_local_name, is_public, is_reachable_inside

RESOLVERS = 8  # threads of our own: slow names must not hold up the program's other work in threads
CONNECTIONS = 32
KEPT, KEPT_SECONDS = 8, 15.0
MOST_TRIED = 4  # addresses of one name

PRIVATE = "the address is on a private network"
NEVER = "the address is link-local or a cloud's metadata service, which I never read"


class Dialer(httpcore.AsyncNetworkBackend):
    """Opens connections to public addresses; with `private` to those of an intranet, too."""

    def __init__(self, *, private: bool) -> None:
        self._private = private
        self._inner = httpcore.AnyIOBackend()
        self._threads = ThreadPoolExecutor(RESOLVERS, thread_name_prefix="resolver")

    def close(self) -> None:
        """Let go of the threads; a name that is being resolved is not waited for."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to a host's first address that answers.

        Raises:
            Unreachable: it may not be gone to, has no address, or none of them answers.
        """
        failure: Exception = Unreachable("the address is not reachable", transient=True)
        try:
            async with asyncio.timeout(timeout):
                for address in (await self.resolve(host, port))[:MOST_TRIED]:
                    try:
                        return await self._inner.connect_tcp(
                            address, port, None, local_address, socket_options
                        )
                    except (httpcore.ConnectError, httpcore.ConnectTimeout, OSError) as error:
                        failure = error
        except TimeoutError as error:
            raise Unreachable("the address does not answer", transient=True) from error
        if isinstance(failure, Unreachable):
            raise failure
        raise Unreachable("the address is not reachable", transient=True) from failure

    async def resolve(self, host: str, port: int) -> list[str]:
        """Give a host's addresses, all of which may be gone to.

        Raises:
            Unreachable: one of them may not (such a name is up to no good), or there are none.
        """
        if not self._private and is_local_name(host):
            raise Unreachable(PRIVATE)
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(
                self._threads, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            )
        except socket.gaierror as error:
            transient = error.errno == socket.EAI_AGAIN
            raise Unreachable("there is no such host", transient=transient) from error
        except (OSError, ValueError) as error:  # UnicodeError is a ValueError
            raise Unreachable("there is no such host") from error
        addresses = list(dict.fromkeys(str(row[4][0]) for row in found))
        if not all(map(is_reachable_inside, addresses)):
            raise Unreachable(NEVER if self._private else PRIVATE)
        if not self._private and not all(map(is_public, addresses)):
            raise Unreachable(PRIVATE)
        return addresses

    async def connect_unix_socket(
        self,
        path: str,  # noqa: ARG002
        timeout: float | None = None,  # noqa: ARG002
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """Refuse.

        Raises:
            Unreachable: always.
        """
        raise Unreachable(PRIVATE)

    async def sleep(self, seconds: float) -> None:
        """Wait between attempts to connect."""
        await asyncio.sleep(seconds)


class _Body(httpx.AsyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._response.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._response.aclose()


class Transport(httpx.AsyncBaseTransport):
    """HTTP over a dialer's connections. What httpcore raises comes through as it is."""

    def __init__(self, dialer: Dialer, context: ssl.SSLContext | None = None) -> None:
        self._dialer = dialer
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context or httpx.create_ssl_context(trust_env=False),
            max_connections=CONNECTIONS,
            max_keepalive_connections=KEPT,
            keepalive_expiry=KEPT_SECONDS,
            network_backend=dialer,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and give its answer, the body unread."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        response = await self._pool.handle_async_request(
            httpcore.Request(
                request.method,
                url,
                headers=request.headers.raw,
                content=cast("Any", request.stream),
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(response), extensions=response.extensions
        )

    async def aclose(self) -> None:
        """Close every connection."""
        await self._pool.aclose()
        self._dialer.close()
