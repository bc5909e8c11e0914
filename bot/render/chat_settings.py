"""A chat's choices of when it is told, and the buttons that change them."""

from collections.abc import Sequence

from bot.models import Clock, Schedule
from bot.render.message import Button, Message, Rows, clip, escape

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_QUIET = ((0, 0), (22 * 60, 7 * 60), (23 * 60, 8 * 60), (21 * 60, 9 * 60), (0, 7 * 60))
_BACK = (Button("‹ Back", "g:"),)


def settings(schedule: Schedule, clock: Clock) -> Message:
    """All of a chat's choices."""
    lines = [
        "<b>Settings of this chat</b>",
        "",
        f"New articles: {digest_of(schedule)}",
        f"Quiet hours: {quiet_of(schedule)}",
        f"Time zone: {_zone(clock)}",
    ]
    rows = ((Button("New articles…", "g:d"), Button("Quiet hours…", "g:q")), (Button("Time zone…", "g:z"),))
    return Message("\n".join(lines), rows)


def digest_menu(schedule: Schedule, clock: Clock) -> Message:
    """What /digest shows."""
    text = f"New articles come {digest_of(schedule)}. Time zone: {_zone(clock)}."
    row = (Button("At once", "g:d:0"), Button("Daily…", "g:d:1"), Button("Weekly…", "g:w"))
    return Message(text, (row, _BACK))


def hour_menu(prefix: str, weekday: int | None = None) -> Message:
    """At what hour a digest is to come; the button's data are `prefix` and the hour."""
    day = "Daily" if weekday is None else f"Weekly on {WEEKDAYS[weekday]}"
    hint = "daily 8:30" if weekday is None else f"weekly {WEEKDAYS[weekday].lower()} 8:30"
    buttons = [Button(f"{hour}:00", f"{prefix}:{hour}") for hour in range(24)]
    rows = tuple(tuple(buttons[at : at + 6]) for at in range(0, 24, 6))
    return Message(f"{day}, at which hour? Any other time: <code>/digest {hint}</code>", (*rows, _BACK))


def weekday_menu() -> Message:
    """On which day a weekly digest is to come."""
    buttons = [Button(name, f"g:w:{day}") for day, name in enumerate(WEEKDAYS)]
    return Message("Weekly, on which day?", (tuple(buttons[:4]), tuple(buttons[4:]), _BACK))


def quiet_menu(schedule: Schedule, clock: Clock) -> Message:
    """What /quiet shows."""
    text = (
        f"Quiet hours: {quiet_of(schedule)}. Time zone: {_zone(clock)}.\n"
        "What is new meanwhile is kept and comes at their end, in one message. "
        "Any other hours: <code>/quiet 22:30-06:00</code>"
    )
    buttons = [
        Button(_hours(start, end) if start != end else "None", f"g:q:{start}-{end}") for start, end in _QUIET
    ]
    return Message(text, (tuple(buttons[:1]), tuple(buttons[1:3]), tuple(buttons[3:]), _BACK))


def zone_menu(clock: Clock, choices: Sequence[Clock]) -> Message:
    """What /timezone shows: places by what their clocks show."""
    text = (
        f"Time zone: {_zone(clock)}.\nChoose a place whose clock is yours all year, or name one: "
        "<code>/timezone Europe/Kyiv</code>, <code>/timezone Lima</code>"
    )
    return Message(text, (*_zones(choices, 3), _BACK))


def unknown_zone(name: str, near: Sequence[Clock]) -> Message:
    """For a name that no zone has, with those that may be meant."""
    said = f"I know no time zone <code>{escape(clip(name, 60))}</code> by which summer time could be told."
    if not near:
        return Message(f"{said} Names are like Europe/Kyiv, or just Kyiv; /timezone offers some.")
    return Message(f"{said} Is it one of these?", _zones(near, 2))


def bad_time(what: str) -> Message:
    """For times that cannot be read."""
    return Message(
        f"I cannot read <code>{escape(clip(what, 60))}</code> as times. Like this:\n"
        "<code>/digest at once</code>\n<code>/digest daily 9:00</code>\n"
        "<code>/digest weekly friday 18:00</code>\n"
        "<code>/quiet 22:00-07:00</code>\n<code>/quiet off</code>"
    )


def digest_of(schedule: Schedule) -> str:
    """When new articles come, in words."""
    at = _time(schedule.minute)
    if schedule.digest == "weekly":
        return f"weekly, on {WEEKDAYS[schedule.weekday]} at {at}"
    return f"daily at {at}" if schedule.digest == "daily" else "at once"


def quiet_of(schedule: Schedule) -> str:
    """Quiet hours, in words."""
    if schedule.quiet_from == schedule.quiet_to:
        return "none"
    return _hours(schedule.quiet_from, schedule.quiet_to)


def _zones(choices: Sequence[Clock], width: int) -> Rows:
    buttons = [Button(f"{clock.shown} {clock.city}", f"g:z:{clock.zone}") for clock in choices]
    return tuple(tuple(buttons[at : at + width]) for at in range(0, len(buttons), width))


def _zone(clock: Clock) -> str:
    return f"{escape(clock.zone)}, where it is {clock.shown}"


def _hours(start: int, end: int) -> str:
    return f"{_time(start)}–{_time(end)}"


def _time(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
