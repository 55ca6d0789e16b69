"""The CSL project's processor fixtures, read where they are (never copied), and the list of those that we fail."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.citation.suite import locale_reader, main, outcome

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
    passed, wanted, made = outcome(path, locales)
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
    """The command names failing fixtures and ends with the two counts."""
    for name in ("affix_CommaAfterQuote", "date_NegativeDateSort"):
        (tmp_path / f"{name}.txt").write_bytes((FOLDER / f"{name}.txt").read_bytes())
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().out.splitlines() == ["FAILED date_NegativeDateSort", "1 passed, 1 failed"]
