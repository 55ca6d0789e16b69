"""What an edition is: the nouns of the archive, read lazily from one BagIt bag (RFC 8493).

In: the fields of `bag-info.txt` and the store that holds the bag. Out: number, kind, dates, note, label, the digest of
the edition before, its own head, and its payload. Nothing here verifies: `verify.py` does, and a reader that wants
proof calls it first.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from hashlib import sha512
from types import MappingProxyType
from typing import Any, Final

from briefgen.diagnostics import Span, bad_input, finding
from briefgen.editions.filesystem import FileSystem, whole
from briefgen.errors import EditionError, UsageError

__all__ = ["DIGITS", "FIRST", "Archive", "Edition", "Kind", "folder_name"]

FIRST: Final = "none"
"""What `Previous-Edition-SHA512` says in the first edition."""

DIGITS: Final = 4
"""Editions are numbered 0001 to 9999."""

_ABOUT: Final = "data/edition.json"
_RECORDS: Final = "data/records/"
_BRIEFS: Final = "data/briefs/"


class Kind(StrEnum):
    """What an edition does: it says something, or it takes back what an earlier one said."""

    EDITION = "edition"
    WITHDRAWAL = "withdrawal"


def folder_name(number: int) -> str:
    """Return the folder of an edition: four digits."""
    return f"{number:0{DIGITS}d}"


class Edition:
    """One edition. `date` and `cutoff` are ISO dates (`cutoff` may be empty); `label` is as printed, AQI-0003.

    `previous` is the SHA-512 of the tag manifest of the edition before, or `FIRST`. `path` is the folder of the bag in
    the archive. A withdrawal names in `withdraws` the number that it takes back, and its note is the reason.
    """

    __slots__ = (
        "_about",
        "_files",
        "_head",
        "_store",
        "cutoff",
        "date",
        "handling",
        "info",
        "kind",
        "label",
        "note",
        "number",
        "path",
        "previous",
        "topic",
        "withdraws",
    )

    def __init__(self, store: FileSystem, path: str, info: Mapping[str, str]) -> None:
        self._store: Final = store
        self._about: Mapping[str, Any] | None = None
        self._files: tuple[str, ...] | None = None
        self._head = ""
        self.path: Final = path
        self.info: Final = MappingProxyType(dict(info))
        self.number: Final = int(info["Edition-Number"])
        self.kind: Final = Kind(info["Edition-Kind"])
        self.date: Final = info["Bagging-Date"]
        self.topic: Final = info["External-Identifier"].partition("/")[0]
        self.cutoff: Final = info.get("Information-Cutoff", "")
        self.handling: Final = info.get("Highest-Handling", "")
        self.label: Final = info["Edition-Label"]
        self.note: Final = info.get("Edition-Note", "")
        self.previous: Final = info["Previous-Edition-SHA512"]
        self.withdraws: Final = int(info.get("Withdraws-Edition", "0"))

    def __repr__(self) -> str:
        """Show as number, kind and date."""
        return f"Edition({folder_name(self.number)}, {self.kind}, {self.date})"

    @property
    def shown(self) -> str:
        """Return the bag's folder as the user would type it."""
        return self.show("")

    def show(self, path: str) -> str:
        """Return a file of the bag as the user would type it."""
        return self._store.show(f"{self.path}/{path}" if path else self.path)

    @property
    def head(self) -> str:
        """Return the SHA-512 of this edition's tag manifest: what the next edition names as the one before."""
        if not self._head:
            self._head = sha512(self.read("tagmanifest-sha512.txt")).hexdigest()
        return self._head

    def read(self, path: str) -> bytes:
        """Return a file of the bag, such as `data/edition.json`. Raises EditionError (`archive.unreadable`)."""
        try:
            return whole(self._store, f"{self.path}/{path}")
        except OSError as error:
            message = f"edition {folder_name(self.number)}: cannot be read: {(error.strerror or str(error)).lower()}"
            hint = "`briefgen verify` says whether it was removed with notice"
            raise EditionError(finding("archive.unreadable", Span(self.show(path)), message, hint)) from None

    @property
    def files(self) -> tuple[str, ...]:
        """Return the payload's paths as the manifest lists them, removed ones among them."""
        if self._files is None:
            lines = self.read("manifest-sha512.txt").decode("ascii", "replace").splitlines()
            self._files = tuple(line[130:] for line in lines)
        return self._files

    @property
    def about(self) -> Mapping[str, Any]:
        """Return `edition.json` parsed. Raises EditionError.

        It holds dates, versions, limits, fonts, briefs, and the tables `claims`, `sources`, `judgments`: in record
        order, each row a mapping with the record's own keys.
        """
        if self._about is None:
            import json

            try:
                about = json.loads(self.read(_ABOUT))
            except (ValueError, RecursionError):
                about = None
            if not isinstance(about, dict):
                message = f"edition {folder_name(self.number)}: this is no JSON object"
                raise EditionError(finding("archive.edition", Span(self.show(_ABOUT)), message))
            self._about = MappingProxyType(about)
        return self._about

    @property
    def claims(self) -> tuple[Mapping[str, Any], ...]:
        """Return the claims table of `edition.json`: what was known then, as plain mappings."""
        return tuple(self.about.get("claims", ()))

    @property
    def sources(self) -> tuple[Mapping[str, Any], ...]:
        """Return the sources table of `edition.json`."""
        return tuple(self.about.get("sources", ()))

    def records(self) -> Mapping[str, bytes]:
        """Return the files of `data/records` as they were read, by path relative to the topic's folder."""
        return self.below(_RECORDS)

    def briefs(self) -> Mapping[str, bytes]:
        """Return the PDFs, by file name."""
        return self.below(_BRIEFS)

    def below(self, prefix: str) -> Mapping[str, bytes]:
        """Return the payload files whose path begins with `prefix` (`data/packs/analyst/`), by the rest of the path."""
        return {path.removeprefix(prefix): self.read(path) for path in self.files if path.startswith(prefix)}


