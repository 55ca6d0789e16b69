"""Cells whose words read upwards: long heads over narrow columns.

The words are set across, in a measure as long as the cell may be high, and then turned: the first line stands
leftmost, and each line ends up on the foot of its row.
"""

from typing import Final

from briefgen.document import nodes
from briefgen.layout.block import Builder
from briefgen.layout.flatten import flatten
from briefgen.layout.flow import Placed, Turned
from briefgen.layout.fragments import set_paragraph
from briefgen.layout.place import Place, baseline

__all__ = ["UP", "CellLine", "stood", "turned", "width_up"]

UP: Final = 96.0
"""How high (points) the words of such a cell may stand; longer ones take another line."""

CellLine = tuple[float, float, Placed, tuple[int, ...]]  # top, height, what, marks


def width_up(builder: Builder, cell: nodes.Cell, place: Place) -> float:
    """Return the width of a cell's paragraphs, turned."""
    style = builder.style.text["cell-head"]
    width = 0.0
    for block in cell.blocks:
        if isinstance(block, nodes.Paragraph):
            flat = flatten(block.children, style, place.language, builder.voices, builder.say, builder.style.link)
            width += len(set_paragraph(flat, UP, justified=False).lines) * style.leading
    return width


def turned(lines: list[CellLine], start: float, *, rtl: bool) -> list[CellLine]:
    """Turn lines set in a measure of `UP`; the words of the cell begin `start` points from the start edge.

    Turned lines stand from left to right in either direction: they are read with the head inclined.
    """
    length = max((placed.fragment.ends[placed.index] for _, _, placed, _ in lines), default=0.0)
    width = max((top + height for top, height, _, _ in lines), default=0.0)
    out: list[CellLine] = []
    for top, _, placed, marks in lines:
        across = top + placed.drop
        x = start + (width - across if rtl else across)
        out.append((0.0, length, Turned(placed.fragment, placed.index, x, 0.0, placed.elements), marks))
    return out


def stood(builder: Builder, lines: list[CellLine], height: float) -> list[CellLine]:
    """Let the turned lines of a cell begin at the foot of its row; `height` is that of the row without padding."""
    style = builder.style.text["cell-head"]
    drop = height - (style.leading - baseline(style))
    return [
        (top, tall, Turned(line.fragment, line.index, line.x, drop + _begin(line), line.elements), marks)
        if type(line) is Turned
        else (top, tall, line, marks)
        for top, tall, line, marks in lines
    ]


def _begin(line: Placed) -> float:
    """Return where the ink of a line begins; words from right to left stand at the far end of their measure."""
    return min((dx + min(width, 0.0) for _, dx, width, *_ in line.fragment.lines[line.index]), default=0.0)
