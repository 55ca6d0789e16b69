"""Scaffolds: new workspaces, topics and audiences build at once."""

import os
from pathlib import Path

import pytest

from briefgen.cli.main import run
from briefgen.errors import UsageError
from briefgen.project import find_project
from briefgen.scaffold import new_audience, new_topic, new_workspace
from briefgen.selection.words import WORDS


def test_a_new_workspace_holds_the_sample_and_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A new workspace holds the sample topic, keeps archives from git's line ends, and checks without an error."""
    path = tmp_path / "desk"
    written = new_workspace(str(path))
    assert (path / "sources" / "al-qaeda-iran" / "brief.yaml").is_file()
    assert (path / ".gitattributes").read_text() == "output/editions/** -text\n"
    assert all(os.path.isfile(file) for file in written)
    assert run(["check", "-C", str(path)]) == 0
    assert "error[" not in capsys.readouterr().out


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A workspace, topic or audience that exists is left alone."""
    new_workspace(str(tmp_path / "desk"))
    with pytest.raises(UsageError, match=r"usage\.exists"):
        new_workspace(str(tmp_path / "desk"))
    project = find_project(str(tmp_path / "desk"))
    new_topic(project, "water")
    with pytest.raises(UsageError, match=r"usage\.exists"):
        new_topic(project, "water")


def test_a_new_topic_and_audience_build(tmp_path: Path) -> None:
    """A new topic builds for a new audience at once."""
    desk = str(tmp_path / "desk")
    new_workspace(desk)
    assert run(["new", "topic", "water-rights", "-C", desk]) == 0
    assert run(["new", "audience", "committee", "--from", "policymaker", "-C", desk]) == 0
    assert run(["build", "water-rights", "-a", "committee", "-C", desk, "--as-of", "2026-11-22"]) == 0
    assert (tmp_path / "desk" / "output" / "drafts" / "water-rights-committee.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_an_audience_writes_out_every_word(tmp_path: Path) -> None:
    """A new audience lists every fixed word of the page, ready to be changed."""
    new_workspace(str(tmp_path / "desk"))
    project = find_project(str(tmp_path / "desk"))
    [path] = new_audience(project, "house", "analyst", WORDS, 'The "House"')
    text = Path(path).read_text(encoding="utf-8")
    assert all(f"\n  {key}: " in text for key in WORDS)
    assert 'title: "The \\"House\\""' in text


@pytest.mark.parametrize("name", ["../x", "a/b", "CON", "Ab", "", "-a", ".x"])
def test_names_that_are_no_names_are_refused(tmp_path: Path, name: str) -> None:
    """A topic's name is a plain folder name."""
    new_workspace(str(tmp_path / "desk"))
    with pytest.raises(UsageError):
        new_topic(find_project(str(tmp_path / "desk")), name)


def test_a_workspace_that_cannot_be_made_is_one_error(tmp_path: Path) -> None:
    """A file in the way of a folder is one clear error."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError):
        new_workspace(str(tmp_path / "file"))
    with pytest.raises(UsageError, match=r"path\.write"):
        new_workspace(str(tmp_path / "file" / "desk"))
