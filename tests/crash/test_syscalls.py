"""SIGKILL at every system call of publish and withdraw, from the first that touches the archive, by strace."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.editions.filesystem import LocalFiles
from tests.crash.stores import state_of
from tests.crash.test_calls import ERRORS, is_old_or_new, publish, recovers
from tests.outside import need

ROOT = Path(__file__).resolve().parents[2]
DRIVER = Path(__file__).with_name("driver.py")
PARTS = 3
# Nothing of these reaches the archive, and the process is as dead one call later.
_CALL = re.compile(r"^\d+ +([a-z0-9_]+)\(")


def run(strace: str, options: list[str], folder: Path, action: str) -> int:
    """Run the driver under strace; return its exit code."""
    command = [strace, "-f", "-qq", *options, sys.executable, "-I", "-S", str(DRIVER), str(ROOT), str(folder), action]
    environment = {"PYTHONDONTWRITEBYTECODE": "1", "PATH": os.environ.get("PATH", "")}
    return subprocess.run(command, env=environment, capture_output=True, check=False, timeout=60).returncode


def points(log: str, folder: Path) -> list[tuple[str, int]]:
    """Return each system call from the first that names the archive: its name, and the how-manieth of its name it is."""
    seen: Counter[str] = Counter()
    found = []
    begun = False
    for line in log.splitlines():
        match = _CALL.match(line)
        if not match:
            continue
        name = match[1]
        seen[name] += 1
        begun = begun or (str(folder) in line and name != "execve")
        if begun:
            found.append((name, seen[name]))
    return found


@pytest.fixture(scope="module")
def strace(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return strace, where it may trace."""
    program = need("strace")
    folder = tmp_path_factory.mktemp("warm") / "topic"
    assert run(program, ["-o", os.devnull], folder, "publish") == 0, "strace cannot trace here"
    return program


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("action", ["publish", "withdraw", "remove"])
def test_killed_at_every_system_call(
    strace: str, tmp_path: Path, action: str, part: int, record_property: Callable[[str, object], None]
) -> None:
    """Killed at any system call: the old or the new state, the next publish succeeds, and nothing is left behind.

    `remove` is a withdrawal that also deletes payload.
    """
    base = tmp_path / "base"
    store = LocalFiles(str(base), make=True)
    publish(store)
    publish(store)
    before = state_of(base)
    folder = tmp_path / "topic"
    shutil.copytree(base, folder)
    log = tmp_path / "log"
    assert run(strace, ["-o", str(log)], folder, action) == 0
    every = points(log.read_text("utf-8", "replace"), folder)
    assert len(every) > 150
    assert {"renameat", "fsync", "write", "mkdirat"} <= {name for name, _ in every}
    killed: Counter[str] = Counter()
    for name, when in every[part::PARTS]:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(base, folder)
        options = ["-o", os.devnull, "-e", f"trace={name}", "-e", f"inject={name}:signal=KILL:when={when}"]
        code = run(strace, options, folder, action)
        assert code in {-9, 137, 0}, (name, when, code)
        state = is_old_or_new(folder, before, action)
        assert code or state == "new"  # what could not be reached again ended well
        killed["reached" if code else "missed"] += 1
        killed[state] += 1
        recovers(folder, state, action)
    assert killed["missed"] <= len(every) // 50, killed
    record_property(
        "count",
        f"{action}, part {part + 1} of {PARTS}: killed at {killed['reached']} of {len(every)} system calls, "
        f"{killed['old']} old states, {killed['new']} new, 0 others",
    )


TOUCHING = frozenset(
    {"openat", "read", "write", "fsync", "renameat", "mkdirat", "newfstatat", "getdents64", "unlinkat"}
)


@pytest.mark.parametrize("sticky", [False, True])
@pytest.mark.parametrize("action", ["publish", "remove"])
def test_failed_at_every_system_call(
    strace: str, tmp_path: Path, action: str, sticky: bool, record_property: Callable[[str, object], None]
) -> None:
    """An error at any system call that touches files, once or for ever: exit 0 only if the new edition verifies.

    The six errors take turns over the calls; `test_calls` tries all of them at each call of the file-system object.
    """
    base = tmp_path / "base"
    store = LocalFiles(str(base), make=True)
    publish(store)
    publish(store)
    before = state_of(base)
    folder = tmp_path / "topic"
    shutil.copytree(base, folder)
    log = tmp_path / "log"
    assert run(strace, ["-o", str(log)], folder, action) == 0
    every = [point for point in points(log.read_text("utf-8", "replace"), folder) if point[0] in TOUCHING]
    codes: Counter[int] = Counter()
    # Every second call of each kind; the other half belongs to the other value of `sticky`.
    for turn, (name, when) in enumerate(every[int(sticky) :: 2]):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(base, folder)
        how = f"inject={name}:error={ERRORS[turn % len(ERRORS)]}:when={when}{'+' if sticky else ''}"
        code = run(strace, ["-o", os.devnull, "-e", f"trace={name}", "-e", how], folder, action)
        state = is_old_or_new(folder, before, action)
        assert code in {0, 1, 2, 4}, (how, code)
        assert code or state == "new", how
        assert state == "old" or not code or action == "remove" or name in {"fsync", "openat", "read"}, (how, code)
        recovers(folder, state, action)
        codes[code] += 1
    kind = "sticky" if sticky else "passing"
    record_property(
        "count",
        f"{action}: {sum(codes.values())} {kind} errors at system calls, by exit code {dict(sorted(codes.items()))}",
    )
