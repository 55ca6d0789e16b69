"""Reading and writing files."""

import errno
import os
import stat
from pathlib import Path

import pytest

from briefgen import files, limits
from briefgen.diagnostics import Diagnostic, Span
from briefgen.errors import BriefgenError, LimitError, RecordError, UsageError
from briefgen.files import Entry, Folder, check_name, check_relative, write_atomically

HERE = Span("f", 3, 4)


@pytest.fixture(params=[True, False], ids=["handles", "paths"])
def both(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test with the system's handle calls, and as on a system without them."""
    monkeypatch.setattr(files, "_HANDLES", request.param)


def code(error: BriefgenError) -> str:
    """Return the code of the one problem."""
    (problem,) = error.problems
    assert isinstance(problem, Diagnostic)
    return problem.code


@pytest.mark.usefixtures("both")
def test_reading_and_listing(tmp_path: Path) -> None:
    """Files are read whole, folders listed in order with the kind of each entry."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_bytes(b"x" * 100_000)
    (tmp_path / "a" / "empty").write_bytes(b"")
    os.symlink("x.txt", tmp_path / "a" / "link")
    os.mkfifo(tmp_path / "a" / "pipe")
    with Folder(str(tmp_path)) as folder:
        assert folder.read("a/x.txt", "file") == b"x" * 100_000
        assert folder.read("a/empty", "file") == b""
        assert folder.entries("a") == (
            Entry("empty", "file"),
            Entry("link", "link"),
            Entry("pipe", "other"),
            Entry("x.txt", "file"),
        )
        assert folder.entries() == (Entry("a", "folder"),)
        assert [folder.kind(p) for p in ("a", "a/x.txt", "a/link", "a/pipe", "b", "a/x.txt/y", "../a")] == [
            "folder",
            "file",
            "link",
            "other",
            "",
            "",
            "",
        ]
        assert folder.exists("a/x.txt")
        assert not folder.exists("a/link")


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("b", "path.missing"),
        ("b/x", "path.missing"),
        ("a", "path.not-a-file"),
        ("a/x/y", "path.not-a-file"),
        ("link", "path.link"),
        ("up/x", "path.link"),
        ("pipe", "path.not-a-file"),
        ("../x", "path.outside"),
        ("/etc/passwd", "path.outside"),
        ("a\\x", "path.outside"),
        ("C:x", "path.outside"),
        ("a/../../x", "path.outside"),
        ("a//x", "path.name"),
        ("./a", "path.name"),
        ("a\0b", "path.name"),
        ("", "path.not-a-file"),
    ],
)
def test_what_is_not_read(tmp_path: Path, path: str, expected: str) -> None:
    """Links, pipes, folders, missing files and paths that lead outside are refused at the place of the reference."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x").write_text("x")
    os.symlink("a/x", tmp_path / "link")
    os.symlink("a", tmp_path / "up")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(RecordError) as caught:
        Folder(str(tmp_path)).read(path, "file", HERE)
    assert code(caught.value) == expected
    assert caught.value.problems[0].line().startswith("f:3:4: error")


@pytest.mark.usefixtures("both")
def test_a_folder_that_is_a_link_is_not_listed(tmp_path: Path) -> None:
    """Listing follows no link either, and a file cannot be listed."""
    (tmp_path / "a").mkdir()
    (tmp_path / "x").write_text("")
    os.symlink("a", tmp_path / "b")
    with pytest.raises(RecordError) as caught:
        Folder(str(tmp_path)).entries("b")
    assert code(caught.value) == "path.link"
    with pytest.raises(RecordError) as caught:
        Folder(str(tmp_path)).entries("x")
    assert code(caught.value) == "path.not-a-file"


@pytest.mark.usefixtures("both")
def test_size_is_limited_before_reading(tmp_path: Path) -> None:
    """A sparse file of a terabyte is refused at once; one of exactly the limit is read."""
    most = limits.value("style")
    with (tmp_path / "big").open("wb") as file:
        file.truncate(1 << 40)
    (tmp_path / "fits").write_bytes(b"x" * most)
    (tmp_path / "over").write_bytes(b"x" * (most + 1))
    folder = Folder(str(tmp_path))
    assert len(folder.read("fits", "style")) == most
    for name in ("big", "over"):
        with pytest.raises(LimitError) as caught:
            folder.read(name, "style")
        assert code(caught.value) == "limit.style"


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A size that lies is noticed: never more than the limit is read."""
    (tmp_path / "x").write_bytes(b"x" * (limits.value("template") + 10))
    real = os.fstat

    def small(handle: int) -> os.stat_result:
        found = list(real(handle))
        found[stat.ST_SIZE] = 5
        return os.stat_result(found)

    monkeypatch.setattr(os, "fstat", small)
    with pytest.raises(LimitError):
        Folder(str(tmp_path)).read("x", "template")


def test_the_number_of_entries_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with too many files is exit 3."""
    for name in "abc":
        (tmp_path / name).write_text("")
    monkeypatch.setattr(limits, "LIMITS", {**limits.LIMITS, "entries": limits.Limit(2, "files", "x")})
    with pytest.raises(LimitError):
        Folder(str(tmp_path)).entries()


