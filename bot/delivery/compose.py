"""What a destination is told: its notices read from the library and worded, as many as one message holds.

Not for how a notice is worded (`bot.render.notices`).
"""

from collections.abc import Awaitable, Callable, Iterable

from bot.delivery.parcel import Compose, Composed
from bot.models import Notice
from bot.render.notices import notices
from bot.store.outbox import Destination, Owed

Read = Callable[[Iterable[Owed]], Awaitable[list[Notice]]]


def composer(read: Read, username: Callable[[], str]) -> Compose:
    """Make a composer of what reads notices; `username` gives the bot's name once it is known."""

    async def compose(destination: Destination) -> Composed | None:
        known = await read(destination.owed)
        if not known:  # their articles were removed since
            return None
        message, count = notices(known, username())
        return Composed(message, tuple(one.id for one in known[:count]))

    return compose
