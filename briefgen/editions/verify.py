"""An archive in, everything that is wrong with it out. Reads every byte, changes nothing, repairs nothing.

Each bag under the strict rules, the chain of digests, numbers without a gap, dates that do not go back, withdrawals of
earlier editions, removals with their notices, what each edition says of itself, what stands beside the bags; and, from
outside, a head that is expected and the head last seen. Findings name edition and file. It needs no secret and no
network, and `sha512sum -c --strict` on both manifests of each bag says the same of the bytes.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Final, NamedTuple

from briefgen.diagnostics import Diagnostic, Span, bad_input, finding, warning
from briefgen.editions.archive import MARK, Standing, read_mark, survey
from briefgen.editions.bag import TAG_FILES, Checked, check_bag
from briefgen.editions.filesystem import FileSystem, whole
from briefgen.editions.model import FIRST, Edition, folder_name
from briefgen.editions.publish import removals
from briefgen.errors import EditionError, UsageError

__all__ = ["Seen", "Verdict", "verify_archive"]

ManifestOf = Callable[[bytes, Span], Mapping[str, Any]]
"""Reads the manifest that travels inside a PDF."""


class Seen(NamedTuple):
    """The head last seen of an archive: the number of its newest edition, and that edition's digest."""

    number: int
    head: str


