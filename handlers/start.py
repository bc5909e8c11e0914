"""/start, /help, deep links, and commands that are none of ours."""

import re

from telegram import Update

from bot.render import help as render
from bot.render.articles import summary as render_summary
from handlers.articles import DEFAULT_LENGTH
from handlers.context import Context, reply
from handlers.updates import arguments, is_private, names_other_bot

_SHOWN = 3


async def start(update: Update, context: Context) -> None:
    """Greet, or open the article of a deep link: `/start a12` (Bot API, "Deep linking")."""
    message = update.effective_message
    assert message is not None
    if match := re.fullmatch(r"a(\d{1,18})", arguments(message)):
        summary = await context.articles.summarize(match[1], DEFAULT_LENGTH)
        await reply(message, render_summary(summary, context.username))
        return
    newest = await context.articles.newest(_SHOWN)
    await reply(message, render.welcome(newest, await context.articles.count(), context.username))


async def help(update: Update, context: Context) -> None:  # noqa: A001
    """Explain everything, with examples from the library as it is."""
    message = update.effective_message
    assert message is not None
    newest = await context.articles.newest(_SHOWN)
    total = await context.articles.count()
    await reply(message, render.help(newest, total, context.username, is_private(message)))


async def unknown(update: Update, context: Context) -> None:
    """Help with a command we do not have; in a group only if it was addressed to this bot by name."""
    message = update.effective_message
    assert message is not None
    command = (message.text or "").split(maxsplit=1)[0]
    if names_other_bot(message, context.bot.bot) or not (is_private(message) or "@" in command):
        return
    await reply(message, render.unknown_command(command.removeprefix("/").partition("@")[0]))
