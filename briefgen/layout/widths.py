"""What the cells of a table need in, the widths of its columns out.

Two widths are known of each cell, in points: the *least*, in which no word is broken, and the *most*, in which no
paragraph takes a second line. Every column gets its least; what is left is shared by how much more each would like
(CSS 2.2, 17.5.2.2, automatic table layout). A cell over several columns asks them together for what they lack.

Where even the least do not fit, columns that want more than an equal part give way, so that words are broken in them
and in no other, and one long word does not press the others together.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from briefgen.document import nodes
from briefgen.layout.breaker import BOX, GLUE
from briefgen.layout.flatten import flatten, is_rtl
from briefgen.layout.itemise import itemise
from briefgen.layout.marked import SIGN_ROOM
from briefgen.layout.style import TextStyle
from briefgen.layout.voices import Voices

__all__ = ["Need", "cell_need", "column_widths"]

_WIDEST_SHARE: Final = 0.6  # of the room: what one column may wish for
_FILLS: Final = 0.7  # of the room: a table that wishes for more takes it all
_EASE: Final = 1.0  # points, so that rounding breaks no line

# A cell: its first column, how many it covers, the least and the most that it needs, its padding included.
Need = tuple[int, int, float, float]


def column_widths(needs: Iterable[Need], columns: int, room: float) -> list[float]:
    """Return the width of each column in points; together they are never wider than the room."""
    least, most = [0.0] * columns, [0.0] * columns
    widest = room * _WIDEST_SHARE
    over: list[Need] = []
    for need in needs:
        column, span, low, high = need
        if span == 1:
            least[column] = max(least[column], low)
            most[column] = max(most[column], min(high, widest))
        else:
            over.append(need)
    for column, span, low, high in sorted(over, key=lambda need: need[1]):
        covered = range(column, column + span)
        _widen(least, covered, low)
        _widen(most, covered, min(high, widest))
    most = [max(pair) for pair in zip(least, most, strict=True)]
    needed, wished = sum(least), sum(most)
    if wished <= room:
        return [width * room / wished for width in most] if wished > room * _FILLS else most
    if needed >= room:
        least = [min(width, room / columns) for width in least]
        most = [max(low, min(width, widest)) for low, width in zip(least, most, strict=True)]
        needed, wished = sum(least), sum(most)
        if wished <= room:
            return [width * room / wished for width in most]
    share = (room - needed) / (wished - needed)
    return [low + (high - low) * share for low, high in zip(least, most, strict=True)]


def _widen(widths: list[float], covered: Sequence[int], wanted: float) -> None:
    """Give columns evenly what they lack together."""
    lacking = (wanted - sum(widths[column] for column in covered)) / len(covered)
    if lacking > 0:
        for column in covered:
            widths[column] += lacking


def cell_need(cell: nodes.Cell, style: TextStyle, language: str, voices: Voices) -> tuple[float, float]:
    """Return the least and the most width of what a cell holds, in points."""
    low = high = 0.0
    for indent, inlines, own in _paragraphs(cell.blocks, style.size, 0.0):
        least, most = _paragraph_need(inlines, style, own or language, voices)
        low, high = max(low, least + indent), max(high, most + indent)
    return low + _EASE, high + _EASE


def _paragraph_need(inlines: nodes.Inlines, style: TextStyle, language: str, voices: Voices) -> tuple[float, float]:
    if len(inlines) == 1 and isinstance(text := inlines[0], nodes.Text) and text.value.isascii():
        whole = voices.of(style, language).whole
        words = text.value.split()
        if all(word in whole for word in words):
            # Hot: most cells of most tables are a few plain words that are known already.
            widths = [whole[word] for word in words]
            return max(widths, default=0.0), sum(widths) + max(len(words) - 1, 0) * voices.of(style, language).space
    flat = flatten(inlines, style, language, voices, lambda _, value: value, style.colour)
    items = itemise(flat, int(is_rtl(language)))
    least = run = 0.0
    for kind, width in zip(items.kind, items.width, strict=True):
        # A mark joins the word before it: only glue and penalties let a line end.
        run = run + width if kind == BOX else 0.0
        least = max(least, run)
    return least, sum(width for kind, width in zip(items.kind, items.width, strict=True) if kind in (BOX, GLUE))


def _paragraphs(blocks: Iterable[nodes.Node], size: float, indent: float) -> Iterable[tuple[float, nodes.Inlines, str]]:
    """Yield every paragraph of a cell: how far it is indented, its inlines, its language."""
    for block in blocks:
        match block:
            case nodes.Paragraph():
                yield indent, block.children, block.language
            case nodes.Marked():
                yield indent + SIGN_ROOM * size, block.children, ""
            case nodes.List():
                for item in block.items:
                    yield 0.0, item.label, ""
                    yield from _paragraphs(item.blocks, size, indent + 2 * size)
            case nodes.Quote():
                inner = indent + size
                for paragraph in (*block.blocks, *block.transliteration, *block.translation):
                    yield inner, paragraph.children, paragraph.language or block.language
                yield inner, block.attribution, ""
            case _:
                pass  # nothing else stands in cells (document.structure)
