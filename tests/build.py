"""Small workspaces from a few words, and briefs built from them in this process.

The factories return YAML text; every field can be given, and a field that is None is left out.
Python's names stand for the keys of the contract: `asserted_by` is `asserted-by`, but CSL's own
names are typed as they are (`URL`, `**{"container-title": …}`).
"""

import functools
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefgen.document import Brief
    from briefgen.fonts import Faces
    from briefgen.layout import Pages

__all__ = [
    "AS_OF",
    "TOPIC",
    "Made",
    "a_brief",
    "a_claim",
    "a_source",
    "a_topic",
    "an_entity",
    "build",
    "faces",
    "write",
]

TOPIC = "topic"
AS_OF = (2026, 11, 22)


class Made:
    """A brief built for a test: its tree, its pages, the bytes of its PDF."""

    __slots__ = ("brief", "data", "pages", "warnings")

    def __init__(self, brief: "Brief", pages: "Pages", data: bytes, warnings: list[str]) -> None:
        """Keep what was built; `warnings` are lines as they are printed."""
        self.brief = brief
        self.pages = pages
        self.data = data
        self.warnings = warnings


def _value(value: Any) -> str:
    """Write a value in YAML's flow form: JSON strings are YAML strings."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)}: {_value(each)}" for key, each in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(str(value), ensure_ascii=False)


def _key(name: str) -> str:
    return name if name in {"archive_location", "call_number"} else name.replace("_", "-")


def _record(fields: Mapping[str, Any]) -> str:
    """Write one record as an item of a list."""
    kept = [(key, value) for key, value in fields.items() if value is not None]
    return "\n".join(
        f"{'  - ' if n == 0 else '    '}{_key(key)}: {_value(value)}" for n, (key, value) in enumerate(kept)
    )


def a_source(ident: str = "report-2020", **fields: Any) -> str:
    """Return a source: a report of 2020 with an author, unless the fields say otherwise."""
    about = {
        "type": "report",
        "title": "A report on lighthouses",
        "author": [{"family": "Keeper", "given": "Ada"}],
        "publisher": "Harbour Office",
        "issued": "2020-05-17",
        "descriptor": "An invented report by the keeper herself.",
    }
    return _record({"id": ident} | about | fields)


def a_claim(ident: str = "c01", text: str = "The lamp was lit [@report-2020, p. 3].", **fields: Any) -> str:
    """Return a claim of section `findings` with one citation, unless the fields say otherwise."""
    about = {"section": "findings", "heading": "The lamp", "kind": "reported-fact", "text": text}
    return _record({"id": ident} | about | fields)


def an_entity(ident: str = "keeper", **fields: Any) -> str:
    """Return a person."""
    return _record({"id": ident} | {"name": "Ada Keeper", "kind": "person"} | fields)


def a_brief(**fields: Any) -> str:
    """Return a brief.yaml with one section, `findings`, unless the fields say otherwise."""
    about: dict[str, Any] = {
        "title": "The lighthouse",
        "language": "en",
        "question": "Was the lamp lit?",
        "scope": "One lamp, one night.",
        "sections": [{"id": "findings", "title": "Findings"}],
    }
    return "".join(f"{_key(key)}: {_value(value)}\n" for key, value in (about | fields).items() if value is not None)


def a_topic(
    claims: Iterable[str] = (),
    sources: Iterable[str] = (),
    entities: Iterable[str] = (),
    *,
    brief: str = "",
    name: str = TOPIC,
    configuration: str = "",
) -> dict[str, str]:
    """Return the files of a workspace with one topic, by path; one claim with its source when none are given."""
    records = {"claims": [*claims] or [a_claim()], "sources": [*sources] or [a_source()], "entities": [*entities]}
    files = {"briefgen.toml": configuration, f"sources/{name}/brief.yaml": brief or a_brief()}
    for key, rows in records.items():
        if rows:
            files[f"sources/{name}/{key}.yaml"] = f"{key}:\n" + "\n".join(rows) + "\n"
    return files


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder and return it."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@functools.cache
def faces() -> "Faces":
    """Return the packaged faces alone, shared by all tests of a process: pages are the same on every machine."""
    from briefgen.fonts import Faces

    return Faces(folders=())


def build(folder: Path, audience: str = "analyst", topic: str = TOPIC, as_of: tuple[int, int, int] = AS_OF) -> Made:
    """Build one brief of a workspace in this process. Raises BriefgenError as the pipeline does."""
    from briefgen.diagnostics import exit_code
    from briefgen.errors import EvidenceError
    from briefgen.evidence import examine
    from briefgen.inputs import open_pack
    from briefgen.pipeline import build_brief
    from briefgen.project import find_project
    from briefgen.records.store import load_topic

    project = find_project(str(folder))
    with project.folder() as opened:
        records = load_topic(opened, topic, project.sources)
        examination = examine(records, as_of)
        if exit_code([problem.status for problem in examination.diagnostics]):
            raise EvidenceError(*examination.diagnostics)
        built = build_brief(
            records, examination, open_pack(project, audience), as_of, faces(), f"{topic}-{audience}.pdf"
        )
    return Made(built.brief, built.pages, built.data, [problem.line() for problem in built.warnings])
