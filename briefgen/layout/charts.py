"""What timelines and profiles have in common: setting their words, and the Figures that their strips end up in.

What stands of a chart in one column becomes a Figure of its own, with its own alternative text, once the columns
are filled (`Parts`). Its words are content of the Figure, each label a Span.
"""

from collections.abc import Sequence
from typing import Final

from briefgen.document import nodes
from briefgen.document.walk import plain
from briefgen.figures import Palette
from briefgen.layout.block import Builder
from briefgen.layout.flatten import flatten, is_rtl
from briefgen.layout.flow import Chart, Flow, Placed, Strip
from briefgen.layout.fragments import Fragment, set_paragraph
from briefgen.layout.frames import Elements
from briefgen.layout.pages import Column
from briefgen.layout.place import Place, baseline
from briefgen.layout.style import Style, TextStyle

__all__ = ["ChartSetter", "Parts", "add_head", "palette_of"]

_MIDDLE: Final = 0.31  # of the size: how far the middle of a capital lies above the baseline


def palette_of(style: Style) -> Palette:
    """Return the colours of figures: ink and accent are text colours, so their contrast on white is at least 4.5."""
    return Palette(style.text["details"].colour, style.accent, style.rule)


class ChartSetter:
    """Sets the words of one chart."""

    def __init__(self, builder: Builder, place: Place) -> None:
        self.builder: Final = builder
        self.place: Final = place
        self.rtl: Final = is_rtl(builder.language)
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
        return sum(voice.look_up(word)[0] for word in words) + voice.space * max(len(words) - 1, 0)

    def widest(self, parts: Sequence[nodes.Track | nodes.Bar]) -> float:
        """Return the width of the longest label on one line."""
        return max(self.natural(part.label) for part in parts)

    def lines(self, fragment: Fragment, x: float, top: float, style: TextStyle | None = None) -> list[Placed]:
        """Return the lines of a label in a Span of its own; the Figure around it is known when pages are filled."""
        style = style or self.style
        roles = self.builder.role_elements(fragment, self.builder.elements.add("Span", 0), 0)
        drop = top + baseline(style)
        return [Placed(fragment, i, x, drop + i * style.leading, roles) for i in range(len(fragment.lines))]


def add_head(builder: Builder, node: nodes.Timeline | nodes.Profile, place: Place) -> None:
    """Add the caption of a chart, and make it the target of links to it."""
    builder.flow.has_charts = True
    builder.flow.space(10.0)
    if node.ident:
        builder.flow.waiting.append(node.ident)
    if node.caption:
        builder.text(node.caption, builder.style.text["caption"], place, keep=True)


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
