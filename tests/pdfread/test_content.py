"""Content streams and ToUnicode maps, read by us."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.pdfread.content import Content, Font

LATIN = Font(1, b"1 beginbfrange <20> <7e> <0020> endbfrange")


def read(code: bytes, **properties: int) -> Content:
    """Read a stream with a font /F of printable ASCII."""
    content = Content()
    content.read(code, {"F": LATIN}, properties)
    return content


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (b"/F 1 Tf (words) Tj", "words"),
        (b"/F 1 Tf [(wo) -20 (rds)] TJ", "words"),
        (b"/F 1 Tf [<776F>-20<726473>] TJ", "words"),
        (b"/F 1 Tf[<77 6f>\n1.5 <726473>]TJ", "words"),
        (b"/F 1 Tf <776F7264 73> Tj", "words"),
        (b"/F 1 Tf <776F7264732> Tj", "words "),
        (b"/F 1 Tf (one) ' 1 2 (two) \"", "onetwo"),
        (b"/F 1 Tf (a(b)c\\(d\\)\\\\) Tj", "a(b)c(d)\\"),
        (b"/F 1 Tf (\\101\\1023) Tj", "AB3"),
        (b"/F 1 Tf (line \\\nend) Tj", "line end"),
        (b"/F 1 Tf (a) Tj % (no) Tj\n(b) Tj", "ab"),
        (b"/F 1 Tf (BDC EMC) Tj", "BDC EMC"),
        (b"(x) Tj", "\ufffd"),
        (b"/Unknown 1 Tf (x) Tj", "\ufffd"),
        (b"/F 1 Tf (open", ""),
        (b"", ""),
    ],
)
def test_shown_text(code: bytes, text: str) -> None:
    """Every operator and every form of string shows its text; a code without text shows as U+FFFD."""
    assert "".join(read(code).shown) == text


def test_marked_content() -> None:
    """Text belongs to the innermost open MCID; a tag alone does not change that; artifacts have none."""
    content = read(
        b"/F 1 Tf /P <</MCID 0>> BDC (a) Tj /Span <</Lang (en) /MCID 7>> BDC (b) Tj EMC /X BMC (c) Tj EMC EMC "
        b"/Artifact <</Type/Layout>> BDC (d) Tj EMC /P /Named BDC (e) Tj EMC EMC /P /Absent BDC (f) Tj EMC (g) Tj",
        Named=3,
    )
    assert content.texts == {0: "ac", 7: "b", 3: "e"}
    assert "".join(content.shown) == "abcdefg"


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40))
def test_literal_strings_come_back(text: str) -> None:
    """Any string in parentheses is read as it was written."""
    literal = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    assert "".join(read(f"/F 1 Tf ({literal}) Tj".encode()).shown) == text


@given(st.binary(max_size=120))
def test_no_stream_breaks_the_reader(code: bytes) -> None:
    """Any bytes are read to their end; the only error that can come is a number that is none."""
    try:
        read(b"/F 1 Tf " + code)
    except ValueError as error:
        assert "invalid literal" in str(error) or "non-hexadecimal" in str(error)  # noqa: PT017


def test_maps() -> None:
    """Characters, ranges and arrays of texts are read, of one letter and of several."""
    font = Font(
        2,
        b"2 beginbfchar <0001> <0041> <0002> <00660069> endbfchar "
        b"1 beginbfrange <0010> <0012> <0061> endbfrange "
        b"1 beginbfrange <0020> <0021> [<0078> <0079007A>] endbfrange "
        b"1 beginbfchar <0003> <D83DDE00> endbfchar",
    )
    assert font.decode(bytes.fromhex("000100020010001200200021000300FF")) == "Afiacxyz\U0001f600\ufffd"


def test_odd_end_of_a_string() -> None:
    """A last byte that is half a code is left out."""
    assert Font(2, b"beginbfchar <0041> <0041> endbfchar").decode(b"\x00\x41\x00") == "A"
