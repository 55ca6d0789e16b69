"""What a brief is made of: block nodes, inline nodes and the brief itself.

Meaning, not looks: no sizes, colours, fonts or breaks. A note stands at its mark with its
body inside. Numbers are given by `number.py`, citations become notes in `cite`, so `Cite`
and an empty `number` occur only before those passes.

Languages are BCP 47 tags; an empty tag means: that of the parent.
"""

from typing import Final, Union

from briefgen.document.drawn import Bar, Bars, Marked, Moment, Profile, Tick, Timeline, Track
from briefgen.document.node import Node

__all__ = [
    "Aside",
    "Bar",
    "Bars",
    "Bibliography",
    "BibliographyEntry",
    "Block",
    "Brief",
    "Cell",
    "Cite",
    "CitedWork",
    "Claim",
    "Contents",
    "Emphasis",
    "Figure",
    "Furniture",
    "Inline",
    "Inlines",
    "Item",
    "Link",
    "List",
    "Marked",
    "Moment",
    "Node",
    "Note",
    "NoteRef",
    "Paragraph",
    "Profile",
    "Quote",
    "Row",
    "Section",
    "See",
    "Span",
    "Strong",
    "Styled",
    "Table",
    "Text",
    "Tick",
    "Timeline",
    "Title",
    "Track",
]


# --- inlines ---------------------------------------------------------------------------


class Text(Node):
    """Characters, exactly as they shall be read. No line ends, no markup."""

    __slots__ = __match_args__ = ("value",)

    def __init__(self, value: str) -> None:
        self.value: Final = value


class Emphasis(Node):
    """Emphasised inlines."""

    __slots__ = __match_args__ = ("children",)

    def __init__(self, children: "Inlines") -> None:
        self.children: Final = children


class Strong(Node):
    """Strongly emphasised inlines."""

    __slots__ = __match_args__ = ("children",)

    def __init__(self, children: "Inlines") -> None:
        self.children: Final = children


class Styled(Node):
    """Inlines in a letter form that carries no emphasis: `form` is small-caps, superscript, subscript or label.

    `label` marks a short term that opens a line, such as a grade or a kind.
    """

    __slots__ = __match_args__ = ("children", "form")

    def __init__(self, children: "Inlines", form: str) -> None:
        self.children: Final = children
        self.form: Final = form


class Span(Node):
    """Inlines in another language."""

    __slots__ = __match_args__ = ("children", "language")

    def __init__(self, children: "Inlines", language: str) -> None:
        self.children: Final = children
        self.language: Final = language


class Link(Node):
    """Inlines that lead out of the brief; `url` is ASCII."""

    __slots__ = __match_args__ = ("children", "url")

    def __init__(self, children: "Inlines", url: str) -> None:
        self.children: Final = children
        self.url: Final = url


class See(Node):
    """A reference to another part of the brief: `target` is the `ident` of a block or note.

    `form` says what it leads to: empty (a claim or section; set apart by its colour), or source (a
    bibliography entry) or note, both in the colour of the text around.
    """

    __slots__ = __match_args__ = ("children", "target", "form")

    def __init__(self, children: "Inlines", target: str, form: str = "") -> None:
        self.children: Final = children
        self.target: Final = target
        self.form: Final = form


class CitedWork(Node):
    """One work of a citation; `shows` are the paragraphs that stand behind it in the note."""

    __slots__ = __match_args__ = ("source", "prefix", "label", "locator", "suffix", "shows")

    def __init__(
        self, source: str, prefix: str = "", label: str = "", locator: str = "", suffix: str = "",
        shows: "tuple[Inlines, ...]" = (),
    ) -> None:  # fmt: skip
        self.source: Final = source
        self.prefix: Final = prefix
        self.label: Final = label
        self.locator: Final = locator
        self.suffix: Final = suffix
        self.shows: Final = shows


class Cite(Node):
    """A citation that has not been turned into a note yet: one note, several works."""

    __slots__ = __match_args__ = ("works",)

    def __init__(self, works: tuple[CitedWork, ...]) -> None:
        self.works: Final = works


class Note(Node):
    """A note at its mark, body inside. Invariant: `number.py` gives the number, never a template.

    `ident` is unique in the brief, such as "n12".
    """

    __slots__ = __match_args__ = ("body", "number", "ident")

    def __init__(self, body: "tuple[Block, ...]", number: str = "", ident: str = "") -> None:
        self.body: Final = body
        self.number: Final = number
        self.ident: Final = ident


