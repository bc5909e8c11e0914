"""When the next message may be sent, by Telegram's limits: an account of what was sent, and nothing else.

Not for waiting, nor for trying again (`bot.transport.limiter`). Times are seconds of a monotonic clock,
handed in.

Limits (Telegram, "Bots FAQ", "My bot is hitting limits"): about 30 messages a second in all, one a second in
a chat where short bursts pass, 20 a minute in a group. They are counted where a message arrives, which nobody
here sees: somewhere between the request and its answer. The quickest answer of late tells what the way there
and back takes when nothing is in the way: of a message that took longer, the time beyond that is the doubt
about when it arrived. Counted from the latest moment that leaves, the limits hold however the network wavers,
and cost only the time by which it wavers.
"""

from collections import OrderedDict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

A_SECOND = 30
A_MINUTE_IN_A_GROUP = 20
MARGIN = 0.004  # seconds; clocks and schedulers are no finer
# Between notices, so that a reply never finds a whole second taken at once. A little less than what the limit
# comes to: after a stall the second fills up again, and a reply then waits for a few hundredths at the most.
GAP = 1.0 / 32
CATCH_UP = 3 * GAP  # a late notice does not make those after it later still
GROUP_FREE, GROUP_GAP = 5, 60.0 / A_MINUTE_IN_A_GROUP  # the same for a group: a few at once, then evenly
ON_THE_WAY = 3.0  # seconds after which an unanswered request has arrived or never will
LOOK = 0.02  # seconds between looks at what nobody can foretell
# Answers of which the quickest is taken (with fewer than these none is), and how much of it is believed: what
# is sure is the quickest way there and the quickest way back, which seldom come together.
SAMPLES, FEWEST, BELIEVED = 512, 16, 0.9
ALL_LIMITED = 3  # different chats refused in a row that say: it is the bot that is limited

ChatKey = int | str  # an id, or the @name of a channel


@dataclass(slots=True, eq=False)
class Sent:
    """A message that left `at`, and was answered or is still on its way."""

    at: float
    answered: float | None = None


@dataclass(slots=True)
class _Chat:
    group: bool
    sent: list[Sent] = field(default_factory=list)  # lately
    closed_until: float = 0.0  # Telegram's own word

    @property
    def span(self) -> float:
        """Seconds for which what was sent here matters."""
        return 60.0 if self.group else 1.0


