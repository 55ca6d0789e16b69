"""A topic in, a dated edition in its archive out: check, build in memory, prove, and hand the bytes to the archive.

    load → cut off → examine → build each audience → prove → tables and manifest → commit

Reads no cache: what an edition says of its evidence was looked up for this edition. Under `dry_run` everything is done
but the writing. What a bag holds of the records are the bytes as read.
"""

import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha512
from typing import Any, Final

from briefgen import limits
from briefgen.diagnostics import Diagnostic, Span, bad_input, exit_code
from briefgen.editions.archive import open_archive
from briefgen.editions.filesystem import FileSystem
from briefgen.editions.model import Archive, Edition, Kind
from briefgen.editions.publish import Content, Place, commit_edition, place_after
from briefgen.editions.remote import open_store
from briefgen.editions.tables import (
    changed_ids,
    check_against,
    claims_table,
    judgments_table,
    retired_ids,
    sources_table,
)
from briefgen.errors import EvidenceError, Reportable, UsageError
from briefgen.evidence import Examination, examine
from briefgen.files import check_name
from briefgen.guard import cpu_budget
from briefgen.inputs import open_faces, open_pack, snapshot_readers
from briefgen.pipeline import Built, Imprint, build_brief
from briefgen.project import Date, Project, stamp_of
from briefgen.records.store import RecordSet, load_topic
from briefgen.records.text import faults
from briefgen.selection.audience import Audience
from briefgen.selection.labels import highest
from briefgen.styles import style_bytes
from briefgen.version import ENGINE, VERSION

__all__ = [
    "Published",
    "Request",
    "archive_folder",
    "archive_store",
    "build_editions",
    "check_line",
    "publish_topic",
    "tool",
    "written",
]

_NOTE_AT_MOST: Final = 1_000
_PACKAGES: Final = ("reportlab", "uharfbuzz", "pyphen", "pillow", "jinja2", "pyyaml", "pypdf")
_FORMAT: Final = 1


class Request:
    """One edition to be published."""

    __slots__ = ("audiences", "cutoff", "date", "dry_run", "note", "project", "topic")

    def __init__(
        self,
        project: Project,
        topic: str,
        audiences: tuple[str, ...],
        date: Date,
        *,
        note: str = "",
        cutoff: Date | None = None,
        dry_run: bool = False,
    ) -> None:
        self.project: Final = project
        self.topic: Final = topic
        self.audiences: Final = audiences
        self.date: Final = date
        self.note: Final = note
        self.cutoff: Final = cutoff
        self.dry_run: Final = dry_run


class Published:
    """What came of a request: the content, the edition (None when it was a dry run), every warning met."""

    __slots__ = ("content", "edition", "problems")

    def __init__(self) -> None:
        self.content: Content | None = None
        self.edition: Edition | None = None
        self.problems: Final[list[Reportable]] = []


def archive_folder(project: Project, topic: str) -> str:
    """Return where the archive of a topic lies, as the user would type it. Raises UsageError for a name that is none."""
    check_name(topic, Span(topic))
    if project.archive:
        return f"{project.archive.rstrip('/')}/{topic}"
    return project.path(project.output, "editions", topic)


def archive_store(project: Project, topic: str, *, make: bool = False) -> FileSystem:
    """Return the archive of a topic; with `make` its folder is made. Raises UsageError (`archive.none`, `path.write`)."""
    folder = archive_folder(project, topic)
    try:
        return open_store(folder, make=make)
    except OSError as error:
        if not make and isinstance(error, FileNotFoundError):
            hint = "`briefgen publish TOPIC` makes the first edition"
            raise UsageError(bad_input("archive.none", Span(folder), "there is no archive of editions", hint)) from None
        message = f"the archive cannot be opened: {(error.strerror or str(error)).lower()}"
        raise UsageError(bad_input("path.write", Span(folder), message)) from None


def check_line(text: str, option: str) -> str:
    """Return a text typed at the command line for the archive: one line under the character table. Raises UsageError."""
    where = Span(option)
    problems = [bad_input(code, where, message, hint) for _, code, message, hint in faults(text)]
    if not text.strip() or "\n" in text or text != text.strip() or len(text) > _NOTE_AT_MOST:
        message = f"the text must be one line of 1 to {_NOTE_AT_MOST} characters, without blanks at its ends"
        problems.append(bad_input("usage.arguments", where, message))
    if problems:
        raise UsageError(*problems)
    return text


def publish_topic(request: Request, step: Callable[[str], None] = lambda _: None) -> Published:
    """Publish one edition. Raises what the build raises, and what `commit_edition` does; warnings are returned."""
    published = Published()
    date = stamp_of(request.date)[:10]

    def make(place: Place) -> Content:
        published.content = _content(request, place, published.problems, step)
        return published.content

    gc.disable()
    try:
        with _without_cache():
            if request.dry_run:
                make(place_after(_archive(request), request.topic, date))
            else:
                with request.project.folder() as folder:  # a topic that cannot be read leaves no empty archive behind
                    load_topic(folder, request.topic, request.project.sources)
                store = archive_store(request.project, request.topic, make=True)
                published.edition = commit_edition(store, request.topic, date, make)
    finally:
        gc.enable()
    return published


