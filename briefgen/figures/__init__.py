"""What we draw: data of a brief in, plain vectors out. No fonts, no ReportLab, no words."""

from briefgen.figures.bars import bar
from briefgen.figures.drawing import Disc, Line, Paint, Palette, Polygon, Rect, Shape, bounds
from briefgen.figures.signs import sign
from briefgen.figures.timeline import REACH, Scale, guide, marks

__all__ = [
    "REACH",
    "Disc",
    "Line",
    "Paint",
    "Palette",
    "Polygon",
    "Rect",
    "Scale",
    "Shape",
    "bar",
    "bounds",
    "guide",
    "marks",
    "sign",
]
