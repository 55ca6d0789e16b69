"""Tampering with an archive, each act alone: verify names edition and file (hostile inputs, row 60).

The archive has five editions, the last of which withdraws the second. Every bit of every tag file is flipped, the
payload is sampled; then the acts on each kind of file, and the acts on the structure.
"""

import errno
import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefgen.editions.filesystem import Entry, LocalFiles
from briefgen.editions.verify import Seen
from briefgen.errors import UsageError
from tests.editions.bags import TOPIC, an_archive, codes, publish, rebag, verify

TAGS = ("bag-info.txt", "bagit.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt")
KINDS = (
    "BRIEFGEN-ARCHIVE",
    *(f"0003/{name}" for name in TAGS),
    "0003/data/briefs/topic-0003-analyst.pdf",
    "0003/data/records/brief.yaml",
    "0003/data/edition.json",
)


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive of five editions that no test changes for good."""
    return an_archive(tmp_path_factory.mktemp("pristine"))


@pytest.fixture
def archive(pristine: Path, tmp_path: Path) -> Path:
    """Return a copy of the archive for one test."""
    return Path(shutil.copytree(pristine, tmp_path / TOPIC, symlinks=True))


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


def mutations(data: bytes, chance: random.Random, sample: int) -> Iterator[bytes]:
    """Yield the data with one bit flipped (each, or a sample), cut, and with a byte more."""
    bits, places = range(len(data) * 8), range(len(data))
    for bit in chance.sample(bits, min(sample, len(bits))) if sample else bits:
        copy = bytearray(data)
        copy[bit // 8] ^= 1 << bit % 8
        yield bytes(copy)
    for place in chance.sample(places, min(sample // 4, len(places))) if sample else places:
        yield data[:place]
        yield data[:place] + b"\0" + data[place:]


def test_every_bit_of_an_archive_counts(archive: Path, record_property: Callable[[str, object], None]) -> None:
    """Every bit flip, cut and insertion in the tag files of an edition, and a sample of those in its payload, is found.

    The bag is checked alone by the reader that verify uses; a sample goes through verify itself.
    """
    from briefgen.editions.bag import check_bag

    store = LocalFiles(str(archive))
    chance = random.Random(7)
    files = [(archive / "0003" / name, 0) for name in TAGS]
    files += [(path, 64) for path in sorted((archive / "0003" / "data").rglob("*")) if path.is_file()]
    known = verify(archive).seen.head
    head = check_bag(store, "0003").digests[TAGS[3]]
    count = 0
    for path, sample in files:
        good = path.read_bytes()
        for bad in mutations(good, chance, sample):
            path.write_bytes(bad)
            checked = check_bag(store, "0003", payload=bool(sample))
            found = {problem.where.file for problem in checked.problems}
            # A changed tag manifest is found by itself or, at the latest, by the next edition, which names its digest.
            assert str(path) in found or (path.name == TAGS[3] and checked.digests.get(TAGS[3]) != head), bad
            count += 1
        path.write_bytes(good)
    assert not check_bag(store, "0003").problems
    for path in (*(archive / kind for kind in KINDS), archive / "0005" / TAGS[3]):
        for bad in mutations(path.read_bytes(), chance, 24):
            with changed(path, bad):
                assert is_reported(archive, path, known), (path, bad)
            count += 1
    assert verify(archive, expect=known).is_whole
    record_property("count", f"{count:,} flipped bits, cuts and insertions in an archive, all found")


# --- acts on each kind of file -------------------------------------------------------------------

Act = Callable[[Path], object]


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


def _to_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


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
    "a folder": _to_folder,
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
    _put("receipts/0001.sig")(archive)

    class Closed(LocalFiles):
        __slots__ = ()

        def list(self, path: str, at_most: int) -> tuple[Entry, ...]:
            if path == folder:
                raise OSError(errno.EIO, os.strerror(errno.EIO), path)
            return super().list(path, at_most)

    assert "archive.unreadable" in codes(verify(Closed(str(archive))))


# --- acts on the structure -----------------------------------------------------------------------


def _swap(archive: Path) -> None:
    (archive / "0003").rename(archive / "x")
    (archive / "0004").rename(archive / "0003")
    (archive / "x").rename(archive / "0004")


def _line(change: Callable[[list[str]], list[str]], name: str = "manifest-sha512.txt") -> Act:
    """Forge: change the lines of a manifest, and make the tag manifest right again."""

    def act(archive: Path) -> None:
        from hashlib import sha512

        folder = archive / "0003"
        path = folder / name
        lines = path.read_text("utf-8").splitlines(keepends=True)
        path.write_bytes("".join(change(lines)).encode("utf-8"))
        if name != TAGS[3]:
            tags = "".join(f"{sha512((folder / t).read_bytes()).hexdigest()}  {t}\n" for t in TAGS[:3])
            (folder / TAGS[3]).write_bytes(tags.encode())

    return act


def _named(path: str) -> Act:
    return _line(lambda lines: sorted([*lines, f"{'0' * 128}  {path}\n"], key=lambda line: line[130:]))


def _field(name: str, value: str | None, number: int = 3) -> Act:
    def act(archive: Path) -> None:
        def change(info: dict[str, str]) -> None:
            if value is None:
                del info[name]
            else:
                info[name] = value

        rebag(archive, number, fields=change)

    return act


def _info(change: Callable[[list[str]], list[str]]) -> Act:
    return _line(change, "bag-info.txt")


def _put(path: str, data: bytes = b"x") -> Act:
    def act(archive: Path) -> None:
        (archive / path).parent.mkdir(parents=True, exist_ok=True)
        (archive / path).write_bytes(data)

    return act


def _second_manifest(archive: Path) -> None:
    import hashlib

    paths = [line[130:] for line in (archive / "0003" / TAGS[2]).read_text().splitlines()]
    lines = [f"{hashlib.sha256((archive / '0003' / p).read_bytes()).hexdigest()}  {p}\n" for p in paths]
    (archive / "0003" / "manifest-sha256.txt").write_text("".join(lines))


def _without_tag_manifest(archive: Path) -> None:
    (archive / "0003" / TAGS[3]).unlink()
    info = archive / "0003" / TAGS[0]
    info.write_bytes(info.read_bytes().replace(b"the note of 3", b"another note"))


def _withdraws(number: str) -> Act:
    return _field("Withdraws-Edition", number, 5)


def _version(version: str) -> Act:
    return _line(lambda lines: [f"BagIt-Version: {version}\n", *lines[1:]], "bagit.txt")


def _payload(path: str, data: bytes) -> Act:
    return lambda archive: rebag(archive, 3, payload=lambda files: files.update({path: data}))


def _without_about(archive: Path) -> None:
    (archive / "0003/data/edition.json").unlink()
    rebag(archive, 3)


def _to_tree(path: str, target: str) -> Act:
    """Replace a folder by a link to the same folder elsewhere."""

    def act(archive: Path) -> None:
        outside = archive.parent / target
        (archive / path).rename(outside)
        (archive / path).symlink_to(outside)

    return act


STRUCTURE: dict[str, Act] = {
    "a bag renamed": lambda a: (a / "0003").rename(a / "0006"),
    "a bag doubled": lambda a: shutil.copytree(a / "0005", a / "0006"),
    "a bag removed from the middle": lambda a: shutil.rmtree(a / "0003"),
    "the first bag removed": lambda a: shutil.rmtree(a / "0001"),
    "two bags swapped": _swap,
    "the number 0007": lambda a: shutil.copytree(a / "0005", a / "0007"),
    "the number 00006": lambda a: shutil.copytree(a / "0005", a / "00006"),
    "the number 6": lambda a: shutil.copytree(a / "0005", a / "6"),
    "the number with a blank": lambda a: shutil.copytree(a / "0005", a / " 0006"),
    "the number 0000": lambda a: shutil.copytree(a / "0005", a / "0000"),
    "digits of another script": lambda a: shutil.copytree(a / "0005", a / "٠٠٠٦"),
    "a file named as an edition": _put("0006"),
    "a link named as an edition": lambda a: (a / "0006").symlink_to(a / "0005"),
    "a bag replaced by a link to it": _to_tree("0003", "elsewhere"),
    "data replaced by a link to it": _to_tree("0003/data", "elsewhere"),
    "a folder in data replaced by a link": _to_tree("0003/data/records", "elsewhere"),
    "an empty bag": lambda a: (a / "0006").mkdir(),
    "an empty folder in a bag": lambda a: (a / "0003" / "x").mkdir(),
    "an empty folder in data": lambda a: (a / "0003" / "data" / "x").mkdir(),
    "a hidden file in a bag": _put("0003/.hidden"),
    "a hidden file in data": _put("0003/data/.hidden"),
    "Thumbs.db in a bag": _put("0003/Thumbs.db"),
    "Thumbs.db in data": _put("0003/data/Thumbs.db"),
    ".DS_Store in a bag": _put("0003/.DS_Store"),
    ".DS_Store in data": _put("0003/data/records/.DS_Store"),
    "an unnamed payload file": _put("0003/data/records/more.yaml"),
    "a folder beside data": _put("0003/meta/x"),
    "fetch.txt": _put("0003/fetch.txt", b"https://host.example/x 1 data/x\n"),
    "a foreign file in the archive": _put("notes.txt"),
    "a foreign folder in the archive": _put("old/0001"),
    "a line without a file": _named("data/records/nothing.yaml"),
    "a second manifest of another algorithm": _second_manifest,
    "the tag manifest deleted, bag-info altered": _without_tag_manifest,
    "upper-case hex": _line(lambda lines: [lines[0][:128].upper() + lines[0][128:], *lines[1:]]),
    "upper-case hex in the tag manifest": _line(lambda ls: [ls[0][:128].upper() + ls[0][128:], *ls[1:]], TAGS[3]),
    "one space": _line(lambda lines: [lines[0].replace("  ", " "), *lines[1:]]),
    "a tab": _line(lambda lines: [lines[0].replace("  ", "\t"), *lines[1:]]),
    "an asterisk": _line(lambda lines: [lines[0].replace("  ", " *"), *lines[1:]]),
    "three spaces": _line(lambda lines: [lines[0].replace("  ", "   "), *lines[1:]]),
    "a path with ..": _named("data/../../x"),
    "a path with ./": _named("./data/x"),
    "an absolute path": _named("/etc/passwd"),
    "a path with a percent code": _named("data/%2e%2e/x"),
    "a path with NUL": _named("data/\0x"),
    "a path in decomposed letters": _named("data/e\u0301.txt"),
    "a path in composed letters": _named("data/é.txt"),
    "a path with a trailing space": _named("data/x "),
    "a path with a backslash": _named("data\\x"),
    "a path with two slashes": _named("data//x"),
    "a path to a folder": _named("data/records/"),
    "a path outside data": _named("bagit.txt"),
    "a hidden path": _named("data/.x"),
    "a digest too short": _line(lambda lines: [lines[0][1:], *lines[1:]]),
    "a digest too long": _line(lambda lines: ["0" + lines[0], *lines[1:]]),
    "a digest that is no hex": _line(lambda lines: ["g" + lines[0][1:], *lines[1:]]),
    "a line doubled": _line(lambda lines: [lines[0], *lines]),
    "a path twice with two digests": _line(lambda lines: [lines[0], "0" * 128 + lines[0][128:], *lines[1:]]),
    "lines in another order": _line(lambda lines: lines[::-1]),
    "a comment line": _line(lambda lines: ["# manifest\n", *lines]),
    "an empty line": _line(lambda lines: ["\n", *lines]),
    "no last line feed in a manifest": _line(lambda lines: [*lines[:-1], lines[-1].rstrip("\n")]),
    "CRLF in a manifest": _line(lambda lines: [line.replace("\n", "\r\n") for line in lines]),
    "an empty manifest": _line(lambda lines: []),
    "a byte-order mark": _line(lambda lines: ["\ufeff", *lines]),
    "a line left out of the manifest": _line(lambda lines: lines[1:]),
    "the tag manifest names too little": _line(lambda lines: lines[1:], TAGS[3]),
    "the tag manifest names the payload": _line(lambda ls: [*ls, "0" * 128 + "  data/edition.json\n"], TAGS[3]),
    "the tag manifest names itself": _line(lambda ls: [*ls, "0" * 128 + f"  {TAGS[3]}\n"], TAGS[3]),
    "another Edition-Number": _field("Edition-Number", "0004"),
    "Edition-Number 0000": _field("Edition-Number", "0000"),
    "Edition-Number without zeros": _field("Edition-Number", "3"),
    "no Edition-Number": _field("Edition-Number", None),
    "another External-Identifier": _field("External-Identifier", "other/0003"),
    "another Edition-Label": _field("Edition-Label", "AQ-0004"),
    "no Previous-Edition-SHA512": _field("Previous-Edition-SHA512", None),
    "Previous-Edition-SHA512 twice": _info(lambda lines: [*lines, lines[-1]]),
    "Previous-Edition-SHA512 none": _field("Previous-Edition-SHA512", "none"),
    "Previous-Edition-SHA512 of another archive": _field("Previous-Edition-SHA512", "ab" * 64),
    "Previous-Edition-SHA512 in upper case": _field("Previous-Edition-SHA512", "AB" * 64),
    "a first edition with a previous one": _field("Previous-Edition-SHA512", "ab" * 64, 1),
    "Edition-Kind banana": _field("Edition-Kind", "banana"),
    "Edition-Kind withdrawal without a number": _field("Edition-Kind", "withdrawal"),
    "an edition that withdraws": _field("Withdraws-Edition", "0002"),
    "a withdrawal of a number that does not exist": _withdraws("0009"),
    "a withdrawal of itself": _withdraws("0005"),
    "a withdrawal of a later one": _withdraws("0006"),
    "a withdrawal of 0000": _withdraws("0000"),
    "a withdrawal of another than edition.json says": _withdraws("0003"),
    "a wrong number of files in Payload-Oxum": _info(
        lambda ls: [f"{line.rpartition('.')[0]}.9\n" if line.startswith("Payload") else line for line in ls]
    ),
    "a wrong size in Payload-Oxum": _info(
        lambda ls: [f"Payload-Oxum: 9.{line.rpartition('.')[2]}" if line.startswith("Payload") else line for line in ls]
    ),
    "no Payload-Oxum": _info(lambda lines: [line for line in lines if not line.startswith("Payload")]),
    "Bagging-Date before the edition before": _field("Bagging-Date", "2020-12-31"),
    "Bagging-Date that is no day": _field("Bagging-Date", "2021-13-01"),
    "Bagging-Date in other words": _field("Bagging-Date", "13 January 2021"),
    "an unknown field": _info(lambda lines: [*lines, "Source-Organization: x\n"]),
    "fields in another order": _info(lambda lines: [lines[1], lines[0], *lines[2:]]),
    "a folded line": _info(lambda lines: [lines[0], "  and more\n", *lines[1:]]),
    "a field without a value": _info(lambda lines: ["Edition-Note: \n", *lines]),
    "a control character in the note": _field("Edition-Note", "a\x1b[31mb"),
    "a bidi control in the note": _field("Edition-Note", "a\u202eb"),
    "BagIt-Version 0.97": _version("0.97"),
    "BagIt-Version 2.0": _version("2.0"),
    "another character encoding": _line(lambda ls: [ls[0], "Tag-File-Character-Encoding: UTF-16\n"], "bagit.txt"),
    "edition.json of another number": _payload("data/edition.json", b'{"number": 4}'),
    "edition.json that is no JSON": _payload("data/edition.json", b"{"),
    "edition.json deeply nested": _payload("data/edition.json", b"[" * 100_000),
    "edition.json removed and digests forged": _without_about,
    "payload removed without notice": lambda a: shutil.rmtree(a / "0003" / "data"),
    "one payload file removed without notice": lambda a: (a / "0003/data/records/brief.yaml").unlink(),
    "payload of a withdrawn edition removed without notice": lambda a: shutil.rmtree(a / "0002" / "data"),
    "BRIEFGEN-ARCHIVE of another topic": _put("BRIEFGEN-ARCHIVE", b"briefgen-archive 1\ntopic other\n"),
    "BRIEFGEN-ARCHIVE with a line more": _put("BRIEFGEN-ARCHIVE", b"briefgen-archive 1\ntopic topic\n\n"),
    "BRIEFGEN-ARCHIVE of format 0": _put("BRIEFGEN-ARCHIVE", b"briefgen-archive 0\ntopic topic\n"),
    "the mark removed": lambda a: (a / "BRIEFGEN-ARCHIVE").unlink(),
    "receipts that are a file": _put("receipts"),
    "the lock is a folder": lambda a: _to_folder(a / ".lock"),
}


@pytest.mark.parametrize("act", STRUCTURE)
def test_acts_on_the_structure(archive: Path, act: str) -> None:
    """Whatever is forged, moved, added or taken away, verify fails and names a place in the archive."""
    STRUCTURE[act](archive)
    verdict = verify(archive)
    assert not verdict.is_whole, act
    assert all(problem.where.file.startswith(str(archive)) for problem in verdict.problems)


def test_how_many_acts(record_property: Callable[[str, object], None]) -> None:
    """There are at least a hundred structural acts."""
    assert len(STRUCTURE) >= 100
    record_property("count", f"{len(STRUCTURE)} structural acts and {len(ACTS) * len(KINDS) - 1} on files, all found")


def test_the_newest_removed(archive: Path) -> None:
    """From inside a shorter archive looks whole: the expected head and the head remembered show it."""
    before = seen(archive)
    shutil.rmtree(archive / "0005")
    assert verify(archive).is_whole
    assert codes(verify(archive, expect=before.head)) == ["archive.head"]
    assert codes(verify(archive, seen=before)) == ["archive.rollback"]


def test_everything_replaced(archive: Path, tmp_path: Path) -> None:
    """A complete forged chain is seen with the expected head and with the head remembered, and by nothing else."""
    before = seen(archive)
    rebag(archive, 1, fields=lambda info: info.update({"Highest-Handling": "TLP:RED"}))
    assert verify(archive).is_whole
    assert codes(verify(archive, expect=before.head)) == ["archive.head"]
    assert codes(verify(archive, seen=before)) == ["archive.rollback"]


def test_an_archive_that_is_gone(archive: Path) -> None:
    """An emptied archive is bad input to who knows nothing of it, and a finding to who does."""
    before = seen(archive)
    for entry in list(archive.iterdir()):
        if entry.is_dir():
            shutil.rmtree(entry)
    with pytest.raises(UsageError, match=r"archive\.none"):
        verify(archive)
    assert "archive.rollback" in codes(verify(archive, seen=before))
    assert "archive.head" in codes(verify(archive, expect=before.head))


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (".tmp-0006-1-x/data/x", "archive.unfinished"),
        ("receipts/0009.sig", "archive.receipt"),
        ("receipts/note", "archive.receipt"),
        (".DS_Store", "archive.debris"),
        ("Thumbs.db", "archive.debris"),
    ],
)
def test_what_lies_beside_the_bags_is_a_warning(archive: Path, path: str, code: str) -> None:
    """Unfinished work, receipts for nothing and a file manager's files do not break an archive."""
    _put(path)(archive)
    verdict = verify(archive)
    assert codes(verdict) == [code]
    assert verdict.is_whole


