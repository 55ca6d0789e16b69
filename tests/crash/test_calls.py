"""Publish and withdraw, killed and failed at every call of the file-system object; and the order of the calls."""

import errno
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from briefgen.editions.filesystem import LocalFiles
from briefgen.editions.publish import commit_edition
from briefgen.editions.withdraw import withdraw_edition
from tests.crash.driver import content
from tests.crash.stores import Dying, Failing, Logged, in_child, outcome, state_of, whole_state

pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")

Count = Callable[[str, object], None]
ERRORS = ("ENOSPC", "EIO", "EROFS", "EDQUOT", "EMFILE", "EACCES")
DATE = "2021-01-13"


def publish(store: LocalFiles) -> int:
    """Publish one tiny edition."""
    return commit_edition(store, "topic", DATE, content).number


def withdraw(store: LocalFiles) -> int:
    """Withdraw the first edition."""
    return withdraw_edition(store, "topic", "1", "a reason", DATE, remove=False).number


def remove(store: LocalFiles) -> int:
    """Withdraw the first edition and delete its payload."""
    return withdraw_edition(store, "topic", "1", "a reason", DATE, remove=True).number


ACTIONS = {"first": publish, "publish": publish, "withdraw": withdraw, "remove": remove}


@pytest.fixture
def fresh(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[], Path]:
    """Return a function that makes the archive as it was: two editions, or none for `first`."""
    action = request.node.callspec.params["action"]
    base = tmp_path / "base"
    store = LocalFiles(str(base), make=True)
    for _ in range(0 if action == "first" else 2):
        publish(store)

    def make() -> Path:
        folder = tmp_path / "topic"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(base, folder)
        return folder

    return make


def calls(fresh: Callable[[], Path], action: str) -> list[tuple[str, ...]]:
    """Return the calls that an action makes when nothing goes wrong."""
    store = Logged(str(fresh()))
    ACTIONS[action](store)
    return store.calls


def is_old_or_new(folder: Path, before: dict[str, bytes], action: str) -> str:
    """Say which state an archive is in; fail when it is neither. Old files are the same bytes in both."""
    now = state_of(folder)
    number = "0001" if action == "first" else "0003"
    added = {name for name in now if name not in before}
    gone = {name for name in before if name not in now}
    assert all(now[name] == before[name] for name in now if name in before)
    assert {name.partition("/")[0] for name in added} <= {number, "BRIEFGEN-ARCHIVE"}
    assert all(name.startswith("0001/data/") for name in gone)
    assert not gone or action == "remove"
    new = f"{number}/bagit.txt" in now
    assert new or not gone
    if new or action != "first":
        assert whole_state(folder).seen.number == (int(number) if new else 2)
    return "new" if new else "old"


def recovers(folder: Path, state: str, action: str) -> None:
    """Publish once more: it succeeds, nothing unfinished is left, and an announced removal is complete."""
    number = publish(LocalFiles(str(folder)))
    assert number == (1 if action == "first" else 3) + (state == "new")
    assert not [path.name for path in folder.iterdir() if path.name.startswith(".tmp-")]
    verdict = whole_state(folder)
    assert {problem.code for problem in verdict.problems} <= {"archive.removed"}
    if action == "remove" and state == "new":
        assert not (folder / "0001" / "data").exists()


@pytest.mark.parametrize("action", ACTIONS)
def test_killed_at_every_call(fresh: Callable[[], Path], action: str, record_property: Count) -> None:
    """Killed before any call, or in the middle of any write: the old or the new state, and the next publish succeeds."""
    made = calls(fresh, action)
    states = []
    for at in range(1, len(made) + 1):
        for half in (False, True) if made[at - 1][0] == "write" else (False,):
            folder = fresh()
            before = state_of(folder)
            code = in_child(partial(ACTIONS[action], Dying(str(folder), at, half=half)))
            assert code == -9
            states.append(is_old_or_new(folder, before, action))
            recovers(folder, states[-1], action)
    assert "old" in states
    assert "new" in states
    record_property("count", f"{action}: killed at {len(states)} points of {len(made)} file-system calls")


@pytest.mark.parametrize("action", ACTIONS)
def test_failed_at_every_call(fresh: Callable[[], Path], action: str, record_property: Count) -> None:
    """Whatever error any call gives, once or for ever: exit 0 only if the new edition verifies; else nothing happened.

    After an error that passes, nothing unfinished is left.
    """
    made = calls(fresh, action)
    count = successes = 0
    for name in ERRORS:
        for at in range(1, len(made) + 1):
            for sticky in (False, True):
                folder = fresh()
                before = state_of(folder)
                store = Failing(str(folder), at, getattr(errno, name), sticky=sticky)
                code = outcome(partial(ACTIONS[action], store))
                state = is_old_or_new(folder, before, action)
                if code == 0:
                    assert state == "new", (name, at, made[at - 1])
                    successes += 1
                else:
                    assert code in {1, 2, 4}
                    late = made[at - 1] == ("sync", "") or action == "remove"
                    assert state == "old" or late, (name, at, made[at - 1])
                if not sticky and made[at - 1][0] != "remove":
                    assert not [path for path in folder.iterdir() if path.name.startswith(".tmp-")]
                recovers(folder, state, action)
                count += 1
    record_property("count", f"{action}: {count} injected errors, {successes} successes, all true")


def test_the_test_sees_a_false_success(tmp_path: Path) -> None:
    """Without the gate a disk that loses bytes would be a false success: the check that these tests use notices it."""

    class Losing(Logged):
        __slots__ = ()

        def write_new(self, path: str, data: bytes) -> None:
            super().write_new(path, b"" if path.endswith(".pdf") else data)

    from briefgen.editions.publish import _Writer

    store = Losing(str(LocalFiles(str(tmp_path / "topic"), make=True).folder))
    gate = _Writer._gate
    _Writer._gate = lambda self: None  # type: ignore[method-assign]
    try:
        assert outcome(lambda: publish(store)) == 0
    finally:
        _Writer._gate = gate  # type: ignore[method-assign]
    with pytest.raises(AssertionError, match=r"archive\.digest"):
        whole_state(tmp_path / "topic")


@pytest.mark.parametrize("action", ["first", "publish", "withdraw"])
def test_what_is_renamed_is_on_the_disk(fresh: Callable[[], Path], action: str) -> None:
    """A loss of power loses nothing that has a number: every file is synced after it was written, every folder after
    all that is in it, before the rename; the archive's folder after it.
    """
    made = calls(fresh, action)
    commit = next(i for i, call in enumerate(made) if call[0] == "commit" and call[2].isdigit())
    staged = made[commit][1]
    synced = {call[1]: i for i, call in enumerate(made[:commit]) if call[0] == "sync"}
    inside = [
        call for call in made[:commit] if call[0] in {"write", "mkdir"} and f"{call[1]}/".startswith(f"{staged}/")
    ]
    assert len(inside) > 6
    for kind, path in inside:
        above = path.rpartition("/")[0]
        assert path in synced
        assert synced[path] > made.index((kind, path))
        if above:
            assert synced[above] > synced[path]
    assert made[commit + 1] == ("sync", "")
    assert not [call for call in made[commit + 2 :] if call[0] in {"write", "mkdir", "commit"}]
    read = {call[1]: i for i, call in enumerate(made[:commit]) if call[0] == "read"}
    assert all(path in read for kind, path in inside if kind == "write" and path != staged), (
        "the gate reads back every file"
    )
