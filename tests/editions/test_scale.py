"""A thousand editions: verify is linear, publish and the list ask as little of the disk as with ten."""

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha512
from pathlib import Path

import pytest

from briefgen.editions.archive import mark_text, open_archive
from briefgen.editions.bag import make_bag
from briefgen.editions.model import folder_name
from briefgen.editions.publish import Place, _fields
from tests.crash.driver import content
from tests.crash.stores import Logged
from tests.editions.bags import publish, verify

FEW, MANY = 10, 1000


@pytest.fixture
def place() -> Iterator[Path]:
    """Return a folder in memory where there is such a thing: ten thousand small files."""
    memory = "/dev/shm"
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)


def a_long_archive(folder: Path, count: int) -> Path:
    """Write an archive with the writer of bags alone: no gate, no sync."""
    folder.mkdir()
    (folder / "BRIEFGEN-ARCHIVE").write_bytes(mark_text("topic"))
    head = "none"
    for number in range(1, count + 1):
        at = Place("topic", number, None, None)
        made = content(at)
        fields = {**_fields(at, made), "Previous-Edition-SHA512": head}
        bag = make_bag(made.payload, fields)
        root = folder / folder_name(number)
        for below in (root, root / "data", root / "data" / "briefs"):
            below.mkdir()
        for path, data in bag.items():
            (root / path).write_bytes(data)
        head = sha512(bag["tagmanifest-sha512.txt"]).hexdigest()
    return folder


def asked(folder: Path, act: Callable[[Logged], object]) -> int:
    """Return how many calls an act makes."""
    store = Logged(str(folder))
    act(store)
    return len(store.calls)


def test_a_thousand_editions(place: Path, record_property: Callable[[str, object], None]) -> None:
    """With a hundred times as many editions, verify and the list ask a hundred times as much, and publish no more."""
    few, many = a_long_archive(place / "few", FEW), a_long_archive(place / "many", MANY)
    assert len(verify(many).editions) == MANY
    counts: Counter[str] = Counter()
    for name, act in (
        ("verify", verify),
        ("editions", lambda store: open_archive(store).editions),
        ("publish", publish),
        ("head", lambda store: open_archive(store).head()),
    ):
        counts[f"{name} few"] = asked(few, act)
        counts[f"{name} many"] = asked(many, act)
    assert counts["publish many"] <= counts["publish few"] * 1.2
    assert counts["head many"] <= counts["head few"] * 1.2
    for name in ("verify", "editions"):
        assert counts[f"{name} many"] / MANY <= counts[f"{name} few"] / FEW * 1.2
    told = ", ".join(
        f"{n} {counts[f'{n} few']} and {counts[f'{n} many']}" for n in ("publish", "head", "editions", "verify")
    )
    record_property("count", f"file-system calls at {FEW} and {MANY} editions: {told}")
