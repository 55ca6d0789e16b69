"""Lengths as a pack writes them, to points."""

from typing import Final

__all__ = ["MM", "PAPER", "points"]

MM: Final = 72 / 25.4

# Width and height in points; ISO 216 and US sizes, rounded as viewers and printers expect them.
PAPER: Final = {
    "A4": (595.276, 841.89),
    "A5": (419.528, 595.276),
    "Letter": (612.0, 792.0),
    "Legal": (612.0, 1008.0),
}

_UNITS: Final = {"pt": 1.0, "mm": MM, "cm": 10 * MM, "in": 72.0}


def points(length: str) -> float:
    """Convert a length such as `10.5pt`, `25mm`, `2cm` or `1in` to points.

    Raises ValueError when the text is not a number with one of these units.
    """
    text = length.strip()
    unit = _UNITS.get(text[-2:])
    if unit is None:
        msg = f"{length!r} is not a length in pt, mm, cm or in"
        raise ValueError(msg)
    return float(text[:-2]) * unit
