"""A table node in, row slices of the flow out: column widths by content, rows that split, a head that repeats.

Widths follow the content (`widths.py`). A row stays whole while it is no taller than
half a column, and has room for its notes; another one is cut where no line of any cell is cut.

Reading order is cell by cell, row by row; the notes of a paragraph follow it inside its cell.
"""

from collections.abc import Iterator
from typing import Final

from briefgen.document import nodes
from briefgen.layout.block import Builder
from briefgen.layout.flatten import flatten, is_rtl, plain_text
from briefgen.layout.flow import Flow, Placed, Slice
from briefgen.layout.fragments import set_paragraph
from briefgen.layout.place import Place, baseline
from briefgen.layout.turned import UP, CellLine, stood, turned, width_up
from briefgen.layout.widths import Need, cell_need, column_widths

__all__ = ["add_table"]

_PAD_X: Final = 4.0
_PAD_Y: Final = 3.0
_WHOLE_SHARE: Final = 0.5
_RULE: Final = 0.4
_HEAD_RULE: Final = 0.9
_NAME_WORDS: Final = 6  # of a caption are repeated: furniture that a listener is not told must not be prose
_KEPT_SLICES: Final = 2
_EPSILON: Final = 0.01  # points: tops are sums, and cuts are rounded

# A row set but not yet cut: its cells' lines and its height.
_Set = tuple[list[list[CellLine]], float]


class _Grid:
    """Where the cells of a table stand: `rows[r]` holds (column, cell) in order; rows of the head come first."""

    def __init__(self, table: nodes.Table) -> None:
        self.rows: list[list[tuple[int, nodes.Cell]]] = []
        self.columns = 0
        taken: dict[int, int] = {}  # column: rows that a cell above still covers
        for row in (*table.head, *table.rows):
            column = 0
            cells: list[tuple[int, nodes.Cell]] = []
            now = dict(taken)
            taken = {c: n - 1 for c, n in taken.items() if n > 1}
            for cell in row.cells:
                while now.get(column):
                    column += 1
                cells.append((column, cell))
                if cell.rowspan > 1:
                    for c in range(column, column + cell.colspan):
                        taken[c] = cell.rowspan - 1
                column += cell.colspan
            self.columns = max(self.columns, column, *(c + 1 for c in now), 0)
            self.rows.append(cells)
        self.head = len(table.head)
        # Whether a cell of this or an earlier row reaches into the next row.
        self.tied: list[bool] = []
        reach = 0
        for r, cells in enumerate(self.rows):
            reach = max(reach, *(r + cell.rowspan - 1 for _, cell in cells), 0)
            self.tied.append(reach > r)
        # Where headers would outnumber data (a table of a row or two), the rows' own are told as data:
        # a listener would hear little else.
        headers = sum(bool(cell.scope) or r < self.head for r, cells in enumerate(self.rows) for _, cell in cells)
        self.heads_rows = 2 * headers <= sum(len(cells) for cells in self.rows)


def add_table(builder: Builder, table: nodes.Table, place: Place) -> None:
    """Set a table and add its rows to the builder's flow."""
    grid = _Grid(table)
    if not grid.columns:
        return
    attributes: dict[str, str | int] | None = {"Summary": table.summary} if table.summary else None
    element = builder.elements.add("Table", place.parent, attributes=attributes)
    flow = builder.flow
    flow.space(10.0)
    if table.ident:
        flow.waiting.append(table.ident)
    inner = place.inner(parent=element)
    if table.caption:
        builder.text(table.caption, builder.style.text["caption"], inner, tag="Caption", keep=True)
    widths = _column_widths(builder, grid, place)
    lefts = [place.x]
    for width in widths:
        lefts.append(lefts[-1] + width)
    sets = [
        _set_row(
            builder,
            cells,
            inner,
            lefts,
            builder.elements.add("TR", element),
            head=r < grid.head,
            heads_rows=grid.heads_rows,
        )
        for r, cells in enumerate(grid.rows)
    ]
    heights = _row_heights(grid, sets)
    for r in range(grid.head):
        sets[r] = [stood(builder, lines, heights[r] - 2 * _PAD_Y) for lines in sets[r]]
    _add_rows(builder, grid, sets, heights, place, lefts[-1] - place.x, table.caption)
    builder.flow.space(12.0)


