"""Who may use the bot: everybody, or in a private one those whom an administrator let in.

A private chat needs its person to be let in, a group or channel itself. Administrators may always.
Nothing is kept of strangers: when they were last told, and asked for, is in memory, and little of it.

Not for how much a person may send (`bot.patience`).
"""

import time
from collections import OrderedDict
from collections.abc import Callable

from bot.models import Place
from bot.store import access, chats
from bot.store.database import Database

TOLD_AGAIN = 3600.0  # seconds after which a stranger who keeps writing is told again
_REMEMBERED = 1_000  # strangers


class Access:
    """Decides for one bot."""

    def __init__(
        self,
        database: Database,
        bot_id: int,
        *,
        private: bool = False,
        admins: frozenset[int] = frozenset(),
        now: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._bot_id = bot_id
        self.private = private
        self.admins = admins
        self._now = now
        self._told: OrderedDict[int, float] = OrderedDict()
        self._asked: OrderedDict[int, float] = OrderedDict()

    def is_admin(self, user_id: int | None) -> bool:
        """Whether somebody administers this bot."""
        return user_id in self.admins

    async def may_use(self, chat_id: int, user_id: int | None) -> bool:
        """Whether what somebody sends in a chat is to be answered."""
        if not self.private or self.is_admin(user_id):
            return True
        return await access.decided(self._database, self._bot_id, chat_id) is True

    def tell(self, chat_id: int) -> bool:
        """Whether a stranger is to be told now that the bot is private; that counts as told."""
        return self._first(self._told, chat_id, TOLD_AGAIN)

    async def ask(self, chat_id: int) -> bool:
        """Whether the administrators are to be asked about a stranger now; that counts as asked."""
        if await access.decided(self._database, self._bot_id, chat_id) is not None:
            return False  # they were: kept out
        return self._first(self._asked, chat_id, float("inf"))

    async def decide(self, id_: int, *, allowed: bool) -> bool:
        """Let a user or group in, or keep them out; what a chat is owed waits while it is out.

        Tells whether that changed anything.
        """
        now = int(self._now())
        place = Place(self._bot_id, id_)
        async with self._database.transaction() as connection:
            changed = await access.decide(connection, self._bot_id, id_, allowed, now)
            if not changed:
                return False
            if allowed:
                await chats.resume(connection, place)
            elif self.private:
                await chats.pause(connection, place, "kept out by an administrator", now)
        self._told.pop(id_, None)
        return True

    async def migrate(self, old: int, new: int) -> None:
        """Note that a group has a new id."""
        async with self._database.transaction() as connection:
            await access.migrate(connection, self._bot_id, old, new)

    def _first(self, known: OrderedDict[int, float], id_: int, again: float) -> bool:
        now = self._now()
        if id_ in known and now - known[id_] < again:
            return False
        known[id_] = now
        known.move_to_end(id_)
        if len(known) > _REMEMBERED:
            known.popitem(last=False)
        return True
