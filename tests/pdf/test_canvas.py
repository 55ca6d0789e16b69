"""The canvas, and a contract for each private name of ReportLab that it leans on."""

import pytest

from briefgen.pdf import settings
from briefgen.pdf.canvas import TaggedCanvas, TaggedCatalog, TaggedPage
from briefgen.pdf.settings import pdfdoc
from briefgen.pdf.syntax import Formatted, add


def test_page_has_the_keys_of_a_tagged_page() -> None:
    """A page gets its key in the parent tree, its tab order, its size, one content stream and no transition."""
    canvas = TaggedCanvas()
    canvas.code.append(b"q Q")
    canvas.show_tagged_page(100, 200.5, 7)
    page = canvas.document.idToObject["Page1"]
    data = page.format(canvas.document)
    for entry in (b"/StructParents 7", b"/Tabs /S", b"/MediaBox [0 0 100 200.5]", b"/Contents "):
        assert entry in data
    assert b"/Trans" not in data
    assert b"Font" not in data
    assert canvas.code == []


def test_pages_follow_each_other() -> None:
    """Page numbers are object numbers of the pages, in order, and annotations belong to their page alone."""
    canvas = TaggedCanvas()
    first = canvas.add_annotation(Formatted(b"<<>>"))
    canvas.show_tagged_page(10, 10, 0)
    canvas.show_tagged_page(10, 10, 1)
    names = [canvas.document.numberToId[number] for number in canvas.page_numbers]
    assert names == ["Page1", "Page2"]
    pages = [canvas.document.idToObject[name].format(canvas.document) for name in names]
    assert b"/Annots [ %d 0 R ]" % first in pages[0]
    assert b"/Annots" not in pages[1]


def test_contract_canvas_names() -> None:
    """Canvas still keeps code, annotations and document under the names that we use, and calls our preamble."""
    canvas = TaggedCanvas()
    assert canvas._code == []
    assert canvas._annotationrefs == []
    assert canvas._doc is canvas.document
    assert canvas._preamble == ""
    plain = settings.Canvas(None, invariant=1)
    assert "BT /F1 12 Tf" in plain._preamble  # canary: an unembedded font on every page


def test_contract_registry_names() -> None:
    """The registry still counts up from what it has and finds objects by number through their names."""
    document = TaggedCanvas().document
    thing = Formatted(b"x")
    number = add(document, thing)
    assert number == document.objectcounter
    assert document.idToObject[document.numberToId[number]] is thing
    assert pdfdoc.format(thing, document, toplevel=1) == b"x"
    assert add(document, Formatted()) == number + 1


def test_contract_catalog_and_page_keys() -> None:
    """The lists of keys that we extend still exist, and still lack ours (canary)."""
    assert "OutputIntents" not in pdfdoc.PDFCatalog.__NoDefault__
    assert "AF" not in pdfdoc.PDFCatalog.__NoDefault__
    assert not {"StructParents", "Tabs"} & set(pdfdoc.PDFPage.__NoDefault__)
    assert set(pdfdoc.PDFCatalog.__NoDefault__) < set(TaggedCatalog.__NoDefault__)
    assert set(pdfdoc.PDFPage.__NoDefault__) < set(TaggedPage.__NoDefault__)


def test_canary_page_class_is_fixed() -> None:
    """Canvas still makes pages of a class that it names itself, with an empty /Trans."""
    canvas = settings.Canvas(None, invariant=1)
    canvas.showPage()
    page = canvas._doc.Pages.pages[0]
    assert type(page) is pdfdoc.PDFPage
    assert page.Trans is not None


def test_canary_identifier_ignores_content() -> None:
    """ReportLab's own file identifier is still the same for two different documents."""
    documents = [pdfdoc.PDFDocument(invariant=1) for _ in range(2)]
    documents[0].Reference(Formatted(b"one"))
    assert documents[0].ID() == documents[1].ID()


def test_environment_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """A date variable that ReportLab cannot read does not stop us (canary: it stops ReportLab)."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    TaggedCanvas()
    with pytest.raises(ValueError, match="yesterday"):
        pdfdoc.PDFDocument(invariant=1)
