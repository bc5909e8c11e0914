"""The sandbox: a Bot API server on loopback, as strict as the official one. State in memory only.

    async with open_sandbox(token=TOKEN) as sandbox:
        anna = sandbox.user("Anna")
        anna.send("/start")
        reply = await anna.hear()

`sandbox.url` is the server's address: the Bot API's base is `{url}/bot`, that of files `{url}/file/bot`.
Requests are read and answered here; what they do is in `methods/`, what people do in `people.py`.
"""

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from bot.sandbox.faults import Fault, Faults
from bot.sandbox.limits import Flood, Limits
from bot.sandbox.log import Call, Event, Log
from bot.sandbox.methods import Method
from bot.sandbox.methods.documents import LARGEST_DOWNLOAD, LARGEST_UPLOAD
from bot.sandbox.methods.names import OFFICIAL
from bot.sandbox.methods.table import METHODS
from bot.sandbox.params import Params, read_params
from bot.sandbox.people import People
from bot.sandbox.records import User
from bot.sandbox.refusals import Json, Refused
from bot.sandbox.state import State
from bot.sandbox.updates import UpdateQueue

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105  (of the sandbox alone)
USERNAME = "gistwire_sandbox_bot"

_log = logging.getLogger(__name__)


class Sandbox(People):
    """The running server, with the people in it (see `People`) and what it saw (see the log's methods)."""

    def __init__(self, token: str, limits: Limits | None, clock: Callable[[], float], name: str) -> None:
        bot = User(int(token.partition(":")[0] or 0), name, username=USERNAME, is_bot=True)
        log = Log()
        super().__init__(State(bot, clock), UpdateQueue(log.ring), log)
        self.token = token
        self.url = ""
        self.webhook: Json = {}
        self.faults = Faults()
        self.flood = Flood(limits, clock)

    def tell(self, kind: str, chat_id: int, body: Json) -> None:
        """Note what the bot did, for those who listen."""
        self.log.tell(Event(kind, chat_id, body))

    def fault(self, kind: str, **rest: Any) -> Fault:  # noqa: ANN401  (fields of Fault)
        """Queue a fault: `sandbox.fault("status", status=502, times=2, method="sendMessage")`."""
        return self.faults.add(Fault(kind, **rest))  # type: ignore[arg-type]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one request to a method."""
        name = request.match_info["method"]
        if request.match_info["token"] != self.token:
            return _respond(Refused(401, "Unauthorized").json())
        method = METHODS.get(name.lower())
        try:
            params = await read_params(request)
            if not method:
                raise _unknown(name)
        except Refused as refused:
            return _respond(refused.json())
        except web.HTTPRequestEntityTooLarge:
            return _respond(Refused(413, "Request Entity Too Large").json())
        call = self._note(method, params)
        response = await self._act(method, params, call, request)
        self.log.ring()
        return response

    async def file(self, request: web.Request) -> web.StreamResponse:
        """Serve one file."""
        if request.match_info["token"] != self.token:
            return _respond(Refused(401, "Unauthorized").json())
        path = request.match_info["path"]
        fault = self.faults.take("download", 0)
        if fault and fault.kind in {"hold", "delay"}:
            await fault.held()
        elif fault:
            return await _broken(fault, request, b"")
        for file in self.state.files.values():
            if file.path == path and len(file.data) <= LARGEST_DOWNLOAD:
                return web.Response(body=file.data, content_type="application/octet-stream")
        return _respond(Refused(404, "Not Found").json())

    def _note(self, method: Method, params: Params) -> Call:
        call = Call(
            number=len(self.log.calls),
            at=self.state.clock(),
            method=method.name,
            params={name: _decoded(params.values[name]) for name in params.values} | dict(params.uploads),
            unknown=tuple(sorted(params.names() - method.fields)),
        )
        self.log.calls.append(call)
        self.log.ring()
        return call

    async def _act(
        self, method: Method, params: Params, call: Call, request: web.Request
    ) -> web.StreamResponse:
        fault = self.faults.take(method.name, call.chat_id)
        if fault and fault.kind in {"hold", "delay"}:
            await fault.held()
            fault = None
        if fault and fault.kind in {"garbage", "hang_up"}:
            return await _broken(fault, request, b"")
        body = fault.refusal().json() if fault and fault.kind == "status" else await self._run(method, params)
        call.status, call.response = body.get("error_code", 200), body
        if fault and fault.kind in {"truncated", "hang_up_after"}:
            return await _broken(fault, request, json.dumps(body).encode())
        return _respond(body)

    async def _run(self, method: Method, params: Params) -> Json:
        try:
            if method.sends:
                self.flood.check(_flood_chat(params))
            return {"ok": True, "result": await method.run(self, params)}
        except Refused as refused:
            return refused.json()
        except Exception:
            _log.exception("the sandbox failed in %s", method.name)
            return Refused(500, "Internal Server Error: the sandbox failed, see its log").json()


def _flood_chat(params: Params) -> int:
    return params.integer("chat_id")


def _unknown(name: str) -> Refused:
    if name.lower() in OFFICIAL:
        _log.warning("the sandbox was asked for %s, which it does not serve", name)
        return Refused(501, f"Not Implemented: the sandbox does not serve {name}")
    return Refused(404, "Not Found")


def _decoded(value: Any) -> Any:  # noqa: ANN401  (any JSON value)
    if isinstance(value, str) and value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


def _respond(body: Json) -> web.Response:
    headers = {}
    if retry_after := body.get("parameters", {}).get("retry_after"):
        headers["Retry-After"] = str(retry_after)
    return web.Response(
        text=json.dumps(body),
        status=body.get("error_code", 200),
        content_type="application/json",
        headers=headers,
    )


async def _broken(fault: Fault, request: web.Request, body: bytes) -> web.StreamResponse:
    """Answer with what no client can read, or not at all."""
    if fault.kind == "garbage":
        return web.Response(text="<html>\0 this is no JSON", content_type="text/html")
    if fault.kind == "status":
        return _respond(fault.refusal().json())
    response = web.StreamResponse(headers={"Content-Length": str(max(len(body), 64))})
    if fault.kind == "truncated":
        await response.prepare(request)
        await response.write(body[: len(body) // 2])
    if request.transport:
        request.transport.close()
    return response


@asynccontextmanager
async def open_sandbox(
    *,
    port: int = 0,
    token: str = TOKEN,
    limits: Limits | None = None,
    clock: Callable[[], float] = time.time,
    name: str = "Gistwire",
) -> AsyncIterator[Sandbox]:
    """Serve a sandbox on loopback until the block ends; `port` 0 is any that is free."""
    sandbox = Sandbox(token, limits, clock, name)
    app = web.Application(client_max_size=LARGEST_UPLOAD + (1 << 20))
    app.router.add_route("*", "/file/bot{token}/{path:.+}", sandbox.file)
    app.router.add_route("*", "/bot{token}/{method}", sandbox.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        sandbox.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield sandbox
    finally:
        sandbox.updates.close()
        sandbox.faults.clear()
        await asyncio.sleep(0)
        await runner.cleanup()
