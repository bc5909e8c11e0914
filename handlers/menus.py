"""The menus of commands that Telegram shows: everybody's, and with more in it an administrator's own.

Not for which commands there are (`handlers.COMMANDS`).
"""

import logging
from collections.abc import Iterable

from telegram import BotCommand, BotCommandScopeChat
from telegram.error import TelegramError
from telegram.ext import ExtBot

log = logging.getLogger(__name__)


async def show(bot: ExtBot[None], menu: Iterable[BotCommand], chat_id: int | None = None) -> None:
    """Set the menu of everybody, or of one chat, unless it is so: Telegram limits how often one may."""
    scope = None if chat_id is None else BotCommandScopeChat(chat_id)
    wanted = list(menu)
    if list(await bot.get_my_commands(scope)) != wanted:
        await bot.set_my_commands(wanted, scope)


async def show_administrator(bot: ExtBot[None], menu: Iterable[BotCommand], admin: int) -> None:
    """Set an administrator's own menu if there is a chat with them; never raises."""
    try:
        await show(bot, menu, admin)
    except TelegramError as error:  # who never wrote to the bot has no chat with it; see `handlers.register`
        reason = f"{type(error).__name__}: {str(error)[:200]}"
        log.info("administrator's menu not set", extra={"admin": admin, "reason": reason})
