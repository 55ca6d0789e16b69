"""An edition's records and packs, read from its bag as from a folder."""

from pathlib import Path

import pytest

from briefgen import limits
from briefgen.editions.payload import MemoryFolder, packs_of, records_of
from briefgen.errors import EditionError, LimitError, RecordError
from briefgen.files import Folder
from briefgen.records.compare import compare
from briefgen.records.store import load_topic
from briefgen.selection.pack import list_packs
from tests.build import write
from tests.editions.shelf import a_shelf, an_archive, publish

FILES = {"a.yaml": b"a", "sub/b.yaml": b"bb", "sub/deep/c.yaml": b"c"}


def test_a_folder_in_memory_is_like_one_on_disk(tmp_path: Path) -> None:
    """Listing, kinds and content are those of the same files on a disk; so are the errors."""
    write(tmp_path, FILES)
    with Folder(str(tmp_path)) as disk:
        memory = MemoryFolder(FILES, str(tmp_path))
        for folder in ("", "sub", "sub/deep"):
            assert memory.entries(folder) == disk.entries(folder)
        for path in (*FILES, "sub", "none", "a.yaml/x"):
            assert memory.kind(path) == disk.kind(path)
            assert memory.exists(path) == disk.exists(path)
            assert memory.show(path) == disk.show(path)
        for path in FILES:
            assert memory.read(path, "file") == disk.read(path, "file")
        for either in (memory, disk):
            with pytest.raises(RecordError, match=r"path\.missing"):
                either.read("none", "file")
            with pytest.raises(RecordError, match=r"path\.missing"):
                either.entries("none")


def test_limits_hold_in_memory_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file above its limit is refused."""
    monkeypatch.setitem(limits._RAISED, "file", 1)
    with pytest.raises(LimitError, match=r"limit\.file"):
        MemoryFolder(FILES, "bag").read("sub/b.yaml", "file")


def test_an_edition_gives_back_its_records(tmp_path: Path) -> None:
    """Records come back as they were, cut where the edition was cut; packs as they were published."""
    folder = a_shelf(tmp_path)
    publish(folder, "--cutoff", "2020-12-31")
    publish(folder, "--note", "All.")
    archive = an_archive(folder)
    with Folder(str(folder)) as opened:
        working = load_topic(opened, "topic")
    assert compare(working, records_of(archive.edition(2))).is_empty
    assert compare(working, records_of(archive.edition(1))).withdrawn == ("c03",)
    assert {"analyst", "public"} <= set(list_packs([(packs_of(archive.edition(1)), "")]))
    (folder / "output/editions/topic/0002/data/records/claims.yaml").write_bytes(b"claims: [")
    with pytest.raises(EditionError, match=r"edition\.unreadable"):
        records_of(an_archive(folder).edition(2))
