"""Where a block is set: what it stands in, how wide it may be, and where in a line its letters stand."""

from typing import Final

from briefgen.layout.style import TextStyle

__all__ = ["LABEL_GAP", "Place", "baseline"]

LABEL_GAP: Final = 5.0
"""Points between a number or bullet and what it stands before, at least."""

_BASELINE: Final = 0.27  # of the leading lies below the baseline


def baseline(style: TextStyle) -> float:
    """Return how far the baseline lies below the top of a line."""
    return style.leading * (1 - _BASELINE)


class Place:
    """Where a block is set: parent element, start edge and measure in the column, heading depth, language.

    `voice` names the text style of running text there: body, note, cell, small.
    `boxes` are the frames that run beside it; `align` is where lines of paragraphs stand: start, end, centre.
    """

    __slots__ = ("align", "boxes", "depth", "language", "measure", "parent", "voice", "x")

    def __init__(
        self,
        parent: int,
        x: float,
        measure: float,
        depth: int,
        language: str,
        voice: str,
        boxes: tuple[int, ...],
        align: str = "start",
    ) -> None:
        self.parent: Final = parent
        self.x: Final = x
        self.measure: Final = measure
        self.depth: Final = depth
        self.language: Final = language
        self.voice: Final = voice
        self.boxes: Final = boxes
        self.align: Final = align

    def inner(
        self,
        *,
        parent: int | None = None,
        indent: float = 0.0,
        right: float = 0.0,
        depth: int | None = None,
        language: str = "",
        voice: str = "",
        box: int | None = None,
    ) -> "Place":
        """Return a place inside this one."""
        return Place(
            self.parent if parent is None else parent,
            self.x + indent,
            self.measure - indent - right,
            self.depth if depth is None else depth,
            language or self.language,
            voice or self.voice,
            self.boxes if box is None else (*self.boxes, box),
            self.align,
        )
