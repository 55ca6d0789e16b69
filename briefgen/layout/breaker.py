"""Boxes, glue and penalties in, line ends out: total-fit line breaking (Knuth and Plass, 1981).

A paragraph is six parallel lists; item i is described by `kind[i]`, `width[i]`, `stretch[i]`,
`shrink[i]`, `penalty[i]` and `flagged[i]`. All lengths are points.

    BOX      `width`                          set as it is
    GLUE     `width`, `stretch`, `shrink`     a space; vanishes at a line end
    PENALTY  `penalty`, `flagged`, `width`    a place to break; `width` is that of the hyphen
                                              which appears when the line ends here

Invariants of the lists: glue never follows glue; the last item is a forced break (a penalty of
-INFINITE), and a finishing glue may stand before it; no glue shrinks by more than its width; widths
are not negative, but that of a penalty may be, by as much as the box before it hangs out of the measure
when the line ends there. A line may end at a penalty below INFINITE, and at a glue that follows a
box, but not at finishing glue. A penalty of INFINITE before a glue, or its own, makes a no-break space.
Glue and penalties at the start of a line vanish.

Besides its glue, a line gives by `flex` times its measure, both ways: its letters may be set that much wider or
narrower. A line that ends in a forced break is never stretched; all others are justified. Nothing here
knows fonts, hyphenation or direction: `itemise` makes the lists, `fragments` sets the lines.

The search keeps one node for each way in which a line can end: the break, the fitness class of
the line, how many hyphenated lines have come in a row, and, while measures still differ, the
number of the line. Nodes stand in parallel lists in the order of their breaks, so those that can
end no more lines are a head of the list, those still too near a tail, and both are passed over.
The work therefore grows with the length of the text, whatever it holds.
"""

from collections.abc import Sequence
from typing import Final

__all__ = [
    "BOX",
    "EMERGENCY_FLOOR",
    "FITNESS_DEMERITS",
    "FLAGGED_DEMERITS",
    "GLUE",
    "HYPHEN_PENALTY",
    "INFINITE",
    "LADDER_DEMERITS",
    "LADDER_LIMIT",
    "OVERFULL_DEMERITS",
    "PASSES",
    "PENALTY",
    "RAGGED_FLOOR",
    "RUNT_DEMERITS",
    "break_lines",
    "ragged",
]

BOX: Final = 0
GLUE: Final = 1
PENALTY: Final = 2

INFINITE: Final = 10_000.0
"""A penalty this high forbids a break; its negative forces one."""
HYPHEN_PENALTY: Final = 60.0
FLAGGED_DEMERITS: Final = 3_000.0
"""For two lines in a row that end in a flagged penalty (a hyphen)."""
FITNESS_DEMERITS: Final = 3_000.0
"""For neighbours whose fitness differs by more than one class."""
LADDER_LIMIT: Final = 2
LADDER_DEMERITS: Final = 1e10
"""For each hyphenated line above the limit: more than any line costs that passes 1 and 2 accept."""
OVERFULL_DEMERITS: Final = 1e13
RUNT_DEMERITS: Final = 5_000.0
"""For a last line that is shorter than the caller wants."""
EMERGENCY_FLOOR: Final = 0.02
"""In an emergency a line is judged as if it could stretch by this part of its measure at least."""
RAGGED_FLOOR: Final = 0.15
"""A ragged line is judged as if it could stretch by this part of its measure."""

PASSES: Final = ((False, 1.0, False), (True, 4.0, False), (True, float("inf"), True))
"""What to try in turn: (with hyphens?, tolerance, emergency?). The last pass always succeeds."""

_FIRST_TRIAL: Final = 1.5
_TRIAL_STEP: Final = 3.0
_EPSILON: Final = 1e-6  # points: noise of floating sums, far below what any device shows


def break_lines(
    kind: Sequence[int],
    width: Sequence[float],
    stretch: Sequence[float],
    shrink: Sequence[float],
    penalty: Sequence[float],
    flagged: Sequence[int],
    measure: Sequence[float] | float,
    *,
    tolerance: float,
    emergency: bool = False,
    last_min: float = 0.0,
    ladder: int = LADDER_LIMIT,
    flex: float = 0.0,
) -> list[tuple[int, float]] | None:
    """Choose the line ends with the least total demerits; None when no way meets the tolerance.

    `measure` is one width, or the widths of the first lines, of which the last one repeats.
    Each line is given as (index of the item at which it ends, adjustment ratio r): each glue of
    the line is set to width + r * stretch, or width + r * shrink where r is negative, and the line
    is r * flex * measure wider besides, without any glue. Who cannot widen letters by more than
    flex sets the rest of a line with r above 1 into its glue.
    No line has r above `tolerance`, and no line but an overfull one has r below -1.

    With `emergency` the tolerance is not asked and the answer is never None. A piece without a
    break inside that exceeds its measure then becomes a line of its own with r below -1: the
    caller reports it and sets it at -1.

    A last line narrower than `last_min`, and each hyphenated line after the first `ladder` in a
    row (0: no limit), is avoided where it can be. Raises ValueError without a closing forced break.
    """
    measures = (float(measure),) if isinstance(measure, int | float) else tuple(measure)
    floor = EMERGENCY_FLOOR if emergency else 0.0
    limit = float("inf") if emergency else tolerance
    return _least(kind, width, stretch, shrink, penalty, flagged, measures, limit, floor, last_min, ladder, flex)


