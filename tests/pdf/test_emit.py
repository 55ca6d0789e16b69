"""Drawing: marked content, artifacts, rectangles of links and figures, in the bytes of a page."""

import re
import zlib

import pytest

from briefgen.layout.frames import IMAGE, RULE, TEXT
from briefgen.pdf.canvas import TaggedCanvas
from briefgen.pdf.emit import emit
from briefgen.pdf.tree import MARK, OBJECT, StructureTree
from tests.pdf.make import Sheet, simple

OPERATOR = re.compile(rb"BDC|EMC|BT\b|ET\b")


def drawn(sheet: Sheet) -> tuple[TaggedCanvas, StructureTree, list[bytes]]:
    """Draw all pages and return the code of each."""
    pages = sheet.done()
    canvas = TaggedCanvas()
    tree = StructureTree(canvas.document, pages.elements)
    emit(pages, canvas, tree, {key: f"Im-{key}" for key in ("a", "b")})
    shown = [zlib.decompress(page.Contents.content) for page in canvas.document.Pages.pages]
    return canvas, tree, shown


def test_sequences_never_nest() -> None:
    """BDC and EMC alternate, BT and ET stand inside them, and nothing is drawn outside."""
    _, _, (code,) = drawn(simple())
    order = b" ".join(OPERATOR.findall(code))
    assert re.fullmatch(rb"(?:BDC (?:BT ET )?EMC ?)+", order)
    outside = re.sub(rb"BDC.*?EMC", b"", code, flags=re.DOTALL)
    assert re.fullmatch(rb"(?:\s*/\w+ <<.*>> )*\s*", outside)


def test_one_sequence_for_a_run() -> None:
    """Two lines of one paragraph share a sequence; after a link the paragraph opens another."""
    _, tree, (code,) = drawn(simple())
    assert code.count(b"/P <<") == 4  # two in the paragraph, two in the note
    assert tree.kids[2] == [MARK | 1, 3, MARK | 3]
    assert b"(" not in code


def test_numbers_count_up_and_lead_back() -> None:
    """MCIDs of a page count from 0, and the list of marks names the element of each."""
    _, tree, (code,) = drawn(simple())
    numbers = [int(number) for number in re.findall(rb"/MCID (\d+)", code)]
    assert numbers == list(range(len(tree.marks[0])))
    tags = re.findall(rb"/(\w+) <</MCID", code)
    assert tags == [tree.tags[element] for element in tree.marks[0]]


def test_artifacts_say_what_they_are() -> None:
    """Running head and folio are pagination artifacts, a rule is a layout artifact that leaves the state alone."""
    _, _, (code,) = drawn(simple())
    assert b"/Artifact <</Type/Pagination/Subtype/Header/Attached[/Top]>> BDC BT" in code
    assert b"/Artifact <</Type/Pagination/Subtype/Footer/Attached[/Bottom]>> BDC BT" in code
    assert b"/Artifact <</Type/Layout>> BDC q 0.2 0.2 0.6 rg 72 120 100 0.5 re f Q EMC" in code


def test_artifacts_of_one_kind_share_a_sequence() -> None:
    """Two leaders in a row open once; text between them closes and opens again."""
    sheet = Sheet()
    paragraph = sheet.elements.add("P", 0)
    sheet.artifact(700, ".", "Layout")
    sheet.artifact(690, ".", "Layout")
    sheet.line(680, (paragraph, "x"))
    sheet.artifact(670, ".", "Layout")
    sheet.end_page("1")
    _, _, (code,) = drawn(sheet)
    assert [bool(b"MCID" in part) for part in code.split(b"BDC")[:-1]] == [False, True, False]


def test_element_goes_on_over_pages() -> None:
    """An element on two pages has a mark on each; numbering begins again on every page."""
    sheet = Sheet()
    paragraph = sheet.elements.add("P", 0)
    for label in ("1", "2"):
        sheet.line(700, (paragraph, "words"))
        sheet.end_page(label)
    _, tree, _ = drawn(sheet)
    assert tree.kids[paragraph] == [MARK, MARK | 1 << 16]
    assert tree.marks == [[paragraph], [paragraph]]


