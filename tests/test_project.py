"""The workspace, its configuration, and what day it is."""

import os
from pathlib import Path

import pytest

from briefgen import limits
from briefgen.errors import BriefgenError, UsageError
from briefgen.project import find_project, parse_date, stamp_of, today


def test_the_nearest_folder_with_a_configuration_is_the_workspace(tmp_path: Path) -> None:
    """A workspace is found from any folder inside it."""
    (tmp_path / "briefgen.toml").write_text('sources = "records"\n')
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    project = find_project(str(inner))
    assert os.path.samefile(project.root, tmp_path)
    assert project.sources == "records"
    assert project.drafts.endswith(os.path.join("output", "drafts"))


def test_a_pyproject_counts_only_with_our_table(tmp_path: Path) -> None:
    """A pyproject.toml without [tool.briefgen] is passed over."""
    (tmp_path / "pyproject.toml").write_text('[tool.briefgen]\ntemplates = "packs"\n')
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "pyproject.toml").write_text('[project]\nname = "x"\n')
    assert find_project(str(inner)).templates == "packs"


def test_no_workspace_is_one_clear_error(tmp_path: Path) -> None:
    """Outside of any workspace the error says how to make one."""
    with pytest.raises(UsageError, match=r"usage\.no-workspace"):
        find_project(str(tmp_path))
    with pytest.raises(UsageError, match=r"usage\.no-folder"):
        find_project(str(tmp_path / "nowhere"))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("sources = 3\n", "name of a folder"),
        ("sorces = 'x'\n", "unknown key"),
        ("default-audiences = 'analyst'\n", "list of names"),
        ("limits = 3\n", "must be a table"),
        ("[limits]\nfile = 0\n", "above 0"),
        ("[limits]\nfile = true\n", "above 0"),
        ("[limits]\nfiles = 3\n", "no limit is called"),
        ("output = '../../x'\n", "path."),
        ("templates = '/etc'\n", "path."),
        ("a = \n", "not TOML"),
        ("\x00", "not TOML"),
    ],
)
def test_a_wrong_configuration_is_named(tmp_path: Path, text: str, part: str) -> None:
    """Whatever is wrong in the configuration is said in one line, with exit code 2."""
    (tmp_path / "briefgen.toml").write_text(text)
    with pytest.raises(BriefgenError) as caught:
        find_project(str(tmp_path))
    assert caught.value.exit_code == 2
    assert part in str(caught.value)


def test_a_toml_error_has_its_line(tmp_path: Path) -> None:
    """A fault in the TOML is reported at its line and column."""
    (tmp_path / "briefgen.toml").write_text("sources = 'x'\noutput = \n")
    with pytest.raises(UsageError) as caught:
        find_project(str(tmp_path))
    assert ":2:" in caught.value.problems[0].line()


def test_a_workspace_may_raise_a_limit(tmp_path: Path) -> None:
    """Limits of the workspace's own configuration hold in this process."""
    (tmp_path / "briefgen.toml").write_text("[limits]\npages = 9\n")
    try:
        find_project(str(tmp_path))
        assert limits.value("pages") == 9
    finally:
        limits.raise_limits({})
    assert limits.value("pages") == 5000


def test_source_date_epoch_wins_over_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is the day of SOURCE_DATE_EPOCH, in UTC, where it is set."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86399")
    assert today() == (1970, 1, 1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert today() == (1970, 1, 2)


@pytest.mark.parametrize("value", ["", "abc", "1e99", "9" * 30])
def test_a_source_date_epoch_that_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """A broken SOURCE_DATE_EPOCH is an error, never silently the clock."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    with pytest.raises(UsageError, match=r"usage\.date"):
        today()


@pytest.mark.parametrize(
    "text", ["2026-02-30", "0000-01-01", "2026-2-3", "26-02-03", "2026-13-01", "2100-02-29", "x", ""]
)
def test_days_that_do_not_exist_are_refused(text: str) -> None:
    """A date on the command line is a day of the calendar, written in full."""
    with pytest.raises(UsageError, match=r"usage\.date"):
        parse_date(text, "--as-of")


@pytest.mark.parametrize("text", ["2026-11-22", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"])
def test_days_that_exist_are_read(text: str) -> None:
    """A day of the calendar is read, and printed as its midnight in UTC."""
    assert stamp_of(parse_date(text, "--as-of")) == text + "T00:00:00Z"


def test_the_archive_may_lie_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user names another place for editions, by option or environment; a workspace never can."""
    file = tmp_path / "briefgen.toml"
    file.write_text("")
    assert find_project(str(tmp_path)).archive == ""
    monkeypatch.setenv("BRIEFGEN_ARCHIVE", "s3://bucket/editions")
    assert find_project(str(tmp_path)).archive == "s3://bucket/editions"
    assert find_project(str(tmp_path), "/srv/editions").archive == "/srv/editions"
    file.write_text('archive = "s3://bucket/editions"\n')
    with pytest.raises(UsageError, match="unknown key 'archive'"):
        find_project(str(tmp_path))
