"""The one place that turns errors into words for a chat, and into one log line."""

import logging

from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from bot.logs import incident_id
from bot.render import problems
from handlers.context import Context, Rendered, reply

log = logging.getLogger(__name__)


async def handle(update: object, context: Context) -> None:
    """Say what went wrong where the person asked; never raises."""
    error = context.error
    assert isinstance(error, Exception)
    if isinstance(error, BadRequest) and "message is not modified" in str(error).lower():
        return  # a button pressed twice: what is shown is what was asked for
    said = problems.problem(error)
    if said is None and isinstance(error, NetworkError | Forbidden) and not isinstance(error, BadRequest):
        # Telegram did not take our reply; there is nobody to tell, and nothing of ours is wrong.
        _note_undelivered(error)
        return
    if said is None:
        identifier = incident_id(error)
        log.error("incident", extra={"incident": identifier}, exc_info=error)
        said = problems.incident(identifier)
    try:
        await _say(update, said)
    except TelegramError as failure:
        _note_undelivered(failure)


def _note_undelivered(error: Exception) -> None:
    log.warning("reply not delivered", extra={"reason": f"{type(error).__name__}: {str(error)[:200]}"})


async def _say(update: object, said: Rendered) -> None:
    if not isinstance(update, Update):
        return
    if update.callback_query:
        await update.callback_query.answer()
    if update.effective_message:
        await reply(update.effective_message, said)
