"""HTTP to Telegram: python-telegram-bot's `BaseRequest` over aiohttp.

Why not the library's own, over httpx: a request costs it 1.3 ms more of the processor, more than the rest of
a reply, since it writes head and body apart and reads the answer in Python. Errors are told as the library
tells them, with aiohttp's own as their cause.

Not for when to send, nor for trying again (`bot.transport.limiter`).
"""

import json
import ssl
from functools import cache
from typing import Any
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.errors import SettingsError

NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
"""Causes of a request that surely never left: there was no connection to send it on."""
LOST = (aiohttp.ClientError, TimeoutError)
"""Causes of a request whose outcome is not known, unless they are among NOT_SENT."""

_CONNECT = 5.0  # seconds, for a connection to open or to be free
_WRITE = 20.0
_WRITE_MEDIA = 60.0
_DOWNLOAD = 300.0  # a file of 20 MB over a slow line; what comes must still come without longer gaps
LARGEST = 64 << 20  # bytes; a bot may fetch files of 20 MB, and no other answer comes near that
# Bot API, "Making requests": one of four ways, and the only one that quotes no byte of Cyrillic by itself.
_JSON = {"Content-Type": "application/json"}
_LOOPBACK = ("localhost", "127.", "::1")


class Request(BaseRequest):
    """Up to `connections` at once, kept open between requests; `read` is how long an answer may take (s)."""

    def __init__(self, connections: int, read: float) -> None:
        self._connections = connections
        self._read = read
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[str, URL] = {}

    @property
    def read_timeout(self) -> float:
        """Seconds that an answer may take, unless a request says otherwise."""
        return self._read

    async def initialize(self) -> None:
        """Open the session; it connects when it is first used.

        Raises:
            SettingsError: the environment names a proxy that cannot be used.
        """
        self._proxies = _proxies()
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ssl=_trusted()),
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        """Close what is open."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Give the status and the body of the answer.

        Raises:
            TimedOut, NetworkError: there is none.
        """
        if self._session is None:
            raise RuntimeError("the session is not open")
        fields = request_data.json_parameters if request_data else {}
        files = request_data.multipart_data if request_data else {}
        read = _given(read_timeout, self._read)
        connect = _given(connect_timeout, _given(pool_timeout, _CONNECT))
        write = _given(write_timeout, _WRITE_MEDIA if files else _WRITE)
        timeout = aiohttp.ClientTimeout(
            total=_DOWNLOAD if method == "GET" else _sum(connect, write, read),
            connect=connect,
            sock_read=read,
        )
        address = URL(url, encoded=True)  # the library has quoted what needs it
        try:
            async with self._session.request(
                method,
                address,
                proxy=self._proxy(address),
                data=_form(fields, files) if files else json.dumps(fields).encode(),
                headers=None if files else _JSON,
                timeout=timeout,
                allow_redirects=False,
            ) as response:
                return response.status, await _body(response)
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            # The others may name the address, and with it the token.
            detail = f": {error}" if isinstance(error, aiohttp.ClientConnectorError) else ""
            raise NetworkError(f"aiohttp.{type(error).__name__}{detail}") from error

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer of Telegram's.

        Raises:
            TelegramError: it is none; the library would pass on any JSON as one, and log what is not JSON.
        """
        try:
            answer = json.loads(payload.decode(errors="replace"))
        except (ValueError, RecursionError) as error:
            raise TelegramError("Invalid server response") from error
        if not isinstance(answer, dict) or (answer.get("ok") is not False and "result" not in answer):
            raise TelegramError("Invalid server response")
        return answer

    def _proxy(self, address: URL) -> URL | None:
        host = address.host or ""
        if not self._proxies or host.startswith(_LOOPBACK) or proxy_bypass(host):
            return None
        return self._proxies.get(address.scheme) or self._proxies.get("all")


def _proxies() -> dict[str, URL]:
    """The proxies that the environment names (HTTPS_PROXY, ALL_PROXY …), by scheme.

    aiohttp would read the environment too, but leaves out proxies spoken to over TLS, and goes without.
    """
    proxies, wrong = {}, []
    for scheme, given in getproxies().items():
        if scheme not in {"http", "https", "all"}:
            continue
        try:
            proxy = URL(given if "://" in given else f"http://{given}")
        except ValueError:
            proxy = URL()
        if proxy.scheme in {"http", "https"} and proxy.host:
            proxies[scheme] = proxy
        else:  # it may hold a password
            wrong.append(f"{scheme.upper()}_PROXY: must be a proxy's address, http://… or https://…")
    if wrong:
        raise SettingsError(wrong)
    return proxies


async def _body(response: aiohttp.ClientResponse) -> bytes:
    """Read it all, unless it is more than Telegram's largest answer, a file, can be.

    Raises:
        aiohttp.ClientPayloadError: it is.
    """
    if 0 <= (response.content_length or -1) <= LARGEST and "Content-Encoding" not in response.headers:
        return await response.read()
    body = bytearray()
    async for piece in response.content.iter_any():
        body += piece
        if len(body) > LARGEST:
            response.close()
            raise aiohttp.ClientPayloadError("too large")
    return bytes(body)


def _given(value: Any, usual: float | None) -> float | None:  # noqa: ANN401  (a DefaultValue of the library's)
    if isinstance(value, DefaultValue):
        return usual
    return None if value is None else float(value)


def _sum(connect: float | None, write: float | None, read: float | None) -> float | None:
    return None if write is None or read is None else (connect or 0) + write + read


def _form(fields: dict[str, str], files: dict[str, Any]) -> aiohttp.FormData:
    form = aiohttp.FormData(fields, quote_fields=False)  # names in UTF-8, as Telegram reads them
    for name, (filename, data, kind) in files.items():
        form.add_field(name, data, filename=filename, content_type=kind)
    return form


@cache
def _trusted() -> ssl.SSLContext:
    """The certificates that httpx trusts, read once: it takes 0.1 s."""
    import httpx  # noqa: PLC0415 - python-telegram-bot has imported it

    return httpx.create_ssl_context()
