"""The judges of a finished PDF, for the tests of any room: `assert_conforms(data)`.

page-validation judges PDF/UA-1 and PDF/A-3a, outloud what a screen reader would say; both are test
dependencies. qpdf and poppler are programs: where they are missing, a developer's run goes on
without them, and a run with CI=true fails.
"""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

__all__ = ["assert_conforms", "outside_tool", "structure_text"]


def outside_tool(name: str) -> str | None:
    """Return the path of a program, or None; fail where CI must have it."""
    path = shutil.which(name)
    if path is None and os.environ.get("CI") == "true":
        pytest.fail(f"{name} is not installed")
    return path


def assert_conforms(data: bytes) -> None:
    """Assert PDF/UA-1, PDF/A-3a, no error of a screen reader, and syntax that qpdf accepts."""
    from page import ValidationProfile, validate_pdf_bytes

    for profile in (ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_3A):
        report = validate_pdf_bytes(data, profile=profile)
        assert not report.failures, [(failure.rule_id, failure.message) for failure in report.failures]
        assert report.is_compliant
    with TemporaryDirectory() as folder:
        path = Path(folder, "brief.pdf")
        path.write_bytes(data)
        _assert_read_aloud(path)
        qpdf = outside_tool("qpdf")
        if qpdf:
            run = subprocess.run([qpdf, "--check", path], capture_output=True, text=True, check=False)
            assert run.returncode == 0, run.stdout + run.stderr


def _assert_read_aloud(path: Path) -> None:
    import outloud

    result = outloud.check(str(path))
    assert result.error is None, result.error
    errors = [(finding.rule, finding.message) for finding in result.findings if finding.severity == "error"]
    assert not errors, errors


def structure_text(data: bytes) -> str | None:
    """Return what poppler reads in the structure tree, None where poppler is missing."""
    pdfinfo = outside_tool("pdfinfo")
    if pdfinfo is None:
        return None
    with TemporaryDirectory() as folder:
        path = Path(folder, "brief.pdf")
        path.write_bytes(data)
        run = subprocess.run([pdfinfo, "-struct-text", path], capture_output=True, check=True)
    return run.stdout.decode()
