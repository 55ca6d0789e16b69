"""Files that are wrong, through the command line: one clear error each, with its line."""

from pathlib import Path

import pytest

from tests.build import a_source, a_topic, write
from tests.command import briefgen

OPEN = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note"{}>\n<info><title>T</title></info>\n'
LAYOUT = "<citation><layout>\n<text {}/></layout></citation>\n"
PACK = "title: House\nextends: analyst\nstyle: house.csl\n"
FILE = "templates/house/house.csl"


def printed(folder: Path, csl: bytes, status: int) -> list[str]:
    """Build with a style and return the lines of the errors."""
    files: dict[str, str | bytes] = {**a_topic(), "templates/house/audience.yaml": PACK, FILE: csl}
    run = briefgen("build", "-a", "house", folder=write(folder, files))
    assert run.returncode == status, run.stdout + run.stderr
    assert "Traceback" not in run.stderr
    return [line for line in (run.stdout + run.stderr).splitlines() if "error[" in line]


CASES = {
    "broken XML": (OPEN.format("") + "<citation><layout></citation>", 3, "style.xml", "mismatched tag"),
    "cut off": (OPEN.format("") + "<citation>", 3, "style.xml", ""),
    "empty": ("", 1, "style.xml", ""),
    "not CSL": ("<html/>", 1, "style.root", "html"),
    "a DOCTYPE": ('<!DOCTYPE style [<!ENTITY a "b">]>\n' + OPEN.format("") + "</style>", 1, "style.doctype", ""),
    "an undefined macro": (
        OPEN.format("") + LAYOUT.format('macro="gone"') + "</style>", 4, "style.macro-unknown", '"gone"',
    ),
    "a loop of macros": (
        OPEN.format("")
        + '<macro name="a"><text macro="b"/></macro>\n<macro name="b">\n<text macro="a"/></macro>\n'
        + LAYOUT.format('macro="a"') + "</style>",
        5, "style.macro-loop", "a → b → a",
    ),
    "an unknown locale": (
        OPEN.format(' default-locale="xx-XX"') + LAYOUT.format('variable="title"') + "</style>",
        1, "style.locale-missing", "'xx-XX'",
    ),
    "a missing parent": (
        OPEN.format("").replace("</info>", '\n<link rel="independent-parent" href="http://x.y/gone"/></info>')
        + "</style>",
        3, "style.parent-missing", "http://x.y/gone",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_wrong_style_is_one_error_with_its_line(name: str, tmp_path: Path) -> None:
    """What is wrong with a style file is one error that names the file, the line and the thing."""
    csl, line, code, words = CASES[name]
    (problem,) = printed(tmp_path, csl.encode(), 2)
    assert problem.startswith(f"{FILE}:{line}:")
    assert f"error[{code}]" in problem
    assert words in problem


def test_a_vast_style_is_a_limit(tmp_path: Path) -> None:
    """A style of 50 MB is not read; the message names the limit, and the exit status is 3."""
    (problem,) = printed(tmp_path, b" " * 50_000_000, 3)
    assert problem.startswith(FILE)
    assert "error[limit.style]" in problem


def test_a_wrong_locale_in_the_pack_is_one_error_with_its_line(tmp_path: Path) -> None:
    """A locale file of the pack that is broken XML stops the build at its line."""
    files = {
        **a_topic(),
        "templates/house/audience.yaml": PACK.replace("house.csl", "oscola"),
        "templates/house/locales-en-US.xml": '<locale xmlns="http://purl.org/net/xbiblio/csl">\n<terms></locale>',
    }
    run = briefgen("build", "-a", "house", folder=write(tmp_path, files))
    assert run.returncode == 2
    (problem,) = [line for line in run.stderr.splitlines() if "error[" in line]
    assert "locales-en-US.xml:2:" in problem
    assert "error[style.xml]" in problem


@pytest.mark.parametrize("date", ["2020-13-01", "2021-02-30", "last spring", "12/01/2021"])
def test_a_date_that_cannot_be_read_is_an_error_at_its_line(date: str, tmp_path: Path) -> None:
    """A source's date that means nothing stops the build at the line of the record; it is not dropped."""
    files = a_topic(sources=[a_source(issued=date)])
    lines = files["sources/topic/sources.yaml"].splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "issued:" in text)
    run = briefgen("build", "-a", "analyst", folder=write(tmp_path, files))
    assert run.returncode == 2, run.stdout
    (problem,) = [line for line in run.stderr.splitlines() if "error[" in line]
    assert problem.startswith(f"sources/topic/sources.yaml:{line}:")
    assert "error[date." in problem
