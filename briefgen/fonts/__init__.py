"""What letters look like: font files found, words shaped, subsets made. The only room that knows HarfBuzz."""

from briefgen.fonts.discover import SYSTEM_FOLDERS
from briefgen.fonts.face import Face
from briefgen.fonts.fallback import MissingGlyphError
from briefgen.fonts.shape import OLDSTYLE, SMALLCAPS, SUPERIOR, TABULAR, Faces, Session
from briefgen.fonts.subset import FontProgram, font_program

__all__ = [
    "OLDSTYLE",
    "SMALLCAPS",
    "SUPERIOR",
    "SYSTEM_FOLDERS",
    "TABULAR",
    "Face",
    "Faces",
    "FontProgram",
    "MissingGlyphError",
    "Session",
    "font_program",
]
