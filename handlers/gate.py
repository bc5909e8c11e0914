"""What every update passes before anything else: it is counted, and its sender may be kept out or slowed.

Not for what the update says.
"""

import time

from telegram import Update

from bot.counts import RECEIPT, Receipt
from handlers.context import Context

_KINDS = ("message", "edited_message", "channel_post", "callback_query", "my_chat_member", "chat_member")


async def enter(update: object, context: Context) -> None:
    """Let an update in, or stop it here."""
    counts = context.use_cases.counts
    RECEIPT.set(Receipt(counts, time.monotonic()))
    counts.updates[kind_of(update)] += 1


def kind_of(update: object) -> str:
    """The Bot API's name of what an update is of; "other" for what we do not ask for."""
    if not isinstance(update, Update):
        return "other"
    return next((kind for kind in _KINDS if getattr(update, kind) is not None), "other")
