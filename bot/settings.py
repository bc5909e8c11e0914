"""Settings: from the environment or `.env`, checked together before anything starts.

Only the composition root and the command line see them; everyone else is handed plain values.
"""

import difflib
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from dotenv import dotenv_values

from bot.errors import SettingsError

PREFIX = "GISTWIRE_"
OFFICIAL_API = "https://api.telegram.org"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOG_FORMATS = ("text", "json")
ACCESS = ("public", "private")
OURS = "gistwire"  # the name of our own summarizer
# Ours, then sumy's; a test holds this to what `bot.text` has.
SUMMARIZERS = (OURS, "lex-rank", "text-rank", "lsa", "luhn", "kl", "sum-basic", "reduction", "edmundson")

# Bot API, "Authorizing your bot": an id, a colon, a secret.
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, checked. The token is kept out of `repr`."""

    bot_token: str = field(default="", repr=False)
    api_url: str = OFFICIAL_API
    database: Path = Path("data/gistwire.db")
    articles: Path = Path("seeds")
    admins: frozenset[int] = frozenset()
    access: str = "public"
    summarizer: str = OURS
    http: tuple[str, int] | None = None  # host and port
    feeds: Path | None = None
    feed_interval: int = 300  # seconds
    private_addresses: bool = False
    backups: Path | None = None
    backups_kept: int = 7
    log_level: str = "INFO"
    log_format: str = "text"
    unknown: tuple[str, ...] = ()  # lines about names that are no setting, to warn of


# One line a setting: what it is for, as README's table has it.
DESCRIPTIONS: dict[str, str] = {
    "BOT_TOKEN": "the bot's token from @BotFather; without one, the bot runs in the terminal",
    "BOT_TOKEN_FILE": "a file that holds the token (a container's secret)",
    "API_URL": "a self-hosted or test Bot API server",
    "DATABASE": "the library's SQLite file",
    "ARTICLES": "the folder that articles are loaded from",
    "ADMINS": "user ids of administrators, separated by commas",
    "ACCESS": "`public`, or `private`: only those whom an administrator lets in",
    "SUMMARIZER": "`gistwire`, or one of sumy's: `lex-rank`, `text-rank`, `lsa`, `luhn`, `kl`, …",
    "HTTP": "serves `/healthz` and `/metrics` there if set, such as `127.0.0.1:9090`",
    "FEEDS": "a file of feeds, OPML or an address a line; the feeds are kept what it names",
    "FEED_INTERVAL": "the shortest time between two visits to a feed, in seconds",
    "PRIVATE_ADDRESSES": "`1` lets links and feeds lead to private addresses, such as an intranet's; never to"
    " a cloud's metadata service",
    "BACKUPS": "a folder for a backup of the database each day; none are made unless set",
    "BACKUPS_KEPT": "how many of these are kept",
    "LOG_LEVEL": "`DEBUG`, `INFO`, `WARNING` or `ERROR`",
    "LOG_FORMAT": "`text` or `json`",
}


def load_settings(environ: Mapping[str, str], dotenv: Path) -> Settings:
    """Read and check all settings; the environment wins over `.env`, and an empty value is unset.

    Raises:
        SettingsError: names every bad value.
    """
    given = {name: value for name, value in _read_dotenv(dotenv).items() if value}
    given |= {name: value for name, value in environ.items() if name.startswith(PREFIX) and value.strip()}
    values = {name.removeprefix(PREFIX): value.strip() for name, value in given.items()}
    problems: list[str] = []

    def read(name: str, parse: Callable[[str], _T], default: _T) -> _T:
        if name not in values:
            return default
        try:
            return parse(values[name])
        except ValueError as error:
            problems.append(f"{PREFIX}{name}: {error}")
            return default

    if "BOT_TOKEN" in values and "BOT_TOKEN_FILE" in values:
        problems.append(f"{PREFIX}BOT_TOKEN and {PREFIX}BOT_TOKEN_FILE are both set; keep one")
    settings = Settings(
        bot_token=read("BOT_TOKEN", _parse_token, "") or read("BOT_TOKEN_FILE", _read_token, ""),
        api_url=read("API_URL", _parse_url, OFFICIAL_API),
        database=read("DATABASE", _parse_file, Path("data/gistwire.db")),
        articles=read("ARTICLES", _parse_folder, Path("seeds")),
        admins=read("ADMINS", _parse_ids, frozenset()),
        access=read("ACCESS", lambda value: _parse_choice(value.lower(), ACCESS), "public"),
        summarizer=read("SUMMARIZER", lambda value: _parse_choice(value.lower(), SUMMARIZERS), OURS),
        http=read("HTTP", _parse_address, None),
        feeds=read("FEEDS", _parse_file, None),
        feed_interval=read("FEED_INTERVAL", _parse_seconds, 300),
        private_addresses=read("PRIVATE_ADDRESSES", _parse_switch, default=False),
        backups=read("BACKUPS", _parse_folder, None),
        backups_kept=read("BACKUPS_KEPT", _parse_count, 7),
        log_level=read("LOG_LEVEL", lambda value: _parse_choice(value.upper(), LOG_LEVELS), "INFO"),
        log_format=read("LOG_FORMAT", lambda value: _parse_choice(value.lower(), LOG_FORMATS), "text"),
        unknown=tuple(_unknown(name) for name in values if name not in DESCRIPTIONS),
    )
    if settings.access == "private" and not settings.admins:
        problems.append(f"{PREFIX}ACCESS: a private bot needs {PREFIX}ADMINS, who let others in")
    if problems:
        raise SettingsError(problems)
    return settings


def _read_dotenv(path: Path) -> dict[str, str]:
    try:
        read = dotenv_values(path, interpolate=False, encoding="utf-8-sig") if path.is_file() else {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError([f"{path}: cannot be read: {error}"]) from error
    return {name: value.strip() for name, value in read.items() if name.startswith(PREFIX) and value}


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, DESCRIPTIONS, n=1)
    hint = f"; did you mean {PREFIX}{near[0]}?" if near else ""
    return f"{PREFIX}{name} is not a setting{hint}"


def _parse_token(value: str) -> str:
    # The value is a secret: say what is wrong without repeating it.
    if not _TOKEN.fullmatch(value):
        raise ValueError("is not a bot token; @BotFather gives one like 123456:ABC-DEF")
    return value


def _read_token(value: str) -> str:
    try:
        return _parse_token(Path(value).read_text(encoding="utf-8").strip())
    except OSError as error:
        raise ValueError(f"{value!r} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError:
        raise ValueError(f"{value!r} is no text") from None


def _parse_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(f"{value!r} is not an http or https address like {OFFICIAL_API}")
    return value.rstrip("/")


def _parse_file(value: str) -> Path:
    path = Path(value).expanduser()
    if path.is_dir():
        raise ValueError(f"{value!r} is a folder; name a file")
    return path


def _parse_folder(value: str) -> Path:
    path = Path(value).expanduser()
    if path.exists() and not path.is_dir():
        raise ValueError(f"{value!r} is not a folder")
    return path


def _parse_ids(value: str) -> frozenset[int]:
    words = re.split(r"[,;\s]+", value.strip(",; "))
    bad = [word for word in words if not re.fullmatch(r"-?\d{1,19}", word)]
    if bad:
        raise ValueError(f"{', '.join(map(repr, bad))}: user ids are numbers, separated by commas")
    return frozenset(map(int, words))


def _parse_address(value: str) -> tuple[str, int]:
    host, _, port = value.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")  # IPv6
    if not host or not re.fullmatch(r"\d{1,5}", port) or not 0 < int(port) < 65536:
        raise ValueError(f"{value!r} is not a host and port like 127.0.0.1:9090")
    return host, int(port)


def _parse_count(value: str) -> int:
    if not re.fullmatch(r"\d{1,6}", value) or not int(value):
        raise ValueError(f"{value!r} is not a number from 1")
    return int(value)


def _parse_seconds(value: str) -> int:
    if not re.fullmatch(r"\d{1,6}", value) or not 0 < int(value) <= 86_400:
        raise ValueError(f"{value!r} is not a number of seconds from 1 to 86400, a day")
    return int(value)


def _parse_switch(value: str) -> bool:
    if value.casefold() not in {"0", "1", "no", "yes", "false", "true", "off", "on"}:
        raise ValueError(f"{value!r} is neither 1 nor 0")
    return value.casefold() in {"1", "yes", "true", "on"}


def _parse_choice(value: str, choices: Collection[str]) -> str:
    if value not in choices:
        raise ValueError(f"{value!r} is none of {', '.join(choices)}")
    return value
