"""/feeds for administrators, with its buttons and files, and /sources for everybody."""

import time

from telegram import Message, ReplyParameters, Update

from bot.errors import NotFound, Unreadable
from bot.render import feeds as render
from bot.render.articles import summary as render_summary
from bot.render.message import Message as Rendered
from handlers.articles import DEFAULT_LENGTH, reading
from handlers.context import Context, edit, reply
from handlers.documents import fetch
from handlers.rights import may_administer
from handlers.updates import answered, arguments, as_link, pressed

EXPORTED = "feeds.opml"


async def feeds(update: Update, context: Context) -> None:
    """List the feeds; with an address, add one; with a file, all that it names; "export" sends one."""
    message = update.effective_message
    assert message is not None
    words = arguments(message)
    replied = answered(message)
    source = message if message.document else replied if replied and replied.document and not words else None
    if source is not None:
        await _import(message, source, context)
    elif words.casefold() == "export":
        await _export(message, context)
    elif words:
        await _add(message, as_link(words) or words, context)
    else:
        await reply(message, render.listing(await context.feeds.all_of(), 1, time.time()))


async def sources(update: Update, context: Context) -> None:
    """Tell where articles come from."""
    message = update.effective_message
    assert message is not None
    there = [one for one in await context.feeds.all_of() if one.articles]
    there.sort(key=lambda one: -one.articles)
    await reply(message, render.sources(there, await context.articles.count()))


async def press(update: Update, context: Context) -> None:
    """Buttons of /feeds. Data: `n:l:PAGE`, `n:e`; `n:o:ID` to open, p pause, r resume, t try, x remove."""
    query, message, _, data = pressed(update)
    if not await may_administer(query, context):
        return
    await query.answer()
    what, _, which = data.partition(":")
    if what == "e":
        await _export(message, context)
    elif what == "l":
        await edit(message, render.listing(await context.feeds.all_of(), int(which), time.time()))
    else:
        try:
            await edit(message, await _done(message, what, int(which), context))
        except NotFound:
            await edit(message, Rendered(render.GONE))


async def _done(message: Message, what: str, id_: int, context: Context) -> Rendered:
    note = ""
    if what == "x":
        return render.removed(await context.feeds.remove(id_))
    if what == "p":
        await context.feeds.pause(id_)
    elif what == "r":
        await context.feeds.resume(id_)
    elif what == "t":
        async with reading(message):
            visit = await context.feeds.try_now(id_)
        note = render.visited(visit.new, visit.changed, visit.problem)
    return render.one_feed(await context.feeds.get(id_), time.time(), note)


async def _add(message: Message, address: str, context: Context) -> None:
    try:
        async with reading(message):
            done = await context.feeds.add(address)
    except Unreadable as error:
        await reply(message, render.refused(str(error)))
        return
    visit = done.visit
    said = render.added(done.source, new=done.new, count=visit.new, problem=visit.problem, now=time.time())
    await reply(message, said)
    if visit.newest is not None:
        summary = await context.articles.summarize(str(visit.newest), DEFAULT_LENGTH)
        await reply(message, render_summary(summary, context.username))


async def _import(message: Message, source: Message, context: Context) -> None:
    document = source.document
    assert document is not None
    try:
        async with reading(message):
            new, total = await context.feeds.import_list(await fetch(document, context))
    except Unreadable as error:
        await reply(message, render.no_list(str(error)))
        return
    await reply(message, render.imported(new, total))


async def _export(message: Message, context: Context) -> None:
    await context.bot.send_document(
        message.chat_id,
        await context.feeds.export(),
        filename=EXPORTED,
        reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True),
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
    )
