"""Runs the command tests of tests/cli/commands."""

from pathlib import Path

import pytest

from tests.build import a_topic, write
from tests.cli.scripts import Case, cases, fits
from tests.command import briefgen

FILES = sorted((Path(__file__).parent / "commands").glob("*.md"))
CASES = [pytest.param(case, id=f"{file.stem}: {case.name}") for file in FILES for case in cases(file)]


@pytest.mark.parametrize("case", CASES)
def test_command(case: Case, tmp_path: Path) -> None:
    """A command prints what its page says, and ends as its page says."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    if not case.empty:
        write(folder, a_topic())
    for step in case.steps:
        if step.path:
            write(folder, {step.path: step.content})
            continue
        run = briefgen(*step.words, folder=folder, stdin=step.stdin)
        printed = {"stdout": run.stdout, "stderr": run.stderr}
        for stream, expected in step.expected.items():
            message = f"{stream} of {' '.join(step.words)}:\n{printed[stream]}\nexpected:\n{expected}"
            assert fits(expected, printed[stream]), message
        assert run.returncode == step.exit, f"{' '.join(step.words)} ended with {run.returncode}\n{run.stderr}"


def test_holes_stand_for_what_they_say() -> None:
    """A hole in a line stays in the line, a hole alone takes lines, and all else is literal."""
    assert fits("a[…]c\n", "abbc\n")
    assert not fits("a[…]c\n", "ab\nbc\n")
    assert fits("a\n[…]\nz\n", "a\nz\n")
    assert fits("a\n[…]\nz\n", "a\nb\nc\nz\n")
    assert not fits("a.c\n", "abc\n")
    assert not fits("", "a\n")
