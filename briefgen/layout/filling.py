"""One column: what of the body fits, which ends are open to it, and how its notes share the room at its foot.

Works on numbers alone; who draws them comes later. Heights are points. All sums over lines are
differences of running totals, so that an end is judged without adding up its lines.

Space between blocks gives way within bounds: it shrinks by up to 12 % so that a block or a note ends on its page (a
quarter where the brief would else miss its number of pages), and grows by up to 30 % where that makes the column end
flush; a column that would need more ends where it ends.
There is no baseline grid: body, details, notes, quotations and table rows have five leadings, and no two lines
side by side would meet on it.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from briefgen.layout.flow import Flow, NoteBlock

__all__ = ["SHRINK", "TIGHT", "Carried", "Column", "Filler", "NotePart", "Opening"]

_EPSILON: Final = 1e-6
_CARRY_SHARE: Final = 0.8
_WHOLE: Final = 3  # a note of so many lines is never split
_PART: Final = 2  # a split note leaves so many lines on either side, at least
SHRINK: Final = 0.12  # of the space between blocks
TIGHT: Final = 0.25  # of it, to reach a number of pages
_STRETCH: Final = 0.3

# A note, and the lines of it that stand in the column: from, to (exclusive).
NotePart = tuple[int, int, int]

# Notes that an earlier column began: the note, its first line still to be placed.
Carried = tuple[tuple[int, int], ...]


class Column:
    """One column: body lines `first` to `last` (exclusive), its notes in order, the head it repeats.

    `head` is an index into `Flow.heads` or -1. `body` is the height of head and body lines, `give` what each space
    between blocks grows by, as a share of itself (negative: shrinks).
    """

    __slots__ = ("body", "first", "give", "head", "last", "notes")

    def __init__(self, first: int, last: int, head: int, body: float, notes: list[NotePart], give: float = 0.0) -> None:
        self.first: Final = first
        self.last: Final = last
        self.head: Final = head
        self.body: Final = body
        self.notes: Final = notes
        self.give: Final = give


class Opening:
    """What stands fixed when a column begins: its head, the room for body and notes, what is carried into it.

    `reserved` is the height of the carried notes that this column must take. If `blocked` they do not end here,
    and only lines without marks may follow.
    """

    __slots__ = ("at", "blocked", "carried", "head", "reserved", "room")

    def __init__(self, at: int, carried: Carried, head: int, room: float, reserved: float, *, blocked: bool) -> None:
        self.at: Final = at
        self.carried: Final = carried
        self.head: Final = head
        self.room: Final = room
        self.reserved: Final = reserved
        self.blocked: Final = blocked


class Filler:
    """Fills columns of `depth` points; `separator` is the space between body and notes.

    `shrink` is the share of the space between blocks that a full column can do without.
    """

    def __init__(self, flow: Flow, depth: float, separator: float, shrink: float = SHRINK) -> None:
        self.flow: Final = flow
        self.depth: Final = depth
        self._shrink: Final = shrink
        self._separator: Final = separator
        self._least: Final = [_least(note) for note in flow.notes]
        totals = [note.total for note in flow.notes]
        # What stands above line i: lines with their gaps, gaps alone, notes.
        self._lines: Final = [0.0, *accumulate([g + h for g, h in zip(flow.gap, flow.height, strict=True)])]
        self._gaps: Final = [0.0, *accumulate(flow.gap)]
        self._notes: Final = [0.0, *accumulate([sum([totals[n] for n in m]) if m else 0.0 for m in flow.marks])]
        self._all: Final = [a + b for a, b in zip(self._lines, self._notes, strict=True)]

    def columns_left(self, at: int, stop: int) -> float:
        """Return how many columns the lines from `at` to `stop` and their notes would fill."""
        return (self._all[stop] - self._all[at]) / self.depth

    def open(self, at: int, carried: Carried, stop: int) -> Opening:
        """Begin a column with line `at`."""
        head, height = self._head(at)
        notes = self.flow.notes
        reserved = sum([sum(notes[note].height[start:]) for note, start in carried])
        blocked = bool(carried) and at < stop and reserved + self._separator > _CARRY_SHARE * self.depth
        if blocked:
            reserved = _share(notes, carried, _CARRY_SHARE * self.depth - self._separator)
        return Opening(at, carried, head, self.depth - height, reserved, blocked=blocked)

    def _head(self, at: int) -> tuple[int, float]:
        """Return the table head that repeats when a column begins with line `at`."""
        table = self.flow.table
        if 0 < at < len(table) and table[at] >= 0 and table[at - 1] == table[at]:
            return table[at], self.flow.heads[table[at]][0]
        return -1, 0.0

    # --- where a column may end ---------------------------------------------------------------

    def spare(self, opening: Opening, end: int) -> float:
        """Return the room that a column leaves when all its notes stand whole; negative: what is missing."""
        if end == opening.at:
            return opening.room - (opening.reserved + self._separator if opening.carried else 0.0)
        at = opening.at
        body = self._lines[end] - self._lines[at] - self.flow.gap[at]
        notes = opening.reserved + self._notes[end] - self._notes[at]
        return opening.room - body - (notes + self._separator if notes > _EPSILON else 0.0)

    def body(self, opening: Opening, end: int) -> float:
        """Return the height of a column's head and body lines, the space between blocks as it is."""
        at = opening.at
        return self.depth - opening.room + self._lines[end] - self._lines[at] - self.flow.gap[at]

    def gaps(self, at: int, end: int) -> float:
        """Return the space between the blocks of a column."""
        return self._gaps[end] - self._gaps[at + 1] if end > at else 0.0

    def shrinks(self, opening: Opening, end: int, spare: float) -> bool:
        """Tell whether a column that is too full by a little holds its lines and notes with less space between."""
        return not opening.carried and _EPSILON < -spare <= self._shrink * self.gaps(opening.at, end)

    def stretches(self, opening: Opening, end: int, spare: float) -> bool:
        """Tell whether the column ends flush with a little more space between its blocks."""
        return _EPSILON < spare <= _STRETCH * self.gaps(opening.at, end)

    def reach(self, opening: Opening, stop: int) -> int:
        """Return the last line, exclusive, that fits: with all notes but the last whole, and the least of that one."""
        flow, at, room = self.flow, opening.at, opening.room + _EPSILON
        marks, notes, lines = flow.marks, self._notes, self._lines
        if at >= stop:
            return at
        above = lines[at] + flow.gap[at]
        end = at
        need = opening.reserved
        if not opening.blocked:
            # Surely fits: all notes whole, and the separator counted.
            full = room - self._separator - opening.reserved + above + notes[at]
            end = max(at, min(bisect_right(self._all, full, at, stop + 1) - 1, stop))
            need = opening.reserved + notes[end] - notes[at]
        while end < stop:
            if marks[end]:
                if opening.blocked:
                    break
                *whole, last = marks[end]
                need = opening.reserved + notes[end] - notes[at] + self._least[last]
                need += sum([flow.notes[note].total for note in whole])
            if lines[end + 1] - above + (need + self._separator if need > _EPSILON else 0.0) > room:
                break
            end += 1
        while end < stop and self.shrinks(opening, end + 1, self.spare(opening, end + 1)):
            end += 1
        return end

    # --- a column whose end is chosen ------------------------------------------------------------

    def column(self, opening: Opening, end: int, stop: int) -> tuple[Column, Carried]:
        """Set the notes of a column that ends before line `end`; return it and what the next one carries on."""
        flow, at, carried = self.flow, opening.at, opening.carried
        crowded = end == at and not carried
        if crowded:
            end = at + 1  # the notes of this line alone are more than a column holds
        head, room = (opening.head, opening.room) if end > at else (-1, self.depth)
        body = self._lines[end] - self._lines[at] - flow.gap[at] if end > at else 0.0
        give = self._give(opening, end, stop) if end > at else 0.0
        body += give * self.gaps(at, end)
        waiting = [*carried, *((note, 0) for marks in flow.marks[at:end] for note in marks)]
        room -= body
        if waiting:
            room -= self._separator
        if opening.blocked and at < end < stop:
            room = min(room, _CARRY_SHARE * self.depth - self._separator)
        if crowded:
            placed, rest = _crowd(flow.notes, waiting, room)
        else:
            placed, rest = _place_notes(flow.notes, waiting, room, force=end == at)
        return Column(at, end, head, self.depth - opening.room + body if head >= 0 else body, placed, give), rest

    def _give(self, opening: Opening, end: int, stop: int) -> float:
        spare = self.spare(opening, end)
        if self.shrinks(opening, end, spare) or (end < stop and self.stretches(opening, end, spare)):
            return spare / self.gaps(opening.at, end)
        return 0.0


def _least(note: NoteBlock) -> float:
    """Return the height of what must at least stand under the mark: two lines, or a short note whole."""
    if len(note.height) <= _WHOLE:
        return note.total
    return sum(note.height[:_PART])


def _share(notes: Sequence[NoteBlock], carried: Carried, room: float) -> float:
    """Return the height of the carried lines that fit into `room`."""
    height = 0.0
    for note, start in carried:
        for line in notes[note].height[start:]:
            if height + line > room:
                return height
            height += line
    return height


def _place_notes(
    notes: Sequence[NoteBlock], waiting: list[tuple[int, int]], room: float, *, force: bool
) -> tuple[list[NotePart], Carried]:
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
        if end > start:
            placed.append((note, start, end))
        return placed, ((note, end), *waiting[position + 1 :])
    return placed, ()


def _crowd(notes: Sequence[NoteBlock], waiting: list[tuple[int, int]], room: float) -> tuple[list[NotePart], Carried]:
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
    return placed, tuple(rest)


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
