"""The heads last seen, in the user's state folder."""

from pathlib import Path

import pytest

from briefgen.editions.state import last_seen, memory, remember
from briefgen.editions.verify import Seen

HEAD, OTHER = "ab" * 64, "cd" * 64


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the state folder be this test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path


def test_what_was_seen_is_remembered(home: Path) -> None:
    """A head is kept per archive, by its real place, and comes back; another archive has another memory."""
    archive = home / "archive"
    archive.mkdir()
    (home / "link").symlink_to(archive)
    assert last_seen(str(archive)) is None
    assert remember(str(archive), Seen(2, HEAD))
    assert last_seen(str(home / "link")) == Seen(2, HEAD)
    assert last_seen(str(home / "other")) is None
    assert remember("s3://bucket/topic", Seen(1, OTHER))
    assert last_seen("s3://bucket/topic") == Seen(1, OTHER)


def test_only_newer_heads_replace_older_ones(home: Path) -> None:
    """An older number does not replace a newer one, and nothing at all is not remembered."""
    remember(str(home), Seen(2, HEAD))
    assert remember(str(home), Seen(1, OTHER))
    assert last_seen(str(home)) == Seen(2, HEAD)
    remember(str(home), Seen(3, OTHER))
    assert last_seen(str(home)) == Seen(3, OTHER)
    assert remember(str(home / "none"), Seen(0, ""))
    assert last_seen(str(home / "none")) is None


@pytest.mark.parametrize("damage", [b"", b"x\n", b"x\ntwo\n" + HEAD.encode(), b"x\n2\nshort\n", b"\xff" * 20_000])
def test_a_damaged_memory_is_no_memory(home: Path, damage: bytes) -> None:
    """What cannot be read back is as if nothing had been seen."""
    remember(str(home), Seen(2, HEAD))
    Path(memory(str(home))).write_bytes(damage)
    assert last_seen(str(home)) is None


def test_a_state_folder_that_cannot_be_written(home: Path) -> None:
    """Nothing fails when the head cannot be kept; the caller is told."""
    (home / "state").write_bytes(b"a file")
    assert not remember(str(home), Seen(2, HEAD))


def test_a_relative_state_folder_is_not_believed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative XDG_STATE_HOME could mean the workspace: the user's own folder is taken."""
    monkeypatch.setenv("XDG_STATE_HOME", "state")
    monkeypatch.setenv("HOME", str(home))
    assert memory("x").startswith(str(home / ".local" / "state" / "briefgen"))
