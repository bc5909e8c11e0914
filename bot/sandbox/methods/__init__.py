"""The Bot API's methods that the sandbox serves: one file per noun, one table of them all.

A method takes the server's state and the request's parameters, and gives the `result`. What the Bot
API has and the sandbox has not is refused by the server, by name.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

from bot.sandbox.params import Params
from bot.sandbox.refusals import Json
from bot.sandbox.state import State
from bot.sandbox.updates import UpdateQueue


class World(Protocol):
    """What methods may use of the server."""

    state: State
    updates: UpdateQueue
    webhook: Json

    def tell(self, kind: str, chat_id: int, body: Json) -> None:
        """Let whoever listens know what the bot did: `kind` is "message", "edit", "answer" …."""


Run = Callable[[World, Params], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Method:
    """One method: its name, the parameters that it takes, and what it does."""

    name: str
    fields: frozenset[str]
    run: Run
    sends: bool = False  # it counts against the limits on messages


class Methods:
    """A noun's methods, gathered by a decorator."""

    def __init__(self) -> None:
        self.all: list[Method] = []

    def serve(self, name: str, fields: str = "", *, sends: bool = False) -> Callable[[Run], Run]:
        """Serve a function as a method that takes the named fields."""

        def gather(run: Run) -> Run:
            self.all.append(Method(name, frozenset(fields.split()), run, sends))
            return run

        return gather
