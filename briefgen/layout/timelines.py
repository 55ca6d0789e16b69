"""A timeline in, strips of the flow out: a strip for each track, under an axis that repeats wherever a column begins.

The names of ticks are an artifact, as a repeated table head is: the alternative text says the span.

**Invariant.** Labels stand in a column of their own, one strip a label, and are broken into as many lines as they
need: none overlaps another, none is cut.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from briefgen.document import nodes
from briefgen.document.walk import plain
from briefgen.figures import REACH, Line, Paint, Scale, Shape, guide, marks
from briefgen.layout.block import Builder
from briefgen.layout.charts import ChartSetter, add_head
from briefgen.layout.flow import Chart, Placed, Strip
from briefgen.layout.place import Place, baseline

__all__ = ["add_timeline"]

_LABEL_SHARE: Final = 0.42  # of the measure: what the labels may take
_GUTTER: Final = 6.0
_PAD: Final = 1.1  # above and below the words of a strip
_TICK: Final = 2.5
_GRID: Final = 0.4
_TICK_GAP: Final = 6.0  # between the names of two ticks, at least
_SAMPLE: Final = 30.0  # width of a sample in the legend
_SAMPLE_GAP: Final = 3.0
_LEGEND_GAP: Final = 14.0
_KEPT: Final = 2  # strips at either end that are not parted from their neighbours


def add_timeline(builder: Builder, node: nodes.Timeline, place: Place) -> None:
    """Set a timeline and add its strips to the builder's flow."""
    setter = ChartSetter(builder, place)
    flow, style = builder.flow, setter.style
    add_head(builder, node, place)
    chart = Chart(place.parent, node.alt, node.part)
    most = place.measure * _LABEL_SHARE
    wide = min(most, setter.widest(node.tracks) + 1.0)
    left, right = wide + _GUTTER + REACH, place.measure - REACH
    if setter.rtl:
        left, right = place.measure - right, place.measure - left
    scale = Scale(node.ticks[0].day, node.ticks[-1].day, left, right, mirrored=setter.rtl)
    grid = tuple(
        builder.frame(
            place.x + (place.measure - scale.x(tick.day) if setter.rtl else scale.x(tick.day)) - _GRID / 2,
            _GRID,
            builder.style.rule,
            reaches_head=False,
        )
        for tick in node.ticks
    )
    _legend(setter, node.legend, chart)
    axis = _axis(setter, node.ticks, scale, chart)
    height = style.leading + _TICK + 2.0
    table = len(flow.heads)
    flow.heads.append((height, [(0.0, axis)]))
    flow.add(height, axis, keep=True, group=flow.new_group(), boxes=place.boxes, table=table)
    label_x = place.measure - wide if setter.rtl else 0.0
    last = len(node.tracks) - 1
    for i, track in enumerate(node.tracks):
        fragment = setter.fragment(track.label, wide)
        height = len(fragment.lines) * style.leading + 2 * _PAD
        y = setter.middle - _PAD
        shapes = (
            guide(track.moments, scale, y, setter.palette),
            *marks(track.moments, scale, y, setter.palette),
        )
        strip = Strip(chart, place.x, place.measure, shapes, setter.lines(fragment, label_x, _PAD), plain(track.label))
        keep = i < last and (i < _KEPT - 1 or i > last - _KEPT)
        flow.add(height, strip, keep=keep, group=flow.new_group(), boxes=(*place.boxes, *grid), table=table)
    flow.space(12.0)


def _legend(setter: ChartSetter, legend: Sequence[nodes.Track], chart: Chart) -> None:
    """Add the samples of the marks with their words, as many to a line as fit."""
    place, style = setter.place, setter.style
    x, row = 0.0, 0
    shapes: list[Shape] = []
    labels: list[Placed] = []
    pitch = style.leading + 1.0
    for track in legend:
        room = place.measure - _SAMPLE - _SAMPLE_GAP
        width = min(setter.natural(track.label) + 1.0, room)
        fragment = setter.fragment(track.label, width)
        if x and x + _SAMPLE + _SAMPLE_GAP + width > place.measure:
            x, row = 0.0, row + 1
        sample = place.measure - x - _SAMPLE if setter.rtl else x
        words = sample - _SAMPLE_GAP - width if setter.rtl else x + _SAMPLE + _SAMPLE_GAP
        scale = Scale(0, 100, sample + REACH, sample + _SAMPLE - REACH, mirrored=setter.rtl)
        shapes += marks(track.moments, scale, setter.middle - row * pitch, setter.palette)
        labels += setter.lines(fragment, words, row * pitch)
        x += _SAMPLE + _SAMPLE_GAP + width + _LEGEND_GAP
        if len(fragment.lines) > 1:
            x, row = place.measure, row + len(fragment.lines) - 1
    if labels:
        strip = Strip(chart, place.x, place.measure, tuple(shapes), labels)
        flow = setter.builder.flow
        flow.add((row + 1) * pitch + 3.0, strip, keep=True, group=flow.new_group(), boxes=place.boxes)


def _axis(setter: ChartSetter, ticks: Sequence[nodes.Tick], scale: Scale, chart: Chart) -> Strip:
    """Return the axis with the names of its ticks; where they would meet, every second, third, … is named."""
    foot = -(setter.style.leading + _TICK + 2.0)
    line = Paint(stroke=setter.palette.ink, width=0.6)
    shapes: list[Shape] = [Line(scale.left - REACH, foot, scale.right + REACH, foot, line)]
    shapes += [Line(scale.x(tick.day), foot, scale.x(tick.day), foot + _TICK, line) for tick in ticks]
    names = [_name(setter, tick.name, scale.x(tick.day)) for tick in ticks]
    step = next((step for step in range(1, len(ticks)) if _clear(names[::step])), len(ticks))
    return Strip(chart, setter.place.x, setter.place.measure, tuple(shapes), names[::step], is_axis=True)


def _name(setter: ChartSetter, text: str, middle: float) -> Placed:
    """Return the name of a tick, centred on its place but inside the column."""
    inlines = (nodes.Text(text),)
    width = setter.natural(inlines)
    x = max(0.0, min(middle - width / 2, setter.place.measure - width))
    return Placed(setter.fragment(inlines, width + 1.0), 0, x, baseline(setter.style), (0,))


def _clear(names: Sequence[Placed]) -> bool:
    """Tell whether names stand apart."""
    spans = sorted((name.x, name.x + name.fragment.ends[0]) for name in names)
    return all(second[0] - first[1] >= _TICK_GAP for first, second in pairwise(spans))
