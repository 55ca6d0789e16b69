"""Which font files there are: the packages that briefgen depends on, then system folders.

In: family names and folders. Out: `FontFile`s, which are promises to open a file, not open files.
Nothing here imports a font package (its folder is found by `find_spec`), and no system folder is
looked into before somebody asks for a family or a letter that the packages lack.
It reads no environment variable: folders beyond the fixed ones are handed in by the caller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefgen.diagnostics import NOWHERE, bad_input
from briefgen.errors import FontError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["CATALOGUE", "FAMILIES", "SYSTEM_FOLDERS", "FontFile", "closest", "font_path", "unknown_family"]

SYSTEM_FOLDERS: Final = (
    "/usr/local/share/fonts",
    "/usr/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:\\Windows\\Fonts",
)

# Style names by weight (OpenType OS/2 usWeightClass).
_SOURCE_WEIGHTS: Final = (
    (200, "ExtraLight"),
    (300, "Light"),
    (400, "Regular"),
    (600, "Semibold"),
    (700, "Bold"),
    (900, "Black"),
)
_NOTO_WEIGHTS: Final = (
    (100, "Thin"),
    (200, "ExtraLight"),
    (300, "Light"),
    (400, "Regular"),
    (500, "Medium"),
    (600, "SemiBold"),
    (700, "Bold"),
    (800, "ExtraBold"),
    (900, "Black"),
)
_NOTO_FILE: Final = "fonts/ofl/notosansarabic/NotoSansArabic[wdth,wght].ttf"


class FontFile:
    """One style of a family: where its file is, and what has to be set to get the style.

    `package` is empty for a file outside the packages; `place` is then its path, else the path
    inside the package. `variations` are the axis values of a variable font.
    """

    __slots__ = ("family", "italic", "name", "package", "place", "style", "variations", "weight")

    def __init__(
        self,
        family: str,
        style: str,
        name: str,
        weight: int,
        italic: bool,
        place: str,
        package: str = "",
        variations: Mapping[str, float] | None = None,
    ) -> None:
        self.family: Final = family
        self.style: Final = style
        self.name: Final = name
        self.weight: Final = weight
        self.italic: Final = italic
        self.place: Final = place
        self.package: Final = package
        self.variations: Final = variations

    def __repr__(self) -> str:
        """Show the name."""
        return f"FontFile({self.name})"

    def path(self) -> str:
        """Return the path of the file. Raises FontError if its package is not installed."""
        return font_path(self.package, self.place) if self.package else self.place


def _source(family: str, stem: str, package: str) -> list[FontFile]:
    files = []
    for weight, style in _SOURCE_WEIGHTS:
        upright, slanted = style, "It" if style == "Regular" else style + "It"
        for italic, suffix in ((False, upright), (True, slanted)):
            shown = style if not italic else "Italic" if style == "Regular" else style + " Italic"
            name = f"{stem}-{suffix}"
            files.append(FontFile(family, shown, name, weight, italic, f"files/{name}.ttf", package))
    return files


def _noto() -> list[FontFile]:
    return [
        FontFile(
            "Noto Sans Arabic",
            style,
            f"NotoSansArabic-{style}",
            weight,
            False,
            _NOTO_FILE,
            "justmytype_intl_rtl",
            {"wght": float(weight), "wdth": 100.0},
        )
        for weight, style in _NOTO_WEIGHTS
    ]


# The place of a file in this table is the index of its face in every run: cached lines may hold it.
CATALOGUE: Final = (
    *_source("Source Serif", "SourceSerifPro", "font_source_serif_pro"),
    *_source("Source Sans", "SourceSansPro", "font_source_sans_pro"),
    *_noto(),
)

FAMILIES: Final = {
    "Source Serif": range(12),
    "Source Sans": range(12, 24),
    "Noto Sans Arabic": range(24, 33),
}

_OTHER_NAMES: Final = {"source serif pro": "Source Serif", "source sans pro": "Source Sans"}


def packaged(family: str) -> str:
    """Return the name under which the packages know this family, or an empty string."""
    folded = family.strip().casefold()
    return _OTHER_NAMES.get(folded) or next((name for name in FAMILIES if name.casefold() == folded), "")


def font_path(package: str, relative: str) -> str:
    """Return the path of a file in an installed package, without importing the package.

    Raises FontError (`font.not-installed`) if the package is not there.
    """
    from importlib.util import find_spec  # noqa: PLC0415  costs more than this module, and only misses need it

    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        problem = bad_input(
            "font.not-installed",
            NOWHERE,
            f"the font package {package.replace('_', '-')} is not installed",
            "install briefgen again; its fonts come with it",
        )
        raise FontError(problem)
    return f"{spec.submodule_search_locations[0]}/{relative}"


def closest(files: Sequence[FontFile], weight: int, italic: bool) -> int:
    """Return the position of the style that comes nearest: slant first, then weight, the heavier on a tie."""
    return min(
        range(len(files)),
        key=lambda i: (files[i].italic != italic, abs(files[i].weight - weight), -files[i].weight, i),
    )


def unknown_family(family: str, known: Iterable[str]) -> FontError:
    """Return the error for a family that nothing provides, with names that come close."""
    from difflib import get_close_matches  # noqa: PLC0415  only on the way to an error

    names = sorted(set(known))
    by_fold = {name.casefold(): name for name in names}
    near = [by_fold[fold] for fold in get_close_matches(family.casefold(), by_fold, 3, 0.5)]
    hint = "did you mean " + " or ".join(near) + "?" if near else "`briefgen fonts` lists the families that are there"
    return FontError(bad_input("font.unknown-family", NOWHERE, f"there is no font family {family!r}", hint))