class NoteRef(Node):
    """A further mark to a note that stands elsewhere; `ident` is that note's."""

    __slots__ = __match_args__ = ("number", "ident")

    def __init__(self, number: str, ident: str) -> None:
        self.number: Final = number
        self.ident: Final = ident


Inline = Union[Text, Emphasis, Strong, Styled, Span, Link, See, Cite, Note, NoteRef]
Inlines = tuple[Inline, ...]


# --- blocks ----------------------------------------------------------------------------


class Paragraph(Node):
    """Running text. `role` says what the paragraph is for.

    body; lede (opens a part); details (a quiet line under a heading);
    relations (a quiet line under a claim: who answers it); about (what kind of
    material follows); attribution (under a quotation); credit; edition (dates and numbers of
    the edition); small (colophon, legends); withdrawn (a deprecated claim's reason); note (holds
    nothing but a `Note` that was moved from its mark).
    """

    __slots__ = __match_args__ = ("children", "role", "language")

    def __init__(self, children: Inlines, role: str = "body", language: str = "") -> None:
        self.children: Final = children
        self.role: Final = role
        self.language: Final = language


class Item(Node):
    """An item of a list; `label` replaces the bullet or number when it is not empty."""

    __slots__ = __match_args__ = ("blocks", "label")

    def __init__(self, blocks: "tuple[Block, ...]", label: Inlines = ()) -> None:
        self.blocks: Final = blocks
        self.label: Final = label


class List(Node):
    """A list; `kind` is bullet, ordered or described (each item has its own label)."""

    __slots__ = __match_args__ = ("items", "kind")

    def __init__(self, items: tuple[Item, ...], kind: str = "bullet") -> None:
        self.items: Final = items
        self.kind: Final = kind


class Quote(Node):
    """A block quotation: the original, then transliteration and translation, then who is quoted.

    `ident` is the quotation's record id. The attribution carries the citation.
    """

    __slots__ = __match_args__ = ("blocks", "language", "transliteration", "translation", "attribution", "ident")

    def __init__(
        self,
        blocks: "tuple[Paragraph, ...]",
        language: str = "",
        transliteration: "tuple[Paragraph, ...]" = (),
        translation: "tuple[Paragraph, ...]" = (),
        attribution: Inlines = (),
        ident: str = "",
    ) -> None:
        self.blocks: Final = blocks
        self.language: Final = language
        self.transliteration: Final = transliteration
        self.translation: Final = translation
        self.attribution: Final = attribution
        self.ident: Final = ident


class Cell(Node):
    """A table cell. `scope` is row, column or empty (a data cell); `align` is start, end or centre.

    `direction` is across, or up: a long head over a narrow column, whose paragraphs read upwards.
    """

    __slots__ = __match_args__ = ("blocks", "scope", "colspan", "rowspan", "align", "direction")

    def __init__(
        self,
        blocks: "tuple[Block, ...]",
        scope: str = "",
        colspan: int = 1,
        rowspan: int = 1,
        align: str = "start",
        direction: str = "across",
    ) -> None:
        self.blocks: Final = blocks
        self.scope: Final = scope
        self.colspan: Final = colspan
        self.rowspan: Final = rowspan
        self.align: Final = align
        self.direction: Final = direction


class Row(Node):
    """A row of cells."""

    __slots__ = __match_args__ = ("cells",)

    def __init__(self, cells: tuple[Cell, ...]) -> None:
        self.cells: Final = cells


class Table(Node):
    """A table with head rows that repeat on every page; `summary` is for those who cannot see it."""

    __slots__ = __match_args__ = ("head", "rows", "caption", "summary", "ident", "number")

    def __init__(
        self, head: tuple[Row, ...], rows: tuple[Row, ...], caption: Inlines = (), summary: str = "", ident: str = "",
        number: str = "",
    ) -> None:  # fmt: skip
        self.head: Final = head
        self.rows: Final = rows
        self.caption: Final = caption
        self.summary: Final = summary
        self.ident: Final = ident
        self.number: Final = number


