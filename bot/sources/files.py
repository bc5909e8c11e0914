# ruff: noqa: PTH110, PTH112, PTH116, PTH118, PTH122, PTH208 - a look at 20,000 files makes no Path of each
"""Articles in files: which there are in a folder and those below it, and their bytes.

Everything here blocks: call it in a thread or a worker. Not for when something changes (`bot.sources.watch`),
for what the bytes mean (`bot.text.read`), nor for what is known of a file already (`bot.store.origins`).
"""

import os
import stat
from collections import deque
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.errors import SourceError, Unreadable
from bot.models import Document, Format

FORMATS: dict[str, Format] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
}
LIMIT = 20 * 1024 * 1024  # bytes; what a bot may fetch from Telegram, so that both ways in take the same

FOLDER = "folder:"  # origins inside the articles folder, by their path in it
FILE = "file:"  # origins elsewhere, by their absolute path

TOO_LARGE = "it is over the limit of 20 MB"
OUTSIDE = "it is a link that leads out of the folder"
BROKEN = "it is a link that leads nowhere"
SPECIAL = "it is not a regular file"
OTHER_KIND = "it is not a .txt, .md or .html file"

TICK = 2.0  # seconds between looks whether the folder is still the same one
RESCAN = (
    30  # ticks between looks at all files, for file systems that give no signals (network, some containers)
)


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was found. `path` has no link in it; `problem` is why it is not to be opened, or ""."""

    origin: str
    name: str
    path: str
    size: int
    mtime_ns: int
    problem: str = ""


@dataclass(slots=True)
class Scan:
    """What a look found, in order of origin; `closed` are (origin, reason) of what we may not look at.

    `identity` tells one folder from another in its place.
    """

    identity: tuple[int, int]
    found: list[Found] = field(default_factory=list)
    closed: list[tuple[str, str]] = field(default_factory=list)

    def hides(self, origin: str) -> bool:
        """Tell whether an origin that was not found may still be there."""
        return any(origin == closed or origin.startswith(closed + "/") for closed, _ in self.closed)


def scan(folder: Path) -> Scan:
    """Look at every file in a folder and below it, opening none.

    Links are followed inside the folder. Hidden files and editors' temporaries are passed over.

    Raises:
        SourceError: the folder itself is not there or cannot be listed (transient).
    """
    root = os.path.realpath(folder)
    try:
        os.listdir(root)
        return _Walk(root).run()
    except OSError as error:
        raise SourceError(f"{folder}: {error.strerror}", transient=True) from error


def locate(path: Path, folder: Path | None = None) -> Scan:
    """Find what a person named: one file, or the files of a folder and those below it.

    An origin counts as in the articles `folder` when it stands in it.

    Raises:
        Unreadable: there is no such file, or it is of no kind that we read.
        SourceError: it cannot be looked at.
    """
    real = os.path.realpath(path)
    try:
        status = os.stat(real)
    except FileNotFoundError as error:
        raise Unreadable("there is no such file") from error
    except OSError as error:
        raise SourceError(error.strerror or str(error)) from error
    if stat.S_ISDIR(status.st_mode):
        result = scan(Path(real))
    elif format_of(path.name) or format_of(real):
        result = Scan((status.st_dev, status.st_ino), [_found(real, "", status)])
    else:
        raise Unreadable(OTHER_KIND)
    root = os.path.join(os.path.realpath(folder), "") if folder else ""
    found = []
    for one in result.found:
        origin, name = _place(one.path, root)
        found.append(replace(one, origin=origin, name=name))
    closed = [
        (_place(os.path.join(real, of.removeprefix(FOLDER)), root)[0], why) for of, why in result.closed
    ]
    return Scan(result.identity, found, closed)


def _place(path: str, root: str) -> tuple[str, str]:
    """Give the origin and the name of a file by where it stands."""
    if root and path.startswith(root):
        name = _text(path[len(root) :])
        return FOLDER + name, name
    name = _text(path)
    return FILE + name, name


class _Walk:
    """One pass over a folder tree. Folders behind links come last: a real path is the better name."""

    def __init__(self, root: str) -> None:
        self._root = os.path.join(root, "")
        status = os.stat(root)
        self._scan = Scan((status.st_dev, status.st_ino))
        self._folders = [(root, "")]
        self._links: deque[tuple[str, str]] = deque()
        self._seen: set[tuple[int, int]] = set()  # so that links in a circle end

    def run(self) -> Scan:
        while self._folders or self._links:
            path, inside = self._folders.pop() if self._folders else self._links.popleft()
            try:
                self._folder(path, inside)
            except OSError as error:
                if not inside:
                    raise
                self._scan.closed.append((FOLDER + _text(inside.rstrip("/")), error.strerror or str(error)))
        self._scan.found.sort(key=lambda found: found.origin)
        return self._scan

    def _folder(self, path: str, inside: str) -> None:
        status = os.stat(path)
        identity = (status.st_dev, status.st_ino)
        if identity in self._seen:
            return
        self._seen.add(identity)
        with os.scandir(path) as entries:
            for entry in entries:
                if not passed_over(entry.name):
                    self._entry(entry, inside + entry.name)

    def _entry(self, entry: os.DirEntry[str], inside: str) -> None:
        try:
            if entry.is_symlink():
                self._link(entry.path, inside)
            elif entry.is_dir():
                self._folders.append((entry.path, inside + "/"))
            elif format_of(entry.name):
                self._file(entry.path, inside, entry.stat())
        except FileNotFoundError:
            pass  # gone since the folder was listed
        except OSError as error:
            self._scan.closed.append((FOLDER + _text(inside), error.strerror or str(error)))

    def _link(self, path: str, inside: str) -> None:
        target = os.path.realpath(path)
        within = os.path.join(target, "").startswith(self._root)
        if os.path.isdir(target) and within:
            self._links.append((target, inside + "/"))
        elif os.path.isdir(target) or format_of(path):
            if not within:
                self._scan.found.append(_found(path, inside, os.lstat(path), OUTSIDE))
            elif not os.path.exists(target):
                self._scan.found.append(_found(path, inside, os.lstat(path), BROKEN))
            else:
                self._file(target, inside, os.stat(target))

    def _file(self, path: str, inside: str, status: os.stat_result) -> None:
        if stat.S_ISREG(status.st_mode) and not os.access(path, os.R_OK):
            self._scan.closed.append((FOLDER + _text(inside), "Permission denied"))
        else:
            self._scan.found.append(_found(path, inside, status))


def passed_over(name: str) -> bool:
    """Tell hidden files and what editors and offices leave beside a file they have open."""
    return name.startswith((".", "~$")) or name.endswith("~") or (name[0] == "#" and name[-1] == "#")


def format_of(name: str) -> Format | None:
    """Tell a file's format by its name; None if we do not read it."""
    return FORMATS.get(os.path.splitext(name)[1].lower())


