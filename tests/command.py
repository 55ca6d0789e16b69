"""`briefgen` as its users run it: a process of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

__all__ = ["ROOT", "briefgen", "environment"]

ROOT = Path(__file__).resolve().parents[1]


def environment(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this run's environment with some variables changed; the package is found in this checkout."""
    known = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return known | {"PYTHONPATH": str(ROOT), "COLUMNS": "100"} | dict(changes or {})


def briefgen(
    *arguments: str, folder: Path, stdin: str = "", changes: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run a command in a folder and return what it printed and its exit code."""
    command = [sys.executable, "-P", "-m", "briefgen", *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        input=stdin,
        env=environment(changes),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
