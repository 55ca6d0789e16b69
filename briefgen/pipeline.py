"""The whole story on one screen: the stages of a build, called in order.

    load → check → select → render → parse → resolve → number → cite → lay_out → write_pdf

One topic is read and checked once; its audiences are built one after another in one process,
so that fonts, hyphenation and shaped words are shared. Bytes depend on the records, the pack,
the as-of date and the version alone.
"""

import gc
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from briefgen import cache
from briefgen.diagnostics import Diagnostic, Span, bad_input, exit_code, limit, warning
from briefgen.errors import (
    BriefgenError,
    EvidenceError,
    LimitError,
    Reportable,
    TemplateError,
)
from briefgen.evidence import Examination, examine
from briefgen.files import write_atomically
from briefgen.guard import cpu_budget
from briefgen.inputs import (
    check_fonts,
    citation_engine,
    open_faces,
    open_images,
    open_pack,
    placed,
    snapshot_readers,
    style_problems,
    topics_of,
)
from briefgen.limits import value
from briefgen.project import Date, Project, stamp_of
from briefgen.records.store import RecordSet, load_topic
from briefgen.selection.audience import Audience
from briefgen.selection.fairness import check_fairness
from briefgen.selection.pack import list_packs
from briefgen.selection.select import select
from briefgen.selection.selection import Selection
from briefgen.version import VERSION

__all__ = [
    "Built",
    "Imprint",
    "Outcome",
    "Request",
    "build_brief",
    "build_topic",
    "check_topics",
]


class Request:
    """One topic to be built: for which audiences, into which folder, as of which day."""

    __slots__ = ("as_of", "audiences", "folder", "project", "topic")

    def __init__(self, project: Project, topic: str, audiences: tuple[str, ...], folder: str, as_of: Date) -> None:
        self.project: Final = project
        self.topic: Final = topic
        self.audiences: Final = audiences
        self.folder: Final = folder
        self.as_of: Final = as_of


class Outcome:
    """What came of a request: a row for each PDF written, and every problem met."""

    __slots__ = ("built", "problems")

    def __init__(self) -> None:
        self.built: Final[list[dict[str, Any]]] = []
        self.problems: Final[list[Reportable]] = []


class Built:
    """One brief: what was selected, its tree, its laid-out pages, its bytes, and the digest of each face's file."""

    __slots__ = ("brief", "data", "fonts", "pages", "selection", "warnings")

    def __init__(
        self,
        selection: Selection,
        brief: Any,
        pages: Any,
        data: bytes,
        warnings: Sequence[Diagnostic],
        fonts: Mapping[str, str],
    ) -> None:
        self.selection: Final = selection
        self.brief: Final = brief
        self.pages: Final = pages
        self.data: Final = data
        self.warnings: Final = warnings
        self.fonts: Final = fonts


class Imprint:
    """What an edition's brief prints and a draft's does not: its number, the edition before it, what changed since.

    `previous` is None for the first edition; `since` is the last edition that is no withdrawal (number as printed, ISO
    date, records as they stood), None when there is none. `note` is the publisher's.
    """

    __slots__ = ("note", "number", "previous", "since")

    def __init__(
        self, number: str, previous: Any = None, since: "tuple[str, str, RecordSet] | None" = None, note: str = ""
    ) -> None:
        self.number: Final = number
        self.previous: Final = previous
        self.since: Final = since
        self.note: Final = note


def check_topics(project: Project, names: Sequence[str], as_of: Date) -> list[Reportable]:
    """Read and check topics, and whether the default audiences can be built; return every problem found."""
    from briefgen.templating.environment import check_templates

    problems: list[Reportable] = []
    with project.folder() as own:
        found = list_packs([(own, project.templates)])
    checked = _packs(project, tuple(dict.fromkeys((*project.default_audiences, *found))), problems)
    for pack in checked.values():
        problems.extend(check_templates(pack))
    problems.extend(style_problems([*checked.values()]))
    packs = {name: pack for name, pack in checked.items() if name in project.default_audiences}
    for name in topics_of(project, names):
        try:
            with project.folder() as folder:
                records = load_topic(folder, name, project.sources)
                problems.extend(records.warnings)
                problems.extend(examine(records, as_of, shows=_shown(packs), readers=snapshot_readers()).diagnostics)
            unfair = (problem for pack in packs.values() for problem in check_fairness(select(records, pack)))
            problems.extend({problem.line(): problem for problem in unfair}.values())
        except BriefgenError as error:
            problems.extend(error.problems)
    return problems


