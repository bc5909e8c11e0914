"""Messages: send, edit, delete, forward, copy, react."""

from bot.sandbox.chats import check_present, find_chat, find_message, find_writable
from bot.sandbox.keyboards import read_markup
from bot.sandbox.methods import Methods, World
from bot.sandbox.methods.posting import SENDING, origin, post_by_bot, read_message_text, with_entities
from bot.sandbox.params import Params
from bot.sandbox.records import Message
from bot.sandbox.refusals import Json, bad_request

methods = Methods()

KEPT_FOR = 48 * 3600  # seconds in which a message may be deleted for all


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
