"""What Telegram tells of the bot's own place in a chat: let in, shut out, moved."""

from telegram import ChatMember, ChatMemberUpdated, Update
from telegram.constants import ChatType

from bot.models import Place
from handlers.context import Context


async def changed(update: Update, context: Context) -> None:
    """Pause a chat that shut the bot out, and resume one that let it in again."""
    change = update.my_chat_member
    assert change is not None
    place = Place(context.bot.id, change.chat.id)
    if _reachable(change):
        await context.chats.resume(place)
    else:
        await context.chats.pause(place, f"the bot is {change.new_chat_member.status} there")


def _reachable(change: ChatMemberUpdated) -> bool:
    member = change.new_chat_member
    if change.chat.type == ChatType.CHANNEL:
        return member.status == ChatMember.ADMINISTRATOR
    if member.status == ChatMember.RESTRICTED:
        return bool(getattr(member, "is_member", False)) and bool(getattr(member, "can_send_messages", False))
    return member.status in (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER)


async def migrated(update: Update, context: Context) -> None:
    """Move everything of a group to the id that it has as a supergroup; both chats tell of it."""
    message = update.effective_message
    assert message is not None
    if new := message.migrate_to_chat_id:
        await context.chats.migrate(context.bot.id, message.chat_id, new)
        await context.access.migrate(message.chat_id, new)
    elif old := message.migrate_from_chat_id:
        await context.chats.migrate(context.bot.id, old, message.chat_id)
        await context.access.migrate(old, message.chat_id)
