"""What goes wrong, in words that say what to do about it."""

from bot.errors import BadQuery, NotFound, Removed, StoreError, TooLarge, Unreadable
from bot.render.message import Message, clip, escape

READABLE = "I read plain text, Markdown and HTML (.txt, .md, .html)."


def problem(error: Exception) -> Message | None:
    """Words for an error that a person can understand; None for one nobody foresaw."""
    match error:
        case Removed():
            return Message(f"“{escape(clip(error.title, 160))}” is no longer in the library. /articles lists it.")
        case NotFound():
            what = f" for <code>{escape(clip(error.what, 100))}</code>" if error.what else ""
            return Message(f"I find no article{what}. /articles lists those there are.")
        case BadQuery():
            return Message("There is no word in this that I could look for. Ask with a few words.")
        case TooLarge():
            return Message(
                f"This document has {_megabytes(error.size)}; a bot may fetch {_megabytes(error.limit)} at most."
            )
        case Unreadable():
            return Message(f"I cannot read this as an article: {escape(clip(str(error), 300))}. {READABLE}")
        case StoreError():
            return Message("The library cannot be reached at the moment. Please try again in a minute.")
    return None


def incident(identifier: str) -> Message:
    """One calm sentence for what nobody foresaw; the log has the traceback under the same id."""
    return Message(f"Something went wrong here, and it was logged as <code>{identifier}</code>. Please try again.")


def empty_library() -> Message:
    """For anything asked of a library without articles."""
    return Message("The library is empty so far. Put articles into its folder and they will be here in a moment.")


def too_short() -> Message:
    """For /summary on a text of a sentence or two."""
    return Message("This text is too short to be summarized.")


def no_text() -> Message:
    """For /summary as a reply to a message with nothing to read."""
    return Message(f"There is no text in that message. {READABLE}")


def not_readable(name: str) -> Message:
    """For a document of a kind we do not read."""
    return Message(f"I cannot read <b>{escape(clip(name, 100))}</b>. {READABLE}")


STALE = "This button is out of date. Please ask again."
GONE = "That article has changed or gone since. Please ask again."


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.0f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} kB"
