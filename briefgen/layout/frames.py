"""The result of layout: pages of positioned items, and the structure elements that they belong to.

Everything is in points, the origin at the lower left of the page. Nothing here knows
ReportLab; `pdf/` turns it into a file and changes no position.

Items of a page stand in *writing order*, which is reading order: the text of a block on
this page, then the notes marked in it, then the next block. Backgrounds come first. Items
are tuples, told apart by their first entry:

- `(TEXT, x, y, line, elements)`: a set line with its origin (left end of the baseline) at
  x, y. `line` is a tuple of segments, `elements[role]` the structure element of a segment.
- `(ARTIFACT, x, y, line, kind)`: a line that is no content; `kind` is Header, Footer
  (pagination artifacts) or Layout (leaders, repeated table heads).
- `(RULE, x, y, width, height, rgb)`: a filled rectangle, an artifact; `rgb` is three floats 0–1.
- `(IMAGE, x, y, width, height, key, element)`: a picture of `Pages.images`, of a Figure element.
- `(DRAWING, x, y, shapes, element)`: shapes of `figures` (a tuple) with their origin at x, y, of a Figure element;
  of element 0 they are an artifact.
- `(TURNED, x, y, line, elements)`: a set line that reads upwards: its baseline goes up from x, y.
- `(TURNED_ARTIFACT, x, y, line, kind)`: the same, no content.

A segment is a tuple `(role, dx, width, ascent, descent, code)`: `code` is bytes, a whole piece of
text-showing operators that selects its own fonts and colour (`/SourceSerifPro-Regular 10.5 Tf
[<0012>-40<0034>] TJ`), starts with the pen at `x + dx` on the baseline, and ends with black as
fill colour and no rise. `width`, `ascent` and `descent` bound its ink for link rectangles; a
negative `width` says that the text runs from the pen to the left.
Fonts are named by `Face.name`; `Pages.fonts` holds the session that knows the glyphs used.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

__all__ = ["ARTIFACT", "DRAWING", "IMAGE", "RULE", "TEXT", "TURNED", "TURNED_ARTIFACT", "Elements", "Page", "Pages"]

TEXT, ARTIFACT, RULE, IMAGE, DRAWING, TURNED, TURNED_ARTIFACT = 0, 1, 2, 3, 4, 5, 6


class Elements:
    """Structure elements as parallel lists; element 0 is the Document, its own parent.

    An element is written when something of it is first drawn, its ancestors with it: the
    order of the tree is the order of writing. An element of which nothing is drawn does not
    appear.

    `tag`: a standard structure type of PDF 1.7 (ISO 32000-1, 14.8.4), or Title (role-mapped to P).
    `parent`: index of the parent. `language`: BCP 47 or empty (inherited). `alt`: alternative
    text of a Figure. `ident`: unique ID for Note elements, else empty.
    `attributes`: None, or a dict with any of Scope (Row, Column), ColSpan, RowSpan, Summary, ListNumbering (Disc,
    Decimal, None), Headers.
    `action`: None, or `("uri", url, description)`, or `("goto", target, description)` for Link elements; `target` is a
    key of `Pages.targets`.
    """

    __slots__ = ("action", "alt", "attributes", "ident", "language", "parent", "tag")

    def __init__(self) -> None:
        self.tag: Final[list[str]] = ["Document"]
        self.parent: Final[list[int]] = [0]
        self.language: Final[list[str]] = [""]
        self.alt: Final[list[str]] = [""]
        self.ident: Final[list[str]] = [""]
        self.attributes: Final[list[dict[str, str | int] | None]] = [None]
        self.action: Final[list[tuple[str, str, str] | None]] = [None]

    def add(
        self,
        tag: str,
        parent: int,
        *,
        language: str = "",
        alt: str = "",
        ident: str = "",
        attributes: dict[str, str | int] | None = None,
        action: tuple[str, str, str] | None = None,
    ) -> int:
        """Add an element and return its index."""
        self.tag.append(tag)
        self.parent.append(parent)
        self.language.append(language)
        self.alt.append(alt)
        self.ident.append(ident)
        self.attributes.append(attributes)
        self.action.append(action)
        return len(self.tag) - 1


class Page:
    """One page: size in points, the label that viewers show, items in writing order."""

    __slots__ = ("height", "items", "label", "width")

    def __init__(self, width: float, height: float, label: str, items: list[tuple[Any, ...]]) -> None:
        self.width: Final = width
        self.height: Final = height
        self.label: Final = label
        self.items: Final = items


class Pages:
    """The laid-out brief.

    `targets`: key to (page index, x, y), y being the top of what the target names.
    `outline`: (level counted from 1, title, target key), in order, no level skipped.
    `images`: key to `images.Picture`. `fonts`: the font session (`fonts.Session`).
    `date` is ISO 8601 in UTC, such as `2026-11-22T00:00:00Z`. `last_text_page` counts pages from 1 up to
    the last one that has more than notes on it. `facing`: the pages are mirrored, to be shown two at a time.
    """

    __slots__ = (
        "author",
        "date",
        "direction",
        "elements",
        "facing",
        "fonts",
        "images",
        "language",
        "last_text_page",
        "outline",
        "pages",
        "subject",
        "targets",
        "title",
    )

    def __init__(
        self,
        pages: Sequence[Page],
        elements: Elements,
        *,
        targets: Mapping[str, tuple[int, float, float]],
        outline: Sequence[tuple[int, str, str]],
        images: Mapping[str, Any],
        fonts: Any,
        title: str,
        subject: str,
        author: str,
        language: str,
        direction: str,
        date: str,
        last_text_page: int = 0,
        facing: bool = False,
    ) -> None:
        self.facing: Final = facing
        self.last_text_page: Final = last_text_page
        self.pages: Final = pages
        self.elements: Final = elements
        self.targets: Final = targets
        self.outline: Final = outline
        self.images: Final = images
        self.fonts: Final = fonts
        self.title: Final = title
        self.subject: Final = subject
        self.author: Final = author
        self.language: Final = language
        self.direction: Final = direction
        self.date: Final = date
