"""The flow: every line of the body, in order, as parallel lists that pages are filled from.

Whatever stands beside something else is placed from the *start edge* of its column, the one at which the lines of the
brief begin: the left, and the right where the brief is read from there. `placing` turns that into positions on paper.

Line i has

- `gap[i]`      space above it, in points; dropped at the top of a column
- `height[i]`   its height, in points
- `keep[i]`     True: no column may end behind it (widows, orphans, headings, rows kept whole)
- `marks[i]`    indexes into `notes` of the notes marked in it
- `draw[i]`     what it shows: a `Placed` line, a `Slice` of a table row, a `Picture`, a `Strip` of a chart, or None
- `group[i]`    its block: the notes of a block are written behind its last line on the page
- `boxes[i]`    indexes into `frames` of the backgrounds and bars that run beside it
- `table[i]`    index into `heads` of the table or chart whose head repeats above it, else -1
- `targets[i]`  keys of the things that begin here, for links and outline

A note is a `NoteBlock`: the same lists in small.
"""

from collections.abc import Sequence
from typing import Final

from briefgen.figures import Shape
from briefgen.layout.fragments import Fragment

__all__ = [
    "Chart",
    "ContentsLine",
    "Flow",
    "Frame",
    "NoteBlock",
    "Picture",
    "Placed",
    "Sign",
    "Slice",
    "Strip",
    "Turned",
]


class Sign:
    """Shapes on the baseline of a line, `x` points from the column's start edge, `width` wide; element 0: an artifact."""

    __slots__ = ("element", "shapes", "width", "x")

    def __init__(self, x: float, width: float, shapes: tuple[Shape, ...], element: int) -> None:
        self.x: Final = x
        self.width: Final = width
        self.shapes: Final = shapes
        self.element: Final = element


class Placed:
    """Line `index` of a fragment, `x` points from the column's start edge, its baseline `drop` below the line's top.

    `elements[role]` is the structure element of each role. `label` is a further line on the same
    baseline, or a sign, that is written first (a bullet, a note's number).
    """

    __slots__ = ("drop", "elements", "fragment", "index", "label", "x")

    def __init__(
        self,
        fragment: Fragment,
        index: int,
        x: float,
        drop: float,
        elements: tuple[int, ...],
        label: "Placed | Sign | None" = None,
    ) -> None:
        self.fragment: Final = fragment
        self.index: Final = index
        self.x: Final = x
        self.drop: Final = drop
        self.elements: Final = elements
        self.label: Final = label


class Turned(Placed):
    """A line that reads upwards: its baseline, `x` points from the start edge, goes up from `drop` below its row's top."""

    __slots__ = ()


class ContentsLine:
    """The last line of a contents entry: `placed`, then leaders and the page number of `target`, which ends at `end`."""

    __slots__ = ("end", "number_elements", "placed", "style_key", "target")

    def __init__(
        self, placed: Placed, target: str, end: float, number_elements: tuple[int, ...], style_key: str
    ) -> None:
        self.placed: Final = placed
        self.target: Final = target
        self.end: Final = end
        self.number_elements: Final = number_elements
        self.style_key: Final = style_key


class Slice:
    """A part of a table row between two heights.

    `cells[k]` holds `(dy, Placed, marks)` for the lines of cell k, dy points below the slice's
    top. `row` is unique in the flow. `rule` is the thickness of the line under the slice, which runs from `x`
    for `width` points; 0 for none.
    """

    __slots__ = ("cells", "row", "rule", "width", "x")

    def __init__(
        self,
        cells: "list[list[tuple[float, Placed, tuple[int, ...]]]]",
        row: int,
        x: float,
        width: float,
        rule: float,
    ) -> None:
        self.cells: Final = cells
        self.row: Final = row
        self.x: Final = x
        self.width: Final = width
        self.rule: Final = rule


class Picture:
    """An image: key, place and size in points, and its Figure element."""

    __slots__ = ("element", "height", "key", "width", "x")

    def __init__(self, key: str, x: float, width: float, height: float, element: int) -> None:
        self.key: Final = key
        self.x: Final = x
        self.width: Final = width
        self.height: Final = height
        self.element: Final = element


class Chart:
    """What the strips of one drawing share: the element above its Figures, and what they say (`nodes.Timeline`)."""

    __slots__ = ("alt", "parent", "part")

    def __init__(self, parent: int, alt: str, part: str) -> None:
        self.parent: Final = parent
        self.alt: Final = alt
        self.part: Final = part


