"""The cache: what was stored comes back, and nothing else ever does."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen import cache

plain = st.recursive(
    st.integers() | st.floats(allow_nan=False) | st.text() | st.binary() | st.booleans(),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
one_folder = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a cache folder of its own."""
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def entry(home: Path, kind: str = "thing") -> Path:
    """Return the one file of a kind."""
    (path,) = (home / kind).iterdir()
    return path


@one_folder
@given(st.binary(), plain)
def test_what_was_stored_comes_back(key: bytes, value: object) -> None:
    """A value is loaded as it was stored, and the newest one wins."""
    cache.store("thing", key, "older")
    cache.store("thing", key, value)
    assert cache.load("thing", key) == value


def test_other_keys_and_kinds_are_absent() -> None:
    """A value answers to its own kind and key alone."""
    assert cache.load("thing", b"a") is None
    cache.store("thing", b"a", 1)
    assert cache.load("thing", b"b") is None
    assert cache.load("other", b"a") is None


def test_only_the_user_can_look(home: Path) -> None:
    """Folders have mode 0700, files 0600, and no unfinished file stays behind."""
    cache.store("thing", b"a", [1, 2])
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (home, home / "thing", entry(home))]
    assert modes == [0o700, 0o700, 0o600]


@one_folder
@given(st.data())
def test_a_damaged_entry_is_absent(home: Path, data: st.DataObject) -> None:
    """Any cut and any changed byte makes an entry absent."""
    cache.store("thing", b"a", ["value", 1, 2.5])
    path = entry(home)
    good = path.read_bytes()
    place = data.draw(st.integers(0, len(good) - 1))
    change = data.draw(st.integers(1, 255))
    path.write_bytes(good[:place])
    assert cache.load("thing", b"a") is None
    path.write_bytes(good[:place] + bytes([good[place] ^ change]) + good[place + 1 :])
    assert cache.load("thing", b"a") is None
    path.write_bytes(good)
    assert cache.load("thing", b"a") == ["value", 1, 2.5]


def test_an_entry_under_another_name_is_absent(home: Path) -> None:
    """A file copied to the name of another key is not believed."""
    cache.store("thing", b"a", 1)
    path = entry(home)
    path.rename(path.with_name(cache.digest(b"b").hex()))
    assert cache.load("thing", b"b") is None


def test_a_payload_that_marshal_refuses_is_absent(home: Path) -> None:
    """Even with a right header, bytes that are no value count as absent."""
    cache.store("thing", b"a", 1)
    for payload in (b"", b"?", b"[\xff\xff\xff\xff"):
        entry(home).write_bytes(cache._header("thing", b"a", payload) + payload)
        assert cache.load("thing", b"a") is None


@pytest.mark.parametrize("changed", ["briefgen.cache.ENGINE", "sys.hexversion"])
def test_another_version_starts_anew(changed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry of another engine or another Python is absent."""
    cache.store("thing", b"a", 1)
    monkeypatch.setattr(changed, 0x99)
    assert cache.load("thing", b"a") is None


@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_an_entry_that_others_can_write_is_absent(home: Path, mode: int) -> None:
    """Write permission for group or world makes an entry absent."""
    cache.store("thing", b"a", 1)
    entry(home).chmod(mode)
    assert cache.load("thing", b"a") is None


def test_a_folder_that_others_can_write_is_not_used(home: Path) -> None:
    """A folder open to others is neither read nor written."""
    cache.store("thing", b"a", 1)
    home.chmod(0o777)
    cache.store("thing", b"b", 1)
    assert cache.load("thing", b"a") is None
    assert len(list((home / "thing").iterdir())) == 1


def test_a_stranger_owns_nothing_that_we_read(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of another user are absent, whatever they hold."""
    cache.store("thing", b"a", 1)
    other = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: other)
    assert cache.load("thing", b"a") is None
    cache.store("thing", b"b", 1)
    assert len(list((home / "thing").iterdir())) == 1


def test_a_link_is_not_followed(home: Path, tmp_path: Path) -> None:
    """An entry that is a link counts as absent."""
    cache.store("thing", b"a", 1)
    path = entry(home)
    path.rename(tmp_path / "moved")
    path.symlink_to(tmp_path / "moved")
    assert cache.load("thing", b"a") is None


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_something_that_is_no_file_is_absent(home: Path, make: type) -> None:
    """A pipe does not stop us, and a folder is no entry."""
    cache.store("thing", b"a", 1)
    path = entry(home)
    path.unlink()
    make(path)
    assert cache.load("thing", b"a") is None


