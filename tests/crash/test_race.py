"""Publishers at the same time: editions are as many as successes, the others lost cleanly, no number is missing."""

import os
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from briefgen.editions.archive import open_archive
from briefgen.editions.filesystem import LocalFiles
from tests.crash.stores import outcome, whole_state
from tests.crash.test_calls import publish

pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")

PUBLISHERS = 6
ROUNDS = 20


class Lockless(LocalFiles):
    """A file system whose lock binds nobody, as on some network drives: the rename alone decides."""

    __slots__ = ()

    def lock(self) -> AbstractContextManager[None]:
        return nullcontext()


def start(folder: Path, kind: type[LocalFiles], moment: float) -> int:
    """Fork a publisher that begins at a moment; return its process number."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        while time.monotonic() < moment:
            pass
        code = outcome(lambda: publish(kind(str(folder))))
    finally:
        os._exit(code)


@pytest.mark.parametrize("kind", [LocalFiles, Lockless])
def test_publishers_at_once(
    tmp_path: Path, kind: type[LocalFiles], record_property: Callable[[str, object], None]
) -> None:
    """Six publishers, twenty rounds, from an empty archive: one line of whole editions, and every loser exits 4."""
    folder = tmp_path / "topic"
    LocalFiles(str(folder), make=True)
    codes: Counter[int] = Counter()
    for _ in range(ROUNDS):
        moment = time.monotonic() + 0.02
        children = [start(folder, kind, moment) for _ in range(PUBLISHERS)]
        codes.update(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)
    assert set(codes) <= {0, 4}, codes
    archive = open_archive(str(folder))
    assert archive.numbers == tuple(range(1, codes[0] + 1))
    assert codes[0] >= ROUNDS
    assert codes[4]
    assert not whole_state(folder).problems
    how = "with a lock" if kind is LocalFiles else "with the rename alone"
    record_property(
        "count",
        f"{PUBLISHERS} publishers, {ROUNDS} rounds {how}: {codes[0]} won, {codes[4]} lost, {len(archive)} editions",
    )
