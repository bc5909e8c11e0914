from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import load_settings

NOWHERE = Path("/nonexistent/.env")


def test_an_address_is_a_host_and_a_port() -> None:
    def http(value: str) -> object:
        return load_settings({"GISTWIRE_HTTP": value}, NOWHERE).http

    assert http("127.0.0.1:9090") == ("127.0.0.1", 9090)
    assert http("[::1]:80") == ("::1", 80)
    assert http("") is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTP", "9090"),
        ("HTTP", "localhost:http"),
        ("HTTP", "localhost:70000"),
        ("ACCESS", "secret"),
        ("BACKUPS_KEPT", "0"),
        ("BACKUPS_KEPT", "many"),
    ],
)
def test_a_value_that_cannot_be_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"GISTWIRE_{name}: '{value}'"):
        load_settings({f"GISTWIRE_{name}": value}, NOWHERE)


def test_access_is_public_unless_set() -> None:
    assert load_settings({}, NOWHERE).access == "public"
    environ = {"GISTWIRE_ACCESS": "Private", "GISTWIRE_ADMINS": "4242"}
    assert load_settings(environ, NOWHERE).access == "private"


def test_a_private_bot_needs_somebody_who_lets_others_in() -> None:
    with pytest.raises(SettingsError, match="needs GISTWIRE_ADMINS"):
        load_settings({"GISTWIRE_ACCESS": "private"}, NOWHERE)