def _archive(request: Request) -> Archive | None:
    try:
        return open_archive(archive_store(request.project, request.topic))
    except UsageError as error:
        if all(isinstance(problem, Diagnostic) and problem.code == "archive.none" for problem in error.problems):
            return None
        raise


@contextmanager
def _without_cache() -> Iterator[None]:
    """Switch the cache off for what an edition is made of."""
    before = os.environ.get("BRIEFGEN_CACHE")
    os.environ["BRIEFGEN_CACHE"] = "off"
    try:
        yield
    finally:
        if before is None:
            del os.environ["BRIEFGEN_CACHE"]
        else:
            os.environ["BRIEFGEN_CACHE"] = before


def _content(
    request: Request, place: Place, problems: list[Reportable], step: Callable[[str], None] = lambda _: None
) -> Content:
    """Build an edition in memory. Raises EvidenceError with every finding."""
    project = request.project
    with project.folder() as folder:
        topic = load_topic(folder, request.topic, project.sources)
        records = _as_of_cutoff(topic, request)
        problems.extend(records.warnings)
        packs = {name: open_pack(project, name) for name in request.audiences}
        shows = frozenset(block for pack in packs.values() for block in pack.show)
        examination = examine(records, request.date, shows=shows, readers=snapshot_readers())
        if exit_code([problem.status for problem in examination.diagnostics]):
            raise EvidenceError(*examination.diagnostics)
        problems.extend(examination.diagnostics)
        imprint = _imprint(place, records, request.note)
        briefs = build_editions(project, records, examination, packs, request.date, imprint, step)
        for built in briefs.values():
            problems.extend(built.warnings)
        payload = _payload(topic, records, packs, briefs, place)
    about = _about(request, place, records, briefs, payload)
    if place.base is not None:
        found = list(
            check_against(place.base, about, records, note=request.note, same_files=_same(place.base, about, payload))
        )
        if exit_code([problem.status for problem in found]):
            raise EvidenceError(*found)
        problems.extend(found)
    payload["data/edition.json"] = _as_bytes(about)
    return Content(
        payload,
        imprint.number,
        about["date"],
        note=request.note,
        cutoff=about["cutoff"],
        handling=about["handling"],
    )


def _as_of_cutoff(records: RecordSet, request: Request) -> RecordSet:
    """Return the records as they stood at the cut-off asked for."""
    if request.cutoff is None:
        return records
    from briefgen.records.cutoff import cut_off

    own = records.brief.cutoff
    where = Span("--cutoff")
    if request.cutoff > request.date:
        raise UsageError(bad_input("edition.cutoff", where, "the cut-off is after the date of the edition"))
    if own is not None and own.is_before(request.cutoff):
        message = f"the cut-off is after {own.raw}, the topic's own"
        raise UsageError(bad_input("edition.cutoff", where, message, "raise `cutoff` in brief.yaml"))
    return cut_off(records, request.cutoff)


def _imprint(place: Place, records: RecordSet, note: str) -> Imprint:
    from briefgen.compose.colophon import Previous
    from briefgen.editions.payload import records_of
    from briefgen.records.cutoff import cut_off
    from briefgen.records.dates import Edtf

    previous = None
    if place.previous is not None:
        previous = Previous(place.previous.label, place.previous.date, place.previous.head)
    since = None
    if place.base is not None:
        before = records_of(place.base)
        if place.base.about.get("cut-off-asked"):
            last = Edtf.parse(place.base.cutoff).latest
            before = cut_off(before, last) if last is not None else before
        since = (place.base.label, place.base.date, before)
    return Imprint(place.label(records.brief.series), previous, since, note)


def build_editions(
    project: Project,
    records: RecordSet,
    examination: Examination,
    packs: Mapping[str, Audience],
    date: Date,
    imprint: Imprint,
    step: Callable[[str], None] = lambda _: None,
) -> dict[str, Built]:
    """Build the brief of each audience and prove it on its finished bytes. Raises EvidenceError and the build's errors."""
    from briefgen.compose.printed import printed
    from briefgen.editions.proof import Printed, prove

    faces = open_faces(project)
    briefs: dict[str, Built] = {}
    for audience, pack in packs.items():
        step(f"{records.topic} {audience}")
        where = os.path.join(project.drafts, f"{records.topic}-{audience}.pdf")
        with cpu_budget(f"{records.topic}-{audience}"):
            built = build_brief(records, examination, pack, date, faces, where, imprint)
            found = prove(built.data, built.selection, Printed(*printed(built.brief)), Span(where))
        if found:
            raise EvidenceError(*found)
        briefs[audience] = built
    return briefs


