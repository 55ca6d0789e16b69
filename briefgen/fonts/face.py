"""One open face: its tables in HarfBuzz, its measures, the advances of its glyphs.

In: a `FontFile`. Out: a `Face`. Measures are in 1/1000 em, as PDF wants them (ISO 32000-1, 9.8);
`advance` and everything that goes into a font program are in font units.
The file is read once, with a plain open; HarfBuzz checks every table before it uses it.
"""

from __future__ import annotations

from struct import error as struct_error
from struct import unpack_from
from typing import TYPE_CHECKING, Any, Final

from briefgen.diagnostics import NOWHERE, bad_input
from briefgen.errors import FontError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.fonts.discover import FontFile

__all__ = ["Face", "is_truetype"]

_JOINERS: Final = (0x200C, 0x200D)


def is_truetype(tables: Any) -> bool:
    """Tell whether HarfBuzz's face has the tables of a font with TrueType outlines."""
    # Asked one by one: the list of tags cannot be read where a damaged tag is no text.
    needed = ("glyf", "loca", "cmap", "hmtx", "head", "hhea", "maxp")
    return bool(tables.glyph_count) and all(len(tables.reference_table(tag)) for tag in needed)


def _unusable(path: str, reason: str) -> FontError:
    return FontError(bad_input("font.unusable", NOWHERE, f"cannot use the font file {path}: {reason}"))


class Face:
    """One style of a font, open.

    `advances[gid]` and `codes[gid]` are filled as glyphs are met: the natural advance in font units,
    and the glyph id as four hexadecimal digits. `joiners` are the glyphs of ZWNJ and ZWJ, which some
    fonts draw with ink. Raises FontError (`font.unreadable`, `font.unusable`).
    """

    __slots__ = (
        "_digest",
        "_measures",
        "advances",
        "codes",
        "count",
        "data",
        "family",
        "font",
        "index",
        "is_italic",
        "joiners",
        "name",
        "path",
        "tables",
        "upem",
        "variations",
        "weight",
    )

    def __init__(self, index: int, file: FontFile) -> None:
        import uharfbuzz

        self.index: Final = index
        self.family: Final = file.family
        self.name: Final = file.name
        self.weight: Final = file.weight
        self.is_italic: Final = file.italic
        self.variations: Final[Mapping[str, float] | None] = file.variations
        self.path: Final = file.path()
        try:
            with open(self.path, "rb") as stream:
                self.data: Final = stream.read()
        except OSError as error:
            reason = f"cannot read the font file {self.path}: {error.strerror}"
            raise FontError(bad_input("font.unreadable", NOWHERE, reason)) from error
        self.tables: Final[Any] = uharfbuzz.Face(self.data)
        self.font: Final[Any] = uharfbuzz.Font(self.tables)
        self.count: Final[int] = self.tables.glyph_count
        self.upem: Final[int] = self.tables.upem
        if not is_truetype(self.tables):
            raise _unusable(self.path, "it is not a TrueType font")
        if self.variations:
            self.font.set_variations(dict(self.variations))
        self.advances: Final[dict[int, int]] = {}
        self.codes: Final[dict[int, str]] = {}
        nominal = self.font.get_nominal_glyph
        self.joiners: Final = frozenset(glyph for glyph in map(nominal, _JOINERS) if glyph)
        self._digest = ""
        self._measures: tuple[Any, ...] = ()

    def __repr__(self) -> str:
        """Show the name."""
        return f"Face({self.index}, {self.name})"

    def advance(self, glyph: int) -> int:
        """Return the advance of a glyph in font units, at the axis values of this face."""
        found = self.advances.get(glyph)
        if found is None:
            found = self.advances[glyph] = self.font.get_glyph_h_advance(glyph)
        return found

    def covers(self, text: str) -> bool:
        """Tell whether each character has a glyph of its own; shaping may still build one from parts."""
        nominal = self.font.get_nominal_glyph
        return all(nominal(ord(character)) for character in text)

    def has_feature(self, tag: str) -> bool:
        """Tell whether the face has a substitution feature, in any script."""
        tables = self.tables
        scripts = tables.get_table_script_tags("GSUB")
        return any(tag in tables.get_language_feature_tags("GSUB", i, 0xFFFF) for i in range(len(scripts)))

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the file in hexadecimal."""
        if not self._digest:
            from hashlib import sha256

            self._digest = sha256(self.data).hexdigest()
        return self._digest

    @property
    def ascent(self) -> float:
        """Return the height of the line above the baseline."""
        return float(self._measured()[0])

    @property
    def descent(self) -> float:
        """Return the depth of the line below the baseline, a negative number."""
        return float(self._measured()[1])

    @property
    def cap_height(self) -> float:
        """Return the height of a flat capital letter."""
        return float(self._measured()[2])

    @property
    def x_height(self) -> float:
        """Return the height of the letter x."""
        return float(self._measured()[3])

    @property
    def italic_angle(self) -> float:
        """Return the angle of the stems, counter-clockwise from upright, in degrees."""
        return float(self._measured()[4])

    @property
    def bbox(self) -> tuple[int, int, int, int]:
        """Return the box around all glyphs: left, bottom, right, top."""
        left, bottom, right, top = self._measured()[5]
        return left, bottom, right, top

    @property
    def stem_v(self) -> int:
        """Return an estimate of the width of a stem; fonts do not record it, and readers hardly use it."""
        return round(10 + 220 * (self.weight - 50) / 900)

    def _measured(self) -> tuple[Any, ...]:
        if not self._measures:
            self._measures = self._measure()
        return self._measures

    def _measure(self) -> tuple[Any, ...]:
        from uharfbuzz import OTMetricsTag

        scale = 1000 / self.upem
        extents = self.font.get_font_extents("ltr")
        position = self.font.get_metric_position_with_fallback
        try:
            head = unpack_from(">4h", self.tables.reference_table("head").data, 36)
            post = self.tables.reference_table("post").data
            angle = unpack_from(">i", post, 4)[0] / 65536 if post else 0.0
        except struct_error as error:
            raise _unusable(self.path, "its header is cut short") from error
        return (
            extents.ascender * scale,
            extents.descender * scale,
            position(OTMetricsTag.CAP_HEIGHT) * scale,
            position(OTMetricsTag.X_HEIGHT) * scale,
            angle,
            tuple(round(side * scale) for side in head),
        )
