"""Timelines and profiles in, strips of the flow out: the words beside them set, the shapes made by `figures`.

A timeline is a strip for each track under an axis that repeats wherever a column begins; what stands of it in one
column becomes a Figure of its own, with its own alternative text, once the columns are filled (`Parts`). Words of
tracks and legend are content of the Figure, the names of ticks an artifact, as a repeated table head is: the
alternative text says the span.

**Invariant.** Labels stand in a column of their own, one strip a label, and are broken into as many lines as they
need: none overlaps another, none is cut.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from briefgen.document import nodes
from briefgen.document.walk import plain
from briefgen.figures import REACH, Line, Paint, Palette, Scale, Shape, bar, grid, guide, marks
from briefgen.layout.block import Builder, Place, baseline
from briefgen.layout.flatten import flatten, is_rtl
from briefgen.layout.flow import Chart, Flow, Placed, Strip
from briefgen.layout.fragments import Fragment, set_paragraph
from briefgen.layout.frames import Elements
from briefgen.layout.pages import Column
from briefgen.layout.style import Style, TextStyle

__all__ = ["Parts", "add_profile", "add_timeline", "palette_of"]

_LABEL_SHARE: Final = 0.42  # of the measure: what the labels of a timeline may take
_GUTTER: Final = 6.0
_PAD: Final = 1.1  # above and below the words of a strip
_MIDDLE: Final = 0.31  # of the size: how far the middle of a capital lies above the baseline
_TICK: Final = 2.5
_TICK_GAP: Final = 6.0  # between the names of two ticks, at least
_SAMPLE: Final = 30.0  # width of a sample in the legend
_SAMPLE_GAP: Final = 3.0
_LEGEND_GAP: Final = 14.0
_KEPT: Final = 2  # strips at either end that are not parted from their neighbours
_PAIRED: Final = 330.0  # from this measure on, groups of bars stand side by side
_PAIR_GAP: Final = 24.0
_BARS_SHARE: Final = 0.52  # of a group's width: what its labels may take
_BAR_HEIGHT: Final = 5.0


def palette_of(style: Style) -> Palette:
    """Return the colours of figures: ink and accent are text colours, so their contrast on white is at least 4.5."""
    return Palette(style.text["details"].colour, style.accent, style.rule)


class _Setter:
    """Sets the words of one chart."""

    def __init__(self, builder: Builder, place: Place) -> None:
        self.builder: Final = builder
        self.place: Final = place
        self.rtl: Final = is_rtl(place.language)
        self.style: Final = builder.style.text["cell"]
        self.palette: Final = palette_of(builder.style)
        self.middle: Final = -(baseline(self.style) - self.style.size * _MIDDLE)

    def fragment(self, inlines: nodes.Inlines, measure: float, style: TextStyle | None = None) -> Fragment:
        """Break words to a measure."""
        builder = self.builder
        flat = flatten(
            inlines, style or self.style, self.place.language, builder.voices, builder.say, builder.style.link
        )
        return set_paragraph(flat, measure, justified=False, base=int(self.rtl))

    def natural(self, inlines: nodes.Inlines) -> float:
        """Return the width of words on one line."""
        voice = self.builder.voices.of(self.style, self.place.language)
        words = plain(inlines).split()
        return sum(voice.look_up(word)[0] for word in words) + voice.space * len(words)

    def lines(self, fragment: Fragment, x: float, top: float, style: TextStyle | None = None) -> list[Placed]:
        """Return the lines of a label in a Span of its own; the Figure around it is known when pages are filled."""
        style = style or self.style
        roles = self.builder.role_elements(fragment, self.builder.elements.add("Span", 0), 0)
        drop = top + baseline(style)
        return [Placed(fragment, i, x, drop + i * style.leading, roles) for i in range(len(fragment.lines))]

    def name(self, text: str, middle: float, low: float, high: float) -> Placed:
        """Return the name of a tick, centred on its place but inside `low` and `high`."""
        inlines = (nodes.Text(text),)
        width = self.natural(inlines)
        fragment = self.fragment(inlines, width + 1.0)
        x = max(low, min(middle - width / 2, high - width))
        return Placed(fragment, 0, x, baseline(self.style), (0,))


def add_timeline(builder: Builder, node: nodes.Timeline, place: Place) -> None:
    """Set a timeline and add its strips to the builder's flow."""
    setter = _Setter(builder, place)
    flow, style = builder.flow, setter.style
    _head(builder, node, place)
    chart = Chart(place.parent, node.alt, node.part)
    most = place.measure * _LABEL_SHARE
    wide = min(most, max(setter.natural(track.label) for track in node.tracks) + 1.0)
    left, right = wide + _GUTTER + REACH, place.measure - REACH
    if setter.rtl:
        left, right = place.measure - right, place.measure - left
    scale = Scale(node.ticks[0].day, node.ticks[-1].day, left, right, mirrored=setter.rtl)
    days = tuple(tick.day for tick in node.ticks)
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
        shapes: list[Shape] = [*grid(scale, days, 0.0, -height, setter.palette)]
        shapes.append(guide(track.moments, scale, y, setter.palette))
        shapes += marks(track.moments, scale, y, setter.palette)
        strip = Strip(chart, place.x, tuple(shapes), setter.lines(fragment, label_x, _PAD), plain(track.label))
        keep = i < _KEPT - 1 or last - _KEPT < i < last
        flow.add(height, strip, keep=keep, group=flow.new_group(), boxes=place.boxes, table=table)
    flow.space(12.0)


