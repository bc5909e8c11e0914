"""What an error of a send means for the notice and its chat. Pure.

Texts are those of the official server; where several mean the same, a part that they share is looked for.
Not for what is then done (`bot.delivery.loop`).
"""

import re
from dataclasses import dataclass
from typing import Literal

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.transport.limiter import outcome_unknown, seconds_of

Kind = Literal[
    "limited",  # 429: after `seconds`
    "moved",  # the group is a supergroup now, with the id `chat_id`
    "closed",  # the chat will have nothing of us: until it says otherwise
    "barred",  # we may not write there at the moment, and nobody tells when we may
    "topic gone",  # deleted or closed
    "markup",  # a link or button that Telegram does not like; the words would do
    "refused",  # for good
    "failed",  # surely not sent: to be tried again
    "unknown",  # perhaps sent
]

_CLOSED = re.compile(
    r"chat not found|user not found|group chat was deactivated|PEER_ID_INVALID|CHANNEL_PRIVATE|"
    r"USER_IS_BLOCKED|USER_DEACTIVATED|INPUT_USER_DEACTIVATED|bot was kicked",
    re.IGNORECASE,
)
_BARRED = re.compile(
    r"not enough rights|have no rights|need administrator rights|CHAT_ADMIN_REQUIRED|CHAT_WRITE_FORBIDDEN|"
    r"CHAT_RESTRICTED|CHAT_SEND_\w+_FORBIDDEN|USER_BANNED_IN_CHANNEL",
    re.IGNORECASE,
)
_TOPIC_GONE = re.compile(r"message thread not found|TOPIC_(CLOSED|DELETED|ID_INVALID)", re.IGNORECASE)
_MARKUP = re.compile(r"can't parse|button|reply.?markup|keyboard|\burl\b|entit(y|ies)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an error means; `reason` is for a log line and for the administrator."""

    kind: Kind
    reason: str
    seconds: float = 0.0
    chat_id: int = 0
    foreseen: bool = True


def judge(error: Exception) -> Verdict:
    """Tell what an error of a send means."""
    reason = f"{type(error).__name__}: {error}"[:300]
    match error:
        case RetryAfter():
            return Verdict("limited", reason, seconds=seconds_of(error))
        case ChatMigrated():
            return Verdict("moved", reason, chat_id=error.new_chat_id)
        case Forbidden():
            return Verdict("closed", str(error)[:300])
        case BadRequest():
            return Verdict(_kind(str(error)), str(error)[:300])
        case TelegramError():
            return Verdict("unknown" if outcome_unknown(error) else "failed", reason)
    return Verdict("unknown", reason, foreseen=False)  # an answer that the library could not read, say


def _kind(text: str) -> Kind:
    """Which refusal a 400 is."""
    kinds: tuple[tuple[re.Pattern[str], Kind], ...] = (
        (_TOPIC_GONE, "topic gone"),
        (_CLOSED, "closed"),
        (_BARRED, "barred"),
        (_MARKUP, "markup"),
    )
    return next((kind for pattern, kind in kinds if pattern.search(text)), "refused")
