"""Annotations, destinations, outline and page labels."""

from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.diagnostics import Span
from briefgen.errors import LayoutError
from briefgen.pdf import links, write_pdf
from briefgen.pdf.settings import pdfdoc
from briefgen.pdfread import open_pdf
from tests.pdf.make import Sheet, parsed, simple


def read(sheet: Sheet) -> Any:
    """Write a sheet and let pypdf read it."""
    return parsed(write_pdf(sheet.done(), [], producer="x"))


def test_annotations_are_complete() -> None:
    """Each annotation has contents, prints, has no border, and leads to its place or address."""
    mark, back, address = (found.get_object() for found in read(simple()).pages[0]["/Annots"])
    for annotation in (mark, back, address):
        assert (annotation["/Subtype"], annotation["/F"], annotation["/Border"]) == ("/Link", 4, [0, 0, 0])
    assert mark["/Contents"] == "Go to note 1"
    assert back["/Contents"] == "Back to reference 1 in the text"
    assert mark["/Dest"][1:] == ["/XYZ", 72, 110, pypdf.generic.NullObject()]
    assert address["/A"] == {"/S": "/URI", "/URI": "https://example.org/a?b=c"}


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "http://example.org/(a)b",
        "HTTPS://EXAMPLE.ORG",
        "mailto:a@example.org",
        "https://doi.org/10.1000/182",
    ],
)
def test_allowed_addresses_come_back(address: str) -> None:
    """Addresses of the allowed schemes are written as they are."""
    assert links.is_allowed(address)
    sheet = Sheet()
    sheet.line(700, (sheet.elements.add("Link", 0, action=("uri", address, "")), "x"))
    sheet.end_page("1")
    annotation = read(sheet).pages[0]["/Annots"][0].get_object()
    assert annotation["/A"]["/URI"] == address
    assert annotation["/Contents"] == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        " https://example.org/",
        "https://example.org/a b",
        "https://example.org/\\..",
        "https://exämple.org/",
        "https://example.org/\n",
        "//example.org/",
        "ftp://example.org/",
        "",
        "https://example.org/" + "a" * 2000,
    ],
)
def test_other_addresses_stop_the_file(address: str) -> None:
    """Anything else is refused with a code, even though the record's check should have seen it."""
    sheet = Sheet()
    sheet.line(700, (sheet.elements.add("Link", 0, action=("uri", address, "x")), "x"))
    sheet.end_page("1")
    with pytest.raises(LayoutError, match=r"pdf\.link"):
        read(sheet)


def test_unknown_kind_of_action_is_refused() -> None:
    """Only addresses and places of the document are actions."""
    sheet = Sheet()
    sheet.line(700, (sheet.elements.add("Link", 0, action=("launch", "x", "x")), "x"))
    sheet.end_page("1")
    with pytest.raises(LayoutError):
        read(sheet)


def with_outline(entries: list[tuple[int, str]]) -> Any:
    """Return what pdfread finds of an outline, and the root of the outline."""
    sheet = simple()
    sheet.outline[:] = [(level, title, "top") for level, title in entries]
    data = write_pdf(sheet.done(), [], producer="x")
    return open_pdf(data, Span("x")).outline(), parsed(data).trailer["/Root"]


@st.composite
def outlines(draw: Any) -> list[tuple[int, str]]:
    """Draw an outline that skips no level."""
    level = 0
    entries = []
    for title in draw(st.lists(st.text("abc)(\\é", max_size=5), max_size=12)):
        level = draw(st.integers(1, level + 1))
        entries.append((level, title))
    return entries


@settings(deadline=None, max_examples=50)
@given(outlines())
def test_outlines_come_back(entries: list[tuple[int, str]]) -> None:
    """Levels, titles and order of any outline are read back as they were, and every entry leads to a page."""
    found, root = with_outline(entries)
    assert found == [(level, title, 0) for level, title in entries]
    if entries:
        assert root["/Outlines"]["/Count"] == len(entries)
        assert root["/PageMode"] == "/UseOutlines"
    else:
        assert "/Outlines" not in root


def test_long_outline_shows_its_first_level() -> None:
    """More than forty entries: what lies below the first level is closed."""
    found, root = with_outline([(1 + place % 3, str(place)) for place in range(45)])
    assert len(found) == 45
    assert root["/Outlines"]["/Count"] == 15
    assert root["/Outlines"]["/First"]["/Count"] == -1


@pytest.mark.parametrize("levels", [[2], [1, 3], [0]])
def test_skipped_level_is_our_bug(levels: list[int]) -> None:
    """An outline that skips a level is refused, where ReportLab's would too."""
    with pytest.raises(ValueError, match="level"):
        with_outline([(level, "x") for level in levels])


def test_canary_reportlab_links() -> None:
    """ReportLab's annotations still refuse a key of the parent tree, and its outline still raises at a skipped level."""
    annotation = pdfdoc.LinkAnnotation((0, 0, 1, 1), "x", "y", StructParent=1)
    with pytest.raises(ValueError, match="StructParent"):
        annotation.Dict()
    assert b"/F " not in pdfdoc.LinkAnnotation((0, 0, 1, 1), "x", "y").format(pdfdoc.DummyDoc())
    with pytest.raises(ValueError, match="level"):
        pdfdoc.PDFOutlines().addOutlineEntry("x", 1)
    assert pdfdoc.PDF_VERSION_DEFAULT == (1, 3)


@pytest.mark.parametrize(
    "labels",
    [
        ["1", "2", "3"],
        ["i", "ii", "iii", "iv", "1", "2"],
        ["Cover", "ix", "x", "xi", "7", "8", "8"],
        ["A-1", "A-2"],
        ["۱", "۲"],
        ["", "01", "0", "xxxix", "xl", "v(i"],
        ["1234567"],
    ],
)
def test_page_labels_come_back(labels: list[str]) -> None:
    """What a viewer shows for each page is its label, counted or not."""
    sheet = Sheet()
    for label in labels:
        sheet.end_page(label)
    reader = read(sheet)
    assert reader.page_labels == labels


def test_counted_labels_are_one_entry() -> None:
    """A run of numbers is one entry of the number tree."""
    sheet = Sheet()
    for label in ("i", "ii", "1", "2", "3"):
        sheet.end_page(label)
    nums = read(sheet).trailer["/Root"]["/PageLabels"]["/Nums"]
    assert nums == [0, {"/S": "/r", "/St": 1}, 2, {"/S": "/D", "/St": 1}]
