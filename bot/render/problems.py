"""What goes wrong, in words that say what to do about it."""

from bot.errors import (
    BadQuery,
    Damaged,
    LimitReached,
    NoArticle,
    NotFound,
    Removed,
    SourceError,
    StoreError,
    TooLarge,
    Unfetched,
    Unreachable,
    Unreadable,
)
from bot.render.help import EMPTY_LIBRARY
from bot.render.message import Message, clip, escape

READABLE = "I read plain text, Markdown, HTML and PDF (.txt, .md, .html, .pdf)."


def problem(error: Exception) -> Message | None:
    """Words for an error that a person can understand; None for one nobody foresaw."""
    said = _words(error)
    return Message(said) if said else None


def _words(error: Exception) -> str:
    match error:
        case Removed():
            said = f"“{escape(clip(error.title, 160))}” is no longer in the library. /articles lists it."
        case NotFound(what=""):
            said = EMPTY_LIBRARY
        case NotFound():
            what = f"for <code>{escape(clip(error.what, 100))}</code>"
            said = f"I find no article {what}. /articles lists those there are."
        case BadQuery():
            said = "There is no word in this that I could look for. Ask with a few words."
        case LimitReached():
            said = f"That is too many: {error.limit} {error.what} at most."
            said += " /subscriptions lists them." if error.what == "subscriptions" else ""
        case TooLarge():
            sizes = f"{_megabytes(error.size)}; a bot may fetch {_megabytes(error.limit)} at most"
            said = f"This document has {sizes}."
        case SourceError():
            said = _source_words(error)
        case Damaged():
            said = "My library is damaged. Whoever runs me has to put a backup in its place."
        case StoreError():
            said = "The library cannot be reached at the moment. Please try again in a minute."
        case _:
            said = ""
    return said


def _source_words(error: SourceError) -> str:
    reason = escape(clip(str(error), 300))
    match error:
        case NoArticle():
            said = f"There is no article behind that link that I can read: {reason}."
        case Unreachable():
            said = f"I cannot fetch that link: {reason}."
        case Unfetched():
            said = "I cannot fetch this document from Telegram just now. Please send it again in a minute."
        case Unreadable():
            said = f"I cannot read this as an article: {reason}. {READABLE}"
        case _:
            said = ""
    return said


def incident(identifier: str) -> Message:
    """One calm sentence for what nobody foresaw; the log has the traceback under the same id."""
    return Message(f"Something went wrong, and it was logged as <code>{identifier}</code>. Please try again.")


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
ADMINS_KEEP = "Only administrators of the bot put articles into its library."
GONE = "That article has changed or gone since. Please ask again."


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.0f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} kB"
