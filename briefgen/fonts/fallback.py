"""Which face for which cluster: the order of a chain, and the error when nobody has a letter.

A cluster is a base letter with its marks, as HarfBuzz sees it. Whether a face has it is decided
after shaping, never from the cmap: HarfBuzz builds a letter from parts where the font has them.
Invariant: no glyph 0 (`.notdef`) ever leaves this room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefgen.diagnostics import NOWHERE, Diagnostic, Span, bad_input
from briefgen.errors import FontError
from briefgen.fonts.discover import CATALOGUE, FAMILIES, closest, installed

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Sequence

    from briefgen.fonts.discover import FontFile

__all__ = ["MissingGlyphError", "SystemFonts", "members"]


def _named(code_point: int) -> str:
    from unicodedata import name

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


class SystemFonts:
    """The fonts of the system, looked for when the packages lack a family or a letter.

    `files` are those of the process, to which the fonts found are appended once. The answer for a
    cluster depends on the cluster and the style alone, never on what was asked before.
    """

    def __init__(self, folders: Sequence[str], files: list[FontFile]) -> None:
        self._folders: Final = folders
        self._files: Final = files
        self._coverage: dict[int, Container[int]] | None = None
        self._orders: Final[dict[tuple[int, bool], list[int]]] = {}
        self._answers: Final[dict[tuple[str, int, bool], int]] = {}

    def families(self) -> dict[str, list[int]]:
        """Return the families found, each with the indexes of its styles."""
        found: dict[str, list[int]] = {}
        for index in self._covered():
            found.setdefault(self._files[index].family, []).append(index)
        return found

    def face_for(self, cluster: str, weight: int, italic: bool, shapes: Callable[[int, str], bool]) -> int:
        """Return the first face that can show a cluster, or -1; `shapes` is asked after a look at the cmap."""
        key = (cluster, weight, italic)
        found = self._answers.get(key)
        if found is None:
            coverage = self._covered()
            candidates = (index for index in self._order(weight, italic) if ord(cluster[0]) in coverage[index])
            found = next((index for index in candidates if shapes(index, cluster)), -1)
            self._answers[key] = found
        return found

    def _covered(self) -> dict[int, Container[int]]:
        if self._coverage is None:
            self._coverage = {}
            # A page selects a face by its name: of two fonts with one name the first is taken.
            names = {file.name for file in self._files}
            for file, mapped in installed(self._folders):
                if file.name not in names:
                    names.add(file.name)
                    self._coverage[len(self._files)] = mapped
                    self._files.append(file)
        return self._coverage

    def _order(self, weight: int, italic: bool) -> list[int]:
        """Return the faces in the order in which they are tried: as found, in each family the closest style first."""
        found = self._orders.get((weight, italic))
        if found is None:
            found = []
            for indexes in self.families().values():
                rest = list(indexes)
                while rest:
                    found.append(rest.pop(closest([self._files[index] for index in rest], weight, italic)))
            self._orders[weight, italic] = found
        return found
