"""A group, forum or channel: who comes and goes, its topics, its posts, its move to a supergroup."""

from typing import TYPE_CHECKING

from bot.sandbox.deliveries import deliver
from bot.sandbox.entities import finish
from bot.sandbox.members import member_json, tell_bot_status
from bot.sandbox.methods.posting import with_entities
from bot.sandbox.records import ANONYMOUS, Chat, Message, Status, Topic, User
from bot.sandbox.refusals import Json

if TYPE_CHECKING:
    from bot.sandbox.people import People
    from bot.sandbox.persons import Person


class Room:
    """A chat of many."""

    def __init__(self, people: "People", chat: Chat) -> None:
        self._people = people
        self.chat = chat
        self.id = chat.id

    def set_status(self, person: "Person", status: Status, *, anonymous: bool = False) -> int | None:
        """Make a person a member, an administrator …, or nothing; gives the `chat_member` update's id."""
        before = member_json(self.chat, person.user)
        self.chat.people[person.id] = person.user
        self.chat.members[person.id] = status
        self.chat.anonymous.discard(person.id)
        if anonymous:
            self.chat.anonymous.add(person.id)
        return self._people.updates.add(
            "chat_member",
            {
                "chat": self.chat.json(),
                "from": self._founder().json(),
                "date": self._people.state.now(),
                "old_chat_member": before,
                "new_chat_member": member_json(self.chat, person.user),
            },
        )

    def set_bot_status(self, status: Status, by: "Person | None" = None) -> int | None:
        """Add, promote, restrict or kick the bot; gives the `my_chat_member` update's id."""
        joining = self.chat.status(self._people.bot.id) in {"left", "kicked"} and status in {
            "member",
            "administrator",
        }
        user = by.user if by else self._founder()
        update_id = tell_bot_status(self._people.state, self._people.updates, self.chat, status, by=user)
        if joining and self.chat.type != "channel":
            self._announce({"new_chat_members": [self._people.bot.json()]}, user)
        return update_id

    def post(self, text: str) -> Message:
        """Post in the channel's name, or anonymously in the group's."""
        content = with_entities(*finish(text, [], self._people.bot.username))
        sender = None if self.chat.type == "channel" else ANONYMOUS
        message = self._people.state.post(self.chat, content, sender=sender, sender_chat=self.chat)
        return deliver(self._people.state, self._people.updates, message)

    def topic(self, name: str) -> Topic:
        """Open a topic in a forum."""
        if not self.chat.is_forum:
            raise ValueError("only a forum has topics")
        message = self._people.state.post(
            self.chat, {"forum_topic_created": {"name": name, "icon_color": 7322096}}, sender=self._founder()
        )
        message.thread, message.topical = message.id, True
        self.chat.topics[message.id] = topic = Topic(message.id, name)
        deliver(self._people.state, self._people.updates, message)
        return topic

    def close_topic(self, topic: Topic) -> None:
        """Close a topic to all but administrators."""
        topic.closed = True
        self._announce({"forum_topic_closed": {}}, self._founder(), topic)

    def reopen_topic(self, topic: Topic) -> None:
        """Open a closed topic again."""
        topic.closed = False
        self._announce({"forum_topic_reopened": {}}, self._founder(), topic)

    def delete_topic(self, topic: Topic) -> None:
        """Delete a topic with its messages; Telegram tells bots nothing of it."""
        topic.deleted = True
        for message in [m for m in self.chat.messages.values() if m.topical and m.thread == topic.id]:
            del self.chat.messages[message.id]

    def delete(self, message: Message) -> None:
        """Delete a message; Telegram tells bots nothing of it."""
        self.chat.messages.pop(message.id, None)

    def migrate(self) -> "Room":
        """Make the basic group a supergroup; both chats tell of it."""
        if self.chat.type != "group":
            raise ValueError("only a basic group becomes a supergroup")
        new = Chat(self._people.new_supergroup_id(), "supergroup", self.chat.title)
        new.members, new.people = dict(self.chat.members), dict(self.chat.people)
        self._people.state.chats[new.id] = new
        room = Room(self._people, new)
        self._announce({"migrate_to_chat_id": new.id}, self._founder())
        self.chat.migrated_to = new.id
        room._announce({"migrate_from_chat_id": self.id}, ANONYMOUS)
        return room

    async def hear(self, kind: str = "message", timeout: float = 5.0) -> Json:
        """Wait for the next thing of a kind that the bot does here (see `People.hear`)."""
        return await self._people.hear(self.id, kind, timeout)

    def _founder(self) -> User:
        founders = [number for number, status in self.chat.members.items() if status == "creator"]
        return self.chat.people[founders[0]] if founders else ANONYMOUS

    def _announce(self, content: Json, by: User, topic: Topic | None = None) -> Message:
        """Put a service message."""
        thread = topic.id if topic else 0
        sender_chat = self.chat if by is ANONYMOUS else None
        message = self._people.state.post(
            self.chat, content, sender=by, sender_chat=sender_chat, thread=thread, topical=bool(topic)
        )
        return deliver(self._people.state, self._people.updates, message)
