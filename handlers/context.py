"""The typed callback context: how a handler reaches the use cases, and how it replies."""

from dataclasses import dataclass
from typing import Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.ext import Application, CallbackContext, ExtBot

from bot.access import Access
from bot.admin import Admin
from bot.answers import Answers
from bot.articles import Articles
from bot.chats import Chats
from bot.editing import Editing
from bot.feeds.feeds import Feeds
from bot.links import Links
from bot.models import Place
from bot.operations.counts import RECEIPT, Counts
from bot.patience import Patience
from bot.privacy import Privacy
from bot.render.message import Message as Rendered
from bot.subscriptions import Subscriptions
from bot.texts import Texts


@dataclass(frozen=True, slots=True)
class UseCases:
    """What the composition root hands to the handlers."""

    articles: Articles
    answers: Answers
    texts: Texts
    links: Links
    feeds: Feeds
    subscriptions: Subscriptions
    chats: Chats
    counts: Counts
    access: Access
    patience: Patience
    admin: Admin
    editing: Editing
    privacy: Privacy


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """PTB's context with our use cases on it."""

    @property
    def use_cases(self) -> UseCases:
        """The use cases, as the composition root made them."""
        use_cases = self.application.bot_data[UseCases]
        assert isinstance(use_cases, UseCases)
        return use_cases

    @property
    def articles(self) -> Articles:
        """Latest, one article, its summary."""
        return self.use_cases.articles

    @property
    def answers(self) -> Answers:
        """From a question to quoted sentences."""
        return self.use_cases.answers

    @property
    def texts(self) -> Texts:
        """Summaries of texts that people send, which are not kept."""
        return self.use_cases.texts

    @property
    def links(self) -> Links:
        """Summaries of what is behind links."""
        return self.use_cases.links

    @property
    def feeds(self) -> Feeds:
        """The feeds that the library grows from."""
        return self.use_cases.feeds

    @property
    def subscriptions(self) -> Subscriptions:
        """What chats want to hear of."""
        return self.use_cases.subscriptions

    @property
    def chats(self) -> Chats:
        """When chats want to hear of it, and what Telegram tells of the chats themselves."""
        return self.use_cases.chats

    @property
    def access(self) -> Access:
        """Who may use the bot, and who administers it."""
        return self.use_cases.access

    @property
    def admin(self) -> Admin:
        """How the service is, and what became of notices set aside."""
        return self.use_cases.admin

    @property
    def editing(self) -> Editing:
        """Changes of the library by hand."""
        return self.use_cases.editing

    def place(self, message: Message) -> Place:
        """The chat and forum topic of a message."""
        topic = message.message_thread_id if message.is_topic_message else None
        return Place(self.bot.id, message.chat_id, topic or 0)

    @property
    def username(self) -> str:
        """The bot's user name, without the @."""
        return self.bot.username


BotApplication = Application[Any, Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], Any]

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def reply(message: Message, rendered: Rendered, *, quoting: bool = False) -> Message:
    """Send `rendered` to the message's chat and topic; `quoting` makes it a reply to the message itself."""
    parameters = ReplyParameters(message.message_id, allow_sending_without_reply=True) if quoting else None
    sent = await message.get_bot().send_message(
        message.chat_id,
        rendered.html,
        parse_mode=ParseMode.HTML,
        link_preview_options=_NO_PREVIEW,
        reply_markup=keyboard(rendered),
        reply_parameters=parameters,
        # Bot API, Message: message_thread_id is also set on replies outside topics: not to be echoed there.
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
    )
    _count()
    return sent


async def edit(message: Message, rendered: Rendered) -> None:
    """Replace the text and the buttons of one of the bot's own messages."""
    await message.get_bot().edit_message_text(
        rendered.html,
        message.chat_id,
        message.message_id,
        parse_mode=ParseMode.HTML,
        link_preview_options=_NO_PREVIEW,
        reply_markup=keyboard(rendered),
    )
    _count()


def _count() -> None:
    if receipt := RECEIPT.get():
        receipt.replied()


def keyboard(rendered: Rendered) -> InlineKeyboardMarkup | None:
    """The buttons as Telegram's inline keyboard, or None where there are none."""
    if not rendered.buttons:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(button.label, url=button.url)
                if button.url
                else InlineKeyboardButton(button.label, callback_data=button.data)
                for button in row
            ]
            for row in rendered.buttons
        ]
    )


__all__ = ["BotApplication", "Context", "Rendered", "UseCases", "edit", "keyboard", "reply"]
