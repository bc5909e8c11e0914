"""What the service does for itself, beside its work: for ever, and never so that the work suffers.

Not for what is done in the library or for chats.
"""

import asyncio
import contextlib
from pathlib import Path

from bot import health
from bot.vitals import Vitals


async def keep_beating(database: Path, vitals: Vitals) -> None:
    """Leave a heartbeat for `gistwire check`, and take it away at the end."""
    try:
        while True:
            beat = (await vitals.look()).beat
            with contextlib.suppress(OSError):  # a full disk is for the check to find
                await asyncio.to_thread(health.write_beat, database, beat)
            await asyncio.sleep(health.BEAT_SECONDS if beat.last_poll_at else 1.0)
    finally:
        with contextlib.suppress(OSError):
            health.remove_beat(database)
