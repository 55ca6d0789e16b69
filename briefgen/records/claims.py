"""Claims and entities: one raw mapping in, a `ClaimRecord` or `EntityRecord` out, by tables of keys."""

from types import MappingProxyType
from typing import Any, Final

from briefgen.files import name_problem
from briefgen.records import schema
from briefgen.records.model import (
    ClaimRecord,
    EntityRecord,
    EvidenceRecord,
    FigureRecord,
    QuoteRecord,
    RelationRecord,
)
from briefgen.records.read import KeyPlaces, Mapping, Node, Scalar, Sequence
from briefgen.records.scales import CONFIDENCE
from briefgen.records.schema import Check, Checker
from briefgen.records.sources import relative_path

__all__ = ["CLAIM_KEYS", "build_claim", "build_entity"]

_EVIDENCE_FIELDS: Final[dict[str, Check]] = {
    "source": schema.identifier,
    "locator": schema.text,
    "relation": schema.choice("supports", "quotes", "disputes", "background"),
    "credibility": schema.choice("1", "2", "3", "4", "5", "6"),
    "shows": schema.prose(citations=True, references=True),
}


def _evidence(checker: Checker, _key: str, node: Node) -> EvidenceRecord | None:
    found = checker.fields(node, _EVIDENCE_FIELDS, ("source",), "an evidence entry")
    if found is None or type(node) is not Mapping:
        return None
    return EvidenceRecord(
        node.span(),
        KeyPlaces(node),
        source=found["source"],
        locator=found.get("locator", ""),
        relation=found.get("relation", "supports"),
        credibility=found.get("credibility", ""),
        shows=found.get("shows"),
    )


_QUOTE_FIELDS: Final[dict[str, Check]] = {
    "id": schema.identifier,
    "source": schema.identifier,
    "locator": schema.text,
    "text": schema.paragraphs,
    "language": schema.language,
    "transliteration": schema.paragraphs,
    "translation": schema.paragraphs,
    "translator": schema.name,
}


def _quotes(checker: Checker, key: str, node: Node) -> tuple[QuoteRecord | None, ...]:
    """Check the quotations of a claim, each behind its number."""
    if type(node) is not Sequence:
        checker.fault("schema.type", node.span(), f"{key} must be a list", "write [{source: …, text: …}]")
        return ()
    return tuple([_quote(checker, item, number) for number, item in enumerate(node.items, 1)])


def _quote(checker: Checker, node: Node, number: int) -> QuoteRecord | None:
    """Check a quotation; by default it is CLAIM-q1, … and in the language of its source."""
    found = checker.fields(node, _QUOTE_FIELDS, ("source", "text"), "a quotation")
    if found is None or type(node) is not Mapping:
        return None
    get = found.get
    language = get("language") or checker.languages.get(found["source"], "en")
    name = get("id") or f"{checker.claim}-q{number}"
    first = checker.ids["quote"].setdefault(name, node.span())
    if first != node.span():
        message = f"the quotation {name} stands twice, first at {first}"
        checker.fault("id.duplicate", node.entries.get("id", node).span(), message, "give one of the two another id")
    if checker.has_joiners:
        for key, tag in (("text", language), ("translation", checker.brief_language), ("transliteration", "en")):
            if key in node.entries:
                checker.joiners(node.entries[key], key, tag)
    return QuoteRecord(
        node.span(),
        KeyPlaces(node),
        id=name,
        source=found["source"],
        locator=get("locator", ""),
        text=found["text"],
        language=language,
        transliteration=get("transliteration", ()),
        translation=get("translation", ()),
        translator=get("translator", ""),
    )


_FIGURE_FIELDS: Final[dict[str, Check]] = {
    "file": relative_path,
    "alt": schema.text,
    "caption": schema.prose(),
    "credit": schema.text,
}


def _figure(checker: Checker, _key: str, node: Node) -> FigureRecord | None:
    found = checker.fields(node, _FIGURE_FIELDS, ("file", "alt"), "a figure")
    if found is None or type(node) is not Mapping:
        return None
    return FigureRecord(
        node.span(),
        KeyPlaces(node),
        file=found["file"],
        alt=found["alt"],
        caption=found.get("caption"),
        credit=found.get("credit", ""),
    )


_RELATIONS: Final = ("contradicts", "denies", "denied-by", "corroborates", "qualifies", "answers", "supersedes")
_RELATION_FIELDS: Final[dict[str, Check]] = {"to": schema.identifier, "kind": schema.choice(*_RELATIONS)}


def _relation(checker: Checker, _key: str, node: Node) -> RelationRecord | None:
    found = checker.fields(node, _RELATION_FIELDS, ("to", "kind"), "a relation")
    if found is None or type(node) is not Mapping:
        return None
    return RelationRecord(node.span(), KeyPlaces(node), to=found["to"], kind=found["kind"])


_wording: Final = schema.prose(citations=True, references=True)


