"""What the bot listens to: the table of its commands, and where each kind of update goes."""

from collections.abc import Callable, Coroutine
from typing import Any, NamedTuple

from telegram import BotCommand, Message, Update
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.render import problems
from handlers import (
    access,
    admin,
    answers,
    articles,
    errors,
    feeds,
    gate,
    members,
    menus,
    privacy,
    settings,
    start,
    subscriptions,
)
from handlers.access import tell
from handlers.context import BotApplication, Context, UseCases, keyboard

__all__ = [
    "ALLOWED_UPDATES",
    "COMMANDS",
    "BotApplication",
    "Command",
    "Context",
    "UseCases",
    "keyboard",
    "menu",
    "register",
    "tell",
]

Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]


class Command(NamedTuple):
    """A command as the menu shows it."""

    name: str
    description: str  # Bot API, BotCommand: 1-256 characters
    callback: Callback
    in_channels: bool = False  # where what administrators post are commands, too
    admins_only: bool = False  # for GISTWIRE_ADMINS, and in their menus alone


COMMANDS: tuple[Command, ...] = (
    Command("summary", "Summary of the newest article, or of one you name", articles.summary),
    Command("ask", "Ask the articles a question", answers.ask),
    Command("articles", "The library, newest first", articles.articles),
    Command(
        "subscribe",
        "Announce new articles here: all, or those that fit words",
        subscriptions.subscribe,
        True,
    ),
    Command("subscriptions", "This chat's subscriptions", subscriptions.subscriptions, True),
    Command("unsubscribe", "End a subscription", subscriptions.unsubscribe, True),
    Command("digest", "New articles at once, daily or weekly", settings.digest, True),
    Command("quiet", "Hours in which nothing new comes", settings.quiet, True),
    Command("timezone", "The time zone of these hours", settings.timezone, True),
    Command("settings", "All choices of this chat", settings.settings, True),
    Command("forget", "Forget all that is kept of this chat", privacy.forget, True),
    Command("sources", "Where articles come from", feeds.sources),
    Command("help", "What I can do, with examples", start.help, True),
    Command("start", "Say hello", start.start),
    Command("status", "How the service is", admin.status, admins_only=True),
    Command("failed", "Notices that Telegram refused", admin.failed, admins_only=True),
    Command("add", "Put a document or long message into the library", admin.add, admins_only=True),
    Command("remove", "Take an article out of the library", admin.remove, admins_only=True),
    Command("rename", "Give an article another title", admin.rename, admins_only=True),
    Command("feeds", "The feeds, and adding one", feeds.feeds, admins_only=True),
    Command("allow", "Let a user or group in", access.allow, admins_only=True),
    Command("deny", "Keep a user or group out", access.deny, admins_only=True),
)

# Bot API, getUpdates: what is not named here is not sent.
ALLOWED_UPDATES = (Update.MESSAGE, Update.CALLBACK_QUERY, Update.CHANNEL_POST, Update.MY_CHAT_MEMBER)

_BUTTONS: tuple[tuple[str, Callback], ...] = (
    (r"^s:\d{1,18}:(short|medium|long)$", articles.press_length),
    (r"^t:(short|medium|long)$", articles.press_text_length),
    (r"^l:(short|medium|long)$", articles.press_link_length),
    (r"^k:keep$", articles.press_keep),
    (r"^o:\d{1,18}$", articles.press_open),
    (r"^n:(e|[loprtx]:\d{1,9})$", feeds.press),
    (r"^a:\d{1,9}$", articles.press_page),
    (r"^c:\d{1,18}$", answers.press_context),
    (r"^m:\d{1,18}(,\d{1,18})*$", answers.press_more),
    (r"^w:\d{1,18}(:q)?$", subscriptions.press_like),
    (r"^u:(\d{1,18}|all)$", subscriptions.press_remove),
    (r"^x:\d{1,18}$", subscriptions.press_mute),
    (r"^g:[\w:+/-]*$", settings.press),
    (r"^fg:(yes|no)$", privacy.press),
    (r"^a[io]:-?\d{1,15}$", access.press),
    (r"^f[td]:(\d{1,18}|all)$", admin.press_failed),
    (r"^ak:(keep|discard)$", admin.press_add),
    (r"^e[rbn]:\d{1,18}$", admin.press_undo),
)


def menu(*, administrator: bool = False) -> list[BotCommand]:
    """The commands of everybody's menu, or of an administrator's."""
    return [BotCommand(one.name, one.description) for one in COMMANDS if administrator or not one.admins_only]


def register(application: BotApplication, use_cases: UseCases) -> None:
    """Give the application its use cases and its handlers."""
    application.bot_data[UseCases] = use_cases
    application.add_handler(TypeHandler(object, gate.enter), group=-1)
    fresh = filters.UpdateType.MESSAGE  # an edited message is not asked again
    for command in COMMANDS:
        where = fresh | filters.UpdateType.CHANNEL_POST if command.in_channels else fresh
        callback = _for_admins(command.callback) if command.admins_only else command.callback
        application.add_handler(CommandHandler(command.name, callback, filters=where))
    summary_caption = filters.Document.ALL & filters.CaptionRegex(r"^/summary(@\w+)?(\s|$)")
    application.add_handler(MessageHandler(fresh & summary_caption, articles.summary))
    add_caption = filters.Document.ALL & filters.CaptionRegex(r"^/add(@\w+)?(\s|$)")
    application.add_handler(MessageHandler(fresh & add_caption, _for_admins(admin.add, answers.document)))
    feeds_caption = filters.Document.ALL & filters.CaptionRegex(r"^/feeds(@\w+)?(\s|$)")
    application.add_handler(MessageHandler(fresh & feeds_caption, _for_admins(feeds.feeds, answers.document)))
    application.add_handler(MessageHandler(fresh & filters.COMMAND, start.unknown))
    application.add_handler(MessageHandler(fresh & filters.Document.ALL, answers.document))
    application.add_handler(MessageHandler(fresh & filters.TEXT, answers.plain))
    application.add_handler(ChatMemberHandler(members.changed, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(MessageHandler(fresh & filters.StatusUpdate.MIGRATE, members.migrated))
    for pattern, callback in _BUTTONS:
        application.add_handler(CallbackQueryHandler(_reachable(callback), pattern=pattern))
    application.add_handler(CallbackQueryHandler(_stale))
    application.add_handler(TypeHandler(object, _nothing))
    # Telegram's apps send /start when somebody first writes to a bot, or writes again after shutting it out.
    first = fresh & filters.ChatType.PRIVATE
    application.add_handler(CommandHandler("start", _show_menu, filters=first), group=1)
    application.add_error_handler(errors.handle)


def _for_admins(callback: Callback, otherwise: Callback = start.unknown) -> Callback:
    """To everybody else it is a command that there is not."""

    async def command(update: Update, context: Context) -> None:
        user = update.effective_user
        await (callback if user and context.access.is_admin(user.id) else otherwise)(update, context)

    return command


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


async def _show_menu(update: Update, context: Context) -> None:
    """Give an administrator their menu, which cannot be given before there is a chat with them."""
    user = update.effective_user
    if user and context.access.is_admin(user.id):
        await menus.show_administrator(context.bot, menu(administrator=True), user.id)


async def _nothing(update: object, context: Context) -> None:
    """Other kinds of message (photos, stickers, service messages) get no reply."""
