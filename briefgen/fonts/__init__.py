"""What letters look like: font files found, words shaped, subsets made. The only room that knows HarfBuzz."""

from briefgen.fonts.clusters import VirtualGlyph
from briefgen.fonts.discover import SYSTEM_FOLDERS, FamilyInfo, StyleInfo, available
from briefgen.fonts.face import Face
from briefgen.fonts.fallback import MissingGlyphError
from briefgen.fonts.session import Session, Shaped
from briefgen.fonts.shape import FIGURES, OLDSTYLE, PROPORTIONAL, SMALLCAPS, SUPERIOR, TABULAR, Faces
from briefgen.fonts.subset import FontProgram, font_program

__all__ = [
    "FIGURES",
    "OLDSTYLE",
    "PROPORTIONAL",
    "SMALLCAPS",
    "SUPERIOR",
    "SYSTEM_FOLDERS",
    "TABULAR",
    "Face",
    "Faces",
    "FamilyInfo",
    "FontProgram",
    "MissingGlyphError",
    "Session",
    "Shaped",
    "StyleInfo",
    "VirtualGlyph",
    "available",
    "font_program",
]
