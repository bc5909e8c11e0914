"""Everything that the sandbox's Telegram remembers, in memory, until it closes.

Not for the rules of the methods (`methods/`), nor for what people do (`people.py`).
"""

import secrets
from collections.abc import Callable
from typing import Any

from bot.sandbox.records import CallbackQuery, Chat, File, Message, Profile, User
from bot.sandbox.refusals import Json


class State:
    """Everything that is remembered until the sandbox closes."""

    def __init__(self, bot: User, clock: Callable[[], float]) -> None:
        self.bot = bot
        self.clock = clock
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, File] = {}
        self.queries: dict[str, CallbackQuery] = {}
        self.profile = Profile()
        self.privacy = True  # as a bot is made: in groups it is given only what is meant for it
        self._shared_message_id = 0
        self._ids = 0

    def next_message_id(self, chat: Chat) -> int:
        """Private chats and basic groups count together, each supergroup and channel for itself."""
        if chat.type in {"supergroup", "channel"}:
            chat.last_message_id += 1
            return chat.last_message_id
        self._shared_message_id += 1
        return self._shared_message_id

    def next_number(self) -> int:
        """A number that no other user, chat or file has."""
        self._ids += 1
        return self._ids

    def now(self) -> int:
        """The time as messages tell it, in whole Unix seconds."""
        return int(self.clock())

    def add_file(self, name: str, mime: str, data: bytes, folder: str = "documents") -> File:
        """Keep a file under new ids."""
        number = self.next_number()
        suffix = "." + name.rsplit(".", 1)[1] if "." in name.strip(".") else ""
        suffix = suffix if suffix[1:].isalnum() and suffix.isascii() else ""
        path = f"{folder}/file_{number}{suffix}"
        file = File(f"BQAD{secrets.token_urlsafe(24)}", f"Ag{secrets.token_hex(6)}", name, mime, data, path)
        self.files[file.id] = file
        return file

    def post(self, chat: Chat, content: Json, **rest: Any) -> Message:  # noqa: ANN401  (fields of Message)
        """Put a new message in a chat; `rest` are other fields of `Message`."""
        message = Message(self.next_message_id(chat), chat, self.now(), content, **rest)
        chat.messages[message.id] = message
        return message
