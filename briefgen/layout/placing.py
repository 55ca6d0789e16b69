"""Columns in, pages of positioned items out: where every line stands, in the order of reading.

The text of a block is followed by the notes marked in it on this page; a note continued from an
earlier block comes first, one of a block that straddles the page follows the rest of that
block; the notes of a table stand in the cells of their marks (engine page, section 6).
"""

from typing import Any, Final

from briefgen.document import nodes
from briefgen.layout.charts import Parts
from briefgen.layout.flatten import flatten, is_rtl
from briefgen.layout.flow import ContentsLine, Flow, Picture, Placed, Sign, Slice, Strip, Turned
from briefgen.layout.fragments import set_paragraph
from briefgen.layout.frames import ARTIFACT, DRAWING, IMAGE, RULE, TEXT, TURNED, TURNED_ARTIFACT, Elements, Page
from briefgen.layout.furniture import Furnisher
from briefgen.layout.pages import Column
from briefgen.layout.place import baseline
from briefgen.layout.style import Style
from briefgen.layout.voices import Voices
from briefgen.numerals import numeral

__all__ = ["Placer"]

_NOTE_RULE: Final = 72.0
_LEADER_STEP: Final = 5.0
_LEADER_GAP: Final = 6.0
_WORD_GAP: Final = 4.0
_WORD_DROP: Final = 2.3  # of a small word's baseline under a rule that it stands in
_FOOT_DROP: Final = 8.0  # of its baseline under the last line of notes

Item = tuple[Any, ...]


