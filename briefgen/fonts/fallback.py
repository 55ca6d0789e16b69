"""Which face for which cluster: the order of a chain, and the error when nobody has a letter.

A cluster is a base letter with its marks, as HarfBuzz sees it. Whether a face has it is decided
after shaping, never from the cmap: HarfBuzz builds a letter from parts where the font has them.
Invariant: no glyph 0 (`.notdef`) ever leaves this room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefgen.diagnostics import NOWHERE, Diagnostic, Span, bad_input
from briefgen.errors import FontError
from briefgen.fonts.discover import CATALOGUE, FAMILIES, closest

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["MissingGlyphError", "members"]


def _named(code_point: int) -> str:
    from unicodedata import name  # noqa: PLC0415  only on the way to an error

    letter = chr(code_point)
    return f"U+{code_point:04X} {name(letter, 'an unnamed character')} ({letter})"


class MissingGlyphError(FontError):
    """No font has a character. `code_points` are the characters, in the order of the text."""

    def __init__(self, code_points: Iterable[int], where: Span = NOWHERE) -> None:
        self.code_points: Final = tuple(code_points)
        super().__init__(*(_missing(code_point, where) for code_point in self.code_points))

    def at(self, where: Span) -> MissingGlyphError:
        """Return the same error with the place of the record that holds the text."""
        return MissingGlyphError(self.code_points, where)


def _missing(code_point: int, where: Span) -> Diagnostic:
    return bad_input(
        "font.missing-glyph",
        where,
        f"no font has a glyph for {_named(code_point)}",
        "install a font that has it, or write it in another way; `briefgen fonts` shows what is covered",
    )


def members(weight: int, italic: bool) -> list[int]:
    """Return the faces that stand behind every family: Source Serif, Source Sans, Noto Sans Arabic.

    The upright faces follow the italic ones: the italics lack some letters of transliterations.
    """
    chain: list[int] = []
    for slant in (True, False) if italic else (False,):
        for places in FAMILIES.values():
            files = [CATALOGUE[place] for place in places]
            index = places[closest(files, weight, slant)]
            if index not in chain:
                chain.append(index)
    return chain
