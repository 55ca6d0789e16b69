"""Numbers in printed order: every citation becomes a note with a number; tables, figures, sections.

In: a resolved brief, in which citations are still `Cite`. Out: the same with each `Cite` of the
running text inside a `Note` of its own, all notes numbered, and, if the pack says so, the
notes moved to the end of their section or of the brief. Runs before `cite`, because position
(first, later, ibid.) follows the printed order.

**Invariants.** Each mark has one note. Numbers rise in reading order (`walk.py`), in the digits of the brief's language. Idents n1, n2, …
run through the whole brief, whatever the numbers do. A `Cite` that stands in a note already
stays where it is. Two marks that meet are kept apart by a raised comma, else 1 and 2 read 12.

A *part* is a section at the top of the brief, or a run of blocks between such sections: with
`number: section` the count starts again in each part, with `at: section` each part has its own
notes. A moved note is a `Paragraph` of role "note" that holds nothing but the `Note`; at its
mark stands a `NoteRef`. With `number: page` the numbers are those of the whole brief, until
layout knows the pages and puts in others by `renumber`.

With `repeat: mark` a citation that says exactly what an earlier one of its part says (same works,
locators, prefixes, suffixes) becomes a `NoteRef` to that one's note. One that brings words of its
own about the claim (`shows`) always has a note of its own, and is no such earlier one.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, Protocol

from briefgen.document import nodes as n
from briefgen.document.draft import Place
from briefgen.document.node import Node
from briefgen.document.walk import CHILDREN, plain, transform, walk, walk_blocks
from briefgen.numerals import numeral

__all__ = ["HEADING_WORD", "NoteRules", "number", "parts", "renumber"]

# The fixed word (of `Furniture.words`) that heads a section of notes.
HEADING_WORD: Final = "footnote-heading"

_MARKS: Final = frozenset({n.Cite, n.Note, n.NoteRef})
_FIGURES: Final = frozenset({n.Figure, n.Timeline, n.Profile})
_LEAVES: Final = frozenset({n.Text, n.NoteRef, Place})


class NoteRules(Protocol):
    """Where notes stand and how they are counted: `NoteSettings` of a pack fits."""

    @property
    def at(self) -> str:
        """page, section or end."""
        ...

    @property
    def number(self) -> str:
        """document, section or page."""
        ...

    @property
    def repeat(self) -> str:
        """What an exact repetition of a citation becomes: note or mark."""
        ...


def number(brief: n.Brief, notes: NoteRules, *, sections: bool = False) -> n.Brief:
    """Give a brief its numbers; with `sections` its sections too (1, 1.1, …)."""
    word = dict(brief.furniture.words).get(HEADING_WORD, "Notes")
    taken = {node.ident for node in walk_blocks(brief) if isinstance(node, n.Section | n.Claim)}
    count = _Count(taken, brief.language, moves=notes.at != "page", repeats=notes.repeat == "mark")
    blocks: list[Any] = []
    for part in parts(brief.blocks):
        count.begin()
        if notes.number == "section":
            count.restart(part)
        new = list(count.sequence(part))
        if notes.at == "section" and count.moves_any():
            gathered = count.gather(word)
            if isinstance(new[-1], n.Section):
                last = new[-1]
                new[-1] = n.Section(last.ident, last.title, (*last.blocks, gathered), last.number)
            else:
                new.append(gathered)
        blocks += new
    if count.moves_any():
        blocks.insert(_notes_place(blocks), count.gather(word))
    done = tuple(blocks)
    if sections:
        done = _number_sections(done, "", brief.language)
    if len(done) == len(brief.blocks) and all(a is b for a, b in zip(done, brief.blocks, strict=True)):
        return brief
    return n.Brief(
        brief.title, brief.subject, brief.author, brief.language, brief.direction, brief.date, done, brief.furniture
    )


def renumber(brief: n.Brief, numbers: Mapping[str, str]) -> n.Brief:
    """Return the brief with other numbers of its notes, by ident, at notes and marks alike."""
    return transform(
        brief,
        {
            n.Note: lambda note: n.Note(note.body, numbers[note.ident], note.ident),
            n.NoteRef: lambda mark: n.NoteRef(numbers[mark.ident], mark.ident),
        },
    )


class _Count:
    """The running numbers, and the notes that are on their way to another place."""

    def __init__(self, taken: set[str], language: str, *, moves: bool, repeats: bool) -> None:
        self.taken: Final = taken
        self.language: Final = language
        self.prefix: Final = _free_prefix(taken)
        self.moves: Final = moves
        self.repeats: Final = repeats
        self.earlier: Final[dict[object, n.Note]] = {}  # what each citation of this part says, and its note
        self.moved: list[tuple[n.Inlines, list[n.Note]]] = [((), [])]
        self.notes = self.number = self.tables = self.figures = 0

    def begin(self) -> None:
        """Begin a part: second marks lead to notes of their own part alone."""
        self.earlier.clear()

    def restart(self, part: tuple[n.Block, ...]) -> None:
        """Count notes from 1 again, and keep the moved notes of this part apart."""
        self.number = 0
        self.moved.append((part[0].title if isinstance(part[0], n.Section) else (), []))

    def moves_any(self) -> bool:
        """Say whether notes are on their way."""
        return any(notes for _, notes in self.moved)

    def sequence(self, before: tuple[Any, ...]) -> tuple[Any, ...]:
        """Give numbers to the nodes of a tuple and all below; it comes back as it is if nothing changed."""
        after: list[Any] | None = None  # made at the first change
        last: Any = None
        for index, node in enumerate(before):
            kind = type(node)
            if kind in _LEAVES:
                new: Any = node
            elif kind is n.Cite or kind is n.Note:
                new = self._mark(node)
            elif kind is n.Table and node.caption:
                self.tables += 1
                new = self._rebuilt(node, numeral(self.tables, self.language))
            elif kind in _FIGURES and node.caption:
                self.figures += 1
                new = self._rebuilt(node, numeral(self.figures, self.language))
            else:
                new = self._rebuilt(node)
            meet = last in _MARKS and kind in _MARKS
            last = kind
            if after is None:
                if new is node and not meet:
                    continue
                after = list(before[:index])
            if meet:
                after.append(n.Styled((n.Text(","),), "superscript"))
            after.append(new)
        return before if after is None else tuple(after)

    def gather(self, word: str) -> n.Section:
        """Return a section with the notes moved so far; parts that count apart stand apart under their titles."""
        groups = [(title, _standing(notes)) for title, notes in self.moved if notes]
        self.moved = [((), [])]
        ident = self._free("notes")
        if len(groups) == 1:
            return n.Section(ident, (n.Text(word),), groups[0][1])
        blocks: list[n.Block] = []
        for title, standing in groups:
            words = plain(title)
            blocks += [n.Section(self._free(ident), (n.Text(words),), standing)] if words else standing
        return n.Section(ident, (n.Text(word),), tuple(blocks))

    def _free(self, ident: str) -> str:
        """Return an ident that no other part has."""
        while ident in self.taken:
            ident += "-"
        self.taken.add(ident)
        return ident

    def _mark(self, node: "n.Cite | n.Note") -> "n.Note | n.NoteRef":
        says = _says(node) if self.repeats and isinstance(node, n.Cite) else None
        earlier = self.earlier.get(says) if says else None
        if earlier is not None:
            return n.NoteRef(earlier.number, earlier.ident)
        self.notes += 1
        self.number += 1
        body = node.body if isinstance(node, n.Note) else (n.Paragraph((node,)),)
        note = n.Note(body, numeral(self.number, self.language), f"{self.prefix}{self.notes}")
        if says:
            self.earlier[says] = note
        if not self.moves:
            return note
        self.moved[-1][1].append(note)
        return n.NoteRef(note.number, note.ident)

    def _rebuilt(self, node: Any, number: str = "") -> Any:
        values: dict[str, Any] = {"number": number} if number and number != node.number else {}
        for name in CHILDREN[type(node)]:
            before = getattr(node, name)
            after = self.sequence(before)
            if after is not before:
                values[name] = after
        if not values:
            return node
        return type(node)(*[values.get(name, getattr(node, name)) for name in node.__match_args__])


def _says(cite: n.Cite) -> tuple[tuple[str, ...], ...]:
    """Return what a citation says, to find its repetitions; nothing if it has words of its own about the claim."""
    if any(work.shows for work in cite.works):
        return ()
    return tuple((work.source, work.prefix, work.label, work.locator, work.suffix) for work in cite.works)


def _standing(notes: list[n.Note]) -> tuple[n.Block, ...]:
    """Return moved notes as paragraphs."""
    return tuple(n.Paragraph((note,), "note") for note in notes)


def _free_prefix(taken: set[str]) -> str:
    """Return what idents of notes begin with, so that none is the ident of a claim or section."""
    prefix = "n"
    while any(ident.startswith(prefix) and ident[len(prefix) :].isdigit() for ident in taken):
        prefix += "-"
    return prefix


def parts(blocks: tuple[n.Block, ...]) -> Iterator[tuple[n.Block, ...]]:
    """Cut the top of a brief into its parts: each section, and each run of blocks between sections."""
    loose: list[n.Block] = []
    for block in blocks:
        if isinstance(block, n.Section):
            if loose:
                yield tuple(loose)
                loose = []
            yield (block,)
        else:
            loose.append(block)
    if loose:
        yield tuple(loose)


def _notes_place(blocks: list[Node]) -> int:
    """Return the index where notes moved to the end shall stand: before a closing bibliography."""
    for index, block in enumerate(blocks):
        if any(type(node) is n.Bibliography for node in walk_blocks(block)):
            after = (node for rest in blocks[index:] for node in walk(rest))
            return len(blocks) if any(type(node) in _MARKS for node in after) else index
    return len(blocks)


def _number_sections(blocks: tuple[Any, ...], prefix: str, language: str) -> tuple[Any, ...]:
    count = 0
    done = []
    for block in blocks:
        if isinstance(block, n.Section):
            count += 1
            label = prefix + numeral(count, language)
            inner = _number_sections(block.blocks, label + ".", language)
            done.append(n.Section(block.ident, block.title, inner, label))
        else:
            done.append(block)
    return tuple(done)
