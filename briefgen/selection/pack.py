"""Pack folders in, an `Audience` out: files listed and read, inheritance resolved, settings merged.

A pack and the packs that it extends are looked up in each root in turn: the workspace's templates, then those that
ship. A folder holds audience.yaml, `*.xml.j2`, `*.csl` and CSL locales (`locales-pt-BR.xml`); README, LICENSE and dot-files are not read; anything
else is an error. Everything that is wrong along the line of inheritance is reported together.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NoReturn

from briefgen.diagnostics import Diagnostic, Span, bad_input
from briefgen.errors import BriefgenError, LimitError, TemplateError
from briefgen.files import Folder, name_problem
from briefgen.records.read import read
from briefgen.records.schema import closest
from briefgen.records.text import faults
from briefgen.selection.audience import Audience, Choice, NoteSettings, PageSettings, TemplateFile
from briefgen.selection.settings import Settings, read_settings
from briefgen.selection.words import WORDS
from briefgen.styles import is_locale_file

__all__ = ["PackRoot", "list_packs", "load_pack"]

# A folder, and the path in it below which each pack is a folder ("" for the folder itself).
PackRoot = tuple[Folder, str]

SETTINGS_FILE: Final = "audience.yaml"
_TEMPLATE: Final = ".xml.j2"
_STYLE: Final = ".csl"
_UNREAD: Final = ("README", "LICENSE", "LICENCE")
_FAULTS_AT_MOST: Final = 20


class _Pack:
    """One pack as read: its settings, and the bytes of its files by name."""

    __slots__ = ("files", "folder", "id", "path", "settings")

    def __init__(self, id: str, folder: Folder, path: str, files: dict[str, bytes], settings: Settings) -> None:
        self.id: Final = id
        self.folder: Final = folder
        self.path: Final = path
        self.files: Final = files
        self.settings: Final = settings

    def show(self, name: str) -> str:
        """Return the path of a file as the user would type it."""
        return self.folder.show(f"{self.path}/{name}" if self.path else name)


def list_packs(roots: Sequence[PackRoot]) -> tuple[str, ...]:
    """Return the ids of all packs that can be found, sorted."""
    found = set()
    for folder, prefix in roots:
        if not prefix or folder.kind(prefix) == "folder":
            for entry in folder.entries(prefix):
                if entry.kind == "folder" and folder.kind(_join(prefix, entry.name, SETTINGS_FILE)) == "file":
                    found.add(entry.name)
    return tuple(sorted(found))


def load_pack(id: str, roots: Sequence[PackRoot], where: Span | None = None) -> Audience:
    """Read a pack and everything that it inherits; `where` is who asked for it, for messages.

    Raises TemplateError with every fault found, or LimitError when one of them is a limit.
    """
    problems: list[Diagnostic] = []
    line = _read_lineage(id, roots, where or Span("-"), problems)
    if problems:
        _fail(problems)
    audience = _merge(line, problems)
    if problems:
        _fail(problems)
    return audience


def _fail(problems: list[Diagnostic]) -> NoReturn:
    kind = LimitError if any(problem.status == 3 for problem in problems) else TemplateError
    raise kind(*problems)


def _join(*parts: str) -> str:
    return "/".join(part for part in parts if part)


# --- reading ------------------------------------------------------------------------------


def _read_lineage(id: str, roots: Sequence[PackRoot], where: Span, problems: list[Diagnostic]) -> list[_Pack]:
    """Read a pack, its parent and so on, the pack first."""
    line: list[_Pack] = []
    wanted = id
    while wanted:
        ids = [pack.id for pack in line]
        if wanted in ids:
            ring = [*ids[ids.index(wanted) :], wanted]
            message = "a circle of packs: " + ", which extends ".join(ring)
            problems.append(bad_input("template.circle", where, message, "let one of them extend nothing"))
            break
        problem = name_problem(wanted, where)
        if problem is not None:
            problems.append(problem)
            break
        place = next((root for root in roots if root[0].kind(_join(root[1], wanted)) == "folder"), None)
        if place is None:
            near = closest(wanted, list_packs(roots))
            hint = f"did you mean {near}?" if near else "packs: " + ", ".join(list_packs(roots))
            problems.append(bad_input("template.unknown-pack", where, f"there is no pack {wanted}", hint))
            break
        pack = _read_pack(wanted, place[0], _join(place[1], wanted), problems)
        if pack is None:
            break
        line.append(pack)
        wanted = pack.settings.extends
        where = pack.settings.where("extends")
    return line


def _read_pack(id: str, folder: Folder, path: str, problems: list[Diagnostic]) -> _Pack | None:
    """Read the files of one pack."""
    try:
        entries = folder.entries(path)
    except BriefgenError as error:
        problems.extend(_diagnostics(error))
        return None
    files: dict[str, bytes] = {}
    for entry in entries:
        name = entry.name
        if name.startswith((".", *_UNREAD)):
            continue
        where = Span(folder.show(_join(path, name)))
        is_template, is_locale = name.endswith(_TEMPLATE), is_locale_file(name)
        is_style = is_locale or name.endswith(_STYLE)
        if entry.kind != "file" or not (name == SETTINGS_FILE or is_template or is_style):
            what = {"file": "file", "folder": "folder", "link": "link"}.get(entry.kind, "special file")
            message = f"a pack holds {SETTINGS_FILE}, *{_TEMPLATE}, *{_STYLE} and locales-xx-XX.xml; this {what} is none of them"
            problems.append(bad_input("template.file", where, message, "move it out of the pack"))
            continue
        problem = name_problem(name.lower() if is_locale else name, where)
        if problem is not None:
            problems.append(problem)
            continue
        try:
            size = "template" if is_template else "style" if is_style else "file"
            files[name] = folder.read(_join(path, name), size)
        except BriefgenError as error:
            problems.extend(_diagnostics(error))
    return _with_settings(id, folder, path, files, problems)


def _with_settings(
    id: str, folder: Folder, path: str, files: dict[str, bytes], problems: list[Diagnostic]
) -> _Pack | None:
    shown = folder.show(_join(path, SETTINGS_FILE))
    if SETTINGS_FILE not in files:
        if not any(problem.where.file == shown for problem in problems):
            message = f"the pack {id} has no {SETTINGS_FILE}"
            problems.append(bad_input("template.file", Span(shown), message, "write at least title: and extends:"))
        return None
    try:
        settings = read_settings(read(files[SETTINGS_FILE], shown), problems)
    except BriefgenError as error:
        problems.extend(_diagnostics(error))
        return None
    return _Pack(id, folder, path, files, settings)


def _diagnostics(error: BriefgenError) -> list[Diagnostic]:
    return [problem for problem in error.problems if isinstance(problem, Diagnostic)]


def _template_text(data: bytes, path: str, problems: list[Diagnostic]) -> str:
    """Decode a template; line ends become LF, tabs are white space as in any markup."""
    try:
        text = data.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte {data[error.start]:#04x} is not UTF-8"
        problems.append(bad_input("text.encoding", Span(path, line), message, "save the file as UTF-8"))
        return ""
    for offset, code, message, hint in faults(text.replace("\t", " "))[:_FAULTS_AT_MOST]:
        start = text.rfind("\n", 0, offset) + 1
        where = Span(path, text.count("\n", 0, offset) + 1, offset - start + 1)
        problems.append(bad_input(code, where, message.replace("in a record", "in a template"), hint))
    return text


# --- merging ------------------------------------------------------------------------------


def _merge(line: list[_Pack], problems: list[Diagnostic]) -> Audience:
    """Lay each pack over its parent."""
    values: dict[str, str] = {}
    tables: dict[str, dict[str, object]] = {}
    places: dict[str, Span] = {}
    styles: dict[str, bytes] = {}
    style_holder: dict[str, _Pack] = {}
    files: dict[str, TemplateFile] = {}
    for pack in reversed(line):
        settings = pack.settings
        values.update(settings.values)
        places.update(settings.places)
        for key, table in settings.tables.items():
            merged = tables.setdefault(key, {})
            for name, value in table.items():
                before = merged.get(name)
                merged[name] = {**before, **value} if isinstance(before, dict) and isinstance(value, dict) else value
        for name, data in pack.files.items():
            if name.endswith(_TEMPLATE):
                path = pack.show(name)
                file = TemplateFile(name, pack.id, path, _template_text(data, path, problems))
                files[name] = files[f"{pack.id}/{name}"] = file
            elif name.endswith(_STYLE):
                styles[name], style_holder[name] = data, pack
        if "style" in settings.values and settings.values["style"].endswith(_STYLE):
            _check_style(settings, styles, problems)
    first = line[0]
    template, style = values.get("template", "brief.xml.j2"), values.get("style", "chicago-notes")
    if template not in files:
        where = places.get("template", first.settings.origin)
        hint = "templates: " + ", ".join(sorted(files)) if files else "extend analyst, or add the file"
        problems.append(bad_input("template.missing", where, f"there is no template {template}", hint))
    notes = NoteSettings(**tables.get("notes", {}))  # type: ignore[arg-type]
    _check_notes(notes, places.get("notes.number", first.settings.origin), problems)
    is_file = style.endswith(_STYLE) and style in styles
    return Audience(
        id=first.id,
        title=values.get("title", first.id),
        lineage=tuple(pack.id for pack in line),
        template=template,
        style=style,
        style_path=style_holder[style].show(style) if is_file else "",
        csl=styles[style] if is_file else b"",
        page=PageSettings(**tables.get("page", {})),  # type: ignore[arg-type]
        notes=notes,
        show=tuple(tables.get("show", {"show": ()})["show"]),  # type: ignore[arg-type]
        select=_choice(tables.get("select", {})),
        theme={key: str(value) for key, value in tables.get("theme", {}).items()},
        words={**WORDS, **{key: str(value) for key, value in tables.get("words", {}).items()}},
        language=values.get("language", ""),
        files=files,
        raw={f"{pack.id}/{name}": data for pack in line for name, data in pack.files.items()},
        origin=first.settings.origin,
        style_origin=places.get("style"),
        theme_origins={name: places[f"theme.{name}"] for name in tables.get("theme", {})},
    )


def _check_notes(notes: NoteSettings, where: Span, problems: list[Diagnostic]) -> None:
    """A number that counts from 1 on each page names a note on that page alone."""
    if notes.number != "page":
        return
    if notes.at != "page":
        hint = "set notes.at: page, or count by document or section"
        message = f"notes.number: page cannot be together with notes.at: {notes.at}"
        problems.append(bad_input("template.value", where, message, hint))
    if notes.repeat == "mark":
        hint = "set notes.repeat: note, or count by document or section"
        message = "notes.number: page cannot be together with notes.repeat: mark"
        problems.append(bad_input("template.value", where, message, hint))


def _check_style(settings: Settings, styles: Mapping[str, bytes], problems: list[Diagnostic]) -> None:
    """A style file lies in the folder of the pack that names it, or of a parent."""
    style = settings.values["style"]
    if style not in styles:
        message = f"the pack has no style file {style}"
        hint = "copy the .csl file into the folder of the pack"
        problems.append(bad_input("template.missing", settings.where("style"), message, hint))


def _choice(table: Mapping[str, object]) -> Choice:
    """Make the `select` settings."""
    return Choice(**{key.replace("-", "_"): value for key, value in table.items()})  # type: ignore[arg-type]
