"""Rules and pictures."""

import pytest

from briefgen.images import Picture
from briefgen.layout.frames import IMAGE
from briefgen.pdf import draw, write_pdf
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
