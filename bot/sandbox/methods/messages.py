"""Messages: send, edit, delete, forward, copy, react."""

from typing import Any

from bot.sandbox.chats import check_present, find_chat, find_message, find_replied, find_thread, find_writable
from bot.sandbox.entities import read_text, utf16_length
from bot.sandbox.keyboards import read_markup
from bot.sandbox.methods import Methods, World
from bot.sandbox.params import Params
from bot.sandbox.refusals import Json, bad_request
from bot.sandbox.state import Chat, Message

methods = Methods()

LONGEST_TEXT = 4096  # UTF-16 code units after entities are parsed
KEPT_FOR = 48 * 3600  # seconds in which a message may be deleted for all
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


@methods.serve("sendMessage", f"{SENDING} text parse_mode entities link_preview_options", sends=True)
async def send_message(world: World, params: Params) -> Json:
    """Send a text."""
    text, entities = read_message_text(world, params, "message is too long")
    markup = read_markup(params)
    extra = _preview(params)
    chat = find_writable(world.state, params)
    content = with_entities(text, entities)
    return post_by_bot(world, params, chat, content, markup=markup, extra=extra).json()


def _preview(params: Params) -> Json:
    options = params.json("link_preview_options", "link preview options")
    if options is not None and not isinstance(options, dict):
        raise bad_request("can't parse link preview options: Expected an Object")
    return {"link_preview_options": options} if options else {}


def _find_own(world: World, params: Params) -> Message:
    chat = find_chat(world.state, params)
    check_present(world.state, chat)
    message = find_message(chat, params, "to edit")
    own = message.sender is world.state.bot or (chat.type == "channel" and message.sender_chat is chat)
    if not own or "forward_origin" in message.extra:
        raise bad_request("message can't be edited")
    return message


def _change(world: World, message: Message, content: Json, markup: Json | None, extra: Json) -> None:
    """Put new content in place of the old.

    Raises:
        Refused: it is the same.
    """
    if (content, markup, extra) == (message.content, message.markup, message.extra):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same"
            " as a current content and reply markup of the message"
        )
    if content != message.content:
        message.edit_date = world.state.now()
    message.content, message.markup, message.extra = content, markup, extra
    world.tell("edit", message.chat.id, message.json())


@methods.serve(
    "editMessageText",
    "business_connection_id chat_id message_id inline_message_id text parse_mode entities"
    " link_preview_options rich_message reply_markup",
)
async def edit_message_text(world: World, params: Params) -> Json:
    """Change a message's text; its keyboard goes unless it is given again."""
    if params.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    if "rich_message" in params:
        raise bad_request("the sandbox has no rich messages")
    text, entities = read_message_text(world, params, "MESSAGE_TOO_LONG")
    markup = read_markup(params, inline_only=True)
    preview = _preview(params)
    message = _find_own(world, params)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    extra = {name: value for name, value in message.extra.items() if name != "link_preview_options"}
    _change(world, message, with_entities(text, entities), markup, extra | preview)
    return message.json()


@methods.serve(
    "editMessageReplyMarkup",
    "business_connection_id chat_id message_id inline_message_id reply_markup",
)
async def edit_message_reply_markup(world: World, params: Params) -> Json:
    """Change a message's keyboard."""
    if params.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    markup = read_markup(params, inline_only=True)
    message = _find_own(world, params)
    _change(world, message, message.content, markup, message.extra)
    return message.json()


@methods.serve("deleteMessage", "chat_id message_id")
async def delete_message(world: World, params: Params) -> bool:
    """Delete a message."""
    chat = find_chat(world.state, params)
    check_present(world.state, chat)
    message = find_message(chat, params, "to delete")
    state = world.state
    own = message.sender is state.bot or chat.type == "private"
    admin = chat.status(state.bot.id) in {"administrator", "creator"}
    if not (own or admin) or (not admin and state.now() - message.date > KEPT_FOR):
        raise bad_request("message can't be deleted")
    del chat.messages[message.id]
    world.tell("delete", chat.id, {"message_id": message.id})
    return True


@methods.serve(
    "forwardMessage",
    "chat_id message_thread_id direct_messages_topic_id from_chat_id video_start_timestamp"
    " disable_notification protect_content message_effect_id suggested_post_parameters message_id",
    sends=True,
)
async def forward_message(world: World, params: Params) -> Json:
    """Send a message again, saying where it is from."""
    chat = find_writable(world.state, params)
    source = find_message(find_chat(world.state, params, "from_chat_id"), params, "to forward")
    if "text" not in source.content and "document" not in source.content:
        raise bad_request("the message can't be forwarded")
    extra = {"forward_origin": origin(source)}
    return post_by_bot(world, params, chat, dict(source.content), extra=extra).json()


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


@methods.serve(
    "copyMessage",
    "chat_id message_thread_id direct_messages_topic_id from_chat_id message_id video_start_timestamp caption"
    " parse_mode caption_entities show_caption_above_media disable_notification protect_content"
    " allow_paid_broadcast message_effect_id suggested_post_parameters reply_parameters reply_markup",
    sends=True,
)
async def copy_message(world: World, params: Params) -> Json:
    """Send a message's content as one's own."""
    markup = read_markup(params)
    chat = find_writable(world.state, params)
    source = find_message(find_chat(world.state, params, "from_chat_id"), params, "to copy")
    if "text" not in source.content and "document" not in source.content:
        raise bad_request("the message can't be copied")
    message = post_by_bot(world, params, chat, dict(source.content), markup=markup)
    return {"message_id": message.id}


@methods.serve("setMessageReaction", "chat_id message_id reaction is_big")
async def set_message_reaction(world: World, params: Params) -> bool:
    """Put the bot's reaction on a message."""
    chat = find_chat(world.state, params)
    check_present(world.state, chat)
    message = find_message(chat, params, "to react")
    reactions = params.json("reaction", "reaction types") or []
    if not isinstance(reactions, list) or len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(not isinstance(reaction, dict) or not reaction.get("emoji") for reaction in reactions):
        raise bad_request("REACTION_INVALID")
    world.tell("reaction", chat.id, {"message_id": message.id, "reaction": reactions})
    return True
