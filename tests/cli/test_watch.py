"""`briefgen watch` as its users run it: a process that builds, waits, survives errors and ends by Ctrl-C."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.build import a_claim, a_source, a_topic, an_entity
from tests.command import briefgen, environment
from tests.conftest import Workspace

_PATIENCE = 60


class Watcher:
    """A running `briefgen watch`; what it says is read from a file."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self._log = folder.parent / "watch.log"
        self._read = 0
        with self._log.open("wb") as log:
            command = [sys.executable, "-P", "-m", "briefgen", "watch", *options]
            self.process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=environment())

    def says(self, what: str) -> str:
        """Wait until it has said something new, up to the next time that it waits; return that."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            said = self._log.read_text("utf-8")[self._read :]
            stop = said.find("Ctrl-C ends\n")
            if stop >= 0:
                self._read += stop + len("Ctrl-C ends\n")
                if what in said[:stop]:
                    return said[:stop]
            assert self.process.poll() is None, said
            time.sleep(0.02)
        raise AssertionError(f"never said: {what}\n{self._log.read_text('utf-8')}")

    def end(self) -> int:
        """Press Ctrl-C and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(_PATIENCE)


@pytest.fixture
def watch(workspace: Workspace) -> Iterator[Callable[..., Watcher]]:
    """Return a function that starts watching a small topic."""
    folder = workspace(a_topic([a_claim()], [a_source()], [an_entity()]))
    running: list[Watcher] = []

    def start(*options: str) -> Watcher:
        running.append(Watcher(folder, *options))
        return running[-1]

    yield start
    for watcher in running:
        watcher.process.kill()
        watcher.process.wait()


def test_it_builds_again_at_every_change(watch: Callable[..., Watcher]) -> None:
    """A first build, one after a change, one that fails and is survived, one after the mending; Ctrl-C is exit 0."""
    watcher = watch("-a", "analyst")
    watcher.says("topic-analyst.pdf")
    pdf = watcher.folder / "output/drafts/topic-analyst.pdf"
    before = pdf.read_bytes()
    brief = watcher.folder / "sources/topic/brief.yaml"
    good = brief.read_text("utf-8")
    brief.write_text(good + "contact: The desk\n", "utf-8")
    watcher.says("topic-analyst.pdf")
    assert pdf.read_bytes() != before
    brief.write_text(good + "colour: red\n", "utf-8")
    assert "error[schema." in watcher.says("brief.yaml")
    brief.write_text(good, "utf-8")
    watcher.says("topic-analyst.pdf")
    assert pdf.read_bytes() == before
    assert watcher.end() == 0


def test_a_broken_configuration_is_survived(watch: Callable[..., Watcher]) -> None:
    """While the configuration cannot be read nothing is built, and the process lives; then it goes on."""
    watcher = watch("-a", "analyst")
    watcher.says("topic-analyst.pdf")
    (file,) = (path for path in watcher.folder.iterdir() if path.suffix == ".toml")
    good = file.read_text("utf-8")
    file.write_text(good + "\nnonsense = [", "utf-8")
    watcher.says("error[usage.configuration]")
    file.write_text(good, "utf-8")
    watcher.says("topic-analyst.pdf")
    assert watcher.end() == 0


def test_each_build_may_be_in_the_sandbox(watch: Callable[..., Watcher]) -> None:
    """`--sandbox` is for the builds, not for the waiting; options are handed on."""
    watcher = watch("--sandbox", "-a", "analyst", "--as-of", "2026-11-22", "topic")
    watcher.says("topic-analyst.pdf")
    assert watcher.end() == 0


def test_without_the_package(workspace: Workspace, tmp_path: Path) -> None:
    """A missing extra is exit 2 and says how to get it."""
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden/watchfiles.py").write_text("raise ImportError\n")
    folder = workspace(a_topic([a_claim()], [a_source()], [an_entity()]))
    path = os.pathsep.join([str(tmp_path / "hidden"), environment()["PYTHONPATH"]])
    run = briefgen("watch", folder=folder, changes={"PYTHONPATH": path})
    assert run.returncode == 2
    assert "error[usage.watch]" in run.stderr
    assert "briefgen[watch]" in run.stderr


def test_without_a_workspace(tmp_path: Path) -> None:
    """There is nothing to watch: exit 2, at once."""
    assert briefgen("watch", folder=tmp_path).returncode == 2
