"""The same bytes every time: whatever the process, the place, the cache and the company."""

import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.build import a_claim, a_source, a_topic, an_entity, write
from tests.command import ROOT, briefgen

AUDIENCES = ("analyst", "policymaker", "public")


def files() -> dict[str, str]:
    """Return a topic with whatever could come out in another order: several scripts, sources, entities, attachments."""
    sources = [
        a_source(f"report-{year}", issued=f"{year}-05-17", title=f"Lights of {year}") for year in range(2012, 2020)
    ]
    claims = [
        a_claim(
            f"c{n:02d}",
            f"The lamp of {year} was lit, *as the keeper said* [@report-{year}, p. {n}; @report-{year + 1}, para. 2], "
            "and [«چراغ روشن بود»]{lang=fa} stood in the book. "
            + "Notwithstanding intergovernmental misinterpretation, characteristically uncontested administration continued. "
            * 5,
            about=str(year),
            asserted_by="keeper" if n % 2 else "board",
        )
        for n, year in enumerate(range(2012, 2019), 1)
    ]
    entities = [an_entity("keeper"), an_entity("board", name="Harbour Board", kind="organisation")]
    return a_topic(claims, sources, entities)


def digests(folder: Path) -> dict[str, str]:
    """Return the digest of every draft."""
    drafts = folder / "output" / "drafts"
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(drafts.iterdir())}


def built(
    folder: Path, *arguments: str, changes: Mapping[str, str] | None = None, where: Path | None = None
) -> dict[str, str]:
    """Build a workspace from nothing and return the digests."""
    shutil.rmtree(folder / "output", ignore_errors=True)
    place = ("-C", str(folder)) if where else ()
    run = briefgen("build", *arguments, *place, folder=where or folder, changes=changes)
    assert run.returncode == 0, run.stderr
    return digests(folder)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Return a workspace and the digests of its first build."""
    folder = write(tmp_path_factory.mktemp("first"), files())
    found = built(folder, changes={"BRIEFGEN_CACHE": str(folder / "cache"), "PYTHONHASHSEED": "1"})
    assert len(found) == len(AUDIENCES)
    return folder, found


@pytest.mark.parametrize(
    "changes",
    [
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Tehran", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "3", "TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8", "LANG": "fa_IR.UTF-8"},
        {"BRIEFGEN_CACHE": "off", "PYTHONUTF8": "0", "PYTHONHASHSEED": "4", "HOME": "/nonexistent"},
    ],
    ids=["seed, zone, C locale", "seed, zone, another locale", "no cache, no home"],
)
def test_the_environment_does_not_matter(first: tuple[Path, dict[str, str]], changes: dict[str, str]) -> None:
    """Hash seed, time zone, locale, home folder and cache change no byte."""
    folder, found = first
    assert built(folder, changes=changes) == found


def test_a_warm_cache_changes_nothing(first: tuple[Path, dict[str, str]]) -> None:
    """What the first build kept gives the second the same bytes."""
    folder, found = first
    assert built(folder, changes={"BRIEFGEN_CACHE": str(folder / "cache")}) == found


def test_the_folder_does_not_matter(first: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    """Another place on the disk, called from elsewhere, gives the same bytes."""
    _, found = first
    assert built(write(tmp_path / "a b" / "ü", files()), where=tmp_path) == found


def test_company_does_not_matter(first: tuple[Path, dict[str, str]]) -> None:
    """An audience built alone, or last instead of first, is the one built with the others."""
    folder, found = first
    assert built(folder, "-a", "public") == {"topic-public.pdf": found["topic-public.pdf"]}
    assert built(folder, "-a", "public", "-a", "policymaker", "-a", "analyst") == found


def test_jobs_do_not_matter(tmp_path: Path) -> None:
    """Two topics built in one process and in two give the same bytes, and the same as each alone."""
    folder = write(tmp_path, files() | a_topic(name="other"))
    alone = built(folder, "--jobs", "1", "-a", "analyst")
    assert built(folder, "--jobs", "2", "-a", "analyst") == alone
    other = built(folder, "other", "-a", "analyst")
    assert other["other-analyst.pdf"] == alone["other-analyst.pdf"]


def test_line_ends_do_not_matter(first: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    """Records with CRLF give the bytes of records with LF."""
    _, found = first
    windows = {path: content.replace("\n", "\r\n") for path, content in files().items()}
    assert built(write(tmp_path, windows)) == found


def test_another_day_is_another_file(first: tuple[Path, dict[str, str]]) -> None:
    """The date is in the bytes, so that what is equal above is not equal for want of anything that could differ."""
    folder, found = first
    later = built(folder, "--as-of", "2026-12-24")
    assert all(later[name] != found[name] for name in found)
    assert built(folder, "--as-of", "2026-11-22", changes={"SOURCE_DATE_EPOCH": "0"}) == found


def test_the_sample_is_the_same_twice(tmp_path: Path) -> None:
    """The sample's briefs come out the same from the checkout and from a copy with another hash seed and no cache."""
    copy = tmp_path / "copy"
    shutil.copytree(ROOT / "sources", copy / "sources")
    write(copy, {"briefgen.toml": ""})
    again = built(copy, changes={"PYTHONHASHSEED": "77", "BRIEFGEN_CACHE": "off", "TZ": "Asia/Tokyo"})
    drafts = tmp_path / "drafts"
    run = briefgen("build", "-o", os.fspath(drafts), folder=ROOT)
    assert run.returncode == 0
    assert {name: hashlib.sha256((drafts / name).read_bytes()).hexdigest() for name in again} == again
