"""The files that travel inside the brief (ISO 32000-1, 7.11.4; ISO 19005-3, 6.8).

Each is an associated file of the whole document, its source (`AFRelationship /Source`), and stands
in the name tree of embedded files.
"""

import re
from collections.abc import Sequence
from typing import Any, Final

from briefgen.pdf.metadata import pdf_date
from briefgen.pdf.syntax import Formatted, Stream, add, name, name_tree, string

__all__ = ["Attachment", "write_attachments"]

Attachment = tuple[str, str, str, bytes]

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


def write_attachments(document: Any, attachments: Sequence[Attachment], date: str) -> tuple[bytes, int] | None:
    """Add the files; return the array for /AF and the number of the name tree, or None without files.

    An attachment is (name, media type, description, content). Raises ValueError for a name that
    could not be written to every disk, and for a name that occurs twice.
    """
    if not attachments:
        return None
    entries = [(file[0], b"%d 0 R" % _add_file(document, file, date)) for file in attachments]
    if len(dict(entries)) < len(entries):
        message = "two attachments have the same name"
        raise ValueError(message)
    return b"[%b]" % b" ".join(reference for _, reference in entries), name_tree(document, entries)


def _add_file(document: Any, attachment: Attachment, date: str) -> int:
    from hashlib import md5

    file, media_type, description, content = attachment
    if not _NAME.fullmatch(file):
        message = f"not a name for an attachment: {file}"
        raise ValueError(message)
    checksum = md5(content, usedforsecurity=False).hexdigest().encode()
    parameters = (name(media_type), len(content), string(pdf_date(date)), checksum)
    embedded = Stream(content, b"/Type/EmbeddedFile/Subtype%b/Params<</Size %d/ModDate%b/CheckSum<%b>>>" % parameters)
    written = string(file)
    number = add(document, embedded)
    specification = (written, written, string(description), number, number)
    return add(
        document,
        Formatted(
            b"<</Type/Filespec/F%b/UF%b/Desc%b/AFRelationship/Source/EF<</F %d 0 R/UF %d 0 R>>>>" % specification
        ),
    )
