"""Who may change what a chat is told of (anyone in a private chat, administrators elsewhere), and the bot."""

from telegram import CallbackQuery, Chat, ChatMember, Message, User
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden

from bot.render.access import ADMINS_ONLY
from bot.render.subscriptions import NOT_YOURS
from handlers.context import Context

_ADMINISTRATORS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


async def may_command(message: Message, context: Context) -> bool:
    """Whether whoever sent a command may change the chat's choices."""
    if message.chat.type in (ChatType.PRIVATE, ChatType.CHANNEL):  # only administrators post in a channel
        return True
    if message.sender_chat is not None:  # an administrator who hides behind the group; any other is a channel
        return message.sender_chat.id == message.chat_id
    return await _administers(message.chat, message.from_user, context)


async def may_press(query: CallbackQuery, message: Message, context: Context) -> bool:
    """Whether somebody may change the choices of a chat by a button in it; they are told if not."""
    if message.chat.type == ChatType.PRIVATE or await _administers(message.chat, query.from_user, context):
        return True
    await query.answer(NOT_YOURS, show_alert=True)
    return False


async def may_administer(query: CallbackQuery, context: Context) -> bool:
    """Whether somebody who pressed a button administers the bot; they are told if not."""
    if context.access.is_admin(query.from_user.id):
        return True
    await query.answer(ADMINS_ONLY, show_alert=True)
    return False


async def _administers(chat: Chat, user: User | None, context: Context) -> bool:
    if user is None:
        return False
    try:
        member = await context.bot.get_chat_member(chat.id, user.id)
    except (BadRequest, Forbidden):
        # Bot API, getChatMember: sure to work only where the bot is an administrator itself.
        members = await context.bot.get_chat_administrators(chat.id)
        return any(member.user.id == user.id for member in members)
    return member.status in _ADMINISTRATORS
