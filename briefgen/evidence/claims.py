"""Rules about claims, their relations and entities: a `Case` in, diagnostics out.

Codes: claim.*, relation.*, handling.too-low, entity.ambiguous (domain page, section 10).
"""

import re
from collections.abc import Iterator
from typing import Final

from briefgen.diagnostics import Diagnostic, Span, finding, warning
from briefgen.evidence.support import Case, joins, marked, works_of
from briefgen.evidence.wording import outside_quotations
from briefgen.records.model import ClaimRecord
from briefgen.records.prose import Prose, plain_text
from briefgen.records.schema import HANDLING

__all__ = ["claim_rules", "entity_rules", "relation_rules"]

_ATTRIBUTED: Final = frozenset(("position", "allegation", "denial"))
_LONG_WORKS: Final = frozenset(("book", "report", "hearing", "legal_case"))
_LOADED: Final = (
    r"\b(admit(?:s|ted|ting)?|reveal(?:s|ed|ing)?|expose[sd]?(?! to\b)|concede[sd]?|boast(?:s|ed)?|unmask(?:s|ed)?)\b"
)
_STEMS: Final = ("admit", "reveal", "expos", "conced", "boast", "unmask")
_CORROBORATED: Final = re.compile(
    r"\b(?:is|are|was|were|been|being)\s+(?:\w+ly\s+)?corroborated\b|\bcorroborated\s+by\b", re.IGNORECASE
)
_EXCLUDING: Final = frozenset(("denies", "denied-by", "contradicts"))
_TWO_STREAMS: Final = 2


def claim_rules(case: Case) -> Iterator[Diagnostic]:
    """Check each claim on its own."""
    english = case.records.brief.language.split("-")[0].lower() == "en"
    sections = {section.id: section for section in case.records.brief.sections}
    resting = {claim for judgment in case.records.brief.judgments for claim in judgment.claims}
    for claim in case.records.claims.values():
        yield from _gate(case, claim)
        for key in sections[claim.section].require if claim.section in sections else ():
            if key not in claim.places:
                message = f"{claim.id} has no {key}, which the section {claim.section} requires"
                yield finding("claim.requirement", claim.where("id"), message, f"add {key}: …")
        if claim.kind in _ATTRIBUTED and not claim.asserted_by:
            message = f"{claim.id}: nobody is named who asserts this {claim.kind}"
            yield finding("claim.unattributed", claim.where("kind"), message, "add asserted-by: with an entity")
        yield from _shows(claim)
        yield from _deprecated(claim, resting)
        yield from _locators(case, claim)
        yield from _variants(case, claim)
        if english:
            yield from _loaded(claim)
        yield from _handling(case, claim)
    yield from _one_stream(case)
    yield from _judgments_on_deprecated(case)


def _gate(case: Case, claim: ClaimRecord) -> Iterator[Diagnostic]:
    """Let no claim pass without a source that supports it."""
    if claim.kind == "assumption":
        return
    links = case.links[claim.id]
    if not links:
        hint = "cite a source: [@source, p. 1] in the text, or an evidence entry"
        yield finding("claim.uncited", claim.where("text"), f"{claim.id} cites no source", hint)
    elif not case.supporting[claim.id]:
        message = f"{claim.id} has only sources that dispute it or are background"
        hint = "cite a source that supports it or is quoted"
        yield finding("claim.background-only", claim.where("evidence"), message, hint)


def _shows(claim: ClaimRecord) -> Iterator[Diagnostic]:
    """Ask what each entry shows when several stand without a mark in the text."""
    if len(claim.evidence) < 2:
        return
    unmarked = [e for e in claim.evidence if e.relation != "background" and not marked(claim, e)]
    if len(unmarked) < 2:
        return
    for entry in unmarked:
        if entry.shows is None:
            message = f"{claim.id}: the reader cannot tell what {entry.source} shows"
            hint = f"cite [@{entry.source}] at the words that it bears out, or add shows: …"
            yield finding("claim.shows", entry.where("source"), message, hint)


