# ruff: noqa: ASYNC240 - files are what these tests are about
import asyncio
import itertools
import logging
import os
import shutil
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.arrivals import Arrivals
from bot.errors import Removed, StoreError, Unreadable
from bot.ingest import Ingest
from bot.models import Document
from bot.store import articles, passages
from bot.store.database import Database, open_database
from bot.worker import Worker

pytestmark = pytest.mark.asyncio(loop_scope="module")
ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def worker() -> AsyncIterator[Worker]:
    async with Worker(1) as worker:
        yield worker


@pytest_asyncio.fixture(loop_scope="module")
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(tmp_path / "library.db") as database:
        yield database


@pytest.fixture
def ingest(database: Database, worker: Worker) -> Ingest:
    clock = itertools.count()
    return Ingest(Arrivals(database, worker, now=lambda: NOON + timedelta(minutes=next(clock))))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    return tmp_path / "articles"


def text(topic: str, head: str = "") -> str:
    """An article of three paragraphs, different for each topic."""
    return head + "\n\n".join(
        " ".join(
            (
                f"The {place} of {topic} was opened by the council in the spring of that year.",
                f"Nobody in the town had expected that {topic} would draw so many visitors to the {place}.",
                f"By the autumn the keepers of {topic} had counted nine hundred of them.",
            )
        )
        for place in ("museum", "garden", "library")
    )


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    # A time of its own for every write: the file system's clock may be too coarse to tell two apart.
    stamp = next(_stamps)
    os.utime(path, ns=(stamp, stamp))
    return path


_stamps = itertools.count(1_700_000_000_000_000_000, 1_000_000_000)


async def listing(database: Database) -> dict[int, str]:
    return {article.number: article.title for article in await articles.page(database, 999)}


async def body(database: Database, number: int) -> str:
    return " ".join(sentence.text for sentence in await passages.summary(database, number, 999))


async def eventually(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(20):
        while not await condition():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.02)


async def state(database: Database) -> list[tuple[object, ...]]:
    """All that a library is, but for its times."""
    rows: list[tuple[object, ...]] = []
    for sql in (
        "SELECT number, title, digest, removed_at IS NULL FROM articles ORDER BY number",
        "SELECT origin, number, problem FROM origins ORDER BY origin",
        "SELECT number, position, text, pick FROM sentences ORDER BY number, position",
        "SELECT number, position, terms FROM passages ORDER BY number, position",
        "SELECT sum(length(docs)) FROM postings",
    ):
        rows += [tuple(row) for row in await database.fetch(sql)]
    return rows


# A folder becomes the library


async def test_a_folder_is_loaded_with_its_text_and_summaries(
    ingest: Ingest, database: Database, folder: Path
) -> None:
    put(folder, "bees.txt", text("bees"))
    put(
        folder,
        "2024/wasps.md",
        text("wasps", "---\ntitle: On wasps\ndate: 2024-05-06\nauthor: A. Keeper\n---\n"),
    )
    put(folder, "ants.html", f"<html><title>Ants</title><body><p>{text('ants')}</p></body></html>")
    put(folder, "image.png", b"\x89PNG")
    loaded = await ingest.sync(folder)
    assert loaded.as_dict() == {"added": 3, "updated": 0, "removed": 0, "unchanged": 0, "refused": 0}
    (wasps,) = [number for number, title in (await listing(database)).items() if title == "On wasps"]
    article, sizes = await articles.get(database, wasps)
    assert (article.author, article.language) == ("A. Keeper", "en")
    assert article.words > 90
    assert len(await passages.summary(database, wasps, sizes["short"])) == sizes["short"] > 0
    assert "expected that wasps would draw" in await body(database, wasps)


async def test_loading_again_changes_nothing_and_reads_nothing(
    ingest: Ingest, database: Database, folder: Path
) -> None:
    put(folder, "bees.txt", text("bees"))
    bad = put(folder, "bad.txt", b"")
    await ingest.sync(folder)
    before = await state(database)
    for path in (folder / "bees.txt", bad):  # were they opened they would be refused
        stamp = path.stat().st_mtime_ns
        path.write_bytes(b"\0" * path.stat().st_size)
        os.utime(path, ns=(stamp, stamp))
    assert (await ingest.sync(folder)).as_dict() == {
        "added": 0, "updated": 0, "removed": 0, "unchanged": 2, "refused": 0
    }  # fmt: skip
    assert await state(database) == before


async def test_numbers_follow_the_names_of_the_files(
    ingest: Ingest, database: Database, folder: Path
) -> None:
    names = [f"{number:02}" for number in range(30)]
    for name in reversed(names):
        put(folder, f"{name}.md", text(f"topic{name}", f"# Article {name}\n\n"))
    await ingest.sync(folder)
    assert await listing(database) == {number: f"Article {name}" for number, name in enumerate(names, 1)}


