"""What /forget says."""

from bot.render.message import Button, Message


def ask(private_bot: bool) -> Message:
    """Ask before all that is kept of a chat is removed."""
    kept = "I keep of this chat: its settings and subscriptions, and which articles it was told of."
    lines = [
        f"{kept} I keep nothing of what is written here.",
        "",
        "Shall I forget all of it? Notices that are still to come are dropped."
        + (" You would have to be let in again." if private_bot else ""),
    ]
    return Message("\n".join(lines), ((Button("Forget this chat", "fg:yes"), Button("Keep", "fg:no")),))


def forgotten() -> Message:
    """After it was done."""
    return Message("Done. I know nothing of this chat any more.")


def kept() -> Message:
    """After it was not."""
    return Message("Nothing was forgotten.")
