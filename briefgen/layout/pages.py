"""Body lines and note lines in, columns out: which lines and which parts of which notes stand where.

Works on numbers alone; who draws them comes later. Heights are points.

Invariants (engine page, section 5):

1. A note begins in the column of its mark. 2. Notes stand in the order of their marks; a
continued note stands before the column's own. 3. Only the last note of a column may continue.
4. Every line of body and notes is placed exactly once. 5. Body, separator and notes together
are no taller than the column. 6. Carried notes take at most 80 % of a column while body text
remains. 7. No column ends behind a line that keeps with the next, unless nothing else fits.
8. Each column takes at least one line of something.

Where the notes of one line are more than a column holds, invariant 3 bends before invariant 1:
each of them begins under the line with its first lines, and all continue.
"""

from collections.abc import Sequence
from typing import Final

from briefgen.layout.flow import Flow, NoteBlock

__all__ = ["Column", "fill"]

_CARRY_SHARE: Final = 0.8
_EPSILON: Final = 1e-6
_WHOLE: Final = 3  # a note of so many lines is never split
_PART: Final = 2  # a split note leaves so many lines on either side, at least

# A note, and the lines of it that stand in the column: from, to (exclusive).
NotePart = tuple[int, int, int]


class Column:
    """One column: body lines `first` to `last` (exclusive), its notes in order, the head it repeats.

    `head` is an index into `Flow.heads` or -1. `body` is the height of head and body lines.
    """

    __slots__ = ("body", "first", "head", "last", "notes")

    def __init__(self, first: int, last: int, head: int, body: float, notes: list[NotePart]) -> None:
        self.first: Final = first
        self.last: Final = last
        self.head: Final = head
        self.body: Final = body
        self.notes: Final = notes


def _least(note: NoteBlock) -> float:
    """Return the height of what must at least stand under the mark: two lines, or a short note whole."""
    if len(note.height) <= _WHOLE:
        return note.total
    return sum(note.height[:_PART])


def fill(flow: Flow, depth: float, separator: float) -> list[Column]:
    """Fill columns of `depth` points; `separator` is the space between body and notes."""
    columns: list[Column] = []
    total = len(flow.height)
    at = 0
    carried: list[tuple[int, int]] = []  # note, first line still to be placed
    least = [_least(note) for note in flow.notes]
    while at < total or carried:
        column, at, carried = _column(flow, depth, separator, at, carried, least)
        columns.append(column)
    return columns


def _column(
    flow: Flow, depth: float, separator: float, at: int, carried: list[tuple[int, int]], least: Sequence[float]
) -> tuple[Column, int, list[tuple[int, int]]]:
    notes = flow.notes
    total = len(flow.height)
    head, head_height = _head(flow, at)
    carry = sum(sum(notes[note].height[start:]) for note, start in carried)
    blocked = False
    reserved = carry
    if carry and at < total and carry + separator > _CARRY_SHARE * depth:
        # The note does not end here: it takes its share, and only lines without marks may follow.
        reserved = _share(notes, carried, _CARRY_SHARE * depth - separator)
        blocked = True
    end = _take(flow, at, depth - head_height, separator, reserved, blocked=blocked, least=least)
    crowded = end == at and not carried
    if crowded:
        end = at + 1  # invariant 8: the notes of this line alone are more than a column holds
    if end == at:
        head, head_height = -1, 0.0
    body = head_height + sum(flow.height[at:end]) + sum(flow.gap[at + 1 : end])
    waiting = [*carried, *((note, 0) for marks in flow.marks[at:end] for note in marks)]
    room = depth - body - (separator if waiting else 0.0)
    if blocked and end > at:
        room = min(room, _CARRY_SHARE * depth - separator) if end < total else room
    if crowded:
        placed, rest = _crowd(notes, waiting, room)
    else:
        placed, rest = _place_notes(notes, waiting, room, force=end == at)
    return Column(at, end, head, body, placed), end, rest


def _head(flow: Flow, at: int) -> tuple[int, float]:
    """Return the table head that repeats when a column begins with line `at`."""
    if 0 < at < len(flow.table) and flow.table[at] >= 0 and flow.table[at - 1] == flow.table[at]:
        return flow.table[at], flow.heads[flow.table[at]][0]
    return -1, 0.0


def _share(notes: Sequence[NoteBlock], carried: list[tuple[int, int]], room: float) -> float:
    """Return the height of the carried lines that fit into `room`."""
    height = 0.0
    for note, start in carried:
        for line in notes[note].height[start:]:
            if height + line > room:
                return height
            height += line
    return height


def _take(
    flow: Flow, at: int, depth: float, separator: float, reserved: float, *, blocked: bool, least: Sequence[float]
) -> int:
    """Return where the column's body ends."""
    gap, height, keep, marks, notes = flow.gap, flow.height, flow.keep, flow.marks, flow.notes
    body = 0.0
    full = reserved  # notes so far, all complete
    need = reserved  # all complete but the last, of which the least
    best = fits = at
    for line in range(at, len(height)):
        body += height[line] + (gap[line] if line > at else 0.0)
        if marks[line]:
            if blocked:
                break
            for note in marks[line]:
                need = full + least[note]
                full += notes[note].total
        if body + (need + separator if need else 0.0) > depth + _EPSILON:
            break
        fits = line + 1
        if not keep[line]:
            best = fits
    return best if best > at else fits


def _place_notes(
    notes: Sequence[NoteBlock], waiting: list[tuple[int, int]], room: float, *, force: bool
) -> tuple[list[NotePart], list[tuple[int, int]]]:
    """Give the room to the notes in order; what does not fit is carried.

    With `force` (nothing else stands in the column) at least one line is placed.
    """
    placed: list[NotePart] = []
    for position, (note, start) in enumerate(waiting):
        heights = notes[note].height
        rest = sum(heights[start:])
        if rest <= room + _EPSILON:
            placed.append((note, start, len(heights)))
            room -= rest
            continue
        end = _split(heights, start, room)
        if end == start and force and not placed:
            end = start + 1
        carried = [(note, end), *waiting[position + 1 :]]
        if end > start:
            placed.append((note, start, end))
        return placed, carried
    return placed, []


def _crowd(
    notes: Sequence[NoteBlock], waiting: list[tuple[int, int]], room: float
) -> tuple[list[NotePart], list[tuple[int, int]]]:
    """Begin every note of a crowded line: each gets its first lines, then what room is left in order."""
    ends: list[int] = []
    for note, _ in waiting:
        heights = notes[note].height
        end = len(heights) if len(heights) <= _WHOLE else _PART
        height = sum(heights[:end])
        if height > room + _EPSILON:
            end, height = 0, 0.0
        ends.append(end)
        room -= height
    for position, (note, _) in enumerate(waiting):
        heights = notes[note].height
        if not ends[position]:
            continue
        more = _split(heights, ends[position], room) if sum(heights[ends[position] :]) > room else len(heights)
        room -= sum(heights[ends[position] : more])
        ends[position] = more
    placed = [(note, 0, end) for (note, _), end in zip(waiting, ends, strict=True) if end]
    rest = [(note, end) for (note, _), end in zip(waiting, ends, strict=True) if end < len(notes[note].height)]
    return placed, rest


def _split(heights: Sequence[float], start: int, room: float) -> int:
    """Return up to which line a note that does not fit is set here: two lines at least on either side."""
    end, count = start, len(heights)
    while end < count and heights[end] <= room + _EPSILON:
        room -= heights[end]
        end += 1
    if count - end < _PART:
        end = count - _PART
    if end - start < _PART or (start == 0 and count <= _WHOLE):
        return start
    return end
