"""A paragraph in, position-free set lines out.

`set_paragraph` itemises, breaks and sets. A `Fragment` knows nothing of pages: its lines are
tuples of segments as `frames.py` describes them, `dx` counted from the left edge of the measure.

Invariants: every box of the items stands in exactly one line; no line is wider than its measure
(a word that is wider is hyphenated, or else cut between characters); text is written in logical order, whatever its
direction, and each step that the order asks for is a number inside TJ.
"""

from typing import Final

from briefgen.document import nodes
from briefgen.layout.bidi import visual_order
from briefgen.layout.breaker import BOX, GLUE, PASSES, PENALTY, break_lines, ragged
from briefgen.layout.flatten import Flat, Role
from briefgen.layout.itemise import Hyphenated, Items, closed, hyphenated, itemise, shattered, widest_run
from briefgen.layout.voices import Voice, number

__all__ = ["NARROWEST_JUSTIFIED", "Fragment", "Line", "set_paragraph"]

NARROWEST_JUSTIFIED: Final = 150.0
"""Under this measure (points) text is set ragged: justified narrow lines gape."""

_SLACK: Final = 0.01  # points; less is no difference on any device

Segment = tuple[int, float, float, float, float, bytes]
Line = tuple[Segment, ...]

# A token of a line: text, voice, role, level, True for a space.
_Token = tuple[str, Voice, int, int, bool]

# Where a line ends: the item, and how many characters of it still stand in the line (0: not cut).
_End = tuple[int, int]


class Fragment:
    """A set paragraph.

    `lines[i]` are its segments, `marks[i]` the indexes into `notes` of the marks in line i (-2 - k: the
    k-th of `elsewhere`, the idents of notes that stand elsewhere), `ends[i]` where its ink ends (points
    from the edge of the measure at which the paragraph's lines begin); `measure` is what it was set to;
    `roles` are the roles of `flatten.py`.
    """

    __slots__ = ("elsewhere", "ends", "lines", "marks", "measure", "notes", "roles")

    def __init__(
        self,
        lines: list[Line],
        marks: list[tuple[int, ...]],
        ends: list[float],
        notes: list[nodes.Note],
        roles: list[Role],
        elsewhere: list[str],
        measure: float,
    ) -> None:
        self.lines: Final = lines
        self.marks: Final = marks
        self.ends: Final = ends
        self.notes: Final = notes
        self.roles: Final = roles
        self.elsewhere: Final = elsewhere
        self.measure: Final = measure

    def targets(self, line: int) -> list[str]:
        """Return the keys of the marks in a line, for links back to them."""
        notes, elsewhere = self.notes, self.elsewhere
        return ["mark:" + (notes[mark].ident if mark >= 0 else elsewhere[-2 - mark]) for mark in self.marks[line]]


def set_paragraph(
    flat: Flat,
    measure: float,
    *,
    justified: bool,
    base: int = 0,
    first: float = 0.0,
    align: str = "start",
    last_min: float = 0.0,
) -> Fragment:
    """Break and set a flattened paragraph.

    `measure` and `first` (added indent of the first line, may be negative) are points; `base` is
    the paragraph's embedding level; `align` (start, end, centre) holds for lines that are not justified.
    `last_min` is the width that the last line should not fall below.
    """
    items = closed(itemise(flat, base))
    lines: list[Line] = []
    marks: list[tuple[int, ...]] = []
    ends: list[float] = []
    if items.kind:
        justified = justified and measure >= NARROWEST_JUSTIFIED
        broken, items = _break(items, measure, first, justified, last_min)
        setter = _Setter(items, flat, base)
        start: _End = (0, 0)
        final = len(broken) - 1
        for n, end in enumerate(broken):
            indent = first if n == 0 else 0.0
            line, seen, ink = setter.line(
                start, end, measure - indent, indent, justified=justified and n < final, align=align
            )
            lines.append(line)
            marks.append(seen)
            ends.append(ink)
            start = end
    return Fragment(lines, marks, ends, flat.notes, flat.roles, flat.elsewhere, measure)


