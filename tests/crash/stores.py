"""File systems that count, fail or die at their n-th call, and a log of what they were asked."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from briefgen.editions.filesystem import Entry, LocalFiles
from briefgen.editions.verify import Verdict, verify_archive
from briefgen.errors import BriefgenError

__all__ = ["Dying", "Failing", "Logged", "in_child", "outcome", "state_of", "whole_state"]


class Logged(LocalFiles):
    """Every call is written down before it is made: its name and its paths."""

    __slots__ = ("calls",)

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.calls: list[tuple[str, ...]] = []

    def ask(self, *call: str) -> None:
        self.calls.append(call)

    def list(self, path: str, at_most: int) -> tuple[Entry, ...]:
        self.ask("list", path)
        return super().list(path, at_most)

    def read(self, path: str) -> Iterator[bytes]:
        self.ask("read", path)
        return super().read(path)

    def write_new(self, path: str, data: bytes) -> None:
        self.ask("write", path)
        super().write_new(path, data)

    def make_folder(self, path: str) -> None:
        self.ask("mkdir", path)
        super().make_folder(path)

    def sync(self, path: str) -> None:
        self.ask("sync", path)
        super().sync(path)

    def commit(self, staged: str, final: str) -> None:
        self.ask("commit", staged, final)
        super().commit(staged, final)

    def remove(self, path: str) -> None:
        self.ask("remove", path)
        super().remove(path)

    def lock(self) -> AbstractContextManager[None]:
        self.ask("lock")
        return super().lock()


class Failing(Logged):
    """The n-th call fails with an error of the system; with `sticky` every later one too. Writes leave a half."""

    __slots__ = ("at", "error", "sticky")

    def __init__(self, folder: str, at: int, error: int, *, sticky: bool) -> None:
        super().__init__(folder)
        self.at = at
        self.error = error
        self.sticky = sticky

    def ask(self, *call: str) -> None:
        super().ask(*call)
        count = len(self.calls)
        if count == self.at or (self.sticky and count > self.at):
            if call[0] == "write":
                LocalFiles.write_new(self, call[1], b"half")
            raise OSError(self.error, os.strerror(self.error), call[-1])


class Dying(Logged):
    """The process is killed at the n-th call: before it, or with `half` in the middle of a write."""

    __slots__ = ("at", "half")

    def __init__(self, folder: str, at: int, *, half: bool = False) -> None:
        super().__init__(folder)
        self.at = at
        self.half = half

    def ask(self, *call: str) -> None:
        super().ask(*call)
        if len(self.calls) == self.at:
            if self.half and call[0] == "write":
                LocalFiles.write_new(self, call[1], b"half")
            os.kill(os.getpid(), signal.SIGKILL)


def in_child(act: Callable[[], int]) -> int:
    """Run in a forked child; return its exit code, or minus the number of the signal that killed it."""
    child = os.fork()
    if not child:
        code = 70
        try:
            code = outcome(act)
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def outcome(act: Callable[[], object]) -> int:
    """Return the exit code that the command line would give."""
    try:
        act()
    except BriefgenError as error:
        return error.exit_code
    return 0


def whole_state(folder: Path) -> Verdict:
    """Verify, and return what is there; the archive must be whole."""
    verdict = verify_archive(LocalFiles(str(folder)), "topic")
    assert verdict.is_whole, verdict.problems
    return verdict


def state_of(folder: Path) -> dict[str, bytes]:
    """Return every file of an archive but the lock and unfinished work, by path."""
    found = {}
    for path in folder.rglob("*"):
        name = str(path.relative_to(folder))
        if path.is_file() and name != ".lock" and not name.startswith(".tmp-"):
            found[name] = path.read_bytes()
    return found
