"""Subscriptions: what a chat now has, has had, and may not have."""

from collections.abc import Sequence

from bot.errors import LimitReached
from bot.models import Preview, Subscribed, Subscription
from bot.render.message import Button, Message, Rows, clip, escape, number_of, title_of

_SHOWN = 60  # UTF-16 units of a subscription's words in a list of up to 50
_LABEL = 24

NOT_YOURS = "Only this chat's administrators can change its subscriptions and settings."


def subscribed(done: Subscribed, username: str) -> Message:
    """What /subscribe says: what is there now, and what it would have told of so far."""
    what = words_of(done.subscription)
    head = (
        f"Subscribed to {what}. New articles will be announced here."
        if done.new
        else f"This chat is subscribed to {what} already."
    )
    lines = [head, "", *_preview(done, username)]
    return Message("\n".join(lines).rstrip(), ((Button("Remove", f"x:{done.subscription.id}"),),))


def listing(there: Sequence[Subscription]) -> Message:
    """What /subscriptions says, with buttons to remove."""
    if not there:
        return Message(
            "There is no subscription here. /subscribe tells of every new article, "
            "<code>/subscribe words</code> of those that fit the words."
        )
    noun = "subscription" if len(there) == 1 else "subscriptions"
    lines = [f"{place}. {words_of(one)}" for place, one in enumerate(there, start=1)]
    return Message("\n".join([f"<b>{len(there)} {noun}</b> here", "", *lines]), _remove_buttons(there))


def removed(gone: Sequence[Subscription]) -> Message:
    """What /unsubscribe says."""
    if not gone:
        return Message("That subscription is gone already.")
    return Message(f"No longer subscribed to {', '.join(words_of(one) for one in gone[:20])}.")


def muted(gone: Sequence[Subscription]) -> str:
    """The same as a line over the chat."""
    if not gone:
        return "That subscription is gone already."
    name = clip(gone[0].text, 100) or "everything"
    return f"No longer subscribed to {name}. /subscribe brings it back."


def none_such(which: str) -> Message:
    """For /unsubscribe with what is not there."""
    return Message(
        f"There is no subscription <code>{escape(clip(which, 100))}</code> here. /subscriptions lists them."
    )


def choose(there: Sequence[Subscription]) -> Message:
    """For /unsubscribe where there are several."""
    shown = listing(there)
    return Message(f"Which one?\n\n{shown.html}", shown.buttons)


def not_yours() -> Message:
    """For members of a group who are no administrators."""
    return Message(NOT_YOURS)


def too_many(error: LimitReached) -> str:
    """The limit as a line over the chat."""
    return f"That is too many: {error.limit} {error.what} at most."


def words_of(one: Subscription) -> str:
    """A subscription's words as HTML; everything is called so."""
    if not one.text:
        return "everything"
    text = clip(one.text, _SHOWN)
    return f"<code>{escape(text)}{'…' if text != one.text else ''}</code>"


def _preview(done: Subscribed, username: str) -> list[str]:
    preview: Preview = done.preview
    if not done.subscription.text:
        return ["The library is empty so far."] if not preview.count else []
    if not preview.count:
        return ["No article in the library fits these words yet."]
    count = f"{'at least ' if preview.more else ''}{preview.count}"
    noun = "article fits" if preview.count == 1 and not preview.more else "articles fit"
    head = f"So far {count} {noun}"
    head += ":" if preview.count == len(preview.newest) else ", the newest of them:"
    return [head, *(f"{number_of(one, username)} {title_of(one)}" for one in preview.newest)]


def _remove_buttons(there: Sequence[Subscription]) -> Rows:
    buttons = [
        Button(f"✕ {place}. {clip(one.text, _LABEL) or 'everything'}", f"u:{one.id}")
        for place, one in enumerate(there, start=1)
    ]
    rows = [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    if len(there) > 1:
        rows.append((Button("✕ All of them", "u:all"),))
    return tuple(rows)