def ragged(
    kind: Sequence[int],
    width: Sequence[float],
    penalty: Sequence[float],
    flagged: Sequence[int],
    measure: Sequence[float] | float,
    *,
    last_min: float = 0.0,
    ladder: int = LADDER_LIMIT,
) -> list[tuple[int, float]]:
    """Choose line ends for text that is not justified: spaces keep their width, line lengths even.

    As `break_lines` in an emergency: r is 0 for each line, and below -1 for an overfull one.
    """
    measures = (float(measure),) if isinstance(measure, int | float) else tuple(measure)
    rigid = bytes(len(kind))
    limit = float("inf")
    lines = _least(kind, width, rigid, rigid, penalty, flagged, measures, limit, RAGGED_FLOOR, last_min, ladder, 0.0)
    return lines or []


def _least(
    kind: Sequence[int],
    width: Sequence[float],
    stretch: Sequence[float],
    shrink: Sequence[float],
    penalty: Sequence[float],
    flagged: Sequence[int],
    measures: tuple[float, ...],
    tolerance: float,
    floor: float,
    last_min: float,
    ladder: int,
    flex: float,
) -> list[tuple[int, float]] | None:
    """Search under a low tolerance first, and under a higher one only if that can matter.

    The work grows steeply with the tolerance. If a low one gives a way with D demerits, a better
    way holds no line that alone costs more than D; so none looser than the r at which one line
    costs D. If that r is within the low tolerance, the way found is the best of all.
    """
    trial = _FIRST_TRIAL
    while trial * 2.0 < tolerance:
        found = _total_fit(
            kind, width, stretch, shrink, penalty, flagged, measures, trial, floor, last_min, ladder, flex
        )
        if found:
            lines, total = found
            bound = (max(total**0.5 - 1.0, 0.0) / 100.0) ** (1 / 3) * (1.0 + 1e-9)
            if bound <= trial:
                return lines
            tolerance = min(tolerance, bound)
            break
        trial *= _TRIAL_STEP
    found = _total_fit(
        kind, width, stretch, shrink, penalty, flagged, measures, tolerance, floor, last_min, ladder, flex
    )
    return found[0] if found else None


