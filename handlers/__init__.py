"""What the bot listens to: the table of its commands, and where each kind of update goes."""

from collections.abc import Callable, Coroutine
from typing import Any, NamedTuple

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, TypeHandler, filters

from bot.render import problems
from handlers import answers, articles, errors, start
from handlers.context import BotApplication, Context, UseCases

__all__ = ["ALLOWED_UPDATES", "COMMANDS", "BotApplication", "Command", "Context", "UseCases", "register"]

Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]


class Command(NamedTuple):
    """A command as the menu shows it."""

    name: str
    description: str  # Bot API, BotCommand: 1-256 characters
    callback: Callback


COMMANDS: tuple[Command, ...] = (
    Command("summary", "Summary of the newest article, or of one you name", articles.summary),
    Command("ask", "Ask the articles a question", answers.ask),
    Command("articles", "The library, newest first", articles.articles),
    Command("help", "What I can do, with examples", start.help),
    Command("start", "Say hello", start.start),
)

# Bot API, getUpdates: what is not named here is not sent.
ALLOWED_UPDATES = (Update.MESSAGE, Update.CALLBACK_QUERY)

_BUTTONS: tuple[tuple[str, Callback], ...] = (
    (r"^s:\d{1,18}:(short|medium|long)$", articles.press_length),
    (r"^t:(short|medium|long)$", articles.press_text_length),
    (r"^o:\d{1,18}$", articles.press_open),
    (r"^a:\d{1,9}$", articles.press_page),
    (r"^c:\d{1,18}$", answers.press_context),
    (r"^m:\d{1,18}(,\d{1,18})*$", answers.press_more),
)


def register(application: BotApplication, use_cases: UseCases) -> None:
    """Give the application its use cases and its handlers."""
    application.bot_data[UseCases] = use_cases
    fresh = filters.UpdateType.MESSAGE  # an edited message is not asked again
    for command in COMMANDS:
        application.add_handler(CommandHandler(command.name, command.callback, filters=fresh))
    summary_caption = filters.Document.ALL & filters.CaptionRegex(r"^/summary(@\w+)?(\s|$)")
    application.add_handler(MessageHandler(fresh & summary_caption, articles.summary))
    application.add_handler(MessageHandler(fresh & filters.COMMAND, start.unknown))
    application.add_handler(MessageHandler(fresh & filters.Document.ALL, answers.document))
    application.add_handler(MessageHandler(fresh & filters.TEXT, answers.plain))
    for pattern, callback in _BUTTONS:
        application.add_handler(CallbackQueryHandler(_reachable(callback), pattern=pattern))
    application.add_handler(CallbackQueryHandler(_stale))
    application.add_handler(TypeHandler(object, _nothing))
    application.add_error_handler(errors.handle)


def _reachable(callback: Callback) -> Callback:
    """Telegram may leave out the message a button stands under ("inaccessible"): it is too old."""

    async def press(update: Update, context: Context) -> None:
        query = update.callback_query
        assert query is not None
        if isinstance(query.message, Message):
            await callback(update, context)
        else:
            await query.answer(problems.STALE)

    return press


async def _stale(update: Update, context: Context) -> None:  # noqa: ARG001
    assert update.callback_query is not None
    await update.callback_query.answer(problems.STALE)


async def _nothing(update: object, context: Context) -> None:
    """Other kinds of message (photos, stickers, service messages) get no reply."""
