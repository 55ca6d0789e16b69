"""The structure tree: elements attached while pages are drawn, then written (ISO 32000-1, 14.7 and 14.8).

Flat lists, one entry for each element of `layout.frames.Elements`:

- `kids[e]`: None until something of the element is drawn; then what it holds, in writing order. A
  kid below `MARK` is an element; from `MARK` on it is marked content, `MARK | page << 16 | MCID`; from
  `OBJECT` on a link annotation, `OBJECT | place in annotations`.
- `numbers[e]`: the object number, 0 until attached.
- `watched[e]`: the nearest element with an action, or Figure, at or above an attached element, else 0: of these `emit.py`
  needs the rectangles.

and one for each page: `marks[page]` lists the element of each MCID. Beside them `annotations`, in
the order of drawing, and `boxes`, the bounding box (page, left, bottom, right, top) of each Figure.

Invariants: the order of kids is the order of drawing; a parent is attached before its child; every
MCID and every annotation leads back to its element through the parent tree.
"""

from typing import Any, Final

from briefgen.layout.frames import Elements
from briefgen.pdf.syntax import Formatted, add, name, name_tree, number_tree, rectangle, string

__all__ = ["MARK", "OBJECT", "Annotation", "Rectangle", "StructureTree", "widened"]

MARK: Final = 1 << 40
OBJECT: Final = 1 << 41
_PAGE_SHIFT: Final = 16
_MCID_MASK: Final = (1 << _PAGE_SHIFT) - 1
_PAGE_MASK: Final = (1 << 20) - 1

# Standard structure types (14.8.4), and Title, which later standards know.
_TYPES: Final = frozenset(
    b"Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private "
    b"P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot "
    b"Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form Title".split()
)
_ROLES: Final = b"<</Title/P>>"

Rectangle = tuple[float, float, float, float]


def widened(one: Rectangle, other: Rectangle) -> Rectangle:
    """Return the smallest rectangle around two."""
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


class Annotation:
    """A link annotation whose bytes come last: its rectangle, its page, its Link element."""

    __slots__ = ("element", "number", "page", "rectangle", "written")

    def __init__(self, written: Formatted, number: int, page: int, element: int, rectangle: Rectangle) -> None:
        self.written: Final = written
        self.number: Final = number
        self.page: Final = page
        self.element: Final = element
        self.rectangle: Final = rectangle


