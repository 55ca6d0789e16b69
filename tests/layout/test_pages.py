"""Filling columns: the invariants of notes and body, on numbers alone."""

from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.layout.flow import Flow, NoteBlock
from briefgen.layout.pages import Column, fill

DEPTH = 600.0
SEPARATOR = 9.0


def a_flow(blocks: list[tuple[int, list[tuple[int, int]]]]) -> Flow:
    """Make a flow of paragraphs: (number of lines, [(line of the mark, lines of the note)])."""
    flow = Flow()
    for lines, notes in blocks:
        group = flow.new_group()
        flow.space(8.0)
        first = len(flow.notes)
        marks: dict[int, list[int]] = {}
        for n, (line, length) in enumerate(sorted(notes)):
            marks.setdefault(min(line, lines - 1), []).append(first + n)
            flow.notes.append(NoteBlock(f"n{first + n}", [11.0] * length, []))
        for i in range(lines):
            keep = lines > 1 and (i == 0 or i == lines - 2)
            flow.add(14.5, None, marks=tuple(marks.get(i, ())), keep=keep, group=group)
    return flow


BLOCKS = st.lists(
    st.tuples(st.integers(1, 12), st.lists(st.tuples(st.integers(0, 11), st.integers(1, 60)), max_size=5)),
    min_size=1,
    max_size=60,
)


def height_of(column: Column, flow: Flow) -> float:
    """Return the height of everything in a column."""
    notes = sum(sum(flow.notes[n].height[a:b]) for n, a, b in column.notes)
    return column.body + (notes + SEPARATOR if column.notes else 0.0)


@given(BLOCKS)
@settings(max_examples=150, deadline=None)
def test_every_line_is_placed_once_and_in_order(blocks: list[tuple[int, list[tuple[int, int]]]]) -> None:
    """Every line of body and notes stands in exactly one column, in order."""
    flow = a_flow(blocks)
    columns = fill(flow, DEPTH, SEPARATOR)
    body = [i for column in columns for i in range(column.first, column.last)]
    assert body == list(range(len(flow.height)))
    lines = [(n, i) for column in columns for n, a, b in column.notes for i in range(a, b)]
    wanted = [(n, i) for n, note in enumerate(flow.notes) for i in range(len(note.height))]
    assert sorted(lines) == wanted
    for n in range(len(flow.notes)):
        own = [i for m, i in lines if m == n]
        assert own == sorted(own)


@given(BLOCKS)
@settings(max_examples=150, deadline=None)
def test_no_column_is_overfull_and_each_takes_something(blocks: list[tuple[int, list[tuple[int, int]]]]) -> None:
    """Body, separator and notes together are no taller than the column, and no column is empty."""
    flow = a_flow(blocks)
    for column in fill(flow, DEPTH, SEPARATOR):
        assert height_of(column, flow) <= DEPTH + 0.001
        assert column.last > column.first or column.notes


@given(BLOCKS)
@settings(max_examples=150, deadline=None)
def test_a_note_begins_in_the_column_of_its_mark(blocks: list[tuple[int, list[tuple[int, int]]]]) -> None:
    """A note begins in the column of its mark, however long it and its neighbours are."""
    flow = a_flow(blocks)
    for column in fill(flow, DEPTH, SEPARATOR):
        marked = [n for i in range(column.first, column.last) for n in flow.marks[i]]
        begun = [n for n, a, _ in column.notes if a == 0]
        assert begun == marked


@given(BLOCKS)
@settings(max_examples=150, deadline=None)
def test_only_the_last_note_of_a_column_continues(blocks: list[tuple[int, list[tuple[int, int]]]]) -> None:
    """Only the last note of a column continues, unless one line alone marks more notes than the column holds."""
    flow = a_flow(blocks)
    for column in fill(flow, DEPTH, SEPARATOR):
        crowded = column.last == column.first + 1
        for position, (n, a, b) in enumerate(column.notes):
            length = len(flow.notes[n].height)
            if b < length:
                assert position == len(column.notes) - 1 or crowded or column.last == column.first
                assert length - b >= 2
                assert b - a >= 2 or column.first == column.last


@given(BLOCKS)
@settings(max_examples=150, deadline=None)
def test_widows_and_orphans_do_not_occur(blocks: list[tuple[int, list[tuple[int, int]]]]) -> None:
    """No column ends behind the first line of a paragraph or before its last, where another break fits."""
    flow = a_flow(blocks)
    for column in fill(flow, DEPTH, SEPARATOR):
        if column.last > column.first and column.last < len(flow.height):
            alone = all(flow.keep[i] for i in range(column.first, column.last))
            assert not flow.keep[column.last - 1] or alone


def test_carried_notes_leave_room_for_the_text() -> None:
    """A note of many pages takes four fifths of each page while there is text, so that the text advances."""
    flow = a_flow([(4, [(1, 300)]), *[(6, [])] * 60])
    columns = fill(flow, DEPTH, SEPARATOR)
    carried = [c for c in columns if c.notes and c.notes[0][1] > 0 and c.last < len(flow.height)]
    assert len(carried) > 2
    for column in carried[:-1]:
        share = sum(sum(flow.notes[n].height[a:b]) for n, a, b in column.notes)
        assert share <= 0.8 * DEPTH
        assert column.last > column.first
