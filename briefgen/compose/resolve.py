"""The draft and the selection in, the brief out: at each place the words of the validated record.

No `Place` is left afterwards. Citations are still `Cite`, notes have no numbers, and the
entries of a bibliography are empty but for their annotation: `number` and `cite` follow. A place
that has nothing to show resolves to nothing. What no template can drop is added here: the
legend, when estimative terms are shown.
"""

from collections.abc import Callable
from typing import Any, Final

from briefgen.compose.claims import ClaimWriter
from briefgen.compose.colophon import Edition, colophon, cover, furniture
from briefgen.compose.judgments import is_estimative, judgments, legend
from briefgen.compose.matrix import matrix
from briefgen.compose.prose import plain_paragraphs
from briefgen.compose.tables import glossary, source_summary, timeline
from briefgen.compose.wording import Wording
from briefgen.diagnostics import NOWHERE
from briefgen.document import nodes as n
from briefgen.document.draft import Place
from briefgen.document.node import Node
from briefgen.document.walk import find, transform
from briefgen.records.model import SourceRecord
from briefgen.records.prose import Prose
from briefgen.selection.selection import Selection

__all__ = ["BIBLIOGRAPHY", "SOURCE", "resolve"]

# What idents of bibliography entries, and of sections of a grouped bibliography, begin with.
SOURCE: Final = "source-"
BIBLIOGRAPHY: Final = "bibliography."

# Places that speak of claims: a reader should know the terms before.
_CLAIMS: Final = frozenset({"claim", "matrix", "timeline"})

_ROLES: Final = {"question": "lede", "scope": "body", "disclaimer": "small"}


def resolve(draft: n.Brief, selection: Selection, edition: Edition) -> n.Brief:
    """Put the words of the selected records into a draft."""
    resolver = _Resolver(draft, selection, edition)
    if is_estimative(selection):
        draft = _with_legend(draft)
    brief = transform(draft, {Place: resolver.place, n.Section: resolver.section})
    date = f"{edition.date}T00:00:00Z"
    head = furniture(selection, resolver.wording, edition)
    return n.Brief(
        brief.title, brief.subject, brief.author, selection.language, selection.direction, date, brief.blocks, head
    )


def _with_legend(draft: n.Brief) -> n.Brief:
    """Add a place for the legend if the template has none: behind the judgments, else before the first claim."""
    kinds = [{place.kind for place in find(block, Place)} for block in draft.blocks]
    if any("legend" in of for of in kinds):
        return draft
    at = next((index + 1 for index, of in enumerate(kinds) if "judgments" in of), None)
    if at is None:
        at = next((index for index, of in enumerate(kinds) if of & _CLAIMS), len(kinds))
    place: Any = Place("legend", "", (), NOWHERE)
    blocks = (*draft.blocks[:at], place, *draft.blocks[at:])
    return n.Brief(
        draft.title, draft.subject, draft.author, draft.language, draft.direction, draft.date, blocks, draft.furniture
    )


