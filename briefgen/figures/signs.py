"""A stance in, its sign out: seven shapes that differ without colour, in a square of a given size.

asserted: a disc; denied: a cross; contradicted: two arrow heads, point to point; qualified: a disc half filled;
corroborated: a disc in a ring; answered: a ring; silent: a dash.
"""

from math import cos, pi, sin
from typing import Final

from briefgen.figures.drawing import Disc, Line, Paint, Palette, Polygon, Shape

__all__ = ["SIGNS", "sign"]

SIGNS: Final = ("asserted", "denied", "contradicted", "qualified", "corroborated", "answered", "silent")
"""The stances that have a sign."""

_ARC: Final = 12  # corners of half a disc


def sign(kind: str, x: float, y: float, size: float, palette: Palette) -> tuple[Shape, ...]:
    """Return the sign of a stance in the square `size` wide around x, y; KeyError for any other word."""
    radius = size / 2
    ring = Paint(stroke=palette.ink, width=size * 0.14)
    filled = Paint(fill=palette.ink)
    inner = radius - size * 0.07  # of a ring, so that its ink ends where that of a disc does
    match kind:
        case "asserted":
            return (Disc(x, y, radius, filled),)
        case "denied":
            cross = Paint(stroke=palette.ink, width=size * 0.22)
            arm = radius * 0.8
            return (Line(x - arm, y - arm, x + arm, y + arm, cross), Line(x - arm, y + arm, x + arm, y - arm, cross))
        case "contradicted":
            left = ((x - radius, y + radius * 0.8), (x - radius, y - radius * 0.8), (x - size * 0.04, y))
            right = tuple((2 * x - px, py) for px, py in left)
            return (Polygon(left, filled), Polygon(right, filled))
        case "qualified":
            arc = [pi / 2 + pi * step / _ARC for step in range(_ARC + 1)]
            half = tuple((x + inner * cos(angle), y + inner * sin(angle)) for angle in arc)
            return (Disc(x, y, inner, ring), Polygon(half, filled))
        case "corroborated":
            return (Disc(x, y, inner, ring), Disc(x, y, radius * 0.48, filled))
        case "answered":
            return (Disc(x, y, inner, ring),)
        case "silent":
            return (Line(x - radius * 0.7, y, x + radius * 0.7, y, Paint(stroke=palette.ink, width=size * 0.14)),)
        case _:
            raise KeyError(kind)
