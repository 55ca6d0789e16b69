"""A font in which every letter is a square of half an em: layout tests can count in their heads."""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

# Latin letters and punctuation, spaces, dashes, quotation marks, and the Arabic block without its marks.
CHARACTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x250),
    *range(0x2010, 0x2028),
    0x20AC,
    *range(0x621, 0x64B),
    *range(0x660, 0x670),
    *range(0x671, 0x6D5),
    *range(0x6F0, 0x6FA),
)


def square_font(folder: Path, name: str = "Square", advance: int = 500, upem: int = 1000) -> str:
    """Write the font into a folder and return its path: every advance is `advance` of `upem` units.

    It has no kerning, no ligature and no other feature; the space is as wide as a letter.
    """
    pen = TTGlyphPen(None)
    corners = [(0, 0), (0, advance), (advance, advance), (advance, 0)]
    pen.moveTo(corners[0])
    for corner in corners[1:]:
        pen.lineTo(corner)
    pen.closePath()
    square, empty = pen.glyph(), TTGlyphPen(None).glyph()
    names = {code: f"uni{code:04X}" for code in CHARACTERS}
    builder = FontBuilder(upem, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    builder.setupGlyf(
        {".notdef": square, **{glyph: empty if chr(code).isspace() else square for code, glyph in names.items()}}
    )
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *names.values()], (advance, 0)))
    builder.setupHorizontalHeader(ascent=upem * 4 // 5, descent=-upem // 5)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": f"{name}-Regular"})
    builder.setupOS2(sTypoAscender=upem * 4 // 5, sTypoDescender=-upem // 5, sCapHeight=advance, sxHeight=advance)
    builder.setupPost()
    builder.updateHead(created=0, modified=0)
    path = folder / f"{name}.ttf"
    builder.font.recalcTimestamp = False
    builder.save(path)
    return str(path)