class Figure(Node):
    """A picture: `image` is a key into the brief's images. `alt` is required."""

    __slots__ = __match_args__ = ("image", "alt", "caption", "ident", "number")

    def __init__(
        self, image: str, alt: str, caption: "tuple[Block, ...]" = (), ident: str = "", number: str = ""
    ) -> None:
        self.image: Final = image
        self.alt: Final = alt
        self.caption: Final = caption
        self.ident: Final = ident
        self.number: Final = number


class Aside(Node):
    """A box beside the running text; `kind` is judgments, legend, notice, summary, glossary or colophon."""

    __slots__ = __match_args__ = ("kind", "title", "blocks", "ident")

    def __init__(self, kind: str, title: Inlines, blocks: "tuple[Block, ...]", ident: str = "") -> None:
        self.kind: Final = kind
        self.title: Final = title
        self.blocks: Final = blocks
        self.ident: Final = ident


class Claim(Node):
    """One claim under its heading. `change` is empty, added, changed or withdrawn since the edition before.

    `form` is full, or short: then the heading opens the first paragraph.
    """

    __slots__ = __match_args__ = ("ident", "heading", "blocks", "change", "form")

    def __init__(
        self, ident: str, heading: Inlines, blocks: "tuple[Block, ...]", change: str = "", form: str = "full"
    ) -> None:
        self.form: Final = form
        self.ident: Final = ident
        self.heading: Final = heading
        self.blocks: Final = blocks
        self.change: Final = change


class Section(Node):
    """A part of the brief with a heading; sections may stand inside sections. `number` may stay empty."""

    __slots__ = __match_args__ = ("ident", "title", "blocks", "number")

    def __init__(self, ident: str, title: Inlines, blocks: "tuple[Block, ...]", number: str = "") -> None:
        self.ident: Final = ident
        self.title: Final = title
        self.blocks: Final = blocks
        self.number: Final = number


class Title(Node):
    """The head of the first page: title, subtitle and the lines under them."""

    __slots__ = __match_args__ = ("title", "subtitle", "lines")

    def __init__(self, title: Inlines, subtitle: Inlines = (), lines: "tuple[Paragraph, ...]" = ()) -> None:
        self.title: Final = title
        self.subtitle: Final = subtitle
        self.lines: Final = lines


class Contents(Node):
    """The table of contents, down to heading level `depth` (1 = sections)."""

    __slots__ = __match_args__ = ("title", "depth")

    def __init__(self, title: Inlines, depth: int = 1) -> None:
        self.title: Final = title
        self.depth: Final = depth


class BibliographyEntry(Node):
    """A work, and what is said of it (annotation); `ident` is "source-" and the source's id."""

    __slots__ = __match_args__ = ("ident", "children", "annotation")

    def __init__(self, ident: str, children: Inlines, annotation: "tuple[Paragraph, ...]" = ()) -> None:
        self.ident: Final = ident
        self.children: Final = children
        self.annotation: Final = annotation


class Bibliography(Node):
    """The works cited, in the style's order."""

    __slots__ = __match_args__ = ("entries",)

    def __init__(self, entries: tuple[BibliographyEntry, ...]) -> None:
        self.entries: Final = entries


Block = Union[
    Title,
    Contents,
    Section,
    Claim,
    Paragraph,
    List,
    Quote,
    Table,
    Figure,
    Timeline,
    Profile,
    Marked,
    Aside,
    Bibliography,
]


class Furniture(Node):
    """Fixed words of the page: running heads, labels, and what links and notes are called.

    `words` holds pairs of key and text (the pack's words table) that layout and PDF print or speak.
    """

    __slots__ = __match_args__ = ("head", "edition", "label", "words")

    def __init__(self, head: str, edition: str, label: str, words: tuple[tuple[str, str], ...]) -> None:
        self.head: Final = head
        self.edition: Final = edition
        self.label: Final = label
        self.words: Final = words


class Brief(Node):
    """The whole brief. Dates are ISO 8601 text in UTC; `direction` is ltr or rtl."""

    __slots__ = __match_args__ = ("title", "subject", "author", "language", "direction", "date", "blocks", "furniture")

    def __init__(
        self,
        title: str,
        subject: str,
        author: str,
        language: str,
        direction: str,
        date: str,
        blocks: tuple[Block, ...],
        furniture: Furniture,
    ) -> None:
        self.title: Final = title
        self.subject: Final = subject
        self.author: Final = author
        self.language: Final = language
        self.direction: Final = direction
        self.date: Final = date
        self.blocks: Final = blocks
        self.furniture: Final = furniture
