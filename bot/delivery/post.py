"""How a notice is sent: one message through the Bot API, in the notices' place behind the replies.

Not for when, nor for what an error means (`bot.delivery.outcomes`).
"""

import logging
import re
from collections.abc import Callable
from typing import Any

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.delivery.outcomes import judge
from bot.render.message import Message
from bot.store.outbox import Destination
from bot.transport.limiter import Notice

log = logging.getLogger(__name__)

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

    async def edit(self, chat_id: int, message_id: int, message: Message) -> float | None:
        """Edit a notice in place; gives the seconds after which to try again, None if there is no need.

        What Telegram refuses (the message is gone, the bot was blocked) it refuses for good.
        """
        try:
            await self._bot.edit_message_text(
                message.html,
                chat_id,
                message_id,
                parse_mode=ParseMode.HTML,
                link_preview_options=_NO_PREVIEW,
                reply_markup=self._keyboard(message),
                rate_limit_args=Notice(),
            )
        except TelegramError as error:
            verdict = judge(error)
            if verdict.kind in {"limited", "failed", "unknown"}:
                return max(1.0, verdict.seconds)
            if "not modified" not in verdict.reason:
                log.info("notice not edited", extra={"chat": chat_id, "reason": verdict.reason})
        return None

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
