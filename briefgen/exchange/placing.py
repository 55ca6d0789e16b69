"""Imported records into a topic: a new file beside the others, or nothing when an id is taken."""

import os
from typing import Final

from briefgen.diagnostics import Span, bad_input
from briefgen.errors import RecordError, UsageError
from briefgen.exchange.idents import slug
from briefgen.exchange.importing import Imported
from briefgen.files import Folder, name_problem, write_atomically
from briefgen.project import Project
from briefgen.records.read import Mapping, Scalar, Sequence, read
from briefgen.records.store import topics

__all__ = ["brief_language", "place"]

_BRIEF: Final = "brief.yaml"


def brief_language(project: Project, topic: str) -> str:
    """Return the language of a topic's brief. Raises UsageError when there is no such topic."""
    with project.folder() as folder:
        root = _root(folder, project, topic)
        if folder.kind(f"{root}/{_BRIEF}") != "file":
            return "en"
        path = f"{root}/{_BRIEF}"
        language = read(folder.read(path, "file"), folder.show(path)).entries.get("language")
    return language.text if isinstance(language, Scalar) else "en"


def place(project: Project, topic: str, imported: Imported, name: str) -> str:
    """Write the records into a new file of the topic and return its path; `name` is the file that was imported.

    Other faults of the topic do not matter here: claims may cite these works already. Raises UsageError,
    RecordError (`id.duplicate`).
    """
    with project.folder() as folder:
        root = _root(folder, project, topic)
        entries = {entry.name for entry in folder.entries(root)}
        known = _ids(folder, root, sorted(entry for entry in entries if entry.endswith(".yaml")))
    problems = [
        bad_input("id.duplicate", Span(name), f"the topic {topic} has a source {ident} already, at {known[ident]}",
                  "take it out of the file that is imported, or give one of the two another key")
        for ident in imported.ids if ident in known
    ]  # fmt: skip
    if problems:
        raise RecordError(*problems)
    path = project.path(project.sources, topic, _free(slug(os.path.splitext(os.path.basename(name))[0]), entries))
    write_atomically(path, imported.text.encode())
    return path


def _root(folder: Folder, project: Project, topic: str) -> str:
    """Return the folder of a topic, relative to the workspace."""
    where = Span(folder.show(f"{project.sources}/{topic}"))
    problem = name_problem(topic, where)
    if problem:
        raise UsageError(problem)
    if folder.kind(f"{project.sources}/{topic}") != "folder":
        known = topics(folder, project.sources) if folder.kind(project.sources) else ()
        hint = "topics: " + (", ".join(known) or "none")
        raise UsageError(bad_input("usage.no-topic", where, f"there is no topic {topic}", hint))
    return f"{project.sources}/{topic}"


def _ids(folder: Folder, root: str, names: list[str]) -> dict[str, Span]:
    """Return the ids of all sources of a topic with their places."""
    found: dict[str, Span] = {}
    for name in names:
        if name == _BRIEF or name.startswith("."):
            continue
        listed = read(folder.read(f"{root}/{name}", "file"), folder.show(f"{root}/{name}")).entries.get("sources")
        for node in listed.items if isinstance(listed, Sequence) else ():
            ident = node.entries.get("id") if isinstance(node, Mapping) else None
            if isinstance(ident, Scalar):
                found.setdefault(ident.text, ident.span())
    return found


def _free(stem: str, taken: set[str]) -> str:
    """Return a file name that the topic does not have."""
    first = f"imported-{stem or 'sources'}"[:50].rstrip("-")
    number = 1
    name = f"{first}.yaml"
    while name in taken:
        number += 1
        name = f"{first}-{number}.yaml"
    return name
