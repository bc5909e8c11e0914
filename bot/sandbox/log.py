"""What was asked of the server and what the bot did, kept so that tests can wait for it and look at it."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.sandbox.refusals import Json

_T = TypeVar("_T")


@dataclass(slots=True)
class Call:
    """One request: `params` as sent (JSON strings decoded), and what was answered (None: nothing yet)."""

    number: int
    at: float
    method: str
    params: Json
    unknown: tuple[str, ...] = ()  # parameters that the method does not take
    status: int = 0
    response: Json | None = None

    @property
    def chat_id(self) -> int:
        """The chat that it names by number, else 0."""
        value = self.params.get("chat_id", 0)
        try:
            return int(value)
        except (TypeError, ValueError):
            return 0

    @property
    def ok(self) -> bool:
        """Whether it was done and said so."""
        return bool(self.response and self.response.get("ok"))

    @property
    def result(self) -> Any:  # noqa: ANN401  (any JSON value)
        """The answer's result; None if there is none."""
        return (self.response or {}).get("result")


@dataclass(frozen=True, slots=True)
class Event:
    """What the bot did that a person in the chat can see.

    `kind` is "message", "edit", "delete", "answer" (to a pressed button), "action" or "reaction".
    """

    kind: str
    chat_id: int
    body: Json


@dataclass(slots=True)
class Log:
    """Calls and events in order; whoever waits is woken at each."""

    calls: list[Call] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    unheard: dict[tuple[int, str], deque[Json]] = field(default_factory=dict)  # by chat and kind
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, event: Event) -> None:
        """Note an event, and wake everyone who waits."""
        self.events.append(event)
        self.unheard.setdefault((event.chat_id, event.kind), deque()).append(event.body)
        self.ring()

    def ring(self) -> None:
        """Wake everyone who waits."""
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def until(self, look: Callable[[], _T | None], timeout: float | None, what: str) -> _T:
        """Wait until `look` gives something other than None or False.

        Raises:
            TimeoutError: it did not in `timeout` seconds; the message says `what` was awaited.
        """
        try:
            async with asyncio.timeout(timeout):
                while True:
                    changed = self._changed
                    found = look()
                    if found is not None and found is not False:
                        return found
                    await changed.wait()
        except TimeoutError:
            recent = [
                f"{call.method}→{call.status}" for call in self.calls[-8:] if call.method != "getUpdates"
            ]
            raise TimeoutError(f"no {what} within {timeout} s; the last calls were {recent}") from None
