"""The golden cases: each folder of tests/golden/cases is a workspace with one topic."""

import functools
from pathlib import Path

from briefgen.project import find_project
from briefgen.records.store import topics
from tests.build import Made, build

__all__ = ["CASES", "audiences", "expected", "made"]

FOLDER = Path(__file__).parent / "cases"
CASES = sorted(path.name for path in FOLDER.iterdir() if (path / "briefgen.toml").is_file())


def audiences(case: str) -> tuple[str, ...]:
    """Return the audiences that a case is built for: those of its configuration."""
    return find_project(str(FOLDER / case)).default_audiences


def expected(case: str, audience: str, suffix: str) -> Path:
    """Return where an expected file of a case stands; its audience is named where there are several."""
    name = f"expected-{audience}" if len(audiences(case)) > 1 else "expected"
    return FOLDER / case / f"{name}.{suffix}"


@functools.cache
def made(case: str, audience: str) -> Made:
    """Build a case, once in a process."""
    project = find_project(str(FOLDER / case))
    with project.folder() as folder:
        (topic,) = topics(folder, project.sources)
    return build(FOLDER / case, audience, topic)
