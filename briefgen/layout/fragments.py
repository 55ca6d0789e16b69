"""A paragraph in, position-free set lines out.

`set_paragraph` itemises, breaks and sets. A `Fragment` knows nothing of pages: its lines are
tuples of segments as `frames.py` describes them, `dx` counted from the left edge of the measure.

Invariants: every box of the items stands in exactly one line; no line is wider than its measure
(a word that is wider is hyphenated, or else cut between characters), but for the signs that hang out of justified text.
"""

from typing import Final

from briefgen.document import nodes
from briefgen.layout.breakable import Hyphenated, closed, hang, hyphenated, release, shattered, widest_run
from briefgen.layout.breaker import INFINITE, PASSES, break_lines, ragged
from briefgen.layout.flatten import Flat, Role
from briefgen.layout.itemise import Items, itemise
from briefgen.layout.lines import FLEX, End, Line, LineSetter

__all__ = ["NARROWEST_JUSTIFIED", "Fragment", "Line", "set_paragraph"]

NARROWEST_JUSTIFIED: Final = 150.0
"""Under this measure (points) text is set ragged: justified narrow lines gape."""


_WIDEST_BOUND: Final = 0.5  # of the measure: what is wider may be parted after all


class Fragment:
    """A set paragraph.

    `lines[i]` are its segments, `marks[i]` the indexes into `notes` of the marks in line i (-2 - k: the
    k-th of `elsewhere`, the idents of notes that stand elsewhere), `ends[i]` where its ink ends (points
    from the edge of the measure at which the paragraph's lines begin); `measure` is what it was set to;
    `roles` are the roles of `flatten.py`.
    """

    __slots__ = ("elsewhere", "ends", "lines", "marks", "measure", "notes", "roles")

    def __init__(
        self,
        lines: list[Line],
        marks: list[tuple[int, ...]],
        ends: list[float],
        notes: list[nodes.Note],
        roles: list[Role],
        elsewhere: list[str],
        measure: float,
    ) -> None:
        self.lines: Final = lines
        self.marks: Final = marks
        self.ends: Final = ends
        self.notes: Final = notes
        self.roles: Final = roles
        self.elsewhere: Final = elsewhere
        self.measure: Final = measure

    def targets(self, line: int) -> list[str]:
        """Return the keys of the marks in a line, for links back to them."""
        notes, elsewhere = self.notes, self.elsewhere
        return ["mark:" + (notes[mark].ident if mark >= 0 else elsewhere[-2 - mark]) for mark in self.marks[line]]


def set_paragraph(
    flat: Flat,
    measure: float,
    *,
    justified: bool,
    base: int = 0,
    first: float = 0.0,
    align: str = "start",
    last_min: float = 0.0,
) -> Fragment:
    """Break and set a flattened paragraph.

    `measure` and `first` (added indent of the first line, may be negative) are points; `base` is
    the paragraph's embedding level; `align` (start, end, centre) holds for lines that are not justified.
    `last_min` is the width that the last line should not fall below.
    """
    items = closed(itemise(flat, base))
    lines: list[Line] = []
    marks: list[tuple[int, ...]] = []
    ends: list[float] = []
    if items.kind:
        justified = justified and measure >= NARROWEST_JUSTIFIED
        broken, items = _break(items, measure, first, justified, last_min, flat.simple)
        setter = LineSetter(items, flat, base, optical=justified and flat.simple)
        start: End = (0, 0)
        final = len(broken) - 1
        for n, end in enumerate(broken):
            indent = first if n == 0 else 0.0
            line, seen, ink = setter.line(
                start, end, measure - indent, indent, justified=justified and n < final, align=align
            )
            lines.append(line)
            marks.append(seen)
            ends.append(ink)
            start = end
    return Fragment(lines, marks, ends, flat.notes, flat.roles, flat.elsewhere, measure)


def _break(
    items: Items, measure: float, first: float, justified: bool, last_min: float, simple: bool
) -> tuple[list[End], Items]:
    """Return where the lines end, and the items that the ends index."""
    width = items.width
    if sum(width) <= measure - first:
        return [(len(width) - 1, 0)], items
    widths: tuple[float, ...] | float = (measure - first, measure) if first else measure
    narrowest = min(measure, measure - first)
    is_tight = widest_run(items) > narrowest
    if is_tight:
        items = shattered(items, narrowest)
    if INFINITE in items.penalty:
        release(items, narrowest * _WIDEST_BOUND)
    if not justified:
        # Lines that may be of any length are no better for a word that is parted.
        return _ragged(items, widths, last_min, with_hyphens=is_tight), items
    if simple:
        hang(items)
    hyphens: Hyphenated | None = None
    for with_hyphens, tolerance, emergency in PASSES:
        if with_hyphens and hyphens is None:
            hyphens = hyphenated(items)
        use = hyphens if with_hyphens and hyphens is not None else items
        lines = break_lines(
            use.kind,
            use.width,
            use.stretch,
            use.shrink,
            use.penalty,
            use.flagged,
            widths,
            tolerance=tolerance,
            emergency=emergency,
            last_min=last_min,
            flex=FLEX if simple else 0.0,
        )
        if lines is not None:
            return _ends(lines, hyphens if with_hyphens else None), items
    msg = "the last pass of the line breaker failed"
    raise AssertionError(msg)


def _ragged(items: Items, widths: tuple[float, ...] | float, last_min: float, *, with_hyphens: bool) -> list[End]:
    hyphens = hyphenated(items) if with_hyphens else None
    use = hyphens or items
    lines = ragged(use.kind, use.width, use.penalty, use.flagged, widths, last_min=last_min)
    return _ends(lines, hyphens)


def _ends(lines: list[tuple[int, float]], hyphens: Hyphenated | None) -> list[End]:
    if hyphens is None:
        return [(end, 0) for end, _ in lines]
    return [(hyphens.origin[end], hyphens.cut[end]) for end, _ in lines]
