"""/summary and /articles, their buttons, and documents that people send."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Document, Message, MessageEntity, Update, User
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.errors import NotFound
from bot.models import Length
from bot.render import articles as render
from bot.render import problems
from bot.texts import FORMATS, Text
from handlers.context import Context, edit, reply
from handlers.documents import fetch
from handlers.updates import (
    answered,
    arguments,
    article_of,
    as_link,
    link_among,
    link_in,
    names_other_bot,
    only_link,
    pressed,
)

DEFAULT_LENGTH: Length = "medium"
_ACTION_SECONDS = 4.5  # Bot API, sendChatAction: a status lasts 5 seconds or until a message arrives


async def summary(update: Update, context: Context) -> None:
    """Answer /summary, in all its forms."""
    message = update.effective_message
    assert message is not None
    if names_other_bot(message, context.bot.bot):
        return  # in a caption; commands in a text are sorted out before
    words, length = _part_length(arguments(message))
    replied = answered(message)
    if words and "://" in words and (link := as_link(words) or link_among(words)):
        await summarize_link(message, message, link, context, length)
    elif message.document:
        await summarize_text(message, message, context, length)
    elif words:
        await _summarize_article(message, context, words, length)
    elif replied is None:
        await _summarize_article(message, context, "", length)
    elif (number := article_of(replied, context.bot.bot)) is not None:
        await _summarize_article(message, context, str(number), length)
    elif link := only_link(replied):
        await summarize_link(message, replied, link, context, length)
    else:
        await summarize_text(message, replied, context, length)


async def articles(update: Update, context: Context) -> None:
    """Answer /articles: the library, or what fits the words."""
    message = update.effective_message
    assert message is not None
    page = await context.articles.page(1, arguments(message))
    await reply(message, render.page(page, context.username))


async def summarize_text(
    message: Message, source: Message, context: Context, length: Length = DEFAULT_LENGTH
) -> None:
    """Answer `message` with a summary of what `source` holds: a document, or its text."""
    text = await text_of(message, source, context)
    if text is None:
        return
    async with reading(message):
        summary = await context.texts.summarize(text, length, key=_key(source))
    if not summary.sentences:
        await reply(message, problems.too_short(), quoting=True)
        return
    # A reply to the text itself, so that the buttons can find it again.
    await reply(source, render.summary(summary, context.username), quoting=True)


async def summarize_link(
    message: Message, source: Message, link: str, context: Context, length: Length = DEFAULT_LENGTH
) -> None:
    """Answer `message` with a summary of what is behind a link that stands in `source`."""
    async with reading(message):
        summary = await context.links.summarize(link, length)
    keepable = _is_admin(message.from_user, context)
    await reply(source, render.summary(summary, context.username, keepable=keepable), quoting=True)


async def press_link_length(update: Update, context: Context) -> None:
    """The same under a summary of what is behind a link, which the title holds. Data: `l:LENGTH`."""
    query, message, _, length = pressed(update)
    link = link_in(message)
    if not link:
        await query.answer(problems.STALE)
        return
    await query.answer()
    summary = await context.links.summarize(link, _length(length))
    keepable = "k:keep" in _data_of(message)
    await edit(message, render.summary(summary, context.username, keepable=keepable))


async def press_keep(update: Update, context: Context) -> None:
    """Put what is behind a link into the library. Data: `k:keep`."""
    query, message, _, _ = pressed(update)
    link = link_in(message)
    if not link or not _is_admin(query.from_user, context):
        await query.answer(problems.STALE if not link else problems.ADMINS_KEEP, show_alert=bool(link))
        return
    await query.answer()
    number = await context.links.keep(link)
    summary = await context.articles.summarize(str(number), DEFAULT_LENGTH)
    await edit(message, render.summary(summary, context.username))


async def press_length(update: Update, context: Context) -> None:
    """Short, medium, long under an article's summary: edits it in place. Data: `s:NUMBER:LENGTH`."""
    query, message, _, data = pressed(update)
    number, _, length = data.partition(":")
    try:
        summary = await context.articles.summarize(number, _length(length))
    except NotFound:
        await query.answer(problems.GONE)
        return
    await query.answer()
    await edit(message, render.summary(summary, context.username))


async def press_text_length(update: Update, context: Context) -> None:
    """The same under a summary of a text that is not kept: it is read again if need be. Data: `t:LENGTH`."""
    query, message, _, length = pressed(update)
    source = message.reply_to_message
    if source is None:
        await query.answer(problems.STALE)
        return
    await query.answer()
    text = await text_of(message, source, context)
    if text is None:
        return
    summary = await context.texts.summarize(text, _length(length), key=_key(source))
    await edit(message, render.summary(summary, context.username))


async def press_open(update: Update, context: Context) -> None:
    """A button that opens an article's summary in a message of its own. Data: `o:NUMBER`."""
    query, message, _, number = pressed(update)
    try:
        summary = await context.articles.summarize(number, DEFAULT_LENGTH)
    except NotFound:
        await query.answer(problems.GONE)
        return
    await query.answer()
    await reply(message, render.summary(summary, context.username))


async def press_page(update: Update, context: Context) -> None:
    """Another page of /articles, in place; the words stand in the message. Data: `a:PAGE`."""
    query, message, _, number = pressed(update)
    words = next(iter(message.parse_entities([MessageEntity.CODE]).values()), "")
    page = await context.articles.page(int(number), words)
    await query.answer()
    await edit(message, render.page(page, context.username))


async def _summarize_article(
    message: Message, context: Context, which: str, length: Length = DEFAULT_LENGTH
) -> None:
    summary = await context.articles.summarize(which, length)
    await reply(message, render.summary(summary, context.username))


def _is_admin(user: User | None, context: Context) -> bool:
    return user is not None and context.access.is_admin(user.id)


def _data_of(message: Message) -> set[object]:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return {button.callback_data for row in rows for button in row}


def _part_length(words: str) -> tuple[str, Length]:
    """Part what to summarize from how long: "12 short", "LINK long", "short", "old mills long"."""
    *which, last = words.split() or [""]
    if last.lower() not in render.LENGTHS:
        return words, DEFAULT_LENGTH
    return " ".join(which), _length(last.lower())


def _length(word: str) -> Length:
    return word if word in render.LENGTHS else DEFAULT_LENGTH


def _key(source: Message) -> tuple[int, int]:
    return source.chat_id, source.message_id


async def text_of(message: Message, source: Message, context: Context) -> Text | None:
    """The text to read, fetched only when needed; None after having said why there is none."""
    if source.document:
        return await _document_text(message, source.document, context)
    text = source.text or source.caption
    if not text:
        await reply(message, problems.no_text(), quoting=True)
        return None
    return Text(text.encode(), "text", "")


async def _document_text(message: Message, document: Document, context: Context) -> Text | None:
    name = document.file_name or "document"
    suffix = "." + name.rpartition(".")[2].lower() if "." in name else ""
    form = FORMATS.get(suffix) or FORMATS.get(document.mime_type or "")
    if form is None:
        await reply(message, problems.not_readable(name), quoting=True)
        return None
    async with reading(message):
        return Text(await fetch(document, context), form, name)


@asynccontextmanager
async def reading(message: Message) -> AsyncIterator[None]:
    """Show "typing" for as long as something is being read."""

    async def show() -> None:
        with contextlib.suppress(TelegramError):  # a courtesy: its failure is nobody's concern
            while True:
                await message.reply_chat_action(ChatAction.TYPING)
                await asyncio.sleep(_ACTION_SECONDS)

    task = asyncio.create_task(show())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
