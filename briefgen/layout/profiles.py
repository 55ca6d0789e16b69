"""Groups of bars in, strips of the flow out: short groups beside each other, long ones a strip a bar."""

from collections.abc import Sequence
from typing import Final

from briefgen.document import nodes
from briefgen.document.walk import plain
from briefgen.figures import Line, Paint, Shape, bar
from briefgen.layout.block import Builder
from briefgen.layout.charts import ChartSetter, add_head
from briefgen.layout.flow import Chart, Placed, Strip
from briefgen.layout.place import Place

__all__ = ["add_profile"]

_PAIRED: Final = 330.0  # from this measure on, groups stand side by side
_PAIR_GAP: Final = 24.0
_GROUP_GAP: Final = 8.0
_GUTTER: Final = 6.0
_LABEL_SHARE: Final = 0.52  # of a group's width: what its labels may take
_BAR_HEIGHT: Final = 5.0
_PAD: Final = 1.1  # between two bars
_KEPT: Final = 2  # strips at either end of a group that are not parted from their neighbours


def add_profile(builder: Builder, node: nodes.Profile, place: Place) -> None:
    """Set groups of bars; those with short labels stand in two columns where there is room for them."""
    setter = ChartSetter(builder, place)
    add_head(builder, node, place)
    chart = Chart(place.parent, node.alt, node.part)
    half = (place.measure - _PAIR_GAP) / 2
    waiting: list[nodes.Bars] = []
    for group in (*node.groups, None):
        if group is not None and place.measure >= _PAIRED and setter.widest(group.bars) <= half * _LABEL_SHARE:
            waiting.append(group)
            continue
        if len(waiting) > 1:
            _beside(setter, waiting, half, chart)
        elif waiting:
            _alone(setter, waiting[0], chart)
        waiting = []
        if group is not None:
            _alone(setter, group, chart)
    builder.flow.space(12.0)


def _beside(setter: ChartSetter, groups: Sequence[nodes.Bars], width: float, chart: Chart) -> None:
    """Add one strip of groups in two columns, as equally long as their order allows."""
    lengths = [len(group.bars) + 2 for group in groups]
    cut = min(range(1, len(groups)), key=lambda k: max(sum(lengths[:k]), sum(lengths[k:])))
    shapes: list[Shape] = []
    labels: list[Placed] = []
    height = 0.0
    for column, is_first in ((groups[:cut], True), (groups[cut:], False)):
        x = 0.0 if is_first != setter.rtl else setter.place.measure - width
        top = 0.0
        for group in column:
            bars = _Bars(setter, group, x, width)
            top += bars.title(top, labels)
            for each in group.bars:
                top += bars.bar(each, top, shapes, labels)
            top += _GROUP_GAP
        height = max(height, top)
    _add(
        setter,
        Strip(chart, setter.place.x, setter.place.measure, tuple(shapes), labels, plain(groups[0].title)),
        height,
    )


def _alone(setter: ChartSetter, group: nodes.Bars, chart: Chart) -> None:
    """Add a group as wide as the column, a strip a bar, so that it may go on in the next column."""
    bars = _Bars(setter, group, 0.0, setter.place.measure)
    labels: list[Placed] = []
    height = bars.title(0.0, labels)
    _add(setter, Strip(chart, setter.place.x, setter.place.measure, (), labels, plain(group.title)), height, keep=True)
    last = len(group.bars) - 1
    for i, each in enumerate(group.bars):
        shapes: list[Shape] = []
        labels = []
        height = bars.bar(each, 0.0, shapes, labels)
        strip = Strip(chart, setter.place.x, setter.place.measure, tuple(shapes), labels, plain(each.label))
        _add(setter, strip, height, keep=i < last and (i < _KEPT - 1 or i > last - _KEPT))
    setter.builder.flow.space(_GROUP_GAP)


def _add(setter: ChartSetter, strip: Strip, height: float, *, keep: bool = False) -> None:
    flow = setter.builder.flow
    flow.add(height, strip, keep=keep, group=flow.new_group(), boxes=setter.place.boxes)


class _Bars:
    """Sets one group of bars, `width` wide from `left`: labels where lines begin, bars from one axis on."""

    def __init__(self, setter: ChartSetter, group: nodes.Bars, left: float, width: float) -> None:
        self._setter: Final = setter
        self._group: Final = group
        self._width: Final = width
        wide = min(width * _LABEL_SHARE, setter.widest(group.bars) + 1.0)
        self._wide: Final = wide
        self._room: Final = width - wide - _GUTTER
        self._largest: Final = max(each.count for each in group.bars)
        self._left: Final = left
        self._label: Final = left + width - wide if setter.rtl else left
        self._edge: Final = left if setter.rtl else left + wide + _GUTTER

    def title(self, top: float, labels: list[Placed]) -> float:
        """Append the lines of the title; return their height."""
        head = self._setter.builder.style.text["cell-head"]
        fragment = self._setter.fragment(self._group.title, self._width, head)
        labels += self._setter.lines(fragment, self._left, top, head)
        return len(fragment.lines) * head.leading + 2.0

    def bar(self, each: nodes.Bar, top: float, shapes: list[Shape], labels: list[Placed]) -> float:
        """Append a bar with its label; return their height."""
        setter = self._setter
        fragment = setter.fragment(each.label, self._wide)
        labels += setter.lines(fragment, self._label, top)
        height = len(fragment.lines) * setter.style.leading + _PAD
        y = setter.middle - top - _BAR_HEIGHT / 2
        shapes.append(
            bar(
                each.count,
                self._largest,
                self._edge,
                self._room,
                y,
                _BAR_HEIGHT,
                setter.palette,
                mirrored=setter.rtl,
            )
        )
        zero = self._edge + self._room if setter.rtl else self._edge
        shapes.append(Line(zero, -top, zero, -top - height, Paint(stroke=setter.palette.ink, width=0.6)))
        return height