def test_receipts_of_editions_are_not_in_the_way(archive: Path) -> None:
    """Signatures and time stamps may come later, outside the bags."""
    before = seen(archive)
    _put("receipts/0001.sig")(archive)
    _put("receipts/0005.tsr")(archive)
    assert not verify(archive, expect=before.head).problems


def test_the_manifest_inside_a_pdf_must_agree(archive: Path) -> None:
    """A PDF whose own manifest names another edition, audience or topic is reported; one that agrees is not."""

    def manifest(number: str, previous: str, topic: str = TOPIC, audience: str = "analyst") -> dict[str, object]:
        return {
            "topic": topic,
            "audience": {"id": audience},
            "edition": {"number": number, "date": "2021-01-13", "previous": previous},
        }

    good = {f"AQ-{e.number:04d}": e for e in verify(archive).editions}

    def read(data: bytes, *_: object) -> dict[str, object]:
        edition = good[f"AQ-{data[-4:].decode()}"]
        return manifest(edition.label, "" if edition.previous == "none" else edition.previous)

    assert not verify(archive, manifest_of=read).problems
    for wrong in (
        manifest("AQ-0009", ""),
        manifest("AQ-0001", "", "other"),
        manifest("AQ-0001", "", audience="x"),
        {"edition": [], "audience": 1},
    ):
        assert set(codes(verify(archive, manifest_of=lambda *_, wrong=wrong: wrong))) == {"archive.pdf"}