def _column_widths(builder: Builder, grid: _Grid, place: Place) -> list[float]:
    text = builder.style.text
    needs: list[Need] = []
    for r, cells in enumerate(grid.rows):
        for column, cell in cells:
            if cell.direction == "up":
                low = high = width_up(builder, cell, place)
            else:
                style = text["cell-head" if r < grid.head or cell.scope else "cell"]
                low, high = cell_need(cell, style, place.language, builder.voices)
            needs.append((column, cell.colspan, low + 2 * _PAD_X, high + 2 * _PAD_X))
    return column_widths(needs, grid.columns, place.measure)


def _set_row(
    builder: Builder,
    cells: list[tuple[int, nodes.Cell]],
    place: Place,
    lefts: list[float],
    row: int,
    *,
    head: bool,
    heads_rows: bool,
) -> list[list[CellLine]]:
    out: list[list[CellLine]] = []
    for column, cell in cells:
        header = head or (bool(cell.scope) and heads_rows)
        attributes: dict[str, str | int] = {}
        if header:
            attributes["Scope"] = "Row" if cell.scope == "row" and not head else "Column"
        if cell.colspan > 1:
            attributes["ColSpan"] = cell.colspan
        if cell.rowspan > 1:
            attributes["RowSpan"] = cell.rowspan
        element = builder.elements.add("TH" if header else "TD", row, attributes=attributes or None)
        left, right = lefts[column], lefts[column + cell.colspan]
        inner = Place(
            element,
            left + _PAD_X,
            right - left - 2 * _PAD_X if cell.direction == "across" else UP,
            place.depth,
            place.language,
            "cell-head" if head or cell.scope else "cell",
            (),
            cell.align,
        )
        lines = _set_cell(builder, cell, inner)
        out.append(lines if cell.direction == "across" else turned(lines, left + _PAD_X, rtl=is_rtl(builder.language)))
    return out


def _set_cell(builder: Builder, cell: nodes.Cell, place: Place) -> list[CellLine]:
    """Set a cell in a small flow; its notes go to the table's own flow."""
    outer, builder.flow = builder.flow, Flow()
    try:
        builder.blocks(cell.blocks, place)
        small = builder.flow
    finally:
        builder.flow = outer
    offset = len(outer.notes)
    outer.notes.extend(small.notes)
    lines: list[CellLine] = []
    top = 0.0
    for i, draw in enumerate(small.draw):
        top += small.gap[i] if i else 0.0
        if isinstance(draw, Placed):
            lines.append((top, small.height[i], draw, tuple(offset + mark for mark in small.marks[i])))
        top += small.height[i]
    return lines


def _row_heights(grid: _Grid, sets: list[list[list[CellLine]]]) -> list[float]:
    heights = [0.0] * len(sets)
    for r, cells in enumerate(sets):
        for (_, cell), lines in zip(grid.rows[r], cells, strict=True):
            if cell.rowspan == 1:
                heights[r] = max(heights[r], _bottom(lines) + 2 * _PAD_Y)
    for r, cells in enumerate(sets):
        for (_, cell), lines in zip(grid.rows[r], cells, strict=True):
            last = min(r + cell.rowspan, len(sets))
            missing = _bottom(lines) + 2 * _PAD_Y - sum(heights[r:last])
            if missing > 0:
                heights[last - 1] += missing
    return heights


def _bottom(lines: list[CellLine]) -> float:
    return lines[-1][0] + lines[-1][1] if lines else 0.0


