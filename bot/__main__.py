"""The command line: `gistwire run | chat | add | feeds | ask | summary | check | backup | restore`."""

import argparse
import asyncio
import contextlib
import importlib.metadata
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import BotError, NotFound, SettingsError, UserError
from bot.logs import configure_logs
from bot.settings import Settings, load_settings

if TYPE_CHECKING:
    from bot.feeds.feeds import Feeds

Command = Callable[[Settings, argparse.Namespace], Awaitable[int]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 not done, 2 wrong usage or settings."""
    options = _parser().parse_args(arguments)
    if options.command in (None, _run):
        # While it loads its end is to be as calm as later. As a container's first process it would otherwise
        # not even hear of it.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        settings = load_settings(os.environ, Path(".env"))
    except SettingsError as error:
        _complain("these settings are wrong:", *(f"  {problem}" for problem in error.problems))
        return 2
    command: Command = options.command or (_run if settings.bot_token else _chat)
    # Only the service tells of its work; the other commands speak for themselves.
    quiet = command is not _run and settings.log_level == "INFO"
    configure_logs("WARNING" if quiet else settings.log_level, settings.log_format, (settings.bot_token,))
    for line in settings.unknown:
        _complain(line)
    try:
        return asyncio.run(command(settings, options))  # type: ignore[arg-type]
    except SettingsError as error:
        _complain(*error.problems)
        return 2
    except NotFound as error:
        _complain(f"no article for {error.what!r}" if error.what else "the library is empty")
    except UserError as error:
        _complain(str(error) or "there is no word in this that could be looked for")
    except BotError as error:
        _complain(str(error))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has left (`gistwire ask … | head -1`): nothing more to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gistwire",
        description="A Telegram bot that answers from its articles, in their own words.",
        epilog="Without a command: `run` if a token is set, else `chat`. Settings: see README.",
    )
    version = importlib.metadata.version("gistwire")
    parser.add_argument("--version", action="version", version=f"gistwire {version}")
    commands = parser.add_subparsers(metavar="COMMAND")

    def add(name: str, command: Command, help: str) -> argparse.ArgumentParser:  # noqa: A002
        sub = commands.add_parser(name, help=help, description=help)
        sub.set_defaults(command=command)
        return sub

    parser.set_defaults(command=None)
    add("run", _run, "run the service, with the token that is set")
    add("chat", _chat, "talk to the bot in this terminal; needs no token")
    into = add("add", _add, "put files, or folders of them, into the library")
    into.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    ask = add("ask", _ask, "answer a question from the library")
    ask.add_argument("question", nargs="+", metavar="QUESTION")
    summary = add("summary", _summary, "summarize the newest article, or WHICH: a number, or words")
    summary.add_argument("which", nargs="*", metavar="WHICH")
    summary.add_argument("--length", choices=("short", "medium", "long"), default="medium")
    _add_feeds(add("feeds", _feeds, "the feeds: add, list, remove, import, export"))
    add("check", _check, "say whether the service is alive and sound; exit status 1 if it is not")
    into = add("backup", _backup, "write a backup of the database to FILE, also while the service runs")
    into.add_argument("file", type=Path, metavar="FILE")
    back = add("restore", _restore, "check the backup FILE and put it in the database's place")
    back.add_argument("file", type=Path, metavar="FILE")
    return parser


def _add_feeds(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    one = verbs.add_parser("add", help="add a feed, by its address or that of a page that names it")
    one.add_argument("address", metavar="ADDRESS")
    verbs.add_parser("list", help="list the feeds with their health")
    one = verbs.add_parser("remove", help="remove a feed, by its number, address or name; its articles stay")
    one.add_argument("which", nargs="+", metavar="WHICH")
    one = verbs.add_parser("import", help="add the feeds of a file, OPML or an address a line")
    one.add_argument("file", type=Path, metavar="FILE")
    verbs.add_parser("export", help="write all feeds as OPML to standard output")


async def _feeds(settings: Settings, options: argparse.Namespace) -> int:
    from bot.app import open_library  # noqa: PLC0415
    from bot.render import plain  # noqa: PLC0415

    async with open_library(settings) as library:
        feeds = library.feeds
        if options.verb == "add":
            done = await feeds.add(options.address)
            print(plain.feed_added(done.source, done.new, done.visit.new, done.visit.problem))
            return 1 if done.visit.problem else 0
        if options.verb == "remove":
            return await _remove_feed(feeds, " ".join(options.which))
        if options.verb == "import":
            new, total = await feeds.import_file(options.file)
            print(f"{new} new of {total}; the service reads them as it visits them")
        elif options.verb == "export":
            print((await feeds.export()).decode(), end="")
        else:
            print(plain.feeds(await feeds.all_of(), time.time()))
    return 0


async def _remove_feed(feeds: "Feeds", which: str) -> int:
    try:
        gone = await feeds.remove((await feeds.find(which)).id)
    except NotFound:
        _complain(f"no feed for {which!r}, or more than one; `gistwire feeds list` has their numbers")
        return 1
    print(f"removed: {gone.name}; its articles stay")
    if gone.listed:
        print("the file of feeds still names it, and brings it back when it is read")
    return 0


async def _run(settings: Settings, options: argparse.Namespace) -> int:  # noqa: ARG001
    from bot.app import run_service  # noqa: PLC0415  (the other commands start without Telegram's library)

    if not settings.bot_token:
        raise SettingsError(
            [
                "GISTWIRE_BOT_TOKEN is not set. @BotFather gives a token: set it in the environment or .env;",
                "or try the bot without one: gistwire chat",
            ]
        )
    await run_service(settings)
    return 0


async def _chat(settings: Settings, options: argparse.Namespace) -> int:  # noqa: ARG001
    from bot.app import run_chat  # noqa: PLC0415

    await run_chat(settings, _progress("reading articles"))
    return 0


async def _add(settings: Settings, options: argparse.Namespace) -> int:
    from bot.app import open_library  # noqa: PLC0415

    async with open_library(settings) as library:
        await library.renewal.searches()
        counts = await library.ingest.add(options.paths, settings.articles, _progress("adding"))
    for name, reason in counts.refusals:
        _complain(f"{name}: {reason}")
    print(counts.sentence())
    return 1 if counts.refused else 0


async def _ask(settings: Settings, options: argparse.Namespace) -> int:
    from bot.app import open_library  # noqa: PLC0415
    from bot.render import plain  # noqa: PLC0415

    async with open_library(settings, fill=_progress("reading articles")) as library:
        print(plain.answer(await library.answers.ask(" ".join(options.question))))
    return 0


async def _summary(settings: Settings, options: argparse.Namespace) -> int:
    from bot.app import open_library  # noqa: PLC0415
    from bot.render import plain  # noqa: PLC0415

    async with open_library(settings, fill=_progress("reading articles")) as library:
        print(plain.summary(await library.articles.summarize(" ".join(options.which), options.length)))
    return 0


async def _check(settings: Settings, options: argparse.Namespace) -> int:  # noqa: ARG001
    from bot.operations import health  # noqa: PLC0415

    findings = health.check(settings.database, settings.articles)
    for finding in findings:
        print(f"{'ok  ' if finding.sound else 'BAD '} {finding.name}: {finding.detail}")
    return 0 if all(finding.sound for finding in findings) else 1


async def _backup(settings: Settings, options: argparse.Namespace) -> int:
    from bot.store import backup  # noqa: PLC0415

    await asyncio.to_thread(backup.copy, settings.database, options.file)
    print(f"{settings.database} is in {options.file}, {options.file.stat().st_size:,} bytes")
    return 0


async def _restore(settings: Settings, options: argparse.Namespace) -> int:
    from bot.operations import backups  # noqa: PLC0415

    kept = await asyncio.to_thread(backups.restore, options.file, settings.database)
    print(f"{settings.database} is now what {options.file} was" + (f"; before: {kept}" if kept else ""))
    return 0


def _progress(verb: str) -> Callable[[int, int, int], None]:
    """Progress on standard error: one line that counts in a terminal, a line now and then elsewhere."""
    terminal, told = sys.stderr.isatty(), 0

    def show(done: int, total: int, refused: int) -> None:
        nonlocal told
        last = done == total
        line = f"gistwire: {verb}: {done} of {total}" + (f", {refused} refused" if refused else "")
        with contextlib.suppress(OSError):
            if terminal:
                print(f"\r{line}", end="\n" if last else "", file=sys.stderr, flush=True)
            elif last or done - told >= 500:
                told = done
                print(line, file=sys.stderr, flush=True)

    return show


def _complain(*lines: str) -> None:
    for line in lines:
        print(f"gistwire: {line}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