def _break(items: Items, measure: float, first: float, justified: bool, last_min: float) -> tuple[list[_End], Items]:
    """Return where the lines end, and the items that the ends index."""
    width = items.width
    if sum(width) <= measure - first:
        return [(len(width) - 1, 0)], items
    widths: tuple[float, ...] | float = (measure - first, measure) if first else measure
    narrowest = min(measure, measure - first)
    is_tight = widest_run(items) > narrowest
    if is_tight:
        items = shattered(items, narrowest)
    if not justified:
        # Lines that may be of any length are no better for a word that is parted.
        return _ragged(items, widths, last_min, with_hyphens=is_tight), items
    hyphens: Hyphenated | None = None
    for with_hyphens, tolerance, emergency in PASSES:
        if with_hyphens and hyphens is None:
            hyphens = hyphenated(items)
        use = hyphens if with_hyphens and hyphens is not None else items
        lines = break_lines(
            use.kind,
            use.width,
            use.stretch,
            use.shrink,
            use.penalty,
            use.flagged,
            widths,
            tolerance=tolerance,
            emergency=emergency,
            last_min=last_min,
        )
        if lines is not None:
            return _ends(lines, hyphens if with_hyphens else None), items
    msg = "the last pass of the line breaker failed"
    raise AssertionError(msg)


def _ragged(items: Items, widths: tuple[float, ...] | float, last_min: float, *, with_hyphens: bool) -> list[_End]:
    hyphens = hyphenated(items) if with_hyphens else None
    use = hyphens or items
    lines = ragged(use.kind, use.width, use.penalty, use.flagged, widths, last_min=last_min)
    return _ends(lines, hyphens)


def _ends(lines: list[tuple[int, float]], hyphens: Hyphenated | None) -> list[_End]:
    if hyphens is None:
        return [(end, 0) for end, _ in lines]
    return [(hyphens.origin[end], hyphens.cut[end]) for end, _ in lines]


