"""Connecting to Telegram, whatever answers in its place."""

import json
from typing import Any

from aiohttp import web as http
from telegram.ext import ApplicationBuilder

from bot.transport.account import connect
from bot.transport.request import Request

ME = {"id": 1, "is_bot": True, "first_name": "A", "username": "a_bot"}


async def test_connecting_goes_on_until_an_answer_has_the_shape_of_one(web: Any) -> None:
    answers = iter(["the gateway's greeting", ME])

    async def answer(request: http.Request) -> http.Response:
        return http.Response(text=json.dumps({"ok": True, "result": next(answers)}))

    web.pages["/bot1:a/getMe"] = answer
    builder = ApplicationBuilder().token("1:a").base_url(f"{web.url}/bot").updater(None)
    application: Any = builder.request(Request(1, read=5)).get_updates_request(Request(1, read=5)).build()
    try:
        await connect(application)
        assert application.bot.username == "a_bot"
    finally:
        await application.bot.shutdown()