async def test_an_edited_file_updates_its_article_and_keeps_its_number_and_place(
    ingest: Ingest, database: Database, folder: Path
) -> None:
    put(folder, "a.md", text("bees", "# Bees\n\n"))
    await ingest.sync(folder)
    put(folder, "b.md", text("wasps", "# Wasps\n\n"))
    await ingest.sync(folder)
    put(folder, "a.md", text("bumblebees", "# Bumblebees\n\n"))
    assert (await ingest.sync(folder)).updated == 1
    assert list((await listing(database)).items()) == [(2, "Wasps"), (1, "Bumblebees")]
    assert "bumblebees" in await body(database, 1)
    assert "of bees" not in await body(database, 1)


async def test_an_edit_of_the_fields_or_of_the_case_of_a_letter_alone_is_an_edit(
    ingest: Ingest, database: Database, folder: Path
) -> None:
    put(folder, "a.md", text("bees", "---\ntitle: Bees\n---\n"))
    await ingest.sync(folder)
    put(folder, "a.md", text("bees", "---\ntitle: All about bees\n---\n"))
    assert (await ingest.sync(folder)).updated == 1
    put(folder, "a.md", text("bees", "---\ntitle: All about bees\n---\n").replace("Nobody", "NOBODY"))
    assert (await ingest.sync(folder)).updated == 1
    assert await listing(database) == {1: "All about bees"}
    assert "NOBODY" in await body(database, 1)


async def test_a_file_that_was_only_touched_is_unchanged(
    ingest: Ingest, database: Database, folder: Path
) -> None:
    put(folder, "a.md", text("bees"))
    await ingest.sync(folder)
    before = await state(database)
    put(folder, "a.md", text("bees"))
    assert (await ingest.sync(folder)).unchanged == 1
    assert await state(database) == before


async def test_another_reader_reads_again_what_did_not_change(
    ingest: Ingest, database: Database, worker: Worker, folder: Path
) -> None:
    for topic in ("glass", "clay"):
        (folder / f"{topic}.txt").write_text(text(topic))
    await ingest.sync(folder)
    before = await passages.summary(database, 1, 9)
    other = Ingest(Arrivals(database, worker, summarizer="lsa"))
    loaded = await other.sync(folder)
    assert (loaded.added, loaded.removed, loaded.refused) == (0, 0, 0)
    assert (await other.sync(folder)).unchanged == 2
    assert [one.text for one in await passages.summary(database, 1, 9)] == [one.text for one in before]
    rows = await database.fetch("SELECT DISTINCT reader FROM origins")
    assert [row[0].partition("/")[2] for row in rows] == ["lsa"]
    assert await articles.count(database) == 2


async def test_two_copies_are_one_article_until_the_last_goes(
    ingest: Ingest, database: Database, folder: Path
) -> None:
    put(folder, "a.md", text("bees"))
    put(folder, "b.txt", text("bees").replace("\n\n", "\n\n\n") + "\n")
    await ingest.sync(folder)
    assert list(await listing(database)) == [1]
    (folder / "a.md").unlink()
    assert (await ingest.sync(folder)).removed == 0
    assert list(await listing(database)) == [1]
    (folder / "b.txt").unlink()
    assert (await ingest.sync(folder)).removed == 1
    assert await listing(database) == {}


async def test_an_edited_copy_becomes_its_own_article(
    ingest: Ingest, database: Database, folder: Path
) -> None:
    put(folder, "a.md", text("bees", "# Bees\n\n"))
    put(folder, "b.md", text("bees", "# Bees\n\n"))
    await ingest.sync(folder)
    put(folder, "b.md", text("wasps", "# Wasps\n\n"))
    assert (await ingest.sync(folder)).added == 1
    assert await listing(database) == {1: "Bees", 2: "Wasps"}


async def test_an_edit_into_the_text_of_another_joins_it(
    ingest: Ingest, database: Database, folder: Path
) -> None:
    put(folder, "a.md", text("bees", "# Bees\n\n"))
    put(folder, "b.md", text("wasps", "# Wasps\n\n"))
    await ingest.sync(folder)
    put(folder, "b.md", text("bees", "# Bees\n\n"))
    await ingest.sync(folder)
    assert await listing(database) == {1: "Bees"}
    with pytest.raises(Removed):
        await articles.get(database, 2)


async def test_a_renamed_file_keeps_its_number(ingest: Ingest, database: Database, folder: Path) -> None:
    put(folder, "a.md", text("bees", "# Bees\n\n"))
    await ingest.sync(folder)
    (folder / "a.md").rename(folder / "b.md")
    assert (await ingest.sync(folder)).removed == 0
    assert await listing(database) == {1: "Bees"}


