"""What is drawn beside text: rules, shapes, and pictures as image XObjects (ISO 32000-1, 8.5 and 8.9).

Pictures arrive as fresh pixels from `images.py`; ReportLab never sees a path or a file format.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from briefgen.figures import Disc, Line, Paint, Polygon, Rect, Shape
from briefgen.pdf.syntax import Stream, add, number

if TYPE_CHECKING:
    from briefgen.images import Picture

__all__ = ["add_pictures", "placed", "rule", "shown"]

_SPACES = {1: b"/DeviceGray", 3: b"/DeviceRGB"}
_CONTROL: Final = 0.5522847498  # of the radius: where the control points of a quarter circle lie


def rule(x: float, y: float, width: float, height: float, colour: tuple[float, float, float]) -> bytes:
    """Fill a rectangle, and leave the graphics state as it was."""
    paint = b" ".join(b"%g" % round(part, 4) for part in colour)
    return b"q %b rg %b %b %b %b re f Q" % (paint, number(x), number(y), number(width), number(height))


def placed(resource: str, x: float, y: float, width: float, height: float) -> bytes:
    """Show a picture in a rectangle."""
    size = (number(width), number(height), number(x), number(y), resource.encode())
    return b"q %b 0 0 %b %b %b cm /%b Do Q" % size


def shown(shapes: tuple[Shape, ...], x: float, y: float) -> bytes:
    """Show shapes with their origin at x, y, and leave the graphics state as it was."""
    parts = [b"q 1 0 0 1 %b %b cm" % (number(x), number(y))]
    paint: Paint | None = None
    for shape in shapes:
        if shape.paint is not paint:
            paint = shape.paint
            parts.append(_set(paint))
        parts.append(_path(shape) + _painted(paint))
    parts.append(b"Q")
    return b"\n".join(parts)


def _set(paint: Paint) -> bytes:
    parts = []
    if paint.fill is not None:
        parts.append(_colour(paint.fill) + b" rg")
    if paint.stroke is not None:
        dash = b" ".join(number(length) for length in paint.dash)
        parts.append(b"%b RG %b w [%b] 0 d" % (_colour(paint.stroke), number(paint.width), dash))
    return b" ".join(parts) + b" "


def _colour(colour: tuple[float, float, float]) -> bytes:
    return b" ".join(b"%g" % round(part, 4) for part in colour)


def _painted(paint: Paint) -> bytes:
    """Return the operator that fills, strokes or both."""
    if paint.stroke is None:
        return b" f"
    return b" S" if paint.fill is None else b" B"


def _path(shape: Shape) -> bytes:
    match shape:
        case Line():
            return b"%b m %b l" % (_point(shape.x1, shape.y1), _point(shape.x2, shape.y2))
        case Rect():
            return b"%b %b re" % (_point(shape.x, shape.y), _point(shape.width, shape.height))
        case Polygon():
            first, *others = shape.points
            lines = b"".join(b" %b l" % _point(*point) for point in others)
            return _point(*first) + b" m" + lines + (b"" if shape.is_open else b" h")
        case Disc():
            return _circle(shape.x, shape.y, shape.radius)


def _circle(x: float, y: float, radius: float) -> bytes:
    """Return a circle as four Bézier curves."""
    k = radius * _CONTROL
    parts = [_point(x + radius, y) + b" m"]
    for dx, dy in ((1, 0), (0, 1), (-1, 0), (0, -1)):
        # From (dx, dy) a quarter turn on, to (-dy, dx).
        one = _point(x + radius * dx - k * dy, y + radius * dy + k * dx)
        two = _point(x - radius * dy + k * dx, y + radius * dx + k * dy)
        parts.append(b"%b %b %b c" % (one, two, _point(x - radius * dy, y + radius * dx)))
    return b" ".join(parts) + b" h"


def _point(x: float, y: float) -> bytes:
    return number(x) + b" " + number(y)


def add_pictures(document: Any, pictures: "Mapping[str, Picture]") -> dict[str, tuple[str, int]]:
    """Add each picture once; return, for each key, the resource name and the object number."""
    return {
        key: (f"Im{place}", add(document, _image(picture)))
        for place, (key, picture) in enumerate(sorted(pictures.items()))
    }


def _image(picture: "Picture") -> Stream:
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace%b/BitsPerComponent 8"
    return Stream(picture.pixels, entries % (picture.width, picture.height, _SPACES[picture.channels]))