def _payload(
    topic: RecordSet, records: RecordSet, packs: Mapping[str, Audience], briefs: Mapping[str, Built], place: Place
) -> dict[str, bytes]:
    """Return the payload but for edition.json: the bytes that were checked are the bytes that are kept."""
    from briefgen.document.dump import dump

    read = records.files_read()
    files = {f"data/records/{path}": data for path, data in topic.files.items()}
    for path, size in _named(topic):
        files[f"data/records/{path}"] = read[path] if path in read else topic.read(path, size)
    for name, pack in packs.items():
        files.update({f"data/packs/{path}": data for path, data in pack.raw.items()})
        if not pack.csl:
            files[f"data/styles/{pack.style}.csl"] = style_bytes(pack.style, pack.origin)
        files[f"data/trees/{name}.json"] = dump(briefs[name].brief).encode()
        files[f"data/briefs/{place.topic}-{place.name}-{name}.pdf"] = briefs[name].data
    return files


def _named(records: RecordSet) -> list[tuple[str, str]]:
    """Return the figures and the saved copies that records name and that are there, each with its limit."""
    figures = {claim.figure.file for claim in records.claims.values() if claim.figure is not None}
    copies = {copy.path for source in records.sources.values() for copy in source.preserved if copy.path}
    listed = [(path, "image") for path in records.figures if path in figures]
    return listed + [(path, "snapshot") for path in records.snapshots if path in copies]


def _about(
    request: Request, place: Place, records: RecordSet, briefs: Mapping[str, Built], payload: Mapping[str, bytes]
) -> dict[str, Any]:
    """Return `edition.json`: what this edition is, what made it, and what it says, in tables."""
    labels = [record.handling for table in (records.claims, records.sources) for record in table.values()]
    claims = claims_table(records)
    before: Mapping[str, Any] = place.base.about if place.base is not None else {}
    about: dict[str, Any] = {
        "format": _FORMAT,
        "topic": place.topic,
        "number": place.number,
        "label": place.label(records.brief.series),
        "kind": str(Kind.EDITION),
        "date": stamp_of(request.date)[:10],
        "cutoff": records.brief.cutoff.raw if records.brief.cutoff is not None else "",
        "cut-off-asked": request.cutoff is not None,
        "note": request.note,
        "title": records.brief.title,
        "language": records.brief.language,
        "handling": highest(label for label in labels if label),
        "previous": None,
        "tool": tool(),
        "source-date-epoch": _epoch(request.date),
        "limits": {name: limits.value(name) for name in limits.LIMITS},
        "fonts": dict(sorted({face: digest for b in briefs.values() for face, digest in b.fonts.items()}.items())),
        "audiences": list(briefs),
        "briefs": [_brief(name, built, place, payload) for name, built in briefs.items()],
        "claims": claims,
        "sources": sources_table(records),
        "judgments": judgments_table(records),
        "retired": retired_ids(before, place.base.number if place.base is not None else 0, claims),
    }
    if place.previous is not None:
        previous = place.previous
        about["previous"] = {"number": previous.number, "date": previous.date, "head": previous.head}
    if place.base is not None:
        about["changes"] = {"since": place.base.number, **changed_ids(before, about)}
    return about


def _brief(name: str, built: Built, place: Place, payload: Mapping[str, bytes]) -> dict[str, Any]:
    path = f"data/briefs/{place.topic}-{place.name}-{name}.pdf"
    return {
        "audience": name,
        "path": path,
        "sha512": sha512(payload[path]).hexdigest(),
        "bytes": len(payload[path]),
        "pages": len(built.pages.pages),
        "handling": built.selection.handling,
        "claims": [claim.id for claim in built.selection.claims],
        "sources": list(built.selection.sources),
    }


def tool() -> dict[str, Any]:
    """Return the versions of what makes bytes."""
    import zlib
    from importlib.metadata import PackageNotFoundError, version

    packages = {}
    for name in _PACKAGES:
        try:
            packages[name] = version(name)
        except PackageNotFoundError:  # a copy of the package without its metadata
            packages[name] = "unknown"
    python = ".".join(map(str, sys.version_info[:3]))
    return {
        "name": "briefgen",
        "version": VERSION,
        "engine": ENGINE,
        "python": python,
        "packages": packages,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }


def _epoch(date: Date) -> int:
    """Return SOURCE_DATE_EPOCH of the edition's day: midnight in UTC."""
    import calendar

    return calendar.timegm((*date, 0, 0, 0))


def _same(base: Edition, about: Mapping[str, Any], payload: Mapping[str, bytes]) -> bool:
    """Tell whether records, packs and cut-off are those of an edition: then only number and date are new."""
    if base.about.get("cutoff") != about["cutoff"]:
        return False
    lines = base.read("manifest-sha512.txt").decode("ascii", "replace").splitlines()
    kept = ("data/records/", "data/packs/", "data/styles/")
    before = {line[130:]: line[:128] for line in lines if line[130:].startswith(kept)}
    now = {path: sha512(data).hexdigest() for path, data in payload.items() if path.startswith(kept)}
    return before == now


def _as_bytes(about: Mapping[str, Any]) -> bytes:
    """Return `edition.json` as it is written: sorted keys, one way to write each value."""
    import json

    return json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def written(content: Content, edition: Edition) -> Sequence[str]:
    """Return the paths of the PDFs of an edition, as the user would type them."""
    return [edition.show(path) for path in content.payload if path.startswith("data/briefs/")]
