"""publish, editions, head, verify and withdraw from the command line, on a topic of one claim."""

import fcntl
import json
import shutil
from pathlib import Path

import pytest

from tests.build import a_brief, a_claim, a_topic, write
from tests.command import briefgen
from tests.conftest import Workspace

ARCHIVE = "output/editions/topic"


def publish(folder: Path, *options: str) -> str:
    """Publish for analysts; return what was said on stderr. It must succeed."""
    run = briefgen("publish", "topic", "-a", "analyst", *options, folder=folder)
    assert run.returncode == 0, run.stderr
    return run.stderr


def refused(folder: Path, code: int, *words: str) -> str:
    """Run a command that fails with an exit code; return what it said."""
    run = briefgen(*words, folder=folder)
    assert run.returncode == code, run.stdout + run.stderr
    return run.stdout + run.stderr


@pytest.fixture
def topic(workspace: Workspace) -> Path:
    """Return a workspace of one topic with a series."""
    return workspace(a_topic(brief=a_brief(series="AQ")))


def test_publish_prints_the_paths_and_verify_finds_the_edition_whole(topic: Path) -> None:
    """An edition is published, listed, verified with its PDF's own manifest, and its head is the one in the list."""
    run = briefgen("publish", "topic", "-a", "analyst", "--date", "2026-11-20", "--note", "The first", folder=topic)
    assert (run.returncode, run.stdout) == (0, f"{ARCHIVE}/0001/data/briefs/topic-0001-analyst.pdf\n")
    listed = briefgen("editions", folder=topic).stdout
    assert listed.startswith("AQ-0001  2026-11-20")
    assert listed.endswith("The first\n")
    head = briefgen("head", "topic", folder=topic).stdout.strip()
    assert len(head) == 128
    verified = briefgen("verify", "topic", "--expect-head", head, folder=topic)
    assert (verified.returncode, verified.stderr) == (0, "")
    assert "1 edition, whole" in verified.stdout


def test_what_an_edition_holds(topic: Path) -> None:
    """The bag holds the PDF, the records as typed, the packs, the style, the tree, and what made it."""
    publish(topic)
    bag = topic / ARCHIVE / "0001"
    paths = {str(path.relative_to(bag / "data")) for path in (bag / "data").rglob("*") if path.is_file()}
    assert {"edition.json", "briefs/topic-0001-analyst.pdf", "records/brief.yaml", "trees/analyst.json"} <= paths
    assert "packs/analyst/audience.yaml" in paths
    assert "styles/chicago-notes.csl" in paths or [path for path in paths if path.endswith(".csl")]
    sources = topic / "sources" / "topic"
    for path in sources.glob("*.yaml"):
        assert (bag / "data" / "records" / path.name).read_bytes() == path.read_bytes()
    about = json.loads((bag / "data" / "edition.json").read_bytes())
    assert about["source-date-epoch"] == 1795305600
    assert about["tool"]["packages"]["reportlab"]
    assert about["fonts"]
    assert about["limits"]["pages"] == 5000
    assert [row["id"] for row in about["claims"]] == ["c01"]
    assert about["claims"][0]["sources"] == ["report-2020"]
    assert about["briefs"][0]["claims"] == ["c01"]


def test_number_date_and_previous_digest_are_printed(topic: Path) -> None:
    """The brief prints its number and date; the colophon prints the digest of the edition before."""
    from briefgen.diagnostics import Span
    from briefgen.pdfread import open_pdf

    publish(topic, "--date", "2026-11-20")
    head = briefgen("head", "topic", folder=topic).stdout.strip()
    publish(topic, "--date", "2026-11-22")
    path = topic / ARCHIVE / "0002/data/briefs/topic-0002-analyst.pdf"
    pdf = open_pdf(path.read_bytes(), Span(str(path)))
    text = "".join(pdf.structure().text.split())
    assert "AQ-0002,22November2026" in text
    assert head in text
    manifest = json.loads(next(a.content for a in pdf.attachments() if a.name == "manifest.json"))
    assert manifest["edition"] == {"number": "AQ-0002", "date": "2026-11-22", "draft": False, "previous": head}


def test_the_same_edition_twice_is_the_same_bytes(topic: Path, tmp_path: Path) -> None:
    """Publishing the same records into another archive gives the same bag, byte for byte: the heads are equal."""
    other = Path(shutil.copytree(topic, tmp_path / "elsewhere"))
    publish(topic)
    publish(other)
    assert briefgen("head", "topic", folder=topic).stdout == briefgen("head", "topic", folder=other).stdout


