"""What strangers and administrators are told of a private bot, and who sends too much."""

from bot.render.message import Button, Message, clip, escape

SLOWED = "That is more than I can take at once. I pass over what you send until you slow down a little."
PRIVATE = "This bot is private."
ADMINS_ONLY = "Only an administrator of this bot may do this."


def slowed() -> Message:
    """Told once to somebody who sends far more than a person can type."""
    return Message(SLOWED)


def stranger(chat_id: int, group: bool) -> Message:
    """Told to somebody whom nobody has let in, or in a group that nobody has."""
    whose = "This group's id is" if group else "Your id is"
    return Message(
        f"{PRIVATE} {whose} <code>{chat_id}</code>: give it to its administrator, who can let "
        + ("this group in." if group else "you in.")
    )


def request(chat_id: int, name: str) -> Message:
    """Asked of the administrators when a stranger writes."""
    who = escape(clip(" ".join(name.split()) or "Somebody", 80))
    kind = "the group " if chat_id < 0 else ""
    return Message(
        f"May {kind}<b>{who}</b> (<code>{chat_id}</code>) use me?",
        ((Button("Let in", f"ai:{chat_id}"), Button("Keep out", f"ao:{chat_id}")),),
    )


def decided(chat_id: int, allowed: bool, changed: bool, private: bool) -> Message:
    """After /allow, /deny, or one of the buttons."""
    now = "is let in" if allowed else "is kept out"
    said = f"<code>{chat_id}</code> {now}{'' if changed else ', as before'}."
    undo = f"/deny {chat_id} keeps them out." if allowed else f"/allow {chat_id} lets them in."
    note = "" if private else " This bot is public, so it makes no difference for now."
    return Message(f"{said} {undo}{note}")


def welcome() -> Message:
    """Told to somebody who has been let in."""
    return Message("You have been let in. /help tells what I can do.")


def which(command: str) -> Message:
    """For /allow or /deny without an id."""
    return Message(f"Whom? <code>/{command} ID</code>: a number, negative for a group.")


def admins_only() -> Message:
    """For somebody else who tries."""
    return Message(ADMINS_ONLY)
