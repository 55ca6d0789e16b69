"""Imported records into a topic."""

import os
from pathlib import Path

import pytest

from briefgen.diagnostics import Diagnostic
from briefgen.errors import BriefgenError, UsageError
from briefgen.exchange import Imported, import_works, place
from briefgen.exchange.importing import read_file
from briefgen.exchange.placing import brief_language
from briefgen.project import Project, find_project
from briefgen.records.store import load_topic
from tests.build import a_brief, a_topic, write

BOOK = b'[{"id": "doe-2020", "type": "book", "title": "Tides"}]'


def project(folder: Path, **files: str) -> Project:
    """Write a workspace with one topic and return it."""
    write(folder, a_topic() | {f"sources/topic/{name}.yaml": text for name, text in files.items()})
    return find_project(str(folder))


def works() -> Imported:
    """Return one imported work."""
    return import_works(BOOK, "Library 1.json")


def codes(error: BriefgenError) -> list[str]:
    """Return the codes of an error."""
    return [problem.code for problem in error.problems if isinstance(problem, Diagnostic)]


def test_a_new_file_in_the_topic(tmp_path: Path) -> None:
    """The records go into a file of their own, named after the one that was imported, and the topic loads with them."""
    here = project(tmp_path)
    path = place(here, "topic", works(), "x/Library 1.json")
    assert os.path.basename(path) == "imported-library-1.yaml"
    with here.folder() as folder:
        assert load_topic(folder, "topic").sources["doe-2020"].title == "Tides"


def test_a_second_file_gets_a_number(tmp_path: Path) -> None:
    """A file that is there is never written over."""
    here = project(tmp_path)
    place(here, "topic", works(), "a.json")
    other = import_works(BOOK.replace(b"doe", b"roe"), "a.json")
    assert os.path.basename(place(here, "topic", other, "a.json")) == "imported-a-2.yaml"


def test_an_id_that_exists_is_refused(tmp_path: Path) -> None:
    """Nothing is written when the topic has a source of one of the ids, and the message says where."""
    here = project(tmp_path)
    place(here, "topic", works(), "a.json")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    with pytest.raises(BriefgenError) as caught:
        place(here, "topic", works(), "b.json")
    assert codes(caught.value) == ["id.duplicate"]
    assert "imported-a.yaml" in str(caught.value)
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_claims_may_cite_what_is_still_to_come(tmp_path: Path) -> None:
    """A topic that does not check for want of the works takes them in."""
    claim = "claims:\n  - {id: c9, section: findings, text: 'So [@doe-2020].'}\n"
    here = project(tmp_path, more=claim, odd="sources:\n  - word\nentities:\n  - {id: a}\n")
    assert place(here, "topic", works(), "a.json")


def test_a_record_file_that_cannot_be_read_stops(tmp_path: Path) -> None:
    """Where a file of the topic is no YAML its ids are not known, so nothing is written."""
    here = project(tmp_path, more="sources: &a []\n")
    with pytest.raises(BriefgenError):
        place(here, "topic", works(), "a.json")
    assert not list(tmp_path.rglob("imported*"))


@pytest.mark.parametrize("name", ["nowhere", "../topic", "a/b", ""])
def test_no_such_topic(name: str, tmp_path: Path) -> None:
    """A topic that is not there, or a name that is no name, is a usage error."""
    here = project(tmp_path)
    with pytest.raises(UsageError) as caught:
        place(here, name, works(), "a.json")
    assert codes(caught.value)[0] in {"usage.no-topic", "path.name"}


def test_a_topic_that_is_a_link_is_none(tmp_path: Path) -> None:
    """Nothing is written through a link out of the workspace."""
    here = project(tmp_path / "w")
    (tmp_path / "out").mkdir()
    (tmp_path / "w/sources/away").symlink_to(tmp_path / "out")
    with pytest.raises(UsageError):
        place(here, "away", works(), "a.json")
    assert not list((tmp_path / "out").iterdir())


def test_the_language_of_the_brief(tmp_path: Path) -> None:
    """Records are checked for the brief that will use them; English where there is none."""
    write(tmp_path, a_topic(brief=a_brief(language="fa")))
    here = find_project(str(tmp_path))
    assert brief_language(here, "topic") == "fa"
    (tmp_path / "sources/topic/brief.yaml").unlink()
    assert brief_language(here, "topic") == "en"


def test_the_file_of_the_user(tmp_path: Path) -> None:
    """The user's file may lie anywhere and be a link; a folder, a FIFO and nothing are errors."""
    (tmp_path / "a.json").write_bytes(BOOK)
    (tmp_path / "b.json").symlink_to("a.json")
    assert read_file(str(tmp_path / "b.json")) == BOOK
    os.mkfifo(tmp_path / "fifo")
    for name in ("none.json", "fifo", "."):
        with pytest.raises(BriefgenError):
            read_file(str(tmp_path / name))


@pytest.mark.parametrize(
    ("text", "name", "word"),
    [("@book{k, title={T}}", "library", "T"), ("TY  - BOOK\nTI  - T\nER  - \n", "x.txt", "T"), (BOOK.decode(), "x", "Tides")],
)  # fmt: skip
def test_the_format_by_its_beginning(text: str, name: str, word: str) -> None:
    """Where the name says nothing, the first character tells the format."""
    assert f'title: "{word}"' in import_works(text.encode(), name).text


def test_an_unknown_format_is_told() -> None:
    """Where neither says it, the hint names the option; the option wins over the name."""
    with pytest.raises(UsageError) as caught:
        import_works(b"words", "x.txt")
    assert codes(caught.value) == ["exchange.format"]
    assert import_works(BOOK, "x.ris", "csl-json").ids == ("doe-2020",)
