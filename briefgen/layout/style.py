"""A pack's theme and page settings in, everything that layout must know of looks out.

Sizes are points, colours red, green and blue from 0 to 1. All sizes follow the body size, so
that a pack with larger type keeps the proportions.
"""

from collections.abc import Mapping
from typing import Any, Final

from briefgen.fonts import OLDSTYLE, PROPORTIONAL
from briefgen.layout.units import MM, PAPER, points

__all__ = ["Style", "TextStyle", "style_from"]

Colour = tuple[float, float, float]

BLACK: Final[Colour] = (0.0, 0.0, 0.0)
GREY: Final[Colour] = (0.31, 0.31, 0.33)  # 8:1 on white
RULE_GREY: Final[Colour] = (0.72, 0.73, 0.75)
ACCENT: Final = "#1f3a5f"
_OUTWARD: Final = 0.15  # of the margin moves from the fold to the outside: two inner margins lie side by side
_COMPACT: Final = 0.5  # of the space between blocks is left in a compact brief


class TextStyle:
    """How a paragraph looks.

    `family`, `weight` and `italic` name the face; `size` and `leading` are points; `before` and
    `after` are the space above and below, of which the larger of two neighbours holds;
    `indent`, `right` and `first` narrow the measure; `features` are flags of `fonts`.
    """

    __slots__ = (
        "after",
        "before",
        "colour",
        "family",
        "features",
        "first",
        "indent",
        "italic",
        "justified",
        "leading",
        "right",
        "size",
        "weight",
    )

    def __init__(
        self,
        family: str,
        size: float,
        leading: float,
        *,
        weight: int = 400,
        italic: bool = False,
        colour: Colour = BLACK,
        justified: bool = False,
        before: float = 0.0,
        after: float = 0.0,
        indent: float = 0.0,
        right: float = 0.0,
        first: float = 0.0,
        features: int = 0,
    ) -> None:
        self.family: Final = family
        self.size: Final = size
        self.leading: Final = leading
        self.weight: Final = weight
        self.italic: Final = italic
        self.colour: Final = colour
        self.justified: Final = justified
        self.before: Final = before
        self.after: Final = after
        self.indent: Final = indent
        self.right: Final = right
        self.first: Final = first
        self.features: Final = features

    def closer(self, share: float) -> "TextStyle":
        """Return the style with a share of its space above and below."""
        return self._with(before=self.before * share, after=self.after * share)

    def hanging(self, indent: float) -> "TextStyle":
        """Return the style, ragged, with all lines but the first indented, and little space around."""
        return self._with(indent=indent, first=-indent, justified=False, before=1.0, after=2.0)

    def _with(self, **changes: Any) -> "TextStyle":
        values = {name: getattr(self, name) for name in TextStyle.__slots__}
        return TextStyle(**(values | changes))


class Style:
    """The looks of one audience: page geometry, and a text style for each role; `spread` scales the space between blocks.

    `facing` pages have their wider margin outside, where the pages of an open brief do not meet; `inner` is the margin
    at the fold. `aim` is the number of pages that the text should not run over (0: none). `sections` says where a section of the first level begins: run-on, new-page or odd-page.
    `text` has the keys title, subtitle, heading-1 … heading-4, each paragraph role of
    `document.Paragraph`, and note, quote, transliteration, cell, contents-1 … contents-3,
    furniture, continued, caption, table-continued, bibliography, box-title. Page measures are points.
    """

    __slots__ = (
        "accent",
        "aim",
        "bottom",
        "column_gap",
        "columns",
        "facing",
        "height",
        "inner",
        "link",
        "note_gap",
        "note_indent",
        "outer",
        "rule",
        "sections",
        "spread",
        "text",
        "tint",
        "top",
        "width",
    )

    def __init__(
        self,
        *,
        width: float,
        height: float,
        columns: int,
        accent: Colour,
        text: Mapping[str, TextStyle],
        scale: float,
        compact: bool,
        facing: bool = False,
        sections: str = "run-on",
        aim: int = 0,
    ) -> None:
        self.aim: Final = aim
        self.width: Final = width
        self.height: Final = height
        narrow = width < PAPER["A4"][0] * 0.8
        side = 16 if narrow else 20 if compact else 26
        shift = _OUTWARD * side if facing else 0.0
        self.inner: Final = (side - shift) * MM
        self.outer: Final = (side + shift) * MM
        self.facing: Final = facing
        self.sections: Final = sections
        self.top: Final = (18 if narrow else 20 if compact else 25) * MM
        self.bottom: Final = (17 if narrow else 19 if compact else 23) * MM
        self.spread: Final = _COMPACT if compact else 1.0
        self.columns: Final = columns
        self.column_gap: Final = 7 * MM
        self.accent: Final = accent
        self.link: Final = accent
        self.rule: Final = RULE_GREY
        self.tint: Final[Colour] = (0.955 + 0.045 * accent[0], 0.955 + 0.045 * accent[1], 0.955 + 0.045 * accent[2])
        self.text: Final = text
        self.note_gap: Final = 9.0 * scale
        self.note_indent: Final = 16.0 * scale

    @property
    def measure(self) -> float:
        """Return the width of a column."""
        body = self.width - self.inner - self.outer
        return (body - (self.columns - 1) * self.column_gap) / self.columns

    def left(self, page: int, *, rtl: bool = False) -> float:
        """Return the left margin of a page counted from 0; the first is a right-hand page, and a left-hand one in `rtl`."""
        return self.inner if not self.facing or (page % 2 == 0) is not rtl else self.outer

    @property
    def depth(self) -> float:
        """Return the height of the text area."""
        return self.height - self.top - self.bottom


