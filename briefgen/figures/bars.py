"""A count in, a bar out whose length is its share of the largest count."""

from typing import Final

from briefgen.figures.drawing import Paint, Palette, Rect, Shape

__all__ = ["bar"]

_SHORTEST: Final = 1.0  # points: a count of one among thousands is still seen


def bar(
    count: int, largest: int, left: float, width: float, y: float, height: float, palette: Palette, *, mirrored: bool
) -> Shape:
    """Return a bar `height` high on `y`; `largest` fills the `width` from `left`, mirrored from the right."""
    length = max(width * count / largest, _SHORTEST) if count else 0.0
    return Rect(left + width - length if mirrored else left, y, length, height, Paint(fill=palette.accent))