def test_a_dry_run_writes_nothing(topic: Path) -> None:
    """--dry-run builds and checks everything, says what would be published, and leaves no folder."""
    run = briefgen("publish", "topic", "-a", "analyst", "--dry-run", folder=topic)
    assert run.returncode == 0
    assert run.stdout.startswith("would publish AQ-0001, 2026-11-22")
    assert not (topic / "output").exists()
    publish(topic)
    run = briefgen("publish", "topic", "-a", "analyst", "--dry-run", "--json", folder=topic)
    assert json.loads(run.stdout)["would-publish"]["label"] == "AQ-0002"
    assert sorted(path.name for path in (topic / ARCHIVE).iterdir()) == [".lock", "0001", "BRIEFGEN-ARCHIVE"]


def test_nothing_changed_is_a_warning(topic: Path) -> None:
    """`edition.unchanged` when only number and date are new; a draft is as it was."""
    publish(topic)
    assert "edition.unchanged" in publish(topic)


def test_a_change_without_a_note_is_a_warning(topic: Path) -> None:
    """`edition.note` when claims differ and no note says why; with a note there is none."""
    publish(topic)
    write(topic, a_topic([a_claim(text="The lamp was out [@report-2020, p. 4].")], brief=a_brief(series="AQ")))
    assert "edition.note" in publish(topic)
    write(topic, a_topic([a_claim(text="The lamp was lit [@report-2020, p. 3].")], brief=a_brief(series="AQ")))
    assert "edition.note" not in publish(topic, "--note", "Corrected: the lamp was lit")
    about = json.loads((topic / ARCHIVE / "0003/data/edition.json").read_bytes())
    assert about["changes"] == {"since": 2, "added": [], "withdrawn": [], "changed": ["c01"]}
    assert about["note"] == "Corrected: the lamp was lit"


def test_an_old_id_does_not_come_back_with_another_meaning(topic: Path) -> None:
    """`edition.id-reused` is a finding, also when editions lie between; the same meaning may come back."""
    second = a_claim("c02", "A second thing happened [@report-2020, p. 9].")
    write(topic, a_topic([a_claim(), second], brief=a_brief(series="AQ")))
    publish(topic)
    write(topic, a_topic([a_claim()], brief=a_brief(series="AQ")))
    publish(topic)
    publish(topic)
    other = a_claim("c02", "Something else happened [@report-2020, p. 9].")
    write(topic, a_topic([a_claim(), other], brief=a_brief(series="AQ")))
    said = refused(topic, 1, "publish", "topic", "-a", "analyst")
    assert "edition.id-reused" in said
    assert "after edition 0001" in said
    write(topic, a_topic([a_claim(), second], brief=a_brief(series="AQ")))
    publish(topic)
    assert len(briefgen("editions", "topic", folder=topic).stdout.splitlines()) == 4


def test_dates(topic: Path) -> None:
    """No such day, the year 0, and a day before the last edition's are bad input; the same day is fine."""
    publish(topic, "--date", "2026-11-20")
    for date in ("2026-02-30", "0000-01-01", "2026-11-19"):
        refused(topic, 2, "publish", "topic", "-a", "analyst", "--date", date)
        refused(topic, 2, "withdraw", "topic", "1", "--reason", "x", "--date", date)
    publish(topic, "--date", "2026-11-20")
    assert len(briefgen("editions", "topic", folder=topic).stdout.splitlines()) == 2


def test_cutoff(topic: Path) -> None:
    """A cut-off after the edition's date is bad input; an earlier one is printed in the list."""
    assert "edition.cutoff" in refused(
        topic, 2, "publish", "topic", "-a", "analyst", "--date", "2026-11-20", "--cutoff", "2026-11-21"
    )
    publish(topic, "--cutoff", "2026-11-01")
    assert "cut-off 2026-11-01" in briefgen("editions", folder=topic).stdout


@pytest.mark.parametrize("note", ["", " x", "two\nlines", "a \u202e turn", "x" * 1001])
def test_a_note_is_one_plain_line(topic: Path, note: str) -> None:
    """Control and bidi characters, blanks at the ends and endless notes are bad input."""
    refused(topic, 2, "publish", "topic", "-a", "analyst", "--note", note)
    assert not (topic / "output").exists()