class Placer:
    """Turns the columns of one brief into pages."""

    def __init__(
        self, flow: Flow, style: Style, voices: Voices, elements: Elements, furnisher: Furnisher, language: str
    ) -> None:
        self._flow = flow
        self._style = style
        self._voices = voices
        self._elements = elements
        self._furnisher = furnisher
        self._language = language
        self._rtl = is_rtl(language)
        self.targets: Final[dict[str, tuple[int, float, float]]] = {}
        self._marked_in = {note: flow.group[i] for i, marks in enumerate(flow.marks) for note in marks}
        self._pending: list[tuple[list[Item], int, ContentsLine, float, float]] = []

    def pages(self, columns: list[Column]) -> list[Page]:
        """Place every column; fill in the page numbers of the contents last."""
        style = self._style
        per_page = style.columns
        count = max(1, -(-len(columns) // per_page))
        self._parts = Parts(self._flow, columns, self._elements)
        bodies: list[list[Item]] = []
        grounds: list[list[Item]] = []
        for index in range(count):
            items: list[Item] = []
            ground: list[Item] = []
            for c, column in enumerate(columns[index * per_page : (index + 1) * per_page]):
                place = per_page - 1 - c if self._rtl else c
                left = style.left(index, rtl=self._rtl) + place * (style.measure + style.column_gap)
                self._parts.begin(index * per_page + c)
                self._column(column, index, left, items, ground)
            bodies.append(items)
            grounds.append(ground)
        self._number_contents()
        return [
            Page(
                style.width,
                style.height,
                str(index + 1),
                [*grounds[index], *(item for item in bodies[index] if item), *self._furnisher.items(index, count)],
            )
            for index in range(count)
        ]

    def _across(self, x: float, width: float) -> float:
        """Return the left edge, from that of the column, of what begins `x` from the edge at which lines begin."""
        return self._style.measure - x - width if self._rtl else x

    # --- one column ------------------------------------------------------------------------

    def _column(self, column: Column, page: int, left: float, items: list[Item], ground: list[Item]) -> None:
        flow, style = self._flow, self._style
        top = style.height - style.top
        tops = self._tops(column, top)
        self._frames(column, tops, left, ground)
        notes = self._notes(column, left, page, ground)
        if column.head >= 0:
            for dy, band in flow.heads[column.head][1]:
                if isinstance(band, Strip):
                    self._strip(band, left, top - dy, items)
                else:
                    self._repeat(band, left, top - dy, items)
        first_group = flow.group[column.first] if column.first < column.last else -1
        own: dict[int, list[int]] = {}
        for note in notes:
            own.setdefault(self._marked_in[note], []).append(note)
        for group in [g for g in own if g != first_group and self._began_before(g, column)]:
            for note in own.pop(group):
                items.extend(notes.pop(note))
        i = column.first
        while i < column.last:
            group = flow.group[i]
            end = i
            while end < column.last and flow.group[end] == group:
                end += 1
            self._targets(i, end, tops, page, left)
            if isinstance(flow.draw[i], Slice):
                self._row(i, end, tops, left, items, notes)
            else:
                for line in range(i, end):
                    self._line(line, tops[line - column.first], left, items)
            for note in own.get(group, ()):
                items.extend(notes.pop(note, ()))
            i = end
        for rest in notes.values():  # a column of notes alone
            items.extend(rest)

    def _began_before(self, group: int, column: Column) -> bool:
        return column.first >= column.last or group < self._flow.group[column.first]

    def _tops(self, column: Column, top: float) -> list[float]:
        flow = self._flow
        y = top - (flow.heads[column.head][0] if column.head >= 0 else 0.0)
        tops: list[float] = []
        for i in range(column.first, column.last):
            if i > column.first:
                y -= flow.gap[i] * (1.0 + column.give)
            tops.append(y)
            y -= flow.height[i]
        return tops

    def _frames(self, column: Column, tops: list[float], left: float, ground: list[Item]) -> None:
        """Draw backgrounds and bars beside the lines that carry them, outermost first."""
        flow = self._flow
        spans: dict[int, list[float]] = {}
        above = flow.heads[column.head][0] if column.head >= 0 else 0.0
        for i in range(column.first, column.last):
            top = tops[i - column.first]
            for box in flow.boxes[i]:
                span = spans.setdefault(box, [top + above if flow.frames[box].reaches_head else top, top])
                span[1] = top - flow.height[i]
            above = 0.0
        for box in sorted(spans):
            frame = flow.frames[box]
            high, low = spans[box]
            x = left + self._across(frame.x, frame.width)
            ground.append((RULE, x, low, frame.width, high - low, frame.colour))

    def _line(self, i: int, top: float, left: float, items: list[Item]) -> None:
        draw = self._flow.draw[i]
        if isinstance(draw, Placed):
            self._placed(draw, left, top, items)
        elif isinstance(draw, Picture):
            x = left + self._across(draw.x, draw.width)
            items.append((IMAGE, x, top - draw.height, draw.width, draw.height, draw.key, draw.element))
        elif isinstance(draw, Strip):
            self._strip(draw, left + self._across(draw.x, draw.width), top, items)
        elif isinstance(draw, ContentsLine):
            self._placed(draw.placed, left, top, items)
            items.extend([(), ()])
            self._pending.append((items, len(items) - 2, draw, left, top - draw.placed.drop))

    def _word(self, key: str, left: float, y: float, ground: list[Item]) -> float:
        """Write that notes run on, at the end of a line of their own; return how much room it takes."""
        word = self._furnisher.continued(key)
        if not word.lines:
            return 0.0
        x = left + self._across(self._style.measure - word.ends[0], word.measure)
        ground.append((ARTIFACT, x, y, word.lines[0], "Layout"))
        return word.ends[0]

    def _strip(self, strip: Strip, left: float, top: float, items: list[Item]) -> None:
        """Write a strip of a chart into the Figure of this column: shapes, then words; `left` is where it begins."""
        figure = self._parts.figure(strip.chart)
        if strip.shapes:
            items.append((DRAWING, left, top, strip.shapes, figure))
        for label in strip.labels:
            x, y, line = left + label.x, top - label.drop, label.fragment.lines[label.index]
            if strip.is_axis:
                items.append((ARTIFACT, x, y, line, "Layout"))
            else:
                self._elements.parent[label.elements[0]] = figure
                items.append((TEXT, x, y, line, label.elements))

    def _placed(self, placed: Placed, left: float, top: float, items: list[Item]) -> None:
        y = top - placed.drop
        line = placed.fragment.lines[placed.index]
        if type(placed) is Turned:
            items.append((TURNED, left + self._across(placed.x, 0.0), y, line, placed.elements))
            return
        if placed.label is not None:
            label = placed.label
            if isinstance(label, Sign):
                x = left + self._across(label.x, label.width)
                items.append((DRAWING, x, y, label.shapes, label.element))
            else:
                x = left + self._across(label.x, label.fragment.measure)
                items.append((TEXT, x, y, label.fragment.lines[label.index], label.elements))
        if line:
            x = left + self._across(placed.x, placed.fragment.measure)
            items.append((TEXT, x, y, line, placed.elements))

    def _row(
        self, first: int, end: int, tops: list[float], left: float, items: list[Item], notes: dict[int, list[Item]]
    ) -> None:
        """Write the slices of a row cell by cell, each paragraph of a cell followed by its notes."""
        flow = self._flow
        slices = [(slice_, i) for i in range(first, end) if isinstance(slice_ := flow.draw[i], Slice)]
        if not slices:
            return
        base = first - self._first
        for k in range(len(slices[0][0].cells)):
            marks: list[int] = []
            paragraph: object = None
            for slice_, i in slices:
                top = tops[i - first + base]
                for dy, placed, seen in slice_.cells[k]:
                    if placed.fragment is not paragraph:
                        for note in marks:
                            items.extend(notes.pop(note, ()))
                        marks.clear()
                        paragraph = placed.fragment
                    self._placed(placed, left, top - dy, items)
                    marks.extend(seen)
            for note in marks:
                items.extend(notes.pop(note, ()))
        for slice_, i in slices:
            if slice_.rule:
                bottom = tops[i - first + base] - flow.height[i]
                x = left + self._across(slice_.x, slice_.width)
                items.append((RULE, x, bottom, slice_.width, slice_.rule, self._style.rule))

    def _repeat(self, slice_: Slice, left: float, top: float, items: list[Item]) -> None:
        height = 0.0
        for cell in slice_.cells:
            for dy, placed, _ in cell:
                y = top - dy - placed.drop
                sign = placed.label
                if isinstance(sign, Sign):
                    items.append((DRAWING, left + self._across(sign.x, sign.width), y, sign.shapes, 0))
                is_turned = type(placed) is Turned
                kind = TURNED_ARTIFACT if is_turned else ARTIFACT
                x = left + self._across(placed.x, 0.0 if is_turned else placed.fragment.measure)
                items.append((kind, x, y, placed.fragment.lines[placed.index], "Layout"))
                height = max(height, dy + placed.drop)
        if slice_.rule:
            below = self._style.text["cell-head"]
            bottom = top - height - (below.leading - baseline(below)) - 3.0
            x = left + self._across(slice_.x, slice_.width)
            items.append((RULE, x, bottom, slice_.width, slice_.rule, self._style.rule))

    # --- notes -----------------------------------------------------------------------------

    def _notes(self, column: Column, left: float, page: int, ground: list[Item]) -> dict[int, list[Item]]:
        """Position the column's notes from the foot upwards; return the items of each."""
        flow, style = self._flow, self._style
        self._first = column.first
        out: dict[int, list[Item]] = {}
        if not column.notes:
            return out
        height = sum(sum(flow.notes[n].height[a:b]) for n, a, b in column.notes)
        y = style.bottom + height
        width = min(_NOTE_RULE, style.measure)
        above = y + style.note_gap * 0.45
        if column.notes[0][1] > 0:
            # The rule of notes that run on goes from margin to margin, as far as the word in it lets it.
            length = self._word("note-continued", left, above - _WORD_DROP, ground)
            width = style.measure - (length + _WORD_GAP if length else 0.0)
        ground.append((RULE, left + self._across(0.0, width), above, width, 0.5, style.rule))
        if any(end < len(flow.notes[note].height) for note, _, end in column.notes):
            self._word("note-continues", left, style.bottom - _FOOT_DROP, ground)
        for note, start, end in column.notes:
            block = flow.notes[note]
            items = out[note] = []
            if start == 0:
                self.targets["note:" + block.ident] = (page, left, y)
            for line in range(start, end):
                self._placed(block.lines[line], left, y, items)
                y -= block.height[line]
        return out

    # --- targets and contents ----------------------------------------------------------------

    def _targets(self, first: int, end: int, tops: list[float], page: int, left: float) -> None:
        for i in range(first, end):
            for key in self._flow.targets[i]:
                self.targets.setdefault(key, (page, left, tops[i - self._first]))

    def _number_contents(self) -> None:
        style = self._style
        for items, at, line, left, y in self._pending:
            text = style.text[line.style_key]
            page = self.targets.get(line.target, (0, 0.0, 0.0))[0] + 1
            number = set_paragraph(
                flatten(
                    (nodes.Text("\u00a0" + numeral(page, self._language)),),
                    text,
                    self._language,
                    self._voices,
                    lambda _, value: value,
                    style.link,
                ),
                style.measure,
                justified=False,
                base=int(self._rtl),
            )
            begin = line.end - number.ends[0]
            # A space parts title and number for those who copy or listen.
            x = left + self._across(begin, number.measure)
            items[at + 1] = (TEXT, x, y, number.lines[0], line.number_elements)
            items[at] = self._leaders(line, left, begin, y)

    def _leaders(self, line: ContentsLine, left: float, end: float, y: float) -> Item:
        """Set the dots up to `end`, where the page number begins."""
        text = self._style.text["contents-2"]
        start = line.placed.x + line.placed.fragment.ends[line.placed.index] + _LEADER_GAP
        # Leaders stand on one grid, so that those of neighbouring lines align.
        count = int((line.end - start) / _LEADER_STEP)
        first = line.end - count * _LEADER_STEP
        dots = int((end - _LEADER_GAP - first) / _LEADER_STEP)
        if dots < 2:
            return ()
        voice = self._voices.of(text, self._language)
        width, dot, *_ = voice.look_up(".")
        step = f"{(width - _LEADER_STEP) / voice.unit:.2f}".encode()
        face = voice.look_up(".")[2][0][0]
        array = (dot or b"") + (step + (dot or b"")) * (dots - 1)
        code = voice.names[face] + f"{voice.size:g} Tf ".encode() + voice.paint + b"[" + array + b"]TJ" + voice.restore
        length = (dots - 1) * _LEADER_STEP + width
        segment = (0, 0.0, length, voice.ascent, voice.descent, code)
        return (ARTIFACT, left + self._across(first, length), y, (segment,), "Layout")
