"""The sandbox beside the official Bot API in machine-readable form, where GISTWIRE_BOTAPI names that file."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.methods.names import OFFICIAL
from bot.sandbox.methods.table import METHODS
from bot.sandbox.updates import UPDATE_KINDS


@pytest.fixture(scope="module")
def api() -> dict[str, Any]:
    path = os.environ.get("GISTWIRE_BOTAPI")
    if not path:
        pytest.skip("GISTWIRE_BOTAPI names no file")
    described: dict[str, Any] = json.loads(Path(path).read_bytes())
    return described


@pytest.mark.parametrize("name", sorted(METHODS))
def test_each_method_takes_the_official_parameters(api: dict[str, Any], name: str) -> None:
    official = {method.lower(): described for method, described in api["methods"].items()}[name]
    assert METHODS[name].name == official["name"]
    assert METHODS[name].fields == {field["name"] for field in official.get("fields", [])}


def test_every_official_method_is_known_by_name(api: dict[str, Any]) -> None:
    assert {name.lower() for name in api["methods"]} == OFFICIAL


def test_every_kind_of_update_is_known(api: dict[str, Any]) -> None:
    fields = {field["name"] for field in api["types"]["Update"]["fields"]}
    assert set(UPDATE_KINDS) == fields - {"update_id"}
