"""The breaker's slow, plain twin: every way to break is looked at, every width is summed afresh.

It shares no code and no short cut with `briefgen.layout.breaker`; only the weights are the same.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from briefgen.layout.breaker import (
    BOX,
    FITNESS_DEMERITS,
    FLAGGED_DEMERITS,
    GLUE,
    INFINITE,
    LADDER_DEMERITS,
    OVERFULL_DEMERITS,
    PENALTY,
    RUNT_DEMERITS,
)


class Item(NamedTuple):
    """One item of a paragraph, all its fields together."""

    kind: int
    width: float = 0.0
    stretch: float = 0.0
    shrink: float = 0.0
    penalty: float = 0.0
    flagged: int = 0


class Line(NamedTuple):
    """What one line costs: r as reported, r as judged, and whether it is overfull."""

    r: float
    judged: float
    overfull: bool


class Rules(NamedTuple):
    """What a caller may ask."""

    measures: tuple[float, ...]
    tolerance: float
    floor: float = 0.0
    last_min: float = 0.0
    ladder: int = 2
    flex: float = 0.0


def is_forced(item: Item) -> bool:
    """Say whether a line must end here."""
    return item.kind == PENALTY and item.penalty <= -INFINITE


def legal_breaks(items: Sequence[Item]) -> list[int]:
    """Return every place where a line may end."""
    penalties = [i for i, item in enumerate(items) if item.kind == PENALTY and item.penalty < INFINITE]
    spaces = [
        i
        for i, item in enumerate(items)
        if item.kind == GLUE and i and items[i - 1].kind == BOX and item.penalty < INFINITE
    ]
    return sorted(penalties + [i for i in spaces if not is_forced(items[i + 1])])


def content(items: Sequence[Item], start: int, end: int) -> list[Item]:
    """Return what stands in the line after the break at `start` up to the break at `end`."""
    first = start + 1
    while first < end and items[first].kind != BOX:
        first += 1
    inside = [item for item in items[first:end] if item.kind != PENALTY]
    if inside and is_forced(items[end]) and inside[-1].kind == GLUE and items[end - 1].kind == GLUE:
        inside.pop()
    return inside


def judge(items: Sequence[Item], start: int, end: int, measure: float, rules: Rules) -> Line | None:
    """Measure one line; None when it is not allowed."""
    inside = content(items, start, end)
    hyphen = items[end].width if items[end].kind == PENALTY else 0.0
    lack = measure - sum(item.width for item in inside) - hyphen
    letters = rules.flex * measure
    stretch = sum(item.stretch for item in inside if item.kind == GLUE) + letters
    shrink = sum(item.shrink for item in inside if item.kind == GLUE) + letters
    if lack >= 0:
        if lack == 0 or is_forced(items[end]):
            return Line(0.0, 0.0, overfull=False)
        if rules.floor:
            judged = lack / max(stretch, rules.floor * measure)
            real = lack / stretch if stretch else 0.0
        elif stretch:
            real = judged = lack / stretch
        else:
            return None
        return Line(real, judged, overfull=False) if judged <= rules.tolerance else None
    if -lack <= shrink:
        return Line(lack / shrink, lack / shrink, overfull=False)
    if rules.floor and not any(start < i < end for i in legal_breaks(items)):
        return Line(lack / shrink if shrink else -2.0, 0.0, overfull=True)
    return None


def fitness_class(line: Line) -> int:
    """Return tight 0, decent 1, loose 2, very loose 3."""
    if line.overfull or line.judged < -0.5:
        return 0
    return 1 if line.judged <= 0.5 else 2 if line.judged <= 1.0 else 3


def line_demerits(item: Item, line: Line, fitness: int, row: int, rules: Rules) -> float:
    """Return the cost of a line that ends at `item` after a line of the given fitness and hyphen row."""
    cost = item.penalty if item.kind == PENALTY else 0.0
    base = 1.0 + 100.0 * abs(line.judged) ** 3
    if line.overfull:
        total = OVERFULL_DEMERITS
    elif is_forced(item):
        total = base**2
    elif cost >= 0:
        total = (base + cost) ** 2
    else:
        total = base**2 - cost**2
    if item.flagged and item.kind == PENALTY and row:
        total += FLAGGED_DEMERITS
        if rules.ladder and row >= rules.ladder:
            total += LADDER_DEMERITS
    if abs(fitness_class(line) - fitness) > 1:
        total += FITNESS_DEMERITS
    return total


def runt(items: Sequence[Item], start: int, end: int, rules: Rules) -> float:
    """Return what a last line costs for being too short."""
    natural = sum(item.width for item in content(items, start, end)) + items[end].width
    return RUNT_DEMERITS if end == len(items) - 1 and natural < rules.last_min else 0.0


def measure_of(number: int, rules: Rules) -> float:
    """Return the measure of the line with this number, from 0."""
    return rules.measures[min(number, len(rules.measures) - 1)]


def demerits_of(items: Sequence[Item], ends: Sequence[int], rules: Rules) -> float | None:
    """Return the total of one given way to break, or None when it is not allowed."""
    start, fitness, row, total = -1, 1, 0, 0.0
    for number, end in enumerate(ends):
        if any(is_forced(item) for item in items[start + 1 : end]):
            return None
        line = judge(items, start, end, measure_of(number, rules), rules)
        if line is None:
            return None
        total += line_demerits(items[end], line, fitness, row, rules)
        if line.r >= -1:
            total += runt(items, start, end, rules)
        row = row + 1 if items[end].kind == PENALTY and items[end].flagged else 0
        fitness, start = fitness_class(line), end
    return total if start == len(items) - 1 else None


def least_demerits(items: Sequence[Item], rules: Rules) -> float | None:
    """Return the total of the best way to break, or None when there is none."""
    breaks = legal_breaks(items)

    @cache
    def rest(start: int, fitness: int, row: int, number: int) -> float:
        if start == len(items) - 1:
            return 0.0
        best = float("inf")
        for end in breaks:
            if end <= start:
                continue
            line = judge(items, start, end, measure_of(number, rules), rules)
            if line is not None:
                cost = line_demerits(items[end], line, fitness, row, rules)
                cost += 0.0 if line.overfull else runt(items, start, end, rules)
                after = row + 1 if items[end].kind == PENALTY and items[end].flagged else 0
                best = min(best, cost + rest(end, fitness_class(line), after, number + 1))
            if is_forced(items[end]):
                break
        return best

    total = rest(-1, 1, 0, 0)
    return None if total == float("inf") else total
