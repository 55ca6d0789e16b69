"""An audience pack as typed values: what one kind of reader gets, and how it is worded.

Made by `pack.py` alone from audience.yaml files along the line of inheritance, and never
changed afterwards. Deliberately not here: reading files, choosing records, rendering.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from briefgen.diagnostics import Span

__all__ = [
    "PAGE_SIZES",
    "SECTION_STARTS",
    "SHOWABLE",
    "Audience",
    "Choice",
    "NoteSettings",
    "PageSettings",
    "TemplateFile",
]

# What `show` may list: the nine of the contract, then `contents` and `glossary` of the rulings.
SHOWABLE: Final = (
    "summary",
    "judgments",
    "matrix",
    "timeline",
    "grades",
    "source-summary",
    "bibliography",
    "changes",
    "colophon",
    "contents",
    "glossary",
)

# The paper sizes that a pack may name; layout knows their measures.
PAGE_SIZES: Final = ("A4", "A5", "Letter", "Legal")

# Where a section of the first level begins: behind what comes before it, on a page of its own, on one of odd number.
SECTION_STARTS: Final = ("run-on", "new-page", "odd-page")


class PageSettings:
    """The paper: `size` is one of PAGE_SIZES, `columns` is 1 or 2.

    `aim` is the number of pages on which the text should end (0: none); notes may run on. With `facing` pages are
    mirrored for reading and printing on both sides. `sections` is one of SECTION_STARTS.
    """

    __slots__ = ("aim", "columns", "facing", "sections", "size")

    def __init__(
        self, size: str = "A4", columns: int = 1, aim: int = 0, *, facing: bool = False, sections: str = "run-on"
    ) -> None:
        self.aim: Final = aim
        self.size: Final = size
        self.columns: Final = columns
        self.facing: Final = facing
        self.sections: Final = sections


class NoteSettings:
    """Where notes stand (`at`: page, section, end) and how they are counted (`number`: document, section, page).

    `repeat` says what a citation becomes that repeats one of its section exactly: a note of its own, or a
    second mark to the earlier note. `first` says how far the full form of the first citation of a source
    reaches: document or section. With `backlinks` each bibliography entry names the notes that cite it,
    and leads to them, and they to it.
    """

    __slots__ = ("at", "backlinks", "first", "number", "repeat")

    def __init__(
        self,
        at: str = "page",
        number: str = "document",
        *,
        repeat: str = "note",
        first: str = "document",
        backlinks: bool = False,
    ) -> None:
        self.at: Final = at
        self.number: Final = number
        self.repeat: Final = repeat
        self.first: Final = first
        self.backlinks: Final = backlinks


class Choice:
    """The `select` settings: what of the records this audience reads.

    `variant` is the wording asked for (empty: the text); `handling` the highest label allowed
    (empty: everything); `kinds` the claim kinds (empty: all); `at_most` maps a section id, or
    `*` for every other section, to the number of claims printed; `rank` the ranks printed.
    """

    __slots__ = ("at_most", "handling", "kinds", "rank", "variant")

    def __init__(
        self,
        variant: str = "",
        handling: str = "",
        kinds: tuple[str, ...] = (),
        at_most: Mapping[str, int] = MappingProxyType({}),
        rank: tuple[str, ...] = ("preferred", "normal"),
    ) -> None:
        self.variant: Final = variant
        self.handling: Final = handling
        self.kinds: Final = kinds
        self.at_most: Final = at_most
        self.rank: Final = rank


class TemplateFile:
    """The source of one template: `pack` owns it, `path` is what a message shows."""

    __slots__ = ("name", "pack", "path", "text")

    def __init__(self, name: str, pack: str, path: str, text: str) -> None:
        self.name: Final = name
        self.pack: Final = pack
        self.path: Final = path
        self.text: Final = text


class Audience:
    """One pack, inheritance resolved.

    `lineage` is the pack itself, its parent and so on; `words` has every key of the table in
    `words.py`; `theme` has the keys of `theme.py` that some pack of the lineage sets, and `theme_origins` where; `files`
    maps `NAME` to the nearest template of that name and `PACK/NAME` to the one of that very
    pack; `raw` maps `PACK/FILE` to the bytes of every file as read, for the archive. `csl` holds
    the bytes of the style if `style` is a file of a pack (`style_path` is what a message shows),
    else it is empty and `style` names one that ships or one of the extra `styles`; `style_origin` is where it is named.
    """

    __slots__ = (
        "csl",
        "files",
        "id",
        "language",
        "lineage",
        "notes",
        "origin",
        "page",
        "raw",
        "select",
        "show",
        "style",
        "style_origin",
        "style_path",
        "template",
        "theme",
        "theme_origins",
        "title",
        "words",
    )

    def __init__(
        self,
        *,
        id: str,
        title: str,
        lineage: tuple[str, ...],
        template: str,
        style: str,
        style_path: str,
        csl: bytes,
        page: PageSettings,
        notes: NoteSettings,
        show: tuple[str, ...],
        select: Choice,
        theme: Mapping[str, str],
        words: Mapping[str, str],
        language: str,
        files: Mapping[str, TemplateFile],
        raw: Mapping[str, bytes],
        origin: Span,
        style_origin: Span | None = None,
        theme_origins: Mapping[str, Span] = MappingProxyType({}),
    ) -> None:
        self.id: Final = id
        self.title: Final = title
        self.lineage: Final = lineage
        self.template: Final = template
        self.style: Final = style
        self.style_origin: Final = style_origin or origin
        self.style_path: Final = style_path
        self.csl: Final = csl
        self.page: Final = page
        self.notes: Final = notes
        self.show: Final = show
        self.select: Final = select
        self.theme: Final = theme
        self.theme_origins: Final = theme_origins
        self.words: Final = words
        self.language: Final = language
        self.files: Final = files
        self.raw: Final = raw
        self.origin: Final = origin

    def worded(self, words: Mapping[str, str]) -> "Audience":
        """Return the pack with other fixed words."""
        values: dict[str, Any] = {name: getattr(self, name) for name in Audience.__slots__}
        return Audience(**(values | {"words": words}))