def _deprecated(claim: ClaimRecord, resting: set[str]) -> Iterator[Diagnostic]:
    if claim.rank == "deprecated" and claim.deprecated_reason is None:
        hint = "add deprecated-reason: …"
        if claim.id in resting:
            hint += ", and take it from the judgments"
        yield finding("claim.deprecated", claim.where("rank"), f"{claim.id} is deprecated without a reason", hint)


def _judgments_on_deprecated(case: Case) -> Iterator[Diagnostic]:
    claims = case.records.claims
    for judgment in case.records.brief.judgments:
        for name in judgment.claims:
            claim = claims.get(name)
            if claim is not None and claim.rank == "deprecated":
                message = f"a judgment rests on {name}, which is deprecated"
                hint = "take the claim from the judgment, or judge again"
                yield finding("claim.deprecated", judgment.where("claims"), message, hint)


def _locators(case: Case, claim: ClaimRecord) -> Iterator[Diagnostic]:
    """Ask for the place in a long work, once for each source of the claim that is never located."""
    sources = case.records.sources
    links = [link for link in case.links[claim.id] if link.relation != "background"]
    located = {link.source for link in links if link.located}
    told: set[str] = set()
    for link in links:
        source = sources.get(link.source)
        if source is None or source.type not in _LONG_WORKS or link.located or link.source in told:
            continue
        if link.kind == "entry" and link.source in located:
            continue
        told.add(link.source)
        message = f"{claim.id} cites {link.source}, a {source.type.replace('_', ' ')}, without a locator"
        yield warning("claim.locator", link.where, message, f"write [@{link.source}, p. 1] or locator: p. 1")


def _variants(case: Case, claim: ClaimRecord) -> Iterator[Diagnostic]:
    """Hold every other wording to the evidence of the claim."""
    known = {link.source for link in case.links[claim.id]}
    standing = any(not _in_text(claim, entry.source) for entry in claim.evidence if entry.relation != "background")
    for name, variant in claim.variants.items():
        works = works_of(variant)
        if not works and not claim.quotes and not standing and claim.kind != "assumption":
            message = f"{claim.id}: the variant {name} cites no source"
            hint = "cite at least one source of the claim in it"
            yield finding("claim.variant", variant.origin, message, hint)
        for work in works:
            if work.source not in known:
                message = f"{claim.id}: the variant {name} cites {work.source}, which the claim does not"
                yield finding("claim.variant", work.origin, message, "cite it in the claim too, or take it out")


def _in_text(claim: ClaimRecord, source: str) -> bool:
    return any(joins(e, w) for e in claim.evidence if e.source == source for w in works_of(claim.text))


def _loaded(claim: ClaimRecord) -> Iterator[Diagnostic]:
    """Point at verbs that take sides."""
    for name, prose in (("text", claim.text), *claim.variants.items()):
        lower = prose.raw.lower()
        if not any(stem in lower for stem in _STEMS):
            continue
        for match in re.finditer(_LOADED, outside_quotations(prose.raw), re.IGNORECASE):
            where = _inside(claim, name, prose, match.start())
            message = f"{claim.id}: the verb “{match[1]}” takes the statement for true"
            yield warning("claim.loaded-verb", where, message, "write said, reported, alleged or denied")


def _inside(claim: ClaimRecord, name: str, prose: Prose, offset: int) -> Span:
    """Return the place of a character of the claim's text, or of a variant."""
    inside = getattr(claim.places, "inside", None)
    return inside("text", offset) if name == "text" and inside is not None else prose.origin


def _handling(case: Case, claim: ClaimRecord) -> Iterator[Diagnostic]:
    """Compare the claim's label with those of the sources that it prints."""
    own = HANDLING.index(claim.handling)
    told: set[str] = set()
    for link in case.links[claim.id]:
        source = case.records.sources.get(link.source)
        if source is None or link.source in told or HANDLING.index(source.handling) <= own:
            continue
        told.add(link.source)
        message = f"{claim.id} is {claim.handling}, but prints {link.source}, which is {source.handling}"
        yield finding("handling.too-low", link.where, message, f"set handling: {source.handling}")