class Strip:
    """A band of a chart, `x` points from the column's start edge: shapes from its upper left corner, y upwards, and labels.

    The `drop` of a label counts from the top of the strip and its `x` from the left; its elements are made, and put under a Figure when the
    pages are filled. `name` is what the strip is about. The labels of an axis are no content.
    """

    __slots__ = ("chart", "is_axis", "labels", "name", "shapes", "width", "x")

    def __init__(
        self,
        chart: Chart,
        x: float,
        width: float,
        shapes: tuple[Shape, ...],
        labels: list[Placed],
        name: str = "",
        *,
        is_axis: bool = False,
    ) -> None:
        self.chart: Final = chart
        self.x: Final = x
        self.width: Final = width
        self.shapes: Final = shapes
        self.labels: Final = labels
        self.name: Final = name
        self.is_axis: Final = is_axis


class Frame:
    """A background or bar beside lines: from `x` (points from the column's start edge), `width` wide.

    With `reaches_head` it runs beside the repeated head above its lines too.
    """

    __slots__ = ("colour", "reaches_head", "width", "x")

    def __init__(
        self, x: float, width: float, colour: tuple[float, float, float], *, reaches_head: bool = True
    ) -> None:
        self.x: Final = x
        self.width: Final = width
        self.colour: Final = colour
        self.reaches_head: Final = reaches_head


class NoteBlock:
    """A set note: its lines' heights (gaps included) and what they show; `ident` names it in links."""

    __slots__ = ("height", "ident", "lines", "total")

    def __init__(self, ident: str, height: list[float], lines: list[Placed]) -> None:
        self.ident: Final = ident
        self.height: Final = height
        self.lines: Final = lines
        self.total: Final = sum(height)


class Flow:
    """The parallel lists of the body (see the module's docstring), the notes, and what they refer to.

    `heads[t]` is the repeated head of table or chart t: its height and its lines as (dy, slice or strip). `starts` are
    lines that begin a page, growing.
    """

    __slots__ = (
        "boxes",
        "draw",
        "frames",
        "gap",
        "group",
        "groups",
        "has_charts",
        "heads",
        "height",
        "keep",
        "marks",
        "notes",
        "outline",
        "pending",
        "starts",
        "table",
        "targets",
        "waiting",
    )

    def __init__(self) -> None:
        self.gap: Final[list[float]] = []
        self.height: Final[list[float]] = []
        self.keep: Final[list[bool]] = []
        self.marks: Final[list[tuple[int, ...]]] = []
        self.draw: Final[list[Placed | ContentsLine | Slice | Picture | Strip | None]] = []
        self.group: Final[list[int]] = []
        self.boxes: Final[list[tuple[int, ...]]] = []
        self.table: Final[list[int]] = []
        self.targets: Final[list[tuple[str, ...]]] = []
        self.notes: Final[list[NoteBlock]] = []
        self.frames: Final[list[Frame]] = []
        self.heads: Final[list[tuple[float, Sequence[tuple[float, Slice | Strip]]]]] = []
        self.outline: Final[list[tuple[int, str, str]]] = []
        self.starts: Final[list[int]] = []
        self.groups = 0
        self.has_charts = False
        self.pending = 0.0  # space asked for behind the last line
        self.waiting: list[str] = []  # targets that the next line takes

    def new_group(self) -> int:
        """Begin a block."""
        self.groups += 1
        return self.groups

    def space(self, points: float) -> None:
        """Ask for space before what follows; the larger of two requests holds."""
        self.pending = max(self.pending, points)

    def add(
        self,
        height: float,
        draw: "Placed | ContentsLine | Slice | Picture | Strip | None",
        *,
        marks: tuple[int, ...] = (),
        keep: bool = False,
        group: int = 0,
        boxes: tuple[int, ...] = (),
        table: int = -1,
    ) -> None:
        """Append a line; the pending space becomes its gap."""
        self.gap.append(self.pending)
        self.pending = 0.0
        self.height.append(height)
        self.keep.append(keep)
        self.marks.append(marks)
        self.draw.append(draw)
        self.group.append(group or self.new_group())
        self.boxes.append(boxes)
        self.table.append(table)
        self.targets.append(tuple(self.waiting))
        self.waiting = []
