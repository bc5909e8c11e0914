"""What Telegram keeps, one type a noun, each able to show itself as the Bot API does.

Not for keeping it together (`state.py`) or for any rule.
"""

from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.refusals import Json

ChatType = Literal["private", "group", "supergroup", "channel"]
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]

PRESENT = {"creator", "administrator", "member", "restricted"}
FIRST_USER = 1_000_001
FIRST_CHAT = 5_000_001


@dataclass(slots=True)
class User:
    """A person or a bot."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    deactivated: bool = False

    def json(self) -> Json:
        """A `User` of the Bot API."""
        user: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                user[name] = value
        return user


# Telegram's own accounts that stand in `from` where no person may be seen.
ANONYMOUS = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)
CHANNEL_BOT = User(136817688, "Channel", username="Channel_Bot", is_bot=True)


@dataclass(slots=True)
class Topic:
    """A forum topic; its id is the id of the message that created it."""

    id: int
    name: str
    closed: bool = False
    deleted: bool = False


@dataclass(slots=True)
class Chat:
    """A chat, with every message in it."""

    id: int
    type: ChatType
    title: str = ""
    username: str = ""
    person: User | None = None  # of a private chat
    is_forum: bool = False
    members: dict[int, Status] = field(default_factory=dict)
    people: dict[int, User] = field(default_factory=dict)
    muted: bool = False  # members may not send
    anonymous: set[int] = field(default_factory=set)  # administrators who hide behind the group
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: "dict[int, Message]" = field(default_factory=dict)
    last_message_id: int = 0  # where the chat counts for itself
    migrated_to: int = 0
    started: bool = False  # the person has written first; a bot can't
    blocked: bool = False

    def json(self) -> Json:
        """A `Chat` of the Bot API."""
        chat: Json = {"id": self.id, "type": self.type}
        if self.person:
            user = self.person.json()
            return chat | {
                name: user[name] for name in ("first_name", "last_name", "username") if name in user
            }
        chat["title"] = self.title
        if self.username:
            chat["username"] = self.username
        if self.is_forum:
            chat["is_forum"] = True
        if self.type == "group":
            chat["all_members_are_administrators"] = False
        return chat

    def status(self, user_id: int) -> Status:
        """What a user is in the chat."""
        return self.members.get(user_id, "left")


@dataclass(slots=True)
class Message:
    """A message as it stands now. `content` holds text or document or what a service message tells."""

    id: int
    chat: Chat
    date: int
    content: Json
    sender: User | None = None
    sender_chat: Chat | None = None
    reply_to: "Message | None" = None
    thread: int = 0
    topical: bool = False  # in a forum's topic
    markup: Json | None = None
    extra: Json = field(default_factory=dict)
    edit_date: int = 0
    update_id: int | None = None  # of the update that told the bot; None if it was told nothing

    def json(self, *, with_reply: bool = True) -> Json:
        """A `Message` of the Bot API. A message that was replied to shows no reply of its own."""
        message: Json = {"message_id": self.id}
        if self.sender:
            message["from"] = self.sender.json()
        if self.sender_chat:
            message["sender_chat"] = self.sender_chat.json()
        message |= {"date": self.date, "chat": self.chat.json()} | self.extra
        if self.thread:
            message["message_thread_id"] = self.thread
        if self.topical:
            message["is_topic_message"] = True
        if self.edit_date:
            message["edit_date"] = self.edit_date
        if with_reply and self.reply_to:
            message["reply_to_message"] = self.reply_to.json(with_reply=False)
        message |= self.content
        if self.markup:
            message["reply_markup"] = self.markup
        return message

    @property
    def text(self) -> str:
        """Its text, or its caption."""
        return str(self.content.get("text", self.content.get("caption", "")))


@dataclass(slots=True)
class File:
    """A file on the server; `path` is where it is downloaded from."""

    id: str
    unique_id: str
    name: str
    mime: str
    data: bytes
    path: str

    def document(self) -> Json:
        """A `Document` of the Bot API."""
        told: Json = {"file_name": self.name} if self.name else {}
        told |= {"mime_type": self.mime} if self.mime else {}
        return told | {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.data)}


@dataclass(slots=True)
class CallbackQuery:
    """A button that was pressed, and how the bot answered."""

    id: str
    person: User
    message: Message
    data: str
    at: float
    update_id: int | None = None
    answer: Json | None = None


@dataclass(slots=True)
class Profile:
    """What the bot has set of itself. Texts are by language code, commands by (scope, language code)."""

    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)  # by chat, 0 for all
