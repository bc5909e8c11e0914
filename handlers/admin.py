"""Administrators' commands, and their buttons: /status, /failed, /add, /remove, /rename.

Who may use them is seen to where they are registered; a button asks again.
"""

import logging
import re

from telegram import Message, MessageEntity, Update, User

from bot.errors import BadQuery, NotFound, SourceError
from bot.models import Failed, count_words
from bot.render import admin as render
from bot.render import problems
from handlers.articles import text_of
from handlers.context import Context, Rendered, edit, reply
from handlers.rights import may_administer
from handlers.updates import answered, arguments, pressed

log = logging.getLogger(__name__)

LONG_ENOUGH = 200  # characters of a message that can be an article
_UNDONE = {"er": "article removed", "eb": "article brought back", "en": "article renamed"}


async def status(update: Update, context: Context) -> None:
    """Say how the service is."""
    message = update.effective_message
    assert message is not None
    await reply(message, render.status(await context.admin.status()))


async def failed(update: Update, context: Context) -> None:
    """List the notices that were set aside."""
    message = update.effective_message
    assert message is not None
    await reply(message, render.failed(*await _failed(context)))


async def press_failed(update: Update, context: Context) -> None:
    """Try again or drop, one or all. Data: `ft:ID`, `fd:ID`, `ft:all`, `fd:all`."""
    query, message, verb, which = pressed(update)
    if not await may_administer(query, context):
        return
    notice = None if which == "all" else int(which)
    again = verb == "ft"
    done = await (context.admin.try_again(notice) if again else context.admin.drop(notice))
    await query.answer(render.settled(again, done))
    await edit(message, render.failed(*await _failed(context)))


async def add(update: Update, context: Context) -> None:
    """Show what can be read of a document, or of the message replied to, and ask whether to keep it."""
    message = update.effective_message
    assert message is not None
    source = message if message.document else answered(message)
    too_short = source is not None and not source.document and len(source.text or "") < LONG_ENOUGH
    if source is None or too_short:
        await reply(message, render.usage("add"), quoting=True)
        return
    text = await text_of(message, source, context)
    if text is None:
        return
    reading = await context.editing.preview(text.data, text.format, text.name)
    words = sum(count_words(sentence.text) for sentence in reading.sentences)
    # A reply to the text itself, so that the buttons can find it again.
    await reply(source, render.preview(reading, words), quoting=True)


async def press_add(update: Update, context: Context) -> None:
    """Keep or discard what was shown. Data: `ak:keep`, `ak:discard`."""
    query, message, _, verb = pressed(update)
    if not await may_administer(query, context):
        return
    source = message.reply_to_message
    if verb == "discard":
        await query.answer()
        await edit(message, render.discarded())
        return
    if source is None:
        await query.answer(problems.STALE)
        return
    await query.answer()
    text = await text_of(message, source, context)
    if text is None:
        return
    article, new = await context.editing.keep(text.data, text.format, text.name)
    if new:
        _note("article kept", article.number, query.from_user)
    await edit(message, render.kept(article, new, context.username))


async def remove(update: Update, context: Context) -> None:
    """Take an article out of the library: /remove N."""
    message = update.effective_message
    assert message is not None
    number = re.fullmatch(r"#?(\d{1,18})", arguments(message))
    if not number:
        await reply(message, render.usage("remove"))
        return
    article = await context.editing.remove(int(number[1]))
    _note("article removed", article.number, message.from_user)
    await reply(message, render.removed(article, context.username))


async def rename(update: Update, context: Context) -> None:
    """Give an article another title: /rename N TITLE."""
    message = update.effective_message
    assert message is not None
    words = re.fullmatch(r"#?(\d{1,18}) (.+)", arguments(message))
    try:
        article, before = await context.editing.rename(int(words[1]), words[2]) if words else (None, "")
    except BadQuery:
        article, before = None, ""
    if article is None:
        await reply(message, render.usage("rename"))
        return
    _note("article renamed", article.number, message.from_user)
    await reply(message, render.renamed(article, before, context.username))


async def press_undo(update: Update, context: Context) -> None:
    """Undo what the message tells of. Data: `er:N` an addition, `eb:N` a removal, `en:N` a new title."""
    query, message, verb, number = pressed(update)
    if not await may_administer(query, context):
        return
    try:
        said = await _undo(verb, int(number), message, context)
    except (NotFound, SourceError):
        await query.answer(render.NOT_BACK, show_alert=True)
        return
    _note(_UNDONE[verb], int(number), query.from_user)
    await query.answer()
    await edit(message, said)


async def _undo(verb: str, number: int, message: Message, context: Context) -> Rendered:
    if verb == "er":
        return render.removed(await context.editing.remove(number), context.username)
    if verb == "eb":
        return render.back(await context.editing.bring_back(number), context.username)
    before = next(iter(message.parse_entities([MessageEntity.CODE]).values()), "")
    article, title = await context.editing.rename(number, before)
    return render.renamed(article, title, context.username)


def _note(event: str, number: int, user: User | None) -> None:
    """Tell the log of a change of the library, as of one that a file or a feed brings."""
    log.info(event, extra={"article": number, "by": user.id if user else None})


async def _failed(context: Context) -> tuple[list[Failed], int]:
    notices = await context.admin.failed()
    return notices, (await context.admin.status()).set_aside
