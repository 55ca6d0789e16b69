"""Finished PDFs: ours, other people's, and damaged ones."""

from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NullObject,
    NumberObject,
    TextStringObject,
)

from briefgen import limits
from briefgen.diagnostics import Span
from briefgen.errors import BriefgenError, LimitError, UsageError
from briefgen.pdf import write_pdf
from briefgen.pdfread import FinishedPdf, Node, open_pdf
from tests.pdf.make import simple

HERE = Span("some.pdf")


def dictionary(**entries: Any) -> DictionaryObject:
    """Make a dictionary; a string that begins with a slash is a name."""
    return DictionaryObject({NameObject(f"/{key}"): wrapped(value) for key, value in entries.items()})


def wrapped(value: Any) -> Any:
    """Turn plain Python values into PDF objects."""
    if isinstance(value, str):
        return NameObject(value) if value.startswith("/") else TextStringObject(value)
    if isinstance(value, list):
        return ArrayObject(map(wrapped, value))
    return NumberObject(value) if type(value) is int else value


def saved(writer: pypdf.PdfWriter) -> bytes:
    """Return the bytes of a writer."""
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def blank(pages: int = 1) -> pypdf.PdfWriter:
    """Return a writer with empty pages."""
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    return writer


def read(writer: pypdf.PdfWriter) -> FinishedPdf:
    """Save and open."""
    return open_pdf(saved(writer), HERE)


def test_bare_file_has_nothing() -> None:
    """A file without any of it has empty answers, not errors."""
    pdf = read(blank())
    assert pdf.page_count == 1
    assert (pdf.xmp(), pdf.language(), pdf.outline(), pdf.attachments(), pdf.links()) == ("", "", [], [], [])
    assert pdf.structure().children == []
    assert pdf.actions() == []
    assert pdf.shown() == [""]
    assert pdf.plain_text() == [""]
    assert pdf.page_labels() == ["1"]


def test_plain_text_of_a_strangers_file() -> None:
    """The text of an untagged PDF is what pypdf makes of it."""
    writer = blank()
    font = dictionary(Type="/Font", Subtype="/Type1", BaseFont="/Helvetica")
    stream = DecodedStreamObject()
    stream.set_data(b"BT /F 12 Tf 10 10 Td (A sentence.) Tj ET")
    page = writer.pages[0]
    page[NameObject("/Resources")] = dictionary(Font=dictionary(F=font))
    page[NameObject("/Contents")] = writer._add_object(stream)
    assert read(writer).plain_text() == ["A sentence."]


@pytest.mark.parametrize("data", [b"", b"no PDF", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF\n", b"\0" * 2000])
def test_what_is_no_pdf(data: bytes) -> None:
    """Other bytes give one error with a code and the place that was named."""
    with pytest.raises(UsageError) as caught:
        open_pdf(data, HERE)
    assert caught.value.problems[0].line().startswith("some.pdf:1:1: error[pdf.unreadable]")


def test_encrypted_file() -> None:
    """A file with a password is not read."""
    writer = blank()
    writer.encrypt("secret", algorithm="RC4-128")
    with pytest.raises(UsageError, match="encrypted"):
        read(writer)


def test_size_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file over the limit is not looked at."""
    monkeypatch.setattr(limits, "LIMITS", {"pdf": limits.Limit(10, "bytes", "x")})
    with pytest.raises(LimitError, match=r"limit\.pdf"):
        open_pdf(b"%PDF" * 10, HERE)


def test_memory_errors_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard's MemoryError is not taken for a damaged file."""

    def exhausted(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(pypdf, "PdfReader", exhausted)
    with pytest.raises(MemoryError):
        open_pdf(b"%PDF", HERE)


OURS = write_pdf(simple().done(), [("a.txt", "text/plain", "x", b"text")], producer="x")


def read_all(pdf: FinishedPdf) -> None:
    """Ask everything that can be asked."""
    pdf.metadata()
    pdf.xmp()
    pdf.language()
    pdf.page_labels()
    pdf.outline()
    pdf.attachments()
    pdf.links()
    pdf.actions()
    assert pdf.structure().text is not None
    pdf.shown()
    pdf.plain_text()


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, len(OURS) - 1), st.integers(0, 255)), min_size=1, max_size=6), st.integers(0, 40)
)
def test_damaged_files_give_our_errors(changes: list[tuple[int, int]], cut: int) -> None:
    """However bytes are changed or lost, only our own errors come out."""
    data = bytearray(OURS)
    for place, byte in changes:
        data[place] = byte
    try:
        read_all(open_pdf(bytes(data[: len(data) - cut]), HERE))
    except BriefgenError as error:
        assert error.exit_code in {2, 3}  # noqa: PT017


