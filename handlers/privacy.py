"""/forget, and its buttons."""

from telegram import Update

from bot.models import Place
from bot.render import privacy as render
from bot.render.subscriptions import not_yours
from handlers.context import Context, edit, reply
from handlers.rights import may_command, may_press
from handlers.updates import pressed


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
    query, message, _, answer = pressed(update)
    if not await may_press(query, message, context):
        return
    await query.answer()
    if answer == "no":
        await edit(message, render.kept())
        return
    await context.use_cases.privacy.forget(Place(context.bot.id, message.chat_id))
    await edit(message, render.forgotten())