def _variants(checker: Checker, key: str, node: Node) -> MappingProxyType[str, Any]:
    """Check other wordings of a claim, each under a slug."""
    found: dict[str, Any] = {}
    if type(node) is not Mapping:
        checker.fault("schema.type", node.span(), f"{key} must be a mapping", "write variants: {short: …}")
        return MappingProxyType(found)
    for slug, value in node.entries.items():
        if not all(part.isalnum() and part.isascii() and part.islower() | part.isdigit() for part in slug.split("-")):
            hint = "use a-z, 0-9 and hyphens, such as short or plain"
            checker.fault("id.form", node.key_span(slug), f"{slug[:80]!r} is not the name of a variant", hint)
        found[slug] = _wording(checker, slug, value)
    return MappingProxyType(found)


def _audience(checker: Checker, key: str, node: Node) -> str:
    """Check the name of an audience."""
    found = schema.scalar(checker, key, node)
    if found is None:
        return ""
    problem = name_problem(found.text, found.span())
    if problem:
        checker.problems.append(problem)
    return found.text


CLAIM_KEYS: Final[dict[str, Check]] = {
    "id": schema.defines("claim"),
    "section": schema.identifier,
    "heading": schema.text,
    "kind": schema.choice("position", "reported-fact", "allegation", "denial", "judgment", "assumption"),
    "text": _wording,
    "variants": _variants,
    "asserted-by": schema.identifier,
    "asserted-on": schema.date,
    "about": schema.date,
    "evidence": schema.sequence(_evidence, "{source: …}"),
    "quotes": _quotes,
    "figure": _figure,
    "relations": schema.sequence(_relation, "{to: …, kind: …}"),
    "likelihood": schema.likelihood,
    "confidence": schema.choice(*CONFIDENCE),
    "handling": schema.choice(*schema.HANDLING),
    "audiences": schema.sequence(_audience, "analyst"),
    "rank": schema.choice("preferred", "normal", "deprecated"),
    "deprecated-reason": schema.prose(references=True),
}


def build_claim(checker: Checker, node: Node) -> ClaimRecord | None:
    """Check one claim; None when it has a fault."""
    checker.language = checker.brief_language
    name = node.entries.get("id") if type(node) is Mapping else None
    checker.claim = name.text if type(name) is Scalar else ""
    found = checker.fields(node, CLAIM_KEYS, ("id", "section", "text"), "a claim")
    if checker.has_joiners and type(node) is Mapping:
        _check_joiners(checker, node)
    if found is None or type(node) is not Mapping:
        return None
    get = found.get
    return ClaimRecord(
        node.span(),
        KeyPlaces(node),
        id=found["id"],
        section=found["section"],
        heading=get("heading", ""),
        kind=get("kind", ""),
        text=found["text"],
        variants=get("variants", _NOTHING),
        asserted_by=get("asserted-by", ""),
        asserted_on=get("asserted-on"),
        about=get("about"),
        evidence=get("evidence", ()),
        quotes=get("quotes", ()),
        figure=get("figure"),
        relations=get("relations", ()),
        likelihood=get("likelihood", ""),
        confidence=get("confidence", ""),
        handling=get("handling", "TLP:CLEAR"),
        audiences=get("audiences", ()),
        rank=get("rank", "normal"),
        deprecated_reason=get("deprecated-reason"),
    )


_NOTHING: Final[MappingProxyType[str, Any]] = MappingProxyType({})


def _check_joiners(checker: Checker, node: Mapping) -> None:
    """Check joiners in plain text; prose and quotations are checked where they are read."""
    for key in ("heading", "figure"):
        value = node.entries.get(key)
        if value is not None:
            if type(value) is Mapping:
                for inner in ("alt", "credit"):
                    if inner in value.entries:
                        checker.joiners(value.entries[inner], inner, checker.brief_language)
            else:
                checker.joiners(value, key, checker.brief_language)


def _names(checker: Checker, key: str, node: Node) -> MappingProxyType[str, str]:
    """Check names in other languages, by language tag."""
    found: dict[str, str] = {}
    if type(node) is not Mapping:
        checker.fault("schema.type", node.span(), f"{key} must be a mapping", "write names: {fa: …}")
        return MappingProxyType(found)
    for tag, value in node.entries.items():
        if not schema.is_language(tag):
            message = f"{tag[:80]!r} is not a language tag"
            checker.fault("schema.language", node.key_span(tag), message, "write {fa: …} (BCP 47)")
        found[tag] = schema.name(checker, tag, value)
        if checker.has_joiners:
            checker.joiners(value, "a name", tag)
    return MappingProxyType(found)


_ENTITY_KEYS: Final[dict[str, Check]] = {
    "id": schema.defines("entity"),
    "name": schema.name,
    "kind": schema.choice("person", "organisation", "place", "object", hints={"organization": "write organisation"}),
    "role": schema.text,
    "names": _names,
}


def build_entity(checker: Checker, node: Node) -> EntityRecord | None:
    """Check one person, organisation, place or object; None when it has a fault."""
    found = checker.fields(node, _ENTITY_KEYS, ("id", "name", "kind"), "an entity")
    if checker.has_joiners and type(node) is Mapping:
        for key in ("name", "role"):
            if key in node.entries:
                checker.joiners(node.entries[key], key, checker.brief_language)
    if found is None or type(node) is not Mapping:
        return None
    return EntityRecord(
        node.span(),
        KeyPlaces(node),
        id=found["id"],
        name=found["name"],
        kind=found["kind"],
        role=found.get("role", ""),
        names=found.get("names", _NOTHING),
    )
