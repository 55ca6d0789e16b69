"""An archive of five editions for the tests of tampering; the last withdraws the second."""

import shutil
from pathlib import Path

import pytest

from tests.editions.bags import TOPIC, an_archive


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive of five editions that no test changes for good."""
    return an_archive(tmp_path_factory.mktemp("pristine"))


@pytest.fixture
def archive(pristine: Path, tmp_path: Path) -> Path:
    """Return a copy of the archive for one test."""
    return Path(shutil.copytree(pristine, tmp_path / TOPIC, symlinks=True))
