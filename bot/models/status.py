"""How the service is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Status:
    """How a service is, in numbers; `findings` are (name, sound, detail), `errors` (event, times)."""

    version: str
    uptime: float  # seconds
    findings: tuple[tuple[str, bool, str], ...]
    articles: int = 0
    sentences: int = 0
    size: int = 0  # bytes of the database
    chats: int = 0
    paused: int = 0
    subscriptions: int = 0
    owed: int = 0
    held: int = 0
    set_aside: int = 0
    late: float = 0.0  # seconds since the oldest notice owed was due
    sent: int = 0  # notices, since the start
    repeated: int = 0
    limited: int = 0  # 429s
    updates: int = 0
    a_minute: float = 0.0  # updates, of late
    reply: float = 0.0  # seconds that a reply takes, on average
    slowed: int = 0
    errors: tuple[tuple[str, int], ...] = ()
