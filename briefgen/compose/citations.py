"""The numbered brief in, its citations in printed order out, and which notes cite each work.

A *part* is what `number.py` calls so: a section at the top of the brief, or a run of blocks between
such sections. A note belongs to the part of its mark, wherever it stands.

Notes are counted for the engine from 1 through the whole brief, so that distances between notes hold
when the printed numbers start again in each section. Where the full form starts again with them, nothing
looks beyond the section: then the engine is told the printed numbers, which a style may print
("above, n. 3").
"""

from collections.abc import Sequence
from typing import Any, Final, Protocol

from briefgen.citation import Citation, CiteItem, Run
from briefgen.diagnostics import bad_input
from briefgen.document import nodes as n
from briefgen.document.number import parts
from briefgen.document.walk import CHILDREN
from briefgen.errors import CitationError
from briefgen.selection.audience import Audience, NoteSettings

__all__ = ["Asked", "Citations", "Runs", "check_note_numbers"]

Runs = tuple[Run, ...]


class Asked(Protocol):
    """What is asked of a citation engine here: `briefgen.citation.Engine` fits."""

    def notes(self, citations: "Sequence[Citation]") -> "list[Runs]":
        """Return the words of every citation."""
        ...


class Citations:
    """The citations of one brief.

    `titles` are those of its parts, empty for a run of blocks. `notes[source]` holds (part, number,
    ident) of each note that cites the source, in printed order.
    """

    def __init__(self, brief: n.Brief, rules: NoteSettings) -> None:
        self.titles: Final[list[n.Inlines]] = []
        self.notes: Final[dict[str, list[tuple[int, str, str]]]] = {}
        self._rules: Final = rules
        self._found: Final[list[tuple[int, Citation]]] = []
        self._part_of: Final[dict[str, int]] = {}
        self._count = 0
        for part in parts(brief.blocks):
            self.titles.append(part[0].title if isinstance(part[0], n.Section) else ())
            self._look(part, None)

    def sources(self) -> list[str]:
        """Return the ids of all works cited, in printed order, each once."""
        return list(dict.fromkeys(item.id for _, citation in self._found for item in citation.items))

    def ask(self, engine: Asked) -> list[Runs]:
        """Return the words of every citation; the first of a source is full in the brief, or in each part."""
        if self._rules.first == "document":
            return engine.notes([citation for _, citation in self._found])
        places: dict[int, list[int]] = {}
        for place, (part, _) in enumerate(self._found):
            places.setdefault(part, []).append(place)
        words: dict[int, Runs] = {}
        for of_part in places.values():
            words.update(zip(of_part, engine.notes([self._found[place][1] for place in of_part]), strict=True))
        return [words[place] for place in range(len(self._found))]

    def first_notes(self) -> dict[str, set[str]]:
        """Return the works that a note cites in full, by the note's ident."""
        full: dict[str, set[str]] = {}
        for source, notes in self.notes.items():
            seen: set[int] = set()
            for part, _, ident in notes:
                reach = part if self._rules.first == "section" else 0
                if reach not in seen:
                    seen.add(reach)
                    full.setdefault(ident, set()).add(source)
        return full

    def _look(self, nodes: tuple[Any, ...], note: "n.Note | None") -> None:
        """Gather the citations of some nodes, inside a note or outside. Hot: over all inlines of a brief."""
        for node in nodes:
            kind = type(node)
            if kind is n.Text:
                continue
            if kind is tuple:
                self._look(node, note)
                continue
            if kind is n.Note:
                self._count += 1
                self._part_of.setdefault(node.ident, len(self.titles) - 1)
                self._look(node.body, node)
                continue
            if kind is n.NoteRef:
                self._part_of.setdefault(node.ident, len(self.titles) - 1)
            elif kind is n.Cite:
                self._take(node, note)
            for name in CHILDREN[kind]:
                self._look(getattr(node, name), note)

    def _take(self, cite: n.Cite, note: "n.Note | None") -> None:
        part = len(self.titles) - 1
        count = self._count
        if note is not None:
            part = self._part_of[note.ident]
            if self._rules.number == self._rules.first == "section":
                count = int(note.number)
            for work in cite.works:
                notes = self.notes.setdefault(work.source, [])
                if not notes or notes[-1][2] != note.ident:
                    notes.append((part, note.number, note.ident))
        works = [CiteItem(w.source, w.locator, w.label, w.prefix, _spaced(w.suffix)) for w in cite.works]
        self._found.append((part, Citation(tuple(works), count)))


def _spaced(suffix: str) -> str:
    """Return a suffix with the comma behind which it was typed; one typed without begins with its own space."""
    return ", " + suffix if suffix and suffix[0].isalnum() else suffix


def check_note_numbers(pack: Audience, *, prints_numbers: bool) -> None:
    """Refuse a style that prints the number of a work's first note where such a number may name several notes.

    Raises CitationError (`style.note-number`).
    """
    rules = pack.notes
    if not prints_numbers or rules.number == "document" or (rules.number == rules.first == "section"):
        return
    if rules.number == "page":
        hint = "set notes.number: document, or take a style without such references"
    else:
        hint = "set notes.first: section too, so that no reference leaves its section, or notes.number: document"
    message = f"the style {pack.style} refers to earlier notes by number, and notes.number: {rules.number} gives {{}}"
    twice = "a number to a note on each page" if rules.number == "page" else "a number to a note in each section"
    raise CitationError(bad_input("style.note-number", pack.origin, message.format(twice), hint))
