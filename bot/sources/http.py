"""Fetching over HTTP: one GET, polite, bounded in every way, and only to where it may go.

Each step of a redirect is judged anew; who may be connected to is `bot.sources.connect`'s. What is said in
caching and retrying headers is read here; what follows from it is the caller's.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from bot.errors import Unreachable
from bot.sources.connect import Dialer, Transport
from bot.sources.headers import content_type, max_age, retry_after
from bot.sources.unpack import CODINGS, Unpacker

USER_AGENT = "gistwire (a self-hosted Telegram bot; reads feeds, and pages that people ask about)"
MOST_BYTES = 10_000_000  # of a body, after decompression
WHOLE, QUIET, CONNECT = 30.0, 10.0, 10.0  # seconds: for all of it, between bytes, to connect
MOST_REDIRECTS = 8
LONGEST_URL = 2_000

_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {301, 308}
_SAID = {
    401: "it asks for a password",
    402: "it asks for money",
    403: "the server does not let us in (403)",
    404: "the server has no such page (404)",
    410: "it is gone for good (410)",
    429: "the server says that we ask too often (429)",
    451: "it is withheld for legal reasons (451)",
}


# What OpenSSL says of a certificate (x509_vfy.h), by a part of it.
_CERTIFICATE = {
    "has expired": "has expired",
    "not yet valid": "is not valid yet",
    "mismatch": "is that of another host",
    "not valid for": "is that of another host",
    "issuer": "is signed by nobody that is trusted here",
    "self-signed": "is signed by nobody that is trusted here",
    "self signed": "is signed by nobody that is trusted here",
}


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to recognize its answer by (RFC 9110, 8.8)."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `url` is the last address; `moved_to` the one that permanent redirects lead to, or "".

    `unchanged` is that the server says so (and then `data` is empty); `max_age` the seconds for which the
    answer stays good, None if it does not say.
    """

    url: str
    data: bytes
    media_type: str
    charset: str
    validators: Validators
    unchanged: bool = False
    max_age: float | None = None
    moved_to: str = ""


def web_url(text: str) -> str:
    """Give an address as it is to be fetched, without its fragment.

    Raises:
        Unreachable: it is no http or https address.
    """
    try:
        parts = urlsplit(text.strip())
        url = httpx.URL(parts._replace(fragment="").geturl())
    except (ValueError, httpx.InvalidURL) as error:
        raise Unreachable("that is no address") from error
    if url.scheme not in {"http", "https"}:
        raise Unreachable("only http and https addresses are read")
    if not url.host or len(text) > LONGEST_URL:
        raise Unreachable("that is no address")
    return str(url)


