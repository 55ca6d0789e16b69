"""A finished PDF read back: its structure with the text of each element, its attachments, links and claims.

The structure text is decoded by us from the marked content, glyph by glyph through the fonts'
ToUnicode maps, in the order of the structure tree (ISO 32000-1, 14.7 and 14.8.2). pypdf's own text
extraction is not used for it, because it guesses order and direction from positions; it serves for
other people's PDFs only (`plain_text`). The only module that knows pypdf; it writes nothing.

Files from strangers are read in a limited child process: this module bounds no time and no memory,
it only turns what pypdf raises into one error.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from briefgen.diagnostics import Span, bad_input, limit
from briefgen.errors import BriefgenError, LimitError, UsageError
from briefgen.limits import value
from briefgen.pdfread.content import Content, Font

__all__ = ["Attached", "FinishedPdf", "Node", "open_pdf"]

# What makes a file act: keys and types of actions, and content that is a program or a film.
_ACTING: Final = frozenset(
    f"/{name}"
    for name in (
        *("AA", "GoToE", "GoToR", "ImportData", "JS", "JavaScript", "Launch", "Movie", "Named", "OpenAction"),
        *("Rendition", "ResetForm", "RichMedia", "Screen", "SetOCGState", "Sound", "SubmitForm", "Thread", "XFA"),
    )
)


class Node:
    """A structure element: `children` are nodes and pieces of text, in order. `tag` is as in the file."""

    __slots__ = ("alt", "attributes", "children", "ident", "language", "tag")

    def __init__(self, tag: str, language: str = "", alt: str = "", ident: str = "") -> None:
        self.tag: Final = tag
        self.language: Final = language
        self.alt: Final = alt
        self.ident: Final = ident
        self.attributes: Final[dict[str, str]] = {}
        self.children: Final[list[Node | str]] = []

    @property
    def text(self) -> str:
        """Return all text in and below the element."""
        return "".join(part for part in self._parts() if isinstance(part, str))

    def walk(self) -> "Iterator[Node]":
        """Yield the element and all elements below it, in order."""
        return (part for part in self._parts() if isinstance(part, Node))

    def _parts(self) -> "Iterator[Node | str]":
        """Yield elements and text in order; a stranger's tree may be deeper than Python's stack."""
        pending: list[Node | str] = [self]
        while pending:
            part = pending.pop()
            yield part
            if isinstance(part, Node):
                pending.extend(reversed(part.children))

    def find(self, tag: str) -> "list[Node]":
        """Return all elements of a tag, in order."""
        return [node for node in self.walk() if node.tag == tag]


class Attached:
    """An embedded file, with what the file says of it; do not trust `name` as a path."""

    __slots__ = ("content", "description", "media_type", "name", "relationship")

    def __init__(self, name: str, media_type: str, description: str, relationship: str, content: bytes) -> None:
        self.name: Final = name
        self.media_type: Final = media_type
        self.description: Final = description
        self.relationship: Final = relationship
        self.content: Final = content


def open_pdf(data: bytes, where: Span) -> "FinishedPdf":
    """Open a PDF; `where` is the place that messages name.

    Raises UsageError (`pdf.unreadable`), LimitError (`limit.pdf`).
    """
    if len(data) > value("pdf"):
        raise LimitError(limit("pdf", where, f"the PDF has {len(data):,} bytes"))
    with _reading(where):
        import logging
        from io import BytesIO

        from pypdf import PdfReader

        logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks are not for our users
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise _unreadable(where, "it is encrypted")
        return FinishedPdf(reader, list(reader.pages), where)


def _unreadable(where: Span, reason: str) -> BriefgenError:
    return UsageError(bad_input("pdf.unreadable", where, f"the PDF cannot be read: {reason}"))


@contextmanager
def _reading(where: Span) -> Iterator[None]:
    """Turn what pypdf raises into our error: its base class does not cover all that it raises."""
    try:
        yield
    except (BriefgenError, MemoryError):
        raise
    except Exception as error:
        raise _unreadable(where, f"{type(error).__name__}: {error}"[:200]) from error


class FinishedPdf:
    """An open PDF. All methods raise UsageError (`pdf.unreadable`) where the file is damaged."""

    __slots__ = ("_contents", "_fonts", "_pages", "_places", "_reader", "_where")

    def __init__(self, reader: Any, pages: list[Any], where: Span) -> None:
        self._reader: Final = reader
        self._pages: Final = pages
        self._places: Final = {page.indirect_reference.idnum: place for place, page in enumerate(pages)}
        self._where: Final = where
        self._fonts: Final[dict[int, Font]] = {}
        self._contents: Final[dict[int, Content]] = {}

    @property
    def page_count(self) -> int:
        """Return the number of pages."""
        return len(self._pages)

    def texts(self) -> Iterator[str]:
        """Yield the text of each page, in the order and with the spaces that pypdf makes out of positions."""
        for page in self._pages:
            with _reading(self._where):
                text = page.extract_text()
            yield str(text)

    def metadata(self) -> dict[str, str]:
        """Return the document information: Title, Author, Subject, Creator, Producer, dates as written."""
        with _reading(self._where):
            return {key[1:]: str(entry) for key, entry in (self._reader.metadata or {}).items()}

    def xmp(self) -> str:
        """Return the XMP packet, empty if there is none."""
        with _reading(self._where):
            stream = _resolve(self._catalog().get("/Metadata"))
            return "" if stream is None else str(stream.get_data().decode())

    def language(self) -> str:
        """Return the language of the document, empty if it has none."""
        with _reading(self._where):
            return str(_resolve(self._catalog().get("/Lang")) or "")

    def page_labels(self) -> list[str]:
        """Return the label of each page."""
        with _reading(self._where):
            return [str(label) for label in self._reader.page_labels]

    def outline(self) -> list[tuple[int, str, int]]:
        """Return the outline as (level from 1, title, page index); the index is -1 if it leads nowhere."""
        with _reading(self._where):
            entries = []
            seen = set()
            pending = [(1, _resolve(_entry(self._catalog().get("/Outlines"), "/First")))]
            while pending:
                level, entry = pending.pop()
                if entry is None or id(entry) in seen:
                    continue
                seen.add(id(entry))
                entries.append((level, str(entry.get("/Title", "")), self._destination(entry)))
                pending.append((level, _resolve(entry.get("/Next"))))
                pending.append((level + 1, _resolve(entry.get("/First"))))
            return entries

    def attachments(self) -> list[Attached]:
        """Return the embedded files, in the order of their names."""
        with _reading(self._where):
            tree = _entry(self._catalog().get("/Names"), "/EmbeddedFiles")
            return [_attached(_resolve(specification)) for specification in _leaves(tree)]

    def links(self) -> list[tuple[int, str, str]]:
        """Return all annotations as (page index, kind, target).

        Kind is `uri` with its address, `goto` with the page index, else the name of the action or the annotation.
        """
        with _reading(self._where):
            found = []
            for place, page in enumerate(self._pages):
                for reference in _resolve(page.get("/Annots")) or ():
                    annotation = _resolve(reference)
                    found.append((place, *self._target(annotation)))
            return found

    def actions(self) -> list[str]:
        """Return the names of everything in the file that acts by itself; an empty list for our own files."""
        with _reading(self._where):
            found: set[str] = set()
            numbers = {number for table in self._reader.xref.values() for number in table}
            for number in sorted(numbers | set(self._reader.xref_objStm)):
                _find_actions(self._reader.get_object(number), found)
            return sorted(name[1:] for name in found)

    def structure(self) -> Node:
        """Return the structure tree under a node called StructTreeRoot; without children if there is none."""
        with _reading(self._where):
            top = Node("StructTreeRoot")
            root = _resolve(self._catalog().get("/StructTreeRoot")) or {}
            seen: set[int] = set()
            pending: list[tuple[Node, Any, int]] = [(top, root.get("/K"), -1)]
            while pending:
                node, kids, page = pending.pop()
                for kid in _listed(kids):
                    if isinstance(kid, int):
                        node.children.extend(self._text(page, kid))
                    elif kid.get("/Type") == "/MCR":
                        place = self._place(kid.raw_get("/Pg")) if "/Pg" in kid else page
                        node.children.extend(self._text(place, int(kid["/MCID"])))
                    elif kid.get("/Type") != "/OBJR" and id(kid) not in seen:
                        seen.add(id(kid))
                        child = _node(kid)
                        node.children.append(child)
                        pending.append(
                            (child, kid.get("/K"), self._place(kid.raw_get("/Pg")) if "/Pg" in kid else page)
                        )
            return top

    def shown(self) -> list[str]:
        """Return all text that each page shows, artifacts too, in the order of drawing."""
        with _reading(self._where):
            return ["".join(self._content(place).shown) for place in range(len(self._pages))]

    def plain_text(self) -> list[str]:
        """Return what pypdf takes for the text of each page: for PDFs that are not ours."""
        with _reading(self._where):
            return [str(page.extract_text()) for page in self._pages]

    def _catalog(self) -> Any:
        return self._reader.trailer["/Root"]

    def _place(self, reference: Any) -> int:
        return self._places.get(getattr(reference, "idnum", -1), -1)

    def _destination(self, holder: Any) -> int:
        """Return the page index of a destination or of a go-to action, -1 if there is none."""
        destination = _resolve(holder.get("/Dest")) or _entry(holder.get("/A"), "/D")
        return self._place(destination[0]) if isinstance(destination, list) and destination else -1

    def _target(self, annotation: Any) -> tuple[str, str]:
        kind = str(_entry(annotation.get("/A"), "/S") or "")
        if kind == "/URI":
            return "uri", str(_entry(annotation["/A"], "/URI"))
        if kind in {"", "/GoTo"} and annotation.get("/Subtype") == "/Link":
            return "goto", str(self._destination(annotation))
        return (kind or str(annotation.get("/Subtype", "/")))[1:], ""

    def _text(self, place: int, mark: int) -> list[str]:
        text = self._content(place).texts.get(mark)
        return [text] if text else []

    def _content(self, place: int) -> Content:
        found = self._contents.get(place)
        if found is None:
            found = self._contents[place] = Content()
            if place >= 0:
                page = self._pages[place]
                stream = page.get_contents()
                if stream is not None:
                    found.read(stream.get_data(), self._page_fonts(page), _page_properties(page))
        return found

    def _page_fonts(self, page: Any) -> dict[str, Font]:
        table = _entry(page.get("/Resources"), "/Font") or {}
        fonts = {}
        for name in table:
            font = table[name]
            if id(font) not in self._fonts:
                stream = _resolve(font.get("/ToUnicode"))
                width = 2 if font.get("/Subtype") == "/Type0" else 1
                self._fonts[id(font)] = Font(width, b"" if stream is None else stream.get_data())
            fonts[name[1:]] = self._fonts[id(font)]
        return fonts


def _page_properties(page: Any) -> dict[str, int]:
    table = _entry(page.get("/Resources"), "/Properties") or {}
    return {name[1:]: int(table[name].get("/MCID", -1)) for name in table}


def _resolve(thing: Any) -> Any:
    """Return what a reference leads to; None for nothing and for the null object."""
    found = thing.get_object() if hasattr(thing, "get_object") else thing
    return None if found is None or type(found).__name__ == "NullObject" else found


def _entry(dictionary: Any, key: str) -> Any:
    found = _resolve(dictionary)
    return None if found is None else _resolve(found.get(key))


def _listed(kids: Any) -> list[Any]:
    found = _resolve(kids)
    return [] if found is None else [_resolve(kid) for kid in found] if isinstance(found, list) else [found]


def _node(element: Any) -> Node:
    language, alt, ident = (str(_resolve(element.get(key)) or "") for key in ("/Lang", "/Alt", "/ID"))
    node = Node(str(element.get("/S", "/"))[1:], language, alt, ident)
    for attributes in _listed(element.get("/A")):
        node.attributes.update({key[1:]: str(_resolve(entry)) for key, entry in attributes.items() if key != "/O"})
    return node


def _leaves(tree: Any) -> Iterator[Any]:
    """Yield the values of a name tree (7.9.6)."""
    seen = set()
    pending = [tree]
    while pending:
        node = _resolve(pending.pop())
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        yield from (_resolve(node.get("/Names")) or [])[1::2]
        pending.extend(reversed(_resolve(node.get("/Kids")) or []))


def _attached(specification: Any) -> Attached:
    stream = _entry(specification.get("/EF"), "/F")
    return Attached(
        str(specification.get("/UF") or specification.get("/F", "")),
        str(stream.get("/Subtype", "/"))[1:],
        str(specification.get("/Desc", "")),
        str(specification.get("/AFRelationship", "/"))[1:],
        stream.get_data(),
    )


def _find_actions(thing: Any, found: set[str]) -> None:
    """Collect the names that act from one object, as keys and as values; references are not followed."""
    pending = [thing]
    while pending:
        part = pending.pop()
        if isinstance(part, dict):
            pending.extend(part.keys())
            pending.extend(part.values())
        elif isinstance(part, list):
            pending.extend(part)
        elif type(part).__name__ == "NameObject" and part in _ACTING:
            found.add(part)