def test_order_of_the_tree_is_the_order_of_drawing() -> None:
    """Elements attach when they first draw, ancestors with them; what draws nothing does not appear."""
    sheet = Sheet()
    add = sheet.elements.add
    late, never, early = add("P", 0), add("P", 0), add("L", 0)
    item = add("LI", early)
    body = add("LBody", item)
    sheet.line(700, (body, "first"))
    sheet.line(690, (late, "second"))
    sheet.end_page("1")
    _, tree, _ = drawn(sheet)
    assert tree.kids[0] == [early, late]
    assert tree.kids[never] is None
    assert tree.kids[item] == [body]


def test_link_has_one_annotation_for_each_line() -> None:
    """Segments of one link on one line share an annotation, also through an inner span; each line has its own."""
    sheet = Sheet()
    paragraph = sheet.elements.add("P", 0)
    link = sheet.elements.add("Link", paragraph, action=("uri", "https://example.org/", "x"))
    span = sheet.elements.add("Span", link, language="fr")
    other = sheet.elements.add("Link", paragraph, action=("uri", "https://example.com/", "x"))
    sheet.line(700, (paragraph, "see "), (link, "un "), (span, "deux "), (link, "trois"), (other, "quatre"))
    sheet.line(685, (link, "cinq"), (paragraph, "."))
    sheet.end_page("1")
    _, tree, _ = drawn(sheet)
    assert [annotation.element for annotation in tree.annotations] == [link, other, link]
    line = sheet.items or sheet.pages[0].items
    segments = line[0][3]
    left, bottom, right, top = tree.annotations[0].rectangle
    assert (left, bottom, top) == (72.0 + segments[1][1], 697.0, 708.0)
    assert right == pytest.approx(72.0 + segments[3][1] + segments[3][2])
    assert tree.kids[link] == [MARK | 1, span, MARK | 3, OBJECT, MARK | 5, OBJECT | 2]


def test_picture_lies_in_its_figure() -> None:
    """A picture is drawn inside its Figure, whose box is the picture's; a second one on the page widens it."""
    sheet = Sheet()
    figure = sheet.elements.add("Figure", 0, alt="A map")
    sheet.items.append((IMAGE, 72.0, 500.0, 200.0, 100.0, "a", figure))
    sheet.items.append((IMAGE, 72.0, 400.0, 250.0, 100.0, "b", figure))
    sheet.end_page("1")
    sheet.items.append((IMAGE, 0.0, 0.0, 1.0, 1.0, "b", figure))
    sheet.end_page("2")
    _, tree, code = drawn(sheet)
    assert b"/Figure <</MCID 0>> BDC\nq 200 0 0 100 72 500 cm /Im-a Do Q\nEMC" in code[0]
    assert tree.boxes[figure] == (0, 72.0, 400.0, 322.0, 600.0)


def test_figure_of_text_has_a_box_too() -> None:
    """Text inside a Figure, such as the labels of a drawing, is part of its box."""
    sheet = Sheet()
    figure = sheet.elements.add("Figure", 0, alt="A scale")
    sheet.line(700, (figure, "0"))
    sheet.line(650, (figure, "100"))
    sheet.end_page("1")
    _, tree, _ = drawn(sheet)
    page, left, bottom, _, top = tree.boxes[figure]
    assert (page, left, bottom, top) == (0, 72.0, 647.0, 708.0)


def test_picture_outside_a_figure_has_no_box() -> None:
    """A picture that belongs to another element is drawn all the same."""
    sheet = Sheet()
    sheet.items.append((IMAGE, 0.0, 0.0, 1.0, 1.0, "a", sheet.elements.add("P", 0)))
    sheet.end_page("1")
    _, tree, code = drawn(sheet)
    assert tree.boxes == {}
    assert b"/P <</MCID 0>> BDC" in code[0]


def test_unknown_item_is_our_bug() -> None:
    """An item of a kind that this module does not know is never passed over in silence."""
    sheet = Sheet()
    sheet.items.append((99,))
    sheet.end_page("1")
    with pytest.raises(ValueError, match="99"):
        drawn(sheet)


def test_empty_page() -> None:
    """A page without items is a page without code."""
    sheet = Sheet()
    sheet.end_page("1")
    _, _, code = drawn(sheet)
    assert code == [b""]


def test_kinds_are_what_layout_says() -> None:
    """The constants of the interface are distinct (a change there must be seen here)."""
    assert len({TEXT, RULE, IMAGE}) == 3