def test_off_means_off(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """With BRIEFGEN_CACHE=off nothing is read or written."""
    cache.store("thing", b"a", 1)
    monkeypatch.setenv("BRIEFGEN_CACHE", "off")
    cache.store("thing", b"b", 2)
    assert cache.load("thing", b"a") is None
    assert len(list((home / "thing").iterdir())) == 1
    assert cache.folder() is None


def test_a_relative_folder_is_not_believed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing is written below the current folder, which may be a stranger's workspace."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BRIEFGEN_CACHE", "here")
    cache.store("thing", b"a", 1)
    assert cache.folder() is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"XDG_CACHE_HOME": "/x/cache", "HOME": "/home/u"}, "/x/cache/briefgen"),
        ({"XDG_CACHE_HOME": "cache", "HOME": "/home/u"}, "/home/u/.cache/briefgen"),
        ({"XDG_CACHE_HOME": "", "HOME": "/home/u"}, "/home/u/.cache/briefgen"),
        ({"XDG_CACHE_HOME": "", "HOME": "elsewhere"}, None),
    ],
)
def test_the_folder_follows_the_xdg_rules(
    variables: dict[str, str], expected: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Absolute XDG_CACHE_HOME first, then ~/.cache, and no guess without a home."""
    monkeypatch.delenv("BRIEFGEN_CACHE")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert cache.folder() == expected


def test_a_folder_that_cannot_be_made_is_no_error(home: Path) -> None:
    """A file in the way of the folder is silently accepted."""
    home.write_text("in the way")
    cache.store("thing", b"a", 1)
    assert cache.load("thing", b"a") is None


def test_a_failed_write_leaves_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the last step fails, the unfinished file is removed and the old entry stays."""

    def fail(*_: object) -> None:
        raise OSError

    cache.store("thing", b"a", 1)
    monkeypatch.setattr(os, "replace", fail)
    cache.store("thing", b"a", 2)
    assert cache.load("thing", b"a") == 1
    entry(home)


def test_failures_while_cleaning_up_are_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that refuses everything is no error either."""

    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "replace", fail)
    monkeypatch.setattr(os, "unlink", fail)
    cache.store("thing", b"a", 2)
    assert cache.load("thing", b"a") is None


def test_a_read_that_fails_is_an_absent_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk error while reading counts as absent."""

    def fail(_: int) -> os.stat_result:
        raise OSError

    cache.store("thing", b"a", 2)
    with monkeypatch.context() as disk:
        disk.setattr(os, "fstat", fail)
        found = cache.load("thing", b"a")
    assert found is None


def test_values_of_other_types_are_our_own_fault() -> None:
    """What marshal cannot write is a bug and is said aloud, with the cache on or off."""
    with pytest.raises(ValueError, match="unmarshallable"):
        cache.store("thing", b"a", object())


def test_the_oldest_entries_go_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of entries stays bounded; those written last stay."""
    monkeypatch.setattr(cache, "KEPT", 20)
    for n in range(200):
        key = n.to_bytes(2, "big")
        cache.store("thing", key, n)
        os.utime(home / "thing" / cache.digest(key).hex(), ns=(n, n))
    left = {int(path.stat().st_mtime_ns) for path in (home / "thing").iterdir()}
    assert 20 <= len(left) < 100
    assert max(left) == 199
    assert min(left) > 80


def test_large_entries_go_earlier(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one kind takes on the disk stays bounded too."""
    monkeypatch.setattr(cache, "BYTES", 30_000)
    for n in range(200):
        key = n.to_bytes(2, "big")
        cache.store("thing", key, bytes(1000))
        os.utime(home / "thing" / cache.digest(key).hex(), ns=(n, n))
    left = {int(path.stat().st_mtime_ns) for path in (home / "thing").iterdir()}
    assert 20 <= len(left) < 100
    assert max(left) == 199


def test_digests_keep_parts_apart() -> None:
    """The same bytes cut in another way have another digest."""
    assert cache.digest(b"ab", b"c") != cache.digest(b"a", b"bc")
    assert len(cache.digest()) == 32


def test_the_cache_is_cheap_to_import() -> None:
    """Start-up: neither hashlib nor pathlib, json or dataclasses is loaded by the cache."""
    code = "import sys; import briefgen.cache as c; c.digest(b''); print(*sorted(sys.modules))"
    out = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True)
    assert not {"hashlib", "pathlib", "json", "dataclasses"} & set(out.stdout.split())
