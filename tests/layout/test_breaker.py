"""Line breaking: the total-fit breaker against its plain twin, and the rules one by one."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.layout.breaker import (
    BOX,
    EMERGENCY_FLOOR,
    GLUE,
    HYPHEN_PENALTY,
    INFINITE,
    PASSES,
    PENALTY,
    RAGGED_FLOOR,
    break_lines,
    ragged,
)
from tests.layout.plain_breaker import Item, Rules, demerits_of, judge, least_demerits, legal_breaks, measure_of
from tests.steps import steps

END = [Item(GLUE, 0.0, 1e6), Item(PENALTY, penalty=-INFINITE)]
SPACE = Item(GLUE, 4.0, 2.0, 1.0)
HYPHEN = Item(PENALTY, 3.0, penalty=HYPHEN_PENALTY, flagged=1)
Lines = list[tuple[int, float]]


def box(width: float) -> Item:
    """Make a box."""
    return Item(BOX, width)


def broken(
    items: list[Item],
    measure: float | tuple[float, ...],
    tolerance: float = 4.0,
    *,
    emergency: bool = False,
    last_min: float = 0.0,
    ladder: int = 2,
    flex: float = 0.0,
) -> Lines | None:
    """Break a list of items."""
    kind, width, stretch, shrink, penalty, flagged = map(list, zip(*items, strict=True))
    return break_lines(
        kind,
        width,
        stretch,
        shrink,
        penalty,
        flagged,
        measure,
        tolerance=tolerance,
        emergency=emergency,
        last_min=last_min,
        ladder=ladder,
        flex=flex,
    )


def set_ragged(items: list[Item], measure: float | tuple[float, ...], last_min: float = 0.0) -> Lines:
    """Break a list of items ragged-right."""
    kind, width, _, _, penalty, flagged = map(list, zip(*items, strict=True))
    return ragged(kind, width, penalty, flagged, measure, last_min=last_min)


def words(*widths: float) -> list[Item]:
    """Make a paragraph of unbreakable words."""
    items: list[Item] = []
    for width in widths:
        items += [SPACE, box(width)] if items else [box(width)]
    return items + END


def paragraph(count: int, seed: int = 1) -> list[Item]:
    """Make a long paragraph with hyphens, shaped like English."""
    chance = random.Random(seed)
    items: list[Item] = []
    for n in range(count):
        if n:
            items.append(Item(GLUE, 2.6, 1.3, 0.858))
        left = chance.choice([1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 12])
        while left >= 5 and chance.random() < 0.75:
            piece = chance.randint(2, left - 3)
            items += [box(piece * 5.1), Item(PENALTY, 3.2, penalty=HYPHEN_PENALTY, flagged=1)]
            left -= piece
        items.append(box(left * 4.9))
    return items + END


half = st.integers(min_value=0, max_value=24).map(lambda n: n / 2)
spaces = st.sampled_from(
    [SPACE, SPACE, Item(GLUE, 4.0, 0.0, 0.0), Item(GLUE, 3.0, 6.0, 3.0), Item(GLUE, 0.0, 1.0, 0.0)]
)
joints = st.one_of(
    spaces.map(lambda space: [space]),
    spaces.map(lambda space: [Item(PENALTY, penalty=INFINITE), space]),
    spaces.map(lambda space: [space._replace(penalty=INFINITE)]),
    st.just([HYPHEN]),
    st.builds(
        lambda width, penalty, flag: [Item(PENALTY, width, penalty=penalty, flagged=flag)],
        half.map(lambda width: width - 2.0),
        st.sampled_from([-40.0, 0.0, 10.0, 60.0, 500.0]),
        st.integers(0, 1),
    ),
    st.just(END),
    st.just([Item(PENALTY, penalty=0.0), SPACE]),
)


@st.composite
def paragraphs(draw: st.DrawFn) -> list[Item]:
    """Draw up to 12 boxes with all kinds of joints; sums of halves are exact in floats."""
    items = [box(draw(half))]
    for joint, width in draw(st.lists(st.tuples(joints, half), max_size=11)):
        items += [*joint, box(width)]
    return items + END


measures = st.one_of(
    st.integers(6, 60).map(lambda n: (float(n),)),
    st.lists(st.integers(6, 60).map(float), min_size=2, max_size=3).map(tuple),
)


def same(items: list[Item], lines: Lines | None, rules: Rules) -> None:
    """Compare an answer with the twin's: the total, and each line's r."""
    least = least_demerits(items, rules)
    if least is None:
        assert lines is None
        return
    assert lines is not None
    total = demerits_of(items, [end for end, _ in lines], rules)
    assert total is not None
    assert total == pytest.approx(least, rel=1e-9)
    start = -1
    for number, (end, r) in enumerate(lines):
        line = judge(items, start, end, measure_of(number, rules), rules)
        assert line is not None
        assert r == pytest.approx(line.r, abs=1e-9)
        start = end


@settings(max_examples=150, deadline=None)
@given(
    paragraphs(),
    measures,
    st.sampled_from([1.0, 1.5, 4.0, 10.0]),
    st.sampled_from([0.0, 12.0]),
    st.integers(0, 2),
    st.sampled_from([0.0, 0.0625]),
)
def test_no_way_to_break_is_better(
    items: list[Item], measure: tuple[float, ...], tolerance: float, last_min: float, ladder: int, flex: float
) -> None:
    """The breaker's demerits equal those of the best of all ways to break, or both find none."""
    rules = Rules(measure, tolerance, 0.0, last_min, ladder, flex)
    same(items, broken(items, measure, tolerance, last_min=last_min, ladder=ladder, flex=flex), rules)


