"""A lone PDF in, what it says of itself out; or the files that it carries, in a new folder.

The file is somebody else's by nature: it is read in a limited child (`guard`), by `pdfread/lone.py`. Here its answer is
taken as data: text, sizes, digests. File names from a PDF never become paths unless they keep our rule for names.
"""

import os
import shutil
import stat
from typing import Any, Final

from briefgen.diagnostics import Diagnostic, Span, bad_input, finding, limit
from briefgen.errors import LimitError, UsageError
from briefgen.files import name_problem
from briefgen.guard import run_limited
from briefgen.limits import value

__all__ = ["extract", "inspect", "problems_of"]

_READER: Final = "briefgen.pdfread.lone:describe"
_HINT: Final = "inspect and extract read PDFs that briefgen made"


def inspect(path: str) -> dict[str, Any]:
    """Return what a PDF says of itself; `attachments` hold their content in base 64.

    Raises UsageError (`path.*`, `pdf.unreadable`), LimitError.
    """
    import json

    document: dict[str, Any] = json.loads(run_limited(_READER, _read(path), Span(path)))
    return document


def problems_of(document: dict[str, Any], path: str) -> list[Diagnostic]:
    """Return the finding (`pdf.altered`) when the embedded records are not those of the manifest."""
    if document["records"] == "match":
        return []
    how = "are not those that its manifest names" if document["records"] == "differ" else "or their digest are missing"
    message = f"the records in this file {how}: it was changed after it was made"
    return [finding("pdf.altered", Span(path), message, "ask the publisher for the file again")]


def _read(path: str) -> bytes:
    """Read a file that the user named; a FIFO or a device is refused and never waited for."""
    where = Span(path)
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except OSError as error:
        code = "path.missing" if isinstance(error, FileNotFoundError) else "path.unreadable"
        message = f"the file cannot be read: {(error.strerror or str(error)).lower()}"
        raise UsageError(bad_input(code, where, message)) from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise UsageError(bad_input("path.not-a-file", where, "this is not a file"))
    most = value("pdf")
    with os.fdopen(handle, "rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise LimitError(limit("pdf", where, f"the file is larger than {most} bytes"))
    return data


def extract(path: str, folder: str) -> tuple[dict[str, Any], list[str]]:
    """Write the files that a PDF carries into a new folder; return what it says and the paths, in order of name.

    Raises UsageError: `usage.exists` when the folder is there, `pdf.attachment` for a name that must not become a path,
    `path.write`, and what `inspect` raises. Then nothing is left behind.
    """
    from base64 import b64decode

    if os.path.lexists(folder):
        raise UsageError(_exists(folder))
    document = inspect(path)
    files = {file["name"]: b64decode(file["content"]) for file in document["attachments"]}
    if len(files) < len(document["attachments"]) or len({name.casefold() for name in files}) < len(files):
        raise UsageError(bad_input("pdf.attachment", Span(path), "two files in it have one name", _HINT))
    for name in files:
        if name_problem(name, Span(path)):
            raise UsageError(bad_input("pdf.attachment", Span(path), f"{name!r} in it cannot become a file", _HINT))
    try:
        os.mkdir(folder)
    except FileExistsError:
        raise UsageError(_exists(folder)) from None
    except OSError as error:
        raise UsageError(_unwritten(folder, error)) from None
    try:
        for name, content in sorted(files.items()):
            with open(os.path.join(folder, name), "xb") as file:
                file.write(content)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise UsageError(_unwritten(folder, error)) from None
    return document, [os.path.join(folder, name) for name in sorted(files)]


def _exists(folder: str) -> Diagnostic:
    return bad_input("usage.exists", Span(folder), "this exists already", "name a folder that does not exist yet")


def _unwritten(folder: str, error: OSError) -> Diagnostic:
    return bad_input("path.write", Span(folder), f"the folder cannot be written: {(error.strerror or '').lower()}")
