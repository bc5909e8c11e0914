"""What somebody is in a chat, as the Bot API tells it, and how a bot learns of a change to itself."""

from bot.sandbox.records import Chat, Status, User
from bot.sandbox.refusals import Json
from bot.sandbox.state import State
from bot.sandbox.updates import UpdateQueue

_RIGHTS_OF_ADMINISTRATORS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories",
)  # fmt: skip
_RIGHTS_OF_RESTRICTED = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", "can_change_info",
    "can_invite_users", "can_pin_messages", "can_manage_topics",
)  # fmt: skip
_GRANTED = {"can_manage_chat", "can_delete_messages", "can_invite_users", "can_change_info"}


def member_json(chat: Chat, user: User, status: Status | None = None) -> Json:
    """A `ChatMember` with every field that its kind requires."""
    status = status or ("member" if chat.type == "private" else chat.status(user.id))
    member: Json = {"status": status, "user": user.json()}
    if status == "creator":
        member["is_anonymous"] = user.id in chat.anonymous
    elif status == "administrator":
        member |= {right: right in _GRANTED for right in _RIGHTS_OF_ADMINISTRATORS}
        member["is_anonymous"] = user.id in chat.anonymous
        if chat.type == "channel":
            member |= {"can_post_messages": True, "can_edit_messages": True}
    elif status == "restricted":
        member |= dict.fromkeys(_RIGHTS_OF_RESTRICTED, False) | {"is_member": True, "until_date": 0}
    elif status == "kicked":
        member["until_date"] = 0
    return member


def tell_bot_status(
    state: State, updates: UpdateQueue, chat: Chat, status: Status, *, by: User
) -> int | None:
    """Change what the bot is in a chat, and tell it (`my_chat_member`); gives the update's id."""
    before: Status = ("kicked" if chat.blocked else "member") if chat.person else chat.status(state.bot.id)
    if chat.person:
        chat.blocked = status == "kicked"
    else:
        chat.members[state.bot.id] = status
        chat.people[state.bot.id] = state.bot
    change = {
        "chat": chat.json(),
        "from": by.json(),
        "date": state.now(),
        "old_chat_member": member_json(chat, state.bot, before),
        "new_chat_member": member_json(chat, state.bot, status),
    }
    return updates.add("my_chat_member", change)
