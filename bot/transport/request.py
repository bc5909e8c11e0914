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

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
"""Causes of a request that surely never left: there was no connection to send it on."""
LOST = (aiohttp.ClientError, TimeoutError)
"""Causes of a request whose outcome is not known, unless they are among NOT_SENT."""

_CONNECT = 5.0  # seconds, for a connection to open or to be free
_WRITE = 20.0
_WRITE_MEDIA = 60.0
# Bot API, "Making requests": one of four ways, and the only one that quotes no byte of Cyrillic by itself.
_JSON = {"Content-Type": "application/json"}


class Request(BaseRequest):
    """Up to `connections` at once, kept open between requests; `read` is how long an answer may take (s)."""

    def __init__(self, connections: int, read: float) -> None:
        self._connections = connections
        self._read = read
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that an answer may take, unless a request says otherwise."""
        return self._read

    async def initialize(self) -> None:
        """Open the session; it connects when it is first used."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ssl=_trusted()),
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=True,  # HTTPS_PROXY and the like
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
            total=None if None in (read, write) else (connect or 0) + (write or 0) + (read or 0),
            connect=connect,
            sock_read=read,
        )
        try:
            async with self._session.request(
                method,
                URL(url, encoded=True),  # the library has quoted what needs it
                data=_form(fields, files) if files else json.dumps(fields).encode(),
                headers=None if files else _JSON,
                timeout=timeout,
                allow_redirects=False,
            ) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            # The others may name the address, and with it the token.
            detail = f": {error}" if isinstance(error, aiohttp.ClientConnectorError) else ""
            raise NetworkError(f"aiohttp.{type(error).__name__}{detail}") from error


def _given(value: Any, usual: float | None) -> float | None:  # noqa: ANN401  (a DefaultValue of the library's)
    if isinstance(value, DefaultValue):
        return usual
    return None if value is None else float(value)


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