def _head(builder: Builder, node: "nodes.Timeline | nodes.Profile", place: Place) -> None:
    builder.flow.has_charts = True
    builder.flow.space(10.0)
    if node.ident:
        builder.flow.waiting.append(node.ident)
    if node.caption:
        builder.text(node.caption, builder.style.text["caption"], place, keep=True)


def _legend(setter: _Setter, legend: Sequence[nodes.Track], chart: Chart) -> None:
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
        strip = Strip(chart, place.x, tuple(shapes), labels)
        flow = setter.builder.flow
        flow.add((row + 1) * pitch + 3.0, strip, keep=True, group=flow.new_group(), boxes=place.boxes)


def _axis(setter: _Setter, ticks: Sequence[nodes.Tick], scale: Scale, chart: Chart) -> Strip:
    """Return the axis with the names of its ticks; where they would meet, every second, third, … is named."""
    foot = -(setter.style.leading + _TICK + 2.0)
    line = Paint(stroke=setter.palette.ink, width=0.6)
    shapes: list[Shape] = [Line(scale.left - REACH, foot, scale.right + REACH, foot, line)]
    shapes += [Line(scale.x(tick.day), foot, scale.x(tick.day), foot + _TICK, line) for tick in ticks]
    low, high = 0.0, setter.place.measure
    names = [setter.name(tick.name, scale.x(tick.day), low, high) for tick in ticks]
    step = next((step for step in range(1, len(ticks)) if _clear(names[::step])), len(ticks))
    return Strip(chart, setter.place.x, tuple(shapes), names[::step], is_axis=True)


def _clear(names: Sequence[Placed]) -> bool:
    """Tell whether names stand apart."""
    spans = sorted((name.x, name.x + name.fragment.ends[0]) for name in names)
    return all(second[0] - first[1] >= _TICK_GAP for first, second in pairwise(spans))


# --- profiles ----------------------------------------------------------------------------------------------


