"""Where one can go: link annotations, destinations, outline, page labels (ISO 32000-1, 12.3, 12.4 and 12.5).

An address in the file is one that the readers' software may open: this is the second time that its
scheme is checked (the first is where the record is read), so it refuses by an error and never mends.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from briefgen.diagnostics import NOWHERE, bad_input
from briefgen.errors import LayoutError
from briefgen.limits import value
from briefgen.pdf.syntax import Formatted, add, number, number_tree, rectangle, string
from briefgen.pdf.tree import StructureTree

__all__ = ["SCHEMES", "is_allowed", "write_annotations", "write_outline", "write_page_labels"]

SCHEMES: Final = ("https:", "http:", "mailto:")
_OPEN_OUTLINE: Final = 40  # entries: a longer outline shows its first level only

# No border; F 4: printed, never hidden.
_ANNOTATION: Final = b"<</Type/Annot/Subtype/Link/Rect%b/Border[0 0 0]/F 4/StructParent %d/Contents%b%b>>"
_LONGEST_NUMBER: Final = 6
# Roman numbers below forty, as front matter has them; the longest tens first.
_TENS: Final = ("xxx", "xx", "x", "")
_ONES: Final = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")

Targets = Mapping[str, tuple[int, float, float]]


def is_allowed(address: str) -> bool:
    """Tell whether an address is ASCII without spaces and backslashes, short enough, of an allowed scheme."""
    printable = address.isascii() and address.isprintable() and not set(address) & set(' \\"<>')
    return printable and len(address) <= value("url") and address.lower().startswith(SCHEMES)


def _destination(targets: Targets, key: str, page_numbers: Sequence[int]) -> bytes:
    page, x, y = targets[key]
    return b"[%d 0 R/XYZ %b %b null]" % (page_numbers[page], number(x), number(y))


def write_annotations(tree: StructureTree, targets: Targets, page_numbers: Sequence[int]) -> None:
    """Write the annotations of a tree; their keys in the parent tree follow those of the pages.

    Raises LayoutError (`pdf.link`) for an address that is not allowed.
    """
    actions = tree.elements.action
    for key, annotation in enumerate(tree.annotations, start=len(tree.marks)):
        kind, target, description = actions[annotation.element] or ("", "", "")
        if kind == "goto":
            leads = b"/Dest%b" % _destination(targets, target, page_numbers)
        elif kind == "uri" and is_allowed(target):
            leads = b"/A<</S/URI/URI%b>>" % string(target)
        else:
            raise LayoutError(bad_input("pdf.link", NOWHERE, f"a link to {target} cannot stand in a PDF"))
        common = (rectangle(*annotation.rectangle), key, string(description or target), leads)
        annotation.written.data = _ANNOTATION % common


def write_outline(
    document: Any, outline: Sequence[tuple[int, str, str]], targets: Targets, page_numbers: Sequence[int]
) -> Formatted | None:
    """Write the outline and return its root; None if there is nothing in it.

    Raises ValueError if a level is skipped.
    """
    if not outline:
        return None
    root = _Entry(document, None)
    path = [root]
    for level, title, target in outline:
        if not 0 < level <= len(path):
            message = f"the outline skips a level before: {title}"
            raise ValueError(message)
        del path[level:]
        entry = _Entry(document, path[-1])
        entry.content = b"/Title%b/Dest%b" % (string(title), _destination(targets, target, page_numbers))
        path[-1].children.append(entry)
        path.append(entry)
    _write_entries(root, is_open=len(outline) <= _OPEN_OUTLINE)
    shown = len(outline) if len(outline) <= _OPEN_OUTLINE else len(root.children)
    ends = (root.children[0].number, root.children[-1].number, shown)
    root.written.data = b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % ends
    return root.written


class _Entry:
    """An outline entry while the outline is built."""

    __slots__ = ("children", "content", "number", "parent", "written")

    def __init__(self, document: Any, parent: "_Entry | None") -> None:
        self.written: Final = Formatted()
        self.number: Final = add(document, self.written)
        self.parent: Final = parent
        self.children: Final[list[_Entry]] = []
        self.content = b""


def _write_entries(parent: _Entry, *, is_open: bool) -> int:
    """Write what is below an entry and return how many entries that is."""
    below = 0
    children = parent.children
    for place, entry in enumerate(children):
        parts = [b"<<%b/Parent %d 0 R" % (entry.content, parent.number)]
        if place:
            parts.append(b"/Prev %d 0 R" % children[place - 1].number)
        if place + 1 < len(children):
            parts.append(b"/Next %d 0 R" % children[place + 1].number)
        if entry.children:
            inside = _write_entries(entry, is_open=is_open)
            below += inside
            ends = (entry.children[0].number, entry.children[-1].number)
            count = inside if is_open else -len(entry.children)
            parts.append(b"/First %d 0 R/Last %d 0 R/Count %d" % (*ends, count))
        entry.written.data = b"".join(parts) + b">>"
    return below + len(children)


def write_page_labels(document: Any, labels: Sequence[str]) -> int:
    """Write the label of each page (12.4.2), counted where labels count, and return the object number."""
    entries = []
    expected: tuple[bytes, int] | None = None
    for page, label in enumerate(labels):
        counted = _counted(label)
        if counted is None:
            entries.append((page, b"<</P%b>>" % string(label)))
        elif counted != expected:
            entries.append((page, b"<</S/%b/St %d>>" % counted))
        expected = (counted[0], counted[1] + 1) if counted else None
    return number_tree(document, entries)


def _counted(label: str) -> tuple[bytes, int] | None:
    """Return numbering style and number of a label that viewers can count, else None."""
    if label.isascii() and label.isdecimal() and label[0] != "0" and len(label) <= _LONGEST_NUMBER:
        return b"D", int(label)
    for place, tens in enumerate(_TENS):
        if label.startswith(tens) and label[len(tens) :] in _ONES and label:
            return b"r", 10 * (len(_TENS) - 1 - place) + _ONES.index(label[len(tens) :])
    return None
