"""Where a block is set: what it stands in, how wide it may be, and where in a line its letters stand."""

from typing import Final

from briefgen.layout.style import TextStyle

__all__ = ["Place", "baseline"]

_BASELINE: Final = 0.27  # of the leading lies below the baseline


def baseline(style: TextStyle) -> float:
    """Return how far the baseline lies below the top of a line."""
    return style.leading * (1 - _BASELINE)


class Place:
    """Where a block is set: parent element, left edge and measure in the column, heading depth, language.

    `voice` names the text style of running text there: body, note, cell, small.
    `boxes` are the frames that run beside it; `keep` holds all its lines together.
    """

    __slots__ = ("boxes", "depth", "language", "measure", "parent", "voice", "x")

    def __init__(
        self, parent: int, x: float, measure: float, depth: int, language: str, voice: str, boxes: tuple[int, ...]
    ) -> None:
        self.parent: Final = parent
        self.x: Final = x
        self.measure: Final = measure
        self.depth: Final = depth
        self.language: Final = language
        self.voice: Final = voice
        self.boxes: Final = boxes

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
        )
