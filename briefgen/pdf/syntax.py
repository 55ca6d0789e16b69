"""The syntax of PDF objects (ISO 32000-1, 7.3): strings, names, numbers, streams, trees.

Each kind of value is written by one function, and nothing else in this package escapes anything.
`Formatted` is an object whose bytes we have made ourselves: ReportLab's registry gives it its
number, and `PDFDictionary` would take four times as long for a structure element.
"""

import zlib
from collections.abc import Sequence
from typing import Any, Final

from briefgen.pdf.settings import pdfdoc

__all__ = ["Formatted", "Stream", "add", "name", "name_tree", "number", "number_tree", "rectangle", "string"]

_LEVEL: Final = 6  # 75 pages: 47 ms and 339 KB; level 1: 24 ms, 449 KB; level 9: 148 ms, 333 KB
_LEAF: Final = 64  # entries in a leaf of a name tree or number tree, and leaves under its root

_REGULAR: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-._")
_ESCAPED: Final = {ord("("): "\\(", ord(")"): "\\)", ord("\\"): "\\\\"}


def string(text: str) -> bytes:
    """Write a text string (7.9.2.2): as it stands if it is printable ASCII, else as UTF-16."""
    if text.isascii() and text.isprintable():
        return f"({text.translate(_ESCAPED)})".encode()
    return b"<FEFF%b>" % text.encode("utf-16-be").hex().upper().encode()


def name(text: str) -> bytes:
    """Write a name (7.3.5); every byte but letters, digits and a few signs becomes `#xx`."""
    return b"/" + b"".join(b"%c" % byte if byte in _REGULAR else b"#%02X" % byte for byte in text.encode())


def number(value: float) -> bytes:
    """Write a number with at most two decimals: a hundredth of a point is a third of a hair's width."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return b"0" if text == "-0" else text.encode()


def rectangle(left: float, bottom: float, right: float, top: float) -> bytes:
    """Write a rectangle (7.9.5)."""
    return b"[%g %g %g %g]" % (round(left, 2), round(bottom, 2), round(right, 2), round(top, 2))


class Formatted(pdfdoc.PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """An object of which we have the bytes, at the latest when the file is assembled."""

    def __init__(self, data: bytes = b"") -> None:
        self.data = data

    def format(self, document: Any) -> bytes:
        """Return the bytes."""
        del document
        return self.data


class Stream(pdfdoc.PDFStream):  # type: ignore[misc]  # ReportLab has no types
    r"""A stream (7.3.8), with `entries` between `<<` and `>>` beside Length and Filter.

    The data are followed by CR LF. PDF/A (ISO 19005-3, 6.1.7) wants an end of line there that does not
    count; ReportLab writes none, and a lone LF after data that end in CR would be read as part of a CR LF.
    """

    def __init__(self, data: bytes, entries: bytes = b"", *, compress: bool = True) -> None:
        super().__init__(content=zlib.compress(data, _LEVEL) if compress else data)
        self.entries = (b"/Filter/FlateDecode" if compress else b"") + entries

    def format(self, document: Any) -> bytes:
        """Return dictionary and data."""
        del document
        data = self.content
        return b"<<%b/Length %d>>\nstream\r\n%b\r\nendstream" % (self.entries, len(data), data)


def add(document: Any, thing: Any) -> int:
    """Enter an object in ReportLab's registry and return its number."""
    document.Reference(thing)
    return int(document.objectcounter)


def number_tree(document: Any, entries: Sequence[tuple[int, bytes]]) -> int:
    """Add a number tree (7.9.7) over ascending numbers, and return the object number of its root."""
    return _tree(document, b"Nums", [(b"%d" % key, value) for key, value in entries])


def name_tree(document: Any, entries: Sequence[tuple[str, bytes]]) -> int:
    """Add a name tree (7.9.6) over ASCII names in any order, and return the object number of its root."""
    return _tree(document, b"Names", [(string(key), value) for key, value in sorted(entries)])


def _tree(document: Any, kind: bytes, entries: Sequence[tuple[bytes, bytes]]) -> int:
    if len(entries) <= _LEAF:
        return add(document, Formatted(b"<</%b[%b]>>" % (kind, _pairs(entries))))
    kids = []
    for start in range(0, len(entries), _LEAF):
        leaf = entries[start : start + _LEAF]
        limits = b"%b %b" % (leaf[0][0], leaf[-1][0])
        kids.append(add(document, Formatted(b"<</Limits[%b]/%b[%b]>>" % (limits, kind, _pairs(leaf)))))
    return add(document, Formatted(b"<</Kids[%b]>>" % b" ".join(b"%d 0 R" % kid for kid in kids)))


def _pairs(entries: Sequence[tuple[bytes, bytes]]) -> bytes:
    return b"\n".join(b"%b %b" % entry for entry in entries)
