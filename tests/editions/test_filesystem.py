"""The file system of an archive: never through links, nothing overwritten, one step to commit."""

import os
from pathlib import Path

import pytest

from briefgen.editions import filesystem
from briefgen.editions.filesystem import PIECE, Entry, LocalFiles, whole


@pytest.fixture(params=["handles", "paths"])
def files(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LocalFiles:
    """Return an empty folder, on a system with folder handles and on one without."""
    if request.param == "paths":
        monkeypatch.setattr(filesystem, "_HANDLES", False)
    return LocalFiles(str(tmp_path / "deep" / "archive"), make=True)


def test_write_read_list(files: LocalFiles) -> None:
    """What is written is read back in pieces, and listed by name and kind."""
    files.make_folder("a")
    data = bytes(range(256)) * 5000
    files.write_new("a/b", data)
    files.sync("a/b")
    files.sync("a")
    files.sync("")
    assert whole(files, "a/b") == data
    assert max(map(len, files.read("a/b"))) <= PIECE
    os.symlink("a", files.show("link"))
    os.mkfifo(files.show("pipe"))
    assert files.list("", 10) == (Entry("a", "folder"), Entry("link", "link"), Entry("pipe", "other"))
    assert files.list("a", 10) == (Entry("b", "file"),)
    assert len(files.list("", 1)) == 2
    assert files.show("a/b") == os.path.join(files.folder, "a/b")


def test_nothing_is_overwritten(files: LocalFiles) -> None:
    """Files, folders and the target of a commit must be new."""
    files.make_folder("a")
    files.write_new("f", b"1")
    with pytest.raises(FileExistsError):
        files.make_folder("a")
    with pytest.raises(FileExistsError):
        files.write_new("f", b"2")
    files.make_folder("b")
    for taken in ("a", "f"):
        with pytest.raises(FileExistsError):
            files.commit("b", taken)
    files.write_new("b/x", b"3")
    files.commit("b", "c")
    assert whole(files, "c/x") == b"3"
    assert whole(files, "f") == b"1"


def test_a_race_for_a_name_is_lost_by_the_rename(files: LocalFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the name is taken between look and rename, the system's refusal is the same FileExistsError."""
    files.make_folder("a")
    files.make_folder("b")
    files.write_new("b/x", b"")

    def blind(*_: object, **__: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(os, "stat", blind)
    with pytest.raises(FileExistsError):
        files.commit("a", "b")


def test_links_are_not_followed(files: LocalFiles, tmp_path: Path) -> None:
    """A link to a file, or on the way to one, is an error for every call; removing removes the link alone."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "f").write_bytes(b"kept")
    os.symlink(tmp_path / "outside", files.show("way"))
    os.symlink(tmp_path / "outside" / "f", files.show("f"))
    for act in (
        lambda: whole(files, "f"),
        lambda: whole(files, "way/f"),
        lambda: files.list("way", 9),
        lambda: files.write_new("way/g", b""),
        lambda: files.make_folder("way/g"),
    ):
        with pytest.raises(OSError, match=r"(?i)links|directory"):
            act()
    files.remove("way")
    files.remove("f")
    assert (tmp_path / "outside" / "f").read_bytes() == b"kept"


def test_a_fifo_does_not_hang(files: LocalFiles) -> None:
    """A FIFO is refused at once."""
    os.mkfifo(files.show("pipe"))
    with pytest.raises(OSError, match="regular"):
        whole(files, "pipe")


def test_removing(files: LocalFiles) -> None:
    """A folder goes with all that is in it; nothing there is fine."""
    files.make_folder("a")
    files.make_folder("a/b")
    files.write_new("a/b/c", b"")
    files.remove("a")
    files.remove("a")
    files.remove("a/b/c")
    assert files.list("", 9) == ()


def test_a_missing_folder(tmp_path: Path) -> None:
    """Without `make` the folder must be there."""
    with pytest.raises(FileNotFoundError):
        LocalFiles(str(tmp_path / "none"))


def test_the_lock_keeps_others_out(tmp_path: Path) -> None:
    """One holder at a time; `exclusive` is true only inside; it is free again afterwards."""
    one, two = LocalFiles(str(tmp_path)), LocalFiles(str(tmp_path))
    assert not one.exclusive
    with one.lock():
        assert one.exclusive
        with pytest.raises(BlockingIOError), two.lock():
            pass
        assert not two.exclusive
    with two.lock():
        assert two.exclusive


@pytest.mark.parametrize("path", ["../x", "a/../../x", "a//b", "./a", "a/.", "/etc", "a\0b"])
def test_paths_stay_below_the_archive(files: LocalFiles, tmp_path: Path, path: str) -> None:
    """A path that leads upwards or nowhere is refused by every call: a forged manifest may name it."""
    (tmp_path / "deep" / "x").write_bytes(b"kept")
    files.make_folder("a")
    for act in (
        lambda: whole(files, path),
        lambda: files.list(path, 9),
        lambda: files.write_new(path, b""),
        lambda: files.make_folder(path),
        lambda: files.commit("a", path),
        lambda: files.commit(path, "b"),
        lambda: files.sync(path),
        lambda: files.remove(path),
    ):
        with pytest.raises(OSError, match="not a path below"):
            act()
    assert (tmp_path / "deep" / "x").read_bytes() == b"kept"
