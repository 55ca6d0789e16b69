"""Acts on each kind of file of an archive, each alone: verify names the file (hostile inputs, row 60)."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefgen.editions.filesystem import Entry, LocalFiles
from tests.editions.bags import TOPIC, codes, verify
from tests.editions.tampering import KINDS, Act, is_reported, put, to_folder


def _rewrite(change: Callable[[bytes], bytes]) -> Act:
    return lambda path: path.write_bytes(change(path.read_bytes()))


def _other_edition(path: Path) -> None:
    other = Path(str(path).replace("0003", "0004"))
    path.write_bytes(other.read_bytes() if other != path else b"briefgen-archive 1\ntopic other\n")


def _to_link(path: Path) -> None:
    copy = Path(os.path.join(os.path.dirname(str(path).split(f"/{TOPIC}/", maxsplit=1)[0]), f"copy-{path.name}"))
    shutil.copy(path, copy)
    path.unlink()
    path.symlink_to(copy)


def _to_fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


ACTS: dict[str, Act] = {
    "one bit": _rewrite(lambda data: bytes([data[0] ^ 1]) + data[1:]),
    "a byte added": _rewrite(lambda data: data + b"x"),
    "a byte removed": _rewrite(lambda data: data[1:]),
    "doubled": _rewrite(lambda data: data + data),
    "cut to nothing": _rewrite(lambda data: b""),
    "no last line feed": _rewrite(lambda data: data[:-1]),
    "CRLF": _rewrite(lambda data: data.replace(b"\n", b"\r\n") + b"\r"),
    "of another edition": _other_edition,
    "removed": Path.unlink,
    "a link to a copy": _to_link,
    "a folder": to_folder,
    "a FIFO": _to_fifo,
}


@pytest.mark.parametrize(
    ("kind", "act"),
    # bagit.txt is the same in all editions
    [(kind, act) for kind in KINDS for act in ACTS if (kind, act) != ("0003/bagit.txt", "of another edition")],
)
def test_acts_on_each_kind_of_file(archive: Path, kind: str, act: str) -> None:
    """Whatever happens to a file of whatever kind, verify fails and names it."""
    head = verify(archive).seen.head
    ACTS[act](archive / kind)
    assert is_reported(archive, archive / kind, head)


@pytest.mark.parametrize("kind", KINDS)
def test_an_unreadable_file(archive: Path, kind: str) -> None:
    """What the system does not let us read cannot be called whole."""

    class Locked(LocalFiles):
        __slots__ = ()

        def read(self, path: str) -> Iterator[bytes]:
            if path == kind:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
            return super().read(path)

    verdict = verify(Locked(str(archive)))
    assert not verdict.is_whole
    assert str(archive / kind) in [problem.where.file for problem in verdict.problems]


@pytest.mark.parametrize("folder", ["0003", "0003/data", "0003/data/records", "receipts"])
def test_a_folder_that_cannot_be_listed(archive: Path, folder: str) -> None:
    """An error while listing is a finding, never an empty folder."""
    put("receipts/0001.sig")(archive)

    class Closed(LocalFiles):
        __slots__ = ()

        def list(self, path: str, at_most: int) -> tuple[Entry, ...]:
            if path == folder:
                raise OSError(errno.EIO, os.strerror(errno.EIO), path)
            return super().list(path, at_most)

    assert "archive.unreadable" in codes(verify(Closed(str(archive))))
