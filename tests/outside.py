"""Programs that tests ask when they are installed: skipped on a developer's machine, required where CI is true."""

import os
import shutil
from typing import NoReturn

import pytest

__all__ = ["missing", "need"]


def missing(what: str) -> NoReturn:
    """End the test because something outside is not there: skip it, or fail it where CI must have it."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and CI must have it")
    pytest.skip(f"{what} is missing on this machine")


def need(program: str) -> str:
    """Return the path of a program, or end the test."""
    path = shutil.which(program)
    if path is None:
        missing(program)
    return path
