"""Plain vectors: lines, rectangles, discs and polygons, each with its paint. Points, y upwards, colours 0 to 1.

Shapes are told apart by type; a drawing is a tuple of them, the first at the bottom. Who shows them decides where
the origin lies.
"""

from math import hypot
from typing import Final, Union

__all__ = ["Disc", "Line", "Paint", "Palette", "Polygon", "Rect", "Shape", "bounds"]

Colour = tuple[float, float, float]


class Paint:
    """How a shape is shown: filled, or stroked `width` wide with an optional dash (lengths on and off), or both."""

    __slots__ = ("dash", "fill", "stroke", "width")

    def __init__(
        self,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        width: float = 0.0,
        dash: tuple[float, ...] = (),
    ) -> None:
        self.fill: Final = fill
        self.stroke: Final = stroke
        self.width: Final = width
        self.dash: Final = dash


class Palette:
    """The colours of a figure: `ink` and `accent` carry meaning, `quiet` is for grids alone, `paper` lies beneath."""

    __slots__ = ("accent", "ink", "paper", "quiet")

    def __init__(self, ink: Colour, accent: Colour, quiet: Colour, paper: Colour = (1.0, 1.0, 1.0)) -> None:
        self.ink: Final = ink
        self.accent: Final = accent
        self.quiet: Final = quiet
        self.paper: Final = paper


class Line:
    """A straight line."""

    __slots__ = ("paint", "x1", "x2", "y1", "y2")

    def __init__(self, x1: float, y1: float, x2: float, y2: float, paint: Paint) -> None:
        self.x1: Final = x1
        self.y1: Final = y1
        self.x2: Final = x2
        self.y2: Final = y2
        self.paint: Final = paint


class Rect:
    """A rectangle by its lower left corner."""

    __slots__ = ("height", "paint", "width", "x", "y")

    def __init__(self, x: float, y: float, width: float, height: float, paint: Paint) -> None:
        self.x: Final = x
        self.y: Final = y
        self.width: Final = width
        self.height: Final = height
        self.paint: Final = paint


class Disc:
    """A disc, or a ring if its paint only strokes, by its centre."""

    __slots__ = ("paint", "radius", "x", "y")

    def __init__(self, x: float, y: float, radius: float, paint: Paint) -> None:
        self.x: Final = x
        self.y: Final = y
        self.radius: Final = radius
        self.paint: Final = paint


class Polygon:
    """A closed polygon; with `is_open` its last point is not joined to the first."""

    __slots__ = ("is_open", "paint", "points")

    def __init__(self, points: tuple[tuple[float, float], ...], paint: Paint, *, is_open: bool = False) -> None:
        self.points: Final = points
        self.paint: Final = paint
        self.is_open: Final = is_open


Shape = Union[Line, Rect, Disc, Polygon]


def bounds(shape: Shape) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of a shape, half of its stroke included; a line ends square at its points."""
    match shape:
        case Line():
            return _bounds_of_line(shape)
        case Rect():
            box = (shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
        case Disc():
            x, y, radius = shape.x, shape.y, shape.radius
            box = (x - radius, y - radius, x + radius, y + radius)
        case Polygon():
            xs, ys = [x for x, _ in shape.points], [y for _, y in shape.points]
            box = (min(xs), min(ys), max(xs), max(ys))
    more = shape.paint.width / 2 if shape.paint.stroke is not None else 0.0
    return box[0] - more, box[1] - more, box[2] + more, box[3] + more


def _bounds_of_line(line: Line) -> tuple[float, float, float, float]:
    across, up = abs(line.x2 - line.x1), abs(line.y2 - line.y1)
    half = line.paint.width / 2 / (hypot(across, up) or 1.0)
    wider, higher = half * up, half * across
    left, right = min(line.x1, line.x2), max(line.x1, line.x2)
    bottom, top = min(line.y1, line.y2), max(line.y1, line.y2)
    return left - wider, bottom - higher, right + wider, top + higher
