"""`/healthz` and `/metrics` over HTTP, for monitoring on the same network. Nothing else is served.

Not for Telegram: updates are polled.
"""

import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.errors import SettingsError
from bot.operations.vitals import State

log = logging.getLogger(__name__)

Look = Callable[[], Awaitable[State]]
Render = Callable[[State], bytes]


@asynccontextmanager
async def serve(
    address: tuple[str, int], look: Look, render: Render, content_type: str
) -> AsyncIterator[int]:
    """Serve until the block ends; gives the port, of which 0 asks for any that is free.

    Raises:
        SettingsError: nothing can listen there.
    """

    async def healthz(request: web.Request) -> web.Response:  # noqa: ARG001
        state = await look()
        lines = [f"{'ok' if one.sound else 'BAD'} {one.name}: {one.detail}" for one in state.findings]
        return web.Response(text="\n".join([*lines, ""]), status=200 if state.sound else 503)

    async def metrics(request: web.Request) -> web.Response:  # noqa: ARG001
        return web.Response(body=render(await look()), headers={"Content-Type": content_type})

    app = web.Application()
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/metrics", metrics)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, *address).start()
        except OSError as error:
            # asyncio's own words repeat the address; the resolver's numbers are negative.
            number = error.errno or 0
            reason = os.strerror(number) if number > 0 else error.strerror or str(error)
            raise SettingsError(
                [f"GISTWIRE_HTTP: cannot listen on {address[0]}:{address[1]}: {reason}"]
            ) from error
        port = int(runner.addresses[0][1])
        log.info("health and metrics are served", extra={"host": address[0], "port": port})
        yield port
    finally:
        await runner.cleanup()
