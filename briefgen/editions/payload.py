"""An edition's payload in, the records and packs that it was built from out.

The files of a bag are read into memory, through the edition's own store, and offered as a folder: so the one strict
reader of records and packs reads them too, wherever the archive lies. What is absent here was not in the bag.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from briefgen import limits
from briefgen.diagnostics import Span, bad_input, finding, limit
from briefgen.editions.model import Edition, folder_name
from briefgen.errors import BriefgenError, EditionError, LimitError, RecordError
from briefgen.files import Entry, Folder
from briefgen.records.cutoff import cut_off
from briefgen.records.dates import Edtf
from briefgen.records.store import RecordSet, load_topic

__all__ = ["MemoryFolder", "packs_of", "records_of"]

_RECORDS: Final = "records"
_PACKS: Final = "data/packs/"


class MemoryFolder(Folder):
    """Files held in memory, by path, offered as a folder. `shown` is how messages name it."""

    __slots__ = ("_files", "_folders")

    def __init__(self, files: Mapping[str, bytes], shown: str) -> None:
        self._handle = -1
        self.path: Final = shown  # type: ignore[misc]  # the base opens a folder of the system, and there is none
        self.shown: Final = shown  # type: ignore[misc]
        self._files: Final = MappingProxyType(dict(sorted(files.items())))
        folders: dict[str, dict[str, str]] = {"": {}}
        for path in self._files:
            kind, below = "file", path
            while below:
                above, _, name = below.rpartition("/")
                folders.setdefault(above, {})[name] = kind
                kind, below = "folder", above
        self._folders: Final = folders

    def read(self, relative: str, limit_name: str, where: Span | None = None) -> bytes:
        """Return the bytes of a file. Raises RecordError (`path.missing`), LimitError."""
        place = where or Span(self.show(relative))
        data = self._files.get(relative)
        if data is None:
            raise RecordError(bad_input("path.missing", place, f"{relative} does not exist"))
        if len(data) > limits.value(limit_name):
            unit = limits.LIMITS[limit_name].unit
            message = f"{relative} is larger than {limits.value(limit_name)} {unit}"
            raise LimitError(limit(limit_name, place, message))
        return data

    def entries(self, relative: str = "") -> tuple[Entry, ...]:
        """Return what a folder holds, sorted by name; raises RecordError (`path.missing`)."""
        found = self._folders.get(relative)
        if found is None:
            raise RecordError(bad_input("path.missing", Span(self.show(relative)), f"{relative} does not exist"))
        return tuple(sorted(Entry(name, kind) for name, kind in found.items()))

    def kind(self, relative: str) -> str:
        """Return file, folder, or "" when nothing is there."""
        if relative in self._files:
            return "file"
        return "folder" if relative in self._folders else ""


def records_of(edition: Edition) -> RecordSet:
    """Return the records of an edition as they stood at its cut-off, snapshots and figures readable.

    Raises EditionError when the payload is gone, or when today's reader does not read it.
    """
    root = f"{_RECORDS}/{edition.topic}/"
    files = {root + path: data for path, data in edition.records().items()}
    folder = MemoryFolder(files, edition.show("data"))
    try:
        records = load_topic(folder, edition.topic, _RECORDS)
    except BriefgenError as error:
        reason = error.problems[0].line()
        message = f"edition {folder_name(edition.number)}: its records cannot be read: {reason}"
        raise EditionError(finding("edition.unreadable", Span(edition.show("data/records")), message)) from None
    if not edition.about.get("cut-off-asked"):
        return records
    last = Edtf.parse(edition.cutoff).latest
    return records if last is None else cut_off(records, last)


def packs_of(edition: Edition) -> MemoryFolder:
    """Return the packs of an edition as a folder."""
    return MemoryFolder(edition.below(_PACKS), edition.show("data/packs"))
