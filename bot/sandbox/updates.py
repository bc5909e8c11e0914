"""The queue of updates: what the bot has not confirmed yet, and the one request that waits for more.

Follows the Bot API's "Getting updates": updates are given again until a request's offset passes them,
one request waits at a time, and the kinds that the bot asked for are settled when an update is made.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.refusals import Json, Refused

# Kinds of updates in Bot API order; the last three come only to a bot that names them.
UPDATE_KINDS = (
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection",
    "business_message", "edited_business_message", "deleted_business_messages", "inline_query",
    "chosen_inline_result", "callback_query", "shipping_query", "pre_checkout_query", "purchased_paid_media",
    "poll", "poll_answer", "my_chat_member", "chat_join_request", "chat_boost", "removed_chat_boost",
    "managed_bot", "guest_message", "chat_member", "message_reaction", "message_reaction_count",
)  # fmt: skip
ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
DEFAULT_KINDS = frozenset(UPDATE_KINDS) - ON_REQUEST
FIRST_UPDATE = 700_000_001
LONGEST_POLL = 50  # seconds; what the official server cuts a longer timeout to


@dataclass(slots=True)
class _Poll:
    woken: asyncio.Event
    conflict: bool = False


class UpdateQueue:
    """Updates in order of their ids; `on_confirmed` is called when the bot confirms some."""

    def __init__(self, on_confirmed: Callable[[], None]) -> None:
        self._on_confirmed = on_confirmed
        self.allowed = DEFAULT_KINDS
        self.pending: list[tuple[int, Json]] = []
        self.confirmed_to = FIRST_UPDATE - 1  # the highest id that the bot has confirmed
        self._next_id = FIRST_UPDATE
        self._poll: _Poll | None = None
        self._closed = False

    def add(self, kind: str, payload: Json) -> int | None:
        """Queue an update and return its id; None if the bot did not ask for this kind."""
        if kind not in self.allowed:
            return None
        update_id, self._next_id = self._next_id, self._next_id + 1
        self.pending.append((update_id, {"update_id": update_id, kind: payload}))
        self._wake()
        return update_id

    def drop(self) -> None:
        """Forget everything that waits (`drop_pending_updates`)."""
        self.pending.clear()

    def allow(self, kinds: frozenset[str]) -> None:
        """Remember which kinds the bot asked for; none named is the default."""
        self.allowed = (kinds & set(UPDATE_KINDS)) or DEFAULT_KINDS

    async def get(self, offset: int, limit: int, timeout: float) -> list[Json]:
        """Confirm what lies before `offset`, then give up to `limit` updates, waiting `timeout` seconds.

        Raises:
            Refused: 409, another request came while this one waited.
        """
        self._confirm(offset)
        if self._poll:
            self._poll.conflict = True
            self._poll.woken.set()
        poll = self._poll = _Poll(asyncio.Event())
        try:
            await self._wait(poll, min(timeout, LONGEST_POLL))
        finally:
            if self._poll is poll:
                self._poll = None
        return [update for _, update in self.pending[:limit]]

    def close(self) -> None:
        """Let a waiting request go, and every later one at once."""
        self._closed = True
        self._wake()

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            dropped = self.pending[:offset]
            self.pending = self.pending[offset:]
        else:
            dropped = [entry for entry in self.pending if entry[0] < offset]
            self.pending = self.pending[len(dropped) :]
        if dropped:
            self.confirmed_to = max(self.confirmed_to, dropped[-1][0])
            self._on_confirmed()

    async def _wait(self, poll: _Poll, timeout: float) -> None:
        try:
            async with asyncio.timeout(timeout):
                while not self.pending and not self._closed and timeout > 0 and not poll.conflict:
                    await poll.woken.wait()
                    if not poll.conflict:
                        poll.woken.clear()
        except TimeoutError:
            pass
        if poll.conflict:
            raise Refused(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is"
                " running",
            )

    def _wake(self) -> None:
        if self._poll:
            self._poll.woken.set()
