"""/allow, /deny, their buttons, and what a stranger is told. Administrators alone decide."""

import logging
import re
from collections.abc import Iterable

from telegram import LinkPreviewOptions, Message, Update
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.render import access as render
from handlers.context import Context, Rendered, edit, keyboard, reply
from handlers.rights import may_administer
from handlers.updates import arguments, pressed

log = logging.getLogger(__name__)


async def allow(update: Update, context: Context) -> None:
    """Let a user or group in: /allow ID."""
    await _command(update, context, "allow")


async def deny(update: Update, context: Context) -> None:
    """Keep a user or group out: /deny ID."""
    await _command(update, context, "deny")


async def press(update: Update, context: Context) -> None:
    """Let in or keep out whoever asked. Data: `ai:ID`, `ao:ID`."""
    query, message, verb, number = pressed(update)
    if not await may_administer(query, context):
        return
    await query.answer()
    await edit(message, await _decide(context, int(number), allowed=verb == "ai"))


async def turn_away(message: Message, context: Context) -> None:
    """Tell a stranger that the bot is private, and ask the administrators; each once in a while."""
    chat = message.chat
    if context.access.tell(chat.id):
        await reply(message, render.stranger(chat.id, chat.id < 0))
    if await context.access.ask(chat.id):
        await tell(context.bot, context.access.admins, render.request(chat.id, chat.effective_name or ""))


async def tell(bot: ExtBot[None], people: Iterable[int], said: Rendered) -> int:
    """Send a message to each of these people; give how many it reached: not who never wrote to the bot."""
    reached = 0
    for person in sorted(people):
        try:
            await bot.send_message(
                person,
                said.html,
                parse_mode=ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_markup=keyboard(said),
            )
        except TelegramError as error:
            reason = f"{type(error).__name__}: {str(error)[:200]}"
            log.warning("somebody cannot be told", extra={"user": person, "reason": reason})
        else:
            reached += 1
    return reached


async def _command(update: Update, context: Context, command: str) -> None:
    message = update.effective_message
    assert message is not None
    if not re.fullmatch(r"-?\d{1,15}", which := arguments(message)):
        await reply(message, render.which(command))
        return
    await reply(message, await _decide(context, int(which), allowed=command == "allow"))


async def _decide(context: Context, id_: int, *, allowed: bool) -> Rendered:
    changed = await context.access.decide(id_, allowed=allowed)
    log.info("access decided", extra={"id": id_, "allowed": allowed})
    if changed and allowed and context.access.private:
        await tell(context.bot, [id_], render.welcome())
    return render.decided(id_, allowed, changed, context.access.private)
