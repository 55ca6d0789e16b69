"""ReportLab's registry of objects to the bytes of a file (ISO 32000-1, 7.5).

Objects are formatted in the order of their numbers; formatting may add more. Streams stand by
themselves, all other objects in object streams, 200 in each, and a cross-reference stream ends the
file: 271 pages take 1.4 MB in this form and 3.5 MB in ReportLab's. The file's ID is a digest of all
that stands before it, where ReportLab's would be the same for any two files.

On the way every object passes the audit: nothing that we write may act by itself or lead anywhere
but to an address of an allowed scheme.
"""

import re
from struct import pack
from typing import Any, Final

from briefgen.pdf.links import is_allowed
from briefgen.pdf.settings import pdfdoc
from briefgen.pdf.syntax import Stream

__all__ = ["FORBIDDEN", "assemble", "audit"]

_HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_GROUP: Final = 200  # objects in an object stream

# Names of actions, and of content that acts or is not on the page.
FORBIDDEN: Final = frozenset(
    b"AA GoToE GoToR ImportData JS JavaScript Launch Movie Named OpenAction Rendition ResetForm RichMedia "
    b"SetOCGState Sound SubmitForm Thread XFA".split()
)
_SUSPECT: Final = re.compile(rb"/(?:%b|URI)(?![A-Za-z0-9])|#" % b"|".join(sorted(FORBIDDEN)))
# A string (we escape all parentheses), a name, anything else.
_TOKEN: Final = re.compile(rb"\((?:[^()\\]|\\.)*\)|/[^\s()<>\[\]{}/%]*|[^\s(/]+", re.DOTALL)
_HEXADECIMAL: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_ESCAPED: Final = re.compile(rb"\\(.)", re.DOTALL)


def assemble(document: Any, root: int, info: int) -> bytes:
    """Write the file from all objects; `root` and `info` are the numbers of catalog and information.

    Raises RuntimeError if the audit fails.
    """
    file = _File()
    number = 0
    while number < document.objectcounter:  # which formatting may raise
        number += 1
        thing = document.idToObject[document.numberToId[number]]
        data = pdfdoc.format(thing, document, toplevel=1)
        if isinstance(thing, pdfdoc.PDFStream):
            audit(data[: data.index(b"stream")])
            file.add(number, data)
        else:
            audit(data)
            file.waiting.append((number, data))
    return file.end(root, info, number)


class _File:
    """The bytes so far, where each object is, and the objects that wait for an object stream.

    `places[number]` is a row of the cross-reference stream: (1, offset, 0) for an object that
    stands by itself, (2, number of its object stream, index in it) for the others.
    """

    __slots__ = ("parts", "places", "position", "waiting")

    def __init__(self) -> None:
        self.parts: Final = [_HEADER]
        self.position = len(_HEADER)
        self.places: Final[dict[int, tuple[int, int, int]]] = {0: (0, 0, 65535)}
        self.waiting: Final[list[tuple[int, bytes]]] = []

    def add(self, number: int, data: bytes) -> None:
        """Write one object (7.3.10)."""
        self.places[number] = (1, self.position, 0)
        self.parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, data))
        self.position += len(self.parts[-1])

    def end(self, root: int, info: int, last: int) -> bytes:
        """Write the objects that wait (7.5.7), the cross-reference stream (7.5.8) and the end."""
        from hashlib import sha256

        for start in range(0, len(self.waiting), _GROUP):
            group = self.waiting[start : start + _GROUP]
            last += 1
            self.add(last, _object_stream(group))
            self.places.update({number: (2, last, index) for index, (number, _) in enumerate(group)})
        last += 1
        startxref = self.position
        self.places[last] = (1, startxref, 0)
        digest = sha256()
        for part in self.parts:
            digest.update(part)
        ident = digest.hexdigest()[:32].encode()
        rows = b"".join([pack(">BIH", *self.places[number]) for number in range(last + 1)])
        entries = b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]"
        self.add(last, Stream(rows, entries % (last + 1, root, info, ident, ident)).format(None))
        self.parts.append(b"startxref\n%d\n%%%%EOF\n" % startxref)
        return b"".join(self.parts)


def _object_stream(group: list[tuple[int, bytes]]) -> bytes:
    heads = []
    offset = 0
    for number, data in group:
        heads.append(b"%d %d" % (number, offset))
        offset += len(data) + 1
    head = b" ".join(heads) + b"\n"
    body = b"\n".join([data for _, data in group])
    written: bytes = Stream(head + body, b"/Type/ObjStm/N %d/First %d" % (len(group), len(head))).format(None)
    return written


def audit(data: bytes) -> None:
    """Look through an object for anything that acts, and for addresses that are not allowed.

    Text in strings is no matter. Raises RuntimeError: an earlier check has failed, which is our bug.
    """
    if not _SUSPECT.search(data):
        return
    before = b""
    for found in _TOKEN.finditer(data):
        token = found[0]
        if before == b"/URI" and not _is_harmless(token):
            raise _refused(token)
        if token.startswith(b"/"):
            token = _HEXADECIMAL.sub(lambda digits: bytes([int(digits[1], 16)]), token)
            if token[1:] in FORBIDDEN:
                raise _refused(token)
        before = token


def _is_harmless(token: bytes) -> bool:
    """Tell whether this may follow `/URI`: the same name as a key, or an address."""
    if token.startswith(b"("):
        return is_allowed(_ESCAPED.sub(rb"\1", token[1:-1]).decode("latin-1"))
    return token == b"/URI"


def _refused(token: bytes) -> RuntimeError:
    return RuntimeError(f"the audit of the finished PDF found {token!r}")
