"""The door of layout: a cited brief, a style and faces in, `Pages` out.

Where notes count from 1 on each page, their numbers depend on the pages and the pages on the width
of the numbers: the brief is set and its pages filled again until both agree.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from briefgen.diagnostics import NOWHERE, bad_input, limit
from briefgen.document import nodes
from briefgen.document.number import renumber
from briefgen.document.walk import CHILDREN, find
from briefgen.errors import LayoutError, LimitError
from briefgen.fonts import Faces
from briefgen.layout.block import Builder
from briefgen.layout.flatten import plain_text
from briefgen.layout.frames import Elements, Pages
from briefgen.layout.furniture import Furnisher
from briefgen.layout.marked import add_marked
from briefgen.layout.pages import Column, fill, text_columns
from briefgen.layout.place import Place
from briefgen.layout.placing import Placer
from briefgen.layout.profiles import add_profile
from briefgen.layout.style import Style
from briefgen.layout.table import add_table
from briefgen.layout.timelines import add_timeline
from briefgen.layout.voices import Voices
from briefgen.limits import value
from briefgen.numerals import numeral

__all__ = ["lay_out", "lay_out_by_page"]

_ROUNDS: Final = 5  # so often the pages are filled again
_SETTERS: Final[Mapping[type[nodes.Node], Callable[[Builder, Any, Place], None]]] = {
    nodes.Table: add_table,
    nodes.Timeline: add_timeline,
    nodes.Profile: add_profile,
    nodes.Marked: add_marked,
}


def lay_out(brief: nodes.Brief, style: Style, faces: Faces, images: Mapping[str, Any]) -> Pages:
    """Set the whole brief. Raises FontError (no glyph) and LimitError (pages)."""
    voices = Voices(faces, faces.session())
    builder, columns = _set(brief, style, voices, images)
    return _placed(brief, builder, columns)


def lay_out_by_page(
    brief: nodes.Brief, style: Style, faces: Faces, images: Mapping[str, Any]
) -> tuple[nodes.Brief, Pages]:
    """Set the whole brief with notes that count from 1 on each page; return it with those numbers, and its pages.

    Raises FontError (no glyph), LimitError (pages) and LayoutError (`layout.unsettled`).
    """
    voices = Voices(faces, faces.session())
    # In reading order, which is that of the tree: notes of a table row that splits are not in that of the flow.
    idents = [note.ident for note in find(brief, nodes.Note)]
    numbers = dict.fromkeys(idents, numeral(1, brief.language))
    for _ in range(_ROUNDS + 1):
        brief = renumber(brief, numbers)
        builder, columns = _set(brief, style, voices, images)
        found = _numbers(idents, builder, columns, brief.language)
        if found == numbers:
            return brief, _placed(brief, builder, columns)
        numbers = found
    message = f"the notes of each page still change their numbers after the pages were filled {_ROUNDS} times again"
    hint = "count the notes by document or section, or change a word on the page whose notes are ten or eleven"
    raise LayoutError(bad_input("layout.unsettled", NOWHERE, message, hint))


def _numbers(idents: Sequence[str], builder: Builder, columns: Sequence[Column], language: str) -> dict[str, str]:
    """Count the notes of each page from 1."""
    flow = builder.flow
    page_of: dict[str, int] = {}
    for index, column in enumerate(columns):
        for marks in flow.marks[column.first : column.last]:
            for note in marks:
                page_of[flow.notes[note].ident] = index // builder.style.columns
    counts: dict[int, int] = {}
    numbers: dict[str, str] = {}
    for ident in idents:
        page = page_of[ident]
        counts[page] = counts.get(page, 0) + 1
        numbers[ident] = numeral(counts[page], language)
    return numbers


def _set(brief: nodes.Brief, style: Style, voices: Voices, images: Mapping[str, Any]) -> tuple[Builder, list[Column]]:
    """Set all lines of a brief and fill its columns."""
    words = dict(brief.furniture.words)
    builder = Builder(style, voices, Elements(), words, images, brief.language, _SETTERS)
    builder.contents.extend(_headings(brief.blocks, 1))
    builder.widen_note_numbers(numeral(0, brief.language) * _longest_number(brief))
    place = Place(0, 0.0, style.measure, 0, brief.language, "body", ())
    builder.blocks(brief.blocks, place)
    columns = fill(
        builder.flow,
        style.depth,
        style.note_gap,
        per_page=style.columns,
        odd=style.sections == "odd-page",
        aim=style.aim,
    )
    if len(columns) > value("pages") * style.columns:
        raise LimitError(limit("pages", NOWHERE, f"the brief is longer than {value('pages')} pages"))
    return builder, columns


def _placed(brief: nodes.Brief, builder: Builder, columns: list[Column]) -> Pages:
    """Place every line of the columns on its page."""
    style, voices = builder.style, builder.voices
    furnisher = Furnisher(style, voices, brief.furniture, brief.language)
    placer = Placer(builder.flow, style, voices, builder.elements, furnisher, brief.language)
    pages = placer.pages(columns)
    return Pages(
        pages,
        builder.elements,
        targets=placer.targets,
        outline=builder.flow.outline,
        images=builder.images,
        fonts=voices.session,
        title=brief.title,
        subject=brief.subject,
        author=brief.author,
        language=brief.language,
        direction=brief.direction,
        date=brief.date,
        facing=style.facing,
        last_text_page=max(1, -(-text_columns(columns) // style.columns)),
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


def _longest_number(brief: nodes.Brief) -> int:
    """Return how many digits the longest note number has."""
    longest = 1
    stack: list[Any] = [brief]
    while stack:  # every node of the brief comes by: no generator, no call
        node = stack.pop()
        kind = type(node)
        if kind is nodes.Text:
            continue
        if kind is tuple:
            stack.extend(node)
            continue
        if kind is nodes.Note:
            longest = max(longest, len(node.number))
        for name in CHILDREN[kind]:
            stack.extend(getattr(node, name))
    return longest
