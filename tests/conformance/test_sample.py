"""The sample's briefs and every golden case before the judges: standards, screen reader, syntax, words."""

import functools
import os
import subprocess
from pathlib import Path

import pytest

from briefgen.diagnostics import NOWHERE
from briefgen.document import words
from briefgen.pdfread import open_pdf
from briefgen.project import find_project
from tests.build import Made, build
from tests.command import ROOT
from tests.conformance.judge import assert_conforms
from tests.golden import cases
from tests.outside import missing, need
from tests.spoken import spoken

SAMPLE = "al-qaeda-iran"
NAMES = [
    *((SAMPLE, audience) for audience in find_project(str(ROOT)).default_audiences),
    *((case, audience) for case in cases.CASES for audience in cases.audiences(case)),
]
IDS = [" ".join(name) for name in NAMES]


@functools.cache
def brief(topic: str, audience: str) -> Made:
    """Build a brief of the sample or of a golden case, once in a process."""
    return build(ROOT, audience, SAMPLE) if topic == SAMPLE else cases.made(topic, audience)


@pytest.mark.parametrize(("topic", "audience"), NAMES, ids=IDS)
def test_both_standards_hold(topic: str, audience: str) -> None:
    """The file is PDF/UA-1 and PDF/A-3a, is read aloud without an error, and qpdf finds its syntax whole."""
    assert_conforms(brief(topic, audience).data)


@pytest.mark.parametrize(("topic", "audience"), NAMES, ids=IDS)
def test_words_out_are_words_in(topic: str, audience: str) -> None:
    """The structure tree says the words of the document tree, letter for letter and in order.

    A heading that runs in is parted from its text by a space.
    """
    made = brief(topic, audience)
    said = [line.strip(" ") for line in spoken(open_pdf(made.data, NOWHERE).structure())]
    assert said == words(made.brief, marks=True)


@pytest.mark.parametrize(("topic", "audience"), NAMES, ids=IDS)
def test_nothing_acts(topic: str, audience: str) -> None:
    """No script, launch or form is in the file, and every link leads to a page or to the web."""
    file = open_pdf(brief(topic, audience).data, NOWHERE)
    assert file.actions() == []
    for _, kind, target in file.links():
        assert (kind == "goto" and 0 <= int(target) < file.page_count) or target.startswith(
            ("https://", "http://", "mailto:")
        )


@pytest.mark.parametrize(("topic", "audience"), NAMES, ids=IDS)
def test_every_mark_has_its_note(topic: str, audience: str) -> None:
    """Each note has a mark that leads to it and a number that leads back, and idents are unique."""
    tree = open_pdf(brief(topic, audience).data, NOWHERE).structure()
    notes = tree.find("Note")
    idents = [note.ident for note in notes]
    assert len(set(idents)) == len(idents)
    assert all(idents)
    marks = [link.text.strip() for reference in tree.find("Reference") for link in reference.find("Link")]
    for note in notes:
        assert note.find("Lbl")[0].text in marks


def test_poppler_reads_the_same_words(tmp_path: Path) -> None:
    """Another reader finds the words of the sample in the same order, Persian included."""
    program = need("pdfinfo")
    made = brief(SAMPLE, "policymaker")
    file = tmp_path / "brief.pdf"
    file.write_bytes(made.data)
    run = subprocess.run([program, "-struct-text", file], capture_output=True, check=True)
    text = [line.strip().strip('"') for line in run.stdout.decode().splitlines() if line.strip().startswith('"')]
    found = "".join("".join(text).replace("\u00ad", "").split())
    for line in words(made.brief, marks=True):
        assert "".join(line.split()) in found


def test_verapdf_agrees(tmp_path: Path) -> None:
    """The reference validator passes every file under both standards."""
    jar = os.environ.get("BRIEFGEN_VERAPDF")
    if not jar or not Path(jar).is_file():
        missing("veraPDF's jar, named by BRIEFGEN_VERAPDF,")
    java = need("java")
    files = []
    for topic, audience in NAMES:
        files.append(tmp_path / f"{topic}-{audience}.pdf")
        files[-1].write_bytes(brief(topic, audience).data)
    for flavour in ("ua1", "3a"):
        program = [java, "-cp", jar, "org.verapdf.apps.GreenfieldCliWrapper", "--flavour", flavour, "--format", "text"]
        run = subprocess.run([*program, *files], capture_output=True, text=True, check=False)
        verdicts = [line for line in run.stdout.splitlines() if line.startswith(("PASS", "FAIL"))]
        assert len(verdicts) == len(files), run.stdout + run.stderr
        assert not [line for line in verdicts if not line.startswith("PASS")]
