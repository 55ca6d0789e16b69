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
from briefgen.fonts.face import is_truetype

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

__all__ = [
    "CATALOGUE",
    "FAMILIES",
    "SYSTEM_FOLDERS",
    "FamilyInfo",
    "FontFile",
    "StyleInfo",
    "available",
    "closest",
    "font_path",
    "installed",
    "packaged",
    "unknown_family",
]

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
# A file in a system folder that is larger than this is no text font; it is passed over.
_LARGEST: Final = 32 * 1024 * 1024
# OS/2 fsType: restricted licence, no subsetting, bitmaps only. Such a font may not go into a file.
_NOT_EMBEDDABLE: Final = 0x0002 | 0x0100 | 0x0200
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
    from importlib.util import find_spec

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
    from difflib import get_close_matches

    names = sorted(set(known))
    by_fold = {name.casefold(): name for name in names}
    near = [by_fold[fold] for fold in get_close_matches(family.casefold(), by_fold, 3, 0.5)]
    hint = "did you mean " + " or ".join(near) + "?" if near else "`briefgen fonts` lists the families that are there"
    return FontError(bad_input("font.unknown-family", NOWHERE, f"there is no font family {family!r}", hint))


def installed(folders: Sequence[str]) -> list[tuple[FontFile, Container[int]]]:
    """Return the TrueType fonts below these folders that may be embedded, each with the characters it maps.

    The order is fixed: folders as given, then families, styles and paths by name. Files that cannot
    be read, that are damaged or of another kind are passed over in silence: they are not ours.
    """
    found = []
    for folder in folders:
        here = [one for path in _font_files(folder) for one in _styles(path)]
        here.sort(key=lambda one: (one[0].family, one[0].italic, one[0].weight, one[2], one[0].style, one[0].place))
        found += [(file, mapped) for file, mapped, _ in here]
    return found


def _font_files(folder: str) -> Iterator[str]:
    from os import stat, walk
    from stat import S_ISREG

    for parent, _, names in walk(folder):
        for name in names:
            if not name.lower().endswith(".ttf"):
                continue
            path = f"{parent}/{name}"
            try:
                state = stat(path)
            except OSError:
                continue
            if S_ISREG(state.st_mode) and state.st_size <= _LARGEST:
                yield path


def _styles(path: str) -> Iterator[tuple[FontFile, Container[int], int]]:
    """Return what one file offers, one style, or regular and bold of a variable font, and how far from normal width."""
    from struct import error, unpack_from

    import uharfbuzz

    try:
        tables = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path))
        os2 = tables.reference_table("OS/2").data
        weight, width, rights, selection = (unpack_from(">H", os2, offset)[0] for offset in (4, 6, 8, 62))
    except (uharfbuzz.HarfBuzzError, OSError, ValueError, error):
        return
    # Typographic names (16, 17) before the ones that know four styles (1, 2); 6 is the PostScript name.
    family = tables.get_name(16) or tables.get_name(1)
    style = tables.get_name(17) or tables.get_name(2) or "Regular"
    name = "".join(c for c in tables.get_name(6) or f"{family}-{style}" if c.isascii() and (c.isalnum() or c == "-"))
    if not is_truetype(tables) or not family or not name or rights & _NOT_EMBEDDABLE:
        return
    italic = bool(selection & 0x0201)
    narrow = abs(width - 5)
    axes = {axis.tag: axis for axis in tables.axis_infos}
    if not axes:
        yield FontFile(family, style, name, weight, italic, path), tables.unicodes, narrow
        return
    values = {tag: float(axis.default_value) for tag, axis in axes.items()}
    for wanted, title in ((400, "Regular"), (700, "Bold")) if "wght" in axes else ((weight, style),):
        if "wght" in axes:
            values["wght"] = min(max(float(wanted), axes["wght"].min_value), axes["wght"].max_value)
        shown = title + " Italic" if italic else title
        yield (
            FontFile(family, shown, f"{name}-{title}", wanted, italic, path, "", dict(values)),
            tables.unicodes,
            narrow,
        )


class StyleInfo:
    """One style as `briefgen fonts` shows it."""

    __slots__ = ("file", "italic", "name", "sha256", "weight")

    def __init__(self, name: str, weight: int, italic: bool, file: str, sha256: str) -> None:
        self.name: Final = name
        self.weight: Final = weight
        self.italic: Final = italic
        self.file: Final = file
        self.sha256: Final = sha256


class FamilyInfo:
    """One family as `briefgen fonts` shows it; `origin` is `package` or `system`, `coverage` a phrase."""

    __slots__ = ("coverage", "family", "origin", "styles")

    def __init__(self, family: str, origin: str, styles: tuple[StyleInfo, ...], coverage: str) -> None:
        self.family: Final = family
        self.origin: Final = origin
        self.styles: Final = styles
        self.coverage: Final = coverage


# A few letters that tell whether a font was made for a script.
_SAMPLES: Final = (
    ("Latin", "AZaz09"),
    ("transliteration", "āīūḥṣṭẓḍʿʾ"),
    ("Greek", "ΑΩαω"),
    ("Cyrillic", "АЯая"),
    ("Arabic", "ابتثءة"),
    ("Persian", "پچژگکی۰۹\u200c"),
    ("Hebrew", "אבת"),
)


def available(folders: Sequence[str] = SYSTEM_FOLDERS) -> list[FamilyInfo]:
    """Return every family that a theme can name, those of the packages first.

    Reads every file, to give its digest. Raises FontError if a package is missing.
    """
    families: dict[tuple[str, str], list[tuple[FontFile, Container[int]]]] = {}
    for file in CATALOGUE:
        families.setdefault((file.family, "package"), []).append((file, _mapped(file.path())))
    for file, mapped in installed(folders):
        families.setdefault((file.family, "system"), []).append((file, mapped))
    digests: dict[str, str] = {}
    return [
        FamilyInfo(
            family,
            origin,
            tuple(
                StyleInfo(file.style, file.weight, file.italic, file.path(), _digest(file.path(), digests))
                for file, _ in files
            ),
            _coverage(files),
        )
        for (family, origin), files in families.items()
    ]


def _mapped(path: str) -> Container[int]:
    import uharfbuzz

    mapped: Container[int] = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path)).unicodes
    return mapped


def _digest(path: str, digests: dict[str, str]) -> str:
    from hashlib import sha256

    if path not in digests:
        with open(path, "rb") as stream:
            digests[path] = sha256(stream.read()).hexdigest()
    return digests[path]


def _coverage(files: list[tuple[FontFile, Container[int]]]) -> str:
    """Name the scripts that every upright style covers, and say where the italics do not."""
    phrases = []
    for script, sample in _SAMPLES:
        upright, slanted = (
            [all(ord(letter) in mapped for letter in sample) for file, mapped in files if file.italic == italic]
            for italic in (False, True)
        )
        if all(upright or slanted):
            phrases.append(script if all(slanted) else f"{script} (upright only)")
    return ", ".join(phrases) or "none of the scripts that briefgen looks for"
