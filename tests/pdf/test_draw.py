"""Rules and pictures."""

import pytest

from briefgen.diagnostics import NOWHERE
from briefgen.figures import Disc, Line, Paint, Polygon, Rect
from briefgen.images import Picture
from briefgen.layout.frames import DRAWING, IMAGE, TURNED, TURNED_ARTIFACT
from briefgen.pdf import draw, write_pdf
from briefgen.pdfread import open_pdf
from tests.conformance.judge import assert_conforms
from tests.pdf.make import Sheet, parsed

GRAY = Picture(2, 1, 1, b"\x00\xff")
RGB = Picture(1, 2, 3, b"\xff\x00\x00\x00\x00\xff")


def illustrated() -> Sheet:
    """A page with two pictures, one of them twice."""
    sheet = Sheet()
    sheet.images.update({"b.png": RGB, "a.png": GRAY})
    heading = sheet.elements.add("H1", 0)
    sheet.line(760, (heading, "Pictures"))
    for place, key in enumerate(("b.png", "a.png", "b.png")):
        figure = sheet.elements.add("Figure", 0, alt=f"Picture ({key})")
        sheet.items.append((IMAGE, 72.0, 600.0 - 110 * place, 200.0, 100.0, key, figure))
    sheet.end_page("1")
    return sheet


def test_pictures_come_back() -> None:
    """Pixels are read back as they were, each picture once, and the file conforms."""
    data = write_pdf(illustrated().done(), [], producer="x")
    images = parsed(data).pages[0]["/Resources"]["/XObject"]
    assert list(images) == ["/Im0", "/Im1"]
    for key, picture, space in (("/Im0", GRAY, "/DeviceGray"), ("/Im1", RGB, "/DeviceRGB")):
        image = images[key]
        assert (image["/Width"], image["/Height"]) == (picture.width, picture.height)
        assert (image["/ColorSpace"], image["/BitsPerComponent"]) == (space, 8)
        assert image.get_data() == picture.pixels
    assert_conforms(data)


def test_rules_leave_the_state_alone() -> None:
    """A rule saves and restores the state, and rounds its numbers."""
    code = draw.rule(1, 2.005, 3.14159, 0.5, (1 / 3, 0, 1))
    assert code == b"q 0.3333 0 1 rg 1 2 3.14 0.5 re f Q"


def test_picture_of_other_channels_is_our_bug() -> None:
    """Only gray and RGB are pictures."""
    sheet = illustrated()
    sheet.images["a.png"] = Picture(1, 1, 4, b"\0" * 4)
    with pytest.raises(KeyError):
        write_pdf(sheet.done(), [], producer="x")


BLUE = Paint(fill=(0.0, 0.0, 1.0))
DASHED = Paint(fill=(1.0, 1.0, 1.0), stroke=(0.2, 0.2, 0.2), width=0.8, dash=(1.3, 1.1))


def test_shapes_are_shown_by_their_operators() -> None:
    """Each shape is a path with the operator of its paint; a paint shared by neighbours is set once."""
    shapes = (
        Rect(0.0, 1.0, 10.0, 4.0, BLUE),
        Polygon(((0.0, 0.0), (4.0, 0.0), (2.0, 3.0)), BLUE),
        Line(0.0, 0.0, 5.0, 5.0, Paint(stroke=(0.0, 0.0, 0.0), width=1.0)),
        Polygon(((0.0, 0.0), (4.0, 0.0)), DASHED, is_open=True),
    )
    assert draw.shown(shapes, 72, 700).split(b"\n") == [
        b"q 1 0 0 1 72 700 cm",
        b"0 0 1 rg ",
        b"0 1 10 4 re f",
        b"0 0 m 4 0 l 2 3 l h f",
        b"0 0 0 RG 1 w [] 0 d ",
        b"0 0 m 5 5 l S",
        b"1 1 1 rg 0.2 0.2 0.2 RG 0.8 w [1.3 1.1] 0 d ",
        b"0 0 m 4 0 l B",
        b"Q",
    ]


def test_a_disc_is_round() -> None:
    """A disc is four curves through its four outermost points."""
    code = draw.shown((Disc(10.0, 20.0, 5.0, BLUE),), 0, 0).split(b"\n")[2]
    assert code.count(b" c") == 4
    for point in (b"15 20", b"10 25", b"5 20", b"10 15"):
        assert point in code
    assert code.endswith(b"h f")


def test_drawings_belong_to_their_figure() -> None:
    """Shapes and the words between them are one Figure with a box around both; an artifact has none, turned lines their cell."""
    sheet = Sheet()
    heading = sheet.elements.add("H1", 0)
    sheet.line(760, (heading, "Drawings"))
    figure = sheet.elements.add("Figure", 0, alt="A disc and a bar")
    label = sheet.elements.add("Span", figure)
    paragraph = sheet.elements.add("P", 0)
    sheet.items.append(
        (DRAWING, 100.0, 600.0, (Disc(0.0, 0.0, 5.0, BLUE), Rect(50.0, -10.0, 50.0, 4.0, DASHED)), figure)
    )
    sheet.line(590, (label, "Words"), x=180.0)
    sheet.items.append((DRAWING, 300.0, 300.0, (Rect(0.0, 0.0, 9.0, 9.0, BLUE),), 0))
    width, code = sheet.code("Upwards")
    line = ((0, 0.0, width, 8.0, 3.0, code),)
    sheet.items.append((TURNED, 400.0, 400.0, line, (paragraph,)))
    sheet.items.append((TURNED_ARTIFACT, 450.0, 400.0, line, "Layout"))
    sheet.end_page("1")
    data = write_pdf(sheet.done(), [], producer="x")
    assert_conforms(data)
    tree = open_pdf(data, NOWHERE).structure()
    (found,) = tree.find("Figure")
    assert found.alt == "A disc and a bar"
    assert found.text == "Words"
    box = [float(part) for part in found.attributes["BBox"].strip("[]").replace(",", " ").split()]
    assert box[0] == 95.0
    assert box[1] <= 587.0
    assert box[2] > 200.0
    assert box[3] == 605.0
    assert [p.text for p in tree.find("P")] == ["Upwards"]
    content = parsed(data).pages[0].get_contents().get_data()
    assert content.count(b"0 1 -1 0 400 400 Tm") == content.count(b"0 1 -1 0 450 400 Tm") == 1
