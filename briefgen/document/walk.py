"""Going over the tree: iterate, find, rebuild what changed, and the words in reading order.

**The order rule.** One order holds everywhere: in `walk`, in the numbers that `number.py`
gives, in the citations that are counted, in `words` and in the tags of the file. It is the
order of `CHILDREN`: a heading before its blocks, a caption before its table's head and rows,
a row's cells as they stand, an item's label before its blocks, a quotation as original,
transliteration, translation, attribution.

In `words`, as in the structure of the PDF (engine, section 6), a note follows the block that
holds its mark: the paragraph, heading, caption, label or attribution, never inside its
sentence. Several notes of one block follow it in the order of their marks; a note of a table
cell stays in its cell. A note that was moved to a section of notes stands there.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeVar

from briefgen.document import nodes as n
from briefgen.document.draft import Place
from briefgen.document.node import Node

__all__ = ["CHILDREN", "Heading", "children", "find", "headings", "plain", "transform", "walk", "walk_blocks", "words"]

Heading = tuple[int, n.Inlines, str]

N = TypeVar("N", bound=Node)

# For each type of node the fields that hold nodes, in reading order.
CHILDREN: Final[Mapping[type[Node], tuple[str, ...]]] = MappingProxyType(
    {
        n.Text: (),
        n.Emphasis: ("children",),
        n.Strong: ("children",),
        n.Styled: ("children",),
        n.Span: ("children",),
        n.Link: ("children",),
        n.See: ("children",),
        n.CitedWork: ("shows",),
        n.Cite: ("works",),
        n.Note: ("body",),
        n.NoteRef: (),
        n.Paragraph: ("children",),
        n.Item: ("label", "blocks"),
        n.List: ("items",),
        n.Quote: ("blocks", "transliteration", "translation", "attribution"),
        n.Cell: ("blocks",),
        n.Row: ("cells",),
        n.Table: ("caption", "head", "rows"),
        n.Figure: ("caption",),
        n.Moment: (),
        n.Track: ("label", "moments"),
        n.Tick: (),
        n.Timeline: ("caption", "legend", "tracks", "ticks"),
        n.Bar: ("label",),
        n.Bars: ("title", "bars"),
        n.Profile: ("caption", "groups"),
        n.Marked: ("children",),
        n.Aside: ("title", "blocks"),
        n.Claim: ("heading", "blocks"),
        n.Section: ("title", "blocks"),
        n.Title: ("title", "subtitle", "lines"),
        n.Contents: ("title",),
        n.BibliographyEntry: ("children", "annotation"),
        n.Bibliography: ("entries",),
        n.Furniture: (),
        n.Brief: ("blocks",),
        Place: (),
    }
)

# What draws a line of its own, and so may be followed by notes.
_INLINE_FIELDS: Final = frozenset({"children", "title", "subtitle", "heading", "caption", "label", "attribution"})

# Of those, the fields that hold blocks, or parts that hold blocks.
_BLOCK_FIELDS: Final = {
    kind: tuple(name for name in names if name not in _INLINE_FIELDS or (kind is n.Figure and name == "caption"))
    for kind, names in CHILDREN.items()
}


def children(node: Node) -> Iterator[Node]:
    """Yield the nodes directly inside a node, in reading order."""
    for name in CHILDREN[type(node)]:
        for child in getattr(node, name):
            if type(child) is tuple:
                yield from child
            else:
                yield child


def walk(root: Node) -> Iterator[Node]:
    """Yield a node and everything inside it, each node before its children, in reading order."""
    stack: list[Any] = [root]
    table = CHILDREN
    while stack:
        node = stack.pop()
        if type(node) is tuple:
            stack.extend(reversed(node))
            continue
        yield node
        for name in reversed(table[type(node)]):
            stack.extend(reversed(getattr(node, name)))


def walk_blocks(root: Node) -> Iterator[Node]:
    """Yield a node and the blocks, items, rows and cells inside it, in reading order; notes and other inlines are skipped.

    Several times as fast as `walk`: most of a brief is inlines.
    """
    stack: list[Any] = [root]
    while stack:
        node = stack.pop()
        yield node
        for name in reversed(_BLOCK_FIELDS[type(node)]):
            stack.extend(reversed(getattr(node, name)))


def find(root: Node, kind: type[N]) -> Iterator[N]:
    """Yield every node of exactly this type, in reading order."""
    for node in walk(root):
        if type(node) is kind:
            yield node


def transform(node: N, change: Mapping[type[Node], Callable[[Any], "Node | tuple[Node, ...]"]]) -> N:
    """Return the tree with some types of node replaced; what did not change is the same object.

    `change` gives for a type a function from a node, its children done already, to the node
    or nodes that shall stand in its place; an empty tuple removes it. The root itself is
    rebuilt but never replaced.
    """
    table = CHILDREN

    def rebuilt(node: Any) -> Any:
        values: dict[str, tuple[Any, ...]] = {}
        for name in table[type(node)]:
            before = getattr(node, name)
            after = sequence(before)
            if after is not before:
                values[name] = after
        if not values:
            return node
        return type(node)(*[values.get(name, getattr(node, name)) for name in node.__match_args__])

    def sequence(before: tuple[Any, ...]) -> tuple[Any, ...]:
        after: list[Any] | None = None  # made at the first change
        for index, child in enumerate(before):
            kind = type(child)
            is_nested = kind is tuple
            new: Any = sequence(child) if is_nested else rebuilt(child) if table[kind] else child
            if kind in change:
                new = change[kind](new)
            if after is None:
                if new is child:
                    continue
                after = list(before[:index])
            if type(new) is tuple and not is_nested:
                after += new
            else:
                after.append(new)
        return before if after is None else tuple(after)

    result: N = rebuilt(node)
    return result


def plain(inlines: n.Inlines) -> str:
    """Return the characters of inlines, without marks and notes."""
    out: list[str] = []
    _characters(inlines, out, None, marks=False)
    return "".join(out)


def headings(brief: n.Brief, depth: int = 9) -> list[Heading]:
    """Return level (from 1), words and ident of each heading of a section or claim, down to a level.

    The title of the brief is no heading of a part, nor are the titles of boxes.
    """
    found: list[Heading] = []

    def look(blocks: tuple[Any, ...], level: int) -> None:
        for block in blocks:
            if isinstance(block, n.Section):
                found.append((level, block.title, block.ident))
                look(block.blocks, level + 1)
            elif isinstance(block, n.Claim):
                found.append((level, block.heading, block.ident))

    look(brief.blocks, 1)
    return [heading for heading in found if heading[0] <= depth]


def words(brief: n.Brief, *, marks: bool = False) -> list[str]:
    """Return the text of the brief in reading order, one entry for each line-making part.

    A part is a paragraph, heading, caption, label, attribution or entry; notes follow as the
    module's rule says; those of an item's label follow the paragraph that it opens. A table of contents gives its title and the headings that it lists,
    without page numbers. Not included: what is drawn but not in the tree (bullets, numbers of
    items, running heads), alternative texts and summaries. With `marks` the number of each
    note stands at its mark and, followed by a space, before its first paragraph.
    """
    lines: list[str] = []

    def line(inlines: n.Inlines, *, show: bool = True, then: tuple[Any, ...] = ()) -> None:
        out: list[str] = []
        notes: list[n.Note] = []
        _characters(inlines, out, notes, marks=marks and show)
        text = "".join(out)
        if text:
            lines.append(text)
        for paragraph in then:
            out = []
            _characters(paragraph.children, out, notes, marks=marks)
            lines.append("".join(out))
        for note in notes:
            start = f"{note.number} " if marks else ""
            for block in note.body:
                first = len(lines)
                visit(block)
                if start and len(lines) > first:
                    lines[first] = start + lines[first]
                    start = ""

    def visit(node: Any) -> None:
        kind = type(node)
        if kind is n.Paragraph:
            line(node.children, show=node.role != "note")
            return
        if kind is n.Item and node.label:
            opened = node.blocks[:1] if node.blocks and type(node.blocks[0]) is n.Paragraph else ()
            line(node.label, then=opened)
            for child in node.blocks[len(opened) :]:
                visit(child)
            return
        for name in CHILDREN[kind]:
            if name in _INLINE_FIELDS and not (kind is n.Figure and name == "caption"):
                line(getattr(node, name))
            else:
                for child in getattr(node, name):
                    visit(child)
        if kind is n.Contents:
            for _, heading, _ in headings(brief, node.depth):
                lines.append(plain(heading))

    for block in brief.blocks:
        visit(block)
    return lines


def _characters(inlines: tuple[Any, ...], out: list[str], notes: "list[n.Note] | None", *, marks: bool) -> None:
    """Append the characters of inlines to `out` and their notes to `notes`."""
    for node in inlines:
        kind = type(node)
        if kind is n.Text:
            out.append(node.value)
        elif kind is n.Note or kind is n.NoteRef:
            if marks:
                out.append(node.number)
            if kind is n.Note and notes is not None:
                notes.append(node)
        elif kind is not n.Cite and kind is not Place:
            _characters(node.children, out, notes, marks=marks)
