"""What is drawn beside text: filled rectangles, and pictures as image XObjects (ISO 32000-1, 8.5 and 8.9).

Pictures arrive as fresh pixels from `images.py`; ReportLab never sees a path or a file format.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from briefgen.pdf.syntax import Stream, add, number

if TYPE_CHECKING:
    from briefgen.images import Picture

__all__ = ["add_pictures", "placed", "rule"]

_SPACES = {1: b"/DeviceGray", 3: b"/DeviceRGB"}


def rule(x: float, y: float, width: float, height: float, colour: tuple[float, float, float]) -> bytes:
    """Fill a rectangle, and leave the graphics state as it was."""
    paint = b" ".join(b"%g" % round(part, 4) for part in colour)
    return b"q %b rg %b %b %b %b re f Q" % (paint, number(x), number(y), number(width), number(height))


def placed(resource: str, x: float, y: float, width: float, height: float) -> bytes:
    """Show a picture in a rectangle."""
    size = (number(width), number(height), number(x), number(y), resource.encode())
    return b"q %b 0 0 %b %b %b cm /%b Do Q" % size


def add_pictures(document: Any, pictures: "Mapping[str, Picture]") -> dict[str, tuple[str, int]]:
    """Add each picture once; return, for each key, the resource name and the object number."""
    return {
        key: (f"Im{place}", add(document, _image(picture)))
        for place, (key, picture) in enumerate(sorted(pictures.items()))
    }


def _image(picture: "Picture") -> Stream:
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace%b/BitsPerComponent 8"
    return Stream(picture.pixels, entries % (picture.width, picture.height, _SPACES[picture.channels]))
