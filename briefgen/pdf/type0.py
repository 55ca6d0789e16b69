"""Font programs to PDF fonts: Type0 with Identity-H, CIDFontType2, ToUnicode (ISO 32000-1, 9.7 and 9.10.3).

Codes are CIDs of two bytes; what glyph and what text stands behind one is the font room's business.
ReportLab's own TrueType fonts are not used: their codes follow the order of first use, and their
ToUnicode maps fail both standards.
"""

from collections.abc import Mapping
from typing import Any, Final

from briefgen.pdf.syntax import Formatted, Stream, add, name, number

__all__ = ["add_font", "to_unicode", "widths"]

_BLOCK: Final = 100  # the most entries that one block of a CMap may have

_CMAP: Final = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
%b
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def add_font(document: Any, program: Any) -> int:
    """Add a font (`fonts.subset.FontProgram`) and return the number of its Type0 dictionary."""
    base = name(f"{program.tag}+{program.name}")
    file = add(document, Stream(program.data, b"/Length1 %d" % len(program.data)))
    left, bottom, right, top = program.bbox
    descriptor = Formatted(
        b"<</Type/FontDescriptor/FontName%b/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle %b/Ascent %b/Descent %b"
        b"/CapHeight %b/StemV %b/FontFile2 %d 0 R>>"
        % (
            base,
            program.flags,
            *(left, bottom, right, top),
            *map(number, (program.italic_angle, program.ascent, program.descent, program.cap_height, program.stem_v)),
            file,
        )
    )
    descendant = Formatted(
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont%b/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor %d 0 R/CIDToGIDMap %d 0 R/DW 0/W[%b]>>"
        % (base, add(document, descriptor), add(document, Stream(program.cid_to_gid)), widths(program.widths))
    )
    font = b"<</Type/Font/Subtype/Type0/BaseFont%b/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>" % (
        base,
        add(document, descendant),
        add(document, Stream(to_unicode(program.to_unicode))),
    )
    return add(document, Formatted(font))


def widths(advances: Mapping[int, float]) -> bytes:
    """Write the inside of a W array: `first [width …]` for each run of consecutive CIDs, ascending."""
    runs: list[tuple[int, list[bytes]]] = []
    for cid, advance in advances.items():
        if not runs or cid != runs[-1][0] + len(runs[-1][1]):
            runs.append((cid, []))
        runs[-1][1].append(number(advance))
    return b"".join(b"%d[%b]" % (first, b" ".join(numbers)) for first, numbers in runs)


def to_unicode(texts: Mapping[int, str]) -> bytes:
    """Write a ToUnicode CMap; each CID has its own text of one or more characters."""
    entries = [b"<%04X> <%b>" % (cid, text.encode("utf-16-be").hex().upper().encode()) for cid, text in texts.items()]
    blocks = []
    for start in range(0, len(entries), _BLOCK):
        block = entries[start : start + _BLOCK]
        blocks.append(b"%d beginbfchar\n%b\nendbfchar" % (len(block), b"\n".join(block)))
    return _CMAP % b"\n".join(blocks)
