"""What the bot listens to: the table of its commands, and where each kind of update goes."""

from collections.abc import Callable, Coroutine
from typing import Any, NamedTuple

from telegram import Message, Update
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.render import problems
from handlers import answers, articles, errors, gate, members, settings, start, subscriptions
from handlers.context import BotApplication, Context, UseCases, keyboard

__all__ = [
    "ALLOWED_UPDATES",
    "COMMANDS",
    "BotApplication",
    "Command",
    "Context",
    "UseCases",
    "keyboard",
    "register",
]

Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]


class Command(NamedTuple):
    """A command as the menu shows it."""

    name: str
    description: str  # Bot API, BotCommand: 1-256 characters
    callback: Callback
    in_channels: bool = False  # where what administrators post are commands, too


COMMANDS: tuple[Command, ...] = (
    Command("summary", "Summary of the newest article, or of one you name", articles.summary),
    Command("ask", "Ask the articles a question", answers.ask),
    Command("articles", "The library, newest first", articles.articles),
    Command(
        "subscribe",
        "Tell this chat of new articles, all or those that fit words",
        subscriptions.subscribe,
        True,
    ),
    Command("subscriptions", "What this chat is told of", subscriptions.subscriptions, True),
    Command("unsubscribe", "Tell this chat no longer", subscriptions.unsubscribe, True),
    Command("digest", "New articles at once, daily or weekly", settings.digest, True),
    Command("quiet", "Hours in which nothing new comes", settings.quiet, True),
    Command("timezone", "The time zone of these hours", settings.timezone, True),
    Command("settings", "All choices of this chat", settings.settings, True),
    Command("help", "What I can do, with examples", start.help, True),
    Command("start", "Say hello", start.start),
)

# Bot API, getUpdates: what is not named here is not sent.
ALLOWED_UPDATES = (Update.MESSAGE, Update.CALLBACK_QUERY, Update.CHANNEL_POST, Update.MY_CHAT_MEMBER)

_BUTTONS: tuple[tuple[str, Callback], ...] = (
    (r"^s:\d{1,18}:(short|medium|long)$", articles.press_length),
    (r"^t:(short|medium|long)$", articles.press_text_length),
    (r"^o:\d{1,18}$", articles.press_open),
    (r"^a:\d{1,9}$", articles.press_page),
    (r"^c:\d{1,18}$", answers.press_context),
    (r"^m:\d{1,18}(,\d{1,18})*$", answers.press_more),
    (r"^w:\d{1,18}(:q)?$", subscriptions.press_like),
    (r"^u:(\d{1,18}|all)$", subscriptions.press_remove),
    (r"^x:\d{1,18}$", subscriptions.press_mute),
    (r"^g:[\w:+/-]*$", settings.press),
)


def register(application: BotApplication, use_cases: UseCases) -> None:
    """Give the application its use cases and its handlers."""
    application.bot_data[UseCases] = use_cases
    application.add_handler(TypeHandler(object, gate.enter), group=-1)
    fresh = filters.UpdateType.MESSAGE  # an edited message is not asked again
    for command in COMMANDS:
        where = fresh | filters.UpdateType.CHANNEL_POST if command.in_channels else fresh
        application.add_handler(CommandHandler(command.name, command.callback, filters=where))
    summary_caption = filters.Document.ALL & filters.CaptionRegex(r"^/summary(@\w+)?(\s|$)")
    application.add_handler(MessageHandler(fresh & summary_caption, articles.summary))
    application.add_handler(MessageHandler(fresh & filters.COMMAND, start.unknown))
    application.add_handler(MessageHandler(fresh & filters.Document.ALL, answers.document))
    application.add_handler(MessageHandler(fresh & filters.TEXT, answers.plain))
    application.add_handler(ChatMemberHandler(members.changed, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(MessageHandler(fresh & filters.StatusUpdate.MIGRATE, members.migrated))
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