def _total_fit(
    kind: Sequence[int],
    width: Sequence[float],
    stretch: Sequence[float],
    shrink: Sequence[float],
    penalty: Sequence[float],
    flagged: Sequence[int],
    measures: tuple[float, ...],
    tolerance: float,
    floor: float,
    last_min: float,
    ladder: int,
    flex: float,
) -> tuple[list[tuple[int, float]], float] | None:
    """Search the best breaks; return the lines and a bound on what one line of a better way costs.

    With `floor` above 0 a line is judged as if it could stretch by that part of its measure at
    least, and may be overfull.

    Of node n the lists hold: `position[n]` the item of its break; `before[n]` the node of the
    break before and `ratio[n]` the r of the line between; `demerits[n]` of the best way there;
    `state[n]` = fitness + 4 * hyphenated lines in a row + 256 * index of the next measure;
    `room[n]` the next measure plus all widths before the line, so that a line lacks room[n] minus
    the widths before its end; `base_y[n]`, `base_z[n]` all stretch and shrink before the line, less
    what its letters give, so that this counts as stretch and shrink inside it;
    `awake[n]` the reach at which a line from this node or a later one may be full enough;
    `dead[n]` the least width at which the line is too full for good.
    """
    final = len(kind) - 1
    if final < 0 or kind[final] != PENALTY or penalty[final] > -INFINITE:
        raise ValueError("the last item of a paragraph must be a forced break")
    last_measure = len(measures) - 1
    never = float("inf")
    always_awake = tolerance == never
    slope = 0.0 if always_awake else tolerance
    credits_given = 0.0
    ladder_cap = ladder or 1
    hang = max(0.0, -min(width))  # a later end may be this much nearer than what stands before it
    box, glue, infinite, epsilon = BOX, GLUE, INFINITE, _EPSILON

    position: list[int] = []
    before: list[int] = []
    ratio: list[float] = []
    demerits: list[float] = []
    state: list[int] = []
    room: list[float] = []
    base_y: list[float] = []
    base_z: list[float] = []
    awake: list[float] = []
    dead: list[float] = []
    head = 0  # nodes before this one can end no more lines
    legal_before = -1  # the last item at which a line could have ended

    w = y = z = 0.0  # sums over the items before item i
    best: dict[int, tuple[float, int, float]] = {1: (0.0, -1, 0.0)}  # state: demerits, node before, r
    i = -1
    k = PENALTY
    while True:
        if best:  # open a node for each state in which a line can end at item i
            after_w, after_y, after_z = w, y, z
            if i < final:
                j = i if k == glue else i + 1
                while kind[j] != box and (kind[j] == glue or penalty[j] > -infinite):
                    if kind[j] == glue:
                        after_w += width[j]
                        after_y += stretch[j]
                        after_z += shrink[j]
                    j += 1
            if len(best) > 1:
                best = _undominated(best)
            for key, (total, previous, r) in best.items():
                measure = measures[key >> 8]
                space = after_w + measure
                give = flex * measure
                y_before, z_before = after_y - give, after_z - give
                position.append(i)
                before.append(previous)
                ratio.append(r)
                demerits.append(total)
                state.append(key)
                room.append(space)
                base_y.append(y_before)
                base_z.append(z_before)
                rise = -never if always_awake else space + slope * (y_before - floor * measure) - epsilon
                node = len(awake) - 1
                while node >= head and awake[node] > rise:  # later lines may be narrower: keep the order
                    awake[node] = rise
                    node -= 1
                awake.append(rise)
                dead.append(space - z_before + hang + epsilon)
            best = {}
        if i == final:
            break
        if k == glue:
            w += width[i]
            y += stretch[i]
            z += shrink[i]

        # The next place where a line may end: its cost, the width with the hyphen, the flag.
        i += 1
        k = kind[i]
        if k == box:
            w += width[i]
            continue
        forced = False
        if k == glue:
            if kind[i + 1] != box and penalty[i + 1] <= -infinite:
                k = box  # finishing glue: neither a break nor a width
                continue
            if not i or kind[i - 1] != box or penalty[i] >= infinite:
                continue
            cost, flag = 0.0, 0
            end = w
        else:
            cost = penalty[i]
            if cost >= infinite:
                continue
            forced = cost <= -infinite
            flag = flagged[i]
            end = w + width[i]
        reach = never if forced else end + slope * y
        credit = 0.0
        if cost < 0:
            if not forced:
                credit = cost * cost
                credits_given += credit
            cost = 0.0

        for n in range(head, len(position)):
            if awake[n] > reach:
                break
            was = state[n]
            lack = room[n] - end
            if lack >= -epsilon:
                if forced or lack <= epsilon:
                    r = judged = 0.0
                else:
                    give = y - base_y[n]
                    if floor:
                        r = lack / give if give > epsilon else 0.0
                        least = floor * measures[was >> 8]
                        judged = lack / max(give, least)
                    elif give > epsilon:
                        r = judged = lack / give
                    else:
                        continue
                    if judged > tolerance:
                        continue
                b = 100.0 * judged * judged * judged
                fitness = 1 if judged <= 0.5 else 2 if judged <= 1.0 else 3
                total = 1.0 + b + cost
                total = demerits[n] + total * total - credit
                if forced and i == final and measures[was >> 8] - lack < last_min:
                    total += RUNT_DEMERITS
            else:
                give = z - base_z[n]
                if lack + give >= -epsilon:
                    r = lack / give if lack + give > 0.0 else -1.0
                    b = -100.0 * r * r * r
                    fitness = 0 if r < -0.5 else 1
                    total = 1.0 + b + cost
                    total = demerits[n] + total * total - credit
                elif floor and position[n] == legal_before:
                    r = lack / give if give > epsilon else -2.0
                    fitness = 0
                    total = demerits[n] + OVERFULL_DEMERITS
                else:
                    continue
            row = 0
            if flag:
                row = (was >> 2) & 63
                if row:
                    total += FLAGGED_DEMERITS
                    if row >= ladder_cap:
                        row = ladder_cap - 1
                        if ladder:
                            total += LADDER_DEMERITS
                row += 1
            change = fitness - (was & 3)
            if change > 1 or change < -1:
                total += FITNESS_DEMERITS
            line = was >> 8
            key = (line if line == last_measure else line + 1) << 8 | row << 2 | fitness
            known = best.get(key)
            if known is None or total < known[0]:
                best[key] = (total, n, r)

        legal_before = i
        if forced:
            head = len(position)
        else:
            full = w - z
            while head < len(position) and dead[head] < full:
                head += 1
        if head == len(position) and not best:
            return None

    node = min(range(head, len(position)), key=demerits.__getitem__)
    total = demerits[node] + credits_given
    lines = []
    while node:
        lines.append((position[node], ratio[node]))
        node = before[node]
    lines.reverse()
    return lines, total


def _undominated(best: dict[int, tuple[float, int, float]]) -> dict[int, tuple[float, int, float]]:
    """Drop the states that a cheaper one beats whatever follows.

    Two states that differ in fitness alone can differ by FITNESS_DEMERITS from here on, and fewer
    hyphenated lines in a row never cost more than more of them.
    """
    ranked = sorted(best.items(), key=_total)
    first, (least, _, _) = ranked[0]
    kept = {first: ranked[0][1]}
    for key, way in ranked[1:]:
        if way[0] >= least + FITNESS_DEMERITS and key >> 2 >= first >> 2 and key >> 8 == first >> 8:
            continue
        kept[key] = way
    return kept


def _total(entry: tuple[int, tuple[float, int, float]]) -> float:
    return entry[1][0]
