"""The error tree. Errors carry facts; `bot.render` words them for people.

    BotError
    ├── UserError             the person can act on it
    │   ├── NotFound          no such article, or nothing that fits
    │   │   └── Removed       an article that is no longer in the library
    │   ├── BadQuery          a question or search with nothing to look for
    │   ├── LimitReached      as many or as much as there may be
    │   ├── UnknownZone       no time zone of that name
    │   ├── BadTime           hours of the day that cannot be read
    │   └── TooLarge          more than this bot reads
    ├── SourceError           the outside world failed; `.transient` says whether to try again
    │   ├── Unreadable        a document that holds no article: empty, binary, no sentences …
    │   │   └── NoArticle     it was behind a link
    │   ├── Unreachable       an address that gives nothing: refused, not found, too slow …
    │   └── Unfetched         a document that Telegram does not hand over
    ├── StoreError            the database cannot be used; `.lasting` says that waiting will not mend it
    │   ├── Damaged           it is damaged, or no database of ours
    │   ├── NewerDatabase     it was made by a newer version
    │   └── NotUpgraded       it was made by an older one, and does not take a step of this one's
    ├── AlreadyRunning        another instance holds the database or the token
    └── SettingsError         every bad setting, named together

A foreign exception is wrapped once, where its library is used, with `from`.
"""


class BotError(Exception):
    """Base of everything this program raises on purpose."""


class UserError(BotError):
    """Something the person who asked can act on."""


class NotFound(UserError):
    """Nothing answers to what was asked for; `what` repeats it."""

    def __init__(self, what: str = "") -> None:
        super().__init__(what)
        self.what = what


class Removed(NotFound):
    """An article that was in the library and is no longer; `title` is the one it had."""

    def __init__(self, what: str, title: str) -> None:
        super().__init__(what)
        self.title = title


class BadQuery(UserError):
    """A question or search that holds no word to look for."""


class LimitReached(UserError):
    """As many as there may be, or as long: `limit` of `what`, a plural noun."""

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(f"{limit} {what} at most")
        self.what = what
        self.limit = limit


class UnknownZone(UserError):
    """No time zone is called this; `near` are names that look like it, or zones with such an offset."""

    def __init__(self, what: str, near: tuple[str, ...]) -> None:
        super().__init__(what)
        self.what = what
        self.near = near


class BadTime(UserError):
    """Hours of the day, or when a digest comes, that cannot be read; `what` repeats them."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class TooLarge(UserError):
    """A document over the limit; sizes in bytes."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(f"{size} bytes, over the limit of {limit}")
        self.size = size
        self.limit = limit


class SourceError(BotError):
    """The outside world failed; `transient` says whether trying again may help."""

    def __init__(self, message: str, *, transient: bool = False) -> None:
        super().__init__(message)
        self.transient = transient


class Unreadable(SourceError):
    """A document that holds no article we can read; the message says why, in a clause."""


class NoArticle(Unreadable):
    """What is behind a link holds no article we can read."""


class Unreachable(SourceError):
    """An address that gives nothing; the message says why, in a clause.

    `status` is HTTP's, 0 where there was none; `wait` the seconds that the server asked to be left alone.
    """

    def __init__(self, message: str, *, transient: bool = False, status: int = 0, wait: float = 0.0) -> None:
        super().__init__(message, transient=transient)
        self.status = status
        self.wait = wait


class Unfetched(SourceError):
    """A document that Telegram does not hand over."""


class StoreError(BotError):
    """The database cannot be used; the message says why. `lasting`: waiting will not mend it."""

    lasting = False


class Damaged(StoreError):
    """The database is damaged, or a file that is no database of this program."""

    lasting = True


class NewerDatabase(StoreError):
    """The database was made by a newer version of this program."""

    lasting = True


class NotUpgraded(StoreError):
    """A database of an older version that cannot be brought to this one's schema; it is as it was."""

    lasting = True


class AlreadyRunning(BotError):
    """Another instance holds what only one may hold; the message says which."""


class SettingsError(BotError):
    """One or more settings are wrong; `problems` has a line for each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
