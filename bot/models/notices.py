"""What chats are owed, and what Telegram refused."""

from dataclasses import dataclass

from bot.models.articles import Article
from bot.models.subscriptions import Subscription


@dataclass(frozen=True, slots=True)
class Notice:
    """A new article that a chat is told of, as row `id` of the outbox.

    `gist` is its one-sentence summary and `match` the sentence that fits the subscription's words, "" where
    there is none; `subscription` is None if it was removed since. `moved_from` is the topic this was for, if
    that is gone and the chat is to be told so now. `change` is what a correction changed since the notice was
    sent.
    """

    id: int
    article: Article
    gist: str
    match: str = ""
    subscription: Subscription | None = None
    moved_from: int = 0
    change: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """A notice that Telegram refused for good, waiting for an administrator's decision."""

    id: int
    chat_id: int
    article: int
    title: str
    reason: str