class Archive:
    """The editions of one topic, in order. `topic` comes from BRIEFGEN-ARCHIVE; `store` is where the bags lie."""

    __slots__ = ("_load", "_loaded", "numbers", "store", "topic")

    def __init__(
        self, store: FileSystem, topic: str, numbers: Sequence[int], load: Callable[[FileSystem, int], Edition]
    ) -> None:
        self.store: Final = store
        self.topic: Final = topic
        self.numbers: Final = tuple(numbers)
        self._load: Final = load
        self._loaded: Final[dict[int, Edition]] = {}

    def __len__(self) -> int:
        """Return how many editions there are."""
        return len(self.numbers)

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Return every edition, oldest first; one small file is read of each. Raises EditionError."""
        return tuple(self.edition(number) for number in self.numbers)

    @property
    def last(self) -> Edition | None:
        """Return the newest edition, None when there is none."""
        return self.edition(self.numbers[-1]) if self.numbers else None

    def head(self) -> str:
        """Return the head: the SHA-512 of the newest edition's tag manifest, "" when there is no edition."""
        return self.last.head if self.last else ""

    def edition(self, number: int) -> Edition:
        """Return the edition of a number. Raises UsageError (`edition.unknown`), EditionError."""
        if number not in self._loaded:
            if number not in self.numbers:
                raise UsageError(self._unknown(folder_name(number)))
            self._loaded[number] = self._load(self.store, number)
        return self._loaded[number]

    def find(self, name: str) -> Edition:
        """Return the edition that a user names: 3, 0003 or AQI-0003. Raises UsageError (`edition.unknown`)."""
        series, _, digits = name.rpartition("-")
        number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= DIGITS else 0
        if number not in self.numbers:
            raise UsageError(self._unknown(name))
        edition = self.edition(number)
        if "-" in name and edition.label.casefold() != f"{series}-{folder_name(number)}".casefold():
            raise UsageError(self._unknown(name))
        return edition

    def _unknown(self, name: str) -> Any:
        there = f"there are {folder_name(self.numbers[0])} to {folder_name(self.numbers[-1])}" if self.numbers else ""
        hint = there or "`briefgen publish` makes the first"
        return bad_input("edition.unknown", Span(self.store.show("")), f"there is no edition {name}", hint)
