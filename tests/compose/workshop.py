"""Selections from a few lines of YAML, read and chosen by the real rooms, and a citation engine that hides nothing."""

from collections.abc import Sequence
from typing import Any

from briefgen.citation import Citation, Run
from briefgen.compose.colophon import Edition
from briefgen.compose.resolve import resolve
from briefgen.diagnostics import Span
from briefgen.document import nodes as n
from briefgen.document.draft import Place
from briefgen.document.walk import plain
from briefgen.records.read import read
from briefgen.records.store import RecordSet
from briefgen.records.validate import Validator
from briefgen.selection.select import select
from briefgen.selection.selection import Selection
from tests.selection.factories import a_pack

__all__ = [
    "BRIEF",
    "PEOPLE",
    "WORKS",
    "Plainly",
    "a_draft",
    "a_place",
    "a_selection",
    "details",
    "records",
    "resolved",
    "texts",
]

BRIEF = """
title: The river papers
subtitle: Who said what of the dam
series: RIV
cutoff: 2026-11-22
sections:
  - {id: claims, title: Claims, about: What was said.}
  - {id: answers, title: Answers}
"""

PEOPLE = """
entities:
  - {id: ada, name: Ada Brook, kind: person, role: Minister of Water, names: {fa: آدا}}
  - {id: ben, name: Ben Ford, kind: person}
"""

WORKS = """
sources:
  - {id: one, type: report, title: First report, title-short: First, author: [{family: Reed, given: Una}], descriptor: A careful report., reliability: B}
  - {id: two, type: webpage, title: Second page, URL: "https://example.org/two", author: [{literal: The Office}]}
  - {id: three, type: book, title: گزارش, title-translated: The Report, title-transliterated: Gozāresh, language: fa}
"""


def records(claims: str, *, brief: str = BRIEF, works: str = WORKS, people: str = PEOPLE) -> RecordSet:
    """Read a topic; what is wrong with it fails the test."""
    validator = Validator()
    validator.take_brief(read(brief.encode(), "brief.yaml"))
    for name, text in (("works.yaml", works), ("people.yaml", people), ("claims.yaml", claims)):
        if text.strip():
            validator.take_file(read(text.encode(), name))
    validator.connect()
    assert not validator.checker.problems, validator.checker.problems
    assert validator.brief is not None
    return RecordSet("river", validator.brief, validator.sources, validator.claims, validator.entities)


def a_selection(claims: str, *, pack: dict[str, Any] | None = None, **files: str) -> Selection:
    """Choose from a topic for a pack."""
    return select(records(claims, **files), a_pack(**(pack or {})))


def a_place(kind: str, ref: str = "", **options: str) -> Any:
    """Return a place for evidence."""
    return Place(kind, ref, tuple(sorted(options.items())), Span("brief.xml"))


def a_draft(*blocks: Any) -> n.Brief:
    """Return a draft of blocks and places."""
    return n.Brief("The river papers", "", "", "en", "ltr", "", blocks, n.Furniture("", "", "", ()))


def resolved(selection: Selection, *blocks: Any, **edition: Any) -> n.Brief:
    """Resolve a draft of blocks and places."""
    return resolve(a_draft(*blocks), selection, Edition("2026-11-22", **edition))


def details(block: Any) -> list[str]:
    """Return the quiet lines of a claim."""
    return [
        plain(b.children) for b in block.blocks if isinstance(b, n.Paragraph) and b.role in {"details", "relations"}
    ]


def texts(block: Any) -> list[str]:
    """Return the running text of a claim, paragraph by paragraph."""
    return [plain(b.children) for b in block.blocks if isinstance(b, n.Paragraph) and b.role == "body"]


class Plainly:
    """An engine that prints ids and remembers what it was asked: `one, 3; two.`."""

    def __init__(self, *, leaves_out: Sequence[str] = (), variable: str = "title") -> None:
        self.asked: list[tuple[int, tuple[str, ...]]] = []
        self.enlisted: list[str] = []
        self.leaves_out = leaves_out
        self.variable = variable

    def enlist(self, ids: Sequence[str]) -> None:
        """Note the order of the works."""
        self.enlisted += ids

    def notes(self, citations: Sequence[Citation]) -> list[tuple[Run, ...]]:
        """Print each work with its prefix, locator and suffix."""
        out = []
        for citation in citations:
            self.asked.append((citation.note, tuple(item.id for item in citation.items)))
            runs: list[Run] = []
            for index, item in enumerate(citation.items):
                if index:
                    runs.append(Run("; ", 0, "", -1, ""))
                if item.prefix:
                    runs.append(Run(item.prefix + " ", 0, "", index, ""))
                runs.append(Run(item.id, 0, "", index, self.variable))
                behind = "".join(f", {part}" for part in (item.locator, item.suffix) if part)
                if behind:
                    runs.append(Run(behind, 0, "", index, "locator"))
            out.append((*runs, Run(".", 0, "", -1, "")))
        return out

    def bibliography(self, ids: Sequence[str] | None = None) -> list[tuple[str, tuple[Run, ...]]]:
        """List the works in reverse order."""
        listed = [source for source in reversed(ids or ()) if source not in self.leaves_out]
        return [(source, (Run(f"Work {source}.", 0, "", 0, ""),)) for source in listed]
