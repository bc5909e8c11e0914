"""The bot's account at Telegram: connecting to it, and what it shows of itself.

Not for updates (`bot.transport.polling`), nor for what is sent (`handlers`, `bot.delivery`).
"""

import asyncio
import logging
from collections.abc import Iterable

from telegram.error import InvalidToken, TelegramError

import handlers
from bot.errors import SettingsError
from bot.render import help as texts
from handlers.menus import show, show_administrator

log = logging.getLogger(__name__)


async def connect(application: handlers.BotApplication) -> None:
    """Ask Telegram who we are, for as long as it takes until it answers.

    Raises:
        SettingsError: Telegram does not know the token.
    """
    pause = 0.5
    while True:
        try:
            await application.initialize()
        except InvalidToken:
            # The library's message holds the token: say it without.
            raise SettingsError(["GISTWIRE_BOT_TOKEN: Telegram does not know this token"]) from None
        except (TelegramError, TypeError, KeyError) as error:  # the last two: an answer of another shape
            log.warning(
                "telegram is not reachable yet",
                extra={"reason": f"{type(error).__name__}: {str(error)[:200]}", "again_in": f"{pause:g}s"},
            )
        else:
            log.info("connected", extra={"bot": f"@{application.bot.username}"})
            return
        await asyncio.sleep(pause)
        pause = min(2 * pause, 5.0)


async def set_profile(application: handlers.BotApplication, admins: Iterable[int] = ()) -> None:
    """Set the command menus and the profile texts where they differ: Telegram limits how often one may."""
    bot = application.bot
    try:
        await show(bot, handlers.menu())
        if (await bot.get_my_description()).description != texts.DESCRIPTION:
            await bot.set_my_description(texts.DESCRIPTION)
        if (await bot.get_my_short_description()).short_description != texts.SHORT_DESCRIPTION:
            await bot.set_my_short_description(texts.SHORT_DESCRIPTION)
    except TelegramError as error:
        log.warning("profile not set", extra={"reason": f"{type(error).__name__}: {str(error)[:200]}"})
    for admin in sorted(admins):
        await show_administrator(bot, handlers.menu(administrator=True), admin)


def bot_id_of(token: str) -> int:
    """A token begins with its bot's id, which Telegram would have to be asked for."""
    return int(token.partition(":")[0])
