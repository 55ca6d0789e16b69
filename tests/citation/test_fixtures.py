"""The CSL project's processor fixtures, read where they are (never copied), and the list of those that we fail."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.citation.suite import locale_reader, main, outcome, run

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT.parent / "shared/csl/fixtures"
KNOWN = tomllib.loads((Path(__file__).parent / "known_failures.toml").read_text(encoding="utf-8"))
FILES = sorted(FOLDER.glob("*.txt"))

pytestmark = pytest.mark.skipif(not FILES, reason="the CSL fixtures are not beside the project")


@pytest.fixture(scope="module")
def locales() -> Any:
    return locale_reader(FOLDER)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_fixture(path: Any, locales: Any) -> None:
    """Each fixture prints its result, unless it is listed; a listed one that passes must leave the list."""
    passed, wanted, made = outcome(path, lambda fixture: run(fixture, locales))
    if path.stem in KNOWN:
        assert not passed, f"{path.stem} passes: take it off known_failures.toml"
        return
    assert passed, f"wanted: {wanted}\nmade: {made}"


def test_every_listed_failure_exists() -> None:
    """The list of failures names only fixtures that exist, each with a reason."""
    stems = {path.stem for path in FILES}
    assert set(KNOWN) <= stems
    assert all(KNOWN.values())


def test_the_suite_command_counts(tmp_path: Any, capsys: Any) -> None:
    """The command names failing fixtures, prints the score by category and ends with the two counts."""
    for name in ("affix_CommaAfterQuote", "date_NegativeDateSort"):
        (tmp_path / f"{name}.txt").write_bytes((FOLDER / f"{name}.txt").read_bytes())
    assert main([str(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "FAILED date_NegativeDateSort"
    assert "| affix | 1 | 1 |" in lines
    assert lines[-1] == "1 passed, 1 failed"


def test_the_suite_command_survives_any_file(tmp_path: Any, capsys: Any) -> None:
    """Files that are no fixtures are named and counted as failed; the others still run."""
    (tmp_path / "affix_CommaAfterQuote.txt").write_bytes((FOLDER / "affix_CommaAfterQuote.txt").read_bytes())
    (tmp_path / "a_latin.txt").write_bytes(b"\xff\xfe")
    (tmp_path / "b_empty.txt").write_bytes(b"")
    (tmp_path / "c_folder.txt").mkdir()
    assert main([str(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines[:3]] == ["a_latin", "b_empty", "c_folder"]
    assert lines[-1] == "1 passed, 3 failed"


def test_the_suite_command_reports_an_empty_folder(tmp_path: Any, capsys: Any) -> None:
    """A folder without fixtures is no success."""
    assert main([str(tmp_path)]) == 2
    assert capsys.readouterr().out == "0 passed, 0 failed\n"


def test_the_peer_is_scored_beside_us(tmp_path: Any, capsys: Any) -> None:
    """With a peer each row has a third score: it passes a plain fixture, and fails one that it gets wrong."""
    pytest.importorskip("citeproc", reason="the extra `bench` is not installed")
    for name in ("condition_EmptyDate", "affix_CommaAfterQuote"):
        (tmp_path / f"{name}.txt").write_bytes((FOLDER / f"{name}.txt").read_bytes())
    assert main([str(tmp_path), "--peer", "citeproc-py"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "| condition | 1 | 1 | 1 |" in lines
    assert "| affix | 1 | 1 | 0 |" in lines


def test_the_table_goes_between_the_marks(tmp_path: Any) -> None:
    """The score replaces what stands between the marks of a page, and nothing else."""
    fixtures = tmp_path / "fixtures"
    fixtures.mkdir()
    (fixtures / "affix_CommaAfterQuote.txt").write_bytes((FOLDER / "affix_CommaAfterQuote.txt").read_bytes())
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- csl-suite -->\nold\n<!-- /csl-suite -->\nb\n", encoding="utf-8")
    assert main([str(fixtures), "--write", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("a\n<!-- csl-suite -->\n| category |")
    assert text.endswith("| **all** | 1 | 1 (100.0 %) |\n<!-- /csl-suite -->\nb\n")
    page.write_text("no marks", encoding="utf-8")
    with pytest.raises(SystemExit, match="no place"):
        main([str(fixtures), "--write", str(page)])
