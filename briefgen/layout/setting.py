"""The door of layout: a cited brief, a style and faces in, `Pages` out."""

from collections.abc import Iterator, Mapping
from typing import Any

from briefgen.diagnostics import NOWHERE, limit
from briefgen.document import nodes
from briefgen.errors import LimitError
from briefgen.fonts import Faces
from briefgen.layout.block import Builder, Place
from briefgen.layout.frames import Elements, Pages
from briefgen.layout.furniture import Furnisher
from briefgen.layout.itemise import plain_text
from briefgen.layout.pages import fill
from briefgen.layout.placing import Placer
from briefgen.layout.style import Style
from briefgen.layout.table import add_table
from briefgen.layout.voices import Voices
from briefgen.limits import value

__all__ = ["lay_out"]


def lay_out(brief: nodes.Brief, style: Style, faces: Faces, images: Mapping[str, Any]) -> Pages:
    """Set the whole brief. Raises FontError (no glyph) and LimitError (pages)."""
    voices = Voices(faces, faces.session())
    elements = Elements()
    words = dict(brief.furniture.words)
    builder = Builder(style, voices, elements, words, images, brief.language, add_table)
    builder.contents.extend(_headings(brief.blocks, 1))
    builder.widen_note_numbers(_longest_number(brief))
    place = Place(0, 0.0, style.measure, 0, brief.language, "body", ())
    builder.blocks(brief.blocks, place)
    columns = fill(builder.flow, style.depth, style.note_gap)
    if len(columns) > value("pages") * style.columns:
        raise LimitError(limit("pages", NOWHERE, f"the brief is longer than {value('pages')} pages"))
    furnisher = Furnisher(style, voices, brief.furniture, brief.language)
    placer = Placer(builder.flow, style, voices, elements, furnisher)
    pages = placer.pages(columns, brief.language)
    return Pages(
        pages,
        elements,
        targets=placer.targets,
        outline=builder.flow.outline,
        images=images,
        fonts=voices.session,
        title=brief.title,
        subject=brief.subject,
        author=brief.author,
        language=brief.language,
        direction=brief.direction,
        date=brief.date,
        last_text_page=1 + max((i for i, c in enumerate(columns) if c.last > c.first), default=0) // style.columns,
    )


def _headings(blocks: tuple[nodes.Block, ...], level: int) -> Iterator[tuple[int, str, str]]:
    """Yield (level, title, target) of all sections and claims, as the contents list them."""
    for block in blocks:
        match block:
            case nodes.Section():
                if block.ident:
                    number = block.number + "\u2002" if block.number else ""
                    yield level, number + plain_text(block.title), block.ident
                yield from _headings(block.blocks, level + 1)
            case nodes.Claim():
                if block.ident:
                    yield level, plain_text(block.heading), block.ident
            case _:
                pass


def _longest_number(brief: nodes.Brief) -> str:
    """Return a number as wide as the widest note number can be."""
    longest = 1
    stack: list[Any] = [brief]
    while stack:
        node = stack.pop()
        if isinstance(node, nodes.Note):
            longest = max(longest, len(node.number))
        elif isinstance(node, tuple):
            stack.extend(node)
        elif isinstance(node, nodes.Node):
            stack.extend(field for field in node.fields() if isinstance(field, tuple | nodes.Node))
    return "0" * longest