def _one_stream(case: Case) -> Iterator[Diagnostic]:
    """Count the streams behind what is called corroborated."""
    for relation in case.records.relations:
        if relation.kind == "corroborates":
            sources = (*case.supporting.get(relation.source, ()), *case.supporting.get(relation.target, ()))
            if case.streams.count(sources) < _TWO_STREAMS:
                message = f"{relation.source} and {relation.target} rest on one independent stream of sources"
                hint = "sources of one group, or derived from one another, count once"
                yield warning("claim.one-stream", relation.origin, message, hint)
    for claim in case.records.claims.values():
        raw = claim.text.raw
        match = _CORROBORATED.search(outside_quotations(raw)) if "orroborated" in raw else None
        if match and case.streams.count(case.supporting[claim.id]) < _TWO_STREAMS:
            message = f"{claim.id} is called corroborated, but rests on one independent stream of sources"
            hint = "cite a second, independent source, or say what the one source says"
            yield warning("claim.one-stream", _inside(claim, "text", claim.text, match.start()), message, hint)


def relation_rules(case: Case) -> Iterator[Diagnostic]:
    """Check what claims say of each other."""
    records = case.records
    stated: dict[tuple[str, str], list[str]] = {}
    for relation in records.relations:
        forward = stated.setdefault((relation.source, relation.target), [])
        backward = stated.setdefault((relation.target, relation.source), [])
        clash = _clash(relation.kind, forward, backward)
        if clash:
            message = f"{relation.source} {relation.kind} {relation.target}, and also {clash}"
            yield finding("relation.inverse", relation.origin, message, "keep the relation that holds")
        forward.append(relation.kind)
    for claim in records.claims.values():
        kinds = {kind for kind, _ in records.related(claim.id)}
        if claim.kind == "denial" and "denies" not in kinds:
            message = f"{claim.id} is a denial, but does not say which claim it denies"
            yield warning("relation.denial", claim.where("kind"), message, "add relations: [{to: …, kind: denies}]")
        for entry in claim.evidence:
            if entry.relation != "disputes" or entry.shows is not None:
                continue
            carriers = (other for _, other in records.related(claim.id))
            if not any(entry.source in case.supporting.get(other, ()) for other in carriers):
                message = f"{claim.id}: {entry.source} disputes it, but the brief does not say what it says"
                hint = "write a claim that rests on it and relate the two, or add shows: …"
                yield warning("relation.shadow", entry.where("source"), message, hint)


def _clash(kind: str, forward: list[str], backward: list[str]) -> str:
    """Return the earlier relation that excludes this one, in words, or ""."""
    for other in (*forward, *backward):
        if (kind == "corroborates" and other in _EXCLUDING) or (kind in _EXCLUDING and other == "corroborates"):
            return f"{other} it"
    for own in ("denies", "supersedes"):
        if kind == own and own in backward:
            return f"is the target of the same relation ({own})"
    inverse = {"denies": "denied-by", "denied-by": "denies"}.get(kind, "")
    return f"{inverse} it" if inverse and inverse in forward else ""


def entity_rules(case: Case) -> Iterator[Diagnostic]:
    """Find names in texts that two entities bear."""
    bearers: dict[str, list[str]] = {}
    for entity in case.records.entities.values():
        for name in {entity.name, *entity.names.values()}:
            bearers.setdefault(name, []).append(entity.id)
    doubtful = {name: ids for name, ids in bearers.items() if len(ids) > 1}
    if not doubtful:
        return
    for claim in case.records.claims.values():
        text = " ".join(plain_text(paragraph) for paragraph in claim.text.paragraphs)
        for name, ids in doubtful.items():
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                message = f"{claim.id}: the name {name} belongs to {' and '.join(ids)}"
                hint = "give the entities names that tell them apart, and use them in the text"
                yield warning("entity.ambiguous", claim.where("text"), message, hint)
