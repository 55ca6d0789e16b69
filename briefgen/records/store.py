"""The records of one topic: a folder in, a `RecordSet` out, or every problem at once.

Files are read once; the bytes that were read are the bytes that are kept for the archive. Relations are given with
their derived inverses. Not here: whether the evidence holds (`evidence`).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from briefgen import limits
from briefgen.diagnostics import Diagnostic, Span, bad_input, limit, warning
from briefgen.errors import LimitError, RecordError
from briefgen.files import Folder, name_problem
from briefgen.records.model import BriefRecord, ClaimRecord, EntityRecord, RelationRecord, SourceRecord
from briefgen.records.read import read
from briefgen.records.schema import closest
from briefgen.records.validate import Validator

__all__ = ["INVERSE", "RecordSet", "Relation", "load_topic", "topics"]

INVERSE: Final = MappingProxyType(
    {
        "contradicts": "contradicts",
        "denies": "denied-by",
        "denied-by": "denies",
        "corroborates": "corroborates",
        "qualifies": "qualified-by",
        "answers": "answered-by",
        "supersedes": "superseded-by",
    }
)
"""What a relation is called from its other side."""

_BRIEF: Final = "brief.yaml"
_FOLDERS: Final = ("figures", "snapshots")


class Relation:
    """One relation between two claims, stated once, in the direction that was typed."""

    __slots__ = ("kind", "origin", "source", "target")

    def __init__(self, source: str, kind: str, target: str, origin: Span) -> None:
        self.source: Final = source
        self.kind: Final = kind
        self.target: Final = target
        self.origin: Final = origin


class RecordSet:
    """What is known of one topic. Records by id, in file order.

    `files` holds the YAML files as read, by path relative to the topic; `figures` and `snapshots` list the files of
    these folders by the same kind of path. `warnings` are those of reading.
    """

    __slots__ = (
        "_folder",
        "_others",
        "_related",
        "_root",
        "brief",
        "claims",
        "entities",
        "figures",
        "files",
        "relations",
        "snapshots",
        "sources",
        "topic",
        "warnings",
    )

    def __init__(
        self,
        topic: str,
        brief: BriefRecord,
        sources: Mapping[str, SourceRecord],
        claims: Mapping[str, ClaimRecord],
        entities: Mapping[str, EntityRecord],
        *,
        files: Mapping[str, bytes] | None = None,
        figures: tuple[str, ...] = (),
        snapshots: tuple[str, ...] = (),
        warnings: tuple[Diagnostic, ...] = (),
        folder: Folder | None = None,
        root: str = "",
    ) -> None:
        self.topic: Final = topic
        self.brief: Final = brief
        self.sources: Final = MappingProxyType(dict(sources))
        self.claims: Final = MappingProxyType(dict(claims))
        self.entities: Final = MappingProxyType(dict(entities))
        self.files: Final = MappingProxyType(dict(files or {}))
        self.figures: Final = figures
        self.snapshots: Final = snapshots
        self._folder: Final = folder
        self._root: Final = root
        self._others: Final[dict[str, bytes]] = {}
        relations, doubled = _relations(self.claims)
        self.relations: Final = relations
        self.warnings: Final = tuple(sorted((*warnings, *doubled), key=lambda d: d.where.key()))
        related: dict[str, list[tuple[str, str]]] = {}
        for relation in relations:
            related.setdefault(relation.source, []).append((relation.kind, relation.target))
            related.setdefault(relation.target, []).append((INVERSE[relation.kind], relation.source))
        self._related: Final = related

    def related(self, claim: str) -> tuple[tuple[str, str], ...]:
        """Return (kind, other claim) for each relation of a claim, those typed at the other claim inverted.

        Derived kinds are denied-by, denies, qualified-by, answered-by, superseded-by, and the symmetric two.
        """
        return tuple(self._related.get(claim, ()))

    def show(self, path: str) -> str:
        """Return a path of the topic as the user would type it."""
        below = f"{self._root}/{path}" if self._root else path
        return self._folder.show(below) if self._folder is not None else below

    def read(self, path: str, limit_name: str, where: Span | None = None) -> bytes:
        """Return a snapshot or figure, read once: the same bytes at every call.

        Raises RecordError (`path.*`), LimitError.
        """
        kept = self.files.get(path) or self._others.get(path)
        if kept is None:
            if self._folder is None:
                raise RecordError(bad_input("path.missing", where or Span(path), f"{path} does not exist"))
            kept = self._folder.read(f"{self._root}/{path}", limit_name, where)
            self._others[path] = kept
        return kept

    def files_read(self) -> Mapping[str, bytes]:
        """Return every file that was read so far, by path relative to the topic, as it was read."""
        return MappingProxyType({**self.files, **self._others})


def _relations(claims: Mapping[str, ClaimRecord]) -> tuple[tuple[Relation, ...], list[Diagnostic]]:
    """Return each relation once, and a warning for each that is typed from both sides or twice."""
    seen: dict[tuple[str, str, str], RelationRecord] = {}
    relations: list[Relation] = []
    doubled: list[Diagnostic] = []
    for claim in claims.values():
        for record in claim.relations:
            first = seen.get((claim.id, record.kind, record.to)) or seen.get(
                (record.to, INVERSE[record.kind], claim.id)
            )
            if first is not None:
                message = f"{claim.id} {record.kind} {record.to} is typed twice, first at {first.origin}"
                hint = "type a relation once; its inverse is derived"
                doubled.append(warning("relation.twice", record.origin, message, hint))
                continue
            seen[claim.id, record.kind, record.to] = record
            relations.append(Relation(claim.id, record.kind, record.to, record.origin))
    return tuple(relations), doubled


def topics(folder: Folder, sources: str = "sources") -> tuple[str, ...]:
    """Return the topics of a workspace: the folders that hold a `brief.yaml`, sorted.

    Raises RecordError when there is no folder of sources.
    """
    entries = folder.entries(sources)
    found = [e.name for e in entries if e.kind == "folder" and folder.kind(f"{sources}/{e.name}/{_BRIEF}") == "file"]
    return tuple(found)


def load_topic(folder: Folder, topic: str, sources: str = "sources") -> RecordSet:
    """Read, check and connect all records of a topic; `folder` is the workspace.

    Raises RecordError, or LimitError when a limit is among the problems, with all of them in file order.
    """
    root = f"{sources}/{topic}"
    where = Span(folder.show(root))
    problem = name_problem(topic, where)
    if problem:
        raise RecordError(problem)
    if not folder.kind(sources):
        message = f"there is no folder {sources}"
        hint = "`briefgen new workspace DIR` makes one; the configuration's `sources` names another"
        raise RecordError(bad_input("path.missing", Span(folder.show(sources)), message, hint))
    if folder.kind(root) == "":
        raise RecordError(_unknown_topic(folder, topic, sources, where))
    files, listed, problems, warnings = _read_files(folder, root)
    validator = Validator()
    _validate(validator, files, folder, root, problems)
    checker = validator.checker
    validator.connect(complete=not problems)
    problems.extend(checker.problems)
    problems.extend(_missing_figures(validator, listed["figures"]))
    warnings.extend(checker.warnings)
    if problems or validator.brief is None:
        problems.sort(key=lambda d: d.where.key())
        raise (LimitError if any(p.status == 3 for p in problems) else RecordError)(*problems)
    return RecordSet(
        topic,
        validator.brief,
        validator.sources,
        validator.claims,
        validator.entities,
        files=files,
        figures=listed["figures"],
        snapshots=listed["snapshots"],
        warnings=tuple(warnings),
        folder=folder,
        root=root,
    )


def _unknown_topic(folder: Folder, topic: str, sources: str, where: Span) -> Diagnostic:
    """Say which topics there are."""
    known = topics(folder, sources)
    near = closest(topic, known)
    hint = f"did you mean {near}?" if near else "topics: " + (", ".join(known) or "none")
    return bad_input("path.missing", where, f"there is no topic {topic}", hint)


def _read_files(
    folder: Folder, root: str
) -> tuple[dict[str, bytes], dict[str, tuple[str, ...]], list[Diagnostic], list[Diagnostic]]:
    """Read every YAML file of the topic, list its other folders, and warn of what nobody reads."""
    files: dict[str, bytes] = {}
    listed: dict[str, tuple[str, ...]] = {"figures": (), "snapshots": ()}
    problems: list[Diagnostic] = []
    warnings: list[Diagnostic] = []
    size = count = 0
    for name, kind in folder.entries(root):
        path = f"{root}/{name}"
        shown = Span(folder.show(path))
        if name.startswith(".") or name in ("README", "README.md", "LICENSE"):
            continue
        if name.endswith(".yaml"):  # a folder of such a name is refused by the reader, as a link is
            try:
                files[name] = folder.read(path, "file")
            except (RecordError, LimitError) as error:
                problems.extend(p for p in error.problems if isinstance(p, Diagnostic))
                continue
            size += len(files[name])
            if size > limits.value("topic"):
                message = f"the files of the topic are larger than {limits.value('topic')} bytes"
                raise LimitError(limit("topic", shown, message, "divide the topic"))
        elif kind == "folder" and name in _FOLDERS:
            listed[name] = _listing(folder, root, name, problems)
            count += len(listed[name])
        else:
            hint = "records are in *.yaml, images in figures/, saved copies in snapshots/"
            hint = "name it *.yaml" if name.endswith(".yml") else hint
            what = "folder" if kind == "folder" else "file"
            warnings.append(warning("path.unread", shown, f"this {what} is not read", hint))
    most = limits.value("entries")
    if count + len(files) > most:
        raise LimitError(limit("entries", Span(folder.show(root)), f"the topic holds more than {most} files"))
    return files, listed, problems, warnings


def _listing(folder: Folder, root: str, name: str, problems: list[Diagnostic]) -> tuple[str, ...]:
    """List a folder of the topic; what is not a plain file there is a problem."""
    found: list[str] = []
    for entry in folder.entries(f"{root}/{name}"):
        if entry.name.startswith("."):
            continue
        where = Span(folder.show(f"{root}/{name}/{entry.name}"))
        if entry.kind == "link":
            problems.append(
                bad_input("path.link", where, f"{name}/{entry.name} is a symbolic link", "put the file there")
            )
        elif entry.kind != "file":
            problems.append(bad_input("path.not-a-file", where, f"{name}/{entry.name} is not a file"))
        else:
            found.append(f"{name}/{entry.name}")
    return tuple(found)


def _validate(
    validator: Validator, files: Mapping[str, bytes], folder: Folder, root: str, problems: list[Diagnostic]
) -> None:
    """Read each file's YAML and check it, the brief first."""
    if _BRIEF not in files:
        shown = folder.show(f"{root}/{_BRIEF}")
        if not any(p.where.file == shown for p in problems):
            hint = "write it: title, sections, question (`briefgen new topic ID` makes one)"
            problems.append(bad_input("path.missing", Span(shown), "the topic has no brief.yaml", hint))
    for name in sorted(files, key=lambda name: (name != _BRIEF, name)):
        try:
            node = read(files[name], folder.show(f"{root}/{name}"))
        except (RecordError, LimitError) as error:
            problems.extend(p for p in error.problems if isinstance(p, Diagnostic))
            continue
        if name == _BRIEF:
            validator.take_brief(node)
        else:
            validator.take_file(node)


def _missing_figures(validator: Validator, figures: tuple[str, ...]) -> list[Diagnostic]:
    """Report figures that claims name and the folder does not hold."""
    known = frozenset(figures)
    return [
        bad_input(
            "path.missing", claim.figure.where("file"), f"{claim.figure.file} does not exist", "put it into figures/"
        )
        for claim in validator.claims.values()
        if claim.figure is not None and claim.figure.file not in known
    ]