def add_profile(builder: Builder, node: nodes.Profile, place: Place) -> None:
    """Set groups of bars, two beside each other where there is room, each pair in one strip."""
    setter = _Setter(builder, place)
    flow = builder.flow
    _head(builder, node, place)
    chart = Chart(place.parent, node.alt, "")
    columns = 2 if place.measure >= _PAIRED and len(node.groups) > 1 else 1
    width = (place.measure - (columns - 1) * _PAIR_GAP) / columns
    for first in range(0, len(node.groups), columns):
        shapes: list[Shape] = []
        labels: list[Placed] = []
        height = 0.0
        for k, group in enumerate(node.groups[first : first + columns]):
            x = k * (width + _PAIR_GAP)
            if setter.rtl:
                x = place.measure - width - x
            height = max(height, _group(setter, group, x, width, shapes, labels))
        last = first + columns >= len(node.groups)
        strip = Strip(chart, place.x, tuple(shapes), labels)
        flow.add(height, strip, keep=not last, group=flow.new_group(), boxes=place.boxes)
        flow.space(8.0)
    flow.space(12.0)


def _group(
    setter: _Setter, group: nodes.Bars, left: float, width: float, shapes: list[Shape], labels: list[Placed]
) -> float:
    """Set one group of bars into `shapes` and `labels`; return its height."""
    style, head = setter.style, setter.builder.style.text["cell-head"]
    title = setter.fragment(group.title, width, head)
    labels += setter.lines(title, left, 0.0, head)
    top = len(title.lines) * head.leading + 2.0
    most = width * _BARS_SHARE
    wide = min(most, max(setter.natural(each.label) for each in group.bars) + 1.0)
    room = width - wide - _GUTTER
    largest = max(each.count for each in group.bars)
    edge = left if setter.rtl else left + wide + _GUTTER
    begin = top
    for each in group.bars:
        fragment = setter.fragment(each.label, wide)
        labels += setter.lines(fragment, left + width - wide if setter.rtl else left, top)
        y = setter.middle - top - _BAR_HEIGHT / 2
        shapes.append(bar(each.count, largest, edge, room, y, _BAR_HEIGHT, setter.palette, mirrored=setter.rtl))
        top += len(fragment.lines) * style.leading + _PAD
    zero = edge + room if setter.rtl else edge
    shapes.append(Line(zero, -begin, zero, -top, Paint(stroke=setter.palette.ink, width=0.6)))
    return top


# --- parts of a chart ------------------------------------------------------------------------------------------


class Parts:
    """The Figures of the charts of a brief: one for each column in which something of a chart stands."""

    def __init__(self, flow: Flow, columns: Sequence[Column], elements: Elements) -> None:
        self._elements: Final = elements
        self._column = 0
        self._made: Final[dict[tuple[int, int], int]] = {}
        self._names: Final[dict[int, dict[int, list[str]]]] = {}
        for index, column in enumerate(columns if flow.has_charts else ()):
            for draw in flow.draw[column.first : column.last]:
                if isinstance(draw, Strip):
                    names = self._names.setdefault(id(draw.chart), {}).setdefault(index, [])
                    names += [draw.name] if draw.name else []

    def begin(self, column: int) -> None:
        """Say which column is placed now."""
        self._column = column

    def figure(self, chart: Chart) -> int:
        """Return the Figure of a chart in this column."""
        key = id(chart), self._column
        if key not in self._made:
            self._made[key] = self._elements.add("Figure", chart.parent, alt=self._alt(chart))
        return self._made[key]

    def _alt(self, chart: Chart) -> str:
        of_column = {index: names for index, names in self._names[id(chart)].items() if names}
        names = of_column.get(self._column)
        if len(of_column) < 2 or not names:
            return chart.alt
        part = str(1 + list(of_column).index(self._column))
        values = {"part": part, "parts": str(len(of_column)), "first": names[0], "last": names[-1]}
        return f"{chart.alt} {_filled(chart.part, values)}"


def _filled(pattern: str, values: dict[str, str]) -> str:
    """Put values between braces; a value is never looked into."""
    first, *pieces = pattern.split("{")
    out = [first]
    for piece in pieces:
        name, brace, rest = piece.partition("}")
        out.append(values[name] + rest if brace and name in values else "{" + piece)
    return "".join(out)
