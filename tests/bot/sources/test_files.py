import os
import sys
from pathlib import Path

import pytest

from bot.errors import SourceError, Unreadable
from bot.sources import files
from bot.sources.files import locate, read, scan


def put(path: Path, text: str = "Text.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def close(path: Path) -> None:
    path.chmod(0)
    if os.access(path, os.R_OK):
        path.chmod(0o755)
        pytest.skip("this user may read everything")


def names(folder: Path) -> list[str]:
    return [found.name for found in scan(folder).found]


def problems(folder: Path) -> dict[str, str]:
    return {found.name: found.problem for found in scan(folder).found if found.problem}


def test_articles_are_found_in_folders_below_whatever_the_case_of_their_ending(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.TXT", "a/d/e.Html", "f.htm", "g.markdown", "h.pdf", "i", "j.md.bak"):
        put(tmp_path / name)
    assert names(tmp_path) == ["a/c.TXT", "a/d/e.Html", "b.md", "f.htm", "g.markdown"]


def test_an_origin_is_the_path_in_the_folder(tmp_path: Path) -> None:
    put(tmp_path / "2022" / "legion.md", "12345")
    (found,) = scan(tmp_path).found
    status = (tmp_path / "2022" / "legion.md").stat()
    assert (found.origin, found.size, found.mtime_ns) == ("folder:2022/legion.md", 5, status.st_mtime_ns)


def test_hidden_files_and_editors_temporaries_are_passed_over(tmp_path: Path) -> None:
    for name in (".a.md", ".git/b.md", "#c.md#", "d.md~", "~$e.txt", ".f.md.swp", "kept.md"):
        put(tmp_path / name)
    assert names(tmp_path) == ["kept.md"]


def test_a_link_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "secret" / "s.txt")
    folder = tmp_path / "articles"
    put(folder / "a.md")
    (folder / "out.md").symlink_to(tmp_path / "secret" / "s.txt")
    (folder / "up").symlink_to(tmp_path)
    (folder / "passwords.txt").symlink_to("/etc/passwd")
    assert problems(folder) == dict.fromkeys(["out.md", "passwords.txt", "up"], files.OUTSIDE)
    assert names(folder) == ["a.md", "out.md", "passwords.txt", "up"]


def test_a_sibling_whose_name_begins_alike_is_outside(tmp_path: Path) -> None:
    put(tmp_path / "articles2" / "a.md")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.md").symlink_to(tmp_path / "articles2" / "a.md")
    assert problems(tmp_path / "articles") == {"a.md": files.OUTSIDE}


def test_links_inside_the_folder_are_followed_and_end(tmp_path: Path) -> None:
    put(tmp_path / "a" / "x.md")
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "y.md").symlink_to(tmp_path / "a" / "x.md")
    (tmp_path / "self.md").symlink_to(tmp_path / "self.md")
    assert [name for name in names(tmp_path) if name != "self.md"] == ["a/x.md", "y.md"]


def test_a_link_to_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "b.md")
    assert problems(tmp_path) == {"a.md": files.BROKEN}


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    put(tmp_path / "real" / "a.md")
    (tmp_path / "articles").symlink_to(tmp_path / "real")
    assert names(tmp_path / "articles") == ["a.md"]
    assert not problems(tmp_path / "articles")


def test_what_is_not_a_regular_file_is_refused_unopened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "folder.md").mkdir()
    put(tmp_path / "folder.md" / "a.md")
    assert problems(tmp_path) == {"pipe.md": files.SPECIAL}
    assert "folder.md/a.md" in names(tmp_path)


def test_a_file_over_the_limit_is_refused_unopened(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert problems(tmp_path) == {"huge.txt": files.TOO_LARGE}
    with pytest.raises(Unreadable, match="20 MB"):
        read(scan(tmp_path).found[0])


@pytest.mark.skipif(sys.platform == "darwin", reason="file names are UTF-8 there")
def test_a_name_with_odd_bytes_becomes_text_and_is_read(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/na\xefve\n.md", "wb") as file:  # noqa: PTH123 - bytes
        file.write(b"Text.")
    (found,) = scan(tmp_path).found
    assert found.name == "na\\xefve\n.md"
    assert found.origin.encode("utf-8")
    assert read(found).data == b"Text."


def test_a_folder_that_is_not_there_is_an_error_and_not_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as raised:
        scan(tmp_path / "nowhere")
    assert raised.value.transient


def test_a_closed_folder_hides_what_is_in_it(tmp_path: Path) -> None:
    put(tmp_path / "closed" / "a.md")
    put(tmp_path / "open.md")
    close(tmp_path / "closed")
    try:
        result = scan(tmp_path)
    finally:
        (tmp_path / "closed").chmod(0o755)
    assert [found.name for found in result.found] == ["open.md"]
    assert result.closed == [("folder:closed", "Permission denied")]
    assert result.hides("folder:closed/a.md")
    assert not result.hides("folder:closed.md")


def test_a_closed_file_is_told_and_hidden(tmp_path: Path) -> None:
    close(put(tmp_path / "a.md"))
    result = scan(tmp_path)
    assert result.closed == [("folder:a.md", "Permission denied")]
    assert result.hides("folder:a.md")


def test_a_document_holds_the_bytes_and_the_format(tmp_path: Path) -> None:
    put(tmp_path / "a.HTM", "<p>Text.")
    document = read(scan(tmp_path).found[0])
    assert (document.data, document.format, document.name) == (b"<p>Text.", "html", "a.HTM")


def test_a_file_that_changed_since_it_was_found_is_not_read(tmp_path: Path) -> None:
    put(tmp_path / "a.md", "Text.")
    (found,) = scan(tmp_path).found
    put(tmp_path / "a.md", "Another text.")
    with pytest.raises(SourceError, match="changed") as raised:
        read(found)
    assert raised.value.transient


def test_a_file_that_became_a_link_or_a_pipe_is_not_read(tmp_path: Path) -> None:
    put(tmp_path / "a.md", "Text.")
    put(tmp_path / "b.md", "Text.")
    for found, make in zip(
        scan(tmp_path).found, (os.mkfifo, lambda path: path.symlink_to("/etc/passwd")), strict=True
    ):
        Path(found.path).unlink()
        make(Path(found.path))
        with pytest.raises(SourceError) as raised:
            read(found)
        assert raised.value.transient


def test_a_named_file_has_its_path_as_origin_and_in_the_folder_its_place(tmp_path: Path) -> None:
    inside = put(tmp_path / "articles" / "x" / "a.md")
    outside = put(tmp_path / "b.md")
    assert locate(inside, tmp_path / "articles").found[0].origin == "folder:x/a.md"
    assert locate(outside, tmp_path / "articles").found[0].origin == f"file:{outside.resolve()}"
    assert [found.origin for found in locate(tmp_path, tmp_path / "articles").found] == [
        "folder:x/a.md",
        f"file:{outside.resolve()}",
    ]


@pytest.mark.parametrize(("name", "reason"), [("nowhere.md", "no such file"), ("image.png", "not a .txt")])
def test_a_named_file_that_cannot_be_an_article_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    put(tmp_path / "image.png")
    with pytest.raises(Unreadable, match=reason):
        locate(tmp_path / name)
