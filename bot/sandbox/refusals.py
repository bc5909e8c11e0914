"""The one exception of the sandbox: a request refused with Telegram's own words.

Not for failures of the sandbox itself, which are ordinary exceptions and answer 500.
"""

from typing import Any

from bot.errors import BotError

Json = dict[str, Any]  # one object as it stands in a request or a response of the Bot API


class Refused(BotError):
    """A request answered with `ok: false`; the description is what a bot reads."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def json(self) -> Json:
        """The body of the answer, as the Bot API's "Making requests" gives it."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(why: str) -> Refused:
    """A refusal that is the caller's fault."""
    return Refused(400, f"Bad Request: {why}")


def forbidden(why: str) -> Refused:
    """A refusal because the other side does not let the bot."""
    return Refused(403, f"Forbidden: {why}")


def too_many_requests(seconds: int) -> Refused:
    """A refusal for `seconds` whole seconds; `parameters.retry_after` repeats them."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