class _Resolver:
    """One draft while its places are filled."""

    def __init__(self, draft: n.Brief, selection: Selection, edition: Edition) -> None:
        self.selection: Final = selection
        self.edition: Final = edition
        self.wording: Final = Wording(selection)
        self.writer: Final = ClaimWriter(selection, self.wording, edition.marks)
        # What the template places itself, cover and colophon need not say again.
        placed = {place.ref for place in find(draft, Place) if place.kind == "prose"}
        self._claims: Final = {claim.id for claim in selection.claims}
        self._makers: Final[dict[str, Callable[[Place], Any]]] = {
            "claim": lambda place: self.writer.claim(place.ref, short=_is_short(place)),
            "quote": lambda place: self.writer.quote(place.ref),
            "figure": lambda place: self.writer.figure(place.ref),
            "see": lambda place: self.writer.refer(place.ref),
            "prose": self._prose,
            "cover": lambda _: cover(
                selection, self.wording, edition, self.writer.refer, question="question" not in placed
            ),
            "contents": self._contents,
            "judgments": lambda _: judgments(selection, self.writer),
            "legend": lambda place: legend(selection, self.wording, short=_is_short(place)),
            "matrix": lambda _: matrix(selection, self.writer),
            "timeline": lambda _: timeline(selection, self.writer),
            "source-summary": lambda _: source_summary(selection, self.writer),
            "bibliography": self._bibliography,
            "glossary": lambda _: glossary(selection, self.wording),
            "changes": lambda _: edition.changes,
            "colophon": lambda _: colophon(
                selection, self.wording, edition, self.writer.refer, disclaimer="disclaimer" not in placed
            ),
        }

    def place(self, place: Place) -> "Node | tuple[Node, ...]":
        """Return what stands at a place; the parser has checked kind and ref."""
        made: Node | tuple[Node, ...] = self._makers[place.kind](place)
        return made

    def section(self, section: n.Section) -> n.Section:
        """Keep the ident of a template's section clear of those of claims."""
        ident = section.ident
        while ident in self._claims:
            ident = f"section-{ident}"
        return section if ident is section.ident else n.Section(ident, section.title, section.blocks, section.number)

    def _prose(self, place: Place) -> tuple[n.Block, ...]:
        """Return a text of the brief's own, or nothing if it has none."""
        brief = self.selection.brief
        found: Prose | None
        name, _, section = place.ref.partition(":")
        if name == "about":
            record = next(s.record for s in self.selection.sections if s.record.id == section)
            found = record.about
        else:
            found = {"question": brief.question, "scope": brief.scope, "disclaimer": brief.disclaimer}[name]
        if found is None:
            return ()
        role = _ROLES.get(name, "about")
        return tuple(n.Paragraph(inlines, role) for inlines in plain_paragraphs(found, self.writer.refer))

    def _contents(self, place: Place) -> n.Contents:
        depth = dict(place.options).get("depth", "1")
        return n.Contents((n.Text(self.wording.word("contents-heading")),), int(depth))

    # --- bibliography -----------------------------------------------------------------------------

    def _bibliography(self, place: Place) -> tuple[n.Block, ...]:
        """Return the sources as entries still without words, in groups if the template asks for them."""
        group = dict(place.options).get("group", "none")
        sources = self.selection.sources
        if group == "section":
            groups = self._by_section()
        elif group == "kind":
            groups = self._by_kind()
        else:
            return (n.Bibliography(tuple(self._entry(source) for source in sources.values())),) if sources else ()
        return tuple(
            n.Section(ident, title, (n.Bibliography(tuple(self._entry(sources[source]) for source in members)),))
            for ident, title, members in groups
            if members
        )

    def _by_section(self) -> list[tuple[str, n.Inlines, list[str]]]:
        """Group sources by the section that first rests on them, background of the whole brief last."""
        left = dict(self.selection.sources)
        groups: list[tuple[str, n.Inlines, list[str]]] = []
        for section in self.selection.sections:
            named = {source for claim in section.claims for source in self.selection.cited(claim)}
            for claim in section.claims:
                named.update(entry.source for entry in claim.evidence)
                named.update(quote.source for quote in claim.quotes)
            members = [source for source in left if source in named]
            for source in members:
                del left[source]
            record = section.record
            groups.append((f"{BIBLIOGRAPHY}section.{record.id}", (n.Text(record.title),), members))
        other = (n.Text(self.wording.word("bibliography-background")),)
        return [*groups, (f"{BIBLIOGRAPHY}background", other, list(left))]

    def _by_kind(self) -> list[tuple[str, n.Inlines, list[str]]]:
        """Group sources by type, in the order in which the types first occur."""
        found: dict[str, tuple[str, n.Inlines, list[str]]] = {}
        for source in self.selection.sources.values():
            word = self.wording.kind(source.type)
            group = found.setdefault(word, (f"{BIBLIOGRAPHY}{source.type}", (n.Text(word),), []))
            group[2].append(source.id)
        return list(found.values())

    def _entry(self, source: SourceRecord) -> n.BibliographyEntry:
        """Return an entry with what is said of the source: descriptor, and reliability in words beside its letter."""
        shown = self.wording.shown
        said: list[n.Inlines] = []
        if source.descriptor is not None and "bibliography" in shown:
            said += plain_paragraphs(source.descriptor, self.writer.refer)
        if source.reliability and "grades" in shown:
            words = self.wording.word(f"reliability-{source.reliability}")
            said.append(
                self.wording.filled("grade-reliability", reliability=source.reliability, reliability_words=words)
            )
        annotation = tuple(n.Paragraph(inlines, "small") for inlines in said)
        ident = SOURCE + source.id
        # A claim may be called source-x: no id of a record ends in a full stop.
        return n.BibliographyEntry(ident + "." if ident in self._claims else ident, (), annotation)


def _is_short(place: Place) -> bool:
    """Tell whether a template asks for the short form."""
    return ("form", "short") in place.options
