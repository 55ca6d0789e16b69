"""Blocks of the brief in, the flow out: each block becomes lines with rules of what stays together.

`Builder` walks the tree once, in reading order, sets every paragraph and adds structure
elements as it goes. Notes are set when their block is done; they become siblings that follow
the block (engine page, section 6).
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, assert_never

from briefgen.document import nodes
from briefgen.layout.flatten import flatten, is_rtl, plain_text
from briefgen.layout.flow import ContentsLine, Flow, Frame, NoteBlock, Picture, Placed
from briefgen.layout.fragments import Fragment, set_paragraph
from briefgen.layout.frames import Elements
from briefgen.layout.style import Style, TextStyle
from briefgen.layout.voices import Voices

__all__ = ["Builder", "Place", "baseline"]

_LAST_LINE: Final = 0.12  # a last line should reach this part of the measure
_BASELINE: Final = 0.27  # of the leading lies below the baseline
_BAR: Final = 2.2
_BOX_PADDING: Final = 9.0
_LABEL_GAP: Final = 5.0
_HEADINGS: Final = 6
_WHOLE_SHARE: Final = 0.5  # of a page: a box up to this height is never split


def baseline(style: TextStyle) -> float:
    """Return how far the baseline lies below the top of a line."""
    return style.leading * (1 - _BASELINE)


class Place:
    """Where a block is set: parent element, left edge and measure in the column, heading depth, language.

    `voice` names the text style of running text there: body, note, cell, small.
    `boxes` are the frames that run beside it; `keep` holds all its lines together.
    """

    __slots__ = ("boxes", "depth", "language", "measure", "parent", "voice", "x")

    def __init__(
        self, parent: int, x: float, measure: float, depth: int, language: str, voice: str, boxes: tuple[int, ...]
    ) -> None:
        self.parent: Final = parent
        self.x: Final = x
        self.measure: Final = measure
        self.depth: Final = depth
        self.language: Final = language
        self.voice: Final = voice
        self.boxes: Final = boxes

    def inner(
        self,
        *,
        parent: int | None = None,
        indent: float = 0.0,
        right: float = 0.0,
        depth: int | None = None,
        language: str = "",
        voice: str = "",
        box: int | None = None,
    ) -> "Place":
        """Return a place inside this one."""
        return Place(
            self.parent if parent is None else parent,
            self.x + indent,
            self.measure - indent - right,
            self.depth if depth is None else depth,
            language or self.language,
            voice or self.voice,
            self.boxes if box is None else (*self.boxes, box),
        )


class Builder:
    """Builds the flow of one brief."""

    def __init__(
        self,
        style: Style,
        voices: Voices,
        elements: Elements,
        words: Mapping[str, str],
        images: Mapping[str, Any],
        language: str,
        setters: "Mapping[type[nodes.Node], Callable[[Builder, Any, Place], None]]",
    ) -> None:
        self.style: Final = style
        self.voices: Final = voices
        self.elements: Final = elements
        self.flow = Flow()
        self.images: Final = images
        self.contents: Final[list[tuple[int, str, str]]] = []
        self._words = words
        self._language = language
        self._setters = setters
        self._note_indent = style.note_indent

    # --- words --------------------------------------------------------------------------

    def say(self, key: str, value: str) -> str:
        """Word what a link does: the value takes the place of the hole in the word."""
        pattern = self._words.get(key, "{value}")
        before, _, rest = pattern.partition("{")
        return before + value + rest.partition("}")[2] if rest else pattern

    # --- blocks -------------------------------------------------------------------------

    def blocks(self, blocks: tuple[nodes.Block, ...], place: Place) -> None:
        """Set blocks one after another."""
        for block in blocks:
            self.block(block, place)

    def block(self, block: nodes.Block, place: Place) -> None:
        """Set one block."""
        match block:
            case nodes.Paragraph():
                self.paragraph(block, place)
            case nodes.Claim():
                self._claim(block, place)
            case nodes.Section():
                self._section(block, place)
            case nodes.List():
                self._list(block, place)
            case nodes.Quote():
                self._quote(block, place)
            case nodes.Table() | nodes.Timeline() | nodes.Profile() | nodes.Marked():
                self._setters[type(block)](self, block, place)
            case nodes.Figure():
                self._figure(block, place)
            case nodes.Aside():
                self._aside(block, place)
            case nodes.Bibliography():
                self._bibliography(block, place)
            case nodes.Title():
                self._title(block, place)
            case nodes.Contents():
                self._contents(block, place)
            case _:
                assert_never(block)

    def style_of(self, role: str, place: Place) -> TextStyle:
        """Return the style of a paragraph's role at a place."""
        text = self.style.text
        if place.voice in {"note", "cell", "cell-head"}:
            return text[place.voice]
        if place.voice != "body" and role in {"body", "lede"}:
            return text[place.voice]
        return text[role]

    def paragraph(self, block: nodes.Paragraph, place: Place) -> None:
        """Set a paragraph in the style of its role."""
        if block.role == "note" and isinstance(note := block.children[0], nodes.Note):
            self._moved_note(note, place)
            return
        style = self.style_of(block.role, place)
        keep = block.role == "details"
        if block.role == "relations":
            self._tie(place)
        self.text(block.children, style, place, language=block.language, keep=keep)

    def text(
        self,
        inlines: nodes.Inlines,
        style: TextStyle,
        place: Place,
        *,
        tag: str = "P",
        language: str = "",
        keep: bool = False,
        align: str = "start",
        attributes: dict[str, str | int] | None = None,
        label: Placed | None = None,
        lead: tuple[nodes.Inlines, TextStyle, str] | None = None,
        lead_element: int | None = None,
    ) -> int:
        """Set inlines as one paragraph with an element of its own, then its notes; return the element.

        `lead` opens the paragraph in an element of its own, a new one with the tag given, or `lead_element`.
        """
        own = language or place.language
        rtl = is_rtl(own)
        flat = flatten(inlines, style, own, self.voices, self.say, self.style.link, lead)
        measure = place.measure - style.indent - style.right
        fragment = set_paragraph(
            flat,
            measure,
            justified=style.justified,
            base=int(rtl),
            first=style.first,
            align=align,
            last_min=measure * _LAST_LINE if len(plain_text(inlines)) > 200 else 0.0,
        )
        element = self.elements.add(
            tag, place.parent, language="" if own == place.language else own, attributes=attributes
        )
        roles = self.role_elements(fragment, element, place.parent, lead_element)
        # A note of a caption stands inside it: a table has no other place for one (ISO 32000-1, 14.8.4.3.4).
        notes = place.inner(parent=element) if tag == "Caption" else place
        self._lines(fragment, style, place, roles, notes, keep=keep, label=label)
        return element

    def _lines(
        self,
        fragment: Fragment,
        style: TextStyle,
        place: Place,
        roles: tuple[int, ...],
        notes: Place,
        *,
        keep: bool,
        label: Placed | None,
    ) -> None:
        flow = self.flow
        first_note = len(flow.notes)
        count = len(fragment.lines)
        group = flow.new_group()
        flow.space(style.before)
        drop = baseline(style)
        # A first line that hangs does so where lines begin: its room is to the right of lines that begin there.
        hangs_right = style.first < 0 and is_rtl(place.language)
        x = place.x + (style.right if hangs_right else style.indent)
        for i, marks in enumerate(fragment.marks):
            if marks:
                flow.waiting += fragment.targets(i)
            flow.add(
                style.leading,
                Placed(fragment, i, x, drop, roles, label if i == 0 else None),
                marks=tuple([first_note + mark for mark in marks if mark >= 0]),
                keep=keep or (count > 1 and (i == 0 or i == count - 2)),
                group=group,
                boxes=place.boxes,
            )
        flow.space(style.after)
        for note in fragment.notes:
            flow.notes.append(self._note(note, notes))

    def role_elements(self, fragment: Fragment, element: int, parent: int, lead: int | None = None) -> tuple[int, ...]:
        """Make the elements of a fragment's roles inside its own `element`; `lead` is that of a term that opens it."""
        made = [element] if lead is None else [element, lead]
        for tag, inside, language, action, _ in fragment.roles[len(made) :]:
            above = parent if inside < 0 else made[inside]
            made.append(self.elements.add(tag, above, language=language, action=action))
        return tuple(made)

    # --- notes --------------------------------------------------------------------------

    def _note(self, note: nodes.Note, place: Place) -> NoteBlock:
        """Set a note in a small flow of its own and return its lines."""
        style = self.style.text["note"]
        element = self.elements.add("Note", place.parent, ident=note.ident)
        lbl = self.elements.add("Lbl", element)
        action = ("goto", "mark:" + note.ident, self.say("note-back", note.number))
        link = self.elements.add("Link", lbl, action=action)
        # The number stands before the text: on the right where the brief is read from there.
        indent, rtl = self._note_indent, is_rtl(self._language)
        room = self.style.measure - indent
        voice_place = Place(lbl, room if rtl else 0.0, indent, 0, place.language, "note", ())
        label = self.label((nodes.Text(note.number),), style, voice_place, link, align="end" if rtl else "start")
        outer, self.flow = self.flow, Flow()
        try:
            inner = Place(
                element,
                0.0 if rtl else indent,
                room,
                place.depth,
                self._language,
                "note",
                (),
            )
            self.blocks(note.body, inner)
            small = self.flow
        finally:
            self.flow = outer
        heights = [g + h for g, h in zip(small.gap, small.height, strict=True)]
        lines = [draw for draw in small.draw if isinstance(draw, Placed)]
        if heights:
            heights[0] -= small.gap[0]
            heights[-1] += style.after
            lines[0] = Placed(lines[0].fragment, lines[0].index, lines[0].x, lines[0].drop, lines[0].elements, label)
        gaps = [0.0, *small.gap[1:]]
        return NoteBlock(note.ident, heights, [_lowered(line, gap) for line, gap in zip(lines, gaps, strict=True)])

    def _moved_note(self, note: nodes.Note, place: Place) -> None:
        """Set a note that stands at the end of its section or of the brief, among the other blocks."""
        small = self._note(note, place)
        group = self.flow.new_group()
        self.flow.waiting.append("note:" + note.ident)
        for i, (line, height) in enumerate(zip(small.lines, small.height, strict=True)):
            last = len(small.lines) - 2
            self.flow.add(height, line, keep=len(small.lines) > 1 and i in {0, last}, group=group, boxes=place.boxes)

    def label(
        self, inlines: nodes.Inlines, style: TextStyle, place: Place, element: int, *, align: str = "start"
    ) -> Placed:
        """Set a short line that shares its baseline with another: a bullet, a note's number."""
        flat = flatten(inlines, style, place.language, self.voices, self.say, self.style.link)
        fragment = set_paragraph(flat, max(place.measure, 1.0), justified=False, align=align)
        return Placed(fragment, 0, place.x, baseline(style), self.role_elements(fragment, element, place.parent))

    def widen_note_numbers(self, longest: str) -> None:
        """Make room for the longest note number of the brief."""
        style = self.style.text["note"]
        voice = self.voices.of(style, self._language)
        self._note_indent = max(self.style.note_indent, voice.look_up(longest)[0] + _LABEL_GAP)

    # --- headed parts -------------------------------------------------------------------

    def heading(self, inlines: nodes.Inlines, place: Place, level: int, ident: str) -> None:
        """Set a heading; `ident` becomes a target, an outline entry and a line of the contents."""
        style = self.style.text[f"heading-{min(level, 4)}"]
        tag = f"H{min(level, _HEADINGS)}"
        self._entry(ident, inlines, level)
        self.text(inlines, style, place, tag=tag, keep=True)

    def _section(self, block: nodes.Section, place: Place) -> None:
        element = self.elements.add("Sect", place.parent)
        inner = place.inner(parent=element, depth=place.depth + 1)
        title = block.title
        if block.number:
            title = (nodes.Text(block.number + "\u2002"), *title)
        self.heading(title, inner, inner.depth, block.ident)
        self.blocks(block.blocks, inner)

    def _claim(self, block: nodes.Claim, place: Place) -> None:
        element = self.elements.add("Sect", place.parent)
        inner = place.inner(parent=element, depth=place.depth + 1)
        if block.change:
            inner = inner.inner(box=self.frame(-2 * _BOX_PADDING, _BAR, self.style.accent))
        if block.form == "short" and block.blocks and isinstance(first := block.blocks[0], nodes.Paragraph):
            self._entry(block.ident, block.heading, inner.depth)
            lead = (block.heading, self.style.text["run-in"], f"H{min(inner.depth, _HEADINGS)}")
            self.text(first.children, self.style_of(first.role, inner), inner, lead=lead)
            self.blocks(block.blocks[1:], inner)
            return
        self.heading(block.heading, inner, inner.depth, block.ident)
        self.blocks(block.blocks, inner)

    def _entry(self, ident: str, title: nodes.Inlines, level: int) -> None:
        """Make what is set next the target of links and of an outline entry."""
        if ident:
            self.flow.waiting.append(ident)
            self.flow.outline.append((level, plain_text(title), ident))

    def frame(self, x: float, width: float, colour: tuple[float, float, float], *, reaches_head: bool = True) -> int:
        """Add a background or bar and return its index."""
        self.flow.frames.append(Frame(x, width, colour, reaches_head=reaches_head))
        return len(self.flow.frames) - 1

    def _aside(self, block: nodes.Aside, place: Place) -> None:
        if block.kind in {"colophon", "glossary", "legend"} and place.depth:
            self._plain_aside(block, place)
            return
        element = self.elements.add("Sect", place.parent)
        tinted = block.kind in {"judgments", "notice", "summary", "legend"}
        inner = place.inner(parent=element, depth=place.depth + 1)
        self.flow.space(14.0 * self.style.spread)
        start = len(self.flow.height)
        if tinted:
            pad = _BOX_PADDING
            box = self.frame(place.x, place.measure, self.style.tint)
            bar = self.frame(place.x, _BAR, self.style.accent)
            inner = inner.inner(indent=pad + _BAR + 3, right=pad, box=box).inner(box=bar)
            self.flow.add(pad, None, keep=True, boxes=inner.boxes)
        if block.kind in {"legend", "colophon"}:
            inner = inner.inner(voice="small")
        if block.title:
            self._box_title(block, inner)
        elif block.ident:
            self.flow.waiting.append(block.ident)
        self.blocks(block.blocks, inner)
        if tinted:
            self.flow.keep[-1] = True
            self.flow.pending = 0.0
            self.flow.add(_BOX_PADDING - 2.0, None, boxes=inner.boxes)
            self.flow.space(16.0 * self.style.spread)
            if block.kind != "judgments":
                self._keep_whole(start)

    def _keep_whole(self, start: int) -> None:
        """Keep the lines since `start` on one page, if they are no more than half of it."""
        flow = self.flow
        if sum(flow.height[start:]) + sum(flow.gap[start:]) <= self.style.depth * _WHOLE_SHARE:
            for line in range(start, len(flow.keep) - 1):
                flow.keep[line] = True

    def _plain_aside(self, block: nodes.Aside, place: Place) -> None:
        element = self.elements.add("Sect", place.parent)
        inner = place.inner(parent=element, depth=place.depth + 1, voice="small")
        if block.title:
            self._box_title(block, inner)
        self.blocks(block.blocks, inner)

    def _box_title(self, block: nodes.Aside, place: Place) -> None:
        ident = block.ident or f"aside-{block.kind}-{len(self.flow.outline)}"
        self.flow.waiting.append(ident)
        self.flow.outline.append((place.depth, plain_text(block.title), ident))
        style = self.style.text["box-title"]
        self.text(block.title, style, place, tag=f"H{min(place.depth, _HEADINGS)}", keep=True)

    def _title(self, block: nodes.Title, place: Place) -> None:
        text = self.style.text
        self.flow.waiting.append("title")
        bar = self.frame(place.x, 46.0, self.style.accent)
        self.flow.add(3.0, None, boxes=(*place.boxes, bar), keep=True)
        self.flow.space(10.0)
        self.text(block.title, text["title"], place, tag="Title", keep=True)
        if block.subtitle:
            self.text(block.subtitle, text["subtitle"], place, keep=True)
        for line in block.lines:
            self.paragraph(line, place)
        self.flow.space(12.0 * self.style.spread)

    # --- lists, quotations, figures -------------------------------------------------------

    def _list(self, block: nodes.List, place: Place) -> None:
        numbering = {"bullet": "Disc", "ordered": "Decimal"}.get(block.kind, "None")
        element = self.elements.add("L", place.parent, attributes={"ListNumbering": numbering})
        style = self.style_of("body", place)
        indent = style.size * (1.5 if block.kind == "bullet" else 2.0)
        for n, item in enumerate(block.items):
            li = self.elements.add("LI", element)
            label = item.label or (nodes.Text("•" if block.kind == "bullet" else f"{n + 1}."),)
            lbl = self.elements.add("Lbl", li)
            body = self.elements.add("LBody", li)
            if block.kind == "described":
                self._described(item, label, lbl, place.inner(parent=body, indent=style.size * 1.2), place, style)
                continue
            at = place.inner(parent=lbl)
            mark = self.label(label, style, at.inner(right=at.measure - indent + 2), lbl)
            self._item(item.blocks, place.inner(parent=body, indent=indent), mark)

    def _described(
        self, item: nodes.Item, label: nodes.Inlines, lbl: int, inner: Place, place: Place, style: TextStyle
    ) -> None:
        """Set a list item whose label is a term that opens its first paragraph."""
        self.flow.space(style.leading * 0.25)
        first = item.blocks[0] if item.blocks else None
        if not isinstance(first, nodes.Paragraph):
            self.text(label, style, place.inner(parent=lbl), tag="Span", keep=True)
            self.blocks(item.blocks, inner)
            return
        hanging = self.style_of(first.role, place).hanging(style.size * 1.4)
        lead = ((nodes.Strong(label),), style, "Lbl")
        self.text(first.children, hanging, place.inner(parent=inner.parent), lead=lead, lead_element=lbl)
        self.blocks(item.blocks[1:], inner)

    def _item(self, blocks: tuple[nodes.Block, ...], place: Place, mark: Placed) -> None:
        """Set an item's blocks, with the mark on the baseline of its first line."""
        before = len(self.flow.draw)
        self.blocks(blocks, place)
        if len(self.flow.draw) > before and isinstance(first := self.flow.draw[before], Placed):
            self.flow.draw[before] = Placed(first.fragment, first.index, first.x, first.drop, first.elements, mark)

    def _quote(self, block: nodes.Quote, place: Place) -> None:
        style = self.style.text["quote"] if place.voice == "body" else self.style_of("body", place)
        element = self.elements.add("BlockQuote", place.parent)
        if place.voice == "body":
            bar = self.frame(place.x + style.indent * 0.45, 1.1, self.style.rule)
            inner = place.inner(parent=element, box=bar)
        else:
            inner = place.inner(parent=element, indent=style.size)
        if block.ident:
            self.flow.waiting.append(block.ident)
        language = block.language or place.language
        for paragraph in block.blocks:
            self.text(paragraph.children, style, inner, language=language)
        other = self.style.text["transliteration"] if place.voice == "body" else style
        for paragraph in block.transliteration:
            self._tie(inner)
            self.text(paragraph.children, other, inner, language=paragraph.language)
        for paragraph in block.translation:
            self._tie(inner)
            self.text(paragraph.children, style, inner, language=paragraph.language)
        if block.attribution:
            self._tie(inner)
            attribution = self.style.text["attribution"] if place.voice == "body" else style
            self.text(block.attribution, attribution, inner)

    def _tie(self, place: Place) -> None:
        """Keep the last line with what follows."""
        if self.flow.keep and place.boxes == self.flow.boxes[-1]:
            self.flow.keep[-1] = True

    def _figure(self, block: nodes.Figure, place: Place) -> None:
        picture = self.images[block.image]
        width = min(place.measure, picture.width * 0.75)
        height = width * picture.height / picture.width
        tallest = self.style.depth * 0.7
        if height > tallest:
            width, height = width * tallest / height, tallest
        element = self.elements.add("Figure", place.parent, alt=block.alt)
        self.flow.space(10.0)
        if block.ident:
            self.flow.waiting.append(block.ident)
        self.flow.add(
            height,
            Picture(block.image, place.x, width, height, element),
            keep=bool(block.caption),
            group=self.flow.new_group(),
            boxes=place.boxes,
        )
        self.flow.space(6.0)
        self.blocks(block.caption, place.inner(voice="small"))

    # --- bibliography, contents -------------------------------------------------------------

    def _bibliography(self, block: nodes.Bibliography, place: Place) -> None:
        style = self.style.text["bibliography"]
        element = self.elements.add("L", place.parent, attributes={"ListNumbering": "None"})
        for entry in block.entries:
            li = self.elements.add("LI", element)
            body = self.elements.add("LBody", li)
            inner = place.inner(parent=body)
            self.flow.waiting.append(entry.ident)
            self.text(entry.children, style, inner, keep=False)
            for paragraph in entry.annotation:
                self._tie(inner)
                self.text(paragraph.children, self.style.text["annotation"], inner, language=paragraph.language)

    def _contents(self, block: nodes.Contents, place: Place) -> None:
        sect = self.elements.add("Sect", place.parent)
        inner = place.inner(parent=sect, depth=place.depth + 1)
        self.text(block.title, self.style.text["heading-1"], inner, tag=f"H{inner.depth}", keep=True)
        toc = self.elements.add("TOC", sect)
        for level, title, ident in self.contents:
            if level > block.depth:
                continue
            self._contents_entry(level, title, ident, inner.inner(parent=toc))
        self.flow.space(10.0)

    def _contents_entry(self, level: int, title: str, ident: str, place: Place) -> None:
        key = f"contents-{min(level, 3)}"
        style = self.style.text[key]
        toci = self.elements.add("TOCI", place.parent)
        reference = self.elements.add("Reference", toci)
        link = self.elements.add("Link", reference, action=("goto", ident, self.say("link-claim", title)))
        flat = flatten((nodes.Text(title),), style, place.language, self.voices, self.say, self.style.link)
        room = place.measure - style.indent - 30.0
        fragment = set_paragraph(flat, room, justified=False, base=int(is_rtl(place.language)))
        group = self.flow.new_group()
        self.flow.space(style.before)
        last = len(fragment.lines) - 1
        for i in range(last + 1):
            placed = Placed(fragment, i, place.x + style.indent, baseline(style), (link,))
            line = ContentsLine(placed, ident, place.x + place.measure, (link,), key) if i == last else placed
            self.flow.add(style.leading, line, keep=i < last, group=group, boxes=place.boxes)


def _lowered(line: Placed, gap: float) -> Placed:
    """Return the line with its baseline lowered by the gap above it."""
    if not gap:
        return line
    return Placed(line.fragment, line.index, line.x, line.drop + gap, line.elements, line.label)
