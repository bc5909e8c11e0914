"""The parameters of one request, whichever way they came, read as the official server reads them.

The server is lenient about the kind of a value (`"12"` is a number, `"True"` is true, what is no
number is 0), and strict about what the methods then do with it. Not for the rules of any method.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.sandbox.refusals import bad_request

_INTEGER = re.compile(r"\s*(-?\d{1,19})")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came in a multipart form."""

    name: str
    mime: str
    data: bytes


class Params:
    """One request's parameters. Strings of a form and values of a JSON body read alike."""

    def __init__(self, values: Mapping[str, Any], uploads: Mapping[str, Upload]) -> None:
        self.values = dict(values)
        self.uploads = dict(uploads)

    def __contains__(self, name: str) -> bool:
        return name in self.values or name in self.uploads

    def names(self) -> set[str]:
        """The names that were sent; an upload that another parameter attaches is none."""
        attached = {
            name for name in self.uploads if any(f"attach://{name}" in str(v) for v in self.values.values())
        }
        return set(self.values) | (set(self.uploads) - attached)

    def text(self, name: str) -> str:
        """The value as text, "" where there is none."""
        value = self.values.get(name)
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def integer(self, name: str, default: int = 0) -> int:
        """The value as a number, `default` where there is none, 0 where it is no number."""
        text = self.text(name)
        if not text:
            return default
        found = _INTEGER.match(text)
        return int(found[1]) if found else 0

    def boolean(self, name: str) -> bool:
        """Whether the value says yes."""
        return self.text(name).strip().lower() in {"true", "yes", "1"}

    def json(self, name: str, what: str) -> Any:  # noqa: ANN401  (any JSON value may stand there)
        """The value as JSON, None where there is none.

        Raises:
            Refused: "can't parse `what` JSON object".
        """
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            raise bad_request(f"can't parse {what} JSON object") from None


async def read_params(request: web.Request) -> Params:
    """Read the query string and the body: urlencoded, multipart or JSON.

    Raises:
        Refused: the body does not hold what its content type says.
    """
    values: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.method != "POST":
        return Params(values, uploads)
    if request.content_type == "application/json":
        values |= await _json_body(request)
    elif request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        try:
            form = await request.post()
        except (ValueError, LookupError, AssertionError):
            raise bad_request("can't parse the request body") from None
        for name, value in form.items():
            if isinstance(value, web.FileField):
                mime = value.content_type or "application/octet-stream"
                uploads[name] = Upload(value.filename, mime, value.file.read())
            elif isinstance(value, str):
                values[name] = value
    return Params(values, uploads)


async def _json_body(request: web.Request) -> dict[str, Any]:
    body = await request.read()
    if not body.strip():
        return {}
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError):
        raise bad_request("can't parse JSON object") from None
    if not isinstance(parsed, dict):
        raise bad_request("request body must be a JSON object")
    return {str(name): value for name, value in parsed.items() if value is not None}
