"""What a build takes in besides the records: topics, packs, typefaces, citation styles, pictures.

Names in, opened things out; everything of a workspace comes through its own folder handle.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from briefgen import cache
from briefgen.diagnostics import Diagnostic, Span, bad_input, limit
from briefgen.errors import BriefgenError, CitationError, LimitError, Reportable, UsageError
from briefgen.files import Folder
from briefgen.limits import value
from briefgen.project import Project
from briefgen.records.store import RecordSet, topics
from briefgen.selection.audience import Audience
from briefgen.selection.pack import list_packs, load_pack
from briefgen.selection.selection import Selection
from briefgen.selection.theme import FAMILIES
from briefgen.styles import is_locale_file, locale_bytes, locale_file, parent_bytes, style_bytes
from briefgen.transcript import Transcript

__all__ = [
    "check_fonts",
    "citation_engine",
    "open_faces",
    "open_images",
    "open_pack",
    "placed",
    "snapshot_readers",
    "style_problems",
    "topics_of",
]


def topics_of(project: Project, names: Sequence[str]) -> tuple[str, ...]:
    """Return the topics asked for, all of them when none is named. Raises UsageError when there is none."""
    if names:
        return tuple(dict.fromkeys(names))
    with project.folder() as folder:
        found = topics(folder, project.sources)
    if not found:
        where = Span(project.path(project.sources))
        hint = "`briefgen new topic ID` makes one"
        raise UsageError(
            bad_input("usage.no-topic", where, "there is no topic here: no folder with a brief.yaml", hint)
        )
    return found


def open_pack(project: Project, name: str) -> Audience:
    """Load an audience pack from the workspace or from those that ship. Raises TemplateError, UsageError."""
    with project.folder() as own, Folder(project.shipped, "briefgen/templates") as shipped:
        roots = [(own, project.templates), (shipped, "")]
        if name not in list_packs(roots):
            hint = f"there are: {', '.join(list_packs(roots))}"
            raise UsageError(
                bad_input("usage.no-audience", Span("--audience"), f"no audience is called {name!r}", hint)
            )
        return load_pack(name, roots, Span("--audience"))


def open_faces(project: Project) -> Any:
    """Return the typefaces that a workspace's briefs are set in."""
    from briefgen.fonts import SYSTEM_FOLDERS, Faces

    return Faces(folders=(*project.font_folders, *SYSTEM_FOLDERS))


def citation_engine(pack: Audience, selection: Selection) -> Transcript:
    """Return the citation engine for the pack's style over the selected sources; what it has answered before is kept.

    Raises CitationError (`style.*`), LimitError (`style`), now or when it is first asked something new.
    """
    from briefgen.compose.citations import check_note_numbers
    from briefgen.records.csljson import citation_item

    data = _style_data(pack)
    items = {source.id: citation_item(source, selection.language) for source in selection.sources.values()}

    def make() -> Any:
        from briefgen.citation import Engine

        return Engine(_style(pack, data), selection.language, items, lambda tag: _locale(pack, tag))

    engine = Transcript(_engine_key(pack, data, selection.language, items), make)
    check_note_numbers(pack, prints_numbers=engine.prints_numbers)
    return engine


def _engine_key(pack: Audience, data: bytes, language: str, items: Mapping[str, Any]) -> bytes | None:
    """Return what names an engine; None for a style that rests on another one, which may lie in a package."""
    if b"independent-parent" in data:
        return None
    own = [part for path in sorted(pack.raw) if is_locale_file(path.rpartition("/")[2]) for part in _named(pack, path)]
    return cache.digest(data, language.encode(), repr(items).encode(), *own)


def _named(pack: Audience, path: str) -> tuple[bytes, bytes]:
    return path.encode(), pack.raw[path]


def _style_data(pack: Audience) -> bytes:
    """Return the file of the pack's style. Raises CitationError, LimitError."""
    return pack.csl if pack.style_path else style_bytes(pack.style, pack.style_origin)


def _style(pack: Audience, data: bytes) -> Any:
    """Compile the pack's style; the parent of a dependent one may lie in the pack. Raises CitationError, LimitError."""
    from briefgen.citation import Style

    def parent(address: str) -> bytes | None:
        return _own_file(pack, address.rstrip("/").rpartition("/")[2] + ".csl") or parent_bytes(address)

    style = Style.parse(data, file=pack.style_path or f"{pack.style}.csl", parents=parent)
    if style.language and not style.speaks(lambda tag: _locale(pack, tag)):
        message = f"the style is written for the language {style.language[:40]!r}, and its locale is not at hand"
        hint = f"copy {locale_file(style.language[:40])} of the CSL project into the folder of the pack"
        raise CitationError(bad_input("style.locale-missing", style.language_place, message, hint))
    return style


