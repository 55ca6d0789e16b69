"""Editions built again from their own payload."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen import limits, publication, rebuilding
from briefgen.editions.archive import open_archive
from briefgen.project import find_project
from briefgen.rebuilding import Rebuilt, rebuild
from tests.build import write
from tests.editions.shelf import FILES, a_shelf, an_archive, publish

PACK = {
    "templates/own/audience.yaml": "title: Own\nextends: analyst\nstyle: own.csl\nlanguage: en\n",
    "templates/own/brief.xml.j2": '{% extends "analyst/brief.xml.j2" %}',
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with three editions, one with a pack and a style of its own, and a withdrawal."""
    from briefgen.cli.main import run
    from briefgen.diagnostics import NOWHERE
    from briefgen.styles import style_bytes

    style = style_bytes("chicago-notes", NOWHERE).decode()
    folder = a_shelf(tmp_path_factory.mktemp("rebuild"), FILES | PACK | {"templates/own/own.csl": style})
    publish(folder, "--cutoff", "2020-12-31")
    publish(folder, "-a", "own", "--note", "Complete.", date="2022-01-02")
    assert run(["withdraw", "topic", "1", "--reason", "Wrong.", "--date", "2022-01-03", "-C", str(folder)]) == 0
    publish(folder, "--note", "Third.", date="2022-01-04")
    return folder


def _all(folder: Path) -> list[Rebuilt]:
    archive = an_archive(folder)
    return [rebuild(find_project(str(folder)), archive, edition) for edition in archive.editions]


def test_every_edition_has_the_same_bytes_again(shelf: Path) -> None:
    """Each brief is built again byte for byte; a withdrawal holds none, and says so."""
    assert [(done.compared, done.reason, done.problems) for done in _all(shelf)] == [
        (1, "", []),
        (2, "", []),
        (0, "a withdrawal holds no brief", []),
        (1, "", []),
    ]


def test_place_zone_and_locale_do_not_matter(shelf: Path, tmp_path: Path) -> None:
    """The archive alone, in another folder, time zone and locale, without the records and packs of its workspace."""
    write(tmp_path, {"briefgen.toml": ""})
    shutil.copytree(shelf / "output", tmp_path / "output")
    environment = os.environ | {"TZ": "Asia/Tehran", "LC_ALL": "C", "XDG_STATE_HOME": str(tmp_path / "state")}
    words = [sys.executable, "-m", "briefgen", "verify", "--rebuild", "-C", str(tmp_path)]
    done = subprocess.run(words, check=False, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("the same bytes") == 3


def test_other_bytes_are_found(shelf: Path, tmp_path: Path) -> None:
    """A PDF that is not what its records make is reported, even if somebody made its digests right."""
    shutil.copytree(shelf, tmp_path / "copy")
    brief = next((tmp_path / "copy/output/editions/topic/0001/data/briefs").iterdir())
    brief.write_bytes(brief.read_bytes() + b"%")
    done = _all(tmp_path / "copy")[0]
    assert [problem.line().count("archive.rebuild") for problem in done.problems] == [1]


def test_what_cannot_be_compared_says_why(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version, package, limit or style is named, and nothing is claimed."""
    made = publication.tool()
    for other, words in (
        (made | {"version": "9"}, "it was built by briefgen "),
        (made | {"engine": "9"}, "it was built by engine "),
        (made | {"packages": made["packages"] | {"pypdf": "9"}}, "it was built with pypdf "),
    ):
        monkeypatch.setattr(rebuilding, "tool", lambda other=other: other)
        assert {done.compared for done in _all(shelf)} == {0}
        assert _all(shelf)[0].reason.startswith(words)
    monkeypatch.undo()
    project, archive = find_project(str(shelf)), an_archive(shelf)
    monkeypatch.setitem(limits._RAISED, "pages", 7)
    assert rebuild(project, archive, archive.edition(1)).reason == "it was built under another limit pages"
    monkeypatch.undo()
    monkeypatch.setattr(rebuilding, "style_bytes", lambda *_: b"other")
    assert "citation style" in rebuild(project, archive, archive.edition(1)).reason


def test_a_removed_payload_is_not_rebuilt(tmp_path: Path) -> None:
    """An edition removed with notice is told; one whose payload is gone without notice is a finding."""
    from briefgen.cli.main import run

    folder = a_shelf(tmp_path)
    publish(folder)
    publish(folder, "--note", "Again.", date="2022-01-02")
    shutil.copytree(folder, tmp_path / "copy")
    assert (
        run(
            [
                "withdraw",
                "topic",
                "2",
                "--reason",
                "Law.",
                "--remove-payload",
                "--date",
                "2022-01-03",
                "-C",
                str(folder),
            ]
        )
        == 0
    )
    assert [done.reason for done in _all(folder)] == ["", "its payload was removed", "a withdrawal holds no brief"]
    publish(folder, "--note", "After.", date="2022-01-04")
    assert _all(folder)[3].compared == 1
    words = [
        "withdraw",
        "topic",
        "1",
        "--reason",
        "Law.",
        "--remove-payload",
        "--date",
        "2022-01-05",
        "-C",
        str(folder),
    ]
    assert run(words) == 0
    assert "that it names as the one before was removed" in _all(folder)[3].reason
    words[2], words[7] = "4", "2022-01-06"
    assert run(words) == 0
    publish(folder, "--note", "Alone.", date="2022-01-07")
    assert _all(folder)[-1].compared == 1
    shutil.rmtree(tmp_path / "copy/output/editions/topic/0001/data/records")
    archive = open_archive(str(tmp_path / "copy/output/editions/topic"))
    done = rebuild(find_project(str(tmp_path / "copy")), archive, archive.edition(1))
    assert done.problems
