"""What chats want to hear of."""

from dataclasses import dataclass

from bot.models.articles import Article


@dataclass(frozen=True, slots=True)
class Subscription:
    """What somebody asked to hear of; `text` is as they wrote it, "" is everything."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a subscription would have told of: the newest, and how many; `more` if there may be others."""

    newest: tuple[Article, ...]
    count: int
    more: bool


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A subscription that is there now; `new` if it was not before."""

    subscription: Subscription
    new: bool
    preview: Preview
