"""Chats: what they are, who is in them, what the bot is doing there, and leaving."""

from bot.sandbox.chats import check_present, find_chat, find_thread
from bot.sandbox.members import member_json, tell_bot_status
from bot.sandbox.methods import Methods, World
from bot.sandbox.params import Params
from bot.sandbox.records import PRESENT
from bot.sandbox.refusals import Json, bad_request

methods = Methods()

ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    "cancel", "record_audio", "upload_audio", "pick_up_location",
}  # fmt: skip


@methods.serve("sendChatAction", "business_connection_id chat_id message_thread_id action")
async def send_chat_action(world: World, params: Params) -> bool:
    """Show that the bot is typing, or the like."""
    action = params.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = find_chat(world.state, params)
    check_present(world.state, chat)
    find_thread(world.state, chat, params)
    world.tell("action", chat.id, {"action": action})
    return True


@methods.serve("getChat", "chat_id")
async def get_chat(world: World, params: Params) -> Json:
    """What there is to know of a chat."""
    chat = find_chat(world.state, params)
    if chat.type != "private":
        check_present(world.state, chat)
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"),
        chat.type == "private",
    )
    known = chat.json() | {"accent_color_id": chat.id % 7, "max_reaction_count": 11}
    return known | {"accepted_gift_types": gifts}


@methods.serve("getChatMember", "chat_id user_id")
async def get_chat_member(world: World, params: Params) -> Json:
    """What somebody is in a chat."""
    chat = find_chat(world.state, params)
    check_present(world.state, chat)
    if not params.integer("user_id"):
        raise bad_request("invalid user_id specified")
    user = world.state.users.get(params.integer("user_id"))
    if not user:
        unknown = "PARTICIPANT_ID_INVALID" if chat.type in {"supergroup", "channel"} else "user not found"
        raise bad_request(unknown)
    return member_json(chat, user)


@methods.serve("getChatAdministrators", "chat_id return_bots")
async def get_chat_administrators(world: World, params: Params) -> list[Json]:
    """Who runs a chat; other bots only if they are asked for."""
    chat = find_chat(world.state, params)
    check_present(world.state, chat)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    people = [chat.people[user_id] for user_id, status in chat.members.items() if status in _RUNNING]
    asked = params.boolean("return_bots")
    return [member_json(chat, p) for p in people if asked or not p.is_bot or p is world.state.bot]


_RUNNING = {"creator", "administrator"}


@methods.serve("getChatMemberCount", "chat_id")
async def get_chat_member_count(world: World, params: Params) -> int:
    """How many are in a chat."""
    chat = find_chat(world.state, params)
    check_present(world.state, chat)
    if chat.type == "private":
        return 2
    return sum(status in PRESENT for status in chat.members.values())


@methods.serve("leaveChat", "chat_id")
async def leave_chat(world: World, params: Params) -> bool:
    """Leave a group or channel."""
    chat = find_chat(world.state, params)
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    check_present(world.state, chat)
    tell_bot_status(world.state, world.updates, chat, "left", by=world.state.bot)
    return True
