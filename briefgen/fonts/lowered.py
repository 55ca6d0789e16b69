"""Letters with a dot or a line below, built where a face has the parts but not the letter.

In: a face and a cluster that it could not shape. Out: the components of a composite glyph, or nothing.
Transliterated titles stand in italics, and italics often have the dot and the line above only. The
mark is moved below the letter, so that a word is not set in letters of two families.
"""

from __future__ import annotations

from math import radians, tan
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

if TYPE_CHECKING:
    from briefgen.fonts.clusters import Component
    from briefgen.fonts.face import Face

__all__ = ["lowered"]

# Mark below: the same mark above, and the gap under the baseline in 1/1000 em.
_MARKS: Final = {
    "\u0323": (0x0307, 75),
    "\u0324": (0x0308, 75),
    "\u0325": (0x030A, 75),
    "\u032e": (0x0306, 90),
    "\u0331": (0x0304, 105),
    "\u0332": (0x0304, 105),
}


def lowered(face: Face, content: str) -> tuple[Component, ...]:
    """Return letter and mark as components, in font units; an empty tuple if the face lacks a part."""
    parts = normalize("NFD", content)
    mark = next((character for character in parts if character in _MARKS), "")
    letter = normalize("NFC", parts.replace(mark, "", 1)) if mark else ""
    if len(letter) != 1:
        return ()
    donor, gap = _MARKS[mark]
    base, sign = (face.font.get_nominal_glyph(code) for code in (ord(letter), donor))
    box, below = (face.font.get_glyph_extents(glyph) if glyph else None for glyph in (sign, base))
    if box is None or below is None:
        return ()
    unit = face.upem / 1000
    # HarfBuzz counts heights downward: the lower edge of an outline is y_bearing + height.
    depth = below.y_bearing + below.height
    top = min(0, depth if depth < -50 * unit else 0) - round(gap * unit)
    # The middle of a slanted letter wanders left on the way down; at a third of the x-height it is half the advance.
    rise = top + box.height / 2 - face.x_height * unit / 3
    middle = face.advance(base) / 2 + tan(radians(-face.italic_angle)) * rise
    dx = round(middle - box.x_bearing - box.width / 2)
    return (base, 0, 0), (sign, dx, top - box.y_bearing)
