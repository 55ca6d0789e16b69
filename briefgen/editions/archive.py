"""The archive of one topic: a folder in, its editions in order out. Reads little: one listing, and per edition one file.

BRIEFGEN-ARCHIVE   two lines: format and topic, written once
0001/ 0002/ …      a bag per edition
receipts/          optional signatures and time stamps, outside the bags
.lock .tmp-*       a courtesy lock; unfinished work, ignored by readers
"""

from typing import Final, NamedTuple

from briefgen import limits
from briefgen.diagnostics import Diagnostic, Span, bad_input, finding, limit
from briefgen.editions.bag import read_info
from briefgen.editions.filesystem import FileSystem, LocalFiles, whole
from briefgen.editions.model import DIGITS, Archive, Edition, folder_name
from briefgen.errors import EditionError, LimitError, UsageError

__all__ = ["FORMAT", "MARK", "Standing", "mark_text", "open_archive", "read_mark", "survey"]

MARK: Final = "BRIEFGEN-ARCHIVE"
FORMAT: Final = 1
_FIRST_LINE: Final = "briefgen-archive "
_SECOND_LINE: Final = "topic "

# What file managers leave behind: beside the bags it is worth a word and no more.
_DEBRIS: Final = frozenset((".DS_Store", "Thumbs.db", "desktop.ini", ".directory"))


class Standing(NamedTuple):
    """What lies in an archive's folder: numbers of editions, unfinished work, receipts, what does not belong there."""

    numbers: tuple[int, ...]
    unfinished: tuple[str, ...]
    debris: tuple[str, ...]
    foreign: tuple[str, ...]
    receipts: bool
    marked: bool


def survey(store: FileSystem) -> Standing:
    """List the archive's folder. Raises OSError, LimitError (`editions`)."""
    most = limits.value("editions")
    entries = store.list("", most + 100)
    if len(entries) > most:
        raise LimitError(limit("editions", Span(store.show("")), f"the archive holds more than {most} entries"))
    numbers: list[int] = []
    unfinished: list[str] = []
    debris: list[str] = []
    foreign: list[str] = []
    receipts = marked = False
    for name, kind in entries:
        digits = len(name) == DIGITS and name.isascii() and name.isdigit() and name != "0" * DIGITS
        if digits and kind == "folder":
            numbers.append(int(name))
        elif name.startswith(".tmp-"):
            unfinished.append(name)
        elif name in _DEBRIS and kind == "file":
            debris.append(name)
        elif (name, kind) == (MARK, "file"):
            marked = True
        elif (name, kind) == ("receipts", "folder"):
            receipts = True
        elif (name, kind) != (".lock", "file"):
            foreign.append(name)
    return Standing(tuple(numbers), tuple(unfinished), tuple(debris), tuple(foreign), receipts, marked)


def mark_text(topic: str) -> bytes:
    """Return the content of BRIEFGEN-ARCHIVE."""
    return f"{_FIRST_LINE}{FORMAT}\n{_SECOND_LINE}{topic}\n".encode()


def read_mark(data: bytes, where: Span) -> tuple[str, Diagnostic | None]:
    """Return the topic that BRIEFGEN-ARCHIVE names, or "" and what is wrong with it."""
    text = data[:1000].decode("utf-8", "replace")
    lines = text.split("\n")
    version = lines[0].removeprefix(_FIRST_LINE)
    if lines[0].startswith(_FIRST_LINE) and version.isascii() and version.isdigit() and int(version[:9]) > FORMAT:
        message = f"the archive has format {version}; this briefgen knows {FORMAT}: it was made by a newer briefgen"
        return "", bad_input("archive.newer", where, message, "install a newer briefgen")
    topic = lines[1].removeprefix(_SECOND_LINE) if len(lines) == 3 else ""
    if not topic or data != mark_text(topic):
        return "", finding("archive.mark", where, f"{MARK} does not hold the two lines that briefgen writes")
    return topic, None


def open_archive(folder: str | FileSystem) -> Archive:
    """Open the archive of a topic for reading; nothing is verified but the form.

    Raises UsageError (`archive.none` when no edition was ever published, `archive.newer`), EditionError, LimitError.
    """
    shown = folder if isinstance(folder, str) else folder.show("")
    hint = "`briefgen publish TOPIC` makes the first edition"
    nothing = bad_input("archive.none", Span(shown), "there is no archive of editions here", hint)
    try:
        store = LocalFiles(folder) if isinstance(folder, str) else folder
        standing = survey(store)
    except FileNotFoundError:
        raise UsageError(nothing) from None
    except OSError as error:
        raise EditionError(_unreadable(shown, error)) from None
    if not standing.marked and not standing.numbers:
        raise UsageError(nothing)
    where = Span(store.show(MARK))
    try:
        topic, problem = read_mark(whole(store, MARK), where)
    except OSError as error:
        raise EditionError(_unreadable(store.show(MARK), error)) from None
    if problem:
        raise (UsageError if problem.status == 2 else EditionError)(problem)
    return Archive(store, topic, standing.numbers, _load)


def _load(store: FileSystem, number: int) -> Edition:
    """Read the fields of one edition."""
    name = folder_name(number)
    path = f"{name}/bag-info.txt"
    where = Span(store.show(path))
    try:
        fields, problems = read_info(whole(store, path))
    except OSError as error:
        raise EditionError(_unreadable(store.show(path), error)) from None
    if not problems and fields["Edition-Number"] != name:
        problems = [f"is that of edition {fields['Edition-Number']}"]
    if problems:
        raise EditionError(
            *(finding("archive.field", where, f"edition {name}: bag-info.txt {problem}") for problem in problems)
        )
    return Edition(store, name, fields)


def _unreadable(shown: str, error: OSError) -> Diagnostic:
    return finding("archive.unreadable", Span(shown), f"cannot be read: {(error.strerror or str(error)).lower()}")
