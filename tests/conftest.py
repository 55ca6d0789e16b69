"""What all tests share: a fixed day, a cache of this run alone, workspaces, and `--update-golden`."""

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from briefgen import guard
from tests.build import write

# A busy machine is no fault of the code: neither slow drawing nor a slow example fails a property.
settings.register_profile("briefgen", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("briefgen")

DAY = "1795305600"  # 2026-11-22, in seconds since 1970
DEPTHS = ("tree", "pages", "tags", "sha256", "png")

Workspace = Callable[[Mapping[str, str | bytes]], Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-golden`, which rewrites the expected files of tests/golden, all or one depth of them."""
    parser.addoption(
        "--update-golden", nargs="?", const="all", default=None, choices=("all", *DEPTHS), help="rewrite expected files"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Fix the day, and give this run a cache folder of its own: what a developer's runs left must not matter."""
    cache = tempfile.mkdtemp(prefix="briefgen-test-cache-")
    config.add_cleanup(lambda: shutil.rmtree(cache, ignore_errors=True))
    for name in [name for name in os.environ if name.startswith("BRIEFGEN_") and name != "BRIEFGEN_VERAPDF"]:
        del os.environ[name]
    # A command that a test runs in this process would bound all that the tests after it may use.
    guard._lower = lambda *_: None
    os.environ["SOURCE_DATE_EPOCH"] = DAY
    os.environ["BRIEFGEN_CACHE"] = cache
    # What verify remembers of archives must not outlive this run, nor come from a developer's.
    os.environ["XDG_STATE_HOME"] = os.path.join(cache, "state")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests counted: `record_property("count", "… points killed")`."""
    counts = sorted(
        str(value)
        for report in terminalreporter.getreports("passed")
        for key, value in getattr(report, "user_properties", ())
        if key == "count" and report.when == "call"
    )
    if counts:
        terminalreporter.section("counts")
        for line in counts:
            terminalreporter.write_line(line)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a function that writes files, such as those of `a_topic`, as a workspace of this test."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        return write(tmp_path / "workspace", files)

    return make
