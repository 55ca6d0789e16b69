"""CSL XML in, a tree of elements with line and column out; the only reader of XML in this room.

Elements of foreign namespaces are dropped. A DOCTYPE is refused, and with it every entity that a
file could declare (trust page: "XML of at most 1 MiB, no DTD, no entities").
"""

import pyexpat
from typing import TYPE_CHECKING, Final

from briefgen.diagnostics import Span, bad_input
from briefgen.errors import CitationError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Element", "check_numbers", "fail", "read_xml"]

NAMESPACE: Final = "http://purl.org/net/xbiblio/csl"
# Expat splits "namespace name" at this character.
_SPACE: Final = " "
_XML: Final = "http://www.w3.org/XML/1998/namespace "
_DEEPEST: Final = 100


class Element:
    """One CSL element: local name, attributes, child elements, its own character data, its place."""

    __slots__ = ("attributes", "children", "column", "file", "line", "name", "text")

    def __init__(self, name: str, attributes: dict[str, str], file: str, line: int, column: int) -> None:
        self.name: Final = name
        self.attributes: Final = attributes
        self.file: Final = file
        self.line: Final = line
        self.column: Final = column
        self.children: list[Element] = []
        self.text = ""

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute, or the default where it is absent."""
        return self.attributes.get(name, default)

    def number(self, name: str, default: int) -> int:
        """Return an attribute as a number; raise CitationError if it is none."""
        text = self.attributes.get(name, "").strip()
        if not text:
            return default
        if not (text.isascii() and text.isdigit()) or len(text) > 6:
            raise fail(self, "style.invalid", f'{name}="{text}" is not a number.')
        return int(text)

    def find(self, name: str) -> "Element | None":
        """Return the first child of that name."""
        for child in self.children:
            if child.name == name:
                return child
        return None

    def all(self, name: str) -> "Iterator[Element]":
        """Iterate over the children of that name."""
        return (child for child in self.children if child.name == name)

    def span(self) -> Span:
        """Return where the element begins."""
        return Span(self.file, self.line, self.column)


def fail(element: Element, code: str, message: str, hint: str = "") -> CitationError:
    """Make the error for one wrong element; the caller raises it."""
    return CitationError(bad_input(code, element.span(), message, hint))


_NUMBERS: Final = frozenset((
    "et-al-min", "et-al-use-first", "et-al-subsequent-min", "et-al-subsequent-use-first", "near-note-distance",
    "names-min", "names-use-first",
))  # fmt: skip


def check_numbers(element: Element) -> None:
    """Raise CitationError for an attribute that must be a number and is not, here or further down."""
    if not _NUMBERS.isdisjoint(element.attributes):
        for name in sorted(_NUMBERS & element.attributes.keys()):
            element.number(name, 0)
    for child in element.children:
        check_numbers(child)


class _Builder:
    """Collects expat's events into elements."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Element | None = None
        self.stack: list[Element] = []
        self.foreign = 0
        self.parser = pyexpat.ParserCreate(namespace_separator=_SPACE)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype

    def place(self) -> Span:
        parser = self.parser
        return Span(self.file, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def doctype(self, *_: object) -> None:
        hint = "Delete the DOCTYPE; a CSL file needs none."
        raise CitationError(bad_input("style.doctype", self.place(), "A DOCTYPE is not allowed in a CSL file.", hint))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(_SPACE)
        if self.foreign or (space and space != NAMESPACE):
            if not self.stack:
                raise CitationError(bad_input("style.root", self.place(), f"<{local}> is not a CSL element."))
            self.foreign += 1
            return
        if len(self.stack) >= _DEEPEST:
            raise CitationError(bad_input("style.invalid", self.place(), f"Elements nest over {_DEEPEST} levels deep."))
        plain = attributes
        for key in attributes:
            if _SPACE in key:
                plain = {key.replace(_XML, "xml:"): text for key, text in attributes.items()}
                break
        parser = self.parser
        element = Element(local, plain, self.file, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        if self.stack:
            self.stack[-1].children.append(element)
        else:
            self.root = element
        self.stack.append(element)

    def end(self, _: str) -> None:
        if self.foreign:
            self.foreign -= 1
        else:
            self.stack.pop()

    def characters(self, text: str) -> None:
        if self.stack and not self.foreign:
            self.stack[-1].text += text


def read_xml(data: bytes, file: str) -> Element:
    """Parse one CSL file and return its root; raise CitationError for XML that is not well formed."""
    builder = _Builder(file)
    try:
        builder.parser.Parse(data, True)
    except (pyexpat.ExpatError, ValueError, LookupError) as error:
        parser = builder.parser
        line, column = parser.ErrorLineNumber, parser.ErrorColumnNumber
        code = getattr(error, "code", None)
        reason = pyexpat.ErrorString(code) if isinstance(code, int) else str(error)
        where = Span(file, max(line, 1), column + 1)
        raise CitationError(bad_input("style.xml", where, f"The XML cannot be read: {reason}.")) from None
    root = builder.root
    if root is None:
        raise CitationError(bad_input("style.xml", Span(file), "The file holds no XML."))
    return root
