"""The two columns of a page that ends a part of the brief: of one height, as nearly as its lines allow.

It is the text that is balanced. Notes stand at the foot of the page in either column.
"""

from collections.abc import Sequence
from typing import Final

from briefgen.layout.filling import Column, Filler

__all__ = ["balanced"]

_HAIR: Final = 1e-6  # points: less is an error of sums
_LEAST: Final = 4  # lines: fewer stay in one column


def balanced(filler: Filler, columns: Sequence[Column], stop: int) -> list[Column]:
    """Return the columns with those of the last page made even; `columns` begin on a page, and end before line `stop`.

    They stay as they are where a note runs into the page or over it, or where no two columns hold what stands there.
    """
    done = len(columns) - (len(columns) % 2 or 2) if columns else 0
    last = columns[done:]
    if not last or any(start for column in last for _, start, _ in column.notes) or stop - last[0].first < _LEAST:
        return [*columns]
    keep, first = filler.flow.keep, last[0].first
    left = filler.open(first, (), stop)
    best: tuple[float, int] | None = None
    for end in range(first + 1, stop):
        if keep[end - 1] or filler.spare(left, end) < -_HAIR:
            continue
        right = filler.open(end, (), stop)
        if filler.spare(right, stop) >= -_HAIR:
            heights = [filler.body(opening, e) for opening, e in ((left, end), (right, stop))]
            # Of two ends as good the one that leaves the first column taller.
            uneven = abs(heights[0] - heights[1]) + (heights[1] > heights[0]) * 0.5
            if best is None or uneven < best[0]:
                best = uneven, end
    if best is None:
        return [*columns]
    # As a part's last columns, so that neither is stretched.
    pair = (filler.column(left, best[1], best[1])[0], filler.column(filler.open(best[1], (), stop), stop, stop)[0])
    return [*columns[:done], *pair]
