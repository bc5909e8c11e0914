"""/forget, and its buttons."""

from telegram import Message, Update

from bot.models import Place
from bot.render import privacy as render
from bot.render.subscriptions import NOT_YOURS, not_yours
from handlers.context import Context, edit, reply
from handlers.rights import may_command, may_press


async def forget(update: Update, context: Context) -> None:
    """Ask whether to forget all that is kept of the chat."""
    message = update.effective_message
    assert message is not None
    if not await may_command(message, context):
        await reply(message, not_yours(), quoting=True)
        return
    await reply(message, render.ask(context.access.private))


async def press(update: Update, context: Context) -> None:
    """Forget, or not. Data: `fg:yes`, `fg:no`."""
    query = update.callback_query
    assert query is not None
    assert isinstance(query.message, Message)
    chat = query.message.chat
    if not await may_press(chat, query.from_user, context):
        await query.answer(NOT_YOURS, show_alert=True)
        return
    await query.answer()
    if query.data == "fg:no":
        await edit(query.message, render.kept())
        return
    await context.use_cases.privacy.forget(Place(context.bot.id, chat.id))
    await edit(query.message, render.forgotten())
