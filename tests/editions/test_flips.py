"""Every bit of an archive counts (hostile inputs, row 60)."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from briefgen.editions.filesystem import LocalFiles
from tests.editions.bags import verify
from tests.editions.tampering import KINDS, TAGS, changed, is_reported


def mutations(data: bytes) -> Iterator[bytes]:
    """Yield the data with each bit flipped, cut at each place, and with a byte more at each place."""
    for bit in range(len(data) * 8):
        copy = bytearray(data)
        copy[bit // 8] ^= 1 << bit % 8
        yield bytes(copy)
    for place in range(len(data)):
        yield data[:place]
        yield data[:place] + b"\0" + data[place:]


def test_every_bit_of_an_archive_counts(archive: Path, record_property: Callable[[str, object], None]) -> None:
    """Every bit flip, cut and insertion in the files of an edition and in the archive's mark is found.

    The bag is checked alone by the reader that verify uses: the payload's files against the manifest, tag files with the
    payload passed over. The mark, and the first bytes of every kind of file, go through verify itself.
    """
    from briefgen.editions.bag import check_bag

    store = LocalFiles(str(archive))
    tags = [archive / "0003" / name for name in TAGS]
    payload = [path for path in sorted((archive / "0003" / "data").rglob("*")) if path.is_file()]
    known = verify(archive).seen.head
    head = check_bag(store, "0003").digests[TAGS[3]]
    count = 0
    for path in tags + payload:
        good = path.read_bytes()
        for bad in mutations(good):
            path.write_bytes(bad)
            checked = check_bag(store, "0003", payload=path in payload)
            found = {problem.where.file for problem in checked.problems}
            # A changed tag manifest is found by itself or, at the latest, by the next edition, which names its digest.
            assert str(path) in found or (path.name == TAGS[3] and checked.digests.get(TAGS[3]) != head), bad
            count += 1
        path.write_bytes(good)
    assert not check_bag(store, "0003").problems
    mark, *others = (*(archive / kind for kind in KINDS), archive / "0005" / TAGS[3])
    for path in (mark, *others):
        for bad in islice(mutations(path.read_bytes()), None if path == mark else 24):
            with changed(path, bad):
                assert is_reported(archive, path, known), (path, bad)
            count += 1
    assert verify(archive, expect=known).is_whole
    record_property(
        "count", f"{count:,} flipped bits, cuts and insertions: all that an edition and the mark allow, all found"
    )
