"""Every case at four depths: tree, pages, tags, bytes; and ink where a page is kept as a picture.

`pytest tests/golden --update-golden [DEPTH]` rewrites what is expected; read the difference before you commit it.
"""

import hashlib
import io
import platform
import re
import subprocess
import zlib
from importlib.metadata import version
from pathlib import Path

import pytest

from briefgen.diagnostics import NOWHERE
from briefgen.document import readable
from briefgen.pdfread import open_pdf
from tests.golden.cases import CASES, audiences, expected, made
from tests.golden.pages_dump import pages_dump
from tests.golden.tags_dump import tags_dump
from tests.outside import need

NAMES = [(case, audience) for case in CASES for audience in audiences(case)]
IDS = [" ".join(name) for name in NAMES]
ENVIRONMENT = Path(__file__).with_name("environment.txt")
DPI = 60


def environment() -> str:
    """Return the versions on which the compressed bytes depend."""
    packages = "".join(f"{name} {version(name)}\n" for name in ("reportlab", "uharfbuzz", "font-source-serif-pro"))
    return f"{packages}zlib {zlib.ZLIB_RUNTIME_VERSION}\n{platform.system()} {platform.machine()}\n"


def compare(config: pytest.Config, depth: str, file: Path, found: str) -> None:
    """Compare with the expected file, or rewrite it when that was asked for."""
    if config.getoption("--update-golden") in {"all", depth}:
        file.write_text(found, encoding="utf-8", newline="\n")
        return
    assert file.is_file(), f"{file.name} is missing: make golden"
    assert found.splitlines() == file.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("case", "audience"), NAMES, ids=IDS)
def test_tree(case: str, audience: str, pytestconfig: pytest.Config) -> None:
    """The brief's tree, numbered and cited, is what it was."""
    compare(pytestconfig, "tree", expected(case, audience, "tree.txt"), readable(made(case, audience).brief))


@pytest.mark.parametrize(("case", "audience"), NAMES, ids=IDS)
def test_pages(case: str, audience: str, pytestconfig: pytest.Config) -> None:
    """Every line stands where it stood."""
    compare(pytestconfig, "pages", expected(case, audience, "pages.txt"), pages_dump(made(case, audience).pages))


@pytest.mark.parametrize(("case", "audience"), NAMES, ids=IDS)
def test_tags(case: str, audience: str, pytestconfig: pytest.Config) -> None:
    """The structure tree of the file, with the text of each element, is what it was."""
    structure = open_pdf(made(case, audience).data, NOWHERE).structure()
    compare(pytestconfig, "tags", expected(case, audience, "tags.txt"), tags_dump(structure))


@pytest.mark.parametrize(("case", "audience"), NAMES, ids=IDS)
def test_bytes(case: str, audience: str, pytestconfig: pytest.Config) -> None:
    """The whole file is what it was, where the libraries that compress and subset are the same."""
    if pytestconfig.getoption("--update-golden") in {"all", "sha256"}:
        ENVIRONMENT.write_text(environment(), encoding="utf-8", newline="\n")
    if ENVIRONMENT.read_text(encoding="utf-8") != environment():
        pytest.skip("other versions than those of environment.txt: bytes may differ")
    digest = hashlib.sha256(made(case, audience).data).hexdigest()
    compare(pytestconfig, "sha256", expected(case, audience, "sha256"), digest + "\n")


PICTURES = [
    (case, audience, int(match[1]))
    for case, audience in NAMES
    for file in sorted(expected(case, audience, "x").parent.glob("page-*.png"))
    if (match := re.fullmatch(r"page-(\d+)\.png", file.name)) and len(audiences(case)) == 1
]


@pytest.mark.parametrize(("case", "audience", "page"), PICTURES)
def test_ink(case: str, audience: str, page: int, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """A page shows what it showed: no part of the picture differs by more than smoothing does."""
    from PIL import Image, ImageChops

    program = need("pdftoppm")
    source = tmp_path / "brief.pdf"
    source.write_bytes(made(case, audience).data)
    options = ["-r", str(DPI), "-f", str(page), "-l", str(page), "-gray", "-png"]
    run = subprocess.run([program, *options, source], capture_output=True, check=True)
    file = expected(case, audience, "x").with_name(f"page-{page}.png")
    if pytestconfig.getoption("--update-golden") in {"all", "png"}:
        Image.open(io.BytesIO(run.stdout)).quantize(16).save(file, optimize=True)
    with Image.open(file) as kept, Image.open(io.BytesIO(run.stdout)) as shown:
        assert kept.size == shown.size
        # Small blocks, averaged: smoothing of other versions vanishes, a moved line does not.
        small = (kept.width // 6, kept.height // 6)
        before, after = (picture.convert("L").resize(small, Image.Resampling.BOX) for picture in (kept, shown))
        assert max(ImageChops.difference(before, after).tobytes()) < 48


def test_there_are_cases() -> None:
    """The folder of cases is found, and no case has an expected file that nothing compares."""
    assert {"minimal", "notes", "persian", "table", "audiences"} <= set(CASES)
    wanted = {expected(*name, suffix) for name in NAMES for suffix in ("tree.txt", "pages.txt", "tags.txt", "sha256")}
    folders = {file.parent for file in wanted}
    found = {file for folder in folders for file in folder.glob("expected*")}
    assert found == wanted
