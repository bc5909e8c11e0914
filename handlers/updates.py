"""Reading an update: what follows a command, who is spoken to, which article a message is about. Pure."""

import re
from typing import NamedTuple

from telegram import CallbackQuery, Message, MessageEntity, Update, User
from telegram.constants import ChatType


class Press(NamedTuple):
    """A button that was pressed: the message it stands under, and its data, `VERB:DATA`."""

    query: CallbackQuery
    message: Message
    verb: str
    data: str


def pressed(update: Update) -> Press:
    """The button that an update tells of; its message is there (handlers are called for no other)."""
    query = update.callback_query
    assert query is not None
    assert isinstance(query.message, Message)
    verb, _, data = (query.data or "").partition(":")
    return Press(query, query.message, verb, data)


def arguments(message: Message) -> str:
    """What follows the command in a message or a document's caption, white space folded."""
    text = message.text or message.caption or ""
    return " ".join(re.sub(r"^/\S+", "", text, count=1).split())


def article_of(message: Message | None, bot: User) -> int | None:
    """The number of the article that one of the bot's own messages is about, told by its number's link."""
    if message is None or message.from_user is None or message.from_user.id != bot.id:
        return None
    link = re.compile(rf"https://t\.me/{re.escape(bot.username or '')}\?start=a(\d{{1,18}})")
    for entity in (*message.entities, *message.caption_entities):
        if entity.type == MessageEntity.TEXT_LINK and (match := link.fullmatch(entity.url or "")):
            return int(match[1])
    return None


def answered(message: Message) -> Message | None:
    """The message that a person replied to.

    In a forum each message of a topic names the topic's first one as what it replies to; nobody chose that.
    """
    replied = message.reply_to_message
    return None if replied is None or replied.forum_topic_created else replied


def only_link(message: Message) -> str:
    """The link that a message is, if that is all it is; else ""."""
    text = (message.text or "").strip()
    for entity, shown in message.parse_entities([MessageEntity.URL, MessageEntity.TEXT_LINK]).items():
        if shown.strip() == text and text:
            return as_link(entity.url or text)
    return as_link(text) if text.casefold().startswith(("http://", "https://")) else ""


def as_link(text: str) -> str:
    """`text` as a link if it is one word that looks like one, else ""."""
    if re.fullmatch(r"[a-z][a-z0-9+.-]{0,20}://\S{1,2000}", text, re.IGNORECASE):
        return text
    # Telegram makes links of bare names as well.
    bare = re.fullmatch(r"[^\W_][\w.-]{0,200}\.[^\W\d_]{2,24}(/\S{0,2000})?", text)
    return f"https://{text}" if bare else ""


def link_among(text: str) -> str:
    """The first link among the words of a text that has its scheme, without the marks after it; else ""."""
    found = re.search(r"https?://[^\s<>\"“”«»]{1,2000}", text, re.IGNORECASE)
    if not found:
        return ""
    link = found[0].rstrip(".,;:!?'’")
    return link.rstrip(")") if "(" not in link else link


def link_in(message: Message) -> str:
    """The first link behind words in one of the bot's own messages, its title's; "" if there is none."""
    links = message.parse_entities([MessageEntity.TEXT_LINK])
    return next((entity.url or "" for entity in links), "")


def is_private(message: Message) -> bool:
    """Whether the message is from a chat with one person."""
    return message.chat.type == ChatType.PRIVATE


def addressed(message: Message, bot: User) -> bool:
    """Whether a message in a group speaks to the bot: a mention of it, or a reply to one of its messages."""
    if mentions(message, bot):
        return True
    replied = answered(message)
    return replied is not None and replied.from_user is not None and replied.from_user.id == bot.id


def mentions(message: Message, bot: User) -> list[MessageEntity]:
    """The entities that mention the bot, by user name or by id."""
    name = f"@{bot.username}".casefold()
    entities = message.parse_entities([MessageEntity.MENTION, MessageEntity.TEXT_MENTION])
    return [
        entity
        for entity, text in entities.items()
        if text.casefold() == name or (entity.user is not None and entity.user.id == bot.id)
    ]


def question_of(message: Message, bot: User) -> str:
    """The message's text without the bot's own name, white space folded."""
    text = message.text or ""
    for entity in mentions(message, bot):
        text = text.replace(message.parse_entity(entity), " ", 1)
    return " ".join(text.split())


def names_other_bot(message: Message, bot: User) -> bool:
    """Whether a command is meant for another bot: /help@other_bot."""
    command = (message.text or message.caption or "").split(maxsplit=1)[0]
    _, at, name = command.partition("@")
    return bool(at) and name.casefold() != (bot.username or "").casefold()