def _add_rows(
    builder: Builder,
    grid: _Grid,
    sets: list[list[list[CellLine]]],
    heights: list[float],
    place: Place,
    width: float,
    caption: nodes.Inlines,
) -> None:
    flow = builder.flow
    table = len(flow.heads)
    head, top = _continued(builder, caption, place)
    for r in range(grid.head):
        rule = _HEAD_RULE if r == grid.head - 1 else 0.0
        slice_ = Slice(_whole(sets[r]), flow.new_group(), place.x, width, rule)
        head.append((top, slice_))
        top += heights[r]
    flow.heads.append((top, head))
    depth = builder.style.depth
    room = depth - top - builder.style.note_gap
    for r, cells in enumerate(sets):
        keep = r < grid.head or grid.tied[r]
        group = flow.groups - grid.head + r + 1 if r < grid.head else flow.new_group()
        rule = _HEAD_RULE if r == grid.head - 1 else 0.0 if keep else _RULE
        noted = sum(flow.notes[mark].total for lines in cells for *_, seen in lines for mark in seen)
        # A row whose notes would not all begin under it is cut too: a note begins on the page of its mark.
        is_whole = heights[r] <= depth * _WHOLE_SHARE and heights[r] + noted <= room
        for n, (cut, height, last, count) in enumerate(_slices(cells, heights[r], whole=is_whole)):
            marks = tuple(mark for lines in cut for _, _, seen in lines for mark in seen)
            for lines in cut:
                for _, placed, _ in lines:
                    if placed.fragment.marks[placed.index]:
                        flow.waiting += placed.fragment.targets(placed.index)
            near_edge = count > 1 and (n < _KEPT_SLICES - 1 or count - _KEPT_SLICES <= n < count - 1)
            flow.add(
                height,
                Slice(cut, group, place.x, width, rule if last else 0.0),
                marks=marks,
                keep=keep or near_edge,
                group=group,
                boxes=place.boxes,
                table=table,
            )


def _continued(builder: Builder, caption: nodes.Inlines, place: Place) -> tuple[list[tuple[float, Slice]], float]:
    """Return the line that says on further pages which table goes on, as the first of its head, and its height."""
    name = plain_text(caption).split()
    if len(name) > _NAME_WORDS:
        name = [*name[:_NAME_WORDS], "…"]
    words = builder.say("table-continued", " ".join(name).replace(" …", "…")).strip()
    style = builder.style.text["table-continued"]
    flat = flatten((nodes.Text(words),), style, place.language, builder.voices, builder.say, builder.style.link)
    fragment = set_paragraph(flat, place.measure, justified=False, base=int(is_rtl(place.language)))
    lines = [
        (style.leading * i, Placed(fragment, i, place.x, baseline(style), ()), ()) for i in range(len(fragment.lines))
    ]
    height = style.leading * len(lines) + style.after
    return [(0.0, Slice([[*lines]], builder.flow.new_group(), place.x, place.measure, 0.0))], height


def _whole(cells: list[list[CellLine]]) -> list[list[tuple[float, Placed, tuple[int, ...]]]]:
    return [[(top + _PAD_Y, placed, marks) for top, _, placed, marks in lines] for lines in cells]


def _slices(
    cells: list[list[CellLine]], height: float, *, whole: bool
) -> Iterator[tuple[list[list[tuple[float, Placed, tuple[int, ...]]]], float, bool, int]]:
    """Cut a row: (cells of the slice, its height, whether it is the last, how many there are)."""
    if whole:
        yield _whole(cells), height, True, 1
        return
    cuts = _cuts(cells, height - 2 * _PAD_Y)
    top = -_PAD_Y
    for n, bottom in enumerate(cuts):
        last = n == len(cuts) - 1
        end = bottom + (_PAD_Y if last else 0.0)
        part = [
            [
                (line_top - top, placed, marks)
                for line_top, _, placed, marks in lines
                if top - _EPSILON <= line_top < bottom - _EPSILON
            ]
            for lines in cells
        ]
        yield part, end - top, last, len(cuts)
        top = end


def _cuts(cells: list[list[CellLine]], height: float) -> list[float]:
    """Return the heights, growing, at which no line of any cell is cut; the last is the row's own."""
    edges = sorted({round(top + tall, 3) for lines in cells for top, tall, _, _ in lines})
    out = [
        edge
        for edge in edges
        if not any(
            top < edge - _EPSILON and top + tall > edge + _EPSILON for lines in cells for top, tall, _, _ in lines
        )
    ]
    if not out or out[-1] < height - _EPSILON:
        out.append(height)
    return out
