"""A person: what they send, press, edit, forward, and hear."""

from typing import TYPE_CHECKING, Any

from bot.sandbox.deliveries import deliver
from bot.sandbox.entities import finish, utf16_length
from bot.sandbox.members import tell_bot_status
from bot.sandbox.methods.posting import LONGEST_TEXT, origin, with_entities
from bot.sandbox.records import ANONYMOUS, CallbackQuery, Chat, Message, Topic, User
from bot.sandbox.refusals import Json
from bot.sandbox.rooms import Room

if TYPE_CHECKING:
    from bot.sandbox.people import People


class Person:
    """A person with a private chat with the bot; `to` sends elsewhere."""

    def __init__(self, people: "People", user: User) -> None:
        self._people = people
        self.user = user
        self.id = user.id

    @property
    def chat(self) -> Chat:
        """The private chat with the bot; its id is the person's."""
        return self._people.state.chats[self.id]

    def send(
        self,
        text: str,
        *,
        to: Room | None = None,
        reply_to: Message | Json | None = None,
        thread: Topic | None = None,
        entities: list[Json] | None = None,
    ) -> Message:
        """Send a text as a client does: trimmed, with its automatic entities beside those given."""
        text, found = finish(text, entities or [], self._people.bot.username)
        if not 0 < utf16_length(text) <= LONGEST_TEXT:
            raise ValueError("Telegram's clients send 1 to 4096 characters in a message")
        return self._send(with_entities(text, found), to, reply_to, thread)

    def send_document(
        self,
        data: bytes,
        name: str = "article.txt",
        mime: str = "text/plain",
        caption: str = "",
        *,
        to: Room | None = None,
        reply_to: Message | Json | None = None,
        thread: Topic | None = None,
    ) -> Message:
        """Send a file."""
        content: Json = {"document": self._people.state.add_file(name, mime, data).document()}
        if caption:
            content |= with_entities(*finish(caption, [], self._people.bot.username), "caption")
        return self._send(content, to, reply_to, thread)

    def forward(self, message: Message | Json, *, to: Room | None = None, hidden: bool = False) -> Message:
        """Forward a message from wherever it is; `hidden` if its sender does not let forwards name them."""
        source = self._people.find_message(message)
        if not source:
            raise ValueError("there is no such message to forward")
        told = origin(source)
        if hidden and source.sender:
            told = {"type": "hidden_user", "date": source.date, "sender_user_name": source.sender.first_name}
        return self._send(dict(source.content), to, None, None, extra={"forward_origin": told})

    def edit(self, message: Message, text: str) -> Message:
        """Edit a message of one's own."""
        if message.sender is not self.user and message.sender is not ANONYMOUS:
            raise ValueError("a person edits their own messages")
        message.content = with_entities(*finish(text, [], self._people.bot.username))
        message.edit_date = self._people.state.now()
        return deliver(self._people.state, self._people.updates, message, edited=True)

    def press(self, message: Message | Json, button: str | int = 1, *, stale: bool = False) -> CallbackQuery:
        """Press an inline button: by its label, its data, or its number from 1.

        With `stale` the button is data that the message need not carry any more, as when a client shows
        an old keyboard or a deleted message.
        """
        found = self._people.find_message(message)
        chat_id = message.chat.id if isinstance(message, Message) else message["chat"]["id"]
        data = str(button) if stale else _data_of(found, button)
        state = self._people.state
        chat = state.chats[chat_id]
        number = message.id if isinstance(message, Message) else message["message_id"]
        shown = found or Message(number, chat, 0, {})
        query = CallbackQuery(str(4 * 10**18 + state.next_number()), self.user, shown, data, state.clock())
        state.queries[query.id] = query
        inaccessible = {"chat": chat.json(), "message_id": number, "date": 0}
        query.update_id = self._people.updates.add(
            "callback_query",
            {
                "id": query.id,
                "from": self.user.json(),
                "message": found.json() if found else inaccessible,
                "chat_instance": str(-abs(hash_of(chat_id))),
                "data": data,
            },
        )
        return query

    def block(self) -> int | None:
        """Block the bot; gives the update's id."""
        return tell_bot_status(self._people.state, self._people.updates, self.chat, "kicked", by=self.user)

    def unblock(self) -> int | None:
        """Let the bot write again; gives the update's id."""
        return tell_bot_status(self._people.state, self._people.updates, self.chat, "member", by=self.user)

    def deactivate(self) -> None:
        """Delete the account."""
        self.user.deactivated = True

    async def hear(self, kind: str = "message", *, to: Room | None = None, timeout: float = 5.0) -> Json:
        """Wait for the next thing of a kind that the bot does in the chat (see `People.hear`)."""
        return await self._people.hear(to.id if to else self.id, kind, timeout)

    def _send(
        self,
        content: Json,
        to: Room | None,
        reply_to: Message | Json | None,
        thread: Topic | None,
        **rest: Any,  # noqa: ANN401  (fields of Message)
    ) -> Message:
        chat = to.chat if to else self.chat
        if chat.person:
            if chat.blocked:
                self.unblock()
            chat.started = True
        replied = self._people.find_message(reply_to) if reply_to else None
        number = thread.id if thread else _thread_of(chat, replied)
        sender: Json = {"sender": self.user}
        if self.id in chat.anonymous:
            sender = {"sender": ANONYMOUS, "sender_chat": chat}
        if chat.type == "channel":
            sender = {"sender_chat": chat}
        topical = chat.is_forum and bool(number)
        if topical and not replied:
            replied = chat.messages.get(number)
        message = self._people.state.post(
            chat, content, reply_to=replied, thread=number, topical=topical, **sender, **rest
        )
        return deliver(self._people.state, self._people.updates, message)


def hash_of(chat_id: int) -> int:
    """A number that stands for a chat without being its id, the same each time."""
    return (chat_id * 2654435761) % (1 << 62)


def _thread_of(chat: Chat, replied: Message | None) -> int:
    """The thread of a reply: a forum's topic, or in a supergroup the message that the chain began with."""
    if not replied or chat.type != "supergroup":
        return 0
    return replied.thread if chat.is_forum else replied.thread or replied.id


def _data_of(message: Message | None, button: str | int) -> str:
    if not message or not message.markup:
        raise ValueError("the message has no buttons, or was deleted")
    buttons = [item for row in message.markup["inline_keyboard"] for item in row]
    if isinstance(button, int):
        fitting = buttons[button - 1 : button]
    else:
        fitting = [item for item in buttons if button in {item["text"], item.get("callback_data")}]
    if not fitting or "callback_data" not in fitting[0]:
        labels = [item["text"] for item in buttons]
        raise ValueError(f"no button {button!r} that can be pressed among {labels}")
    return str(fitting[0]["callback_data"])