class StructureTree:
    """The elements of one file; `attach` while drawing, `write` once all pages are there."""

    __slots__ = (
        "_document",
        "_objects",
        "_order",
        "annotations",
        "boxes",
        "elements",
        "kids",
        "marks",
        "numbers",
        "tags",
        "watched",
    )

    def __init__(self, document: Any, elements: Elements) -> None:
        count = len(elements.tag)
        self._document: Final = document
        self._objects: Final[list[Formatted]] = []
        self._order: Final[list[int]] = []
        self.elements: Final = elements
        self.tags: Final = [tag.encode() for tag in elements.tag]
        self.kids: Final[list[list[int] | None]] = [None] * count
        self.numbers: Final = [0] * count
        self.watched: Final = [0] * count
        self.marks: Final[list[list[int]]] = []
        self.annotations: Final[list[Annotation]] = []
        self.boxes: Final[dict[int, tuple[int, float, float, float, float]]] = {}
        unknown = sorted(set(self.tags) - _TYPES)
        if unknown:
            message = f"not a standard structure type: {unknown}"
            raise ValueError(message)
        self._enter(0)

    def attach(self, element: int) -> list[int]:
        """Put an element under its parent, ancestors first, and return its list of kids."""
        elements = self.elements
        parent = elements.parent[element]
        siblings = self.kids[parent]
        if siblings is None:
            siblings = self.attach(parent)
        siblings.append(element)
        is_watched = elements.action[element] is not None or self.tags[element] == b"Figure"
        self.watched[element] = element if is_watched else self.watched[parent]
        return self._enter(element)

    def add_box(self, element: int, page: int, left: float, bottom: float, right: float, top: float) -> None:
        """Widen the bounding box of a Figure; one that goes on over pages keeps the box of its first page."""
        known = self.boxes.get(element, (page, left, bottom, right, top))
        if known[0] == page:
            self.boxes[element] = (page, *widened(known[1:], (left, bottom, right, top)))

    def add_annotation(self, annotation: Annotation) -> None:
        """Put an annotation behind what its Link holds so far."""
        kids = self.kids[annotation.element]
        assert kids is not None, "a link has drawn something before it gets its annotation"
        kids.append(OBJECT | len(self.annotations))
        self.annotations.append(annotation)

    def _enter(self, element: int) -> list[int]:
        structure_element = Formatted()
        self.numbers[element] = add(self._document, structure_element)
        self._objects.append(structure_element)
        self._order.append(element)
        made: list[int] = []
        self.kids[element] = made
        return made

    def write(self, page_numbers: list[int]) -> int:
        """Write all elements and return the object number of the StructTreeRoot."""
        root = Formatted()
        root_number = add(self._document, root)
        for element, structure_element in zip(self._order, self._objects, strict=True):
            structure_element.data = self._dictionary(element, root_number, page_numbers)
        entries = self._parent_tree()
        parts = [
            b"<</Type/StructTreeRoot/K %d 0 R/RoleMap%b" % (self.numbers[0], _ROLES),
            b"/ParentTree %d 0 R/ParentTreeNextKey %d" % (number_tree(self._document, entries), len(entries)),
        ]
        idents = self._idents()
        if idents:
            parts.append(b"/IDTree %d 0 R" % name_tree(self._document, idents))
        root.data = b"".join(parts) + b">>"
        return root_number

    def _parent_tree(self) -> list[tuple[int, bytes]]:
        """Return the elements of each page by MCID, then the Link of each annotation."""
        numbers = self.numbers
        entries = []
        for page, marks in enumerate(self.marks):
            array = b"[%b]" % b" ".join([b"%d 0 R" % numbers[element] for element in marks])
            entries.append((page, b"%d 0 R" % add(self._document, Formatted(array))))
        first = len(entries)
        for place, annotation in enumerate(self.annotations):
            entries.append((first + place, b"%d 0 R" % numbers[annotation.element]))
        return entries

    def _idents(self) -> list[tuple[str, bytes]]:
        ident = self.elements.ident
        found = [(ident[e], b"%d 0 R" % self.numbers[e]) for e in self._order if ident[e]]
        if len({key for key, _ in found}) < len(found):
            message = "two structure elements have the same ID"
            raise ValueError(message)
        return found

    def _dictionary(self, element: int, root: int, page_numbers: list[int]) -> bytes:
        """Return one element as bytes: this runs for every paragraph, mark and note."""
        elements = self.elements
        kids = self.kids[element] or []
        above = self.numbers[elements.parent[element]] if element else root
        parts = [b"<</S/%b/P %d 0 R" % (self.tags[element], above)]
        home = -1
        written = []
        for kid in kids:
            if kid < MARK:
                written.append(b"%d 0 R" % self.numbers[kid])
            elif kid < OBJECT:
                page = kid >> _PAGE_SHIFT & _PAGE_MASK
                if home < 0:
                    home = page
                    parts.append(b"/Pg %d 0 R" % page_numbers[page])
                if page == home:
                    written.append(b"%d" % (kid & _MCID_MASK))
                else:
                    mark = (page_numbers[page], kid & _MCID_MASK)
                    written.append(b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % mark)
            else:
                annotation = self.annotations[kid - OBJECT]
                reference = (page_numbers[annotation.page], annotation.number)
                written.append(b"<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>" % reference)
        if len(written) == 1:
            parts.append(b"/K %b" % written[0])
        elif written:
            parts.append(b"/K[%b]" % b" ".join(written))
        if elements.language[element]:
            parts.append(b"/Lang%b" % string(elements.language[element]))
        if elements.alt[element]:
            parts.append(b"/Alt%b" % string(elements.alt[element]))
        if elements.ident[element]:
            parts.append(b"/ID%b" % string(elements.ident[element]))
        if elements.attributes[element] or element in self.boxes:
            parts.append(self._attributes(element))
        parts.append(b">>")
        return b"".join(parts)

    def _attributes(self, element: int) -> bytes:
        """Return /A: table, list and layout attributes (14.8.5), each kind under its owner."""
        owners: dict[bytes, bytes] = {}
        for key, value in (self.elements.attributes[element] or {}).items():
            owner, written = _attribute(key, value)
            owners[owner] = owners.get(owner, b"") + b"/%b %b" % (key.encode(), written)
        if element in self.boxes:
            owners[b"Layout"] = b"/Placement/Block/BBox%b" % rectangle(*self.boxes[element][1:])
        dictionaries = [b"<</O/%b%b>>" % owner for owner in owners.items()]
        return b"/A%b" % dictionaries[0] if len(dictionaries) == 1 else b"/A[%b]" % b"".join(dictionaries)


def _attribute(key: str, value: str | int) -> tuple[bytes, bytes]:
    """Return the owner of an attribute and its value; Headers are IDs separated by spaces."""
    match key:
        case "ListNumbering":
            return b"List", name(str(value))
        case "Scope":
            return b"Table", name(str(value))
        case "ColSpan" | "RowSpan":
            return b"Table", b"%d" % int(value)
        case "Summary":
            return b"Table", string(str(value))
        case "Headers":
            return b"Table", b"[%b]" % b" ".join(string(ident) for ident in str(value).split())
        case _:
            message = f"unknown structure attribute: {key}"
            raise ValueError(message)
