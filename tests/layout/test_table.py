"""Rows of tables cut where no line is cut."""

from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.document import nodes as n
from briefgen.document.number import number
from briefgen.document.walk import find
from briefgen.layout import lay_out, style_from
from briefgen.layout.flow import Placed
from briefgen.layout.table import _slices
from briefgen.layout.turned import CellLine
from briefgen.selection.audience import NoteSettings
from tests.build import faces
from tests.layout.squares import a_brief

LEADINGS = st.sampled_from([11.8, 10.114285714285714, 13.0, 9.440000000000001])


def lines(leading: float, count: int) -> list[CellLine]:
    """Return the lines of a cell, their tops summed up as layout does."""
    tops = [0.0, *accumulate([leading] * (count - 1))]
    return [(top, leading, Placed(None, n, 0.0, 0.0, ()), (n,)) for n, top in enumerate(tops)]  # type: ignore[arg-type]


@given(st.lists(st.tuples(LEADINGS, st.integers(1, 120)), min_size=1, max_size=4))
@settings(max_examples=200, deadline=None)
def test_every_line_stands_inside_its_slice(cells: list[tuple[float, int]]) -> None:
    """Cut as often as may be, a row keeps every line once, in order, inside the slice that holds it."""
    row = [lines(leading, count) for leading, count in cells]
    height = max(top + tall for cell in row for top, tall, *_ in cell[-1:]) + 6.0
    seen: list[list[int]] = [[] for _ in row]
    total = 0.0
    for cut, tall, _, _ in _slices(row, height, whole=False):
        for k, cell in enumerate(cut):
            for dy, placed, marks in cell:
                leading = cells[k][0]
                assert -0.02 <= dy <= tall - leading + 0.02
                assert marks == (placed.index,)
                seen[k].append(placed.index)
        total += tall
    assert seen == [[*range(count)] for _, count in cells]
    assert abs(total - height) < 0.1


def test_a_row_is_cut_where_its_notes_need_another_page() -> None:
    """A row that would fit, but not with all its notes, goes on in the next column: each note begins under its mark."""
    note = n.Paragraph((n.Text("characteristically uncontested administration " * 12),))
    cell = n.Cell(tuple(n.Paragraph((n.Text(f"Line {k}"), n.Note((note,)))) for k in range(14)))
    table = n.Table((), (n.Row((cell, n.Cell((n.Paragraph((n.Text("x"),)),)))),), (n.Text("T"),), "S")
    brief = number(a_brief(table), NoteSettings())
    pages = lay_out(brief, style_from({}, "A5", 1), faces(), {})
    idents = [note.ident for note in find(brief, n.Note)]
    assert len(idents) == 14
    starts = {ident: pages.targets[f"note:{ident}"][0] for ident in idents}
    assert starts == {ident: pages.targets[f"mark:{ident}"][0] for ident in idents}
    assert len({*starts.values()}) > 1
