"""The README says what there is: commands, codes, limits, elements; and its examples run."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.cli.reference import commands
from briefgen.codes import codes
from briefgen.limits import LIMITS
from briefgen.templating.vocabulary import ELEMENTS
from tests.build import a_brief, a_claim, a_topic, an_entity, write
from tests.command import ROOT, briefgen, environment

README = (ROOT / "README.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    """Return the fenced blocks of a language."""
    return [content for kind, content in _BLOCK.findall(README) if kind == language]


def test_generated_parts_are_up_to_date() -> None:
    """Cog finds nothing to change: the tables are those of the code."""
    run = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", "--diff", "README.md"],
        cwd=ROOT, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr


def named() -> Iterator[str]:
    """Yield what the README must name."""
    yield from (f"`{name}`" for name in LIMITS)
    yield from (f"`{name}`" for name in codes())
    yield from (f"`<{name}>`" for name in ELEMENTS)
    yield from (line.split("`")[1] for line in commands().splitlines()[2:])


def test_everything_is_named() -> None:
    """Every command, code, limit and element stands in the README."""
    assert not [name for name in named() if name not in README]


def test_every_make_target_exists() -> None:
    """The targets that the README names are those of the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)`", README)) <= targets
    assert {"brief", "test"} <= targets


def test_nothing_is_left_to_fill_in() -> None:
    """No placeholder is left, and every picture and file that is linked is there."""
    prose = re.sub(r"```.*?```", "", README, flags=re.DOTALL)
    assert not re.findall(r"^[A-Z]+(?:_[A-Z]+)+$", prose, re.MULTILINE)
    links = re.findall(r"\]\(([^)#]+)\)", prose)
    assert not [link for link in links if "://" not in link and not (ROOT / link).exists()]


def scripts() -> list[str]:
    """Return the console examples that call briefgen alone; those that call make set up an environment."""
    return [block for block in blocks("console") if "$ make" not in block and "$ pip" not in block]


@pytest.mark.parametrize("script", scripts())
def test_console_examples_run(script: str, tmp_path: Path) -> None:
    """A console example runs as printed, and prints what stands under it."""
    shim = tmp_path / "bin" / "briefgen"
    write(shim.parent, {"briefgen": f'#!/bin/sh\nexec {sys.executable} -P -m briefgen "$@"\n'})
    shim.chmod(0o755)
    known = environment({"PATH": f"{shim.parent}:/usr/bin:/bin"})
    lines = [line[2:].partition("  #")[0] for line in script.splitlines() if line.startswith("$ ")]
    run = subprocess.run(
        ["/bin/sh", "-e", "-c", "\n".join(lines)], cwd=tmp_path, env=known, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    expected = [line for line in script.splitlines() if line and not line.startswith("$ ")]
    assert [line for line in expected if line not in run.stdout.splitlines()] == []


def test_record_examples_are_good_records(tmp_path: Path) -> None:
    """The YAML examples of records, with what they refer to, pass the check without an error."""
    examples = [block for block in blocks("yaml") if re.match(r"(sources|claims|entities):", block)]
    assert examples
    sections = [{"id": name, "title": name} for name in sorted(set(re.findall(r"section: ([a-z-]+)", README)))]
    files = {f"sources/topic/example-{n}.yaml": block for n, block in enumerate(examples)}
    denial = a_claim(
        "c02",
        "The board denied it [@dam-board-2024-report].",
        kind="denial",
        asserted_by="board",
        asserted_on="2024-06-02",
    )
    parties = [an_entity(name, name=name, kind="organisation") for name in ("farmers-union", "board")]
    topic = a_topic([denial], entities=parties, brief=a_brief(sections=sections))
    run = briefgen("check", folder=write(tmp_path, topic | files))
    assert "error[" not in run.stdout, run.stdout
    assert run.returncode == 0
