"""Briefs made at random from document nodes: notes of any length in paragraphs, quotations, lists and tables."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence

from briefgen.document import (
    Brief,
    Cell,
    Claim,
    Contents,
    Emphasis,
    Furniture,
    Inline,
    Item,
    Link,
    List,
    Note,
    Paragraph,
    Quote,
    Row,
    Section,
    Strong,
    Table,
    Text,
    number,
)
from briefgen.selection.audience import NoteSettings
from briefgen.selection.words import WORDS

__all__ = ["KINDS", "Block", "a_dossier", "compose"]

KINDS = ("paragraph", "quotation", "list", "table")

_WORDS = [
    "administration",
    "harbour",
    "lamp",
    "correspondence",
    "of",
    "the",
    "and",
    "in",
    "to",
    "undocumented",
    "tonnage",
    "keeper",
    "notwithstanding",
    "a",
    "ledger",
    "reconciliation",
    "that",
    "was",
    "by",
    "for",
    "signal",
    "office",
    "approximately",
    "measurement",
    "discharge",
    "breakwater",
    "on",
    "at",
    "from",
    "pilots",
    "characteristically",
    "it",
    "had",
    "been",
    "anchorage",
    "certification",
    "with",
    "an",
    "intergovernmental",
    "report",
]

# Kind, characters of its text, and the characters of each note that is marked in it.
Block = tuple[str, int, Sequence[int]]

# At the foot of the page, counted through the brief.
PAGE_NOTES = NoteSettings()


def _prose(dice: random.Random, length: int, first: str) -> str:
    """Return a sentence of about `length` characters that begins with a word of its own."""
    words = [first]
    room = length - len(first)
    while room > 0:
        word = dice.choice(_WORDS)
        words.append(word)
        room -= len(word) + 1
    return " ".join(words) + "."


def _dressed(dice: random.Random, text: str) -> Iterator[Inline]:
    """Yield a text in runs, some plain, some emphasised, strong or linked; the spaces between belong to either side."""
    while text:
        place = text.find(" ", dice.randint(5, 90)) + dice.randint(0, 1)
        run, text = (text[:place], text[place:]) if place > 1 else (text, "")
        match dice.randrange(6):
            case 0:
                yield Emphasis((Text(run),))
            case 1:
                yield Strong((Text(run),))
            case 2:
                yield Link((Text(run),), "https://example.org/" + "a" * dice.randint(1, 30))
            case _:
                yield Text(run)


def _inlines(dice: random.Random, length: int, notes: Sequence[int], name: str) -> tuple[Inline, ...]:
    """Return text in as many pieces as there are notes, each with its mark behind it."""
    pieces = max(1, len(notes))
    out: list[Inline] = []
    for place in range(pieces):
        lead = " " if place else ""
        out.extend(_dressed(dice, lead + _prose(dice, max(12, length // pieces), f"{name}{'abcdefghi'[place]}")))
        if place < len(notes):
            out.append(Note(_body(dice, notes[place], f"note-{name}{'abcdefghi'[place]}")))
    return tuple(out)


def _body(dice: random.Random, length: int, name: str) -> tuple[Paragraph, ...]:
    """Return the body of a note: one paragraph, two if it is long."""
    if length < 1500:
        return (Paragraph((*_dressed(dice, _prose(dice, length, name)),)),)
    half = length // 2
    return (Paragraph((Text(_prose(dice, half, name)),)), Paragraph((Text(_prose(dice, half, f"{name}-more")),)))


def _table(dice: random.Random, length: int, notes: Sequence[int], name: str) -> Table:
    """Return a table of two rows whose second cells hold the text and the notes."""
    head = Row((Cell((Paragraph((Text("Day"),)),), "column"), Cell((Paragraph((Text("Entry"),)),), "column")))
    rows = []
    for n, part in enumerate((notes[: len(notes) // 2], notes[len(notes) // 2 :])):
        text = Paragraph(_inlines(dice, length // 2, part, f"{name}r{n}"))
        rows.append(Row((Cell((Paragraph((Text(f"{n + 1} May"),)),), "row"), Cell((text,)))))
    return Table((head,), tuple(rows), (Text(f"Table {name}"),), "Days and entries")


def _list(dice: random.Random, length: int, notes: Sequence[int], name: str) -> List:
    """Return a list of two items, of which the second holds the notes."""
    plain = Item((Paragraph((Text(_prose(dice, length // 3, f"{name}x")),)),))
    return List((plain, Item((Paragraph(_inlines(dice, length, notes, name)),))))


_MAKERS: dict[str, Callable[[random.Random, int, Sequence[int], str], Paragraph | Quote | List | Table]] = {
    "paragraph": lambda dice, length, notes, name: Paragraph(_inlines(dice, length, notes, name)),
    "quotation": lambda dice, length, notes, name: Quote(
        (Paragraph((Text(_prose(dice, length, f"{name}x")),)),), attribution=_inlines(dice, 40, notes, name)
    ),
    "list": _list,
    "table": _table,
}


def compose(
    blocks: Iterable[Block], dice: random.Random, *, claims: bool = False, rules: NoteSettings = PAGE_NOTES
) -> Brief:
    """Return a numbered brief of one section with these blocks; `claims` puts each under a heading of its own."""
    made = []
    for n, (kind, length, notes) in enumerate(blocks):
        block = _MAKERS[kind](dice, length, notes, f"b{n}")
        heading = (Text(_prose(dice, 40, f"Entry {n}")),)
        made.append(Claim(f"c{n}", heading, (block,)) if claims else block)
    section = Section("findings", (Text("Findings"),), tuple(made))
    contents = (Contents((Text("Contents"),), 2),) if claims else ()
    furniture = Furniture("The lighthouse", "Draft", "", tuple(WORDS.items()))
    brief = Brief(
        "The lighthouse", "A test", "Nobody", "en", "ltr", "2026-11-22T00:00:00Z", (*contents, section), furniture
    )
    return number(brief, rules)


def a_dossier(claims: int, seed: int) -> Brief:
    """Return a brief of many claims, with nearly two notes each, most of them short and some very long."""
    dice = random.Random(seed)
    blocks: list[Block] = []
    for _ in range(claims):
        kind = dice.choices(KINDS, (14, 3, 2, 1))[0]
        lengths = [
            dice.choice((60, 90, 140, 220)) if dice.random() < 0.96 else dice.randint(600, 3000) for _ in range(5)
        ]
        blocks.append((kind, dice.randint(150, 700), lengths[: dice.choice((1, 1, 2, 2, 3))]))
    return compose(blocks, dice, claims=True)