def test_a_lost_race_is_exit_4(topic: Path) -> None:
    """While another publisher holds the lock, publish and withdraw exit 4 with one line."""
    publish(topic)
    with (topic / ARCHIVE / ".lock").open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert "archive.raced" in refused(topic, 4, "publish", "topic", "-a", "analyst")
        assert "archive.raced" in refused(topic, 4, "withdraw", "topic", "1", "--reason", "wrong")


def test_withdraw(topic: Path) -> None:
    """A withdrawal is listed on both sides; an unknown number, another series or a missing archive is bad input."""
    refused(topic, 2, "withdraw", "topic", "1", "--reason", "x")
    publish(topic)
    refused(topic, 2, "withdraw", "topic", "0009", "--reason", "x")
    refused(topic, 2, "withdraw", "topic", "XX-0001", "--reason", "x")
    run = briefgen("withdraw", "topic", "AQ-0001", "--reason", "A wrong date", "--json", folder=topic)
    assert json.loads(run.stdout)["edition"]["withdraws"] == 1
    first, second = briefgen("editions", "topic", folder=topic).stdout.splitlines()
    assert "withdrawn by 0002" in first
    assert "withdraws 0001  A wrong date" in second
    publish(topic)
    assert briefgen("verify", folder=topic).returncode == 0


def test_legal_removal(topic: Path) -> None:
    """--remove-payload deletes the payload behind a notice: verify says so with exit 0, and publishing goes on."""
    publish(topic)
    assert briefgen("withdraw", "topic", "1", "--reason", "By order", "--remove-payload", folder=topic).returncode == 0
    assert not (topic / ARCHIVE / "0001/data").exists()
    run = briefgen("verify", "topic", folder=topic)
    assert run.returncode == 0
    assert "0001: payload removed, notice in 0002" in run.stdout
    publish(topic)
    run = briefgen("verify", "topic", "--json", folder=topic)
    assert json.loads(run.stdout)["archives"][0]["whole"] is True


def test_a_rollback_is_remembered(topic: Path) -> None:
    """When the newest edition vanishes, verify says so from its own memory, and where that memory is."""
    publish(topic)
    publish(topic)
    shutil.rmtree(topic / ARCHIVE / "0002")
    said = refused(topic, 1, "verify", "topic")
    assert "archive.rollback" in said
    assert "NOT whole" in said
    assert "archive.memory" in said


def test_expect_head(topic: Path) -> None:
    """Another head than the expected one is a finding; a head without a topic is wrong usage."""
    publish(topic)
    assert "archive.head" in refused(topic, 1, "verify", "topic", "--expect-head", "ab" * 64)
    refused(topic, 2, "verify", "--expect-head", "ab" * 64)


def test_no_archive(topic: Path) -> None:
    """Before anything was published: head and verify of a topic are bad input, the list of all is empty."""
    for words in (("head", "topic"), ("verify", "topic"), ("editions", "topic"), ("verify", "../x")):
        refused(topic, 2, *words)
    assert (briefgen("editions", folder=topic).stdout, briefgen("verify", folder=topic).returncode) == ("", 0)


def test_a_changed_pdf_is_named(topic: Path) -> None:
    """Verify names the edition and the file, exit 1, in text and in JSON."""
    publish(topic)
    path = topic / ARCHIVE / "0001/data/briefs/topic-0001-analyst.pdf"
    path.write_bytes(path.read_bytes() + b" ")
    assert f"{ARCHIVE}/0001/data/briefs/topic-0001-analyst.pdf:1:1: error[archive.digest]" in refused(
        topic, 1, "verify"
    )
    run = briefgen("verify", "--json", folder=topic)
    assert run.returncode == 1
    assert json.loads(run.stdout)["messages"][0]["code"] == "archive.digest"


def test_an_evidence_failure_publishes_nothing(workspace: Workspace) -> None:
    """A claim without a citation is a finding; no edition is made, and nothing unfinished is left."""
    folder = workspace(a_topic([a_claim(text="No mark here.")]))
    refused(folder, 1, "publish", "topic", "-a", "analyst")
    left = [path.name for path in (folder / ARCHIVE).iterdir()] if (folder / ARCHIVE).exists() else []
    assert left in ([], [".lock"])
