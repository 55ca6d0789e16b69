"""Marks on a line of time: their shapes say how well a date is known, and all stay inside the scale."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.document.nodes import Moment
from briefgen.figures import REACH, Disc, Line, Palette, Polygon, Rect, Scale, Shape, bounds, guide, marks

INK, ACCENT, QUIET = (0.2, 0.2, 0.2), (0.1, 0.2, 0.4), (0.7, 0.7, 0.7)
PALETTE = Palette(INK, ACCENT, QUIET)
SCALE = Scale(0, 1000, 100.0, 200.0)
HOW = ("known", "approximate", "uncertain", "open", "unknown")


def event(begin: int, end: int, first: str = "known", last: str = "known", form: str = "interval") -> Moment:
    return Moment("event", form, begin, end, first, last)


def drawn(*moments: Moment, scale: Scale = SCALE) -> tuple[Shape, ...]:
    return marks(moments, scale, 50.0, PALETTE)


def is_solid(shape: Shape) -> bool:
    return shape.paint.fill in {INK, ACCENT}


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    """A date of any sort; the day of an open or unknown end is that of the other."""
    begin, end = sorted((draw(st.integers(0, 1000)), draw(st.integers(0, 1000))))
    kind = draw(st.sampled_from(["event", "statement"]))
    if draw(st.booleans()):
        how = draw(st.sampled_from(HOW[:3]))
        return Moment(kind, "date", begin, end, how, how)
    first, last = draw(st.sampled_from(HOW)), draw(st.sampled_from(HOW[:3]))
    if draw(st.booleans()):
        first, last = last, first
    if {first, last} & {"open", "unknown"}:
        end = begin
    return Moment(kind, "interval", begin, end, first, last)


def test_an_event_of_a_day_is_a_diamond() -> None:
    """A bar that would be too short to be seen is a diamond on its day."""
    (diamond,) = drawn(event(500, 500))
    assert isinstance(diamond, Polygon)
    assert is_solid(diamond)
    left, bottom, right, top = bounds(diamond)
    assert ((left + right) / 2, (bottom + top) / 2) == pytest.approx((150.0, 50.0))


@pytest.mark.parametrize("how", ["known", "approximate", "uncertain"])
@pytest.mark.parametrize(("kind", "shape"), [("event", Polygon), ("statement", Disc)])
def test_a_coarse_date_stands_on_a_line(kind: str, shape: type, how: str) -> None:
    """What has a year alone is a mark in the middle of a line as long as the year: it is no bar, it did not last so long."""
    line, mark = drawn(Moment(kind, "date", 200, 700, how, how))
    assert isinstance(line, Line)
    assert (line.x1, line.x2) == pytest.approx((120.0, 170.0))
    assert isinstance(mark, shape)
    left, _, right, _ = bounds(mark)
    assert (left + right) / 2 == pytest.approx(145.0)
    assert is_solid(mark) is (how == "known")


def test_an_event_over_time_is_a_bar() -> None:
    """A bar runs from the first day to the last."""
    (bar,) = drawn(event(200, 700))
    assert isinstance(bar, Rect)
    assert (bar.x, bar.x + bar.width) == pytest.approx((120.0, 170.0))
    assert is_solid(bar)


def test_a_statement_is_a_disc() -> None:
    """A statement is a disc; one that was repeated is two discs and a line between them."""
    (disc,) = drawn(Moment("statement", "date", 500, 500))
    assert isinstance(disc, Disc)
    line, *discs = drawn(Moment("statement", "interval", 300, 600))
    assert isinstance(line, Line)
    assert [disc.x for disc in discs if isinstance(disc, Disc)] == pytest.approx([130.0, 160.0])


@pytest.mark.parametrize(("how", "has_dash"), [("approximate", False), ("uncertain", True)])
@pytest.mark.parametrize("moment", ["day", "statement"])
def test_what_is_not_sure_is_hollow(moment: str, how: str, has_dash: bool) -> None:
    """An approximate mark is hollow, an uncertain one hollow and dashed, whatever its shape."""
    made = {
        "day": event(500, 500, how, how, "date"),
        "statement": Moment("statement", "date", 500, 500, how, how),
    }[moment]
    (mark,) = drawn(made)
    assert mark.paint.fill == PALETTE.paper
    assert mark.paint.stroke in {INK, ACCENT}
    assert bool(mark.paint.dash) is has_dash


def test_an_end_that_is_not_sure_is_hollow_alone() -> None:
    """Of an interval only the end that is approximate or uncertain is hollow."""
    head, body = drawn(event(200, 700, "approximate"))
    assert not is_solid(head)
    assert is_solid(body)
    assert bounds(head)[0] < bounds(body)[0]
    tail, body = drawn(event(200, 700, "known", "uncertain"))
    assert tail.paint.dash
    assert bounds(tail)[2] > bounds(body)[2]


@pytest.mark.parametrize("kind", ["event", "statement"])
@pytest.mark.parametrize(("first", "last", "edge"), [("open", "known", 100 - REACH), ("known", "open", 200 + REACH)])
def test_an_open_end_runs_on_to_the_edge(kind: str, first: str, last: str, edge: float) -> None:
    """An open end has a head at the edge of the scale, and a line that leads there from the day that is known."""
    shapes = drawn(Moment(kind, "interval", 500, 500, first, last))
    (head,) = [shape for shape in shapes if isinstance(shape, Polygon)]
    assert edge in {x for x, _ in head.points}
    (line,) = [shape for shape in shapes if isinstance(shape, Line)]
    assert line.x1 == 150.0


def test_an_unknown_end_breaks_off() -> None:
    """An unknown end is a few dashes without a head."""
    shapes = drawn(event(500, 500, "known", "unknown"))
    (line,) = [shape for shape in shapes if isinstance(shape, Line)]
    assert line.paint.dash
    assert not any(isinstance(shape, Polygon) for shape in shapes)


def test_marks_that_meet_stand_apart() -> None:
    """Where a disc would cover the event that it speaks of, the two stand above each other."""
    diamond, disc = drawn(event(500, 500), Moment("statement", "date", 505, 505))
    assert bounds(diamond)[1] > bounds(disc)[1] + 4
    assert not any(isinstance(shape, Line) for shape in (diamond, disc))
    line, far, other = drawn(event(100, 100), Moment("statement", "date", 800, 800))
    assert isinstance(line, Line)
    assert bounds(far)[3] > bounds(other)[1]


@given(st.lists(moments(), min_size=1, max_size=3), st.booleans())
def test_every_date_is_drawn_inside_the_scale(dates: list[Moment], mirrored: bool) -> None:
    """Each event has a mark of its own, each statement a disc, and nothing leaves the scale and what lies beyond it."""
    scale = Scale(0, 1000, 100.0, 200.0, mirrored=mirrored)
    for moment in dates:
        shapes = drawn(moment, scale=scale)
        if moment.kind == "statement":
            assert any(isinstance(shape, Disc) for shape in shapes)
        else:
            assert shapes
        for shape in shapes:
            left, bottom, right, top = bounds(shape)
            assert left >= 100 - REACH - 0.01
            assert right <= 200 + REACH + 0.01
            assert 43 < bottom < top + 0.01 < 57.02


@given(moments())
def test_a_page_from_right_to_left_is_a_mirror(moment: Moment) -> None:
    """The same marks stand at the mirrored places."""
    plain = drawn(moment)
    other = drawn(moment, scale=Scale(0, 1000, 100.0, 200.0, mirrored=True))
    assert [type(shape) for shape in plain] == [type(shape) for shape in other]
    for one, two in zip(plain, other, strict=True):
        left, bottom, right, top = bounds(one)
        assert bounds(two) == pytest.approx((300 - right, bottom, 300 - left, top))


def test_a_guide_leads_to_the_first_mark() -> None:
    """The dotted guide runs from the side of the labels to the mark nearest to it."""
    track = (event(200, 700), Moment("statement", "date", 900, 900))
    line = guide(track, SCALE, 50.0, PALETTE)
    assert isinstance(line, Line)
    assert (line.x1, line.x2) == (100 - REACH, 120.0)
    line = guide(track, Scale(0, 1000, 100.0, 200.0, mirrored=True), 50.0, PALETTE)
    assert isinstance(line, Line)
    assert (line.x1, line.x2) == (200 + REACH, 180.0)


def test_a_scale_of_one_day_has_a_width() -> None:
    """Even a scale that begins and ends on one day puts it somewhere."""
    assert Scale(5, 5, 0.0, 10.0).x(5) == 0.0
