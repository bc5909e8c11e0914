"""Who may change what a chat is told of: anyone in a private chat, administrators elsewhere."""

from telegram import Chat, ChatMember, Message, User
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden

from handlers.context import Context

_ADMINISTRATORS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


async def may_command(message: Message, context: Context) -> bool:
    """Whether whoever sent a command may change the chat's choices."""
    if message.chat.type in (ChatType.PRIVATE, ChatType.CHANNEL):  # only administrators post in a channel
        return True
    if message.sender_chat is not None:  # an administrator who hides behind the group; any other is a channel
        return message.sender_chat.id == message.chat_id
    return await may_press(message.chat, message.from_user, context)


async def may_press(chat: Chat, user: User | None, context: Context) -> bool:
    """Whether somebody may change the choices of a chat by a button in it."""
    if chat.type == ChatType.PRIVATE:
        return True
    if user is None:
        return False
    try:
        member = await context.bot.get_chat_member(chat.id, user.id)
    except (BadRequest, Forbidden):
        # Bot API, getChatMember: sure to work only where the bot is an administrator itself.
        members = await context.bot.get_chat_administrators(chat.id)
        return any(member.user.id == user.id for member in members)
    return member.status in _ADMINISTRATORS