def test_errors_of_the_system_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error while reading is told as `path.unreadable`."""
    (tmp_path / "x").write_text("x")
    folder = Folder(str(tmp_path))

    def fail(*_: object, **__: object) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "read", fail)
    with pytest.raises(RecordError) as caught:
        folder.read("x", "file")
    assert code(caught.value) == "path.unreadable"


@pytest.mark.usefixtures("both")
def test_a_root_that_cannot_be_opened(tmp_path: Path) -> None:
    """A missing root and a root that is a file are told as usage errors."""
    with pytest.raises(UsageError) as caught:
        Folder(str(tmp_path / "none"))
    assert code(caught.value) == "path.missing"
    (tmp_path / "x").write_text("")
    with pytest.raises(UsageError) as caught:
        Folder(str(tmp_path / "x"))
    assert code(caught.value) == "path.unreadable"


def test_paths_as_the_user_would_type_them(tmp_path: Path) -> None:
    """Messages name paths from the current folder, or below the root as it was typed."""
    assert Folder(str(tmp_path), ".").show("a/b") == "a/b"
    assert Folder(str(tmp_path), "w").show("a/b") == "w/a/b"
    assert Folder(str(tmp_path), "w").show("") == "w"
    assert Folder(str(tmp_path), "").show("") == "."


def test_the_root_may_move_while_it_is_read(tmp_path: Path) -> None:
    """Reading goes through the handle: a root replaced by another folder does not change what is read."""
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "x").write_text("right")
    folder = Folder(str(tmp_path / "w"))
    (tmp_path / "w").rename(tmp_path / "old")
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "x").write_text("wrong")
    assert folder.read("x", "file") == b"right"


@pytest.mark.parametrize("name", ["a", "al-qaeda-iran", "a.b_c-1", "0" * 64, "console"])
def test_names_that_may_become_paths(name: str) -> None:
    """Names of a-z, 0-9, dot, underscore and hyphen pass."""
    check_name(name, HERE)


@pytest.mark.parametrize("name", ["", "A", ".a", "-a", "a/b", "a b", "con", "nul.txt", "com1", "a" * 65, "é", "a."])
def test_names_that_may_not(name: str) -> None:
    """Everything else is refused, Windows device names too."""
    with pytest.raises(UsageError) as caught:
        check_name(name, HERE)
    assert code(caught.value) == "path.name"


def test_relative_paths() -> None:
    """A path of the configuration passes or raises with its place."""
    check_relative("a/b c/D.xml", HERE)
    with pytest.raises(UsageError, match="f:3:4"):
        check_relative("a/..", HERE)


def test_writing(tmp_path: Path) -> None:
    """A file is written whole, over an older one, with the folders above it, and no temporary file stays."""
    target = tmp_path / "a" / "b" / "x.pdf"
    write_atomically(str(target), b"one")
    write_atomically(str(target), b"two" * 100_000)
    assert target.read_bytes() == b"two" * 100_000
    assert os.listdir(target.parent) == ["x.pdf"]


def test_a_left_over_temporary_file_does_not_disturb(tmp_path: Path) -> None:
    """What a killed run of the same process number left is replaced."""
    (tmp_path / f".tmp-{os.getpid()}-x").write_text("left")
    write_atomically(str(tmp_path / "x"), b"new")
    assert os.listdir(tmp_path) == ["x"]


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace", "makedirs", "close"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_failing_system_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    """Whichever call fails, the old file stays, no temporary file is left, and one line says why."""
    target = tmp_path / "x"
    target.write_bytes(b"old")
    real = getattr(os, call)
    calls = 0

    def fail(*args: object, **options: object) -> object:
        nonlocal calls
        calls += 1
        if call == "close":
            real(*args)
        if calls == 1:
            raise OSError(number, os.strerror(number))
        return real(*args, **options)

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(UsageError) as caught:
        write_atomically(str(target), b"new")
    monkeypatch.undo()
    assert code(caught.value) == "path.write"
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["x"]


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    """A folder of that name is told, not replaced; nor is a file where a folder belongs."""
    (tmp_path / "d").mkdir()
    (tmp_path / "f").write_text("")
    for path in (tmp_path / "d", tmp_path / "f" / "x"):
        with pytest.raises(UsageError, match=r"path\.write"):
            write_atomically(str(path), b"")
    assert sorted(os.listdir(tmp_path)) == ["d", "f"]


@pytest.mark.parametrize("number", [errno.EINVAL, errno.EIO])
def test_syncing_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """A system that cannot sync folders is forgiven, a real error is told."""
    real = os.fsync
    calls = 0

    def fail(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise OSError(number, os.strerror(number))
        real(handle)

    monkeypatch.setattr(os, "fsync", fail)
    if number == errno.EINVAL:
        write_atomically(str(tmp_path / "x"), b"new")
    else:
        with pytest.raises(UsageError):
            write_atomically(str(tmp_path / "x"), b"new")
    assert (tmp_path / "x").read_bytes() == b"new"


def test_writing_without_handles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a system without folder handles the file is written all the same."""
    monkeypatch.setattr(files, "_HANDLES", False)
    write_atomically(str(tmp_path / "x"), b"new")
    assert (tmp_path / "x").read_bytes() == b"new"
