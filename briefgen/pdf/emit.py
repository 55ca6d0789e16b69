"""Pages to canvas code: each run of one element becomes one marked-content sequence.

In: `layout.frames.Pages`. Out: drawn pages, a structure tree that knows what lies where, link
annotations without their bytes (`links.py` writes them when all pages are there).

Invariants: one `BDC … EMC` for a run of consecutive items of one element on one page; sequences
never nest and open outside `BT … ET` (ISO 32000-1, 14.6); everything drawn is in one. A segment is
placed by an absolute text matrix, so its code may move the pen as it likes.

`last` is what is open: an element, `_NONE`, or an artifact, told by its opening bytes.
"""

from collections.abc import Mapping
from typing import Any, Final

from briefgen.figures import bounds
from briefgen.layout.frames import ARTIFACT, DRAWING, IMAGE, RULE, TEXT, TURNED, TURNED_ARTIFACT, Pages
from briefgen.pdf import draw
from briefgen.pdf.canvas import TaggedCanvas
from briefgen.pdf.syntax import Formatted
from briefgen.pdf.tree import MARK, Annotation, Rectangle, StructureTree, widened

__all__ = ["emit"]

_NONE: Final = -1
_NOWHERE: Final[Rectangle] = (0.0, 0.0, 0.0, 0.0)
_LAYOUT: Final = b"/Artifact <</Type/Layout>> BDC"
_ARTIFACTS: Final[Mapping[str, bytes]] = {
    "Header": b"/Artifact <</Type/Pagination/Subtype/Header/Attached[/Top]>> BDC",
    "Footer": b"/Artifact <</Type/Pagination/Subtype/Footer/Attached[/Bottom]>> BDC",
    "Layout": _LAYOUT,
}
_TEXT_END: Final = b"ET EMC"


def emit(pages: Pages, canvas: TaggedCanvas, tree: StructureTree, resources: Mapping[str, str]) -> None:
    """Draw all pages; `resources` are the resource names of the pictures by their keys."""
    for index, page in enumerate(pages.pages):
        tree.marks.append([])
        _draw_items(page.items, index, canvas, tree, resources)
        canvas.show_tagged_page(page.width, page.height, index)


def _draw_items(
    items: list[tuple[Any, ...]], page: int, canvas: TaggedCanvas, tree: StructureTree, resources: Mapping[str, str]
) -> None:
    """Draw one page. Hot: about fifty lines a page, each of one to ten segments."""
    append = canvas.code.append
    kids, watched, tags = tree.kids, tree.watched, tree.tags
    marks = tree.marks[page]
    base = MARK | page << 16
    last: int | bytes = _NONE
    for item in items:
        kind = item[0]
        if kind == TEXT:
            _, x, y, line, owners = item
            inside = 0
            box = _NOWHERE
            for role, dx, width, ascent, descent, code in line:
                element = owners[role]
                if element != last:
                    if last != _NONE:
                        append(_TEXT_END)
                    below = kids[element]
                    if below is None:
                        below = tree.attach(element)
                    below.append(base | len(marks))
                    append(b"/%b <</MCID %d>> BDC BT" % (tags[element], len(marks)))
                    marks.append(element)
                    last = element
                left = x + dx
                append(b"1 0 0 1 %g %g Tm" % (round(left, 2), round(y, 2)))
                append(code)
                above = watched[element]
                if above or inside:
                    reach = (left + min(width, 0.0), y - descent, left + max(width, 0.0), y + ascent)
                    if above == inside:
                        box = widened(box, reach)
                    else:
                        if inside:
                            _close_box(inside, box, page, canvas, tree)
                        inside, box = above, reach
            if inside:
                _close_box(inside, box, page, canvas, tree)
        elif kind == ARTIFACT:
            _, x, y, line, subtype = item
            opening = _ARTIFACTS[subtype] + b" BT"
            if opening != last:
                if last != _NONE:
                    append(_TEXT_END)
                append(opening)
                last = opening
            for _, dx, _, _, _, code in line:
                append(b"1 0 0 1 %g %g Tm" % (round(x + dx, 2), round(y, 2)))
                append(code)
        else:
            if last != _NONE:
                append(_TEXT_END)
                last = _NONE
            if kind == RULE:
                append(b"%b %b EMC" % (_LAYOUT, draw.rule(*item[1:])))
            elif kind == IMAGE:
                _, x, y, width, height, key, element = item
                code = draw.placed(resources[key], x, y, width, height)
                _in_figure(element, code, (x, y, x + width, y + height), page, canvas, tree)
            elif kind == DRAWING:
                _, x, y, shapes, element = item
                code = draw.shown(shapes, x, y)
                if element:
                    box = bounds(shapes[0])
                    for shape in shapes:
                        box = widened(box, bounds(shape))
                    reach = (x + box[0], y + box[1], x + box[2], y + box[3])
                    _in_figure(element, code, reach, page, canvas, tree)
                else:
                    append(b"%b %b EMC" % (_LAYOUT, code))
            elif kind in {TURNED, TURNED_ARTIFACT}:
                _turned(item, page, canvas, tree)
            else:
                message = f"unknown kind of item: {kind}"
                raise ValueError(message)
    if last != _NONE:
        append(_TEXT_END)


def _in_figure(element: int, code: bytes, box: Rectangle, page: int, canvas: TaggedCanvas, tree: StructureTree) -> None:
    """Draw in a sequence of its own, and let the Figure at or above the element have its rectangle."""
    canvas.code.extend((_opened(element, page, tree), code, b"EMC"))
    figure = tree.watched[element]
    if tree.tags[figure] == b"Figure":
        tree.add_box(figure, page, *box)


def _turned(item: tuple[Any, ...], page: int, canvas: TaggedCanvas, tree: StructureTree) -> None:
    """Draw a line that reads upwards; no link and no figure stands in one."""
    kind, x, y, line, owner = item
    for role, dx, _, _, _, code in line:
        opening = _ARTIFACTS[owner] if kind == TURNED_ARTIFACT else _opened(owner[role], page, tree)
        place = b"0 1 -1 0 %g %g Tm" % (round(x, 2), round(y + dx, 2))
        canvas.code.extend((opening + b" BT", place, code, _TEXT_END))


def _opened(element: int, page: int, tree: StructureTree) -> bytes:
    """Begin a sequence of an element and return what opens it."""
    below = tree.kids[element]
    if below is None:
        below = tree.attach(element)
    marks = tree.marks[page]
    below.append(MARK | page << 16 | len(marks))
    marks.append(element)
    return b"/%b <</MCID %d>> BDC" % (tree.tags[element], len(marks) - 1)


def _close_box(element: int, box: Rectangle, page: int, canvas: TaggedCanvas, tree: StructureTree) -> None:
    """Keep the rectangle of a piece of a Link, as an annotation, or of a Figure, as part of its box."""
    if tree.elements.action[element] is None:
        tree.add_box(element, page, *box)
    else:
        written = Formatted()
        tree.add_annotation(Annotation(written, canvas.add_annotation(written), page, element, box))
