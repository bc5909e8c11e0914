"""May the bot do this there? Finding chats and messages, with the official server's refusals.

Used by the methods; people are not refused anything, they cannot even try (`people.py`).
"""

from bot.sandbox.params import Params
from bot.sandbox.records import PRESENT, Chat, Message
from bot.sandbox.refusals import Refused, bad_request, forbidden
from bot.sandbox.state import State


def find_chat(state: State, params: Params, name: str = "chat_id") -> Chat:
    """Find the chat that a parameter names, by id or @username.

    Raises:
        Refused: none named, none such, or the group has become a supergroup.
    """
    given = params.text(name).strip()
    if not given:
        raise bad_request(f"{name} is empty")
    chat = _by_name(state, given[1:]) if given.startswith("@") else _by_id(state, given)
    if not chat:
        raise bad_request("chat not found")
    if chat.migrated_to:
        raise Refused(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": chat.migrated_to},
        )
    return chat


def _by_name(state: State, username: str) -> Chat | None:
    for chat in state.chats.values():
        if chat.username and chat.username.lower() == username.lower() and chat.type != "private":
            return chat
    return None


def _by_id(state: State, given: str) -> Chat | None:
    try:
        number = int(given)
    except ValueError:
        return None
    if number in state.chats:
        return state.chats[number]
    if number == state.bot.id:
        raise forbidden("bot can't send messages to the bot")
    if number in state.users:
        raise forbidden("bot can't initiate conversation with a user")
    return None


def check_present(state: State, chat: Chat) -> None:
    """Check that the bot is in the chat.

    Raises:
        Refused: 403, it is not, and how it came so.
    """
    if chat.type == "private":
        assert chat.person
        if chat.person.deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return
    status = chat.status(state.bot.id)
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if status not in PRESENT:
        raise forbidden(f"bot is not a member of the {chat.type} chat")


def find_writable(state: State, params: Params) -> Chat:
    """Find a chat that the bot may send to.

    Raises:
        Refused: it may not.
    """
    chat = find_chat(state, params)
    check_present(state, chat)
    status = chat.status(state.bot.id)
    if chat.type == "channel" and status not in {"administrator", "creator"}:
        raise bad_request("need administrator rights in the channel chat")
    if status == "restricted" or (chat.muted and status == "member"):
        raise bad_request("not enough rights to send text messages to the chat")
    return chat


def find_thread(state: State, chat: Chat, params: Params) -> int:
    """Find the topic that `message_thread_id` names, 0 if none is named.

    Raises:
        Refused: no such topic, or it is closed to the bot.
    """
    thread = params.integer("message_thread_id")
    if not thread:
        return 0
    topic = chat.topics.get(thread)
    if not chat.is_forum or not topic or topic.deleted:
        raise bad_request("message thread not found")
    if topic.closed and chat.status(state.bot.id) not in {"administrator", "creator"}:
        raise bad_request("TOPIC_CLOSED")
    return thread


def find_message(chat: Chat, params: Params, what: str) -> Message:
    """Find the message that `message_id` names; `what` is the verb in the refusal ("to edit").

    Raises:
        Refused: none named, or none such.
    """
    if not params.text("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(params.integer("message_id"))
    if not message:
        raise bad_request(f"message {what} not found")
    return message


def find_replied(state: State, chat: Chat, params: Params) -> Message | None:
    """Find the message that `reply_parameters` name; None if none is named or it may be missing.

    Raises:
        Refused: it is missing, and may not be.
    """
    reply = params.json("reply_parameters", "ReplyParameters")
    if reply is None:
        return None
    if not isinstance(reply, dict):
        raise bad_request("can't parse reply parameters: Expected an Object")
    fields = Params(reply, {})
    if not fields.integer("message_id"):
        raise bad_request('can\'t parse reply parameters: Field "message_id" must be a valid Number')
    source = find_chat(state, fields) if "chat_id" in fields else chat
    message = source.messages.get(fields.integer("message_id"))
    if message or fields.boolean("allow_sending_without_reply"):
        return message
    raise bad_request("message to be replied not found")
