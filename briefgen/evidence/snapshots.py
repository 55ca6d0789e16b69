"""The text of saved copies: a source's kept files in, `SnapshotText` or the reason why there is none out.

Plain text is read here. HTML and PDF belong into a limited child process (trust page, 2.8): whoever can start one
passes a reader for them; without it such a copy is reported as unchecked, with the reason.
"""

from collections.abc import Callable, Mapping
from typing import Final

from briefgen import limits
from briefgen.diagnostics import Diagnostic, Span, finding, limit
from briefgen.errors import LimitError, RecordError, Reportable
from briefgen.evidence.matching import SnapshotText
from briefgen.records.model import PreservedRecord, SourceRecord
from briefgen.records.store import RecordSet

__all__ = ["Readers", "Snapshots", "snapshot_rules"]

Readers = Mapping[str, Callable[[bytes], str]]
"""By suffix without a dot ("html", "pdf"): bytes to text; raises ValueError with a reason when it cannot be read."""

_SUFFIXES: Final = {"htm": "html", "text": "txt"}


class Snapshots:
    """Every saved copy of a topic: read once, digest compared, text kept. `problems` are those of the files."""

    __slots__ = ("_readers", "_records", "_texts", "problems")

    def __init__(self, records: RecordSet, readers: Readers) -> None:
        self._records: Final = records
        self._readers: Final = readers
        self._texts: Final[dict[str, SnapshotText | str]] = {}
        self.problems: Final[list[Diagnostic]] = []

    def of(self, source: SourceRecord) -> tuple[list[SnapshotText], str]:
        """Return the texts of a source's copies, and why there is none."""
        texts: list[SnapshotText] = []
        reason = "no copy of the source is kept as a file"
        for copy in source.preserved:
            if not copy.path:
                continue
            found = self._text(copy)
            if isinstance(found, str):
                reason = found
            else:
                texts.append(found)
        return texts, "" if texts else reason

    def _text(self, copy: PreservedRecord) -> SnapshotText | str:
        found = self._texts.get(copy.path)
        if found is None:
            found = self._texts[copy.path] = self._read(copy)
        return found

    def _read(self, copy: PreservedRecord) -> SnapshotText | str:
        """Read one copy; a problem with the file or its digest is noted."""
        where = copy.where("path")
        try:
            data = self._records.read(copy.path, "snapshot", where)
        except RecordError as error:
            reason = next((p.message for p in error.problems if isinstance(p, Diagnostic)), "it cannot be read")
            self.problems.append(finding("source.snapshot", where, f"the saved copy: {reason}", "save it there again"))
            return "its saved copy cannot be read"
        if copy.sha256:
            import hashlib

            digest = hashlib.sha256(data).hexdigest()
            if digest != copy.sha256:
                message = f"{copy.path} is not the file that was saved: its SHA-256 is {digest}"
                hint = "restore the saved file; if the new one is right, record its digest"
                self.problems.append(finding("source.snapshot", copy.where("sha256"), message, hint))
                return "its saved copy has changed"
        suffix = copy.path.rpartition(".")[2].lower()
        return self._decoded(copy.path, data, _SUFFIXES.get(suffix, suffix), where)

    def _decoded(self, path: str, data: bytes, kind: str, where: Span) -> SnapshotText | str:
        """Turn bytes into text by the kind of file."""
        if kind == "txt":
            text = _plain_text(data)
            if text is None:
                return f"{path} is text in an unknown encoding (not UTF-8)"
        elif kind in self._readers:
            try:
                text = self._readers[kind](data)
            except ValueError as error:
                return f"{path} cannot be read as {kind.upper()}: {error}"
            except LimitError as error:
                raise LimitError(*(_of_file(problem, path, where) for problem in error.problems)) from None
        else:
            return f"a copy of kind {kind.upper()} is not read as text"
        most = limits.value("snapshot-text")
        if len(text) > most:
            raise LimitError(limit("snapshot-text", where, f"{path} holds more than {most} characters of text"))
        return SnapshotText(path, text)


def _of_file(problem: Reportable, path: str, where: Span) -> Reportable:
    """Say of a limit which file reached it: the child that read it knew bytes alone."""
    if not isinstance(problem, Diagnostic):
        return problem
    return Diagnostic(problem.severity, problem.code, where, f"{path}: {problem.message}", problem.hint, problem.status)


def _plain_text(data: bytes) -> str | None:
    """Decode a text file: UTF-16 when it says so, else UTF-8; None for anything else."""
    try:
        return data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        return None


def snapshot_rules(records: RecordSet, snapshots: Snapshots) -> list[Diagnostic]:
    """Check that every saved copy exists and is unchanged (`source.snapshot`), those without quotations too."""
    for source in records.sources.values():
        snapshots.of(source)
    return snapshots.problems
