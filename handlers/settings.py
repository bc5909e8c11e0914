"""/digest, /quiet, /timezone, /settings, and their buttons, whose data are `g:` and what to show or set.

g:            all of it              g:d   digests      g:d:0   at once
g:d:1         at which hour, daily   g:d:1:HOUR         g:w     on which day
g:w:DAY       at which hour          g:w:DAY:HOUR
g:q           quiet hours            g:q:FROM-TO        minutes of the day
g:z           time zones             g:z:NAME
"""

import re
from collections.abc import Callable
from dataclasses import replace

from telegram import Message, Update

from bot.errors import BadTime, UnknownZone
from bot.models import Clock, Schedule
from bot.render import chat_settings as render
from bot.render import problems
from bot.render.subscriptions import not_yours
from bot.times import parse_digest, parse_quiet
from handlers.context import Context, Rendered, edit, reply
from handlers.rights import may_command, may_press
from handlers.updates import arguments, pressed


async def settings(update: Update, context: Context) -> None:
    """Show all choices of the chat."""
    message = update.effective_message
    assert message is not None
    await reply(message, await _show("", message, context))


async def digest(update: Update, context: Context) -> None:
    """Choose when new articles come: at once, daily, weekly."""
    await _command(update, context, "d")


async def quiet(update: Update, context: Context) -> None:
    """Choose quiet hours."""
    await _command(update, context, "q")


async def timezone(update: Update, context: Context) -> None:
    """Choose the time zone."""
    await _command(update, context, "z")


async def _command(update: Update, context: Context, what: str) -> None:
    message = update.effective_message
    assert message is not None
    words = arguments(message)
    if not words:
        await reply(message, await _show(what, message, context))
    elif not await may_command(message, context):
        await reply(message, not_yours(), quoting=True)
    else:
        try:
            await _set(what, words, message, context)
        except BadTime as error:
            await reply(message, render.bad_time(error.what))
        except UnknownZone as error:
            await reply(message, render.unknown_zone(error.what, context.chats.clocks(error.near)))
        else:
            await reply(message, await _show("", message, context))


async def press(update: Update, context: Context) -> None:
    """Show another menu in the message's place, or set something and show all of it."""
    query, message, _, data = pressed(update)
    if not await may_press(query, message, context):
        return
    if (words := _typed(data)) is None:
        await query.answer()
        await edit(message, await _show(data, message, context))
        return
    try:
        await _set(data[0], words, message, context)
    except (BadTime, UnknownZone):
        await query.answer(problems.STALE)
        return
    await query.answer("Set.")
    await edit(message, await _show("", message, context))


def _typed(data: str) -> str | None:
    """What somebody would have typed for a button that sets something; None for one that only shows."""
    if data == "d:0":
        return "at once"
    if match := re.fullmatch(r"d:1:(\d{1,2})", data):
        return f"daily {match[1]}:00"
    if match := re.fullmatch(r"w:([0-6]):(\d{1,2})", data):
        return f"weekly {render.WEEKDAYS[int(match[1])]} {match[2]}:00"
    if match := re.fullmatch(r"q:(\d{1,4})-(\d{1,4})", data):
        start, end = int(match[1]), int(match[2])
        return "off" if start == end else f"{start // 60}:{start % 60:02}-{end // 60}:{end % 60:02}"
    if match := re.fullmatch(r"z:(.+)", data):
        return match[1]
    return None


async def _set(what: str, words: str, message: Message, context: Context) -> None:
    place = context.place(message)
    if what == "z":
        await context.chats.set_zone(place, words)
    elif what == "q":
        start, end = parse_quiet(words)
        await context.chats.change(place, lambda old: replace(old, quiet_from=start, quiet_to=end))
    else:
        wanted = parse_digest(words, await context.chats.schedule(place))
        await context.chats.change(place, lambda old: _with_digest(old, wanted))


def _with_digest(old: Schedule, wanted: Schedule) -> Schedule:
    return replace(old, digest=wanted.digest, weekday=wanted.weekday, minute=wanted.minute)


async def _show(what: str, message: Message, context: Context) -> Rendered:
    schedule = await context.chats.schedule(context.place(message))
    clock: Clock = context.chats.clocks([schedule.zone])[0]
    if match := re.fullmatch(r"w:([0-6])", what):
        return render.hour_menu(f"g:w:{match[1]}", int(match[1]))
    menus: dict[str, Callable[[], Rendered]] = {
        "d": lambda: render.digest_menu(schedule, clock),
        "d:1": lambda: render.hour_menu("g:d:1"),
        "w": render.weekday_menu,
        "q": lambda: render.quiet_menu(schedule, clock),
        "z": lambda: render.zone_menu(clock, context.chats.clocks()),
    }
    return menus.get(what, lambda: render.settings(schedule, clock))()