class _Setter:
    """Sets the lines of one paragraph."""

    __slots__ = ("base", "flat", "items")

    def __init__(self, items: Items, flat: Flat, base: int) -> None:
        self.items = items
        self.flat = flat
        self.base = base

    def line(
        self, start: _End, end: _End, measure: float, indent: float, *, justified: bool, align: str
    ) -> tuple[Line, tuple[int, ...], float]:
        """Set the items between two line ends; return segments, note indexes and where the ink ends."""
        if self.flat.simple and not self.base and align == "start":
            quick = self._quick(start, end, measure, indent, justified=justified)
            if quick is not None:
                return quick
        tokens, marks = self._tokens(start, end)
        widths: list[float] = []
        natural, spaces = 0.0, 0
        for text, voice, _, level, space in tokens:
            if space:
                w = voice.space
                spaces += 1
            else:
                rtl = level & 1 == 1
                w = ((voice.known_rtl if rtl else voice.known).get(text) or voice.learn(text, rtl))[0]
            widths.append(w)
            natural += w
        extra = 0.0
        room = measure - natural
        if spaces and (justified or room < 0):
            extra = room / spaces
        offset = 0.0 if extra else self._offset(room, align)
        x = offset if self.base else indent + offset
        segments = _plain(tokens, widths, extra, x) if self.flat.simple else _ordered(tokens, widths, extra, x)
        if segments and not end[1] and self.items.kind[end[0]] == GLUE:
            segments[-1:] = _ended(segments[-1], tokens[-1][3], self.items.voice[end[0]], self.items.role[end[0]])
        ink = measure + indent - x if self.base else x + natural + extra * spaces
        return tuple(segments), marks, ink

    def _quick(
        self, start: _End, end: _End, measure: float, indent: float, *, justified: bool
    ) -> tuple[Line, tuple[int, ...], float] | None:
        """Set a line of one voice and role in one go; None when the line is not of that kind.

        Hot: most lines of most briefs come through here.
        """
        items = self.items
        kinds = items.kind
        first, last = start[0], end[0]
        if not start[1]:
            while first < last and kinds[first] != BOX:
                first += 1
        if first >= last:
            return None
        voice = items.voice[first]
        role = items.role[first]
        if items.voice[first:last].count(voice) != last - first or items.role[first:last].count(role) != last - first:
            return None
        if end[1] and (items.voice[last] is not voice or items.role[last] != role):
            return None
        if role and self.flat.roles[role][4] != -1:
            return None
        spaced = not end[1] and kinds[end[0]] == GLUE
        if spaced and (items.role[end[0]] != role or items.voice[end[0]] is not voice):
            return None
        while kinds[last - 1] != BOX:
            last -= 1
        texts = items.text[first:last]
        row = kinds[first:last]
        if start[1]:
            texts[0] = texts[0][start[1] :]
        if end[1]:
            last = end[0]
            texts = items.text[first : last + 1]
            row = kinds[first : last + 1]
            if start[1]:
                texts[0] = texts[0][start[1] :]
            texts[-1] = items.text[last][: end[1]] + "\u00ad"
        known, shown = voice.known, voice.shown
        if start[1] or end[1]:
            for text in (texts[0], texts[-1]):
                if text not in known:
                    voice.learn(text)
        try:
            natural = sum([known[text][0] for text, kind in zip(texts, row, strict=True) if kind == BOX])
            spaces = row.count(GLUE)
            natural += spaces * voice.space
            room = measure - natural
            extra = room / spaces if spaces and (justified or room < 0) else 0.0
            gap = voice.gap + number(-extra / voice.unit) if extra else voice.gap
            array = [
                gap if kind == GLUE else shown[text] for text, kind in zip(texts, row, strict=True) if kind != PENALTY
            ]
        except KeyError:
            return None
        if spaced:
            array.append(voice.gap)
        width = natural + extra * spaces
        code = voice.opening + b"[" + b"".join(array) + b"]TJ" + voice.restore + b" "
        return ((role, indent, width, voice.ascent, voice.descent, code),), (), indent + width

    def _offset(self, room: float, align: str) -> float:
        if align == "centre":
            return room / 2
        return room if (align == "end") != bool(self.base) else 0.0

    def _tokens(self, start: _End, end: _End) -> tuple[list[_Token], tuple[int, ...]]:
        """Gather what the line shows and the notes marked in it."""
        items = self.items
        kinds, texts, voices, roles = items.kind, items.text, items.voice, items.role
        levels = items.level
        first, cut = start
        last = end[0]
        if not cut:
            while first < last and kinds[first] != BOX:
                first += 1
        tokens: list[_Token] = []
        marks: list[int] = []
        flat_roles = self.flat.roles
        seen_role = 0
        for i in range(first, last + 1 if end[1] else last):
            kind = kinds[i]
            if kind == PENALTY:
                continue
            role = roles[i]
            level = levels[i] if levels else 0
            if kind == GLUE:
                tokens.append((" ", voices[i], role, level, True))
                continue
            text = texts[i]
            if end[1] and i == last:
                text = text[: end[1]] + "\u00ad"
            if cut and i == first:
                text = text[cut:]
            tokens.append((text, voices[i], role, level, False))
            if role and role != seen_role:
                seen_role = role
                note = flat_roles[role][4]
                if note != -1:
                    marks.append(note)
        while tokens and tokens[-1][4]:
            tokens.pop()
        return tokens, tuple(marks)


def _ended(segment: Segment, level: int, voice: Voice, owner: int) -> list[Segment]:
    """Write the space at which a line breaks: it shows nothing, but whoever copies or listens needs it.

    It belongs to `owner`, the role of the space: inside a link to the link, behind a mark to the paragraph.
    """
    role, dx, width, ascent, descent, code = segment
    part = voice.look_up(" ", level & 1 == 1)[2][0]
    space = voice.names[part[0]] + number(voice.size) + b" Tf [" + part[1] + b"]TJ "
    if role != owner:
        return [segment, (owner, dx + width, 0.0, ascent, descent, space)]
    return [(role, dx, width, ascent, descent, code + space)]


