"""python-telegram-bot against the sandbox: the library that the bot is made with can talk to it."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from bot.sandbox import open_sandbox


async def _echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    button = InlineKeyboardButton("Again", callback_data="again")
    assert update.effective_message
    await update.effective_message.reply_text(
        f"<b>You</b>: {update.effective_message.text}",
        parse_mode="HTML",
        reply_markup=InlineKeyboardMarkup([[button]]),
    )


async def _again(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query
    await update.callback_query.answer("Done")
    await update.callback_query.edit_message_text("Again, then.")


async def test_an_application_polls_replies_answers_and_edits() -> None:
    async with open_sandbox() as sandbox:
        application = (
            Application.builder()
            .token(sandbox.token)
            .base_url(f"{sandbox.url}/bot")
            .base_file_url(f"{sandbox.url}/file/bot")
            .build()
        )
        application.add_handler(MessageHandler(filters.TEXT, _echo))
        application.add_handler(CallbackQueryHandler(_again))
        async with application:
            await application.start()
            assert application.updater
            await application.updater.start_polling()
            anna = sandbox.user("Anna")
            anna.send("hello")
            reply = await anna.hear()
            query = anna.press(reply, "Again")
            answer, edited = await anna.hear("answer"), await anna.hear("edit")
            await sandbox.confirmed(query.update_id)
            await application.updater.stop()
            await application.stop()

    assert reply["text"] == "You: hello"
    assert reply["entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    assert answer["text"] == "Done"
    assert edited["text"] == "Again, then."
    assert "reply_markup" not in edited
    assert all(not call.unknown for call in sandbox.calls())