@settings(max_examples=150, deadline=None)
@given(paragraphs(), measures, st.sampled_from([0.0, 12.0]))
def test_no_emergency_is_handled_better(items: list[Item], measure: tuple[float, ...], last_min: float) -> None:
    """In an emergency there is always an answer, and it is the best one."""
    rules = Rules(measure, float("inf"), EMERGENCY_FLOOR, last_min)
    lines = broken(items, measure, emergency=True, last_min=last_min)
    assert lines is not None
    same(items, lines, rules)


@settings(max_examples=150, deadline=None)
@given(paragraphs(), measures)
def test_no_rag_is_better(items: list[Item], measure: tuple[float, ...]) -> None:
    """A ragged paragraph has the least demerits, and r is 0 unless a line is overfull."""
    lines = set_ragged(items, measure)
    rigid = [item._replace(stretch=0.0, shrink=0.0) for item in items]
    same(rigid, lines, Rules(measure, float("inf"), RAGGED_FLOOR))
    assert all(r in (0.0, -2.0) for _, r in lines)


@pytest.mark.parametrize(("count", "tolerance", "emergency"), [(45, 4.0, False), (20, 0.0, True)])
def test_a_long_paragraph_is_best_too(count: int, tolerance: float, emergency: bool) -> None:
    """The short cut by a low tolerance first does not change the answer on real lengths."""
    for seed in range(4):
        items = paragraph(count, seed)
        floor = EMERGENCY_FLOOR if emergency else 0.0
        rules = Rules((150.0,), float("inf") if emergency else tolerance, floor)
        lines = broken(items, 150.0, tolerance, emergency=emergency)
        least = least_demerits(items, rules)
        total = demerits_of(items, [end for end, _ in lines], rules) if lines else None
        assert total == (least if least is None else pytest.approx(least, rel=1e-9))


@settings(deadline=None)
@given(paragraphs(), st.integers(6, 60))
def test_lines_end_at_legal_places_in_order(items: list[Item], measure: int) -> None:
    """Line ends rise, are legal breaks, and hold every forced break; the last is the last item."""
    lines = broken(items, float(measure), emergency=True)
    assert lines is not None
    ends = [end for end, _ in lines]
    assert ends == sorted(set(ends))
    assert set(ends) <= set(legal_breaks(items))
    assert {i for i, item in enumerate(items) if item.penalty <= -INFINITE} <= set(ends)
    assert ends[-1] == len(items) - 1


def test_one_line_keeps_its_natural_width() -> None:
    """A paragraph shorter than its measure is one line with r = 0, however short."""
    assert broken(words(10, 10), 500.0, 1.0) == [(4, 0.0)]


def test_the_last_line_shrinks_but_never_stretches() -> None:
    """A last line a little too wide is shrunk by exactly what is needed."""
    assert broken(words(10, 10), 23.5) == [(4, -0.5)]


def test_the_two_first_passes_may_fail() -> None:
    """None says that no way meets the tolerance."""
    assert broken(words(30, 30, 30), 60.0, 1.5) is None


def test_a_line_that_cannot_be_broken_is_reported() -> None:
    """In an emergency a word wider than its measure stands alone with r below -1, the rest as usual."""
    lines = broken(words(10, 100, 10), 40.0, emergency=True)
    assert lines == [(1, 0.0), (3, -2.0), (6, 0.0)]


def test_an_overfull_line_with_spaces_says_how_far() -> None:
    """A piece tied by no-break spaces reports how often its shrink would be needed."""
    items = [box(20), Item(PENALTY, penalty=INFINITE), SPACE, box(20), *END]
    assert broken(items, 41.0, emergency=True) == [(5, -3.0)]


