"""Items between two line ends in, a set line out: segments as `frames.py` describes them.

Text is written in logical order, whatever its direction, and each step that the order asks for is a number inside TJ.

A justified line that runs from left to right throughout shares what it lacks between its word spaces and its letters:
these are drawn a little wider or narrower, and stand a hair farther apart or nearer (`voices.EXPANSION`, `TRACKING`),
which the eye does not see (Hàn Thế Thành, *Micro-typographic extensions to the TeX typesetting system*, 2000, chapter
3, finds 2 % safe). Both come in a few steps; the spaces take up what a step leaves.
"""

from typing import Final

from briefgen.layout.bidi import visual_order
from briefgen.layout.breaker import BOX, GLUE, PENALTY
from briefgen.layout.flatten import Flat
from briefgen.layout.itemise import SHRINK, STRETCH, Items
from briefgen.layout.voices import EXPANSION, STEPS, TRACKING, Voice, number

__all__ = ["FLEX", "End", "Line", "LineSetter", "Segment"]

FLEX: Final = EXPANSION + 2 * TRACKING
"""How far the letters of a line give, as part of its measure: an average letter is half an em wide."""
_AS_DRAWN: Final = b"100 Tz 0 Tc "
_NOTHING: Final = (0.0, 0.0)
_NEVER: Final[dict[int, tuple[float, float]]] = {}
_SLACK: Final = 0.01  # points; less is no difference on any device

Segment = tuple[int, float, float, float, float, bytes]
Line = tuple[Segment, ...]

# A token of a line: text, voice, role, level, True for a space.
Token = tuple[str, Voice, int, int, bool]

# Where a line ends: the item, and how many characters of it still stand in the line (0: not cut).
End = tuple[int, int]


class LineSetter:
    """Sets the lines of one paragraph."""

    __slots__ = ("base", "flat", "items", "optical")

    def __init__(self, items: Items, flat: Flat, base: int, *, optical: bool) -> None:
        """Set lines of these items; with `optical`, signs hang out at both margins and letters share the stretch."""
        self.items = items
        self.flat = flat
        self.base = base
        self.optical = optical

    def line(
        self, start: End, end: End, measure: float, indent: float, *, justified: bool, align: str
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
        scale, track, widened = 1.0, 0.0, b""
        if self.optical:
            left = tokens[0][1].hangs.get(tokens[0][0], _NOTHING)[0]
            room += left + tokens[-1][1].hangs.get(tokens[-1][0], _NOTHING)[1]
            indent -= left
            if justified or room < 0:
                spaced = sum([w for w, token in zip(widths, tokens, strict=True) if token[4]])
                scale, track, widened = tokens[0][1].widened[_step(room, spaced, measure)]
                if track:
                    widths = [w + track * token[1].glyphs[token[0]] for w, token in zip(widths, tokens, strict=True)]
                    room -= sum(widths) * scale - natural
                    natural = sum(widths)
        if spaces and (justified or room < 0):
            extra = room / spaces / scale
        offset = 0.0 if extra else self._offset(room, align)
        x = offset if self.base else indent + offset
        if self.flat.simple:
            segments = _plain(tokens, widths, extra, x, scale, widened)
        else:
            segments = _ordered(tokens, widths, extra, x)
        if segments and not end[1] and self.items.kind[end[0]] == GLUE:
            segments[-1:] = _ended(segments[-1], tokens[-1][3], self.items.voice[end[0]], self.items.role[end[0]])
        ink = measure + indent - x if self.base else x + (natural + extra * spaces) * scale
        return tuple(segments), marks, ink

    def _quick(
        self, start: End, end: End, measure: float, indent: float, *, justified: bool
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
            texts[-1] = voice.cut(items.text[last], end[1])
        known, shown = voice.known, voice.shown
        cut = start[1] or end[1]
        if cut:
            for text in (texts[0], texts[-1]):
                if text not in known:
                    voice.learn(text)
        spaces = row.count(GLUE)
        even = 2 * spaces + 1 == len(row)  # a space between any two words, and nothing else
        words = texts[::2] if even else [text for text, kind in zip(texts, row, strict=True) if kind == BOX]
        try:
            if even and not cut:
                hung = items.hung or _NEVER
                natural = sum(items.width[first:last]) + hung.get(first, _NOTHING)[0] + hung.get(last - 1, _NOTHING)[1]
            else:
                natural = sum([known[word][0] for word in words]) + spaces * voice.space
            room = measure - natural
            scale, track, widened = 1.0, 0.0, b""
            if self.optical:
                left = voice.hangs.get(texts[0], _NOTHING)[0]
                room += left + voice.hangs.get(texts[-1], _NOTHING)[1]
                indent -= left
                if justified or room < 0:
                    scale, track, widened = voice.widened[_step(room, spaces * voice.space, measure)]
                    if track:
                        glyphs = voice.glyphs
                        room += natural
                        natural += track * (sum([glyphs[word] for word in words]) + spaces)
                        room -= natural * scale
            extra = room / spaces / scale if spaces and (justified or room < 0) else 0.0
            gap = voice.gap + number(-extra / voice.unit) if extra else voice.gap
            if even:
                array = [gap] * len(row)
                array[::2] = [shown[word] for word in words]
            else:
                array = [
                    shown[text] if kind == BOX else gap
                    for text, kind in zip(texts, row, strict=True)
                    if kind != PENALTY
                ]
        except KeyError:
            return None
        if spaced:
            array.append(voice.gap)
        width = (natural + extra * spaces) * scale
        code = voice.opening + b"[" + b"".join(array) + b"]TJ" + voice.restore + b" "
        if widened:
            code = widened + code + _AS_DRAWN
        return ((role, indent, width, voice.ascent, voice.descent, code),), (), indent + width

    def _offset(self, room: float, align: str) -> float:
        if align == "centre":
            return room / 2
        return room if (align == "end") != bool(self.base) else 0.0

    def _tokens(self, start: End, end: End) -> tuple[list[Token], tuple[int, ...]]:
        """Gather what the line shows and the notes marked in it."""
        items = self.items
        kinds, texts, voices, roles = items.kind, items.text, items.voice, items.role
        levels = items.level
        first, cut = start
        last = end[0]
        if not cut:
            while first < last and kinds[first] != BOX:
                first += 1
        tokens: list[Token] = []
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
                text = voices[i].cut(text, end[1])
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


def _step(room: float, spaced: float, measure: float) -> int:
    """Return the step by which a line is widened that lacks `room`; its spaces are `spaced` wide together (points)."""
    give = spaced * (STRETCH if room > 0.0 else SHRINK) + FLEX * measure
    return round(max(-1.0, min(room / give, 1.0)) * STEPS)


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


def _plain(
    tokens: list[Token], widths: list[float], extra: float, x: float, scale: float, widened: bytes
) -> list[Segment]:
    """Set a line that runs from left to right throughout, all of it widened by `scale`."""
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
                    pen += widths[i] + extra
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
        if widened:
            code = [widened, *code, _AS_DRAWN]
        segments.append((role, x + (begin - x) * scale, (pen - begin) * scale, ascent, descent, b"".join(code)))
    return segments


def _open(voice: Voice, font: int, code: list[bytes]) -> int:
    """Select the face and colour of a run of text; return the face's index."""
    code.append(voice.names[font] + number(voice.size) + b" Tf " + voice.paint)
    return font


def _ordered(tokens: list[Token], widths: list[float], extra: float, x: float) -> list[Segment]:
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
    tokens: list[Token], widths: list[float], lefts: list[float], extra: float, role: int, levels: list[int]
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