class Pacing:
    """What was sent lately, to whom, and what follows for the next message. Forgets chats that are idle."""

    def __init__(self) -> None:
        self._sent: list[Sent] = []
        self._chats: OrderedDict[ChatKey, _Chat] = OrderedDict()  # those used last at the end
        self._answers: deque[float] = deque(maxlen=SAMPLES)
        self._quickest = 0.0
        self._next_notice = 0.0
        self._last_notice = -ON_THE_WAY
        self._closed_until = 0.0
        self._refused: dict[ChatKey, float] = {}  # chat: until when, since the last message that passed
        self._refused_at = 0.0

    def __len__(self) -> int:
        """How many chats are remembered."""
        return len(self._chats)

    def closed(self, chat: ChatKey | None, now: float) -> float:
        """Seconds for which Telegram has closed this chat, or everything, to us."""
        return max(self._closed_until - now, self.chat_closed(chat, now))

    def chat_closed(self, chat: ChatKey | None, now: float) -> float:
        """Seconds for which Telegram has closed this chat to us."""
        known = self._chats.get(chat) if chat is not None else None
        return max(known.closed_until - now, 0.0) if known else 0.0

    def wait_for_chat(self, chat: ChatKey, now: float, *, notice: bool) -> float:
        """Seconds until this chat's own limits let a message through.

        A reply waits only where Telegram said so: how long a burst may be it does not tell, and somebody is
        waiting. A notice waits by the limits, the replies counted in.
        """
        known = self._chats.get(chat)
        if known is None:
            return 0.0
        waits = [0.0, known.closed_until - now]
        if notice:
            waits.append(self._room(known.sent, 1, 1.0, now))
        if notice and known.group:
            waits.append(self._room(known.sent, A_MINUTE_IN_A_GROUP, 60.0, now))
            if len(self._within(known.sent, 60.0, now)) >= GROUP_FREE:
                waits.append(self._room(known.sent, 1, GROUP_GAP, now))
        return max(waits)

    def wait_for_all(self, now: float, *, notice: bool, beside_notices: bool = True) -> float:
        """Seconds until the limits over all chats let a message through.

        Replies alone are not held to them: there is nothing that could give way, and Telegram says when it
        has had enough. Beside notices, waiting or just sent, they are: the two together are not refused.
        """
        waits = [0.0, self._closed_until - now]
        if notice or beside_notices or now < self._last_notice + 1.0 + MARGIN:
            waits.append(self._room(self._sent, A_SECOND, 1.0, now))
        if notice:
            waits.append(self._next_notice - now)
        return max(waits)

    def take(self, chat: ChatKey, now: float, *, notice: bool) -> Sent:
        """Note that a message leaves now."""
        sent = Sent(now)
        self._sent = [*self._within(self._sent, 1.0, now), sent]
        known = self._chats.setdefault(chat, _Chat(is_group(chat)))
        self._chats.move_to_end(chat)
        known.sent = [*self._within(known.sent, known.span, now), sent]
        if notice:
            self._last_notice = now
            self._next_notice = max(self._next_notice, now - CATCH_UP) + GAP
        self._forget_idle(now)
        return sent

    def answered(self, sent: Sent, now: float) -> None:
        """Note that a message's request has come to its end."""
        sent.answered = now
        self._answers.append(now - sent.at)
        self._quickest = BELIEVED * min(self._answers) if len(self._answers) >= FEWEST else 0.0

    def never_left(self, chat: ChatKey, sent: Sent) -> None:
        """Take a message back that was not sent after all."""
        known = self._chats.get(chat)
        for taken in (self._sent, known.sent if known else []):
            if sent in taken:
                taken.remove(sent)

    def passed(self, sent: Sent) -> None:
        """Note that Telegram took a message; if it left after a refusal, not everything is closed."""
        if sent.at >= self._refused_at:
            self._refused.clear()

    def refused(self, chat: ChatKey | None, seconds: float, now: float) -> bool:
        """Note a 429; gives whether it now seems that the whole bot is limited.

        Telegram does not say which limit was passed. We keep every chat's own, so that several chats refused
        in a row, and none that passed meanwhile, is the bot's. What is then sure is the shortest of the times
        given; each of the chats keeps its own.
        """
        if chat is None:
            self._closed_until = max(self._closed_until, now + seconds)
            return True
        known = self._chats.setdefault(chat, _Chat(is_group(chat)))
        self._chats.move_to_end(chat)
        known.closed_until = max(known.closed_until, now + seconds)
        self._refused_at = now
        self._refused = {other: until for other, until in self._refused.items() if until > now}
        self._refused[chat] = now + seconds
        if len(self._refused) < ALL_LIMITED:
            return False
        self._closed_until = max(self._closed_until, min(self._refused.values()))
        self._refused.clear()
        return True

    def _free_at(self, sent: Sent, span: float, now: float) -> float:
        """When a message no longer counts; of one on its way, when to look again."""
        if sent.answered is not None:
            return max(sent.at, sent.answered - self._quickest) + span + MARGIN
        if now < sent.at + ON_THE_WAY:
            return max(sent.at + span + MARGIN, now + LOOK)
        return sent.at + ON_THE_WAY + span

    def _within(self, sent: Iterable[Sent], span: float, now: float) -> list[Sent]:
        return [one for one in sent if self._free_at(one, span, now) > now]

    def _room(self, sent: Iterable[Sent], most: int, span: float, now: float) -> float:
        """Seconds until fewer than `most` of these count."""
        busy = sorted(free for one in sent if (free := self._free_at(one, span, now)) > now)
        return busy[len(busy) - most] - now if len(busy) >= most else 0.0

    def _forget_idle(self, now: float) -> None:
        """Look at the two chats that were used longest ago: more are looked at than are added."""
        for chat in list(islice(self._chats, 2)):
            known = self._chats[chat]
            if self._within(known.sent, known.span, now):
                return
            if known.closed_until > now:
                self._chats.move_to_end(chat)
            else:
                del self._chats[chat]


def is_group(chat: ChatKey) -> bool:
    """Whether an id is that of a group or channel; users' are positive (Bot API, `Chat`)."""
    return not isinstance(chat, int) or chat < 0
