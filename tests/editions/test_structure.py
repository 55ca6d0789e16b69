"""Acts on the structure of an archive, each alone: verify names edition and file (hostile inputs, row 60)."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.editions.filesystem import LocalFiles
from briefgen.errors import UsageError
from tests.editions.bags import TOPIC, codes, publish, rebag, verify
from tests.editions.tampering import TAGS, Act, put, seen, to_folder


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
    "a file named as an edition": put("0006"),
    "a link named as an edition": lambda a: (a / "0006").symlink_to(a / "0005"),
    "a bag replaced by a link to it": _to_tree("0003", "elsewhere"),
    "data replaced by a link to it": _to_tree("0003/data", "elsewhere"),
    "a folder in data replaced by a link": _to_tree("0003/data/records", "elsewhere"),
    "an empty bag": lambda a: (a / "0006").mkdir(),
    "an empty folder in a bag": lambda a: (a / "0003" / "x").mkdir(),
    "an empty folder in data": lambda a: (a / "0003" / "data" / "x").mkdir(),
    "a hidden file in a bag": put("0003/.hidden"),
    "a hidden file in data": put("0003/data/.hidden"),
    "Thumbs.db in a bag": put("0003/Thumbs.db"),
    "Thumbs.db in data": put("0003/data/Thumbs.db"),
    ".DS_Store in a bag": put("0003/.DS_Store"),
    ".DS_Store in data": put("0003/data/records/.DS_Store"),
    "an unnamed payload file": put("0003/data/records/more.yaml"),
    "a folder beside data": put("0003/meta/x"),
    "fetch.txt": put("0003/fetch.txt", b"https://host.example/x 1 data/x\n"),
    "a foreign file in the archive": put("notes.txt"),
    "a foreign folder in the archive": put("old/0001"),
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
    "BRIEFGEN-ARCHIVE of another topic": put("BRIEFGEN-ARCHIVE", b"briefgen-archive 1\ntopic other\n"),
    "BRIEFGEN-ARCHIVE with a line more": put("BRIEFGEN-ARCHIVE", b"briefgen-archive 1\ntopic topic\n\n"),
    "BRIEFGEN-ARCHIVE of format 0": put("BRIEFGEN-ARCHIVE", b"briefgen-archive 0\ntopic topic\n"),
    "the mark removed": lambda a: (a / "BRIEFGEN-ARCHIVE").unlink(),
    "receipts that are a file": put("receipts"),
    "the lock is a folder": lambda a: to_folder(a / ".lock"),
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
    record_property("count", f"{len(STRUCTURE)} acts on the structure of an archive, all found")


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
    put(path)(archive)
    verdict = verify(archive)
    assert codes(verdict) == [code]
    assert verdict.is_whole


def test_receipts_of_editions_are_not_in_the_way(archive: Path) -> None:
    """Signatures and time stamps may come later, outside the bags."""
    before = seen(archive)
    put("receipts/0001.sig")(archive)
    put("receipts/0005.tsr")(archive)
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
