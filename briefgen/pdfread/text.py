"""The text of somebody's PDF, for comparing quotations: bytes in, UTF-8 out. It runs in the limited child."""

import re
from typing import Final

from briefgen.diagnostics import Span, bad_input, limit
from briefgen.errors import LimitError, UsageError
from briefgen.limits import value
from briefgen.pdfread.finished import open_pdf

__all__ = ["read_text"]

# Ligatures and presentation forms, which are the typesetter's and not the author's: Unicode blocks FB00 and FE70.
_FORMS: Final = re.compile("[\ufb00-\ufb06\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]")
# A hyphen at the end of a line belongs to the word or to the line: nobody can tell.
_DIVIDED: Final = re.compile(r"(?<=\w)[-\u2010\u00ad][ \t]*\n[ \t]*(?=\w)")


def read_text(data: bytes) -> bytes:
    """Return the text of all pages; where words are divided at line ends, a second time with the words whole.

    Raises UsageError (`pdf.unreadable`: damaged, encrypted, no text), LimitError (`pdf`, `snapshot-text`).
    """
    where = Span("PDF")
    most = value("snapshot-text")
    pages: list[str] = []
    size = 0
    for text in open_pdf(data, where).texts():
        size += len(text)
        if size > most:
            raise LimitError(limit("snapshot-text", where, f"it holds more than {most} characters of text"))
        pages.append(text)
    whole = _FORMS.sub(_plain, "\n".join(pages)).replace("\u00ad\n", "-\n").replace("\u00ad", "")
    if not whole.strip():
        raise UsageError(bad_input("pdf.unreadable", where, "it holds no text, only pictures of it"))
    joined = _DIVIDED.sub("", whole)
    return (whole if joined == whole else f"{whole}\n\f\n{joined}").encode("utf-8", "replace")


def _plain(found: "re.Match[str]") -> str:
    import unicodedata

    return unicodedata.normalize("NFKC", found[0])