def test_scripts_and_launches_are_found() -> None:
    """A script of the document, an action of an annotation and an opening action are named."""
    writer = blank()
    script = dictionary(S="/JavaScript", JS="app.alert(1)")
    writer._root_object[NameObject("/Names")] = dictionary(JavaScript=dictionary(Names=["x", script]))
    writer.pages[0][NameObject("/Annots")] = wrapped(
        [dictionary(Type="/Annot", Subtype="/Link", A=dictionary(S="/Launch", F="x"))]
    )
    writer._root_object[NameObject("/OpenAction")] = dictionary(S="/URI", URI="https://example.org/")
    pdf = read(writer)
    assert pdf.actions() == ["JS", "JavaScript", "Launch", "OpenAction"]
    assert pdf.links() == [(0, "Launch", "")]


def test_other_annotations_are_named() -> None:
    """An annotation that is no link is told by its type; a link without a target leads to page -1."""
    writer = blank()
    entries = [dictionary(Subtype="/Stamp"), dictionary(Subtype="/Link"), dictionary(Subtype="/Link", Dest="named")]
    writer.pages[0][NameObject("/Annots")] = ArrayObject(entries)
    assert read(writer).links() == [(0, "Stamp", ""), (0, "goto", "-1"), (0, "goto", "-1")]


def test_outline_with_actions_and_a_circle() -> None:
    """Entries may lead by an action, and an outline that runs in a circle ends."""
    writer = blank(2)
    first = dictionary(Title="One")
    second = dictionary(Title="Two", A=dictionary(S="/GoTo", D=[writer.pages[1].indirect_reference, "/Fit"]))
    references = [writer._add_object(first), writer._add_object(second)]
    first[NameObject("/Next")] = references[1]
    second[NameObject("/Next")] = references[0]
    writer._root_object[NameObject("/Outlines")] = dictionary(First=references[0])
    assert read(writer).outline() == [(1, "One", -1), (1, "Two", 1)]


def test_names_in_a_deep_tree() -> None:
    """Embedded files are found through the kids of a name tree, which may even contain itself."""
    writer = blank()
    leaves = []
    for name in ("a", "b"):
        stream = DecodedStreamObject()
        stream.set_data(name.encode())
        files = dictionary(F=name, EF=dictionary(F=writer._add_object(stream)))
        leaves.append(writer._add_object(dictionary(Names=[name, files])))
    top = dictionary(Kids=[*leaves])
    reference = writer._add_object(top)
    cast("Any", top["/Kids"]).append(reference)
    writer._root_object[NameObject("/Names")] = dictionary(EmbeddedFiles=reference)
    found = read(writer).attachments()
    assert [(one.name, one.content, one.media_type, one.relationship) for one in found] == [
        ("a", b"a", "", ""),
        ("b", b"b", "", ""),
    ]


def test_structure_that_contains_itself() -> None:
    """A structure tree that runs in a circle ends; marks of pages that are not there have no text."""
    writer = blank()
    element = dictionary(S="/P", Pg=NullObject(), A=dictionary(O="/Table", Scope="/Row"))
    reference = writer._add_object(element)
    element[NameObject("/K")] = ArrayObject([reference, NumberObject(0), dictionary(Type="/MCR", MCID=4)])
    writer._root_object[NameObject("/StructTreeRoot")] = dictionary(K=reference)
    (node,) = read(writer).structure().find("P")
    assert node.attributes == {"Scope": "/Row"}
    assert node.text == ""


def test_property_lists_by_name() -> None:
    """Marked content may name its MCID through the resources of the page."""
    writer = blank()
    stream = DecodedStreamObject()
    stream.set_data(b"/P /M BDC BT /F 12 Tf (x) Tj ET EMC")
    to_unicode = DecodedStreamObject()
    to_unicode.set_data(b"beginbfchar <78> <0079> endbfchar")
    font = dictionary(Type="/Font", Subtype="/Type1", ToUnicode=writer._add_object(to_unicode))
    page = writer.pages[0]
    page[NameObject("/Resources")] = dictionary(
        Font=dictionary(F=writer._add_object(font)), Properties=dictionary(M=dictionary(MCID=5))
    )
    page[NameObject("/Contents")] = writer._add_object(stream)
    element = dictionary(S="/P", K=5, Pg=page.indirect_reference)
    writer._root_object[NameObject("/StructTreeRoot")] = dictionary(K=writer._add_object(element))
    assert read(writer).structure().text == "y"


def test_deep_trees_are_walked() -> None:
    """A tree far deeper than Python's stack still has its text."""
    top = node = Node("Div")
    for _ in range(20_000):
        child = Node("Div")
        node.children.extend(["a", child])
        node = child
    assert len(top.text) == 20_000
    assert sum(1 for _ in top.walk()) == 20_001


def test_reading_ours_says_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Reading prints nothing, not even about a damaged file."""
    (tmp_path / "x.pdf").write_bytes(OURS)
    read_all(open_pdf(OURS, HERE))
    with pytest.raises(UsageError):
        open_pdf(OURS[:500], HERE)
    assert capsys.readouterr() == ("", "")