def _colour(text: str) -> Colour:
    """Convert `#rrggbb`, checked by the pack's reader already."""
    return int(text[1:3], 16) / 255, int(text[3:5], 16) / 255, int(text[5:7], 16) / 255


def style_from(
    theme: Mapping[str, str], size: str, columns: int, *, facing: bool = False, sections: str = "run-on", aim: int = 0
) -> Style:
    """Make the style for a theme (keys as in `selection.theme.THEME`), paper and column count.

    Digits of running text are old-style, as its small letters are, unless the theme says lining; everywhere else they
    are as the face draws them: lining, and of one width.
    """
    accent = _colour(theme.get("accent", ACCENT))
    serif = theme.get("body-font", "Source Serif")
    sans = theme.get("heading-font", "Source Sans")
    body = points(theme.get("body-size", "10.5pt"))
    k = body / 10.5
    width, height = PAPER[size]
    compact = theme.get("density") == "compact"
    running = OLDSTYLE | PROPORTIONAL if theme.get("figures", "old-style") == "old-style" else 0

    def head(points_: float, leading: float, before: float, after: float, weight: int = 600) -> TextStyle:
        return TextStyle(
            sans, points_ * k, leading * k, weight=weight, colour=accent, before=before * k, after=after * k
        )

    def quiet(points_: float, leading: float, **more: float) -> TextStyle:
        return TextStyle(
            sans,
            points_ * k,
            leading * k,
            colour=GREY,
            **{name: value * k for name, value in more.items()},  # type: ignore[arg-type]
        )

    text = {
        "title": head(24, 28, 0, 4, 700),
        "subtitle": TextStyle(serif, 13.5 * k, 18 * k, colour=GREY, before=2 * k, after=10 * k),
        "heading-1": head(16, 20, 26, 7),
        "heading-2": head(11.5, 14.5, 17, 3),
        "run-in": TextStyle(sans, 10.2 * k, 14.5 * k, weight=600, colour=accent),
        "heading-3": head(10.5, 14, 12, 3),
        "heading-4": head(10, 13, 10, 2),
        "body": TextStyle(serif, body, 14.5 * k, justified=True, before=6 * k, after=6 * k, features=running),
        "lede": TextStyle(serif, 12 * k, 16.5 * k, before=13 * k, after=8 * k, features=running),
        "details": quiet(8.8, 12, before=1, after=1),
        "relations": quiet(8.8, 12, before=3, after=4),
        "about": TextStyle(
            serif, 10.5 * k, 14.5 * k, italic=True, colour=GREY, before=3 * k, after=8 * k, features=running
        ),
        "attribution": quiet(9, 12.5, before=3, after=8, indent=20, right=20),
        "credit": quiet(8.5, 11.5, before=2, after=6),
        "edition": quiet(9.2, 13, before=1, after=1),
        "small": TextStyle(sans, 8.8 * k, 12.2 * k, before=3 * k, after=3 * k),
        "withdrawn": TextStyle(sans, 9.2 * k, 13 * k, italic=True, before=3 * k, after=6 * k),
        "note": TextStyle(serif, 8.6 * k, 11 * k, before=0.0, after=1.5 * k),
        "quote": TextStyle(
            serif,
            10 * k,
            14 * k,
            justified=True,
            before=6 * k,
            after=3 * k,
            indent=20 * k,
            right=20 * k,
            features=running,
        ),
        "transliteration": TextStyle(
            serif,
            9.4 * k,
            13 * k,
            italic=True,
            before=2 * k,
            after=2 * k,
            indent=20 * k,
            right=20 * k,
            features=running,
        ),
        "cell": TextStyle(sans, 8.8 * k, 11.8 * k),
        "cell-head": TextStyle(sans, 8.8 * k, 11.8 * k, weight=600),
        "contents-1": TextStyle(sans, 10 * k, 14.4 * k, weight=600, before=5 * k, after=0.0),
        "contents-2": TextStyle(serif, 9.6 * k, 12.6 * k, indent=12 * k),
        "contents-3": TextStyle(serif, 9.6 * k, 12.6 * k, indent=24 * k),
        "furniture": quiet(8, 10),
        "continued": quiet(7.4, 9),
        "caption": TextStyle(sans, 9 * k, 12.2 * k, weight=600, before=10 * k, after=4 * k),
        "table-continued": quiet(8.4, 11, after=3),
        "bibliography": TextStyle(serif, 9.6 * k, 13 * k, before=3 * k, after=3 * k, indent=16 * k, first=-16 * k),
        "annotation": TextStyle(sans, 8.6 * k, 11.8 * k, colour=GREY, before=0.0, after=1 * k, indent=16 * k),
        "box-title": head(11.5, 15, 2, 4),
    }
    if compact:
        text = {role: style.closer(_COMPACT) for role, style in text.items()}
    return Style(
        width=width,
        height=height,
        columns=columns,
        accent=accent,
        text=text,
        scale=k,
        compact=compact,
        facing=facing,
        sections=sections,
        aim=aim,
    )
