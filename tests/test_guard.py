"""Limits on the process, and the limited child."""

import subprocess
import sys
from pathlib import Path

import pytest

from briefgen import limits
from briefgen.errors import LimitError
from briefgen.guard import cpu_budget, run_in_sandbox


def test_computing_time_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """An endless loop inside a budget ends with the name of the limit."""
    monkeypatch.setitem(limits._RAISED, "cpu", 1)

    def spin() -> None:
        while True:
            pass

    with pytest.raises(LimitError, match=r"limit\.cpu"), cpu_budget("brief"):
        spin()


def test_the_budget_is_given_back() -> None:
    """After the block the process may use as much time as before."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_CPU)
    with cpu_budget("brief"):
        assert resource.getrlimit(resource.RLIMIT_CPU) != before
    assert resource.getrlimit(resource.RLIMIT_CPU) == before


def test_memory_is_bounded() -> None:
    """A process that limits itself gets MemoryError instead of more than it may use."""
    program = (
        "from briefgen.guard import limit_process\n"
        "limit_process()\n"
        "try:\n    x = bytearray(3 * 1024 ** 3)\n"
        "except MemoryError:\n    print('bounded')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout == "bounded\n"


def test_the_child_runs_a_command(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A command in the sandbox prints what it prints outside, and its exit code comes back."""
    assert run_in_sandbox(["limits"]) == 0
    assert "records" in capfd.readouterr().out
    assert run_in_sandbox(["check", "-C", str(tmp_path)]) == 2
    assert "usage.no-workspace" in capfd.readouterr().err


def test_the_child_is_stopped_when_it_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that outlives its wall clock is killed, and the limit named."""
    monkeypatch.setitem(limits._RAISED, "wall-sandbox", 1)
    monkeypatch.setattr("briefgen.guard._without_network", lambda: ["sh", "-c", "sleep 30", "sh"])
    with pytest.raises(LimitError, match=r"limit\.wall-sandbox"):
        run_in_sandbox(["limits"])


def test_the_child_is_stopped_when_it_computes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that uses up its computing time ends with the limit's name."""
    monkeypatch.setitem(limits._RAISED, "cpu-sandbox", 1)
    monkeypatch.setattr("briefgen.guard._without_network", lambda: ["sh", "-c", "while :; do :; done", "sh"])
    with pytest.raises(LimitError, match=r"limit\.cpu-sandbox"):
        run_in_sandbox(["limits"])


def test_a_sandboxed_build_writes_the_same_bytes(tmp_path: Path) -> None:
    """`build --sandbox` writes the very bytes that a plain build writes."""
    from briefgen.cli.main import run

    desk = str(tmp_path / "desk")
    assert run(["new", "workspace", desk]) == 0
    assert run(["new", "topic", "water", "-C", desk]) == 0
    assert run(["build", "water", "-a", "public", "-C", desk, "-o", str(tmp_path / "plain")]) == 0
    assert run(["build", "water", "-a", "public", "-C", desk, "-o", str(tmp_path / "boxed"), "--sandbox"]) == 0
    plain, boxed = ((tmp_path / name / "water-public.pdf").read_bytes() for name in ("plain", "boxed"))
    assert plain == boxed