# --- second opinions ----------------------------------------------------------------------------


def test_bagit_and_sha512sum_accept_what_we_accept(
    pristine: Path, record_property: Callable[[str, object], None]
) -> None:
    """The Library of Congress's bagit and coreutils' sha512sum find no fault with editions that verify."""
    import bagit

    assert verify(pristine).is_whole
    for number in range(1, 6):
        folder = pristine / f"{number:04d}"
        assert bagit.Bag(str(folder)).validate(processes=1)
        run = subprocess.run(
            ["sha512sum", "-c", "--strict", "--quiet", "manifest-sha512.txt", "tagmanifest-sha512.txt"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    record_property("count", "5 editions: bagit and sha512sum --strict agree")


def test_they_never_refuse_what_we_accept(archive: Path, record_property: Callable[[str, object], None]) -> None:
    """Over random changes of a bag: whenever the strict reader finds nothing, bagit and sha512sum find nothing."""
    import logging

    import bagit

    from briefgen.editions.bag import check_bag

    logging.getLogger("bagit").setLevel(logging.CRITICAL + 1)
    store = LocalFiles(str(archive))
    chance = random.Random(11)
    files = [path for path in sorted((archive / "0003").rglob("*")) if path.is_file()]
    accepted = refused = 0
    for _ in range(120):
        path = chance.choice(files)
        good = path.read_bytes()
        bad = bytearray(good)
        for _ in range(chance.randrange(3)):
            bad[chance.randrange(len(bad))] = chance.choice(b"ab 0\n\t*")
        with changed(path, bytes(bad)):
            if check_bag(store, "0003").problems:
                refused += 1
                continue
            accepted += 1
            assert bagit.Bag(str(archive / "0003")).is_valid()
    assert accepted
    assert refused
    record_property("count", f"{accepted} changed bags accepted by us and by bagit, {refused} refused by us")


def test_the_fault_in_bagit_is_still_there(archive: Path) -> None:
    """A canary: bagit accepts an extra file in a bag, which is why we do not rely on it."""
    import bagit

    _put("0003/extra.txt")(archive)
    assert bagit.Bag(str(archive / "0003")).is_valid()
    assert not verify(archive).is_whole


def test_a_folder_of_too_many_files_is_a_limit(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many entries are a named limit, exit 3, in a bag and in the archive."""
    from briefgen import limits
    from briefgen.errors import LimitError

    monkeypatch.setitem(limits._RAISED, "entries", 3)
    with pytest.raises(LimitError, match=r"limit\.entries"):
        verify(archive)
    monkeypatch.setitem(limits._RAISED, "editions", 3)
    with pytest.raises(LimitError, match=r"limit\.editions"):
        publish(LocalFiles(str(archive)))
