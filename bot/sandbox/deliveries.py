"""From a message in a chat to an update for the bot: which kind it is, and whether the bot is given it.

Follows "Privacy mode" of Telegram's "Bot Features": in a group a bot in privacy mode, no administrator,
gets commands for it, replies to it, messages that mention it, and service messages.
"""

from bot.sandbox.records import PRESENT, Message
from bot.sandbox.refusals import Json
from bot.sandbox.state import State
from bot.sandbox.updates import UpdateQueue


def deliver(state: State, updates: UpdateQueue, message: Message, *, edited: bool = False) -> Message:
    """Queue a message for the bot if it may see it; notes the update's id on the message."""
    message.update_id = None
    if bot_sees(state, message):
        kind = "channel_post" if message.chat.type == "channel" else "message"
        message.update_id = updates.add(f"edited_{kind}" if edited else kind, message.json())
    return message


def bot_sees(state: State, message: Message) -> bool:
    """Whether the bot is given a message."""
    chat = message.chat
    if chat.type == "private":
        return not chat.blocked
    status = chat.status(state.bot.id)
    if status not in PRESENT:
        return False
    if chat.type == "channel" or status in {"administrator", "creator"} or not state.privacy:
        return True
    service = "text" not in message.content and "document" not in message.content
    replied = message.reply_to is not None and message.reply_to.sender is state.bot
    return service or replied or _addressed(message, state.bot.username.lower())


def _addressed(message: Message, username: str) -> bool:
    """Whether a command or a mention in the message is for the bot."""
    entities: list[Json] = message.content.get("entities") or message.content.get("caption_entities") or []
    units = message.text.encode("utf-16-le")
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        written = units[2 * start : 2 * end].decode("utf-16-le").lower()
        if entity["type"] == "mention" and written == f"@{username}":
            return True
        if entity["type"] == "bot_command" and written.partition("@")[2] in {"", username}:
            return True
    return False