class Fetcher:
    """Fetches; one request at a time to a host. `private` lets it go to private addresses.

    `context` says whose certificates are trusted: those of the public authorities unless it is given.
    """

    def __init__(
        self,
        *,
        private: bool = False,
        whole: float = WHOLE,
        quiet: float = QUIET,
        most_bytes: int = MOST_BYTES,
        context: ssl.SSLContext | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._whole = whole
        self._most = most_bytes
        self._now = now
        self._hosts: dict[str, tuple[asyncio.Lock, list[None]]] = {}
        self._client: httpx.AsyncClient | None = None
        self._private = private
        self._context = context
        self._timeout = httpx.Timeout(quiet, connect=min(CONNECT, whole), pool=None)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection."""
        if self._client:
            await self._client.aclose()

    async def fetch(self, url: str, validators: Validators = Validators(), accept: str = "*/*") -> Fetched:
        """Get what an address holds, unless it is what `validators` are of.

        Raises:
            Unreachable: it may not be gone to, or gives nothing.
        """
        try:
            return await self._follow(web_url(url), validators, accept)
        except TimeoutError as error:
            raise Unreachable("it takes too long", transient=True) from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise Unreachable("the server cannot be understood", transient=True) from error
        except httpcore.TimeoutException as error:
            raise Unreachable("the server stopped answering", transient=True) from error
        except httpcore.ConnectError as error:  # TLS: the connection itself is the dialer's
            raise Unreachable(_tls(error), transient=True) from error
        except (httpcore.NetworkError, OSError) as error:
            raise Unreachable("the connection broke off", transient=True) from error
        except httpcore.RemoteProtocolError as error:
            broken = "without sending" in str(error) or "incomplete" in str(error)
            said = "the answer breaks off" if broken else "the server does not speak HTTP as it should"
            raise Unreachable(said, transient=True) from error
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, ValueError) as error:
            raise Unreachable("the server cannot be understood", transient=True) from error

    async def _follow(self, url: str, validators: Validators, accept: str) -> Fetched:
        first, permanent, moved_to = url, True, ""
        seen: set[str] = set()
        left = self._whole  # seconds of its own; what it waits for its turn with a host does not count
        while True:
            seen.add(url)
            step, spent = await self._step(url, validators, accept, left)
            left -= spent
            if isinstance(step, Fetched):
                return Fetched(
                    step.url, step.data, step.media_type, step.charset, step.validators,
                    step.unchanged, step.max_age, moved_to if moved_to != first else "",
                )  # fmt: skip
            status, url = step
            permanent = permanent and status in _PERMANENT
            moved_to = url if permanent else moved_to
            if url in seen:
                raise Unreachable("its redirects go in a circle")
            if len(seen) > MOST_REDIRECTS:
                raise Unreachable("it has too many redirects")

    async def _step(
        self, url: str, validators: Validators, accept: str, seconds: float
    ) -> tuple[Fetched | tuple[int, str], float]:
        """Make one request; gives the answer, or the status and address of a redirect, and what it took."""
        headers = {"User-Agent": USER_AGENT, "Accept": accept, "Accept-Encoding": "gzip, deflate"}
        if validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators.modified:
            headers["If-Modified-Since"] = validators.modified
        clock = asyncio.get_running_loop().time
        async with self._alone(url), asyncio.timeout(seconds):
            began = clock()
            client = self._open()
            request = client.build_request("GET", url, headers=headers, timeout=self._timeout)
            response = await client.send(request, stream=True)
            try:
                return await self._read(url, response), clock() - began
            finally:
                await response.aclose()

    async def _read(self, url: str, response: httpx.Response) -> Fetched | tuple[int, str]:
        status, headers = response.status_code, response.headers
        if status in _REDIRECTS and "location" in headers:
            return status, web_url(urljoin(url, headers["location"]))
        validators = Validators(headers.get("etag", "")[:500], headers.get("last-modified", "")[:100])
        if status == 304:
            return Fetched(url, b"", "", "", validators, unchanged=True, max_age=max_age(headers))
        if status != 200:
            raise self._refusal(status, headers)
        media_type, charset = content_type(headers)
        return Fetched(
            url, await self._body(response), media_type, charset, validators, max_age=max_age(headers)
        )

    async def _body(self, response: httpx.Response) -> bytes:
        """Read the body, decompressed, as far as the limit.

        Not through the client's own decompression, where a few bytes of a bomb are megabytes before they can
        be counted.
        """
        coding = response.headers.get("content-encoding", "").strip().casefold()
        if coding not in CODINGS:
            raise Unreachable("it is compressed in a way that was not asked for")
        unpack = Unpacker(coding, self._most)
        parts = [unpack(part) async for part in response.aiter_raw()]
        unpack.end()
        return b"".join(parts)

    def _refusal(self, status: int, headers: Mapping[str, str]) -> Unreachable:
        said = _SAID.get(status) or (
            f"the server has a failure ({status})" if status >= 500 else f"the server answers with {status}"
        )
        wait = retry_after(headers, self._now()) if status in {429, 503} else 0.0
        return Unreachable(
            said, transient=status >= 500 or status in {408, 425, 429}, status=status, wait=wait
        )

    def _open(self) -> httpx.AsyncClient:
        if self._client is None:  # reading the certificates takes a while: not before they are needed
            self._client = httpx.AsyncClient(
                transport=Transport(Dialer(private=self._private), self._context),
                trust_env=False,
                follow_redirects=False,
            )
        return self._client

    @asynccontextmanager
    async def _alone(self, url: str) -> AsyncIterator[None]:
        """Hold a host for one request."""
        host = httpx.URL(url).host
        lock, users = self._hosts.setdefault(host, (asyncio.Lock(), []))
        users.append(None)
        try:
            async with lock:
                yield
        finally:
            users.pop()
            if not users:
                self._hosts.pop(host, None)


def _tls(error: Exception) -> str:
    text = str(error)
    if "CERTIFICATE" in text.upper():
        said = next((words for mark, words in _CERTIFICATE.items() if mark in text), "is not valid")
        return f"its certificate {said}"
    return (
        "no secure connection to it can be made" if "SSL" in text.upper() else "the address is not reachable"
    )
