"""What is kept of a chat, and the end of it.

Kept are: what a chat chose and subscribed to, the notices it was sent (which articles, so that none comes
twice) or is owed, and whether an administrator let it in. Nothing that anyone wrote.
"""

import logging

from bot.models import Place
from bot.store import access, chats
from bot.store.database import Database

log = logging.getLogger(__name__)


class Privacy:
    """Forgets chats."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def forget(self, place: Place) -> None:
        """Remove all that is kept of a chat. That it was kept out of a private bot stays known."""
        async with self._database.transaction() as connection:
            await chats.forget(connection, place)
            if await access.decided(self._database, place.bot_id, place.chat_id):
                await access.forget(connection, place.bot_id, place.chat_id)
        log.info("chat forgotten")
