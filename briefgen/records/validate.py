"""Raw files in, records out: the top-level keys of each file, and what refers to what.

Collects every problem of a run. A record with a fault is left out, but its id stays known, so that one fault is not
reported twice as a dangling reference.
"""

from typing import Any, Final

from briefgen import limits
from briefgen.diagnostics import Span, limit, warning
from briefgen.records.brief import build_brief
from briefgen.records.claims import build_claim, build_entity
from briefgen.records.model import BriefRecord, ClaimRecord, EntityRecord, SourceRecord
from briefgen.records.prose import Inline, Prose, SeeClaim, citations_of
from briefgen.records.read import KeyPlaces, Mapping, Node, Sequence
from briefgen.records.schema import Checker
from briefgen.records.sources import build_source

__all__ = ["Validator"]

_KINDS: Final = ("sources", "claims", "entities")


class Validator:
    """Records as they are gathered from the files of one topic: the brief first, `connect` last."""

    __slots__ = ("_waiting", "brief", "checker", "claims", "complete", "count", "entities", "sources")

    def __init__(self) -> None:
        self.checker: Final = Checker()
        self.brief: BriefRecord | None = None
        self.sources: dict[str, SourceRecord] = {}
        self.claims: dict[str, ClaimRecord] = {}
        self.entities: dict[str, EntityRecord] = {}
        self.complete = True
        self.count = 0
        self._waiting: list[tuple[bool, list[Node]]] = []

    def take_brief(self, node: Mapping) -> None:
        """Check `brief.yaml`; it comes before the record files."""
        self.checker.has_joiners = _has_joiners(node)
        self.brief = build_brief(self.checker, node)

    def take_file(self, node: Mapping) -> None:
        """Check a record file: any of the keys sources, claims, entities. Claims wait for `connect`."""
        checker = self.checker
        checker.has_joiners = _has_joiners(node)
        for key, value in node.entries.items():
            if key not in _KINDS:
                near = checker.near(key, _KINDS)
                hint = f"did you mean {near}?" if near else "a record file has sources:, claims: and entities:"
                checker.fault("schema.unknown-key", node.key_span(key), f"unknown key {key} in a record file", hint)
            elif type(value) is not Sequence:
                hint = f"write {key}: and below it one record after another, each behind a hyphen"
                checker.fault("schema.type", value.span(), f"{key} must be a list", hint)
            else:
                self._take_list(key, value.items)

    def _take_list(self, key: str, items: list[Node]) -> None:
        most = limits.value("records")
        self.count += len(items)
        if self.count > most:
            where = items[max(0, len(items) - (self.count - most))].span()
            message = f"the topic has more than {most} records"
            self.checker.problems.append(limit("records", where, message, "divide the topic"))
            return
        checker = self.checker
        if key == "claims":
            self._waiting.append((checker.has_joiners, items))
        elif key == "sources":
            _build(build_source, checker, items, self.sources)
        else:
            _build(build_entity, checker, items, self.entities)

    def connect(self, *, complete: bool = True) -> None:
        """Check the claims, now that all sources are known, and everything that refers to something else.

        Where some file could not be read (not `complete`), no reference is called dangling: it may lead there.
        """
        self.complete = complete
        for has_joiners, items in self._waiting:
            self.checker.has_joiners = has_joiners
            _build(build_claim, self.checker, items, self.claims)
        ids = self.checker.ids
        for source in self.sources.values():
            for index, origin in enumerate(source.derived_from):
                self._refer("source", origin, _item(source.places, "derived-from", index))
        self._find_circles()
        for claim in self.claims.values():
            if claim.section not in ids["section"]:
                self._refer("section", claim.section, claim.where("section"))
            if claim.asserted_by and claim.asserted_by not in ids["entity"]:
                self._refer("entity", claim.asserted_by, claim.where("asserted-by"))
            self._prose(claim.text)
            for variant in claim.variants.values():
                self._prose(variant)
            self._prose(claim.deprecated_reason)
            for entry in claim.evidence:
                if entry.source not in ids["source"]:
                    self._refer("source", entry.source, entry.where("source"))
                self._prose(entry.shows)
            for quote in claim.quotes:
                if quote.source not in ids["source"]:
                    self._refer("source", quote.source, quote.where("source"))
            for relation in claim.relations:
                if relation.to == claim.id:
                    message = f"the claim {claim.id} is related to itself"
                    self.checker.fault("relation.self", relation.where("to"), message, "name another claim")
                elif relation.to not in ids["claim"]:
                    self._refer("claim", relation.to, relation.where("to"))
        if self.brief is not None:
            self._connect_brief(self.brief)

    def _connect_brief(self, brief: BriefRecord) -> None:
        for judgment in brief.judgments:
            self._prose(judgment.text)
            for index, claim in enumerate(judgment.claims):
                self._refer("claim", claim, _item(judgment.places, "claims", index))
        used = {claim.section for claim in self.claims.values()}
        for section in brief.sections:
            if section.id not in used:
                message = f"the section {section.id} has no claim"
                hint = "write one, or take the section out of brief.yaml"
                self.checker.warnings.append(warning("schema.empty-section", section.origin, message, hint))

    def _refer(self, kind: str, wanted: str, where: Span) -> None:
        """Note an id that nothing has."""
        known = self.checker.ids[kind]
        if wanted in known or not wanted or not self.complete:
            return
        near = self.checker.near(wanted, known)
        hint = f"did you mean {near}?" if near else f"add the {kind}, or correct the id"
        self.checker.fault("id.dangling", where, f"there is no {kind} {wanted}", hint)

    def _prose(self, prose: Prose | None) -> None:
        """Check what a text cites and refers to."""
        if prose is None:
            return
        known = self.checker.ids["source"]
        for citation in citations_of(prose):
            for work in citation.works:
                if work.source not in known:
                    self._refer("source", work.source, work.origin)
        if "[#" in prose.raw:
            for paragraph in prose.paragraphs:
                self._references(paragraph)

    def _references(self, inlines: tuple[Inline, ...]) -> None:
        for inline in inlines:
            if isinstance(inline, SeeClaim):
                self._refer("claim", inline.claim, inline.origin)
            else:
                self._references(getattr(inline, "children", ()))

    def _find_circles(self) -> None:
        """Report each circle of `derived-from` once, with its members."""
        done: set[str] = set()
        for start in self.sources:
            path: list[str] = []
            here = start
            stack = [iter((start,))]
            on_path: set[str] = set()
            while stack:
                step = next(stack[-1], None)
                if step is None:
                    stack.pop()
                    if path:
                        here = path.pop()
                        on_path.discard(here)
                        done.add(here)
                    continue
                if step in on_path:
                    circle = [*path[path.index(step) :], step]
                    source = self.sources[path[-1]]
                    index = source.derived_from.index(step)
                    message = f"derived-from runs in a circle: {' → '.join(circle)}"
                    hint = "a work is derived from an earlier one: take one link out"
                    self.checker.fault("id.circle", _item(source.places, "derived-from", index), message, hint)
                elif step in self.sources and step not in done:
                    path.append(step)
                    on_path.add(step)
                    stack.append(iter(self.sources[step].derived_from))


def _build(build: Any, checker: Checker, items: list[Node], into: dict[str, Any]) -> None:
    """Check records of one kind, and keep those without a fault; of two with one id the first."""
    for item in items:
        record = build(checker, item)
        if record is not None:
            into.setdefault(record.id, record)


def _item(places: Any, key: str, index: int) -> Span:
    """Return where an item of a list stands."""
    assert isinstance(places, KeyPlaces)
    return places.item(key, index)


def _has_joiners(node: Mapping) -> bool:
    text = node.source.text
    return not text.isascii() and ("\u200c" in text or "\u200d" in text or "\\" in text)