def _plain(tokens: list[_Token], widths: list[float], extra: float, x: float) -> list[Segment]:
    """Set a line that runs from left to right throughout."""
    segments: list[Segment] = []
    pen = x
    i, count = 0, len(tokens)
    while i < count:
        role = tokens[i][2]
        begin = pen
        code: list[bytes] = []
        ascent = descent = 0.0
        while i < count and tokens[i][2] == role:
            voice = tokens[i][1]
            known = voice.known
            gap = voice.gap + number(-extra / voice.unit) if extra else voice.gap
            step = voice.space + extra
            array: list[bytes] = []
            name = -1
            opened = False
            while i < count and tokens[i][2] == role and tokens[i][1] is voice:
                token = tokens[i]
                if token[4]:
                    if not opened:
                        name = _open(voice, known[" "][2][0][0], code)
                        opened = True
                    array.append(gap)
                    pen += step
                    i += 1
                    continue
                parts = known[token[0]][2]
                for part in parts:
                    font = part[0]
                    if not opened or font != name:
                        if opened:
                            code.append(b"[" + b"".join(array) + b"]TJ " + voice.restore.lstrip() + b" ")
                            array = []
                        name = _open(voice, font, code)
                        opened = True
                    array.append(part[1])
                pen += widths[i]
                i += 1
            code.append(b"[" + b"".join(array) + b"]TJ" + voice.restore)
            code.append(b" ")
            ascent = max(ascent, voice.ascent)
            descent = max(descent, voice.descent)
        segments.append((role, begin, pen - begin, ascent, descent, b"".join(code)))
    return segments


def _open(voice: Voice, font: int, code: list[bytes]) -> int:
    """Select the face and colour of a run of text; return the face's index."""
    code.append(voice.names[font] + number(voice.size) + b" Tf " + voice.paint)
    return font


def _ordered(tokens: list[_Token], widths: list[float], extra: float, x: float) -> list[Segment]:
    """Set a line with text of both directions: logical order, positions by UAX #9 rule L2."""
    # Rule L1: spaces at the line's ends and beside them keep the paragraph's level (ends are dropped already).
    levels = [token[3] for token in tokens]
    lefts = [0.0] * len(tokens)
    pen = x
    for index in visual_order(levels):
        lefts[index] = pen
        pen += widths[index] + (extra if tokens[index][4] else 0.0)
    segments: list[Segment] = []
    i, count = 0, len(tokens)
    while i < count:
        role = tokens[i][2]
        first = i
        while i < count and tokens[i][2] == role:
            i += 1
        segments.append(_moving(tokens[first:i], widths[first:i], lefts[first:i], extra, role, levels[first:i]))
    return segments


def _moving(
    tokens: list[_Token], widths: list[float], lefts: list[float], extra: float, role: int, levels: list[int]
) -> Segment:
    """Set tokens of one role, each at its own place, with steps inside TJ."""
    code: list[bytes] = []
    spans = [w + (extra if token[4] else 0.0) for token, w in zip(tokens, widths, strict=True)]
    begin = lefts[0] + (spans[0] if levels[0] & 1 else 0.0)
    low = min(lefts)
    high = max(left + span for left, span in zip(lefts, spans, strict=True))
    # Ink is bounded from where the pen starts, to one side: where words lie on both, it starts at the left of them.
    if begin - low > _SLACK and high - begin > _SLACK:
        begin = low
    pen = begin
    ascent = descent = 0.0
    opened: tuple[Voice, int] | None = None
    for token, span, left, level in zip(tokens, spans, lefts, levels, strict=True):
        voice = token[1]
        rtl = level & 1 == 1
        want = left + span if rtl else left
        step = (want - pen) / voice.unit
        known = voice.look_up(token[0], rtl)
        for n, part in enumerate(known[2]):
            if opened is None or opened[0] is not voice or opened[1] != part[0]:
                if opened is not None:
                    code.append(b"]TJ" + opened[0].restore + b" ")
                _open(voice, part[0], code)
                code.append(b"[")
                opened = (voice, part[0])
            if n == 0 and abs(step) > _SLACK:
                code.append(number(-step) + b" ")
            code.append(part[1] + b" ")
        # As far as the glyphs go: the space of another face is as wide as that face has it.
        pen = want + (-known[0] if rtl else known[0])
        ascent = max(ascent, voice.ascent)
        descent = max(descent, voice.descent)
    if opened is not None:
        code.append(b"]TJ" + opened[0].restore + b" ")
    width = high - begin if begin - low <= high - begin else low - begin
    return role, begin, width, ascent, descent, b"".join(code)
