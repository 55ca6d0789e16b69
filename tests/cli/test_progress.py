"""The progress bar: on a terminal, and nowhere else."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

from tests.build import a_topic
from tests.command import briefgen, environment
from tests.conftest import Workspace


def on_a_terminal(arguments: tuple[str, ...], folder: Path) -> tuple[str, str, int]:
    """Run a command with stderr on a terminal; return stdout, what the terminal got, the exit code."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-P", "-m", "briefgen", *arguments]
    process = subprocess.Popen(command, cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=theirs, text=True)
    os.close(theirs)
    shown = b""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if select.select([ours], [], [], 0.2)[0]:
            try:
                part = os.read(ours, 4096)
            except OSError:  # Linux: the other end is closed
                break
            if not part:
                break
            shown += part
        elif process.poll() is not None:
            break
    os.close(ours)
    printed, _ = process.communicate(timeout=60)
    return printed, shown.decode(), process.returncode


def test_a_bar_on_a_terminal(workspace: Workspace) -> None:
    """On a terminal a bar names what is being built, and is wiped at the end."""
    printed, shown, code = on_a_terminal(("build", "-a", "analyst", "-a", "public"), workspace(a_topic()))
    assert code == 0
    assert printed.splitlines() == ["output/drafts/topic-analyst.pdf", "output/drafts/topic-public.pdf"]
    assert "0/2 topic analyst" in shown
    assert "1/2 topic public" in shown
    assert shown.rstrip().endswith("\r\x1b[K") or shown.endswith("\r\x1b[K")


def test_no_bar_with_json(workspace: Workspace) -> None:
    """With `--json` a terminal stays quiet."""
    _, shown, code = on_a_terminal(("build", "-a", "analyst", "-a", "public", "--json"), workspace(a_topic()))
    assert (code, shown) == (0, "")


def test_no_bar_without_a_terminal(workspace: Workspace) -> None:
    """Into a pipe nothing is drawn."""
    run = briefgen("build", "-a", "analyst", "-a", "public", folder=workspace(a_topic()))
    assert (run.returncode, run.stderr) == (0, "")
