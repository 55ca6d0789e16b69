"""Body lines and note lines in, columns out: which lines and which parts of which notes stand where.

Invariants (engine page, section 5):

1. A note begins in the column of its mark. 2. Notes stand in the order of their marks; a
continued note stands before the column's own. 3. Only the last note of a column may continue.
4. Every line of body and notes is placed exactly once. 5. Body, separator and notes together
are no taller than the column. 6. Carried notes take at most 80 % of a column while body text
remains. 7. No column ends behind a line that keeps with the next, unless nothing else fits.
8. Each column takes at least one line of something.

Where the notes of one line are more than a column holds, invariant 3 bends before invariant 1:
each of them begins under the line with its first lines, and all continue.

Within these rules the ends are chosen together, by the least cost of the whole brief: Plass, "Optimal pagination
techniques for automatic typesetting systems" (Stanford, 1981), with two bounds. Of each column only the cheapest
ends are followed, and of all ways to begin column k only the most promising; near the end, where a short last
column is still to be avoided, more of both. Time grows with the number of columns.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from briefgen.layout.balance import balanced
from briefgen.layout.filling import TIGHT, Carried, Column, Filler, Opening
from briefgen.layout.flow import Flow

__all__ = ["Column", "fill", "text_columns"]

# What a column costs. The unit is about one line left empty at the foot of a page.
_COLUMN: Final = 10.0  # each: fewer are better
_EMPTY: Final = 1_000.0  # times the square of the share that is left empty
_SPLIT: Final = 25.0  # a note that breaks off
_TORN: Final = 3.0  # a paragraph that breaks off; less where there is space, nothing before the space of a heading
_THIN: Final = 6.0  # a heading with two lines of its text before the end
_KEPT: Final = 1_000.0  # an end behind a line that keeps with the next
_SQUEEZED: Final = 3.0  # all the give of the space between blocks is used
_SHORT: Final = 60.0  # a last column of next to nothing
_LAST_SHARE: Final = 0.25  # of a column: a last one that is taller is not short

_TALLEST_FOOT: Final = 0.3  # of a column: more is not left empty while there is another end
_HAIR: Final = 1e-6  # points: less is an error of sums
_NEAR: Final = 5.0  # columns before the end
_ENDS: Final = (2, 8)  # so many of a column are followed: on the way, near the end
_WAYS: Final = (3, 20)


class _Way:
    """A way to fill the columns so far: what it cost, where the next column begins, and the column before."""

    __slots__ = ("at", "before", "carried", "cost", "end", "opening")

    def __init__(
        self, cost: float, at: int, carried: Carried, before: "_Way | None", opening: Opening | None, end: int
    ) -> None:
        self.cost: Final = cost
        self.at: Final = at
        self.carried: Final = carried
        self.before: Final = before
        self.opening: Final = opening
        self.end: Final = end


def fill(
    flow: Flow, depth: float, separator: float, *, per_page: int = 1, odd: bool = False, aim: int = 0
) -> list[Column]:
    """Fill columns of `depth` points, `per_page` of them; `separator` is the space between body and notes.

    The lines of `Flow.starts` begin a page, of odd number if so asked; what is left before it are empty columns.
    Where the text would run over `aim` pages by a little, the space between blocks shrinks further to hold it there.
    """
    columns = _filled(Filler(flow, depth, separator), per_page, odd=odd)
    if aim and text_columns(columns) > aim * per_page:
        tighter = _filled(Filler(flow, depth, separator, TIGHT), per_page, odd=odd)
        if text_columns(tighter) <= aim * per_page:
            return tighter
    return columns


def text_columns(columns: Sequence[Column]) -> int:
    """Return how many columns there are up to the last one that has more than notes in it."""
    return max((place for place, column in enumerate(columns, 1) if column.last > column.first), default=0)


def _filled(filler: Filler, per_page: int, *, odd: bool) -> list[Column]:
    flow = filler.flow
    columns: list[Column] = []
    ends = [*flow.starts, len(flow.height)]
    for start, stop in pairwise([0, *ends]):
        step = per_page * 2 if odd else per_page
        while columns and len(columns) % step:
            columns.append(Column(start, start, -1, 0.0, []))
        part = _cheapest(filler, start, stop)
        columns += balanced(filler, part, stop) if per_page == 2 else part
    return columns


def _cheapest(filler: Filler, start: int, stop: int) -> list[Column]:
    """Return the columns of the lines from `start` to `stop` that cost least together."""
    ways = [_Way(0.0, start, (), None, None, start)] if start < stop else []
    best: _Way | None = None
    while ways:
        found: dict[tuple[int, Carried], _Way] = {}
        for way in ways:
            near = filler.columns_left(way.at, stop) < _NEAR
            opening = filler.open(way.at, way.carried, stop)
            for cost, end, full in _ends(filler, opening, stop)[: _ENDS[near]]:
                total = way.cost + _COLUMN + cost
                if best is not None and total >= best.cost:
                    continue
                at = end
                rest: Carried = ()
                if full or opening.carried:
                    column, rest = filler.column(opening, end, stop)
                    at = column.last
                known = found.get((at, rest))
                if known is None or total < known.cost:
                    found[at, rest] = _Way(total, at, rest, way, opening, end)
        final = found.pop((stop, ()), None)
        if final is not None:
            best = final
        ways = [way for way in found.values() if best is None or way.cost < best.cost]
        near = any(filler.columns_left(way.at, stop) < _NEAR for way in ways)
        if len(ways) > _WAYS[near]:
            ways.sort(key=lambda way: way.cost + _COLUMN * filler.columns_left(way.at, stop))
            del ways[_WAYS[near] :]
    columns: list[Column] = []
    while best is not None and best.before is not None and best.opening is not None:
        columns.append(filler.column(best.opening, best.end, stop)[0])
        best = best.before
    columns.reverse()
    return columns


def _ends(filler: Filler, opening: Opening, stop: int) -> list[tuple[float, int, bool]]:
    """Return what each end costs that a column may have, the cheapest first, and whether it is fuller than it holds."""
    at, keep = opening.at, filler.flow.keep
    reach = filler.reach(opening, stop)
    if reach == at:
        return [(_SPLIT, at, True)]
    ends: list[tuple[float, int, bool]] = []
    tallest = _TALLEST_FOOT * filler.depth
    for end in range(reach, at, -1):
        if end < stop and keep[end - 1]:
            continue
        spare = filler.spare(opening, end)
        if ends and spare > tallest:
            break
        ends.append((_cost(filler, opening, end, stop, spare), end, spare < -_HAIR))
        if opening.blocked:
            break
    if not ends:
        return [(_KEPT, reach, True)]
    ends.sort(key=lambda found: found[0])  # of equals the fuller
    return ends


def _cost(filler: Filler, opening: Opening, end: int, stop: int, spare: float) -> float:
    """Return what it costs that a column ends before line `end`, with `spare` points to spare."""
    depth = filler.depth
    cost = 0.0
    if spare < -_HAIR:
        cost = _SQUEEZED if filler.shrinks(opening, end, spare) else _SPLIT
    if end == stop:
        filled = 1.0 - spare / depth
        if opening.at and filled < _LAST_SHARE:
            cost += _SHORT * (1.0 - filled / _LAST_SHARE)
        return cost
    if spare > 0.0:
        cost = _EMPTY * (spare / depth) ** 2
        if cost > _SQUEEZED and filler.stretches(opening, end, spare):
            cost = _SQUEEZED
    flow = filler.flow
    group, keep = flow.group, flow.keep
    if flow.gap[end] < flow.height[end] and flow.table[end] < 0:
        cost += _TORN * (1.0 - flow.gap[end] / flow.height[end])
    if end - opening.at > 2 and keep[end - 2] and keep[end - 3] and group[end - 3] != group[end - 2]:
        cost += _THIN
    return cost
