"""The judges judge: what is wrong does not pass, and a missing program is noticed where it counts."""

from io import BytesIO

import pypdf
import pytest

from briefgen.pdf import write_pdf
from tests.conformance.judge import assert_conforms, outside_tool, structure_text
from tests.pdf.make import Sheet, simple


def test_untagged_file_does_not_pass() -> None:
    """A file that makes no claim and has no tags fails."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    target = BytesIO()
    writer.write(target)
    with pytest.raises(AssertionError):
        assert_conforms(target.getvalue())


def test_figure_without_alternative_text_does_not_pass() -> None:
    """A fault of the tags alone fails too."""
    sheet = Sheet()
    sheet.line(700, (sheet.elements.add("Figure", 0), "x"))
    sheet.end_page("1")
    with pytest.raises(AssertionError):
        assert_conforms(write_pdf(sheet.done(), [], producer="x"))


@pytest.mark.parametrize("byte", [b"endobj", b"startxref"])
def test_damaged_file_does_not_pass(byte: bytes) -> None:
    """A file whose syntax is broken fails, whoever sees it."""
    data = write_pdf(simple().done(), [], producer="x").replace(byte, b"x" * len(byte))
    with pytest.raises(Exception, match=r"."):
        assert_conforms(data)


def test_missing_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is not there is passed over on a developer's machine, and fails in CI."""
    monkeypatch.delenv("CI", raising=False)
    assert outside_tool("no-such-program-anywhere") is None
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no-such-program-anywhere"):
        outside_tool("no-such-program-anywhere")


def test_structure_text_without_poppler(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where poppler is missing there is no second reading."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("PATH", "")
    assert structure_text(b"") is None