def _found(path: str, inside: str, status: os.stat_result, problem: str = "") -> Found:
    if not problem:
        problem = "" if stat.S_ISREG(status.st_mode) else SPECIAL
    if not problem and status.st_size > LIMIT:
        problem = TOO_LARGE
    name = _text(inside)
    return Found(FOLDER + name, name, path, status.st_size, status.st_mtime_ns, problem)


def _text(path: str) -> str:
    r"""Make a file name, which is bytes, a text that can be stored: odd bytes are written as \xff."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def read(found: Found) -> Document:
    """Read a file's bytes.

    Raises:
        Unreadable: it is not to be read.
        SourceError: it cannot be opened, or is not what was found any more (transient).
    """
    if found.problem:
        raise Unreadable(found.problem)
    try:
        # Between the look and now it may have become anything: do not follow a link, do not wait for a pipe.
        number = os.open(found.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(number, "rb") as file:
            _expect(found, os.fstat(number))
            data = file.read(LIMIT + 1)
            _expect(found, os.fstat(number))
    except OSError as error:
        raise SourceError(f"it cannot be read: {error.strerror}", transient=True) from error
    if len(data) != found.size or os.path.realpath(found.path) != found.path:
        raise SourceError("it changed while it was read", transient=True)
    return Document(found.origin, found.name, format_of(found.name) or format_of(found.path) or "text", data)


def _expect(found: Found, status: os.stat_result) -> None:
    same = (status.st_size, status.st_mtime_ns) == (found.size, found.mtime_ns)
    if not same or not stat.S_ISREG(status.st_mode):
        raise SourceError("it changed while it was read", transient=True)
