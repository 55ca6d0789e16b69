"""Dates of one track in, shapes on a common scale out.

The forms (after Priestley's charts of lives, 1765, and EDTF, Library of Congress, 2019):

- an event is a diamond, a statement a disc; one that has a year or a month alone stands in the middle of a thin
  line, as long as the time in which it lies;
- what went on for some time is a bar, and a statement made again and again two discs with a thin line between them;
  a bar that would be too short to be seen is a diamond too;
- what is filled is known, what is hollow is approximate, what is hollow and dashed is uncertain: a whole mark, or
  the end of a bar that is meant;
- an open end runs on to the edge of the scale and has a head there; an unknown one runs on a little way, dashed.

Shape and filling carry the meaning; colour only helps. Pure geometry: points, y upwards.
"""

from typing import Final

from briefgen.document.nodes import Moment
from briefgen.figures.drawing import Disc, Line, Paint, Palette, Polygon, Rect, Shape

__all__ = ["REACH", "Scale", "guide", "marks"]

REACH: Final = 9.0
"""How far (points) open ends may run beyond the first and last tick."""

_BAR: Final = 4.0  # height of a bar
_SHORTEST: Final = 6.0  # a shorter bar is a diamond
_DIAMOND: Final = 3.4
_DISC: Final = 2.5
_HEAD: Final = 3.6
_HALO: Final = 0.7
_STROKE: Final = 0.8
_SPAN: Final = 1.1  # thickness of the line that a coarse date or a repeated statement stands on
_SOFT_END: Final = 7.0  # of a bar is hollow where its end is approximate or uncertain
_SOFT_IF_MISSING: Final = 4.0  # the same, where the other end is open: the head still fits behind it
_THINNEST: Final = 0.05
_UNKNOWN: Final = 12.0  # a bar runs on so far where its end is not known
_APART: Final = 2.6  # above and below the middle, where an event and a statement meet
_DASH: Final = (1.3, 1.1)
_GUIDE: Final = (0.4, 1.6)
_HOLLOW: Final = frozenset({"approximate", "uncertain"})
_MISSING: Final = frozenset({"open", "unknown"})


class Scale:
    """Where a day lies: `begin` at `left`, `end` at `right`; mirrored, the other way round (right-to-left pages)."""

    __slots__ = ("begin", "end", "left", "mirrored", "right")

    def __init__(self, begin: int, end: int, left: float, right: float, *, mirrored: bool = False) -> None:
        self.begin: Final = begin
        self.end: Final = max(end, begin + 1)
        self.left: Final = left
        self.right: Final = right
        self.mirrored: Final = mirrored

    def x(self, day: int) -> float:
        """Return the place of a day."""
        share = (day - self.begin) / (self.end - self.begin)
        way = share * (self.right - self.left)
        return self.right - way if self.mirrored else self.left + way


def guide(moments: tuple[Moment, ...], scale: Scale, y: float, palette: Palette) -> Shape:
    """Return a dotted line that leads the eye from the label of a track to its first mark."""
    days = min(m.begin for m in moments), max(m.end for m in moments)
    first = max(map(scale.x, days)) if scale.mirrored else min(map(scale.x, days))
    start = scale.right + REACH if scale.mirrored else scale.left - REACH
    return Line(start, y, first, y, Paint(stroke=palette.quiet, width=0.4, dash=_GUIDE))


def marks(moments: tuple[Moment, ...], scale: Scale, y: float, palette: Palette) -> tuple[Shape, ...]:
    """Return the marks of one track, its middle at height `y`.

    A thin line leads from an event to what was said of it; where the two would cover each other, the event stands
    a little higher and the statement lower.
    """
    events = [m for m in moments if m.kind == "event"]
    said = [m for m in moments if m.kind == "statement"]
    shapes: list[Shape] = []
    meet = _meet(events, said, scale)
    apart = _APART if meet else 0.0
    if events and said and not meet:
        one, other = _middle(events[-1], scale), _places(said[0], scale)[0]
        shapes.append(Line(one, y, other, y, Paint(stroke=palette.ink, width=0.35)))
    for moment in events:
        shapes += _event(moment, scale, y + apart, palette)
    for moment in said:
        shapes += _statement(moment, scale, y - apart, palette)
    return tuple(shapes)


def _meet(events: list[Moment], said: list[Moment], scale: Scale) -> bool:
    """Tell whether the disc of a statement would cover a diamond or the end of a bar."""
    near = _DISC + _DIAMOND + 1
    for event in events:
        low, high = sorted((scale.x(event.begin), scale.x(event.end)))
        for statement in said:
            if any(low - near < x < high + near for x in _places(statement, scale)):
                return True
    return False


def _middle(moment: Moment, scale: Scale) -> float:
    return (scale.x(moment.begin) + scale.x(moment.end)) / 2