class Verdict(NamedTuple):
    """What was found. `editions` are those whose fields could be read; `seen` is what to remember of a whole archive."""

    topic: str
    editions: tuple[Edition, ...]
    problems: tuple[Diagnostic, ...]
    notes: tuple[str, ...]
    seen: Seen

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing was found but warnings."""
        return not any(problem.status for problem in self.problems)


def verify_archive(
    store: FileSystem,
    topic: str,
    *,
    expect: str = "",
    seen: Seen | None = None,
    manifest_of: ManifestOf | None = None,
) -> Verdict:
    """Verify the archive of a topic. `expect` is the head that it must have; `seen` the head last seen.

    With `manifest_of` the manifest inside each PDF is compared with the edition. Raises UsageError (`archive.newer`,
    `archive.none`), EditionError when the folder cannot be listed, LimitError.
    """
    try:
        standing = survey(store)
    except FileNotFoundError:
        raise UsageError(
            bad_input("archive.none", Span(store.show("")), "there is no archive of editions here")
        ) from None
    except OSError as error:
        message = f"the archive cannot be listed: {_why(error)}"
        raise EditionError(finding("archive.unreadable", Span(store.show("")), message)) from None
    if not standing.numbers and not standing.foreign and not expect and seen is None:
        raise UsageError(bad_input("archive.none", Span(store.show("")), "no edition was published here"))
    return _Verifier(store, topic, standing, manifest_of).verify(expect, seen)


class _Verifier:
    """One archive; problems are collected in the order of the editions."""

    def __init__(self, store: FileSystem, topic: str, standing: Standing, manifest_of: ManifestOf | None) -> None:
        self._store: Final = store
        self._topic: Final = topic
        self._standing: Final = standing
        self._manifest_of: Final = manifest_of
        self._removed: Final[dict[int, dict[str, int]]] = {}
        self._heads: Final[dict[int, str]] = {}
        self._editions: Final[dict[int, Edition]] = {}
        self.problems: Final[list[Diagnostic]] = []
        self.notes: Final[list[str]] = []

    def verify(self, expect: str, seen: Seen | None) -> Verdict:
        """Check everything, the outside of the archive first."""
        self._surroundings()
        numbers = self._standing.numbers
        for missing in range(1, numbers[-1] if numbers else 1):
            if missing not in numbers:
                self._report("archive.gap", folder_name(missing), f"edition {folder_name(missing)} is missing")
        # Notices stand in later editions than what they removed: they are read first, from tag files that agree.
        tags = {number: check_bag(self._store, folder_name(number), payload=False) for number in numbers}
        for number, checked in tags.items():
            self._fields(number, checked)
        for number in numbers:
            self._bag(number, tags[number])
        last = self._heads.get(numbers[-1], "") if numbers else ""
        self._outside(expect, seen, last)
        found = tuple(self._editions[number] for number in sorted(self._editions))
        newest = Seen(numbers[-1] if numbers else 0, last)
        return Verdict(self._topic, found, tuple(self.problems), tuple(self.notes), newest)

    def _report(self, code: str, path: str, message: str, hint: str = "") -> None:
        self.problems.append(finding(code, Span(self._store.show(path)), message, hint))

    def _warn(self, code: str, path: str, message: str, hint: str = "") -> None:
        self.problems.append(warning(code, Span(self._store.show(path)), message, hint))

    def _surroundings(self) -> None:
        """Check what stands beside the bags."""
        try:
            topic, problem = read_mark(whole(self._store, MARK), Span(self._store.show(MARK)))
        except OSError as error:
            self._report("archive.mark", MARK, f"{MARK} cannot be read: {_why(error)}")
        else:
            if problem is not None and problem.status == 2:
                raise UsageError(problem)
            if problem is not None:
                self.problems.append(problem)
            elif topic != self._topic:
                self._report("archive.mark", MARK, f"{MARK} names the topic {topic}, not {self._topic}")
        for name in self._standing.foreign:
            self._report("archive.extra", name, f"{name} does not belong into an archive")
        for name in self._standing.debris:
            self._warn("archive.debris", name, f"{name} was left by a file manager")
        for name in self._standing.unfinished:
            hint = "the next publish removes it"
            self._warn("archive.unfinished", name, f"{name} is the unfinished work of a publisher", hint)
        if self._standing.receipts:
            self._receipts()

    def _receipts(self) -> None:
        try:
            entries = self._store.list("receipts", 50_000)
        except OSError as error:
            self._report("archive.unreadable", "receipts", f"receipts cannot be listed: {_why(error)}")
            return
        known = {folder_name(number) for number in self._standing.numbers}
        for name, kind in entries:
            number, dot, _ = name.partition(".")
            if kind != "file" or not dot or number not in known:
                self._warn("archive.receipt", f"receipts/{name}", f"{name} is a receipt for no edition of this archive")

    def _fields(self, number: int, checked: Checked) -> None:
        """Read what an edition says of itself; take in the notice of a withdrawal."""
        name = folder_name(number)
        info = checked.info
        if not checked.digests.keys() >= set(TAG_FILES[:1]) or any(
            problem.code == "archive.field" for problem in checked.problems
        ):
            return
        edition = Edition(self._store, name, info)
        self._editions[number] = edition
        if edition.number != number:
            self._report("archive.field", f"{name}/bag-info.txt", f"edition {name}: bag-info.txt is that of another")
        if edition.topic != self._topic:
            message = f"edition {name}: bag-info.txt is that of the topic {edition.topic}"
            self._report("archive.field", f"{name}/bag-info.txt", message)
        if edition.withdraws and edition.withdraws not in self._standing.numbers:
            message = f"edition {name}: withdraws {folder_name(edition.withdraws)}, which is not there"
            self._report("archive.field", f"{name}/bag-info.txt", message)
        if edition.withdraws:
            try:
                gone = removals(edition)
            except EditionError:
                return  # what is wrong with its payload is found with the bag
            for path in gone:
                self._removed.setdefault(edition.withdraws, {})[path] = number

    def _bag(self, number: int, tags: Checked) -> None:
        name = folder_name(number)
        notices = self._removed.get(number, {})
        checked = check_bag(self._store, name, removed=notices, name=name)
        self.problems.extend(checked.problems)
        self._heads[number] = checked.digests.get(TAG_FILES[3], "")
        edition = self._editions.get(number)
        if edition is None:
            return
        self._chain(edition)
        gone = {path for path in checked.manifest if path not in checked.digests and path in notices}
        if gone:
            whole_payload = "payload" if len(gone) == len(checked.manifest) else f"{len(gone)} payload files"
            notice = folder_name(max(notices[path] for path in gone))
            self.notes.append(f"{name}: {whole_payload} removed, notice in {notice}")
            self._warn("archive.removed", name, f"edition {name}: {whole_payload} removed, notice in {notice}")
        for path in sorted(notices.keys() & checked.digests.keys()):
            message = (
                f"edition {name}: {path} is still here, and edition {folder_name(notices[path])} says it was removed"
            )
            self._warn("archive.removal", f"{name}/{path}", message, "the next publish finishes the removal")
        broken = {problem.where.file for problem in checked.problems}
        if "data/edition.json" in checked.digests and self._store.show(f"{name}/data/edition.json") not in broken:
            self._about(edition)
            self._pdfs(edition, checked, broken)
        elif "data/edition.json" not in checked.manifest and tags.manifest:
            self._report("archive.edition", name, f"edition {name}: its manifest does not name data/edition.json")

    def _chain(self, edition: Edition) -> None:
        """Check the digest of the edition before, and that dates do not go back."""
        name = folder_name(edition.number)
        place = f"{name}/bag-info.txt"
        before = self._heads.get(edition.number - 1)
        if edition.number == 1:
            if edition.previous != FIRST:
                self._report("archive.chain", place, f"edition {name}: names an edition before the first")
        elif before is not None and edition.previous != before:
            message = (
                f"edition {name}: the digest of the edition before is not that of {folder_name(edition.number - 1)}"
            )
            self._report("archive.chain", place, message, "one of the two was replaced")
        previous = self._editions.get(edition.number - 1)
        if previous is not None and edition.date < previous.date:
            message = f"edition {name}: its date {edition.date} is before {previous.date}, that of the edition before"
            self._report("archive.date", place, message)

    def _about(self, edition: Edition) -> None:
        """Check that edition.json and bag-info.txt say the same."""
        name = folder_name(edition.number)
        path = f"{name}/data/edition.json"
        try:
            about = edition.about
        except EditionError as error:
            self.problems.extend(problem for problem in error.problems if isinstance(problem, Diagnostic))
            return
        meant = {
            "topic": edition.topic,
            "number": edition.number,
            "label": edition.label,
            "kind": str(edition.kind),
            "date": edition.date,
            "note": edition.note,
        }
        for key, value in meant.items():
            if about.get(key) != value:
                self._report("archive.edition", path, f"edition {name}: edition.json and bag-info.txt differ in {key}")
        if edition.withdraws:
            withdraws = about.get("withdraws")
            if not isinstance(withdraws, dict) or withdraws.get("number") != edition.withdraws:
                message = f"edition {name}: edition.json and bag-info.txt differ in what is withdrawn"
                self._report("archive.edition", path, message)

    def _pdfs(self, edition: Edition, checked: Checked, broken: Collection[str]) -> None:
        """Check that each PDF's own manifest names this edition."""
        if self._manifest_of is None:
            return
        for path in sorted(checked.digests):
            shown = edition.show(path)
            if not path.startswith("data/briefs/") or not path.endswith(".pdf") or shown in broken:
                continue
            for problem in self._disagreements(edition, path, shown):
                self._report("archive.pdf", f"{edition.path}/{path}", f"edition {edition.path}: {path}: {problem}")

    def _disagreements(self, edition: Edition, path: str, shown: str) -> Iterator[str]:
        assert self._manifest_of is not None
        try:
            manifest = self._manifest_of(edition.read(path), Span(shown))
        except UsageError as error:
            yield f"its manifest cannot be read: {error.problems[0].line()}"
            return
        inside = manifest.get("edition")
        inside = inside if isinstance(inside, dict) else {}
        audience = manifest.get("audience")
        audience = audience.get("id") if isinstance(audience, dict) else ""
        if manifest.get("topic") != edition.topic:
            yield "it is a brief of another topic"
        if path != f"data/briefs/{edition.topic}-{edition.path}-{audience}.pdf":
            yield "it is a brief for another audience"
        previous = edition.previous if edition.previous != FIRST else ""
        if (inside.get("number"), inside.get("date"), inside.get("previous")) != (
            edition.label,
            edition.date,
            previous,
        ):
            yield "its manifest names another edition"

    def _outside(self, expect: str, seen: Seen | None, head: str) -> None:
        """Compare with what is known from outside."""
        if expect and expect != head:
            message = f"the head is {head or 'none'}, not the one that was expected"
            self._report("archive.head", "", message, "editions are missing, or the archive was replaced")
        if seen is None or not seen.number:
            return
        name = folder_name(seen.number)
        if seen.number not in self._standing.numbers:
            message = f"edition {name} was seen here before, and is gone: the archive was rolled back"
            self._report("archive.rollback", "", message, "look for a copy of the archive that holds it")
        elif self._heads.get(seen.number) != seen.head:
            message = f"edition {name} is not the one that was seen here before: the archive was rewritten"
            self._report("archive.rollback", name, message, "look for a copy of the archive as it was")


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
