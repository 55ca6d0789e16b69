"""Widths of columns: no word is broken while there is room, and nobody takes more than the room."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.document import nodes as n
from briefgen.document.number import number
from briefgen.layout import Pages, lay_out
from briefgen.layout.frames import TEXT
from briefgen.layout.voices import Voices
from briefgen.layout.widths import Need, cell_need, column_widths
from briefgen.selection.audience import NoteSettings
from tests.layout.squares import FACES, a_brief, a_note, a_style, spoken

ROOM = 400.0


def needs(columns: int) -> st.SearchStrategy[list[Need]]:
    """Return cells for a table of so many columns, one at least for each column."""

    def need(column: int, span: int, low: float, more: float) -> Need:
        return column, min(span, columns - column), low, low + more

    lengths = st.floats(1, 200)
    cells = st.lists(st.builds(need, st.integers(0, columns - 1), st.integers(1, 3), lengths, lengths), max_size=20)
    base = st.tuples(*(st.builds(need, st.just(c), st.just(1), lengths, lengths) for c in range(columns)))
    return st.builds(lambda a, b: [*a, *b], base, cells)


@given(st.integers(1, 7).flatmap(needs), st.floats(20, 600))
@settings(max_examples=300, deadline=None)
def test_columns_fill_the_room_and_no_more(cells: list[Need], room: float) -> None:
    """Columns are never wider than the room together, and each cell has its least wherever all can have it."""
    columns = max(column + span for column, span, *_ in cells)
    widths = column_widths(cells, columns, room)
    assert len(widths) == columns
    assert sum(widths) <= room + 0.01
    assert min(widths) > 0
    short = [cell for cell in cells if sum(widths[cell[0] : cell[0] + cell[1]]) < cell[2] - 0.01]
    if short:
        assert sum(widths) == pytest.approx(room)
        singles = [max(low for column, span, low, _ in cells if (column, span) == (c, 1)) for c in range(columns)]
        # Only columns that want more than an equal part gave way: the others have all that their words need.
        assert all(width >= min(low, room / columns) - 0.01 for width, low in zip(widths, singles, strict=True))


def test_the_widest_column_gives_way() -> None:
    """A word longer than the table takes no room from a column of short words, and leaves room to sentences."""
    cells: list[Need] = [(0, 1, 40.0, 40.0), (1, 1, 60.0, 300.0), (2, 1, 900.0, 900.0)]
    first, second, third = column_widths(cells, 3, ROOM)
    assert first == 40.0
    assert second > 120
    assert third > ROOM / 3
    assert first + second + third == pytest.approx(ROOM)


def test_a_cell_over_two_columns_asks_for_what_they_lack() -> None:
    """A wide cell over two columns widens both, and nothing if they hold it already."""
    narrow: list[Need] = [(0, 1, 50.0, 50.0), (1, 1, 50.0, 50.0)]
    assert column_widths([*narrow, (0, 2, 100.0, 100.0)], 2, ROOM) == column_widths(narrow, 2, ROOM)
    assert column_widths([*narrow, (0, 2, 160.0, 160.0)], 2, ROOM) == [80.0, 80.0]


def paragraph(*inlines: n.Inline | str) -> n.Paragraph:
    """Make a paragraph."""
    return n.Paragraph(tuple(n.Text(part) if isinstance(part, str) else part for part in inlines))


def test_a_cell_needs_its_widest_word_with_its_mark() -> None:
    """The least of a cell grows with the mark behind its widest word, with strong type and with the forms of letters."""
    voices, style = Voices(FACES, FACES.session()), a_style().text["cell"]
    plain, _ = cell_need(n.Cell((paragraph("the lighthouse"),)), style, "en", voices)
    marked, _ = cell_need(n.Cell((paragraph("the lighthouse", a_note(12, "x")),)), style, "en", voices)
    strong, _ = cell_need(n.Cell((paragraph("the ", n.Strong((n.Text("lighthouse"),))),)), style, "en", voices)
    assert plain < strong
    assert plain < marked
    joined, _ = cell_need(n.Cell((paragraph("ساعت"),)), style, "fa", voices)
    apart, _ = cell_need(n.Cell((paragraph("س ا ع ت"),)), style, "fa", voices)
    assert joined > apart


WORDS = st.lists(
    st.sampled_from(["oil", "lamp", "gale", "reef", "unlit", "harbour", "northern"]), min_size=1, max_size=6
)


def table_of(cells: list[list[list[str]]]) -> Pages:
    """Lay a table out whose cells end in marks."""
    rows = tuple(
        n.Row(tuple(n.Cell((paragraph(" ".join(words), n.Note((paragraph("x"),))),)) for words in row)) for row in cells
    )
    return lay_out(number(a_brief(n.Table((), rows, (n.Text("T"),))), NoteSettings()), a_style(size="A5"), FACES, {})


@given(st.integers(1, 5).flatmap(lambda c: st.lists(st.lists(WORDS, min_size=c, max_size=c), min_size=1, max_size=4)))
@settings(max_examples=60, deadline=None)
def test_no_word_is_broken(cells: list[list[list[str]]]) -> None:
    """In tables whose words have room no word is parted from its letters or from its mark."""
    pages = table_of(cells)
    said = spoken(pages)
    assert not any("\u00ad" in text for _, text in said)
    parents, tags = pages.elements.parent, pages.elements.tag
    begins = [item[4][item[3][0][0]] for page in pages.pages for item in page.items if item[0] == TEXT]
    assert not any(tags[element] == "Link" and tags[parents[element]] == "Reference" for element in begins)
    words = " ".join(text for tag, text in said if tag == "P").split()
    assert sorted(words) == sorted(
        [word for row in cells for cell in row for word in cell] + ["x" for row in cells for _ in row]
    )


def test_cells_stand_where_they_are_told() -> None:
    """A cell's lines stand at its start, its end or its centre."""
    row = n.Row(tuple(n.Cell((paragraph("x"),), align=align) for align in ("start", "centre", "end")))
    wide = n.Row(tuple(n.Cell((paragraph("lighthouses"),)) for _ in range(3)))
    pages = lay_out(a_brief(n.Table((), (wide, row))), a_style(), FACES, {})
    lines = [item for item in pages.pages[0].items if item[0] == TEXT]
    starts = [item[1] + item[3][0][1] for item in lines]
    free = lines[0][3][0][2] - lines[3][3][0][2]
    assert [b - a for a, b in zip(starts[:3], starts[3:], strict=True)] == pytest.approx(
        [0, free / 2 + 0.5, free + 1], abs=0.6
    )