def _own_file(pack: Audience, name: str) -> bytes | None:
    """Return a file of the pack, or of the nearest one that it extends."""
    return next((pack.raw[f"{id}/{name}"] for id in pack.lineage if f"{id}/{name}" in pack.raw), None)


def _locale(pack: Audience, tag: str) -> bytes | None:
    """Return a CSL locale: one in the pack before one that ships."""
    return _own_file(pack, locale_file(tag)) or locale_bytes(tag)


def style_problems(packs: Sequence[Audience]) -> list[Reportable]:
    """Compile each style that some pack names once, and the locales beside it; return what is wrong with them."""
    from briefgen.citation import Locale

    problems: list[Reportable] = []
    seen: set[bytes | str] = set()
    for pack in packs:
        style = pack.style_path or pack.style
        try:
            if style not in seen:
                seen.add(style)
                _style(pack, _style_data(pack))
            for path, data in pack.raw.items():
                if is_locale_file(path.rpartition("/")[2]) and data not in seen:
                    seen.add(data)
                    Locale.parse(data, file=path)
        except BriefgenError as error:
            problems.extend(error.problems)
    return problems


def snapshot_readers() -> Mapping[str, Callable[[bytes], str]]:
    """Return what turns saved copies into text, by suffix: each in a limited child, once for the same bytes."""
    return {"html": partial(_text_of, "briefgen.evidence.webpage"), "pdf": partial(_text_of, "briefgen.pdfread.text")}


def _text_of(module: str, data: bytes) -> str:
    """Return the text of a stranger's file. Raises ValueError with a reason, LimitError."""
    from briefgen.guard import run_limited

    key = cache.digest(module.encode(), data)
    kept = cache.load("snapshot", key)
    if isinstance(kept, str):
        return kept
    try:
        text = run_limited(f"{module}:read_text", data, Span("snapshot")).decode()
    except UsageError as error:
        raise ValueError(next(getattr(problem, "message", "") for problem in error.problems)) from None
    cache.store("snapshot", key, text)
    return text


def open_images(records: RecordSet, selection: Selection) -> Mapping[str, Any]:
    """Read the pictures of the claims shown."""
    figures = [claim.figure for claim in selection.claims if claim.figure is not None]
    if not figures:
        return {}
    from briefgen.images import read_picture

    if len(figures) > value("images"):
        raise LimitError(limit("images", figures[-1].origin, f"a brief holds at most {value('images')} images"))
    return {
        figure.file: read_picture(records.read(figure.file, "image", figure.where("file")), figure.where("file"))
        for figure in figures
    }


def check_fonts(pack: Audience, faces: Any) -> None:
    """Look for the families that the theme names. Raises FontError (`font.unknown-family`) with every one not found."""
    from briefgen.errors import FontError

    problems: list[Diagnostic] = []
    for key in FAMILIES:
        if key in pack.theme:
            try:
                faces.chain(pack.theme[key], 400, italic=False)
            except FontError as error:
                where = pack.theme_origins.get(key, pack.origin)
                problems.extend(
                    bad_input(problem.code, where, f"theme.{key}: {problem.message}", problem.hint)
                    for problem in error.problems
                    if isinstance(problem, Diagnostic)
                )
    if problems:
        raise FontError(*problems)


def placed(error: BriefgenError, code_points: Sequence[int], records: RecordSet, pack: Audience) -> BriefgenError:
    """Say in which record the first character without a glyph stands."""
    from briefgen.errors import FontError

    problems = []
    for problem, code in zip(error.problems, code_points, strict=False):
        if isinstance(problem, Diagnostic):
            where = _find(chr(code), records) or pack.origin
            problems.append(bad_input(problem.code, where, problem.message, problem.hint))
    return FontError(*problems) if problems else error


def _find(letter: str, records: RecordSet) -> Span | None:
    """Return where a character first stands in the topic's files."""
    for path, data in records.files.items():
        for number, line in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
            column = line.find(letter)
            if column >= 0:
                return Span(records.show(path), number, column + 1)
    return None
