"""README's tables are held to the code: a setting or command that one has and the other lacks fails here."""

import re
from pathlib import Path

from bot.__main__ import _parser
from bot.settings import DESCRIPTIONS, PREFIX, SUMMARIZERS, Settings
from bot.text.language import parse_language
from bot.text.rank import SUMMARIZERS as THEIRS
from bot.text.stemmers import LANGUAGES, stemmer
from handlers import COMMANDS

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def rows(pattern: str) -> set[str]:
    return set(re.findall(rf"^\| `{pattern}", README, re.MULTILINE))


def test_readme_has_each_setting_and_no_other() -> None:
    assert rows(rf"{PREFIX}([A-Z_]+)`") == set(DESCRIPTIONS)


def test_readme_describes_each_setting_as_the_code_does() -> None:
    for name, description in DESCRIPTIONS.items():
        (line,) = re.findall(rf"^\| `{PREFIX}{name}`.*$", README, re.MULTILINE)
        assert description in line


def test_readme_has_each_default() -> None:
    for name in ("database", "articles", "api_url", "summarizer", "log_level", "log_format"):
        assert f"| `{PREFIX}{name.upper()}` | `{getattr(Settings(), name)}` |" in README


def test_readme_has_each_chat_command_and_no_other() -> None:
    assert rows(r"/([a-z_]+)`") == {command.name for command in COMMANDS}


def test_readme_has_each_subcommand_and_no_other() -> None:
    (commands,) = [
        one for one in _parser()._actions if one.dest == "command" or (one.choices and "run" in one.choices)
    ]
    assert rows(r"gistwire ([a-z]+)") == set(commands.choices or ())


def test_commands_fit_telegrams_menu() -> None:
    # Bot API, BotCommand: 1-32 lowercase letters, digits, underscores; description of 1-256 characters.
    for command in COMMANDS:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", command.name)
        assert 1 <= len(command.description) <= 256


def test_the_setting_offers_the_summarizers_that_there_are() -> None:
    assert set(SUMMARIZERS) == set(THEIRS)


def test_readme_names_each_language_and_which_are_stemmed() -> None:
    (section,) = re.findall(r"### Languages\n\n(.*?)\n\n", README, re.DOTALL)
    stemmed, searched, _others = section.replace("\n", " ").split(". ")
    names = [
        {parse_language(name) for name in re.findall(r"\w+", part)} - {""} for part in (stemmed, searched)
    ]
    known = set(LANGUAGES) - {"nb", "nn"}  # two Norwegians are one
    assert names[0] == {code for code in known if stemmer(code) is not None}
    assert names[1] == {code for code in known if stemmer(code) is None}
