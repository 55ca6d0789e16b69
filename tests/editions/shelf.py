"""Archives of a small topic, published by the real commands in this process."""

from collections.abc import Mapping
from pathlib import Path

from briefgen.cli.main import run
from briefgen.editions.archive import open_archive
from briefgen.editions.model import Archive
from tests.build import a_brief, a_claim, a_source, a_topic, an_entity, write

__all__ = ["CLAIMS", "FILES", "a_shelf", "an_archive", "publish"]

CLAIMS = (
    a_claim("c01", "The lamp was lit that night [@report-2020, p. 3].", heading="The lamp", asserted_by="keeper"),
    a_claim("c02", "The door was shut [@wire-2020].", heading="The door"),
    a_claim("c03", "A later look found nothing [@review-2021].", heading="The review", confidence="low"),
)
SOURCES = (
    a_source(),
    a_source("wire-2020", title="A wire copy", issued="2020-05-18", derived_from=["report-2020"]),
    a_source("review-2021", title="A review", issued="2021-03-01"),
)
BRIEF = a_brief(
    series="LMP",
    cutoff="2021-12-31",
    judgments=[{"text": "The lamp was very likely lit.", "likelihood": "very likely", "claims": ["c01"]}],
)
FILES = a_topic(CLAIMS, SOURCES, [an_entity()], brief=BRIEF)


def a_shelf(folder: Path, files: Mapping[str, str] = FILES) -> Path:
    """Write a workspace and return its folder."""
    return write(folder, files)


def publish(folder: Path, *words: str, date: str = "2022-01-01", topic: str = "topic") -> None:
    """Publish an edition for the public; anything but exit 0 fails the test."""
    assert run(["publish", topic, "-a", "public", "--date", date, "-C", str(folder), *words]) == 0


def an_archive(folder: Path) -> Archive:
    """Open the archive of the topic."""
    return open_archive(str(folder / "output" / "editions" / "topic"))
