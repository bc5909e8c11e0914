"""What is sent in one message, who makes and sends it, and the count of what happened. No logic."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.render.message import Message
from bot.store.outbox import Destination, Owed


@dataclass(frozen=True, slots=True)
class Composed:
    """One message, and the ids of the notices that it holds: some of the destination's, at least one."""

    message: Message
    ids: tuple[int, ...]


Compose = Callable[[Destination], Awaitable[Composed | None]]  # None: there is nothing to say any more
Leaving = Callable[[], None]


class Sender(Protocol):
    """See `bot.delivery.post.Post`."""

    async def send(self, destination: Destination, message: Message, leaving: Leaving) -> int:
        """Send one message, once; gives its id."""

    async def answers(self) -> bool:
        """Tell whether Telegram answers."""


@dataclass(slots=True)
class Parcel:
    """Notices of one destination in one message; `leased` when the store knows that it is being sent."""

    destination: Destination
    owed: Sequence[Owed]
    leased: bool = False

    @property
    def ids(self) -> list[int]:
        """The notices' ids."""
        return [one.id for one in self.owed]


@dataclass(slots=True)
class Tally:
    """What happened since the start."""

    sent: int = 0  # messages
    notices: int = 0  # in them
    repeated: int = 0  # notices sent again after a send of unknown outcome
    uncertain: int = 0  # notices whose send had an unknown outcome, those of a process that died among them
    set_aside: int = 0  # notices
    limited: int = 0  # 429s
    failed: int = 0  # sends that surely failed and are tried again
    paused: int = 0  # chats
    moved: int = 0  # groups that became supergroups
    topics_gone: int = 0
