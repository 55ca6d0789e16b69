"""Lists and quotations in, lines of the flow out."""

from typing import Final

from briefgen.document import nodes
from briefgen.layout.flow import Placed
from briefgen.layout.place import LABEL_GAP, Place
from briefgen.layout.style import TextStyle
from briefgen.layout.text import Setter
from briefgen.numerals import numeral

__all__ = ["add_list", "add_quote", "tie_ends"]

_ITEM_GAP: Final = 0.6  # of a line, before an item of several blocks


def add_list(setter: Setter, block: nodes.List, place: Place) -> None:
    """Set a list: each item's label on the baseline of its first line, or a term that opens it."""
    numbering = {"bullet": "Disc", "ordered": "Decimal"}.get(block.kind, "None")
    element = setter.elements.add("L", place.parent, attributes={"ListNumbering": numbering})
    style = setter.style_of("body", place)
    indent = style.size * (1.5 if block.kind == "bullet" else 2.0)
    if block.kind == "ordered":
        longest = setter.voices.of(style, place.language).look_up(numeral(len(block.items), setter.language) + ".")
        indent = max(indent, longest[0] + LABEL_GAP)
    starts: list[int] = []
    for n, item in enumerate(block.items):
        if n and len(item.blocks) > 1:
            setter.flow.space(style.leading * _ITEM_GAP)
        li = setter.elements.add("LI", element)
        label = item.label or (nodes.Text("•" if block.kind == "bullet" else numeral(n + 1, setter.language) + "."),)
        lbl = setter.elements.add("Lbl", li)
        body = setter.elements.add("LBody", li)
        # Beside the item is room for a bullet or a number; words that take its place open its first paragraph.
        if block.kind == "described" or item.label:
            _described(setter, item, label, lbl, place.inner(parent=body, indent=style.size * 1.2), place, style)
            continue
        starts.append(len(setter.flow.keep))
        at = place.inner(parent=lbl)
        mark = setter.label(label, style, at.inner(right=at.measure - indent + 2), lbl)
        _item(setter, item.blocks, place.inner(parent=body, indent=indent), mark)
    tie_ends(setter.flow.keep, starts)


def tie_ends(keep: list[bool], starts: list[int]) -> None:
    """Keep a first and a last entry of one line with its neighbour; `starts` are the first lines of all entries."""
    if len(starts) > 1:
        if starts[1] - starts[0] == 1:
            keep[starts[0]] = True
        if len(keep) - starts[-1] == 1:
            keep[starts[-1] - 1] = True


def _described(
    setter: Setter, item: nodes.Item, label: nodes.Inlines, lbl: int, inner: Place, place: Place, style: TextStyle
) -> None:
    """Set a list item whose label is a term that opens its first paragraph."""
    setter.flow.space(style.leading * 0.25)
    first = item.blocks[0] if item.blocks else None
    if not isinstance(first, nodes.Paragraph):
        alone = ((nodes.Strong(label),), style, "Lbl")
        setter.text((), style, place.inner(parent=inner.parent), lead=alone, lead_element=lbl, keep=True)
        setter.blocks(item.blocks, inner)
        return
    hanging = setter.style_of(first.role, place).hanging(style.size * 1.4)
    lead = ((nodes.Strong(label),), style, "Lbl")
    setter.text(first.children, hanging, place.inner(parent=inner.parent), lead=lead, lead_element=lbl)
    setter.blocks(item.blocks[1:], inner)


def _item(setter: Setter, blocks: tuple[nodes.Block, ...], place: Place, mark: Placed) -> None:
    """Set an item's blocks, with the mark on the baseline of its first line."""
    if not isinstance(blocks[0], nodes.Paragraph):
        # What comes first has marks or a bar of its own.
        style = setter.style_of("body", place)
        setter.flow.space(style.before)
        setter.flow.add(style.leading, mark, keep=True, boxes=place.boxes)
        setter.blocks(blocks, place)
        return
    before = len(setter.flow.draw)
    setter.blocks(blocks, place)
    if len(setter.flow.draw) > before and isinstance(first := setter.flow.draw[before], Placed):
        setter.flow.draw[before] = Placed(first.fragment, first.index, first.x, first.drop, first.elements, mark)


def add_quote(setter: Setter, block: nodes.Quote, place: Place) -> None:
    """Set a quotation: the words, their transliteration and translation, who is quoted."""
    style = setter.style.text["quote"] if place.voice == "body" else setter.style_of("body", place)
    element = setter.elements.add("BlockQuote", place.parent)
    if place.voice == "body":
        bar = setter.frame(place.x + style.indent * 0.45, 1.1, setter.style.rule)
        inner = place.inner(parent=element, box=bar)
    else:
        inner = place.inner(parent=element, indent=style.size)
    if block.ident:
        setter.flow.waiting.append(block.ident)
    language = block.language or place.language
    for paragraph in block.blocks:
        setter.text(paragraph.children, style, inner, language=language)
    other = setter.style.text["transliteration"] if place.voice == "body" else style
    for paragraph in block.transliteration:
        setter.tie(inner)
        setter.text(paragraph.children, other, inner, language=paragraph.language)
    for paragraph in block.translation:
        setter.tie(inner)
        setter.text(paragraph.children, style, inner, language=paragraph.language)
    if block.attribution:
        setter.tie(inner)
        attribution = setter.style.text["attribution"] if place.voice == "body" else style
        setter.text(block.attribution, attribution, inner)
