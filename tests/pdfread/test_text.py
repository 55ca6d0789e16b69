"""The text of a stranger's PDF, as quotations are compared with it."""

import pytest

from briefgen import limits
from briefgen.errors import LimitError, UsageError
from briefgen.evidence.matching import SnapshotText, match_quotation
from briefgen.pdfread.text import read_text
from tests.build import a_claim, a_source, a_topic, an_entity, build, write

LONG = "Notwithstanding intergovernmental misinterpretation, characteristically uncontested administration continued. "


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a PDF with justified, hyphenated text."""
    claim = a_claim(text="The final official office said so [@report-2020]. " + LONG * 6)
    return build(write(tmp_path_factory.mktemp("brief"), a_topic([claim], [a_source()], [an_entity()]))).data


def test_words_divided_at_line_ends_are_found_whole(brief: bytes) -> None:
    """A passage that runs over lines with hyphens is found by the matching rule, ligatures resolved."""
    text = read_text(brief).decode()
    snapshot = SnapshotText("a.pdf", text)
    assert match_quotation(("The final official office said so",), snapshot).grade in {"exact", "normalised"}
    assert match_quotation(((LONG * 4).strip(),), snapshot).grade in {"exact", "normalised"}
    assert match_quotation(("The final official office said no",), snapshot).grade == "not-found"
    assert "\f" in text


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"no PDF at all"])
def test_what_is_no_pdf_is_said(data: bytes) -> None:
    """Damaged bytes are an error with a reason, never text."""
    with pytest.raises(UsageError, match=r"pdf\.unreadable"):
        read_text(data)


def test_a_scan_holds_no_text() -> None:
    """A PDF of pictures vouches for nothing: that is a reason, and not a text without the words."""
    from io import BytesIO

    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    out = BytesIO()
    writer.write(out)
    with pytest.raises(UsageError, match="holds no text"):
        read_text(out.getvalue())


def test_too_much_text_is_a_limit(brief: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Text beyond `snapshot-text` is refused by name."""
    monkeypatch.setitem(limits._RAISED, "snapshot-text", 100)
    with pytest.raises(LimitError, match=r"limit\.snapshot-text"):
        read_text(brief)
