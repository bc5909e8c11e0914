"""/subscribe, /subscriptions, /unsubscribe, and the buttons that subscribe and unsubscribe."""

from telegram import InlineKeyboardMarkup, Update

from bot.errors import LimitReached, NotFound
from bot.render import problems
from bot.render import subscriptions as render
from handlers.context import Context, edit, reply
from handlers.rights import may_command, may_press
from handlers.updates import arguments, pressed, question_of


async def subscribe(update: Update, context: Context) -> None:
    """Subscribe the chat or topic to everything, or to what fits the words."""
    message = update.effective_message
    assert message is not None
    if not await may_command(message, context):
        await reply(message, render.not_yours(), quoting=True)
        return
    done = await context.subscriptions.add(context.place(message), arguments(message))
    await reply(message, render.subscribed(done, context.username))


async def subscriptions(update: Update, context: Context) -> None:
    """List what the chat or topic is subscribed to."""
    message = update.effective_message
    assert message is not None
    there = await context.subscriptions.of(context.place(message))
    await reply(message, render.listing(there))


async def unsubscribe(update: Update, context: Context) -> None:
    """Remove the only subscription, or one by its number or words; of several, ask which."""
    message = update.effective_message
    assert message is not None
    if not await may_command(message, context):
        await reply(message, render.not_yours(), quoting=True)
        return
    place, which = context.place(message), arguments(message)
    there = await context.subscriptions.of(place)
    if which:
        try:
            chosen = [await context.subscriptions.find(place, which)]
        except NotFound:
            await reply(message, render.none_such(which))
            return
    elif len(there) == 1:
        chosen = there
    else:
        await reply(message, render.choose(there) if there else render.listing(there))
        return
    gone = await context.subscriptions.remove(place, [one.id for one in chosen])
    await reply(message, render.removed(gone))


async def press_like(update: Update, context: Context) -> None:
    """Subscribe to more like an article, or like the answer to a question. Data: `w:NUMBER`, `w:NUMBER:q`."""
    query, message, _, data = pressed(update)
    if not await may_press(query, message, context):
        return
    number, _, answered = data.partition(":")
    question = message.reply_to_message if answered else None
    words = question_of(question, context.bot.bot) if question else ""
    try:
        done = await context.subscriptions.add_like(context.place(message), int(number), words)
    except NotFound:
        await query.answer(problems.GONE)
        return
    except LimitReached as error:
        await query.answer(render.too_many(error), show_alert=True)
        return
    await query.answer()
    await reply(message, render.subscribed(done, context.username))


async def press_remove(update: Update, context: Context) -> None:
    """Remove one of those listed, or all, and list what is left in its place. Data: `u:ID`, `u:all`."""
    query, message, _, data = pressed(update)
    if not await may_press(query, message, context):
        return
    place = context.place(message)
    there = await context.subscriptions.of(place)
    gone = await context.subscriptions.remove(
        place, [one.id for one in there if data in ("all", str(one.id))]
    )
    await query.answer(render.muted(gone) if len(gone) < 2 else None)
    await edit(message, render.listing(await context.subscriptions.of(place)))


async def press_mute(update: Update, context: Context) -> None:
    """Remove the subscription that a message is about; its button goes with it. Data: `x:ID`."""
    query, message, _, data = pressed(update)
    if not await may_press(query, message, context):
        return
    gone = await context.subscriptions.remove(context.place(message), [int(data)])
    await query.answer(render.muted(gone), show_alert=True)
    left = [
        row
        for row in (message.reply_markup.inline_keyboard if message.reply_markup else ())
        if all(button.callback_data != query.data for button in row)
    ]
    await message.edit_reply_markup(InlineKeyboardMarkup(left) if left else None)