def _packs(project: Project, names: Sequence[str], problems: list[Reportable]) -> dict[str, Audience]:
    """Load packs; what is wrong with one does not keep the others away."""
    packs: dict[str, Audience] = {}
    for name in names:
        try:
            packs[name] = open_pack(project, name)
        except BriefgenError as error:
            problems.extend(error.problems)
    return packs


def _shown(packs: Mapping[str, Audience]) -> frozenset[str]:
    """Return the blocks that some pack shows: some rules hold only there."""
    return frozenset(block for pack in packs.values() for block in pack.show)


def build_topic(request: Request, step: Callable[[str], None] = lambda _: None) -> Outcome:
    """Build one topic for each audience; problems are collected, not raised."""
    outcome = Outcome()
    gc.disable()  # half the time of a long brief goes into collecting what is not garbage
    try:
        with request.project.folder() as folder:
            records = load_topic(folder, request.topic, request.project.sources)
            outcome.problems.extend(records.warnings)
            packs = _packs(request.project, request.audiences, outcome.problems)
            examination = examine(records, request.as_of, shows=_shown(packs), readers=snapshot_readers())
            outcome.problems.extend(examination.diagnostics)
            if exit_code([problem.status for problem in examination.diagnostics]):
                return outcome
            faces = open_faces(request.project)
            for audience, pack in packs.items():
                step(f"{request.topic} {audience}")
                _build_one(request, pack, records, examination, faces, outcome)
    except BriefgenError as error:
        outcome.problems.extend(error.problems)
    finally:
        gc.enable()
    return outcome


def _build_one(
    request: Request, pack: Audience, records: RecordSet, examination: Examination, faces: Any, outcome: Outcome
) -> None:
    path = os.path.join(request.folder, f"{request.topic}-{pack.id}.pdf")
    try:
        with cpu_budget(f"{request.topic}-{pack.id}"):
            built = build_brief(records, examination, pack, request.as_of, faces, path)
        os.makedirs(request.folder, exist_ok=True)
        write_atomically(path, built.data)
        with suppress(FileNotFoundError):
            os.remove(_markup_path(path))  # what an earlier, failed build left for its messages
    except BriefgenError as error:
        outcome.problems.extend(error.problems)
        return
    except OSError as error:
        message = f"the folder cannot be made: {error.strerror}"
        outcome.problems.append(bad_input("path.write", Span(request.folder), message))
        return
    except MemoryError:
        outcome.problems.append(limit("memory", Span(path), "this brief needs more memory than it may use"))
        return
    outcome.problems.extend(built.warnings)
    outcome.built.append(
        {
            "topic": request.topic,
            "audience": pack.id,
            "path": path,
            "pages": len(built.pages.pages),
            "bytes": len(built.data),
        }
    )


def build_brief(
    records: RecordSet,
    examination: Examination,
    pack: Audience,
    as_of: Date,
    faces: Any,
    path: str,
    imprint: Imprint | None = None,
) -> Built:
    """Build one brief in memory. `path` is where it will stand; markup that does not parse is kept beside it.

    Without an imprint it is a draft.

    Raises EvidenceError when the cut for this audience would mislead, TemplateError, CitationError,
    FontError, LayoutError or LimitError.
    """
    from briefgen.compose.attachments import attachments
    from briefgen.compose.cite import cite, unlisted
    from briefgen.compose.resolve import resolve
    from briefgen.document.number import number
    from briefgen.document.structure import check as check_shape
    from briefgen.fonts import MissingGlyphError
    from briefgen.layout import lay_out, lay_out_by_page, style_from
    from briefgen.pdf import write_pdf

    selection = select(records, pack)
    pack = selection.pack
    unfair = check_fairness(selection)
    if exit_code([problem.status for problem in unfair]):
        raise EvidenceError(*unfair)
    engine = citation_engine(pack, selection)
    grades = {quote: match.grade for quote, match in examination.quote_matches.items()}
    edition = _edition(selection, stamp_of(as_of)[:10], grades, engine.title, imprint)
    draft = _draft(pack, selection, path)
    numbered = number(resolve(draft, selection, edition), pack.notes)
    brief = cite(numbered, engine, selection)
    shape = check_shape(brief, pack.origin)
    if shape:
        raise TemplateError(*shape)
    warnings = unlisted(numbered, brief, selection)
    check_fonts(pack, faces)
    page = pack.page
    style = style_from(pack.theme, page.size, page.columns, facing=page.facing, sections=page.sections, aim=page.aim)
    try:
        images = open_images(records, selection)
        if pack.notes.number == "page":
            brief, pages = lay_out_by_page(brief, style, faces, images)
        else:
            pages = lay_out(brief, style, faces, images)
    except MissingGlyphError as error:
        raise placed(error, error.code_points, records, pack) from None
    used = sorted((pages.fonts.face(index) for index in pages.fonts.used), key=lambda face: face.name)
    fonts = {face.name: face.digest for face in used}
    files = attachments(selection, edition, fonts)
    data = write_pdf(pages, files, producer=f"briefgen {VERSION}")
    if len(data) > value("pdf"):
        raise LimitError(limit("pdf", Span(path), f"the PDF is larger than {value('pdf')} bytes"))
    return Built(selection, brief, pages, data, (*unfair, *warnings, *_too_long(pages, pack)), fonts)


