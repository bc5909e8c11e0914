import logging

import httpx
import pytest

from bot.sandbox import Sandbox
from bot.sandbox.methods.table import METHODS

JUNK = [
    "", "x", "-1", "9" * 5000, "null", "true", "[[]]", '{"a": 1}', '["a"]', "[" * 5000, "\x00", "@x",
    '{"type": {}, "message_id": {}, "inline_keyboard": [[{"text": 1}]]}',
    '[{"type": [], "command": 1, "offset": true, "length": 1.5, "emoji": []}]',
    '{"inline_keyboard": [[{"text": "a", "url": "http://[::1"}]]}', '<a href="http://[">x</a>', "https://[",
]  # fmt: skip


@pytest.mark.parametrize("junk", JUNK)
async def test_no_request_makes_the_sandbox_fail(
    sandbox: Sandbox, client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture, junk: str
) -> None:
    chat_id = str(sandbox.user(started=True).id)
    with caplog.at_level(logging.ERROR):
        for method in METHODS.values():
            if method.name in {"getUpdates", "setWebhook"}:
                continue
            form = dict.fromkeys(method.fields, junk) | {"chat_id": chat_id, "text": "x"}
            answer = await client.post(
                method.name, data={n: v for n, v in form.items() if n in method.fields}
            )
            assert answer.status_code < 500, method.name
            assert isinstance(answer.json()["ok"], bool)
    assert not caplog.records
