"""Content in, one more edition in the archive out; or nothing has changed.

    lock → sweep → look at the last edition → make the content → stage → gate → sync files, then folders, inner first
    → one rename to the next number → sync the archive's folder

The gate is the strict reader of `bag.py`, run on what was staged against the digests of the bytes held in memory.
Invariant: what has an edition's name has passed the gate and is on the disk; so exit 0 means that the edition verifies.
The rename is the compare-and-swap: the number is taken or it is not, and who loses exits 4.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from hashlib import sha512
from typing import Final, NamedTuple

from briefgen.diagnostics import Diagnostic, Severity, Span, bad_input, finding, limit
from briefgen.editions.archive import MARK, mark_text, open_archive, survey
from briefgen.editions.bag import check_bag, make_bag, read_info
from briefgen.editions.filesystem import FileSystem
from briefgen.editions.model import DIGITS, FIRST, Archive, Edition, Kind, folder_name
from briefgen.errors import EditionError, LimitError, RaceError, UsageError
from briefgen.version import VERSION

__all__ = ["Content", "Make", "Place", "commit_edition", "place_after", "removals", "remove_payload"]


class Place(NamedTuple):
    """Where the next edition stands: its number, the edition before it, and the last one that is no withdrawal."""

    topic: str
    number: int
    previous: Edition | None
    base: Edition | None

    @property
    def name(self) -> str:
        """Return the number as four digits."""
        return folder_name(self.number)

    def label(self, series: str) -> str:
        """Return the number as printed: AQI-0003; without a series the topic in capitals."""
        return f"{series or self.topic.upper()}-{self.name}"


class Content(NamedTuple):
    """What an edition holds: `payload` by path below the bag (`data/…`), and what bag-info.txt says of it."""

    payload: Mapping[str, bytes]
    label: str
    date: str
    kind: Kind = Kind.EDITION
    note: str = ""
    cutoff: str = ""
    handling: str = ""
    withdraws: int = 0


Make = Callable[[Place], Content]


def place_after(archive: Archive | None, topic: str, date: str) -> Place:
    """Return where the next edition stands. `archive` is None when there is none yet.

    Raises UsageError (`edition.date`, exit 2) for a date before the previous edition's, EditionError when the archive
    is of another topic or its last edition is not whole, LimitError (`editions`).
    """
    last = archive.last if archive is not None else None
    if archive is None or last is None:
        return Place(topic, 1, None, None)
    where = Span(last.shown)
    if archive.topic != topic:
        where = Span(archive.store.show(MARK))
        raise EditionError(finding("archive.mark", where, f"the archive is that of {archive.topic}, not of {topic}"))
    if archive.numbers != tuple(range(1, last.number + 1)):
        message = "numbers of editions are missing: the archive is not whole"
        raise EditionError(finding("archive.gap", Span(archive.store.show("")), message, _VERIFY))
    checked = check_bag(archive.store, last.path, payload=False)
    if checked.problems:
        raise EditionError(*checked.problems)
    if date < last.date:
        message = f"{date} is before {last.date}, the date of edition {folder_name(last.number)}"
        raise UsageError(bad_input("edition.date", Span("--date"), message, "an edition is never older than the last"))
    if last.number >= 10**DIGITS - 1:
        raise LimitError(limit("editions", where, f"an archive holds at most {10**DIGITS - 1} editions"))
    base = _base(archive, last)
    if base is not None:  # what changed since is told from its bytes
        checked = check_bag(archive.store, base.path)
        if checked.problems:
            raise EditionError(*checked.problems)
    return Place(topic, last.number + 1, last, base)


def _base(archive: Archive, last: Edition) -> Edition | None:
    """Return the newest edition that says something: no withdrawal, and none whose payload was removed."""
    removed = set()
    number = last.number
    while number:
        edition = archive.edition(number)
        if edition.kind is Kind.EDITION and number not in removed:
            return edition
        if edition.kind is Kind.WITHDRAWAL and removals(edition):
            removed.add(edition.withdraws)
        number -= 1
    return None


_VERIFY: Final = "`briefgen verify` says what is wrong; there is no repair command, a copy of the archive is the cure"


def commit_edition(store: FileSystem, topic: str, date: str, make: Make) -> Edition:
    """Publish: make the content for the next number and give it that number, whole and lasting.

    Raises RaceError (`archive.raced`) when another publisher works or won; UsageError (`path.write`) when the system
    refuses to write, `edition.date`; EditionError when the archive is not whole or what was staged is not what was
    meant; and whatever `make` raises. On any of them the archive is as it was, but for one message that says otherwise.
    """
    try:
        with store.lock():
            _sweep(store)
            place = place_after(_existing(store), topic, date)
            return _Writer(store, place, make(place)).publish()
    except BlockingIOError:
        message = "another publisher is at work"
        raise RaceError(_raced(store, message)) from None
    except OSError as error:
        raise UsageError(_refused(store.show(""), error)) from None


def _raced(store: FileSystem, message: str) -> Diagnostic:
    severity: Severity = "error"
    hint = "nothing was changed; look at the newest edition, then publish again"
    return Diagnostic(severity, "archive.raced", Span(store.show("")), message, hint, 4)


def _refused(shown: str, error: OSError) -> Diagnostic:
    message = f"the archive cannot be written: {(error.strerror or str(error)).lower()}"
    return bad_input("path.write", Span(shown), message, "nothing was published")


def _existing(store: FileSystem) -> Archive | None:
    """Return the archive, None when nothing was published yet."""
    standing = survey(store)
    if standing.foreign:
        where = Span(store.show(standing.foreign[0]))
        message = f"{standing.foreign[0]} does not belong into an archive"
        raise EditionError(finding("archive.extra", where, message, "move it away, then publish again"))
    return open_archive(store) if standing.marked or standing.numbers else None


def _sweep(store: FileSystem) -> None:
    """Remove what killed publishers left, and finish a removal that a notice in the newest edition announced."""
    if store.exclusive:
        for name in survey(store).unfinished:
            store.remove(name)
    archive = _existing(store)
    last = archive.last if archive is not None else None
    if archive is not None and last is not None and last.withdraws:
        remove_payload(archive, last.withdraws, removals(last))


def removals(notice: Edition) -> tuple[str, ...]:
    """Return the payload files that a withdrawal says it removed from the edition that it withdraws."""
    named = notice.about.get("removed", ())
    return tuple(path for path in named if isinstance(path, str)) if isinstance(named, list) else ()


def remove_payload(archive: Archive, number: int, paths: Iterable[str]) -> None:
    """Delete payload files of an edition, and the folders that become empty. Nothing else of a bag is ever deleted."""
    store = archive.store
    folder = folder_name(number)
    checked = check_bag(store, folder, payload=False)
    if checked.problems:  # a forged manifest must not say what is deleted
        raise EditionError(*checked.problems)
    known = frozenset(checked.manifest)
    gone = frozenset(paths) & known
    if not gone:
        return
    left = known - gone
    for path in sorted(gone):
        above = _highest_emptied(path, left)
        store.remove(f"{folder}/{above}")
    store.sync(folder)


def _highest_emptied(path: str, left: frozenset[str]) -> str:
    """Return the highest folder over a file under which nothing stays, or the file itself."""
    best = path
    while True:
        above = best.rpartition("/")[0]
        if not above or any(other.startswith(f"{above}/") for other in left):
            return best
        best = above


class _Writer:
    """One edition on its way from memory to its number."""

    def __init__(self, store: FileSystem, place: Place, content: Content) -> None:
        self._store: Final = store
        self._place: Final = place
        self._files: Final = make_bag(content.payload, _fields(place, content))
        self._staged: Final = f".tmp-{place.name}-{os.getpid()}-{os.urandom(4).hex()}"

    def publish(self) -> Edition:
        """Stage, check, sync, rename. Whatever fails before the rename leaves nothing behind."""
        committed = False
        try:
            self._mark()
            folders = self._stage()
            self._gate()
            self._sync(folders)
            try:
                self._store.commit(self._staged, self._place.name)
            except FileExistsError:
                message = f"another publisher made edition {self._place.name} first"
                raise RaceError(_raced(self._store, message)) from None
            committed = True
            self._store.sync("")
        except OSError as error:
            if not committed:
                raise
            shown = self._store.show(self._place.name)
            message = f"edition {self._place.name} is published, but may not outlast a loss of power: {error.strerror}"
            raise UsageError(bad_input("path.write", Span(shown), message, "mend the disk, then verify")) from None
        finally:
            if not committed:
                with suppress(OSError):  # the next publisher sweeps what cannot be removed now
                    self._store.remove(self._staged)
        return Edition(self._store, self._place.name, read_info(self._files["bag-info.txt"])[0])

    def _mark(self) -> None:
        """Write BRIEFGEN-ARCHIVE into an archive that has none."""
        if survey(self._store).marked:
            return
        self._store.write_new(self._staged, mark_text(self._place.topic))
        self._store.sync(self._staged)
        with suppress(FileExistsError):
            self._store.commit(self._staged, MARK)
        self._store.remove(self._staged)

    def _stage(self) -> list[str]:
        """Write every file; return the folders made, outer before inner."""
        folders = sorted({path.rpartition("/")[0] for path in self._files} | {"data"})
        every = sorted({above for folder in folders for above in _with_parents(folder)})
        for folder in every:
            self._store.make_folder(self._below(folder))
        for path, data in self._files.items():
            self._store.write_new(self._below(path), data)
        return every

    def _gate(self) -> None:
        """Read back what was staged: the strict reader finds nothing, and every byte is the one in memory."""
        checked = check_bag(self._store, self._staged, name=self._place.name)
        meant = {path: sha512(data).hexdigest() for path, data in self._files.items()}
        problems: list[Diagnostic] = list(checked.problems)
        if not problems and dict(checked.digests) != meant:
            message = "what the disk gives back is not what was written: nothing was published"
            problems.append(finding("archive.gate", Span(self._store.show("")), message, "the disk may be failing"))
        if problems:
            raise EditionError(*problems)

    def _sync(self, folders: list[str]) -> None:
        for path in self._files:
            self._store.sync(self._below(path))
        for folder in reversed(folders):
            self._store.sync(self._below(folder))

    def _below(self, path: str) -> str:
        return f"{self._staged}/{path}" if path else self._staged


def _with_parents(path: str) -> list[str]:
    parts = path.split("/") if path else []
    return ["/".join(parts[:count]) for count in range(len(parts) + 1)]


def _fields(place: Place, content: Content) -> dict[str, str]:
    """Return what bag-info.txt says."""
    return {
        "Bag-Software-Agent": f"briefgen {VERSION}",
        "Bagging-Date": content.date,
        "External-Identifier": f"{place.topic}/{place.name}",
        "Edition-Number": place.name,
        "Edition-Label": content.label,
        "Edition-Kind": str(content.kind),
        "Edition-Note": content.note,
        "Information-Cutoff": content.cutoff,
        "Highest-Handling": content.handling,
        "Withdraws-Edition": folder_name(content.withdraws) if content.withdraws else "",
        "Previous-Edition-SHA512": place.previous.head if place.previous is not None else FIRST,
    }
