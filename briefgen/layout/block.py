"""Blocks of the brief in, the flow out: each block becomes lines with rules of what stays together.

`Builder` walks the tree once, in reading order, sets every paragraph and adds structure
elements as it goes. Notes are set when their block is done; they become siblings that follow
the block (engine page, section 6).
"""

from collections.abc import Callable, Mapping
from itertools import zip_longest
from typing import Any, Final, assert_never

from briefgen.document import nodes
from briefgen.layout.flatten import flatten, is_rtl, plain_text
from briefgen.layout.flow import ContentsLine, NoteBlock, Picture, Placed
from briefgen.layout.fragments import set_paragraph
from briefgen.layout.frames import Elements
from briefgen.layout.lists import add_list, add_quote, tie_ends
from briefgen.layout.notes import add_moved_note, number_indent, set_note
from briefgen.layout.place import Place, baseline
from briefgen.layout.style import Style
from briefgen.layout.text import Setter
from briefgen.layout.voices import Voices

__all__ = ["Builder"]

_BAR: Final = 2.2
_BOX_PADDING: Final = 9.0
_HEADINGS: Final = 6
_SHORT_CONTENTS: Final = 12  # entries: no column ends among them
_ENTRY_GAP: Final = 0.7  # of a line, before an annotated entry
_WHOLE_SHARE: Final = 0.5  # of a page: a box up to this height is never split


class Builder(Setter):
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
        super().__init__(style, voices, elements, words, language)
        self.images: Final = images
        self.contents: Final[list[tuple[int, str, str]]] = []
        self._setters = setters
        self._note_indent = style.note_indent

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
                add_list(self, block, place)
            case nodes.Quote():
                add_quote(self, block, place)
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

    def paragraph(self, block: nodes.Paragraph, place: Place) -> None:
        """Set a paragraph in the style of its role."""
        if block.role == "note" and isinstance(note := block.children[0], nodes.Note):
            add_moved_note(self, note, place)
            return
        style = self.style_of(block.role, place)
        keep = block.role == "details"
        if block.role == "relations" and self.flow.keep:
            self.flow.keep[-1] = True  # behind a quotation too: what denies a claim never stands alone on a page
        self.text(block.children, style, place, language=block.language, keep=keep, align=place.align)

    def note(self, note: nodes.Note, place: Place) -> NoteBlock:
        """Set a note in a small flow of its own and return its lines."""
        return set_note(self, note, place, self._note_indent)

    def widen_note_numbers(self, longest: str) -> None:
        """Make room for the longest note number of the brief."""
        self._note_indent = number_indent(self, longest)

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
        if place.depth == 0 and self.style.sections != "run-on" and self.flow.height:
            self.flow.starts.append(len(self.flow.height))
        title = block.title
        if block.number:
            title = (nodes.Text(block.number + "\u2002"), *title)
        self.heading(title, inner, inner.depth, block.ident)
        match block.blocks:
            case (nodes.Paragraph() as lead, nodes.Table() | nodes.Figure(), *_):
                # The words that lead to a table or a picture stand with it.
                self.paragraph(lead, inner)
                self.flow.keep[-1] = True
                self.blocks(block.blocks[1:], inner)
            case _:
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
            if block.kind == "judgments":
                self._keep_items_whole(start)
            else:
                self._keep_whole(start)

    def _keep_whole(self, start: int) -> None:
        """Keep the lines since `start` on one page, if they are no more than half of it."""
        flow = self.flow
        if sum(flow.height[start:]) + sum(flow.gap[start:]) <= self.style.depth * _WHOLE_SHARE:
            for line in range(start, len(flow.keep) - 1):
                flow.keep[line] = True

    def _keep_items_whole(self, start: int) -> None:
        """Keep each judgment with its likelihood, its confidence and what it rests on."""
        flow = self.flow
        stop = len(flow.keep) - 1
        for line in range(start, stop):
            ahead = flow.draw[line + 1]
            if not (isinstance(ahead, Placed) and ahead.label is not None):
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
            if entry.annotation:  # what belongs to one source stands closer than the next source
                self.flow.space(style.leading * _ENTRY_GAP)
            self.text(entry.children, style, inner, keep=False)
            for paragraph in entry.annotation:
                self.tie(inner)
                self.text(paragraph.children, self.style.text["annotation"], inner, language=paragraph.language)

    def _contents(self, block: nodes.Contents, place: Place) -> None:
        sect = self.elements.add("Sect", place.parent)
        inner = place.inner(parent=sect, depth=place.depth + 1)
        self.text(block.title, self.style.text["heading-1"], inner, tag=f"H{inner.depth}", keep=True)
        toc = self.elements.add("TOC", sect)
        starts: list[int] = []
        entries = [entry for entry in self.contents if entry[0] <= block.depth]
        for (level, title, ident), (below, *_) in zip_longest(entries, entries[1:], fillvalue=(0, "", "")):
            starts.append(len(self.flow.keep))
            self._contents_entry(level, title, ident, inner.inner(parent=toc))
            # Short contents are taken in at one glance.
            self.flow.keep[-1] = below > level or len(starts) < len(entries) <= _SHORT_CONTENTS
        tie_ends(self.flow.keep, starts)
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
