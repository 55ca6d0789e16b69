"""Publishing and withdrawing: what an archive holds afterwards, and what is refused."""

import fcntl
import json
from pathlib import Path

import pytest

from briefgen.editions.archive import open_archive
from briefgen.editions.filesystem import LocalFiles
from briefgen.editions.model import Kind
from briefgen.editions.publish import Content, Place, commit_edition
from briefgen.errors import EditionError, RaceError, UsageError
from tests.editions.bags import TOPIC, an_archive, codes, content, maker, publish, rebag, verify, withdraw


def refused(error: pytest.ExceptionInfo[UsageError] | pytest.ExceptionInfo[EditionError]) -> list[str]:
    """Return the codes of an error."""
    return [problem.code for problem in error.value.problems]  # type: ignore[attr-defined]


@pytest.fixture
def store(tmp_path: Path) -> LocalFiles:
    """Return an archive's empty folder."""
    return LocalFiles(str(tmp_path / TOPIC), make=True)


def test_editions_are_numbered_dated_and_chained(store: LocalFiles) -> None:
    """Each edition has the next number, names the digest of the one before, and the archive verifies."""
    first, second = publish(store), publish(store, "2021-02-01", "what is new")
    archive = open_archive(store)
    assert [(e.number, e.date, e.label, e.note) for e in archive.editions] == [
        (1, "2021-01-13", "AQ-0001", ""),
        (2, "2021-02-01", "AQ-0002", "what is new"),
    ]
    assert first.previous == "none"
    assert second.previous == first.head
    assert archive.head() == second.head
    verdict = verify(store)
    assert verdict.is_whole
    assert not verdict.problems
    assert verdict.seen == (2, second.head)


def test_reading_an_edition(store: LocalFiles) -> None:
    """An edition gives its records, briefs, parsed tables and any file of its payload."""
    edition = publish(store)
    assert dict(edition.records()) == {
        "brief.yaml": b"title: brief 0001\n",
        "snapshots/speech.txt": b"what was said, 0001\n",
    }
    assert list(edition.briefs()) == ["topic-0001-analyst.pdf"]
    assert edition.claims == ({"id": "c1", "text": "words"},)
    assert edition.sources == ()
    assert edition.kind is Kind.EDITION
    assert (edition.topic, edition.cutoff, edition.handling) == (TOPIC, "2021-01-12", "TLP:CLEAR")
    assert repr(edition) == "Edition(0001, edition, 2021-01-13)"
    with pytest.raises(EditionError, match="cannot be read"):
        edition.read("data/nothing")


@pytest.mark.parametrize("name", ["2", "0002", "AQ-0002", "aq-0002"])
def test_an_edition_is_named_by_number_or_label(store: LocalFiles, name: str) -> None:
    """EDITION may be 2, 0002 or AQ-0002."""
    publish(store)
    publish(store)
    assert open_archive(store).find(name).number == 2


@pytest.mark.parametrize("name", ["3", "0", "", "XX-0002", "-2", "00002", "two", "²"])
def test_an_unknown_edition_is_bad_input(store: LocalFiles, name: str) -> None:
    """A number or a series that the archive does not have is refused, with what there is as the hint."""
    publish(store)
    publish(store)
    with pytest.raises(UsageError, match=r"edition\.unknown"):
        open_archive(store).find(name)


def test_a_date_before_the_last_is_refused_and_the_same_day_is_fine(store: LocalFiles) -> None:
    """Dates do not go back; nothing is written when they would."""
    publish(store, "2021-02-01")
    with pytest.raises(UsageError) as error:
        publish(store, "2021-01-31")
    assert refused(error) == ["edition.date"]
    publish(store, "2021-02-01")
    assert len(open_archive(store)) == 2


def test_a_withdrawal_is_an_edition_that_deletes_nothing(store: LocalFiles) -> None:
    """A withdrawal names number and reason; the edition that it takes back stays whole."""
    publish(store)
    publish(store)
    edition = withdraw(store, "AQ-0001")
    assert (edition.number, edition.kind, edition.withdraws, edition.note) == (3, Kind.WITHDRAWAL, 1, "a wrong date")
    assert edition.about["withdraws"] == {
        "number": 1,
        "label": "AQ-0001",
        "date": "2021-01-13",
        "reason": "a wrong date",
    }
    assert not verify(store).problems


def test_the_place_after_a_withdrawal_builds_on_the_last_real_edition(store: LocalFiles) -> None:
    """What is compared with is the last edition that is no withdrawal; the chain names the withdrawal."""
    publish(store)
    withdraw(store, "1")
    seen: list[Place] = []

    def make(place: Place) -> Content:
        seen.append(place)
        return content(place)

    commit_edition(store, TOPIC, "2021-01-13", make)
    assert seen[0].number == 3
    assert seen[0].previous is not None
    assert seen[0].previous.number == 2
    assert seen[0].base is not None
    assert seen[0].base.number == 1


