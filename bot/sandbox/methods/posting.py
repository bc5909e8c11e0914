"""What every method that sends shares: its parameters, its text, and putting the message in the chat.

Not for editing or for who may write where (`chats.py`).
"""

from typing import Any

from bot.sandbox.chats import find_replied, find_thread
from bot.sandbox.entities import read_text, utf16_length
from bot.sandbox.methods import World
from bot.sandbox.params import Params
from bot.sandbox.records import Chat, Message
from bot.sandbox.refusals import Json, bad_request

LONGEST_TEXT = 4096  # UTF-16 code units after entities are parsed
# What a sent message may say that the sandbox accepts and needs no rule for.
SENDING = (
    "business_connection_id chat_id message_thread_id direct_messages_topic_id disable_notification"
    " protect_content allow_paid_broadcast message_effect_id suggested_post_parameters reply_parameters"
    " reply_markup"
)


def read_message_text(world: World, params: Params, too_long: str) -> tuple[str, list[Json]]:
    """Read and check the text of a message to send or edit.

    Raises:
        Refused: it is empty, too long, or its markup is wrong.
    """
    if not params.text("text"):
        raise bad_request("message text is empty")
    text, entities = read_text(params, "text", world.state.bot.username)
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > LONGEST_TEXT:
        raise bad_request(too_long)
    return text, entities


def with_entities(text: str, entities: list[Json], name: str = "text") -> Json:
    """Put a text and its entities as a message's content has them."""
    key = "entities" if name == "text" else f"{name}_entities"
    return {name: text} | ({key: entities} if entities else {})


def post_by_bot(world: World, params: Params, chat: Chat, content: Json, **rest: Any) -> Message:  # noqa: ANN401
    """Put the bot's message in a chat, with the thread and reply that the request names.

    Raises:
        Refused: the thread or the message replied to is missing.
    """
    state = world.state
    thread = find_thread(state, chat, params)
    reply_to = find_replied(state, chat, params)
    if reply_to and reply_to.topical and reply_to.chat is chat:
        thread = thread or reply_to.thread
    topical = bool(thread)
    if reply_to and not chat.is_forum and chat.type == "supergroup":
        thread = reply_to.thread or reply_to.id
    if topical and not reply_to:
        reply_to = chat.messages.get(thread)  # Telegram shows a topic's messages as replies to its first
    sender = {"sender_chat": chat} if chat.type == "channel" else {"sender": state.bot}
    if params.boolean("protect_content"):
        rest["extra"] = rest.get("extra", {}) | {"has_protected_content": True}
    message = state.post(chat, content, reply_to=reply_to, thread=thread, topical=topical, **sender, **rest)
    world.tell("message", chat.id, message.json())
    return message


def origin(source: Message) -> Json:
    """Say where a forwarded message is from, as `MessageOrigin`."""
    if known := source.extra.get("forward_origin"):
        return dict(known)
    date = {"date": source.date}
    if source.chat.type == "channel":
        return {"type": "channel", **date, "chat": source.chat.json(), "message_id": source.id}
    if source.sender_chat:
        return {"type": "chat", **date, "sender_chat": source.sender_chat.json()}
    assert source.sender
    return {"type": "user", **date, "sender_user": source.sender.json()}
