"""How a notice is sent: one message through the Bot API, in the notices' place behind the replies.

Not for when, nor for what an error means (`bot.delivery.outcomes`).
"""

import re
from collections.abc import Callable
from typing import Any

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.limiter import Notice
from bot.render.message import Message
from bot.store.outbox import Destination

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Post:
    """Sends through an initialized bot whose limiter is ours; `keyboard` makes its markup of our buttons."""

    def __init__(self, bot: Any, keyboard: Callable[[Message], Any]) -> None:  # noqa: ANN401  (ExtBot of any kind)
        self._bot = bot
        self._keyboard = keyboard

    async def send(self, destination: Destination, message: Message, leaving: Callable[[], None]) -> int:
        """Send, once; `leaving` is called as it leaves. Gives the message's id.

        Raises:
            TelegramError: see `bot.delivery.outcomes`.
        """
        sent = await self._bot.send_message(
            destination.chat_id,
            message.html,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=self._keyboard(message),
            message_thread_id=destination.thread or None,
            rate_limit_args=Notice(leaving),
        )
        return int(sent.message_id)

    async def answers(self) -> bool:
        """Ask Telegram something harmless; tell whether it answered."""
        try:
            await self._bot.get_me(rate_limit_args=Notice())
        except TelegramError:
            return False
        return True


def bare(message: Message) -> Message:
    """The words alone: no formatting, links, buttons."""
    return Message(re.sub(r"<[^<>]*>", "", message.html))