def test_a_withdrawal_is_not_withdrawn(store: LocalFiles) -> None:
    """Notices stay: withdrawing a withdrawal is refused."""
    publish(store)
    withdraw(store, "1")
    with pytest.raises(UsageError) as error:
        withdraw(store, "2", remove=True)
    assert refused(error) == ["edition.withdrawal"]
    with pytest.raises(UsageError) as error:
        withdraw(store, "9")
    assert refused(error) == ["edition.unknown"]
    assert len(open_archive(store)) == 2


def test_removed_payload_leaves_tag_files_and_a_notice(store: LocalFiles, tmp_path: Path) -> None:
    """After a legal removal the chain is whole, verify says so with exit 0, and the next edition can be published."""
    publish(store)
    publish(store)
    withdraw(store, "2", remove=True)
    left = sorted(p.name for p in (tmp_path / TOPIC / "0002").iterdir())
    assert left == ["bag-info.txt", "bagit.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt"]
    verdict = verify(store)
    assert codes(verdict) == ["archive.removed"]
    assert verdict.is_whole
    assert verdict.notes == ("0002: payload removed, notice in 0003",)
    publish(store)
    assert verify(store).is_whole
    assert open_archive(store).edition(2).note == ""
    with pytest.raises(EditionError, match="0002"):
        open_archive(store).edition(2).records()


def test_an_interrupted_removal_is_finished_by_the_next_publisher(store: LocalFiles, tmp_path: Path) -> None:
    """When the notice is there and the payload too, verify warns, and the next publish deletes the payload."""
    publish(store)
    publish(store)
    kept = (tmp_path / TOPIC / "0002" / "data" / "edition.json").read_bytes()
    withdraw(store, "2", remove=True)
    (tmp_path / TOPIC / "0002" / "data").mkdir()
    (tmp_path / TOPIC / "0002" / "data" / "edition.json").write_bytes(kept)
    verdict = verify(store)
    assert codes(verdict) == ["archive.removed", "archive.removal"]
    assert verdict.is_whole
    publish(store)
    assert not (tmp_path / TOPIC / "0002" / "data").exists()


def test_a_held_lock_is_a_lost_race(store: LocalFiles, tmp_path: Path) -> None:
    """While another publisher holds the lock, publish gives up at once and changes nothing."""
    publish(store)
    with (tmp_path / TOPIC / ".lock").open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(RaceError, match=r"archive\.raced"):
            publish(store)
    assert len(open_archive(store)) == 1


def test_a_taken_number_is_a_lost_race(store: LocalFiles, tmp_path: Path) -> None:
    """Without a lock that binds, the rename decides: the loser changes nothing and leaves nothing."""
    publish(store)
    other = tmp_path / TOPIC / "0002"

    def make(place: Place) -> Content:
        other.mkdir()
        (other / "somebody").write_bytes(b"was faster")
        return content(place)

    with pytest.raises(RaceError, match="0002 first"):
        commit_edition(store, TOPIC, "2021-01-13", make)
    assert not [p for p in (tmp_path / TOPIC).iterdir() if p.name.startswith(".tmp-")]
    assert [p.name for p in other.iterdir()] == ["somebody"]


def test_unfinished_work_is_ignored_and_removed(store: LocalFiles, tmp_path: Path) -> None:
    """What a killed publisher left is no edition, is named by verify, and is gone after the next publish."""
    publish(store)
    left = tmp_path / TOPIC / ".tmp-0002-99-abc" / "data"
    left.mkdir(parents=True)
    (left / "edition.json").write_bytes(b"{")
    verdict = verify(store)
    assert codes(verdict) == ["archive.unfinished"]
    assert verdict.is_whole
    publish(store)
    assert not verify(store).problems


def test_names_that_are_not_plain_are_refused(store: LocalFiles) -> None:
    """A payload file of a name that some system cannot keep, or two names that differ in case, stop the publisher."""

    def make(place: Place) -> Content:
        made = content(place)
        extra = {"data/records/snapshots/a b.txt": b"", "data/records/Brief.yaml": b"", "data/records/رم.txt": b""}
        return made._replace(payload={**made.payload, **extra})

    with pytest.raises(UsageError) as error:
        commit_edition(store, TOPIC, "2021-01-13", make)
    assert refused(error) == ["archive.path"] * 3


@pytest.mark.parametrize("note", ["two\nlines", "a \u202e turn", " blank", "e\u0301", "x" * 2001])
def test_a_field_that_cannot_stand_in_one_line_is_refused(store: LocalFiles, note: str) -> None:
    """bag-info holds one line of composed, visible text for each field."""
    with pytest.raises(UsageError) as error:
        publish(store, note=note)
    assert set(refused(error)) == {"archive.field"}


def test_an_archive_of_another_topic_is_refused(tmp_path: Path) -> None:
    """A publisher does not add to the archive of another topic."""
    store = LocalFiles(str(an_archive(tmp_path, 2, withdrawn=0)))
    with pytest.raises(EditionError, match="of topic, not of other"):
        commit_edition(store, "other", "2021-01-13", maker())