def _edition(selection: Selection, date: str, grades: Mapping[str, str], style: str, imprint: Imprint | None) -> Any:
    """Return what the records do not know: a draft's date, or an edition's number and what changed since the last."""
    from briefgen.compose.colophon import Edition

    if imprint is None:
        return Edition(date, checks=grades, style=style)
    from briefgen.compose.changes import changes_since
    from briefgen.compose.wording import Wording

    number, day, records = imprint.since or ("", "", None)
    changes, marks = changes_since(records, number, day, selection, Wording(selection), imprint.note)
    if records is None and imprint.previous is not None:
        changes = ()  # there were editions, and what they said was removed: nothing can be told
    shown = "changes" in selection.pack.show
    return Edition(
        date,
        number=imprint.number,
        previous=imprint.previous,
        checks=grades,
        changes=changes,
        marks=marks if shown else {},
        style=style,
    )


def _too_long(pages: Any, pack: Audience) -> list[Diagnostic]:
    """Warn when the text ends behind the page that the pack aims at; notes may run on."""
    last = pages.last_text_page
    if not pack.page.aim or last <= pack.page.aim:
        return []
    message = f"the text ends on page {last}, and {pack.id} aims at {pack.page.aim}"
    hint = "shorten the variants that this audience reads, or lower `select: at-most`"
    return [warning("audience.too-long", pack.origin, message, hint)]


def _markup_path(path: str) -> str:
    """Return where markup that does not parse is kept, beside the draft."""
    return path.removesuffix(".pdf") + ".xml"


def _draft(pack: Audience, selection: Selection, path: str) -> Any:
    """Render and parse the template; keep markup that does not parse where its messages point."""
    from briefgen.templating.parse import parse

    markup = _rendered(pack, selection)
    file = _markup_path(path)
    try:
        return parse(markup, selection, file)
    except BriefgenError:
        os.makedirs(os.path.dirname(file) or ".", exist_ok=True)
        write_atomically(file, markup.encode())
        raise


def _rendered(pack: Audience, selection: Selection) -> str:
    """Return what the pack's template prints; the same pack and selection print the same, so Jinja may rest."""
    files = {**selection.records.files, **pack.raw}
    parts = [part for name in sorted(files) for part in (name.encode(), files[name])]
    # The files do not say which of their records are shown: a cut-off leaves some out.
    chosen = (
        VERSION,
        pack.id,
        selection.records.topic,
        selection.language,
        selection.handling,
        selection.brief.cutoff.raw if selection.brief.cutoff is not None else "",
        [claim.id for claim in selection.claims],
        [judgment.text.raw for judgment in selection.judgments],
        [*selection.sources],
        [*selection.entities],
        selection.relations,
        [*pack.words.values()],
    )
    key = cache.digest(repr(chosen).encode(), *parts)
    kept = cache.load("markup", key)
    if isinstance(kept, str):
        return kept
    from briefgen.templating.environment import render

    markup = render(pack, selection)
    cache.store("markup", key, markup)
    return markup
