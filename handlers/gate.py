"""What every update passes before anything else: it is counted, and its sender may be kept out or slowed.

Not for what the update says.
"""

import asyncio
import time

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from bot.operations.counts import RECEIPT, Receipt
from bot.render import access as render
from handlers.access import turn_away
from handlers.context import Context, reply
from handlers.updates import addressed, is_private

_KINDS = ("message", "edited_message", "channel_post", "callback_query", "my_chat_member", "chat_member")


async def enter(update: object, context: Context) -> None:
    """Let an update in, or stop it here."""
    counts = context.use_cases.counts
    RECEIPT.set(Receipt(counts, time.monotonic()))
    counts.updates[kind_of(update)] += 1
    # What tells of the bot's own place in a chat says nothing that is to be answered.
    if not isinstance(update, Update) or update.my_chat_member or _of_migration(update.message):
        return
    await _slow(update, context)
    await _keep_out(update, context)


def kind_of(update: object) -> str:
    """The Bot API's name of what an update is of; "other" for what we do not ask for."""
    if not isinstance(update, Update):
        return "other"
    return next((kind for kind in _KINDS if getattr(update, kind) is not None), "other")


def _of_migration(message: Message | None) -> bool:
    return message is not None and bool(message.migrate_to_chat_id or message.migrate_from_chat_id)


async def _slow(update: Update, context: Context) -> None:
    sender, message = update.effective_user or update.effective_chat, update.effective_message
    if sender is None or (message and not update.callback_query and not _speaks_to_us(message, context)):
        return  # people in a group may talk to each other as much as they like
    patience, person = context.use_cases.patience, sender.id
    if (verdict := patience.judge(person)) == "pass":
        if task := asyncio.current_task():  # each update is handled in a task of its own
            task.add_done_callback(lambda _: patience.done(person))
        return
    context.use_cases.counts.slowed += 1
    if query := update.callback_query:
        await query.answer(render.SLOWED if verdict == "tell" else None)
    elif verdict == "tell" and update.effective_message:
        await reply(update.effective_message, render.slowed())
    raise ApplicationHandlerStop


async def _keep_out(update: Update, context: Context) -> None:
    chat, user, message = update.effective_chat, update.effective_user, update.effective_message
    if chat is None or await context.access.may_use(chat.id, user.id if user else None):
        return
    context.use_cases.counts.strangers += 1
    if update.callback_query:
        await update.callback_query.answer(render.PRIVATE, show_alert=True)
    elif message and _speaks_to_us(message, context):
        await turn_away(message, context)
    raise ApplicationHandlerStop


def _speaks_to_us(message: Message, context: Context) -> bool:
    command = (message.text or "").startswith("/")
    return is_private(message) or command or addressed(message, context.bot.bot)