def _places(moment: Moment, scale: Scale) -> list[float]:
    """Return where the discs of a statement stand."""
    if moment.form == "date":
        return [_middle(moment, scale)]
    known = [
        scale.x(day) for day, how in ((moment.begin, moment.first), (moment.end, moment.last)) if how not in _MISSING
    ]
    return known if len(known) < 2 or abs(known[0] - known[1]) > 2 * _DISC else known[:1]


def _paint(how: str, colour: tuple[float, float, float], palette: Palette) -> Paint:
    """Return the paint of a mark by how well its date is known."""
    if how not in _HOLLOW:
        return Paint(fill=colour, stroke=palette.paper, width=_HALO)
    return Paint(fill=palette.paper, stroke=colour, width=_STROKE, dash=_DASH if how == "uncertain" else ())


def _event(moment: Moment, scale: Scale, y: float, palette: Palette) -> list[Shape]:
    start, end = scale.x(moment.begin), scale.x(moment.end)
    forward = -1.0 if scale.mirrored else 1.0
    is_missing = moment.first in _MISSING or moment.last in _MISSING
    if abs(end - start) < _SHORTEST and not is_missing:
        how = moment.first if moment.first in _HOLLOW else moment.last
        return [_diamond((start + end) / 2, y, _paint(how, palette.ink, palette))]
    if moment.form == "date":
        diamond = _diamond((start + end) / 2, y, _paint(moment.first, palette.ink, palette))
        return [Line(start, y, end, y, Paint(stroke=palette.ink, width=_SPAN)), diamond]
    shapes: list[Shape] = []
    soft = _SOFT_IF_MISSING if is_missing else min(_SOFT_END, abs(end - start) / 2)
    body_start = start + forward * soft if moment.first in _HOLLOW else start
    body_end = end - forward * soft if moment.last in _HOLLOW else end
    if moment.first in _HOLLOW:
        shapes.append(_rect(start, body_start, y, _paint(moment.first, palette.ink, palette)))
    if moment.last in _HOLLOW:
        shapes.append(_rect(body_end, end, y, _paint(moment.last, palette.ink, palette)))
    if moment.first in _MISSING:
        return [*shapes, *_running_on(body_end, scale, y, -forward, moment.first, palette.ink, _BAR)]
    if moment.last in _MISSING:
        return [*shapes, *_running_on(body_start, scale, y, forward, moment.last, palette.ink, _BAR)]
    if abs(body_end - body_start) > _THINNEST:
        shapes.append(_rect(body_start, body_end, y, Paint(fill=palette.ink)))
    return shapes


def _statement(moment: Moment, scale: Scale, y: float, palette: Palette) -> list[Shape]:
    places = _places(moment, scale)
    start, end = scale.x(moment.begin), scale.x(moment.end)
    forward = -1.0 if scale.mirrored else 1.0
    shapes: list[Shape] = []
    if abs(end - start) > 2 * _DISC:
        shapes.append(Line(start, y, end, y, Paint(stroke=palette.accent, width=_SPAN)))
    if moment.first in _MISSING:
        shapes += _running_on(start, scale, y, -forward, moment.first, palette.accent, _SPAN)
    if moment.last in _MISSING:
        shapes += _running_on(end, scale, y, forward, moment.last, palette.accent, _SPAN)
    known = [how for how in (moment.first, moment.last) if how not in _MISSING]
    if moment.form == "date" or len(places) < len(known):
        known = [next((how for how in known if how in _HOLLOW), "known")]
    shapes += [Disc(x, y, _DISC, _paint(how, palette.accent, palette)) for x, how in zip(places, known, strict=True)]
    return shapes


def _running_on(
    x: float, scale: Scale, y: float, way: float, how: str, colour: tuple[float, float, float], width: float
) -> list[Shape]:
    """Return what stands for an end that is open (on to the edge, with a head) or not known (a few dashes)."""
    edge = scale.right + REACH if way > 0 else scale.left - REACH
    if how == "unknown":
        short = x + way * min(_UNKNOWN, abs(edge - x))
        return [Line(x, y, short, y, Paint(stroke=colour, width=width, dash=(2.0, 1.6)))]
    back = edge - way * _HEAD
    half = (width + _HEAD) / 2
    head = ((edge, y), (back, y + half), (back, y - half))
    return [Line(x, y, back, y, Paint(stroke=colour, width=width)), Polygon(head, Paint(fill=colour))]


def _rect(one: float, other: float, y: float, paint: Paint) -> Rect:
    """Return a bar between two places; a stroke stays inside."""
    inset = _STROKE / 2 if paint.fill is not None and paint.stroke is not None else 0.0
    left, right = min(one, other) + inset, max(one, other) - inset
    return Rect(left, y - _BAR / 2 + inset, max(right - left, 0.1), _BAR - 2 * inset, paint)


def _diamond(x: float, y: float, paint: Paint) -> Polygon:
    half = _DIAMOND
    return Polygon(((x - half, y), (x, y + half), (x + half, y), (x, y - half)), paint)
