"""What the tests of tampering share: kinds of file, acts, and whether verify reports a file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from briefgen.editions.verify import Seen
from briefgen.errors import UsageError
from tests.editions.bags import codes, verify

__all__ = ["KINDS", "TAGS", "Act", "changed", "is_reported", "put", "seen", "to_folder"]

TAGS = ("bag-info.txt", "bagit.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt")
KINDS = (
    "BRIEFGEN-ARCHIVE",
    *(f"0003/{name}" for name in TAGS),
    "0003/data/briefs/topic-0003-analyst.pdf",
    "0003/data/records/brief.yaml",
    "0003/data/edition.json",
)

Act = Callable[[Path], object]


def seen(archive: Path) -> Seen:
    """Return what a reader remembers of the archive as it is now."""
    return verify(archive).seen


@contextmanager
def changed(path: Path, data: bytes) -> Iterator[None]:
    """Let a file hold other bytes for a while."""
    good = path.read_bytes()
    path.write_bytes(data)
    try:
        yield
    finally:
        path.write_bytes(good)


def is_reported(archive: Path, path: Path, head: str) -> bool:
    """Tell whether verify fails and names the file; for a tag manifest another file of its edition will do."""
    try:
        verdict = verify(archive, expect=head)
    except UsageError as error:  # a mark of a newer format
        return "archive.newer" in str(error)
    names = [problem.where.file for problem in verdict.problems if problem.status]
    if path.name == TAGS[3]:
        return any(name.startswith(str(path.parent)) for name in names) or "archive.head" in codes(verdict)
    return any(name == str(path) or name.startswith(f"{path}/") for name in names)


def to_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def put(path: str, data: bytes = b"x") -> Act:
    def act(archive: Path) -> None:
        (archive / path).parent.mkdir(parents=True, exist_ok=True)
        (archive / path).write_bytes(data)

    return act
