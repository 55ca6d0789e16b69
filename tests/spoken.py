"""The structure tree of a finished PDF as lines of text, in the form of `document.words(brief, marks=True)`."""

import re
from collections.abc import Iterator

from briefgen.pdfread import Node

__all__ = ["spoken"]

_LINES = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6", "Caption", "Title"})
_BULLET = re.compile(r"•|\d+\.")
_PAGE = re.compile(r"\u00a0\d+$")


def spoken(structure: Node) -> list[str]:
    """Return a line for each paragraph, heading, caption, label and contents entry, in the order of the tree.

    Soft hyphens at line ends are taken out, and so is what layout adds to the words of the brief:
    bullets, numbers of items, page numbers of the contents. A note's number opens its first paragraph.
    """
    return [line for text in _lines(structure) if (line := text.replace("\u00ad", ""))]


def _lines(node: Node) -> Iterator[str]:
    if node.tag in _LINES:
        # A caption holds its notes; they are lines of their own behind it.
        notes = [child for child in node.children if isinstance(child, Node) and child.tag == "Note"]
        inside = (child if isinstance(child, str) else child.text for child in node.children if child not in notes)
        yield "".join(inside) if notes else node.text
        for note in notes:
            yield from _lines(note)
    elif node.tag == "TOCI":
        yield _PAGE.sub("", node.text)
    elif node.tag == "Note":
        number = "".join(child.text for child in node.children if isinstance(child, Node) and child.tag == "Lbl") + " "
        for child in node.children:
            if isinstance(child, Node) and child.tag != "Lbl":
                first, *rest = [*_lines(child)] or [""]
                yield number + first
                yield from rest
                number = ""
    elif node.tag == "Figure":
        # The words of a drawing stand each in a Span of its own; those of a picture are its alternative text.
        yield from (child.text for child in node.children if isinstance(child, Node) and child.tag == "Span")
    elif node.tag == "Lbl":
        if not _BULLET.fullmatch(node.text):
            yield node.text
    else:
        for child in node.children:
            if isinstance(child, Node):
                yield from _lines(child)
            elif child.strip():
                yield f"{node.tag}: {child}"  # text outside any line: the comparison shall fail on it
