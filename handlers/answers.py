"""/ask, plain questions, and the buttons under an answer."""

from telegram import Message, Update

from bot.errors import NotFound
from bot.render import answers as render
from bot.render import help as render_help
from bot.render import problems
from handlers.articles import summarize_link, summarize_text
from handlers.context import Context, reply
from handlers.updates import (
    addressed,
    answered,
    arguments,
    article_of,
    is_private,
    only_link,
    pressed,
    question_of,
)

# A plain message this long is no question: somebody passed on a text to be summarized.
LONG_TEXT = 1_000


async def ask(update: Update, context: Context) -> None:
    """Answer /ask QUESTION."""
    message = update.effective_message
    assert message is not None
    question = arguments(message)
    if question:
        await _answer(message, context, question)
        return
    newest = await context.articles.newest(1)
    example = render_help.example_words(newest[0]) if newest else "who wrote it?"
    await reply(message, render_help.ask_what(example))


async def plain(update: Update, context: Context) -> None:
    """Answer a message that is no command: any in a private chat; in a group only one to the bot."""
    message = update.effective_message
    assert message is not None
    if not is_private(message) and not addressed(message, context.bot.bot):
        return
    if is_private(message) and (link := only_link(message)):
        await summarize_link(message, message, link, context)
        return
    if is_private(message) and len(message.text or "") >= LONG_TEXT:
        await summarize_text(message, message, context)
        return
    await _answer(message, context, question_of(message, context.bot.bot))


async def document(update: Update, context: Context) -> None:
    """A document sent in a private chat without a command is one to summarize."""
    message = update.effective_message
    assert message is not None
    if is_private(message):
        await summarize_text(message, message, context)


async def press_context(update: Update, context: Context) -> None:
    """The whole paragraph around a quote, as a message of its own. Data: `c:SENTENCE`."""
    query, message, _, data = pressed(update)
    try:
        article, sentences, at = await context.answers.paragraph(int(data))
    except NotFound:
        await query.answer(problems.GONE)
        return
    await query.answer()
    for part in render.context(article, sentences, at, context.username):
        await reply(message, part)


async def press_more(update: Update, context: Context) -> None:
    """The next quotes that answer. Data: `m:SENTENCE,SENTENCE,…`."""
    query, message, _, data = pressed(update)
    question = message.reply_to_message
    words = question_of(question, context.bot.bot) if question else ""
    quotes = await context.answers.quotes([int(word) for word in data.split(",")], words)
    if not quotes:
        await query.answer(problems.GONE)
        return
    await query.answer()
    shown, rest = quotes[: render.SHOWN], quotes[render.SHOWN :]
    await reply(question or message, render.quotes(shown, rest, context.username), quoting=bool(question))


async def _answer(message: Message, context: Context, question: str) -> None:
    number = article_of(answered(message), context.bot.bot)
    answer = await context.answers.ask(question, article=number)
    await reply(message, render.answer(answer, context.username), quoting=True)
