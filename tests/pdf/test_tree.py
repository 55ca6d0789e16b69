"""Structure elements as bytes: kids, pages, attributes, parent tree, IDs."""

from typing import Any

import pytest

from briefgen.pdf import write_pdf
from briefgen.pdf.canvas import TaggedCanvas
from briefgen.pdf.tree import StructureTree
from tests.pdf.make import Sheet, parsed, simple


def opened(sheet: Sheet) -> Any:
    """Write a sheet and return the StructTreeRoot as pypdf sees it."""
    reader = parsed(write_pdf(sheet.done(), [], producer="x"))
    return reader.trailer["/Root"]["/StructTreeRoot"]


def element_of(sheet: Sheet, tag: str, **options: Any) -> Any:
    """Return the only element of a one-page file, as pypdf sees it."""
    element = sheet.elements.add(tag, 0, **options)
    sheet.line(700, (element, "x"))
    sheet.end_page("1")
    return opened(sheet)["/K"]["/K"]


def test_parent_tree_leads_back() -> None:
    """Every mark and every annotation leads through the parent tree to the element that holds it."""
    data = write_pdf(simple().done(), [], producer="x")
    reader = parsed(data)
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    nums = root["/ParentTree"]["/Nums"]
    page = reader.pages[0]
    by_mark = nums[1]
    assert nums[0] == page["/StructParents"] == 0
    assert [element.get_object()["/S"] for element in by_mark][:4] == ["/H1", "/P", "/Link", "/P"]
    for annotation in page["/Annots"]:
        key = annotation.get_object()["/StructParent"]
        link = nums[nums.index(key, 2) + 1].get_object()
        assert link["/S"] == "/Link"
        assert any(
            isinstance(kid.get_object(), dict) and kid.get_object().raw_get("/Obj") == annotation for kid in link["/K"]
        )
    assert root["/ParentTreeNextKey"] == 4


def test_parents_and_kids_agree() -> None:
    """Each element names as parent the one that lists it as a kid."""
    root = opened(simple())
    pending = [(root, root["/K"])]
    seen = 0
    while pending:
        parent, kid = pending.pop()
        if isinstance(kid, dict) and "/S" in kid:
            seen += 1
            assert kid["/P"] == parent
            kids = kid["/K"]
            pending.extend((kid, one.get_object()) for one in (kids if isinstance(kids, list) else [kids]))
    assert seen == 10


def test_notes_are_found_by_id() -> None:
    """The ID tree leads from the ID of a Note to it."""
    root = opened(simple())
    key, note = root["/IDTree"]["/Names"]
    assert (key, note["/S"], note["/ID"]) == ("note-1", "/Note", "note-1")


def test_element_on_two_pages_names_both() -> None:
    """Marks on the element's own page are numbers, marks elsewhere name their page."""
    sheet = Sheet()
    paragraph = sheet.elements.add("P", 0)
    for label in ("1", "2"):
        sheet.line(700, (paragraph, "words"))
        sheet.end_page(label)
    element = opened(sheet)["/K"]["/K"]
    number, mark = element["/K"]
    assert number == 0
    assert mark["/Type"] == "/MCR"
    assert mark["/MCID"] == 0
    assert mark.raw_get("/Pg") != element.raw_get("/Pg")


def test_title_is_mapped_to_a_paragraph() -> None:
    """Title, which PDF 1.7 does not know, has a role."""
    sheet = Sheet()
    assert element_of(sheet, "Title")["/S"] == "/Title"
    assert opened(sheet)["/RoleMap"] == {"/Title": "/P"}


@pytest.mark.parametrize(
    ("tag", "attributes", "expected"),
    [
        ("TH", {"Scope": "Column"}, {"/O": "/Table", "/Scope": "/Column"}),
        ("TD", {"ColSpan": 2, "RowSpan": 3}, {"/O": "/Table", "/ColSpan": 2, "/RowSpan": 3}),
        ("TD", {"Headers": "h1 h2"}, {"/O": "/Table", "/Headers": ["h1", "h2"]}),
        ("Table", {"Summary": "Who (says) what"}, {"/O": "/Table", "/Summary": "Who (says) what"}),
        ("L", {"ListNumbering": "Decimal"}, {"/O": "/List", "/ListNumbering": "/Decimal"}),
    ],
)
def test_attributes(tag: str, attributes: dict[str, str | int], expected: dict[str, Any]) -> None:
    """Table and list attributes stand under their owner."""
    assert element_of(Sheet(), tag, attributes=attributes)["/A"] == expected


def test_attributes_of_two_owners() -> None:
    """A Figure with a table attribute has both dictionaries."""
    found = element_of(Sheet(), "Figure", alt="x", attributes={"Summary": "y"})["/A"]
    assert [one["/O"] for one in found] == ["/Table", "/Layout"]
    assert found[1]["/BBox"][0] == 72


def test_language_and_alternative_text() -> None:
    """Language and alternative text are written in full, beyond ASCII too."""
    element = element_of(Sheet(), "Figure", language="fa-IR", alt="نقشه")
    assert (element["/Lang"], element["/Alt"]) == ("fa-IR", "نقشه")


@pytest.mark.parametrize(
    ("tag", "options", "message"),
    [
        ("Blink", {}, "Blink"),
        ("TD", {"attributes": {"Colour": "red"}}, "Colour"),
        ("Note", {"ident": "twice"}, "same ID"),
    ],
)
def test_what_cannot_be_written_is_our_bug(tag: str, options: dict[str, Any], message: str) -> None:
    """An unknown type, an unknown attribute and an ID that is there twice are refused."""
    sheet = Sheet()
    if "ident" in options:
        sheet.line(720, (sheet.elements.add("Note", 0, **options), "x"))
    with pytest.raises(ValueError, match=message):
        element_of(sheet, tag, **options)


def test_deep_trees_attach_from_the_top() -> None:
    """Ancestors attach before their descendants, however late these were added."""
    sheet = Sheet()
    parent = 0
    for _ in range(60):
        parent = sheet.elements.add("Div", parent)
    tree = StructureTree(TaggedCanvas().document, sheet.elements)
    tree.attach(parent)
    assert tree.numbers == sorted(tree.numbers)
    assert [tree.kids[place] for place in range(60)] == [[place + 1] for place in range(60)]
