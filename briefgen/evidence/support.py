"""What stands behind a claim: every citation with its relation, and sources counted once where they are not independent.

A mark in the text joins an evidence entry by source, and by locator where the entry has one; a mark without an entry
supports; a quotation is a citation of its own (rulings, "Evidence and marks").
"""

from collections.abc import Iterable, Mapping
from typing import Final

from briefgen.diagnostics import Span
from briefgen.records.locators import split_locator
from briefgen.records.model import ClaimRecord, EvidenceRecord, SourceRecord
from briefgen.records.prose import CitedWork, Prose, citations_of
from briefgen.records.store import RecordSet

__all__ = ["Case", "Link", "Streams", "joins", "links_of", "marked", "works_of"]

OPENS_THE_GATE: Final = frozenset(("supports", "quotes"))


class Link:
    """One citation of a source by a claim: `kind` is mark, entry or quote; `located` says whether it has a locator."""

    __slots__ = ("kind", "located", "relation", "source", "where")

    def __init__(self, source: str, relation: str, kind: str, where: Span, *, located: bool) -> None:
        self.source: Final = source
        self.relation: Final = relation
        self.kind: Final = kind
        self.where: Final = where
        self.located: Final = located

    @property
    def supports(self) -> bool:
        """Tell whether the citation opens the gate."""
        return self.relation in OPENS_THE_GATE


def works_of(prose: Prose) -> list[CitedWork]:
    """Return the works that a text cites, in order."""
    return [work for citation in citations_of(prose) for work in citation.works]


def joins(entry: EvidenceRecord, work: CitedWork) -> bool:
    """Tell whether a mark in the text belongs to an evidence entry."""
    if entry.source != work.source:
        return False
    if not entry.locator:
        return True
    label, locator, suffix = split_locator(entry.locator)
    return (label, locator) == (work.label, work.locator) if locator else suffix == work.suffix


def marked(claim: ClaimRecord, entry: EvidenceRecord) -> bool:
    """Tell whether an evidence entry has a mark in the text, or a quotation of its source."""
    if any(quote.source == entry.source for quote in claim.quotes):
        return True
    return any(joins(entry, work) for work in works_of(claim.text))


def links_of(claim: ClaimRecord) -> list[Link]:
    """Return every citation of a claim: marks in order, then entries, then quotations."""
    links: list[Link] = []
    for work in works_of(claim.text):
        entry = next((e for e in claim.evidence if joins(e, work)), None) if claim.evidence else None
        relation = entry.relation if entry is not None else "supports"
        located = bool(work.locator) or (entry is not None and bool(entry.locator))
        links.append(Link(work.source, relation, "mark", work.origin, located=located))
    links.extend(
        Link(entry.source, entry.relation, "entry", entry.where("source"), located=bool(entry.locator))
        for entry in claim.evidence
    )
    links.extend(
        Link(quote.source, "quotes", "quote", quote.where("source"), located=bool(quote.locator))
        for quote in claim.quotes
    )
    return links


class Streams:
    """Sources that are not independent of each other: of one group, or derived from one another or from one origin."""

    __slots__ = ("_root",)

    def __init__(self, sources: Mapping[str, SourceRecord]) -> None:
        parent: dict[str, str] = {}

        def root(name: str) -> str:
            while parent.setdefault(name, name) != name:
                parent[name] = parent[parent[name]]
                name = parent[name]
            return name

        for source in sources.values():
            if source.independence:
                parent[root(source.id)] = root(f"group {source.independence}")
            for origin in source.derived_from:
                parent[root(source.id)] = root(origin)
        self._root: Final = {source: root(source) for source in sources}

    def count(self, sources: Iterable[str]) -> int:
        """Return how many independent streams these sources make."""
        return len({self._root.get(source, source) for source in sources})

    def same(self, one: str, other: str) -> bool:
        """Tell whether two sources are one stream."""
        return self._root.get(one, one) == self._root.get(other, other)


class Case:
    """A topic while it is examined: its records, the citations of each claim, the streams, every cited source."""

    __slots__ = ("cited", "links", "records", "streams", "supporting")

    def __init__(self, records: RecordSet) -> None:
        self.records: Final = records
        self.links: Final = {claim.id: links_of(claim) for claim in records.claims.values()}
        self.supporting: Final = {
            claim: tuple(dict.fromkeys(link.source for link in links if link.supports))
            for claim, links in self.links.items()
        }
        self.streams: Final = Streams(records.sources)
        self.cited: Final = frozenset(_cited(records, self.links))


def _cited(records: RecordSet, links: Mapping[str, list[Link]]) -> set[str]:
    """Return every source that some text, entry or quotation cites."""
    found = {link.source for of in links.values() for link in of}
    for claim in records.claims.values():
        for prose in (*claim.variants.values(), *(e.shows for e in claim.evidence if e.shows is not None)):
            found.update(work.source for work in works_of(prose))
    return found