async def test_a_removed_text_gets_its_number_back_when_it_or_its_file_returns(
    ingest: Ingest, database: Database, folder: Path
) -> None:
    put(folder, "a.md", text("bees", "# Bees\n\n"))
    put(folder, "b.md", text("wasps", "# Wasps\n\n"))
    await ingest.sync(folder)
    (folder / "a.md").unlink()
    (folder / "b.md").unlink()
    assert (await ingest.sync(folder)).removed == 2
    assert await listing(database) == {}
    assert (await database.fetch("SELECT count(*) FROM sentences"))[0][0] == 0
    put(folder, "c.md", text("bees", "# Bees\n\n"))
    put(folder, "b.md", text("hornets", "# Hornets\n\n"))
    await ingest.sync(folder)
    assert await listing(database) == {1: "Bees", 2: "Hornets"}


# Bad input


async def test_bad_files_are_refused_once_by_name_and_everything_else_loads(
    ingest: Ingest, database: Database, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    put(folder, "good.md", text("bees"))
    put(folder, "empty.txt", b"")
    put(folder, "binary.md", os.urandom(3000))
    put(folder, "blank.html", b"<html><body></body></html>")
    (folder / "out.md").symlink_to("/etc/passwd")
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    loaded = await ingest.sync(folder)
    assert (loaded.added, loaded.refused) == (1, 5)
    lines = [vars(record)["file"] for record in caplog.records if record.levelno == logging.WARNING]
    assert sorted(lines) == ["binary.md", "blank.html", "empty.txt", "huge.txt", "out.md"]
    caplog.clear()
    assert (await ingest.sync(folder)).unchanged == 6
    assert not caplog.records


async def test_a_refused_file_is_read_again_when_it_changes(
    ingest: Ingest, database: Database, folder: Path
) -> None:
    put(folder, "a.md", b"")
    await ingest.sync(folder)
    put(folder, "a.md", text("bees"))
    assert (await ingest.sync(folder)).added == 1


async def test_an_article_edited_into_nothing_leaves_and_has_its_number_when_it_is_mended(
    ingest: Ingest, database: Database, folder: Path
) -> None:
    put(folder, "a.md", text("bees", "# Bees\n\n"))
    await ingest.sync(folder)
    put(folder, "a.md", b"")
    await ingest.sync(folder)
    assert await listing(database) == {}
    put(folder, "a.md", text("bumblebees", "# Bumblebees\n\n"))
    await ingest.sync(folder)
    assert await listing(database) == {1: "Bumblebees"}


async def test_a_folder_that_vanished_keeps_its_articles(
    ingest: Ingest, database: Database, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    put(folder, "a.md", text("bees"))
    await ingest.sync(folder)
    folder.rename(folder.with_name("away"))
    await ingest.sync(folder)
    assert len(await listing(database)) == 1
    assert "articles stay" in caplog.text
    folder.mkdir()  # as a mount point without what was mounted on it
    await ingest.sync(folder)
    assert len(await listing(database)) == 1
    put(folder, "b.md", text("wasps", "# Wasps\n\n"))
    await ingest.sync(folder)
    assert list((await listing(database)).values()) == ["Wasps"]


async def test_one_document_that_cannot_be_stored_costs_itself_only(
    ingest: Ingest, database: Database, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("a", "b", "c"):
        put(folder, f"{name}.md", text(f"topic{name}", f"# Article {name}\n\n"))
    async with database.transaction() as connection:
        await connection.execute(
            "CREATE TRIGGER no BEFORE INSERT ON articles WHEN NEW.title = 'Article b'"
            " BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    loaded = await ingest.sync(folder)
    assert (loaded.added, loaded.refused) == (2, 1)
    assert [vars(record)["file"] for record in caplog.records if record.levelno == logging.ERROR] == ["b.md"]
    assert (await ingest.sync(folder)).refused == 0  # not again before it changes or the service starts anew
    assert set((await listing(database)).values()) == {"Article a", "Article c"}


async def test_a_database_that_fails_ends_the_load(ingest: Ingest, database: Database, folder: Path) -> None:
    put(folder, "a.md", text("bees"))
    await database._writer.execute("PRAGMA query_only = 1")
    with pytest.raises(StoreError):
        await ingest.sync(folder)
    await database._writer.execute("PRAGMA query_only = 0")
    assert (await ingest.sync(folder)).added == 1


# Named files


async def test_named_files_are_added_and_stay_when_the_folder_is_loaded(
    ingest: Ingest, database: Database, folder: Path, tmp_path: Path
) -> None:
    outside = put(tmp_path, "elsewhere/a.md", text("bees", "# Bees\n\n"))
    inside = put(folder, "b.md", text("wasps", "# Wasps\n\n"))
    seen: list[tuple[int, int, int]] = []
    loaded = await ingest.add([outside, inside], folder, lambda *counts: seen.append(counts))
    assert loaded.sentence() == "2 added"
    assert seen[-1] == (2, 2, 0)
    assert (await ingest.add([tmp_path / "elsewhere", inside], folder)).unchanged == 2
    assert (await ingest.sync(folder)).unchanged == 1
    assert len(await listing(database)) == 2


async def test_every_named_file_that_is_refused_is_told_each_time(
    ingest: Ingest, folder: Path, tmp_path: Path
) -> None:
    paths = [put(folder, "empty.md", b""), tmp_path / "nowhere.md", put(tmp_path, "image.png", b"\x89PNG")]
    for _ in range(2):
        loaded = await ingest.add(paths, folder)
        assert {Path(name).name for name, _ in loaded.refusals} == {"empty.md", "nowhere.md", "image.png"}
        assert all(reason for _, reason in loaded.refusals)


async def test_a_text_that_somebody_sent_is_ranked_and_not_kept(ingest: Ingest, database: Database) -> None:
    reading = await ingest.read_text(Document("text:1", "a message", "text", text("bees").encode()))
    assert sorted(sentence.pick for sentence in reading.sentences) == list(range(len(reading.sentences)))
    assert await listing(database) == {}
    with pytest.raises(Unreadable):
        await ingest.read_text(Document("text:1", "a message", "text", b""))


# While it runs


async def test_changes_are_followed_while_it_runs(ingest: Ingest, database: Database, folder: Path) -> None:
    put(folder, "a.md", text("bees", "# Bees\n\n"))
    watching = asyncio.create_task(ingest.watch(folder))
    try:
        await eventually(lambda: has(database, {1: "Bees"}))
        put(folder, "new/b.md", text("wasps", "# Wasps\n\n"))
        await eventually(lambda: has(database, {1: "Bees", 2: "Wasps"}))
        (folder / "a.md").rename(folder / "c.md")
        put(folder, "new/b.md", text("hornets", "# Hornets\n\n"))
        await eventually(lambda: has(database, {1: "Bees", 2: "Hornets"}))
        shutil.rmtree(folder / "new")
        await eventually(lambda: has(database, {1: "Bees"}))
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


async def has(database: Database, wanted: dict[int, str]) -> bool:
    return await listing(database) == wanted


# Crashes

LOAD = """
import asyncio, sys
from pathlib import Path
from bot.arrivals import Arrivals
from bot.ingest import Ingest
from bot.store.database import open_database
from bot.worker import Worker

async def main():
    async with open_database(Path(sys.argv[1])) as database, Worker(1) as worker:
        ingest = Ingest(Arrivals(database, worker))
        await ingest.sync(Path(sys.argv[2]), lambda *counts: print(*counts, flush=True))

asyncio.run(main())
"""


async def load_until(done: int, database: Path, folder: Path) -> None:
    """Load in another process, which is killed once `done` documents are told to be in."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", LOAD, str(database), str(folder), stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert child.stdout is not None
    async for line in child.stdout:
        if int(line.split()[0]) >= done:
            child.kill()
    await child.wait()


async def test_a_load_that_is_killed_ends_in_the_same_state_when_it_is_done_again(
    tmp_path: Path, folder: Path
) -> None:
    for number in range(120):
        put(folder, f"{number:03}.md", text(f"topic{number % 100}", f"# Article {number:03}\n\n"))
    put(folder, "050.md", b"")
    for done in (1, 40, 80):
        await load_until(done, tmp_path / "killed.db", folder)
    await load_until(999, tmp_path / "killed.db", folder)
    await load_until(999, tmp_path / "whole.db", folder)
    async with open_database(tmp_path / "killed.db") as killed, open_database(tmp_path / "whole.db") as whole:
        assert await state(killed) == await state(whole)
        assert await articles.count(killed) == 99
        assert (await killed.fetch("PRAGMA integrity_check"))[0][0] == "ok"


async def test_two_processes_that_load_at_once_end_in_one_library(tmp_path: Path, folder: Path) -> None:
    for number in range(40):
        put(folder, f"{number:03}.md", text(f"topic{number}", f"# Article {number:03}\n\n"))
    await asyncio.gather(*(load_until(999, tmp_path / "both.db", folder) for _ in range(2)))
    async with open_database(tmp_path / "both.db") as both:
        assert sorted((await listing(both)).values()) == [f"Article {number:03}" for number in range(40)]


async def test_what_reads_documents_is_not_loaded_by_the_service() -> None:
    heavy = {"trafilatura", "nltk", "sumy", "py3langid", "lxml"}
    script = f"import bot.ingest, sys; print({heavy} & set(sys.modules))"
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert (await child.communicate())[0] == b"set()\n"