def test_a_no_break_space_holds() -> None:
    """A line never ends at glue after a penalty of INFINITE."""
    items = [box(20), SPACE, box(20), Item(PENALTY, penalty=INFINITE), SPACE, box(20), *END]
    lines = broken(items, 46.0, emergency=True)
    assert lines is not None
    assert lines[0][0] == 1


def test_a_hyphen_takes_room() -> None:
    """The width of a penalty counts only for the line that ends there."""
    items = [box(20), HYPHEN, box(20), *END]
    assert broken(items, 23.0) == [(1, 0.0), (4, 0.0)]
    assert broken(items, 40.0) == [(4, 0.0)]
    assert broken(items, 22.0) is None


def test_a_third_hyphen_in_a_row_is_avoided_where_possible() -> None:
    """Given a choice, lines end at most twice in a row with a hyphen, even at the price of loose lines."""
    wide = Item(GLUE, 4.0, 10.0, 1.0)
    items = [box(10), wide, box(10), wide, box(16), HYPHEN] * 3 + [box(5), *END]
    free = broken(items, 47.0, ladder=0)
    limited = broken(items, 47.0)
    assert free is not None
    assert limited is not None
    assert [items[end].flagged for end, _ in free][:3] == [1, 1, 1]
    assert [items[end].flagged for end, _ in limited][:3] != [1, 1, 1]


def test_three_hyphens_in_a_row_are_better_than_no_answer() -> None:
    """The limit on hyphens in a row gives way where nothing else fits."""
    items = [box(20), HYPHEN] * 4 + [box(20), *END]
    lines = broken(items, 23.0)
    assert lines is not None
    assert len(lines) == 5


def test_a_short_last_line_is_avoided() -> None:
    """With `last_min` the last word does not stand alone where the paragraph can be set otherwise."""
    items = [item._replace(stretch=30.0) if item == SPACE else item for item in words(20, 20, 20, 20, 5)]
    assert broken(items, 92.0) == [(7, 0.0), (10, 0.0)]
    lines = broken(items, 92.0, last_min=10.0)
    assert lines is not None
    assert lines[-1][0] == 10
    assert lines[0][0] < 7


def test_first_lines_may_differ() -> None:
    """Each line is set to its own measure; the last measure repeats."""
    lines = broken(words(20, 20, 20, 20, 20, 20), (20.0, 44.0, 20.0))
    assert lines == [(1, 0.0), (5, 0.0), (7, 0.0), (9, 0.0), (12, 0.0)]


def test_an_empty_paragraph_is_one_empty_line() -> None:
    """A forced break alone gives one line."""
    assert broken([Item(PENALTY, penalty=-INFINITE)], 100.0) == [(0, 0.0)]


@pytest.mark.parametrize("items", [[], [box(1)], [box(1), SPACE], [box(1), Item(PENALTY, penalty=5.0)]])
def test_a_paragraph_must_be_closed(items: list[Item]) -> None:
    """Without a forced break at the end the lists are refused."""
    kind, width, stretch, shrink, penalty, flagged = list(zip(*items, strict=True)) or [()] * 6
    with pytest.raises(ValueError, match="forced break"):
        break_lines(kind, width, stretch, shrink, penalty, flagged, 100.0, tolerance=1.0)


def test_the_last_pass_always_answers() -> None:
    """The passes go from strict to anything."""
    assert [hyphens for hyphens, _, _ in PASSES] == [False, True, True]
    _, tolerance, emergency = PASSES[-1]
    assert broken(words(50, 1, 50), 30.0, tolerance, emergency=emergency) is not None


def test_without_an_upper_limit_any_looseness_is_met() -> None:
    """An infinite tolerance needs stretch but no emergency."""
    assert broken(words(1, 1, 30), 30.0, float("inf")) == [(3, 12.0), (6, 0.0)]


@pytest.mark.parametrize("emergency", [False, True])
def test_time_grows_with_the_length_only(emergency: bool) -> None:
    """Eight times the text takes far less than the 64 times of quadratic work."""
    short, long = paragraph(300), paragraph(2400)
    few = steps(lambda: broken(short, 451.0, emergency=emergency))
    assert steps(lambda: broken(long, 451.0, emergency=emergency)) < 32 * few


def test_a_word_full_of_breaks_is_no_trap() -> None:
    """An address that may break after each character costs no more than its length."""
    part = [box(5.0), Item(PENALTY, penalty=10.0)]
    short, long = part * 150 + END, part * 1200 + END
    short[-3:-2] = long[-3:-2] = [box(5.0)]
    few = steps(lambda: broken(short, 300.0, emergency=True))
    assert steps(lambda: broken(long, 300.0, emergency=True)) < 32 * few