def test_a_broken_archive_is_not_added_to(tmp_path: Path) -> None:
    """With a number missing, something foreign, or a changed last edition, publish refuses and writes nothing."""
    archive = an_archive(tmp_path, 3, withdrawn=0)
    store = LocalFiles(str(archive))
    (archive / "notes.txt").write_text("?")
    with pytest.raises(EditionError, match=r"archive\.extra"):
        publish(store)
    (archive / "notes.txt").unlink()
    info = archive / "0003" / "bag-info.txt"
    good = info.read_bytes()
    info.write_bytes(good.replace(b"the note", b"a  note"))
    with pytest.raises(EditionError, match=r"archive\.digest"):
        publish(store)
    info.write_bytes(good)
    record = archive / "0003" / "data" / "records" / "brief.yaml"
    kept = record.read_bytes()
    record.write_bytes(b"title: another\n")
    with pytest.raises(EditionError, match=r"archive\.digest"):
        publish(store)
    record.write_bytes(kept)
    (archive / "0002").rename(tmp_path / "0002")
    with pytest.raises(EditionError, match=r"archive\.gap"):
        publish(store)


def test_the_gate_sees_what_the_disk_changes(store: LocalFiles) -> None:
    """A disk that gives back other bytes than were written stops the publisher before the rename."""

    class Forgetful(LocalFiles):
        __slots__ = ()

        def write_new(self, path: str, data: bytes) -> None:
            super().write_new(path, data[:-1] if path.endswith("brief.yaml") else data)

    forgetful = Forgetful(store.folder)
    with pytest.raises(EditionError) as error:
        publish(forgetful)
    assert "archive.digest" in refused(error)
    with pytest.raises(UsageError, match=r"archive\.none"):
        verify(store)


def test_the_gate_compares_with_memory(store: LocalFiles) -> None:
    """A whole bag that is not the one in memory does not pass either."""

    class Swapping(LocalFiles):
        __slots__ = ()

        def write_new(self, path: str, data: bytes) -> None:
            from briefgen.editions.bag import make_bag
            from tests.editions.bags import _plain

            if path.startswith(".tmp-") and "/" in path:
                other = make_bag({"data/x": b"other"}, _plain({}))
                if path.partition("/")[2] == "bagit.txt":
                    for name, found in other.items():
                        if name != "bagit.txt":
                            super().write_new(f"{path.partition('/')[0]}/{name}", found)
                    super().write_new(path, data)
                return
            super().write_new(path, data)

        def make_folder(self, path: str) -> None:
            if not path.partition("/")[2].startswith("data/"):
                super().make_folder(path)

    with pytest.raises(EditionError) as error:
        publish(Swapping(store.folder))
    assert refused(error) == ["archive.gate"]


def test_an_empty_folder_is_no_archive(tmp_path: Path) -> None:
    """Without an edition there is nothing to open or verify: exit 2."""
    with pytest.raises(UsageError, match=r"archive\.none"):
        open_archive(str(tmp_path / "none"))
    with pytest.raises(UsageError, match=r"archive\.none"):
        open_archive(str(tmp_path))


def test_a_newer_archive_is_not_touched(tmp_path: Path) -> None:
    """A format that we do not know is exit 2, for readers and publishers."""
    archive = an_archive(tmp_path, 1, withdrawn=0)
    (archive / "BRIEFGEN-ARCHIVE").write_bytes(b"briefgen-archive 2\ntopic topic\nmore\n")
    for act in (lambda: open_archive(str(archive)), lambda: verify(archive), lambda: publish(LocalFiles(str(archive)))):
        with pytest.raises(UsageError, match=r"archive\.newer"):
            act()


def test_what_an_edition_says_of_itself_is_json(store: LocalFiles) -> None:
    """A bag whose edition.json is no object is whole as a bag and reported as an edition."""

    def make(place: Place) -> Content:
        made = content(place)
        return made._replace(payload={**made.payload, "data/edition.json": json.dumps([1]).encode()})

    edition = commit_edition(store, TOPIC, "2021-01-13", make)
    with pytest.raises(EditionError, match=r"archive\.edition"):
        _ = edition.about
    assert codes(verify(store)) == ["archive.edition"]


def test_a_forged_notice_deletes_nothing_outside(store: LocalFiles, tmp_path: Path) -> None:
    """An archive from a stranger, whose notice and manifest name a file outside the bag, makes no publisher delete it."""
    kept = tmp_path / "kept"
    kept.write_bytes(b"kept")
    publish(store)
    withdraw(store, "1")
    evil = "data/../../../kept"
    first = tmp_path / TOPIC / "0001" / "manifest-sha512.txt"
    first.write_bytes(f"{'0' * 128}  {evil}\n".encode() + first.read_bytes())

    def forge(files: dict[str, bytes]) -> None:
        about = json.loads(files["data/edition.json"])
        files["data/edition.json"] = json.dumps({**about, "removed": [evil]}).encode()

    rebag(tmp_path / TOPIC, 2, payload=forge)
    with pytest.raises(EditionError):
        publish(store)
    assert kept.read_bytes() == b"kept"
    assert (tmp_path / TOPIC / "0001" / "data").exists()
