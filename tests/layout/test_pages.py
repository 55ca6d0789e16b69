"""Filling columns: the invariants of notes and body, on numbers alone."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.layout.filling import Carried, Filler
from briefgen.layout.flow import Flow, NoteBlock
from briefgen.layout.pages import Column, fill
from tests.steps import steps

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


def plain_fill(flow: Flow) -> list[Column]:
    """Fill each column as far as it goes, whatever comes after it."""
    filler = Filler(flow, DEPTH, SEPARATOR)
    stop = len(flow.height)
    columns: list[Column] = []
    at = 0
    carried: Carried = ()
    while at < stop or carried:
        opening = filler.open(at, carried, stop)
        reach = filler.reach(opening, stop)
        legal = [end for end in range(at + 1, reach + 1) if end == stop or not flow.keep[end - 1]]
        column, carried = filler.column(opening, max(legal, default=reach), stop)
        columns.append(column)
        at = column.last
    return columns


def a_random_flow(dice: random.Random, blocks: int) -> Flow:
    """Make a flow of paragraphs of one to nine lines; about every third line marks a note of one to six lines."""
    return a_flow(
        [
            (lines := dice.randint(1, 9), [(dice.randrange(lines), dice.randint(1, 6)) for _ in range(lines // 3)])
            for _ in range(blocks)
        ]
    )


def splits(columns: list[Column], flow: Flow) -> int:
    """Count the notes that break off."""
    return sum(b < len(flow.notes[n].height) for column in columns for n, _, b in column.notes)


def empty(columns: list[Column], flow: Flow) -> list[float]:
    """Return the share of each column but the last that stays empty."""
    return [1.0 - height_of(column, flow) / DEPTH for column in columns[:-1]]


def test_choosing_ends_together_beats_filling_each_column() -> None:
    """Over sixty briefs: as few columns, few split notes, no foot left empty, no short last column."""
    dice = random.Random(7)
    plain_splits = chosen_splits = plain_count = chosen_count = short = 0
    for _ in range(60):
        flow = a_random_flow(dice, dice.randint(40, 160))
        plain, chosen = plain_fill(flow), fill(flow, DEPTH, SEPARATOR)
        plain_splits += splits(plain, flow)
        chosen_splits += splits(chosen, flow)
        plain_count += len(plain)
        chosen_count += len(chosen)
        assert max(empty(chosen, flow)) < 0.2
        short += height_of(chosen[-1], flow) < DEPTH * 0.15
    assert plain_splits > 40
    assert chosen_splits <= plain_splits // 8
    assert chosen_count <= plain_count * 1.01
    assert short <= 1


def test_a_last_column_of_two_lines_is_filled_up_or_taken_back() -> None:
    """Where the text would run two lines over, columns before end earlier, or the space between blocks gives way."""
    for paragraphs in range(20, 60):
        flow = a_flow([(4, [])] * paragraphs)
        if height_of(plain_fill(flow)[-1], flow) < DEPTH * 0.15:
            assert height_of(fill(flow, DEPTH, SEPARATOR)[-1], flow) > DEPTH * 0.15, paragraphs


def test_a_note_moves_with_its_line_rather_than_break_off() -> None:
    """A paragraph whose note would break off at the foot of the column begins the next, if little stays empty."""
    flow = a_flow([(4, [])] * 8 + [(2, [(1, 8)])] + [(4, [])] * 20)
    assert splits(plain_fill(flow), flow) == 1
    assert splits(fill(flow, DEPTH, SEPARATOR), flow) == 0


@given(BLOCKS)
@settings(max_examples=150, deadline=None)
def test_space_between_blocks_gives_way_within_bounds(blocks: list[tuple[int, list[tuple[int, int]]]]) -> None:
    """Space grows by less than a third, to end flush, and shrinks by an eighth at most; the last column has its own."""
    flow = a_flow(blocks)
    columns = fill(flow, DEPTH, SEPARATOR)
    for column in columns:
        gaps = sum(flow.gap[column.first + 1 : column.last])
        natural = sum(flow.height[column.first : column.last]) + gaps
        assert -0.1201 <= column.give <= 0.3001
        assert abs(column.body - natural - column.give * gaps) < 0.001
        if column.give > 0.0:
            assert abs(height_of(column, flow) - DEPTH) < 0.001
    assert columns[-1].give <= 0.0


def test_time_grows_with_the_number_of_columns() -> None:
    """A brief of four times the length takes four times the steps, not sixteen."""
    short, long = (a_random_flow(random.Random(3), blocks) for blocks in (500, 2000))
    assert steps(lambda: fill(long, DEPTH, SEPARATOR)) < 5 * steps(lambda: fill(short, DEPTH, SEPARATOR))


def test_a_brief_keeps_to_its_number_of_pages() -> None:
    """Text that runs over the wanted number of pages by a little is held there by tighter space; by much it is not."""
    held = 0
    for seed in range(40):
        flow = a_random_flow(random.Random(seed), 40)
        plain = fill(flow, DEPTH, SEPARATOR)
        aimed = fill(flow, DEPTH, SEPARATOR, aim=len(plain) - 1)
        assert len(aimed) in {len(plain), len(plain) - 1}
        assert all(column.give >= -0.2501 for column in aimed)
        held += len(aimed) < len(plain)
        assert height_of(max(aimed, key=lambda column: height_of(column, flow)), flow) <= DEPTH + 0.001
    assert 0 < held < 20


@given(BLOCKS, st.sets(st.integers(1, 59), max_size=4), st.booleans())
@settings(max_examples=100, deadline=None)
def test_columns_of_parts_keep_the_rules(
    blocks: list[tuple[int, list[tuple[int, int]]]], parts: set[int], odd: bool
) -> None:
    """In two columns, evened out, with parts that begin pages: lines once and in order, notes at their marks, none too full."""
    flow = a_flow(blocks)
    first_lines = [i for i in range(1, len(flow.height)) if flow.group[i] != flow.group[i - 1]]
    flow.starts.extend(first_lines[k] for k in sorted(parts) if k < len(first_lines))
    columns = fill(flow, DEPTH, SEPARATOR, per_page=2, odd=odd)
    assert [i for column in columns for i in range(column.first, column.last)] == list(range(len(flow.height)))
    begins = {column.first: place for place, column in enumerate(columns) if column.last > column.first}
    assert all(begins[start] % (4 if odd else 2) == 0 for start in flow.starts)
    for column in columns:
        assert height_of(column, flow) <= DEPTH + 0.001
        marked = [n for i in range(column.first, column.last) for n in flow.marks[i]]
        assert [n for n, a, _ in column.notes if a == 0] == marked
    lines = sorted((n, i) for column in columns for n, a, b in column.notes for i in range(a, b))
    assert lines == [(n, i) for n, note in enumerate(flow.notes) for i in range(len(note.height))]


def test_a_column_that_is_just_full_is_full() -> None:
    """Where sums of heights miss the depth by a rounding, the column counts as full, and not as one too many."""
    for lines in range(6, 14):
        flow = a_flow([(1, [(0, 2)])] * lines * 3)
        depth = sum(flow.height[:lines]) + sum(flow.gap[1:lines]) + 22.0 * lines + SEPARATOR
        for off in (-1e-9, 0.0, 1e-9):
            assert [column.last for column in fill(flow, depth + off, SEPARATOR)] == [lines, lines * 2, lines * 3]
