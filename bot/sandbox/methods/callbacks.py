"""Answers to pressed buttons."""

from bot.sandbox.entities import utf16_length
from bot.sandbox.methods import Methods, World
from bot.sandbox.params import Params
from bot.sandbox.refusals import bad_request

methods = Methods()

LONGEST_ANSWER = 200
ANSWERED_WITHIN = 60  # seconds; Telegram publishes no number, and people see about this


@methods.serve("answerCallbackQuery", "callback_query_id text show_alert url cache_time")
async def answer_callback_query(world: World, params: Params) -> bool:
    """Show a person that the bot has seen the button pressed."""
    query = world.state.queries.get(params.text("callback_query_id"))
    if not query or world.state.clock() - query.at > ANSWERED_WITHIN:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = params.text("text")
    if utf16_length(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if params.text("url"):
        raise bad_request("URL_INVALID")  # only games and links to the bot itself may be opened
    query.answer = {"text": text, "show_alert": params.boolean("show_alert")}
    world.tell("answer", query.message.chat.id, query.answer | {"callback_query_id": query.id})
    return True
