"""The library as a whole: what becomes of it when an origin holds a text, is refused, or goes away.

Each function that changes it works inside the caller's transaction, on articles, their passages and their
origins together:

- the same text (digest) from two origins is one article; it leaves when the last of them does;
- an edit keeps its article's number, unless another origin that holds the article leads: then it becomes its
  own;
- an edit into the text of another article joins it;
- what was removed gets its number back when its text or its origin returns.

Not for SQL, which is in the file of each noun.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Literal

from bot.models import Reading
from bot.store import articles, corrections, likeness, origins, passages, withdrawn
from bot.store.articles import Kept, Told
from bot.store.database import Connection, Database
from bot.store.origins import GONE, Origin, Seen

Outcome = Literal["added", "updated", "unchanged"]
Announce = Callable[[Connection, int, Told], Awaitable[object]]  # of a new article, by its number
# Of an article whose source corrected it: its number, its title and sentences before, and what it says now.
Amend = Callable[[Connection, int, str, list[str], Told], Awaitable[object]]
_FIELDS = ("title", "language", "author", "publication", "url", "photo_credit", "published", "tags")


async def keep(  # noqa: PLR0913 - what stands in one row, and whom to tell
    connection: Connection,
    name: str,
    seen: Seen,
    told: Told,
    at: datetime,
    announce: Announce | None = None,
    amend: Amend | None = None,
    *,
    leading: bool = False,
) -> Outcome:
    """Keep the text that an origin holds; `seen` is what the origin looked like.

    An article that never was in the library is announced: its notices commit with it or not at all. One that
    the origin held and that now says something else is amended. `leading` is that the article says what
    this origin says, whoever else holds it.
    """
    origin = await origins.find(connection, name)
    before = await corrections.said(connection, origin.number) if amend and origin and origin.number else None
    number, outcome = await _place(connection, name, origin, told, at, seen.reader, leading=leading)
    if number is None:
        number, outcome = await articles.add(connection, told, at), "added"
        await passages.add(connection, number, told.indexed)
        await likeness.put(connection, number, told.indexed)
        if announce:
            await announce(connection, number, told)
    await origins.put(connection, name, Origin(number, seen.size, seen.mtime_ns, "", seen.reader))
    if origin and origin.number not in (None, number):
        await _let_go(connection, origin.number, at)
    elif amend and before and origin and outcome == "updated" and origin.reader == seen.reader:
        await amend(connection, number, *before, told)
    return outcome


async def read_back(database: Database, number: int) -> Reading | None:
    """Give what an article holds as it was read; None if it is gone."""
    async with database.reader() as connection:
        kept = await articles.find_kept(connection, number)
    known = await articles.several(database, [number])
    if kept is None or not known:
        return None
    fields = {name: getattr(known[0], name) for name in _FIELDS}
    return Reading(paragraphs=await passages.paragraphs(database, number), digest=kept.digest, **fields)


async def renew(connection: Connection, kept: origins.Outdated, told: Told | None, reader: str) -> bool:
    """Keep an article as this reader makes it, if it still is what was read back; tell whether it was."""
    now = await articles.find_kept(connection, kept.number)
    whole = told is not None and now is not None and not now.removed and now.digest == told.reading.digest
    if told is not None and whole:
        await passages.remove(connection, kept.number)
        await articles.set_sizes(connection, kept.number, told.sizes)
        await passages.add(connection, kept.number, told.indexed)
        await likeness.put(connection, kept.number, told.indexed)
    await origins.read_by(connection, kept.number, reader)
    return whole


async def join(connection: Connection, name: str, seen: Seen, number: int | None) -> None:
    """Note that an origin holds an article that is in the library by another one."""
    await origins.put(connection, name, Origin(number, seen.size, seen.mtime_ns, "", seen.reader))


async def number_of(connection: Connection, name: str) -> int:
    """Give the number of the article that an origin holds."""
    origin = await origins.find(connection, name)
    assert origin is not None
    assert origin.number is not None
    return origin.number


async def refuse(connection: Connection, name: str, seen: Seen, problem: str, at: datetime) -> None:
    """Note that what an origin holds is no article; the one that it held leaves."""
    origin = await origins.find(connection, name)
    number = origin.number if origin else None
    await origins.put(connection, name, Origin(number, seen.size, seen.mtime_ns, problem, seen.reader))
    if number is not None:
        await _let_go(connection, number, at)


async def drop(connection: Connection, name: str, at: datetime) -> bool:
    """Note that an origin went away; tell whether its article left with it."""
    origin = await origins.find(connection, name)
    if origin is None or origin.problem == GONE:
        return False
    await origins.forget(connection, name)
    return origin.live and await _let_go(connection, origin.number, at)


async def _let_go(connection: Connection, number: int | None, at: datetime) -> bool:
    """Remove an article that no origin holds any more."""
    if number is None or await origins.held(connection, number):
        return False
    await passages.remove(connection, number)
    await likeness.remove(connection, number)
    await articles.remove(connection, number, at)
    return True


async def _place(
    connection: Connection,
    name: str,
    origin: Origin | None,
    told: Told,
    at: datetime,
    reader: str,
    *,
    leading: bool = False,
) -> tuple[int | None, Outcome]:
    """Find the article that a text is and make it say that text; None if it is a new one."""
    own = None
    if (
        origin
        and origin.number is not None
        and (leading or not await origins.held(connection, origin.number, besides=name))
    ):
        own = await articles.find_kept(connection, origin.number)
    twin = await articles.find_by_digest(connection, told.reading.digest)
    if (
        origin and origin.live and twin and twin.number == origin.number
    ):  # the same text, perhaps not the same fields
        return await _rewrite(connection, twin, told, at, again=origin.reader != reader)
    if twin and not twin.removed:
        return twin.number, "updated" if own and not own.removed else "unchanged"
    if own and not own.removed:
        return await _rewrite(connection, own, told, at)
    if back := twin or own:
        return await _rewrite(connection, back, told, at)
    return None, "added"


async def _rewrite(
    connection: Connection, kept: Kept, told: Told, at: datetime, *, again: bool = False
) -> tuple[int, Outcome]:
    """Make an article say a text; what says it already is written only `again`, after another reader."""
    same = not kept.removed and await articles.says(connection, kept.number, told)
    if same and not again:
        return kept.number, "unchanged"
    await passages.remove(connection, kept.number)
    await withdrawn.forget(connection, kept.number)
    await articles.update(connection, kept.number, told, at)
    await passages.add(connection, kept.number, told.indexed)
    await likeness.put(connection, kept.number, told.indexed)
    return kept.number, "unchanged" if same else "added" if kept.removed else "updated"
