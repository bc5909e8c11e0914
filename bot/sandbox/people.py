"""The programmatic face: people, groups and channels that a test or the terminal acts for.

What they do becomes updates shaped as Telegram shapes them. Nothing here is refused by limits or rights:
a test that makes somebody do the impossible is at fault itself (`ValueError`).
"""

from collections.abc import Callable

from bot.sandbox.log import Call, Log
from bot.sandbox.persons import Person
from bot.sandbox.records import FIRST_CHAT, FIRST_USER, Chat, ChatType, Message, Status, User
from bot.sandbox.refusals import Json
from bot.sandbox.rooms import Room
from bot.sandbox.state import State
from bot.sandbox.updates import UpdateQueue

PATIENCE = 5.0  # seconds to wait for what should come at once


class People:
    """Makes people and chats, and waits for what the bot does."""

    def __init__(self, state: State, updates: UpdateQueue, log: Log) -> None:
        self.state = state
        self.updates = updates
        self.log = log

    @property
    def bot(self) -> User:
        """The bot's own account."""
        return self.state.bot

    def user(
        self,
        first_name: str = "Anna",
        *,
        last_name: str = "",
        username: str = "",
        language_code: str = "en",
        user_id: int = 0,
        started: bool = False,
    ) -> Person:
        """Make a person; until they write (or `started`) the bot can't write to them."""
        user_id = user_id or FIRST_USER + self.state.next_number()
        user = User(user_id, first_name, last_name, username, language_code)
        self.state.users[user.id] = user
        self.state.chats[user.id] = Chat(user.id, "private", person=user, started=started)
        return Person(self, user)

    def group(self, title: str, *people: Person, bot: Status = "member") -> Room:
        """Make a basic group; the first of the people made it."""
        return self._room("group", -FIRST_CHAT - self.state.next_number(), title, people, bot)

    def supergroup(
        self, title: str, *people: Person, username: str = "", forum: bool = False, bot: Status = "member"
    ) -> Room:
        """Make a supergroup, or a forum; the first of the people made it."""
        room = self._room("supergroup", self.new_supergroup_id(), title, people, bot)
        room.chat.username = username
        room.chat.is_forum = forum
        return room

    def channel(self, title: str, *people: Person, username: str = "", bot: Status = "administrator") -> Room:
        """Make a channel; the first of the people made it."""
        room = self._room("channel", self.new_supergroup_id(), title, people, bot)
        room.chat.username = username
        return room

    def new_supergroup_id(self) -> int:
        """An id as supergroups and channels have it."""
        return -1_000_000_000_000 - FIRST_CHAT - self.state.next_number()

    def _room(
        self, kind: ChatType, chat_id: int, title: str, people: tuple[Person, ...], bot: Status
    ) -> Room:
        chat = Chat(chat_id, kind, title)
        self.state.chats[chat_id] = chat
        for person in people:
            chat.people[person.id] = person.user
            chat.members[person.id] = "member" if chat.members else "creator"
        chat.people[self.bot.id] = self.bot
        chat.members[self.bot.id] = bot
        return Room(self, chat)

    def find_message(self, message: Message | Json) -> Message | None:
        """Find a message as it stands now; None if it was deleted."""
        if isinstance(message, Message):
            return message if message.chat.messages.get(message.id) is message else None
        return self.state.chats[message["chat"]["id"]].messages.get(message["message_id"])

    def calls(self, method: str = "", chat_id: int = 0) -> list[Call]:
        """The calls so far, of one method, naming one chat, or all."""
        return [call for call in self.log.calls if _names(call, method, chat_id)]

    async def wait_for(
        self,
        method: str = "",
        chat_id: int = 0,
        *,
        where: Callable[[Call], bool] | None = None,
        count: int = 1,
        since: int = 0,
        timeout: float = PATIENCE,
    ) -> Call:
        """Wait for the `count`-th answered call that fits, of those numbered from `since` on.

        Raises:
            TimeoutError: it did not come.
        """
        looked = since  # the log may be long: each call is looked at once
        pending: list[Call] = []
        fitting: list[Call] = []

        def look() -> Call | None:
            nonlocal looked, pending
            pending += [call for call in self.log.calls[looked:] if _names(call, method, chat_id)]
            looked = len(self.log.calls)
            fitting.extend(call for call in pending if call.status and (where is None or where(call)))
            pending = [call for call in pending if not call.status]
            in_order = sorted(fitting, key=lambda call: call.number)
            return in_order[count - 1] if len(in_order) >= count else None

        return await self.log.until(
            look, timeout, f"call {method or 'of any method'} {chat_id or ''}".strip()
        )

    async def wait_until(self, look: Callable[[], bool], timeout: float = PATIENCE) -> None:
        """Wait until something is so; it is looked at whenever the bot calls or is answered.

        Raises:
            TimeoutError: it did not become so.
        """
        await self.log.until(look, timeout, "such state of things")

    async def confirmed(self, update_id: int | None, timeout: float | None = PATIENCE) -> None:
        """Wait until the bot has confirmed an update, by asking for later ones.

        Raises:
            TimeoutError: it did not.
        """
        done = update_id or 0
        await self.log.until(
            lambda: self.updates.confirmed_to >= done, timeout, f"confirmation of update {done}"
        )

    async def hear(self, chat_id: int, kind: str = "message", timeout: float = PATIENCE) -> Json:
        """Wait for the next thing of a kind that the bot does in a chat, each heard once, in order.

        Kinds are those of `Event`: "message", "edit", "delete", "answer", "action", "reaction".

        Raises:
            TimeoutError: it did nothing of the kind.
        """

        def look() -> Json | None:
            unheard = self.log.unheard.get((chat_id, kind))
            return unheard.popleft() if unheard else None

        return await self.log.until(look, timeout, f"{kind} in chat {chat_id}")


def _names(call: Call, method: str, chat_id: int) -> bool:
    return method.lower() in {"", call.method.lower()} and chat_id in {0, call.chat_id}
