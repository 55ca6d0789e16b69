"""Crash tests sync thousands of files: in memory where the system has a place for that, since no power is lost here."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """Return an empty folder, in memory if possible."""
    memory = "/dev/shm"
    parent = memory if os.path.isdir(memory) and os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="briefgen-crash-", dir=parent) as folder:
        yield Path(folder)
