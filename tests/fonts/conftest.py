"""Faces for these tests: no system folders, so that they mean the same on every machine."""

import pytest

from briefgen.fonts import Faces, Session
from tests.fonts.square import square_font


@pytest.fixture(scope="session")
def square(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the path of the square-letter font."""
    return square_font(tmp_path_factory.mktemp("square"))


@pytest.fixture(scope="session")
def faces(square: str) -> Faces:
    """Return faces with the packaged families and the square-letter font."""
    return Faces(extra={"Square": square}, folders=())


@pytest.fixture
def session(faces: Faces) -> Session:
    """Return an empty session."""
    return faces.session()
