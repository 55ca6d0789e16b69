"""What one brief uses: words as the inside of a PDF TJ array, and the text of every CID.

In: words. Out: `Shaped`, a plain tuple

    (width, parts, rtl)     parts: tuple of (face index, tj, part width)

`width` is the advance in 1/1000 em, never negative. `tj` holds hexadecimal strings of two-byte CIDs
and numbers (ISO 32000-1, 9.4.3): a number moves left in 1/1000 em, in either direction of writing.
Left to right, the pen starts at the left edge of the word and ends at its right edge. Right to left
(`rtl`), glyphs stand in logical order and numbers step back: the pen starts at the right edge and
ends at the left edge. Parts follow each other in logical order, one per face.

A "word" is any text without ordinary spaces; the space alone is a word too. U+00AD and U+2011 show
the hyphen, U+00A0 and U+202F and their kind the space, ZWNJ and ZWJ nothing; each keeps its own text.

The CID of a glyph that stands for one text is its glyph id. All others are virtual glyphs: base and
marks as one composite, or a glyph that is shown for a second text. Their CIDs follow from their
content (a checksum), so that lines set in one session mostly fit into another.

Invariants: the texts of the CIDs of a word, in order, spell the word. A CID has one text in a session.
What a session registers depends on the words it was asked for and their order, never on other sessions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from zlib import crc32

from briefgen.diagnostics import NOWHERE, bad_input
from briefgen.errors import FontError
from briefgen.fonts.clusters import Part, VirtualGlyph
from briefgen.fonts.fallback import MissingGlyphError
from briefgen.fonts.subset import FontProgram, font_program

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.fonts.clusters import Step
    from briefgen.fonts.face import Face
    from briefgen.fonts.shape import Faces

__all__ = ["Key", "Recipe", "Session", "Shaped"]

Key = tuple[str, int, str, bool, int]
Shaped = tuple[float, tuple[tuple[int, bytes, float], ...], bool]
Recipe = tuple[Shaped | None, tuple[tuple[int, dict[int, str]], ...], tuple[Part, ...] | None]
if TYPE_CHECKING:
    Glyphs = Mapping[int, tuple[str, VirtualGlyph | None]]

# Two-byte codes.
_CIDS: Final = 0x10000


def _full(name: str) -> FontError:
    return FontError(bad_input("font.unusable", NOWHERE, f"the font {name} has no code left for letters with marks"))


class Session:
    """What one brief uses. Words are shaped through `word`, or read from `words` directly.

    `words[(text, chain, lang, rtl, features)]` is the Shaped of a word met before: the hot path is
    one `words.get(key) or session.word(*key)`. `used[face][cid]` is the exact text of a CID, virtual
    ones included. `virtual[face][cid]` is a glyph to append to the face: (components, advance, text),
    in font units. Both tables are in order of first use.
    """

    __slots__ = ("_faces", "_virtual_ids", "used", "virtual", "words")

    def __init__(self, faces: Faces) -> None:
        self._faces: Final = faces
        self._virtual_ids: Final[dict[int, dict[VirtualGlyph, int]]] = {}
        self.words: Final[dict[Key, Shaped]] = {}
        self.used: Final[dict[int, dict[int, str]]] = {}
        self.virtual: Final[dict[int, dict[int, VirtualGlyph]]] = {}

    def word(self, text: str, chain: int, lang: str, rtl: bool, features: int = 0) -> Shaped:
        """Return a word, shaped, and register its glyphs. Raises MissingGlyphError."""
        key = (text, chain, lang, rtl, features)
        shaped = self.words.get(key)
        if shaped is None:
            shaped = self.words[key] = self._register(key)
        return shaped

    def missing(self, text: str, chain: int, lang: str = "", rtl: bool = False) -> tuple[int, ...]:
        """Return the code points of a text that no font has; an empty tuple if all is well."""
        try:
            self._faces.recipe((text, chain, lang, rtl, 0))
        except MissingGlyphError as error:
            return error.code_points
        return ()

    def _register(self, key: Key) -> Shaped:
        faces = self._faces
        shaped, uses, _ = faces.recipe(key)
        if shaped is not None:
            # A word that is plain has one part.
            for index, texts in uses:
                table = self.used.setdefault(index, {})
                for glyph, text in texts.items():
                    if table.setdefault(glyph, text) != text:
                        break
                else:
                    return shaped
        parts = []
        width = 0.0
        for index, part_width, steps, tail in faces.general(key):
            parts.append((index, self._show(index, steps, tail), part_width))
            width += part_width
        return width, tuple(parts), key[3]

    def _show(self, index: int, steps: tuple[Step, ...], tail: str) -> bytes:
        table = self.used.setdefault(index, {})
        pieces = []
        closed = True
        for number, components, advance, text, forced in steps:
            if number:
                pieces.append(number if closed else ">" + number)
                closed = True
            plain = not forced and len(components) == 1 and not components[0][2]
            if plain and table.setdefault(components[0][0], text) == text:
                cid = components[0][0]
            else:
                cid = self._virtual_cid(index, (components, advance, text))
                table[cid] = text
            pieces.append(f"<{cid:04X}" if closed else f"{cid:04X}")
            closed = False
        if not closed:
            pieces.append(">")
        return ("".join(pieces) + tail).encode()

    def _virtual_cid(self, index: int, glyph: VirtualGlyph) -> int:
        """Return the CID of a virtual glyph: the one that its content names, or the next that is free."""
        ids = self._virtual_ids.setdefault(index, {})
        cid = ids.get(glyph)
        if cid is None:
            count = self._faces.face(index).count
            room = _CIDS - count
            taken = self.virtual.setdefault(index, {})
            if len(taken) >= room:
                raise _full(self._faces.face(index).name)
            components, advance, text = glyph
            place = crc32(f"{components}{advance}{text}".encode()) % room
            while count + place in taken:
                place = (place + 1) % room
            cid = ids[glyph] = count + place
            taken[cid] = glyph
        return cid

    def face(self, index: int) -> Face:
        """Return a face by its index."""
        return self._faces.face(index)

    def name(self, index: int) -> bytes:
        """Return the name under which a face is selected on a page."""
        return self._faces.face(index).name.encode()

    def programs(self) -> list[FontProgram]:
        """Return the font programs of all faces used, in the order of their names."""
        faces = sorted((self._faces.face(index) for index in self.used), key=lambda face: face.name)
        return [font_program(face, self.used[face.index], self.virtual.get(face.index, {})) for face in faces]

    def glyphs(self, index: int, tj: bytes) -> Glyphs:
        """Return what the CIDs of these bytes mean: with it, a line can be kept and shown by another session."""
        used, virtual = self.used[index], self.virtual.get(index, {})
        shown = b"".join([piece.partition(b">")[0] for piece in tj.split(b"<")[1:]])
        cids = dict.fromkeys(int(shown[place : place + 4], 16) for place in range(0, len(shown), 4))
        return {cid: (used[cid], virtual.get(cid)) for cid in cids}

    def adopt(self, index: int, glyphs: Glyphs) -> bool:
        """Register the glyphs of a kept line; False, and nothing is registered, if a CID means something else here."""
        used, virtual = self.used.get(index, {}), self.virtual.get(index, {})
        ids = self._virtual_ids.get(index, {})
        for cid, (text, glyph) in glyphs.items():
            if used.get(cid, text) != text or virtual.get(cid, glyph) != glyph:
                return False
            if glyph is not None and ids.get(glyph, cid) != cid:
                return False
        for cid, (text, glyph) in glyphs.items():
            self.used.setdefault(index, {})[cid] = text
            if glyph is not None:
                self._virtual_ids.setdefault(index, {})[glyph] = cid
                self.virtual.setdefault(index, {})[cid] = glyph
        return True
